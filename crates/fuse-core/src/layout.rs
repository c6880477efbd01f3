//! Assigns final indices to everything that is kept, before a byte is emitted.
//!
//! In each index space imports come first, then the definitions of each core instance in order, then what fusion adds. Emitting code
//! later appends helper functions behind all of these, so no index ever shifts.

use crate::Shape;
use crate::boundary::{Exported, Source};
use crate::graph::{
    BuiltinId, ComponentInstanceId, CoreDef, CoreInstanceId, CoreKind, GraphOpts, InstanceGraph,
    LiftId, LowerId, Resource, Spaces,
};
use crate::plan::{Plan, Target, handles};
use fuse_abi::entity::PrimaryMap;
use fuse_abi::handles::Holder;
use fuse_abi::opts::{FinalOpts, FuncIndex, GlobalIndex, MemoryIndex};
use fuse_abi::types::ResourceId;
use fuse_handles::Trap;
use indexmap::{IndexMap, IndexSet};
use std::collections::{BTreeMap, HashMap};
use wasmparser::{HeapType, TableInit};

/// Final indices.
pub struct Layout<'a> {
    /// Imports of the fused module in order.
    pub imports: Vec<Import<'a>>,
    /// Per core instance, its own index spaces.
    pub maps: PrimaryMap<CoreInstanceId, IndexMaps>,
    /// Per core instance, the definitions of its module alone.
    defined: PrimaryMap<CoreInstanceId, Spaces<Option<u32>>>,
    provided: bool,
    /// Functions that the fused module imports from the host.
    host: HashMap<Source<'a>, FuncIndex>,
    /// What core code refers to where it refers to a lowered function, a built-in or an import.
    outside: HashMap<CoreDef<'a>, u32>,
    /// Functions that are emitted behind the merged ones, in the order of their indices.
    pub emitted: IndexMap<Emitted<'a>, FuncIndex>,
    /// The `may_leave` flags, behind the merged globals.
    pub flags: BTreeMap<ComponentInstanceId, GlobalIndex>,
    /// Behind the flags, if handles are taken back from the host: set while the host drops one without its destructor.
    pub taking_back: Option<GlobalIndex>,
    /// Exports of the fused module and what each refers to.
    pub exports: IndexMap<Exported<'a>, (CoreKind, u32)>,
}

/// An import of the fused module.
#[derive(Copy, Clone, Debug)]
pub struct Import<'a> {
    /// What satisfies it.
    pub source: Source<'a>,
    /// Its kind.
    pub kind: CoreKind,
    /// What of the graph it stands for; a built-in of the host for nothing.
    pub def: Option<CoreDef<'a>>,
}

/// A core instance's index spaces by final index, imports included; `None` where nothing was kept.
#[derive(Debug, Default)]
pub struct IndexMaps {
    /// Index spaces that modules can share.
    pub core: Spaces<Option<u32>>,
    /// Element segments.
    pub elements: Vec<Option<u32>>,
    /// Data segments.
    pub datas: Vec<Option<u32>>,
}

/// A function that fusion adds.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Emitted<'a> {
    /// A lowered function that calls a lifted one.
    Adapter(LowerId, LiftId),
    /// A lowered function that traps, since its instance cannot be entered again.
    Reentry(LowerId),
    /// A function of the host with what stands around it: the check of the caller's `may_leave` flag, the exchange of handles.
    HostCall(LowerId),
    /// A built-in.
    Builtin(BuiltinId),
    /// A built-in that traps, since its instance cannot be left when it is called.
    Barred(BuiltinId),
    /// A lifted function with the exchange of handles around it, for the host to call.
    Entry(LiftId),
    /// A destructor, for the host to call.
    Dtor(ResourceId),
    /// The function by which the runtime traps for this reason.
    Trap(Trap),
    /// A `realloc` for the host to call: it gives the instance its handles back as they were in memory, and calls the instance's own
    /// with the `may_leave` flag clear.
    Realloc(ComponentInstanceId, CoreDef<'a>),
    /// A post-return function for the host to call: it gives the instance its handles back as they were in memory, and calls the
    /// lift's own post-return function, if there is one, with the instance's `may_leave` flag clear.
    PostReturn(LiftId),
    /// The start functions of all instances.
    Start,
}

