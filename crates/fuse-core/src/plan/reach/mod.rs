//! Marks what the exports of the root and the effects of instantiation can reach; the rest is dropped.

mod live;
mod segments;

pub use live::{Live, LiveInstance};

use super::{Handles, Tasks};
use crate::graph::{
    BuiltinId, BuiltinKind, ComponentInstanceId, CoreDef, CoreInstanceId, CoreKind, FuncDef,
    InstanceGraph, LiftId, LowerId, Resource,
};
use crate::operands::{self, Operand};
use segments::Segment;
use std::collections::{BTreeSet, HashMap, HashSet};
use wasmparser::TableInit;

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
    if funcs.is_empty() {
        return false;
    }
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
        let instances = graph
            .core_instances
            .keys()
            .map(|id| match graph.module(id) {
                Some(module) => LiveInstance::of(module),
                None => LiveInstance::default(),
            });
        let live = Live {
            instances: instances.collect(),
            ..Live::default()
        };
        Reach {
            graph,
            calls,
            live,
            seen_foreign: HashSet::new(),
            work: Vec::new(),
            active: segments::active(graph),
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
        let kind = &self.graph.builtins[id].kind;
        if let Some(opts) = kind.opts() {
            self.options(&[opts.realloc]);
        }
        let memory = kind.opts().and_then(|opts| opts.memory);
        for def in memory.into_iter().chain(kind.event_memory()) {
            self.mark(def);
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
}
