//! The marks: what is reached, and so kept.

use crate::graph::{BuiltinId, CoreDef, CoreInstanceId, LiftId, LowerId, Spaces};
use crate::read::StaticModule;
use fuse_abi::entity::PrimaryMap;
use fuse_async::{Dispatch, HostFunc};
use fuse_handles::Trap;
use std::collections::BTreeSet;

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
    /// Nothing of `module` yet.
    pub fn of(module: &StaticModule<'_>) -> Self {
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