/// Lays out what `plan` keeps of `graph`.
pub fn assign<'a>(graph: &InstanceGraph<'a>, plan: &Plan<'a>, shape: Shape) -> Layout<'a> {
    let mut assign = Assign {
        graph,
        plan,
        counts: HashMap::new(),
        layout: Layout {
            imports: Vec::new(),
            maps: PrimaryMap::new(),
            defined: graph
                .core_instances
                .keys()
                .map(|_| Spaces::default())
                .collect(),
            provided: shape == Shape::Component,
            host: HashMap::new(),
            outside: HashMap::new(),
            emitted: IndexMap::new(),
            flags: BTreeMap::new(),
            taking_back: None,
            exports: IndexMap::new(),
        },
    };
    assign.imports();
    for kind in CoreKind::ALL {
        assign.definitions(kind);
    }
    for &instance in &plan.guarded {
        let flag = assign.next(CoreKind::Global);
        assign.layout.flags.insert(instance, GlobalIndex(flag));
    }
    if plan.handles.takes_back() {
        assign.layout.taking_back = Some(GlobalIndex(assign.next(CoreKind::Global)));
    }
    assign.emitted();
    assign.index_maps();
    assign.exports();
    assign.layout
}

struct Assign<'p, 'a> {
    graph: &'p InstanceGraph<'a>,
    plan: &'p Plan<'a>,
    layout: Layout<'a>,
    counts: HashMap<CoreKind, u32>,
}

