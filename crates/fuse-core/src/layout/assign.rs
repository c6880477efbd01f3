//! Walks what is kept, index space by index space, and hands out indices.

use super::{Emitted, Import, IndexMaps, Layout};
use crate::Shape;
use crate::boundary::{Exported, Source};
use crate::graph::{CoreDef, CoreKind, InstanceGraph, Spaces};
use crate::plan::{ChannelOp, Plan, Target, handles, host_opts};
use fuse_abi::entity::PrimaryMap;
use fuse_abi::opts::{FuncIndex, GlobalIndex};
use fuse_async::Intrinsic;
use indexmap::{IndexMap, IndexSet};
use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

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
            presets: HashMap::new(),
            is_preset: HashSet::new(),
            shape,
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
    assign.presets();
    assign.index_maps();
    assign.exports();
    assign.layout
}

/// What is kept, and what of it has an index already.
pub(super) struct Assign<'p, 'a> {
    pub(super) graph: &'p InstanceGraph<'a>,
    pub(super) plan: &'p Plan<'a>,
    pub(super) layout: Layout<'a>,
    counts: HashMap<CoreKind, u32>,
}

impl<'a> Assign<'_, 'a> {
    /// The next free index.
    pub(super) fn next(&mut self, kind: CoreKind) -> u32 {
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        *count - 1
    }

    fn imports(&mut self) {
        let mut lowered = HashMap::new();
        for (&id, target) in &self.plan.targets {
            let Target::Host(import) = target else {
                continue;
            };
            // What is lowered twice with the same options is one function.
            match lowered.entry((import, &self.graph.lowers[id].opts)) {
                Entry::Vacant(entry) => {
                    entry.insert(id);
                    self.import(Source::Lower(id), CoreKind::Func, Some(CoreDef::Lower(id)));
                }
                Entry::Occupied(entry) => {
                    let func = self.layout.host(Source::Lower(*entry.get()));
                    self.layout.host.insert(Source::Lower(id), func);
                    self.layout.outside.insert(CoreDef::Lower(id), func.0);
                }
            }
        }
        for &op in &self.plan.handles.host {
            self.import(Source::Resource(op), CoreKind::Func, None);
        }
        for &func in &self.plan.live.host_funcs {
            self.import(
                Source::Builtin(func),
                CoreKind::Func,
                Some(CoreDef::HostFunc(func)),
            );
        }
        for &op in &self.plan.channels.ops {
            self.import(Source::Channel(op), CoreKind::Func, None);
        }
        for edge in self.plan.tasks.edges.values() {
            if edge.lower.is_none() {
                self.import(Source::TaskReturn(edge.lift), CoreKind::Func, None);
            }
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
        let mut kept = Vec::new();
        for (id, marks) in self.plan.live.instances.iter() {
            let marks = marks.core.space(kind);
            self.layout.defined[id]
                .space_mut(kind)
                .resize(marks.len(), None);
            kept.extend((0..marks.len()).filter(|&at| marks[at]).map(|at| (id, at)));
        }
        let provides = |&(id, at): &(_, _)| self.layout.provides(self.graph, id, kind, at);
        let (mut provided, own): (Vec<_>, Vec<_>) = kept.into_iter().partition(provides);
        let def = |&(instance, at): &(_, usize)| CoreDef::Defined {
            instance,
            kind,
            index: at as u32,
        };
        if kind == CoreKind::Memory {
            let uses = self.memory_uses();
            provided.sort_by_key(|at| Reverse(uses.get(&def(at)).copied()));
        }
        for &(id, at) in provided.iter().chain(&own) {
            self.layout.defined[id].space_mut(kind)[at] = Some(self.next(kind));
        }
        let import = |at| Import {
            source: Source::Provided,
            kind,
            def: Some(def(at)),
        };
        self.layout.imports.extend(provided.iter().map(import));
    }

    /// How many bytes of code there are for which a memory is the first one.
    ///
    /// An access to memory 0 is shorter than one to another memory, and if it is to memory 0 in the input too, it stays as it is.
    fn memory_uses(&self) -> HashMap<CoreDef<'a>, usize> {
        let mut uses = HashMap::new();
        for (id, marks) in self.plan.live.instances.iter() {
            let Some(module) = self.graph.module(id) else {
                continue;
            };
            let imported = module.import_counts().memories as usize;
            if imported + module.memories.len() > 0 {
                let bodies = module.bodies.iter().zip(&marks.core.funcs);
                let kept = bodies.filter(|(_, kept)| **kept);
                let bytes: usize = kept.map(|(body, _)| body.as_bytes().len()).sum();
                let memory = self.graph.resolve(id, CoreKind::Memory, 0);
                *uses.entry(memory).or_default() += bytes;
            }
        }
        uses
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
            let kept = |(index, &kept): (usize, &bool)| {
                kept && (marks.named_datas.contains(&(index as u32))
                    || !self.layout.is_preset(id, index))
            };
            let kept: Vec<bool> = marks.datas.iter().enumerate().map(kept).collect();
            maps.datas = number(&kept, &mut datas);
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
            if self.plan.tasks.root(id).is_some() {
                let callback = self.graph.intrinsic(Intrinsic::RootEvent.name());
                exports.insert(Exported::Callback(id), func(callback));
            } else if let Some(func) = layout.emitted.get(&Emitted::PostReturn(id)) {
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
            if let (Target::Host(_), Some(def)) = (target, host_opts(self.graph, id).realloc) {
                exports.insert(
                    Exported::Realloc(def),
                    thunk(Emitted::Realloc(lower.owner, def), def),
                );
            }
        }
        for op in &self.plan.channels.ops {
            if let ChannelOp::Copy(id) = *op
                && let builtin = &self.graph.builtins[id]
                && let Some(def) = builtin.kind.lowering().and_then(|opts| opts.realloc)
            {
                exports.insert(
                    Exported::Realloc(def),
                    thunk(Emitted::Realloc(builtin.owner, def), def),
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
        if layout.shape == Shape::Core {
            for def in self.host_memories() {
                exports.insert(Exported::Memory(def), (CoreKind::Memory, layout.index(def)));
            }
        }
        self.layout.exports = exports;
    }

    /// The memories that the host reads and writes.
    fn host_memories(&self) -> IndexSet<CoreDef<'a>> {
        let exported = self.plan.exported.iter();
        let exported = exported.filter_map(|&id| self.graph.lifts[id].opts.memory);
        let imports = self.layout.imports.iter();
        let imported = imports.filter_map(|import| import.source.memory(self.graph));
        exported.chain(imported).collect()
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
                    || self.plan.tasks.host_call(id).is_some()
                    || handles::occur(self.graph, self.graph.lowers[id].ty)
            }
            CoreDef::Builtin(_) => true,
            CoreDef::Trap(_)
            | CoreDef::Dispatch(_)
            | CoreDef::HostFunc(_)
            | CoreDef::Foreign { .. } => false,
        };
        args.filter(in_fused).collect()
    }
}
