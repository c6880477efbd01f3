//! What a script must not do, because hosts do it wrong or in an order that the specification leaves open: where the runtime is not like
//! the host.

use super::guest::{self, Root};
use super::native::Activation;
use super::op::{Func, Inst, Op, Verb};
use super::trace::{Ask, why};
use super::view::{Handle, View};
use fuse_async::rt::layout::{code, instance, progress, state, task, wait};

/// What was done before that matters.
#[derive(Debug, Default)]
pub struct Past {
    /// How many waitables there were when something was first dropped or came to its end: later ones may have the host's numbers of
    /// what is gone, and the host takes events in the order of its numbers.
    first_gone: Option<u32>,
    /// Which tasks made which subtasks, or copy by which ends.
    made: Vec<(Inst, u32, u32)>,
    /// Handles of the resource type that were passed on in calls which made subtasks.
    passed: Vec<Passed>,
    /// The last operation of each task.
    last: Vec<(u32, Op)>,
}

/// A handle that is an argument of a call.
#[derive(Debug)]
struct Passed {
    inst: Inst,
    handle: u32,
    subtask: u32,
    func: Func,
}

impl Past {
    /// A task tells what came of its last operation.
    pub fn learn(&mut self, ask: Ask) {
        let last = self.last.iter().find(|(who, _)| *who == ask.who);
        if let (Some((_, op)), why::DONE, subtask @ 1..) = (last, ask.why, ask.x >> 4)
            && let Verb::Call(_, func @ (Func::Lend | Func::TakeOwn)) = op.verb
        {
            self.passed.push(Passed {
                inst: ask.inst(),
                handle: op.a,
                subtask,
                func,
            });
        }
        let index = match last {
            Some((_, op)) if ask.why == why::DONE => match op.verb {
                Verb::Call(..) => ask.x >> 4,
                Verb::Read(_) | Verb::Write(_) => op.a,
                _ => 0,
            },
            _ => 0,
        };
        if index != 0 {
            self.made
                .retain(|(inst, other, _)| (*inst, *other) != (ask.inst(), index));
            self.made.push((ask.inst(), index, ask.who));
        }
    }

    /// A task is told what to do.
    pub fn tell(&mut self, ask: Ask, op: Op, view: View<'_>) {
        let goes = match op.verb {
            Verb::Leave => op.a == code::EXIT || view.0.edge().func == Func::Solo,
            Verb::SubtaskDrop | Verb::SetDrop | Verb::DropReadable(_) | Verb::DropWritable(_) => {
                true
            }
            // What has not started is at its end at once.
            Verb::Cancel | Verb::CancelAsync => true,
            _ => false,
        };
        if goes && self.first_gone.is_none() {
            self.first_gone = Some(view.made());
        }
        self.last.retain(|(who, _)| *who != ask.who);
        self.last.push((ask.who, op));
    }

    /// Whether the host takes the events of two waitables in the order in which they were made.
    fn ordered(&self, view: View<'_>, records: [u32; 2]) -> bool {
        self.first_gone
            .is_none_or(|gone| records.iter().all(|record| view.age(*record) < gone))
    }

    /// Whether a waitable may have an event in a set, where others of its class may have one.
    fn fits(&self, view: View<'_>, set: u32, record: u32) -> bool {
        set == 0
            || view.same_class(set, record).into_iter().all(|member| {
                let both = view.pending(member) || view.starting(member);
                !both || self.ordered(view, [member, record])
            })
    }

    /// Whether a call or a copy that the running task has begun goes on.
    fn open(&self, view: View<'_>, inst: Inst) -> bool {
        let goes_on = |index| {
            view.waitable(inst, index)
                .is_some_and(|record| match view.is_subtask_record(record) {
                    true => !view.resolved(record),
                    false => view.copying(record),
                })
        };
        let who = view.who();
        self.made
            .iter()
            .any(|(at, index, by)| *at == inst && *by == who && goes_on(*index))
    }

