//! Canonical built-ins, each by what writes it.

use super::Adapt;
use super::tables::readable_tag;
use crate::graph::{BuiltinId, BuiltinKind};
use fuse_abi::func::FuncBuilder;
use fuse_async::Intrinsic;

impl Adapt<'_, '_> {
    /// A built-in.
    pub(super) fn builtin(&mut self, id: BuiltinId) -> FuncBuilder {
        let graph = self.graph;
        let builtin = &graph.builtins[id];
        match &builtin.kind {
            BuiltinKind::ResourceNew(resource) => self.resource_new(builtin.owner, *resource),
            BuiltinKind::ResourceRep(resource) => self.resource_rep(builtin.owner, *resource),
            BuiltinKind::ResourceDrop(resource) => self.resource_drop(builtin.owner, *resource),
            BuiltinKind::TaskReturn { result, opts } => {
                self.task_return(builtin.owner, *result, opts)
            }
            BuiltinKind::TaskCancel => self.task_cancel(builtin),
            BuiltinKind::ContextGet(slot) => self.context_get(*slot),
            BuiltinKind::ContextSet(slot) => self.context_set(*slot),
            BuiltinKind::ThreadYield { cancellable } => self.thread_yield(builtin, *cancellable),
            BuiltinKind::SetWait(access) => self.set_access(builtin, *access, Intrinsic::SetWait),
            BuiltinKind::SetPoll(access) => self.set_access(builtin, *access, Intrinsic::SetPoll),
            BuiltinKind::Copy { end, opts } => self.copy(id, builtin, *end, opts),
            BuiltinKind::CopyCancel { end, async_ } => self.copy_cancel(builtin, *end, *async_),
            BuiltinKind::BackpressureInc => self.relay(builtin, Intrinsic::BackpressureInc, &[]),
            BuiltinKind::BackpressureDec => self.relay(builtin, Intrinsic::BackpressureDec, &[]),
            BuiltinKind::SubtaskCancel { async_: false } => {
                self.relay(builtin, Intrinsic::SubtaskCancel, &[])
            }
            BuiltinKind::SubtaskCancel { async_: true } => {
                self.relay(builtin, Intrinsic::SubtaskCancelAsync, &[])
            }
            BuiltinKind::SubtaskDrop => self.relay(builtin, Intrinsic::SubtaskDrop, &[]),
            BuiltinKind::SetNew => self.relay(builtin, Intrinsic::SetNew, &[]),
            BuiltinKind::SetDrop => self.relay(builtin, Intrinsic::SetDrop, &[]),
            BuiltinKind::Join => self.relay(builtin, Intrinsic::Join, &[]),
            BuiltinKind::PairNew(channel) => {
                self.relay(builtin, Intrinsic::PairNew, &[readable_tag(*channel)])
            }
            BuiltinKind::EndDrop(end) => self.end_drop(builtin, *end),
            BuiltinKind::ErrorContextNew { opts } => self.error_context_new(builtin.owner, opts),
            BuiltinKind::ErrorContextDebugMessage { opts } => {
                self.error_context_debug_message(builtin.owner, opts)
            }
            BuiltinKind::ErrorContextDrop => self.error_context_drop(builtin.owner),
            BuiltinKind::Other(name) => unreachable!("`{name}` is refused by plan"),
        }
    }
}