impl<'a> Assign<'_, 'a> {
    fn next(&mut self, kind: CoreKind) -> u32 {
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        *count - 1
    }

    fn imports(&mut self) {
        for (&id, target) in &self.plan.targets {
            if let Target::Host(_) = target {
                self.import(Source::Lower(id), CoreKind::Func, Some(CoreDef::Lower(id)));
            }
        }
        for &op in &self.plan.handles.host {
            self.import(Source::Resource(op), CoreKind::Func, None);
        }
        for &def in &self.plan.live.foreign {
            let CoreDef::Foreign {
                instance,
                kind,
                name,
            } = def
            else {
                unreachable!("{def:?} is foreign")
            };
            self.import(
                Source::Foreign {
                    instance,
                    kind,
                    name,
                },
                kind,
                Some(def),
            );
        }
    }

    fn import(&mut self, source: Source<'a>, kind: CoreKind, def: Option<CoreDef<'a>>) {
        let index = self.next(kind);
        self.layout.imports.push(Import { source, kind, def });
        if kind == CoreKind::Func {
            self.layout.host.insert(source, FuncIndex(index));
        }
        if let Some(def) = def {
            self.layout.outside.insert(def, index);
        }
    }

    /// The definitions of `kind` of all instances, those that come from providers first, since they are imports.
    fn definitions(&mut self, kind: CoreKind) {
        for (id, marks) in self.plan.live.instances.iter() {
            self.layout.defined[id]
                .space_mut(kind)
                .resize(marks.core.space(kind).len(), None);
        }
        for provided in [true, false] {
            for (id, marks) in self.plan.live.instances.iter() {
                for (index, _) in marks
                    .core
                    .space(kind)
                    .iter()
                    .enumerate()
                    .filter(|(_, kept)| **kept)
                {
                    if self.layout.provides(self.graph, id, kind, index) != provided {
                        continue;
                    }
                    self.layout.defined[id].space_mut(kind)[index] = Some(self.next(kind));
                    if provided {
                        let def = CoreDef::Defined {
                            instance: id,
                            kind,
                            index: index as u32,
                        };
                        self.layout.imports.push(Import {
                            source: Source::Provided,
                            kind,
                            def: Some(def),
                        });
                    }
                }
            }
        }
    }

    fn emitted(&mut self) {
        for (&id, target) in &self.plan.targets {
            match *target {
                Target::Adapter(lift) => self.emit(Emitted::Adapter(id, lift)),
                Target::Reentry => self.emit(Emitted::Reentry(id)),
                Target::Host(_) => {
                    let lower = &self.graph.lowers[id];
                    if self.plan.guarded.contains(&lower.owner)
                        || handles::occur(self.graph, lower.ty)
                    {
                        self.emit(Emitted::HostCall(id));
                    }
                    let guarded = self.plan.guarded.contains(&lower.owner);
                    if let Some(realloc) = lower.opts.realloc
                        && (guarded || handles::stashes_params(self.graph, lower.ty))
                    {
                        self.emit(Emitted::Realloc(lower.owner, realloc));
                    }
                }
            }
        }
        for &id in &self.plan.barred {
            self.emit(Emitted::Barred(id));
        }
        for &id in &self.plan.builtins {
            self.emit(Emitted::Builtin(id));
        }
        for &id in &self.plan.exported {
            self.entry(id);
        }
        if self.layout.taking_back.is_some() {
            for &id in &self.plan.handles.public {
                if self.dtor(id).is_some() {
                    self.emit(Emitted::Dtor(id));
                }
            }
        }
        for &trap in &self.plan.live.traps {
            self.emit(Emitted::Trap(trap));
        }
        if !self.plan.start.steps.is_empty() {
            self.emit(Emitted::Start);
        }
    }

    /// What stands between the host and an exported function.
    fn entry(&mut self, id: LiftId) {
        let lift = &self.graph.lifts[id];
        let guarded = self.plan.guarded.contains(&lift.owner);
        if self.plan.handles.entries.contains(&id) {
            self.emit(Emitted::Entry(id));
        }
        if guarded && let Some(realloc) = lift.opts.realloc {
            self.emit(Emitted::Realloc(lift.owner, realloc));
        }
        if guarded && lift.opts.post_return.is_some() || handles::stashes_result(self.graph, lift) {
            self.emit(Emitted::PostReturn(id));
        }
    }

    /// The destructor of a resource type that a component instance defines, if it is kept.
    fn dtor(&self, id: ResourceId) -> Option<u32> {
        match self.graph.resources[id] {
            Resource::Defined { dtor, .. } => self.layout.get(dtor?),
            Resource::Host(_) => None,
        }
    }

    fn emit(&mut self, emitted: Emitted<'a>) {
        if !self.layout.emitted.contains_key(&emitted) {
            let index = self.next(CoreKind::Func);
            self.layout.emitted.insert(emitted, FuncIndex(index));
            match emitted {
                Emitted::Adapter(id, _) | Emitted::Reentry(id) | Emitted::HostCall(id) => {
                    self.layout.outside.insert(CoreDef::Lower(id), index);
                }
                Emitted::Builtin(id) | Emitted::Barred(id) => {
                    self.layout.outside.insert(CoreDef::Builtin(id), index);
                }
                Emitted::Trap(trap) => {
                    self.layout.outside.insert(CoreDef::Trap(trap), index);
                }
                Emitted::Entry(_)
                | Emitted::Dtor(_)
                | Emitted::Realloc(..)
                | Emitted::PostReturn(_)
                | Emitted::Start => {}
            }
        }
    }

    fn index_maps(&mut self) {
        let (mut elements, mut datas) = (0, 0);
        for (id, instance) in self.graph.core_instances.iter() {
            let mut maps = IndexMaps::default();
            for kind in CoreKind::ALL {
                let imported = instance
                    .imported
                    .space(kind)
                    .iter()
                    .map(|&def| self.layout.get(def));
                let defined = self.layout.defined[id].space(kind).iter().copied();
                *maps.core.space_mut(kind) = imported.chain(defined).collect();
            }
            let marks = &self.plan.live.instances[id];
            let number = |marks: &[bool], next: &mut u32| {
                marks
                    .iter()
                    .map(|&kept| kept.then(|| std::mem::replace(next, *next + 1)))
                    .collect()
            };
            maps.elements = number(&marks.elements, &mut elements);
            maps.datas = number(&marks.datas, &mut datas);
            self.layout.maps.push(maps);
        }
    }

    fn exports(&mut self) {
        let mut exports: IndexMap<Exported<'a>, (CoreKind, u32)> = IndexMap::new();
        let layout = &self.layout;
        let func = |def| (CoreKind::Func, layout.index(def));
        let thunk = |thunk: Emitted<'a>, def| match layout.emitted.get(&thunk) {
            Some(index) => (CoreKind::Func, index.0),
            None => func(def),
        };
        for &id in &self.plan.exported {
            let lift = &self.graph.lifts[id];
            exports.insert(Exported::Lift(id), thunk(Emitted::Entry(id), lift.func));
            if let Some(func) = layout.emitted.get(&Emitted::PostReturn(id)) {
                exports.insert(Exported::PostReturn(id), (CoreKind::Func, func.0));
            } else if let Some(def) = lift.opts.post_return {
                exports.insert(Exported::PostReturn(id), func(def));
            }
            if let Some(def) = lift.opts.realloc {
                exports.insert(
                    Exported::Realloc(def),
                    thunk(Emitted::Realloc(lift.owner, def), def),
                );
            }
        }
        for (&id, target) in &self.plan.targets {
            let lower = &self.graph.lowers[id];
            if let (Target::Host(_), Some(def)) = (target, lower.opts.realloc) {
                exports.insert(
                    Exported::Realloc(def),
                    thunk(Emitted::Realloc(lower.owner, def), def),
                );
            }
        }
        for &id in &self.plan.handles.public {
            if let Some(dtor) = self.dtor(id) {
                let thunk = layout.emitted.get(&Emitted::Dtor(id));
                let index = thunk.map_or(dtor, |thunk| thunk.0);
                exports.insert(Exported::Dtor(id), (CoreKind::Func, index));
            }
        }
        if let Some(start) = layout.emitted.get(&Emitted::Start) {
            exports.insert(Exported::Start, (CoreKind::Func, start.0));
        }
        for def in self.foreign_args() {
            exports.insert(Exported::Arg(def), (def.kind(), layout.index(def)));
        }
        self.layout.exports = exports;
    }

    /// What instances that are not merged import from the fused module; what the host or a provider gives they get from there.
    fn foreign_args(&self) -> IndexSet<CoreDef<'a>> {
        let foreign = self
            .graph
            .core_instances
            .iter()
            .filter(|(id, _)| self.graph.module(*id).is_none());
        let args = foreign.flat_map(|(_, instance)| instance.imports.iter().map(|arg| arg.def));
        let in_fused = |def: &CoreDef<'a>| match *def {
            CoreDef::Defined {
                instance,
                kind,
                index,
            } => !self
                .layout
                .provides(self.graph, instance, kind, index as usize),
            CoreDef::Lower(id) => {
                !matches!(self.plan.targets[&id], Target::Host(_))
                    || handles::occur(self.graph, self.graph.lowers[id].ty)
            }
            CoreDef::Builtin(_) => true,
            CoreDef::Trap(_) | CoreDef::Foreign { .. } => false,
        };
        args.filter(in_fused).collect()
    }
}