    /// Whether a task is ready, or A goes on that blocks on its stack.
    pub fn busy(&self, view: View<'_>) -> bool {
        let awaited = view.0.activations.last() == Some(&Activation::Awaited);
        view.ready() || awaited && view.has_returned() || self.unblocked(view)
    }

    /// What A waits for, if it blocks on its stack, and by which built-in.
    fn blocked(&self, view: View<'_>) -> Option<(u32, Verb)> {
        let of_a = |who: u32| who >> Ask::INST_SHIFT == Inst::A.number() as u32;
        let (_, op) = self.last.iter().find(|(who, _)| of_a(*who))?;
        Some((view.blocked_on()?, op.verb))
    }

    /// Whether A blocks on its stack, and what it waits for is there.
    fn unblocked(&self, view: View<'_>) -> bool {
        let Some((record, verb)) = self.blocked(view) else {
            return false;
        };
        match verb {
            Verb::SetWait => view.has_event(record),
            Verb::CallSync(..) => view.task_resolved(record),
            Verb::Cancel => view.resolved(record),
            Verb::ReadSync(_) | Verb::WriteSync(_) => view.pending(record),
            // Its turn comes when all that is ready has run.
            _ => false,
        }
    }

    /// Whether hosts do an operation as the specification says, and in the same order.
    pub fn allows(&self, view: View<'_>, inst: Inst, op: Op) -> bool {
        let activation = *view.0.activations.last().expect("somebody asks");
        if activation == Activation::Cancelled && !self.calm(view, inst, op) {
            return false;
        }
        if self.busy(view) && view.unblocks(inst, op) {
            return false;
        }
        let told = view.told(inst, op);
        if !told
            .iter()
            .all(|record| self.fits(view, view.set_of(*record), *record))
        {
            return false;
        }
        if let Verb::CancelRead(channel) | Verb::CancelWrite(channel) = op.verb {
            // The host cancels what an end does, whichever it is.
            let writable = matches!(op.verb, Verb::CancelWrite(_));
            let other_end =
                |end: &Handle| end.channel() == Some(channel) && end.is_writable() != writable;
            if view.handle(inst, op.a).is_some_and(|end| other_end(&end)) {
                return false;
            }
        }
        if !pointers(op) {
            return false;
        }
        let takes = matches!(
            op.verb,
            Verb::OwnDrop
                | Verb::Return(Func::GiveOwn)
                | Verb::Call(_, Func::TakeOwn)
                | Verb::CallSync(_, Func::TakeOwn)
        );
        // For a host, what was lent is back when the callee has returned, and not when the caller is told.
        let lent = view
            .handle(inst, op.a)
            .is_some_and(|handle| handle.is_lent());
        if takes && lent && view.handles(inst).iter().any(|handle| untold(view, handle)) {
            return false;
        }
        if !self.taken_in_time(view, inst, op) || !self.live(view, inst, op) {
            return false;
        }
        // Whatever it begins would go on when it ends, which it must do at once.
        let begins = matches!(op.verb, Verb::Call(..) | Verb::Read(_) | Verb::Write(_));
        if begins && view.0.edge().func == Func::Solo {
            return false;
        }
        match op.verb {
            Verb::Call(peer, _) | Verb::CallSync(peer, _) => {
                // The host runs all that is ready before what is called, and the caller's caller before its callee is done.
                let shut = matches!(op.verb, Verb::CallSync(..)) && view.shut(peer);
                !self.busy(view) && activation != Activation::Called && !view.crowded(peer) && !shut
            }
            Verb::Cancel | Verb::CancelAsync => {
                activation != Activation::Called && self.cancels(view, inst, op)
            }
            Verb::Leave if op.a == code::WAIT => {
                let set = view.set(inst, op.b);
                set.is_none_or(|set| !view.has_waiters(set))
            }
            // A host fails if the task has ended when the callee returns, or the other end copies.
            Verb::Leave if op.a == code::EXIT && inst == Inst::A => view.0.root() == Root::Sync,
            Verb::Leave => op.a != code::EXIT || !self.open(view, inst) && !outlived(view),
            // A host lets a function return that was not lifted with `async`.
            Verb::Return(_) => !lifted_synchronously(view),
            // A call that starts wakes A, which may go on before or after those that are ready by then.
            Verb::SetWait
                if view
                    .set(inst, op.a)
                    .is_some_and(|set| view.has_starting(set)) =>
            {
                false
            }
            Verb::SetPoll | Verb::SetWait => {
                let set = view.set(inst, op.a);
                set.is_none_or(|set| !view.has_waiters(set))
            }
            // A host minds the set only if it has to wait.
            Verb::ReadSync(_) | Verb::WriteSync(_) => {
                view.waitable(inst, op.a).is_none_or(|record| {
                    let waits = || view.other(record).is_some_and(|other| !view.copying(other));
                    view.set_of(record) == 0 || view.is_subtask_record(record) || waits()
                })
            }
            Verb::Join => self.joins(view, inst, op),
            Verb::CancelRead(_)
            | Verb::CancelWrite(_)
            | Verb::DropReadable(_)
            | Verb::DropWritable(_) => view
                .waitable(inst, op.a)
                .is_none_or(|record| !takes_from_waiter(view, record)),
            _ => true,
        }
    }

