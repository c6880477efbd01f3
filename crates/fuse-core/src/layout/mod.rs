//! Assigns final indices to everything that is kept, before a byte is emitted.
//!
//! In each index space imports come first, then the definitions of each core instance in order, then what fusion adds. Emitting code
//! later appends helper functions behind all of these, so no index ever shifts.

mod assign;
mod emitted;
mod presets;
pub mod signature;

pub use assign::assign;

use crate::Shape;
use crate::boundary::{Exported, Source};
use crate::graph::{
    BuiltinId, ComponentInstanceId, CoreDef, CoreInstanceId, CoreKind, GraphOpts, InstanceGraph,
    LiftId, LowerId, Spaces,
};
use crate::plan::EdgeId;
use fuse_abi::entity::PrimaryMap;
use fuse_abi::handles::Holder;
use fuse_abi::opts::{FinalOpts, FuncIndex, GlobalIndex, MemoryIndex};
use fuse_abi::types::ResourceId;
use fuse_async::Dispatch;
use fuse_handles::Trap;
use indexmap::IndexMap;
use std::collections::{BTreeMap, HashMap, HashSet};
use wasmparser::{HeapType, TableInit};

/// Final indices.
pub struct Layout<'a> {
    /// Imports of the fused module in order.
    pub imports: Vec<Import<'a>>,
    /// Per core instance, its own index spaces.
    pub maps: PrimaryMap<CoreInstanceId, IndexMaps>,
    /// By memory, the active data segments that its provider writes, in order.
    presets: HashMap<CoreDef<'a>, Vec<Preset<'a>>>,
    is_preset: HashSet<(CoreInstanceId, usize)>,
    /// Per core instance, the definitions of its module alone.
    defined: PrimaryMap<CoreInstanceId, Spaces<Option<u32>>>,
    shape: Shape,
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

/// A data segment that the provider of a memory writes, which the engine can do by mapping pages.
#[derive(Copy, Clone, Debug)]
pub struct Preset<'a> {
    /// Where it starts.
    pub offset: u32,
    /// Its bytes.
    pub bytes: &'a [u8],
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

impl IndexMaps {
    /// The final index of a member of an index space.
    pub fn core_index(&self, kind: CoreKind, index: u32) -> u32 {
        self.core.space(kind)[index as usize].unwrap_or_else(|| panic!("{kind:?} {index} {USED}"))
    }

    /// The final index of an element segment.
    pub fn element_index(&self, index: u32) -> u32 {
        self.elements[index as usize].unwrap_or_else(|| panic!("element segment {index} {USED}"))
    }

    /// The final index of a data segment.
    pub fn data_index(&self, index: u32) -> u32 {
        self.datas[index as usize].unwrap_or_else(|| panic!("data segment {index} {USED}"))
    }
}

const USED: &str = "is used, and so kept";

/// A function that fusion adds.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Emitted<'a> {
    /// A lowered function that calls a lifted one.
    Adapter(LowerId, LiftId),
    /// A lowered function that calls a lifted one of async type.
    Call(LowerId),
    /// The start of a task over this edge: it takes the task and the caller's arguments, without a return pointer, and gives what the
    /// callback would.
    Begin(EdgeId),
    /// What the runtime calls.
    Dispatch(Dispatch),
    /// A lowered function that traps, since its instance cannot be entered again.
    Reentry(LowerId),
    /// A function of the host with what stands around it: the check of the caller's `may_leave` flag, the exchange of handles.
    HostCall(LowerId),
    /// A built-in.
    Builtin(BuiltinId),
    /// A built-in that traps, since its instance cannot be left when it is called.
    Barred(BuiltinId),
    /// A lifted function with what stands around it, for the host to call: a task, the exchange of handles.
    Entry(LiftId),
    /// A destructor, for the host to call.
    Dtor(ResourceId),
    /// The function by which the runtime traps for this reason.
    Trap(Trap),
    /// A `realloc` for the host to call: it gives the instance its handles back as they were in memory, and calls the instance's own
    /// with the `may_leave` flag clear.
    Realloc(ComponentInstanceId, CoreDef<'a>),
    /// A `realloc` for adapters to call, in a task of its own.
    TaskRealloc(ComponentInstanceId, CoreDef<'a>),
    /// A post-return function for the host to call: it gives the instance its handles back as they were in memory, and calls the
    /// lift's own post-return function, if there is one, with the instance's `may_leave` flag clear.
    PostReturn(LiftId),
    /// The start functions of all instances.
    Start,
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
        self.shape == Shape::Component
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

    /// The form of the output.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// What the provider of a memory writes into it.
    pub fn presets(&self, memory: CoreDef<'a>) -> &[Preset<'a>] {
        self.presets.get(&memory).map_or(&[], Vec::as_slice)
    }

    /// Whether a provider writes a data segment.
    pub fn is_preset(&self, instance: CoreInstanceId, index: usize) -> bool {
        self.is_preset.contains(&(instance, index))
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
            | CoreDef::Dispatch(_)
            | CoreDef::HostFunc(_)
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
