//! Decides where handles live and by which steps they get from one holder to another.
//!
//! Every component instance that holds handles has a table of its own in the runtime's memory, and no handle of an instance is ever an
//! index of the host's table: not those of the host's resources either, which a table holds by the host's index.

mod planner;
mod shown;
mod steps;

pub use planner::handles;
pub use shown::{shown_memory, stashes_params, stashes_result, stashes_returned};
pub use steps::Step;

use super::Tasks;
use crate::graph::{ComponentInstanceId, InstanceGraph, LiftId, LowerId};
use fuse_abi::entity::PrimaryMap;
use fuse_abi::handles::{Holder, TableId};
use fuse_abi::types::{FuncTypeId, ResourceId};
use fuse_handles::Intrinsic;
use fuse_handles::rt::layout::{own_tag, table_header};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Handle tables and what works on them.
#[derive(Debug, Default)]
pub struct Handles {
    /// The instances that have a table.
    pub tables: PrimaryMap<TableId, ComponentInstanceId>,
    ids: BTreeMap<ComponentInstanceId, TableId>,
    /// The resource types that there are handles to.
    pub types: BTreeMap<ResourceId, HandleType>,
    /// The functions of the runtime that are needed.
    pub intrinsics: BTreeSet<Intrinsic>,
    /// The host's built-ins that are needed.
    pub host: BTreeSet<HostOp>,
    /// The resource types of component instances that the host gets to know.
    pub public: BTreeSet<ResourceId>,
    /// The exported functions whose handles are not the same words on both sides.
    pub entries: BTreeSet<LiftId>,
}

/// A resource type that there are handles to.
#[derive(Debug)]
pub struct HandleType {
    /// Its number in tags.
    number: u32,
    /// The tables that can hold handles to it.
    pub tables: BTreeSet<TableId>,
    /// The functions of the host that handles to it are passed to or returned from.
    pub lowers: Vec<LowerId>,
    /// The exported functions that take or return handles to it.
    pub lifts: Vec<LiftId>,
}

/// A built-in of the host, on handles of the outer component.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HostOp {
    /// `resource.new`
    New(ResourceId),
    /// `resource.rep`
    Rep(ResourceId),
    /// `resource.drop`
    Drop(ResourceId),
}

impl fmt::Display for HostOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HostOp::New(resource) => write!(f, "resource.new {resource}"),
            HostOp::Rep(resource) => write!(f, "resource.rep {resource}"),
            HostOp::Drop(resource) => write!(f, "resource.drop {resource}"),
        }
    }
}

impl Handles {
    /// The table of `instance`.
    pub fn table(&self, instance: ComponentInstanceId) -> Option<TableId> {
        self.ids.get(&instance).copied()
    }

    /// Who holds the caller's side of a fused call.
    ///
    /// In synchronous code nothing of the caller's runs during the call, so the only one who can tell that a handle is lent is the call
    /// itself, when it also moves handles of the same type. A call that is a task can go on while the caller does.
    pub fn lender(&self, graph: &InstanceGraph<'_>, tasks: &Tasks, lower: LowerId) -> Holder {
        let outlasts = tasks.call(lower).is_some();
        let lower = &graph.lowers[lower];
        let uses = graph.types.func_handles(lower.ty);
        let table = self.ids[&lower.owner];
        let lends = match outlasts {
            true => !uses.params_borrow.is_empty(),
            false => !uses.params_own.is_disjoint(&uses.params_borrow),
        };
        match lends {
            true => Holder::Lending(table),
            false => Holder::Table(table),
        }
    }

    /// Who holds the caller's side of a call of the host.
    ///
    /// The host may start a function of async type at any later time, or never if the call is cancelled, and the caller goes on meanwhile:
    /// what it lends is lent until it is told of the end, and what it gives away is its own until the call starts.
    pub fn host_lender(&self, graph: &InstanceGraph<'_>, lower: LowerId) -> Holder {
        let lower = &graph.lowers[lower];
        let uses = graph.types.func_handles(lower.ty);
        let table = self.ids[&lower.owner];
        let lends = !uses.params_borrow.is_empty() || !uses.params_own.is_empty();
        match graph.types.func(lower.ty).async_ && lends {
            true => Holder::Lending(table),
            false => Holder::Table(table),
        }
    }

    /// The tag of owned handles to `resource`.
    pub fn tag(&self, resource: ResourceId) -> u32 {
        own_tag(self.types[&resource].number)
    }

    /// Whether there is an instance with handles.
    pub fn any(&self) -> bool {
        !self.tables.is_empty()
    }

    /// Whether the host gives back what [`Step::HandOut`] gave it, destructor and all.
    pub fn takes_back(&self) -> bool {
        self.host.iter().any(|op| matches!(op, HostOp::Rep(_)))
    }
}

/// The address of a table's header.
pub fn header(table: TableId) -> u32 {
    table_header(table.0)
}

/// Whether handles occur in a function of type `ty`.
pub fn occur(graph: &InstanceGraph<'_>, ty: FuncTypeId) -> bool {
    let func = graph.types.func(ty);
    let mut types = func.params.iter().map(|param| param.ty).chain(func.result);
    types.any(|ty| graph.types.has_handles(ty))
}
