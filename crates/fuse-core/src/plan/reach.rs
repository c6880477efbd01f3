//! Marks what the exports of the root and the effects of instantiation can reach; the rest is dropped.

use super::{Handles, Tasks, consts};
use crate::graph::{
    BuiltinId, BuiltinKind, ComponentInstanceId, CoreDef, CoreInstanceId, CoreKind, FuncDef,
    InstanceGraph, LiftId, LowerId, Resource, Spaces,
};
use crate::operands::{self, Operand};
use crate::read::{StaticModule, element_count, element_table};
use fuse_abi::entity::PrimaryMap;
use fuse_async::{Dispatch, HostFunc};
use fuse_handles::Trap;
use std::collections::{BTreeSet, HashMap, HashSet};
use wasmparser::{DataKind, ElementItems, ElementKind, TableInit};

/// What is reached.
#[derive(Debug, Default)]
pub struct Live<'a> {
    /// Per core instance, the definitions of its module.
    pub instances: PrimaryMap<CoreInstanceId, LiveInstance>,
    /// Lowered functions.
    pub lowers: BTreeSet<LowerId>,
    /// Canonical built-ins.
    pub builtins: BTreeSet<BuiltinId>,
    /// Lifted functions.
    pub lifts: BTreeSet<LiftId>,
    /// Exports of instances of imported core modules.
    pub foreign: Vec<CoreDef<'a>>,
    /// Why the runtime may trap.
    pub traps: BTreeSet<Trap>,
    /// What the runtime calls of the fused code.
    pub dispatches: BTreeSet<Dispatch>,
    /// What the runtime calls of the host.
    pub host_funcs: BTreeSet<HostFunc>,
}

impl Live<'_> {
    /// Whether a function is part of the output.
    pub fn keeps(&self, func: CoreDef<'_>) -> bool {
        match func {
            CoreDef::Defined {
                instance, index, ..
            } => self.instances[instance].core.funcs[index as usize],
            _ => true,
        }
    }
}

/// What is reached of one core instance: a mark per definition of its module, imports not counted.
#[derive(Debug, Default)]
pub struct LiveInstance {
    /// Definitions that modules can share.
    pub core: Spaces<bool>,
    /// Element segments.
    pub elements: Vec<bool>,
    /// Data segments.
    pub datas: Vec<bool>,
    /// Types that code and constant expressions name.
    pub types: BTreeSet<u32>,
    /// Data segments that code names: they have to be there even if instantiation has written them.
    pub named_datas: BTreeSet<u32>,
}

impl LiveInstance {
    fn of(module: &StaticModule<'_>) -> Self {
        LiveInstance {
            core: Spaces {
                funcs: vec![false; module.funcs.len()],
                tables: vec![false; module.tables.len()],
                memories: vec![false; module.memories.len()],
                globals: vec![false; module.globals.len()],
                tags: vec![false; module.tags.len()],
            },
            elements: vec![false; module.elements.len()],
            datas: vec![false; module.datas.len()],
            types: BTreeSet::new(),
            named_datas: BTreeSet::new(),
        }
    }
}

/// How far a reach goes.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Calls {
    /// Through lowered functions into the instances that lifted them.
    Across,
    /// As far as that, but not into `realloc` and post-return functions, which run while their instance may not be left.
    Leaving,
    /// Until it leaves this component instance, by a lowered function or a built-in.
    Within(ComponentInstanceId),
    /// As far as the functions of the component instance itself go, lowered functions not among them.
    Inside,
}

/// Marks all that is reached from `lifts` and from what instantiation runs or may trap on.
pub fn from_root<'a>(graph: &InstanceGraph<'a>, lifts: &[LiftId]) -> Live<'a> {
    reach_root(graph, lifts, Calls::Across)
}

/// Marks what `handles` and `tasks` need of the runtime.
pub fn runtime<'a>(
    graph: &InstanceGraph<'a>,
    live: &mut Live<'a>,
    handles: &Handles,
    tasks: &Tasks,
) {
    if !handles.any() && !tasks.any() {
        return;
    }
    let mut reach = Reach::new(graph, Calls::Across);
    reach.live = std::mem::take(live);
    reach.mark(graph.runtime_memory());
    for &intrinsic in &handles.intrinsics {
        reach.mark(graph.intrinsic(intrinsic.name()));
    }
    for &intrinsic in &tasks.intrinsics {
        reach.mark(graph.intrinsic(intrinsic.name()));
    }
    reach.run();
    *live = reach.live;
}

