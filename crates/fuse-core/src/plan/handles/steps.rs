//! The steps by which a handle gets from one holder to another.

use super::Handles;
use crate::graph::{InstanceGraph, Resource};
use fuse_abi::handles::{Handle, Holder, TableId};
use fuse_abi::types::ResourceId;
use fuse_handles::Intrinsic;

/// A step on the way of a handle from one holder to another: it takes one word and gives one.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A function of the runtime on one table.
    On(Intrinsic, TableId),
    /// [`Intrinsic::OwnMove`] from one table to another.
    Move(TableId, TableId),
    /// The host's handle becomes the representation, and the host's handle is dropped without its destructor.
    TakeBack,
    /// The representation becomes a handle of the host's.
    HandOut,
}

impl Handles {
    /// The way of a resource's handle from one holder to another.
    pub fn steps(
        &self,
        graph: &InstanceGraph<'_>,
        handle: Handle,
        src: Holder,
        dst: Holder,
    ) -> Vec<Step> {
        match handle {
            Handle::Own(resource) => own(graph, resource, src, dst),
            Handle::Borrow(resource) => self.borrow(graph, resource, src, dst),
            Handle::Stream(_) | Handle::Future(_) | Handle::ErrorContext => {
                unreachable!("{handle:?} is of no resource")
            }
        }
    }

    /// The way of a borrowed handle (CanonicalABI, `lift_borrow` and `lower_borrow`).
    ///
    /// To the instance that defines the resource type, and from the host if the outer component is to define it, it is the
    /// representation.
    fn borrow(
        &self,
        graph: &InstanceGraph<'_>,
        resource: ResourceId,
        src: Holder,
        dst: Holder,
    ) -> Vec<Step> {
        let definer = match graph.resources[resource] {
            Resource::Host(_) => None,
            Resource::Defined { owner, .. } => Some(owner),
        };
        let mut steps = match src {
            Holder::Table(src) => vec![Step::On(Intrinsic::Rep, src)],
            Holder::Lending(src) => vec![Step::On(Intrinsic::Lend, src)],
            Holder::Host => vec![],
        };
        match dst.table() {
            Some(dst) if src == Holder::Host && definer.is_none() => {
                steps.push(Step::On(Intrinsic::HostBorrowEnter, dst));
            }
            Some(dst) if definer != Some(self.tables[dst]) => {
                steps.push(Step::On(Intrinsic::BorrowAdd, dst));
            }
            _ => {}
        }
        steps
    }
}

/// The way of an owned handle (CanonicalABI, `lift_own` and `lower_own`).
fn own(graph: &InstanceGraph<'_>, resource: ResourceId, src: Holder, dst: Holder) -> Vec<Step> {
    let host_defines = matches!(graph.resources[resource], Resource::Host(_));
    match (src.table(), dst.table()) {
        (Some(src), Some(dst)) => vec![Step::Move(src, dst)],
        (None, Some(dst)) if host_defines => vec![Step::On(Intrinsic::HostOwnEnter, dst)],
        (None, Some(dst)) => vec![Step::TakeBack, Step::On(Intrinsic::OwnAdd, dst)],
        (Some(table), None) if host_defines => match src {
            Holder::Lending(_) => vec![Step::On(Intrinsic::HostOwnOffer, table)],
            _ => vec![Step::On(Intrinsic::HostOwnLeave, table)],
        },
        (Some(src), None) => vec![Step::On(Intrinsic::OwnTake, src), Step::HandOut],
        (None, None) => unreachable!("what the host passes to itself goes through no table"),
    }
}
