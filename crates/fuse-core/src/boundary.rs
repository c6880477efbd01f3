//! What the fused module imports from, and exports to, the component around it.

use crate::graph::{CoreDef, CoreInstanceId, CoreKind, InstanceGraph, LiftId, LowerId};
use crate::plan::{ChannelOp, HostOp, host_opts};
use fuse_abi::types::ResourceId;
use fuse_async::HostFunc;
use indexmap::IndexMap;

/// The imports and exports of the fused module.
#[derive(Debug, Default)]
pub struct Boundary<'a> {
    /// Imports in the order the module has them.
    pub imports: Vec<CoreImport<'a>>,
    /// Exports in the order the module has them.
    pub exports: IndexMap<Exported<'a>, CoreExport>,
}

/// An import of the fused module.
#[derive(Debug)]
pub struct CoreImport<'a> {
    /// The module name.
    pub module: String,
    /// The field name; the pair is unique.
    pub name: String,
    /// What it is satisfied with.
    pub source: Source<'a>,
    /// Its type, by final indices.
    pub ty: wasm_encoder::EntityType,
    /// For a memory that comes from a provider, the offsets and bytes that it starts with.
    pub presets: Vec<(u32, &'a [u8])>,
}

/// What satisfies an import of the fused module.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source<'a> {
    /// A function of the host, lowered with the options of this lower.
    Lower(LowerId),
    /// A canonical built-in of resources that the host provides.
    Resource(HostOp),
    /// A canonical built-in that the runtime calls.
    Builtin(HostFunc),
    /// A canonical built-in of streams and futures, for ends that are the host's.
    Channel(ChannelOp),
    /// `task.return` for this exported function of async type.
    TaskReturn(LiftId),
    /// A memory or a table of its own, which comes from a provider module so that no module defines two: this is the import's type.
    Provided,
    /// An export of an instance of a core module that the host provides.
    Foreign {
        /// The core instance.
        instance: CoreInstanceId,
        /// The export's kind.
        kind: CoreKind,
        /// The export's name.
        name: &'a str,
    },
}

/// An export of the fused module.
#[derive(Debug)]
pub struct CoreExport {
    /// Its name, unique in the module.
    pub name: String,
    /// Its kind.
    pub kind: wasm_encoder::ExportKind,
    /// Its final index.
    pub index: u32,
}

/// What an export of the fused module is there for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Exported<'a> {
    /// The core function that the wrapper lifts.
    Lift(LiftId),
    /// Its post-return function.
    PostReturn(LiftId),
    /// Its callback, if it is of async type.
    Callback(LiftId),
    /// A function that the wrapper passes as `realloc`.
    Realloc(CoreDef<'a>),
    /// The destructor of a resource type that a component instance defines.
    Dtor(ResourceId),
    /// The start functions and late segments of all instances, to run once everything is in place.
    Start,
    /// A definition that an instance of an imported core module imports.
    Arg(CoreDef<'a>),
    /// A memory that the host reads and writes, in a bare core module.
    Memory(CoreDef<'a>),
}

impl<'a> Source<'a> {
    /// The memory that the host reads and writes when the import is called.
    pub fn memory(self, graph: &InstanceGraph<'a>) -> Option<CoreDef<'a>> {
        match self {
            Source::Lower(id) => host_opts(graph, id).memory,
            Source::TaskReturn(id) => graph.lifts[id].opts.memory,
            Source::Builtin(HostFunc::SetWait | HostFunc::SetPoll) => Some(graph.runtime_memory()),
            Source::Channel(op) => op.opts(graph).and_then(|opts| opts.memory),
            Source::Builtin(_)
            | Source::Resource(_)
            | Source::Provided
            | Source::Foreign { .. } => None,
        }
    }
}

impl<'a> Boundary<'a> {
    /// The import that stands for the memory or table `def`, when the fused module does not define it.
    ///
    /// `index` is its final index in the index space of `kind`.
    pub fn import_at(&self, kind: CoreKind, index: u32) -> Option<&CoreImport<'a>> {
        let of_kind = |import: &&CoreImport<'_>| match import.ty {
            wasm_encoder::EntityType::Memory(_) => kind == CoreKind::Memory,
            wasm_encoder::EntityType::Table(_) => kind == CoreKind::Table,
            _ => false,
        };
        self.imports.iter().filter(of_kind).nth(index as usize)
    }
}