/// The built-ins that can be called while their instance may be left; called by others, a built-in that checks it traps.
pub fn leaving_builtins(graph: &InstanceGraph<'_>, lifts: &[LiftId]) -> BTreeSet<BuiltinId> {
    reach_root(graph, lifts, Calls::Leaving).builtins
}

fn reach_root<'a>(graph: &InstanceGraph<'a>, lifts: &[LiftId], calls: Calls) -> Live<'a> {
    let mut reach = Reach::new(graph, calls);
    for &lift in lifts {
        reach.lift(lift);
    }
    for (id, instance) in graph.core_instances.iter() {
        match graph.module(id) {
            Some(module) => {
                if let Some(start) = module.start {
                    reach.mark(graph.resolve(id, CoreKind::Func, start));
                }
                reach.trapping_segments(id, module);
            }
            None => instance.imports.iter().for_each(|arg| reach.mark(arg.def)),
        }
    }
    reach.run();
    reach.live
}

/// Whether a call of one of `funcs` may get to a lowered function or a built-in of `owner`.
pub fn leaves<'a>(
    graph: &InstanceGraph<'a>,
    owner: ComponentInstanceId,
    funcs: &[CoreDef<'a>],
) -> bool {
    let mut reach = Reach::new(graph, Calls::Within(owner));
    funcs.iter().for_each(|&func| reach.mark(func));
    reach.run();
    reach.left
}

/// The built-ins and lowered functions that a call of one of `funcs` may get to, none of which is looked into.
pub fn within<'a>(
    graph: &InstanceGraph<'a>,
    funcs: &[CoreDef<'a>],
) -> (BTreeSet<BuiltinId>, BTreeSet<LowerId>) {
    let mut reach = Reach::new(graph, Calls::Inside);
    funcs.iter().for_each(|&func| reach.mark(func));
    reach.run();
    (reach.live.builtins, reach.live.lowers)
}

#[derive(Copy, Clone)]
enum Segment {
    Element(CoreInstanceId, usize),
    Data(CoreInstanceId, usize),
}

struct Reach<'g, 'a> {
    graph: &'g InstanceGraph<'a>,
    calls: Calls,
    live: Live<'a>,
    seen_foreign: HashSet<CoreDef<'a>>,
    /// Marked and not yet scanned.
    work: Vec<(CoreInstanceId, CoreKind, u32)>,
    /// Active segments by the table or memory that they write.
    active: HashMap<CoreDef<'a>, Vec<Segment>>,
    /// Whether the instance that the reach stays within was left, which ends it.
    left: bool,
}

impl<'g, 'a> Reach<'g, 'a> {
    fn new(graph: &'g InstanceGraph<'a>, calls: Calls) -> Self {
        let mut active: HashMap<CoreDef<'a>, Vec<Segment>> = HashMap::new();
        let mut instances = PrimaryMap::new();
        for id in graph.core_instances.keys() {
            let Some(module) = graph.module(id) else {
                instances.push(LiveInstance::default());
                continue;
            };
            instances.push(LiveInstance::of(module));
            for (index, element) in module.elements.iter().enumerate() {
                if let ElementKind::Active { table_index, .. } = &element.kind {
                    let table = graph.resolve(id, CoreKind::Table, element_table(*table_index));
                    active
                        .entry(table)
                        .or_default()
                        .push(Segment::Element(id, index));
                }
            }
            for (index, data) in module.datas.iter().enumerate() {
                if let DataKind::Active { memory_index, .. } = data.kind {
                    let memory = graph.resolve(id, CoreKind::Memory, memory_index);
                    active
                        .entry(memory)
                        .or_default()
                        .push(Segment::Data(id, index));
                }
            }
        }
        let live = Live {
            instances,
            ..Live::default()
        };
        Reach {
            graph,
            calls,
            live,
            seen_foreign: HashSet::new(),
            work: Vec::new(),
            active,
            left: false,
        }
    }

    fn lift(&mut self, id: LiftId) {
        if !self.live.lifts.insert(id) {
            return;
        }
        let lift = &self.graph.lifts[id];
        self.mark(lift.func);
        let opts = &lift.opts;
        self.options(&[opts.realloc, opts.post_return]);
        for def in [opts.memory, opts.callback].into_iter().flatten() {
            self.mark(def);
        }
    }