    /// The subtasks whose end has not been told, and that were passed a handle as this function's argument.
    pub fn passed_to(
        &self,
        view: View<'_>,
        inst: Inst,
        handle: u32,
        func: Func,
    ) -> impl Iterator<Item = Handle> {
        let passed = self.passed.iter().filter(move |passed| {
            (passed.inst, passed.handle, passed.func) == (inst, handle, func)
        });
        passed
            .filter_map(move |passed| view.handle(inst, passed.subtask))
            .filter(move |subtask| subtask.is_subtask() && !view.delivered(subtask.record))
    }

    /// Whether no call takes a handle when it starts, later on, that another one has borrowed: that may be back by then for a host, and
    /// not for its owner.
    fn taken_in_time(&self, view: View<'_>, inst: Inst, op: Op) -> bool {
        let (Verb::Call(peer, func) | Verb::CallSync(peer, func)) = op.verb else {
            return true;
        };
        let passed_to = |func| self.passed_to(view, inst, op.a, func);
        match func {
            Func::Lend => !passed_to(Func::TakeOwn).any(|subtask| view.starting(subtask.record)),
            Func::TakeOwn => view.open(peer) || passed_to(Func::Lend).next().is_none(),
            _ => true,
        }
    }

    /// Whether an operation on an end is none that the host has another idea of because the other end is gone, or the value passed.
    fn live(&self, view: View<'_>, inst: Inst, op: Op) -> bool {
        let end = view
            .handle(inst, op.a)
            .filter(|handle| handle.channel().is_some());
        let Some(record) = end.map(|end| end.record) else {
            return true;
        };
        let gone = view.other(record).is_none();
        match op.verb {
            Verb::Call(_, Func::Take(_))
            | Verb::CallSync(_, Func::Take(_))
            | Verb::Return(Func::Give(_)) => !gone,
            // For a host a value that nobody wants any more is still to be written, whoever was told.
            Verb::DropWritable(channel) if channel.is_future() && gone => {
                view.done(record) || view.pending(record)
            }
            _ => true,
        }
    }

    /// Whether a task that is told of its cancellation makes nobody ready by an operation: hosts let such run before the one that cancels.
    fn calm(&self, view: View<'_>, inst: Inst, op: Op) -> bool {
        match op.verb {
            Verb::Put | Verb::SetNew | Verb::New(_) | Verb::OwnNew => true,
            Verb::Return(_) | Verb::TaskCancel => view
                .told(inst, op)
                .iter()
                .all(|record| view.set_of(*record) == 0),
            Verb::Leave if op.a == code::WAIT => {
                let set = view.set(inst, op.b);
                set.is_some_and(|set| !view.has_event(set))
            }
            Verb::Leave => true,
            _ => false,
        }
    }