impl<'a> Layout<'a> {
    /// Whether the fused module imports a definition of `instance` from a provider module rather than define it.
    ///
    /// Memories and tables are, in a component; a table that names a type or that has an initializer is not, since its
    /// provider could not say what the table is.
    pub fn provides(
        &self,
        graph: &InstanceGraph<'a>,
        instance: CoreInstanceId,
        kind: CoreKind,
        index: usize,
    ) -> bool {
        let module = || {
            graph
                .module(instance)
                .expect("only static modules have definitions")
        };
        self.provided
            && match kind {
                CoreKind::Memory => true,
                CoreKind::Table => {
                    let table = &module().tables[index];
                    let ty = table.ty.element_type;
                    matches!(table.init, TableInit::RefNull)
                        && ty.is_nullable()
                        && matches!(ty.heap_type(), HeapType::Abstract { .. })
                }
                CoreKind::Func | CoreKind::Global | CoreKind::Tag => false,
            }
    }

    /// Whether no core code is left: nothing is merged, and nothing is exported for the wrapper.
    pub fn is_empty(&self, graph: &InstanceGraph<'a>) -> bool {
        self.exports.is_empty()
            && graph
                .core_instances
                .keys()
                .all(|id| id == graph.runtime || graph.module(id).is_none())
    }

    /// The final index of `def`; `None` if it was dropped.
    pub fn get(&self, def: CoreDef<'a>) -> Option<u32> {
        match def {
            CoreDef::Defined {
                instance,
                kind,
                index,
            } => self.defined[instance].space(kind)[index as usize],
            CoreDef::Lower(_)
            | CoreDef::Builtin(_)
            | CoreDef::Trap(_)
            | CoreDef::Foreign { .. } => self.outside.get(&def).copied(),
        }
    }

    /// The final index of something that is kept.
    pub fn index(&self, def: CoreDef<'a>) -> u32 {
        self.get(def)
            .unwrap_or_else(|| panic!("{def:?} is used, and so kept"))
    }

    /// The function that the fused module imports from `source`, without anything around it.
    pub fn host(&self, source: Source<'a>) -> FuncIndex {
        self.host[&source]
    }

    /// Canonical options by final index, for a side whose handles `holder` holds.
    pub fn opts(&self, opts: &GraphOpts<'a>, holder: Option<Holder>) -> FinalOpts {
        let func = |def: Option<CoreDef<'a>>| def.map(|def| FuncIndex(self.index(def)));
        FinalOpts {
            memory: opts.memory.map(|def| MemoryIndex(self.index(def))),
            realloc: func(opts.realloc),
            post_return: func(opts.post_return),
            callback: func(opts.callback),
            encoding: opts.encoding,
            async_: opts.async_,
            holder,
        }
    }
}
