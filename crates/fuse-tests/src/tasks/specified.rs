//! What a script must not do, because the specification has it otherwise: where the runtime is like the host and not like the model.
//!
//! Section titles are those of the specification's CanonicalABI.

use super::op::{Func, Inst, Op, Verb};
use super::rules::Past;
use super::view::{Handle, View};

impl Past {
    /// Whether the runtime does an operation as the specification says.
    pub fn specified(&self, view: View<'_>, inst: Inst, op: Op) -> bool {
        match op.verb {
            Verb::Read(_) | Verb::ReadSync(_) => !after_drop(view, inst, op),
            Verb::Write(_) | Verb::WriteSync(_) => {
                !after_drop(view, inst, op) && !nothing_to_ended(view, inst, op)
            }
            Verb::Join => !joins_done(view, inst, op),
            Verb::DropReadable(_) | Verb::DropWritable(_) => !tells_done(view, inst, op),
            Verb::CancelAsync => !cancels_member(view, inst, op),
            Verb::OwnDrop => !self.drops_lent(view, inst, op),
            _ => true,
        }
    }

    /// *canon resource.drop*: what is lent to a call must not be dropped before the caller was told of its end, were it borrowed
    /// itself. Hosts count only what owned handles lend.
    fn drops_lent(&self, view: View<'_>, inst: Inst, op: Op) -> bool {
        let borrowed = view
            .handle(inst, op.a)
            .is_some_and(|handle| handle.is_borrowed());
        let mut calls = self.passed_to(view, inst, op.a, Func::Lend);
        borrowed && calls.next().is_some()
    }
}

/// The record of the end that an operation is on.
fn end(view: View<'_>, inst: Inst, op: Op) -> Option<u32> {
    let end = view.handle(inst, op.a)?;
    end.channel().map(|_| end.record)
}

/// *Stream State*, *Future State*: an end is done when it was told that the other one is gone, and does not copy again. With hosts an
/// end that is told so while it is idle stays idle, and a copy by it is told so, too; nor does that take the event from a set.
fn after_drop(view: View<'_>, inst: Inst, op: Op) -> bool {
    end(view, inst, op).is_some_and(|end| {
        let fresh = view.pending(end) && view.set_of(end) == 0;
        view.other(end).is_none() && !fresh
    })
}

/// *Stream State*: a write of nothing waits if the other end's buffer is gone, because the read has come to its end. With hosts it
/// returns as long as the reader was not told.
fn nothing_to_ended(view: View<'_>, inst: Inst, op: Op) -> bool {
    let other = end(view, inst, op).and_then(|end| view.other(end));
    op.c == 0 && other.is_some_and(|other| view.copying(other) && view.pending(other))
}

/// *Stream State*, *Future State*: an end that is done is told nothing. With hosts it is told that the other one is dropped.
fn joins_done(view: View<'_>, inst: Inst, op: Op) -> bool {
    op.b != 0 && end(view, inst, op).is_some_and(|end| view.done(end))
}

/// The same, where the end that is done is in a set already.
fn tells_done(view: View<'_>, inst: Inst, op: Op) -> bool {
    let other = end(view, inst, op).and_then(|end| view.other(end));
    other.is_some_and(|other| view.done(other) && view.set_of(other) != 0)
}

/// *canon subtask.cancel*: a subtask in a set cannot be cancelled. With hosts it cannot be without `async`.
fn cancels_member(view: View<'_>, inst: Inst, op: Op) -> bool {
    let subtask = view.handle(inst, op.a).filter(Handle::is_subtask);
    subtask.is_some_and(|subtask| view.set_of(subtask.record) != 0)
}