    fn cancels(&self, view: View<'_>, inst: Inst, op: Op) -> bool {
        let Some(subtask) = view.handle(inst, op.a).filter(|handle| handle.is_subtask()) else {
            return true;
        };
        let record = subtask.record;
        // A host lets a task be cancelled that has been.
        if view.set_of(record) != 0 || self.busy(view) || view.cancelled(record) {
            return false;
        }
        if view.resolved(record) || view.progress(record) == progress::STARTING {
            return true;
        }
        let (waits, callee) = view.callee(record);
        if view.of_instance(callee, instance::ENTERING) != 0 {
            return false;
        }
        match waits {
            wait::TURN => op.verb == Verb::Cancel && view.one_yielded(),
            wait::EVENT => {
                !view.yielded()
                    && !self
                        .blocked(view)
                        .is_some_and(|(_, verb)| verb == Verb::Yield)
            }
            _ => false,
        }
    }

    fn joins(&self, view: View<'_>, inst: Inst, op: Op) -> bool {
        let Some(record) = view.waitable(inst, op.a) else {
            return true;
        };
        let set = view.set(inst, op.b);
        let counts = view.pending(record) || view.starting(record);
        let fits = set.is_none_or(|set| !counts || self.fits(view, set, record));
        let blocks =
            set.is_some_and(|set| self.busy(view) && view.pending(record) && view.has_waiters(set));
        fits && !blocks && !takes_from_waiter(view, record)
    }
}

/// Whether the running task's caller knows that it has returned, and has not dropped the subtask: a host that has told the one thing and
/// sees the end of the task has nothing left to drop.
fn outlived(view: View<'_>) -> bool {
    let subtask = view.of_task(task::SUBTASK);
    subtask != 0 && view.delivered(subtask)
}

/// Whether the running task's function was lifted without `async`.
fn lifted_synchronously(view: View<'_>) -> bool {
    match view.0.edge().func {
        Func::Run => view.0.root() == Root::Sync,
        func => func == Func::Solo,
    }
}

/// Whether a handle is a subtask that has resolved, which the caller has not been told.
fn untold(view: View<'_>, handle: &Handle) -> bool {
    handle.is_subtask() && view.resolved(handle.record) && !view.delivered(handle.record)
}

/// Whether the pointers of an operation are good: hosts look at them later than the specification says, or sooner.
fn pointers(op: Op) -> bool {
    let good = |address: u32, size: u32, align: u32| {
        address.is_multiple_of(align) && address + size <= guest::MEMORY
    };
    match op.verb {
        Verb::Read(channel)
        | Verb::Write(channel)
        | Verb::ReadSync(channel)
        | Verb::WriteSync(channel) => {
            let count = if channel.is_future() { 1 } else { op.c };
            count == 0 || good(op.b, channel.size() * count, channel.size().clamp(1, 4))
        }
        Verb::Call(_, func) | Verb::CallSync(_, func) => {
            good(op.b, 4, 4) && (func != Func::Many || good(op.a, 20, 4))
        }
        _ => true,
    }
}

/// Whether an event would be taken from a set whose waiter has been woken for it.
fn takes_from_waiter(view: View<'_>, record: u32) -> bool {
    let set = view.set_of(record);
    set != 0 && view.pending(record) && view.has_waiters(set)
}

impl View<'_> {
    /// Whether a waitable is a subtask that has not started: it will have an event at a time that nobody chooses.
    pub fn starting(&self, record: u32) -> bool {
        self.is_subtask_record(record) && self.progress(record) == progress::STARTING
    }

    /// Whether the running task may still return.
    pub fn may_return(&self) -> bool {
        self.of_task(task::STATE) != state::RESOLVED && self.of_task(task::BORROWS) == 0
    }

    /// Whether it may be cancelled.
    pub fn may_cancel(&self) -> bool {
        self.of_task(task::STATE) == state::CANCEL_DELIVERED && self.of_task(task::BORROWS) == 0
    }

    /// Whether it has returned.
    pub fn has_returned(&self) -> bool {
        self.of_task(task::STATE) == state::RESOLVED
    }
}