    /// Marks functions that the canonical ABI calls while their instance may not be left.
    fn options(&mut self, funcs: &[Option<CoreDef<'a>>]) {
        if self.calls != Calls::Leaving {
            funcs.iter().flatten().for_each(|&func| self.mark(func));
        }
    }

    fn lower(&mut self, id: LowerId) {
        let lower = &self.graph.lowers[id];
        if let Calls::Within(owner) = self.calls {
            self.left |= lower.owner == owner;
            return;
        }
        if !self.live.lowers.insert(id) || self.calls == Calls::Inside {
            return;
        }
        self.options(&[lower.opts.realloc]);
        if let Some(memory) = lower.opts.memory {
            self.mark(memory);
        }
        if let FuncDef::Lift(lift) = lower.callee {
            self.lift(lift);
        }
    }

    fn mark(&mut self, def: CoreDef<'a>) {
        match def {
            CoreDef::Defined {
                instance,
                kind,
                index,
            } => {
                let mark = &mut self.live.instances[instance].core.space_mut(kind)[index as usize];
                if !std::mem::replace(mark, true) {
                    self.work.push((instance, kind, index));
                }
            }
            CoreDef::Lower(id) => self.lower(id),
            CoreDef::Builtin(id) => {
                if !self.live.builtins.insert(id) {
                    return;
                }
                self.builtin_options(id);
                // Without `resource.new` there is nothing to destroy.
                if let BuiltinKind::ResourceNew(resource) = self.graph.builtins[id].kind
                    && let Resource::Defined {
                        dtor: Some(dtor), ..
                    } = self.graph.resources[resource]
                {
                    self.mark(dtor);
                }
                self.left |= self.calls == Calls::Within(self.graph.builtins[id].owner)
                    && self.graph.builtins[id].kind.checks_may_leave();
            }
            CoreDef::Trap(trap) => _ = self.live.traps.insert(trap),
            CoreDef::Dispatch(dispatch) => _ = self.live.dispatches.insert(dispatch),
            CoreDef::HostFunc(func) => _ = self.live.host_funcs.insert(func),
            CoreDef::Foreign { .. } => {
                if self.seen_foreign.insert(def) {
                    self.live.foreign.push(def);
                }
            }
        }
    }

    /// Marks what the canonical ABI needs for a built-in.
    fn builtin_options(&mut self, id: BuiltinId) {
        match &self.graph.builtins[id].kind {
            BuiltinKind::TaskReturn { opts, .. }
            | BuiltinKind::Copy { opts, .. }
            | BuiltinKind::ErrorContextNew { opts }
            | BuiltinKind::ErrorContextDebugMessage { opts } => {
                self.options(&[opts.realloc]);
                if let Some(memory) = opts.memory {
                    self.mark(memory);
                }
            }
            BuiltinKind::SetWait(access) | BuiltinKind::SetPoll(access) => self.mark(access.memory),
            _ => {}
        }
    }

    fn run(&mut self) {
        while !self.left
            && let Some((instance, kind, index)) = self.work.pop()
        {
            let module = self
                .graph
                .module(instance)
                .expect("only static modules have definitions");
            let at = index as usize;
            match kind {
                CoreKind::Func => {
                    for &operand in &module.operands[at] {
                        self.operand(instance, operand);
                    }
                }
                CoreKind::Global => self.const_expr(instance, &module.globals[at].init_expr),
                CoreKind::Table => {
                    if let TableInit::Expr(expr) = &module.tables[at].init {
                        self.const_expr(instance, expr);
                    }
                    self.active_segments(CoreDef::Defined {
                        instance,
                        kind,
                        index,
                    });
                }
                CoreKind::Memory => self.active_segments(CoreDef::Defined {
                    instance,
                    kind,
                    index,
                }),
                CoreKind::Tag => {}
            }
        }
    }

    fn const_expr(&mut self, instance: CoreInstanceId, expr: &wasmparser::ConstExpr<'_>) {
        let mut found = Vec::new();
        operands::in_const_expr(expr, |r| found.push(r));
        found.into_iter().for_each(|r| self.operand(instance, r));
    }

    fn operand(&mut self, instance: CoreInstanceId, operand: Operand) {
        match operand {
            Operand::Core(kind, index) => self.mark(self.graph.resolve(instance, kind, index)),
            Operand::Element(index) => self.segment(Segment::Element(instance, index as usize)),
            Operand::Data(index) => {
                self.live.instances[instance].named_datas.insert(index);
                self.segment(Segment::Data(instance, index as usize));
            }
            Operand::Type(index) => _ = self.live.instances[instance].types.insert(index),
        }
    }

    fn active_segments(&mut self, target: CoreDef<'a>) {
        for segment in self.active.remove(&target).unwrap_or_default() {
            self.segment(segment);
        }
    }

    /// Marks a segment, its offset and its contents.
    fn segment(&mut self, segment: Segment) {
        match segment {
            Segment::Element(instance, index) => {
                if std::mem::replace(&mut self.live.instances[instance].elements[index], true) {
                    return;
                }
                let module = self
                    .graph
                    .module(instance)
                    .expect("only static modules have segments");
                let element = &module.elements[index];
                if let ElementKind::Active {
                    offset_expr,
                    table_index,
                } = &element.kind
                {
                    self.const_expr(instance, offset_expr);
                    self.mark(self.graph.resolve(
                        instance,
                        CoreKind::Table,
                        element_table(*table_index),
                    ));
                }
                match &element.items {
                    ElementItems::Functions(funcs) => {
                        for func in funcs.clone() {
                            let func = func.expect("validated by read");
                            self.mark(self.graph.resolve(instance, CoreKind::Func, func));
                        }
                    }
                    ElementItems::Expressions(_, exprs) => {
                        for expr in exprs.clone() {
                            self.const_expr(instance, &expr.expect("validated by read"));
                        }
                    }
                }
            }
            Segment::Data(instance, index) => {
                if std::mem::replace(&mut self.live.instances[instance].datas[index], true) {
                    return;
                }
                let module = self
                    .graph
                    .module(instance)
                    .expect("only static modules have segments");
                if let DataKind::Active {
                    offset_expr,
                    memory_index,
                } = &module.datas[index].kind
                {
                    self.const_expr(instance, offset_expr);
                    self.mark(
                        self.graph
                            .resolve(instance, CoreKind::Memory, *memory_index),
                    );
                }
            }
        }
    }

    /// Marks the active segments that may trap: instantiation fails there, whether or not anything reads what they write.
    fn trapping_segments(&mut self, instance: CoreInstanceId, module: &'a StaticModule<'a>) {
        for (index, element) in module.elements.iter().enumerate() {
            if let ElementKind::Active {
                table_index,
                offset_expr,
            } = &element.kind
            {
                let len = element_count(&element.items);
                let table =
                    self.graph
                        .resolve(instance, CoreKind::Table, element_table(*table_index));
                let end = consts::eval(self.graph, instance, offset_expr)
                    .map(|at| at.saturating_add(len.into()));
                if !fits(end, self.min_size(table)) {
                    self.segment(Segment::Element(instance, index));
                }
            }
        }
        for (index, data) in module.datas.iter().enumerate() {
            if let DataKind::Active {
                memory_index,
                offset_expr,
            } = &data.kind
            {
                let memory = self
                    .graph
                    .resolve(instance, CoreKind::Memory, *memory_index);
                let len = data.data.len() as u64;
                let end = consts::eval(self.graph, instance, offset_expr)
                    .map(|at| at.saturating_add(len));
                if !fits(end, self.min_size(memory)) {
                    self.segment(Segment::Data(instance, index));
                }
            }
        }
    }

    /// The least size of a table in elements or of a memory in bytes, if it is known.
    fn min_size(&self, def: CoreDef<'a>) -> Option<u64> {
        let CoreDef::Defined {
            instance,
            kind,
            index,
        } = def
        else {
            return None;
        };
        let module = self
            .graph
            .module(instance)
            .expect("only static modules have definitions");
        match kind {
            CoreKind::Table => Some(module.tables[index as usize].ty.initial),
            CoreKind::Memory => {
                let ty = &module.memories[index as usize];
                ty.initial.checked_shl(ty.page_size_log2.unwrap_or(16))
            }
            _ => None,
        }
    }
}

/// Whether a segment that ends at `end` lies within `size`, as far as both are known.
fn fits(end: Option<u64>, size: Option<u64>) -> bool {
    matches!((end, size), (Some(end), Some(size)) if end <= size)
}
