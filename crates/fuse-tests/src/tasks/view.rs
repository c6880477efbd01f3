//! What a state is, for those who choose what to do next: handles and what they name, queues, and what an operation would set off.

use super::canon::OWN;
use super::native::{State, header};
use super::op::{Channel, Inst, Op, Verb};
use fuse_async::rt::layout::{
    CANCELLED, COPYING, DELIVERED, DONE, FRAMES, IDLE, MADE, READY, YIELDED, end, frame, instance,
    kind, progress, set, shared, state, subtask, task, waitable,
};
use fuse_handles::rt::Memory;
use fuse_handles::rt::layout::{BORROWED, slot, table};

/// The bits of a tag that say of which kind a handle is.
const KIND_BITS: u32 = 0xf;
/// The bits of a waitable's order that say its class.
const CLASS_BITS: u32 = 3 << 30;
/// The class of subtasks.
const SUBTASKS: u32 = 1 << 30;

/// A state, to be looked at.
#[derive(Copy, Clone)]
pub struct View<'a>(pub &'a State);

/// A handle.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Handle {
    /// Its number.
    pub index: u32,
    /// The record that it names, or the representation.
    pub record: u32,
    tag: u32,
    lends: u32,
}

impl Handle {
    /// Whether it is an owned one that may be passed on.
    pub fn is_free_own(&self) -> bool {
        self.tag == OWN && self.lends == 0
    }

    /// Whether it is lent.
    pub fn is_lent(&self) -> bool {
        self.tag == OWN && self.lends != 0
    }

    /// Whether it is of the resource type.
    pub fn is_resource(&self) -> bool {
        self.tag & !BORROWED == OWN
    }

    /// Whether it is borrowed.
    pub fn is_borrowed(&self) -> bool {
        self.tag == OWN | BORROWED
    }

    /// Whether it is a waitable set.
    pub fn is_set(&self) -> bool {
        self.tag & KIND_BITS == kind::SET
    }

    /// Whether it is a subtask.
    pub fn is_subtask(&self) -> bool {
        self.tag & KIND_BITS == kind::SUBTASK
    }

    /// Which channel it is an end of, if it is one.
    pub fn channel(&self) -> Option<Channel> {
        let is_end = self.tag & KIND_BITS >= kind::STREAM;
        is_end.then(|| Channel::ALL[(self.tag >> 8) as usize - 1])
    }

    /// Whether it is a writable end.
    pub fn is_writable(&self) -> bool {
        self.tag & kind::WRITABLE != 0
    }
}

impl View<'_> {
    fn word(&self, record: u32, offset: u32) -> u32 {
        self.0.arena.load(record, offset)
    }

    /// All handles of an instance.
    pub fn handles(&self, inst: Inst) -> Vec<Handle> {
        let base = self.word(header(inst), table::BASE);
        (1..self.word(header(inst), table::LEN))
            .map(|index| (index, base + index * slot::SIZE))
            .filter(|(_, slot)| self.word(*slot, slot::TAG) != 0)
            .map(|(index, slot)| Handle {
                index,
                record: self.word(slot, slot::REP),
                tag: self.word(slot, slot::TAG),
                lends: self.word(slot, slot::LENDS),
            })
            .collect()
    }

    /// The handle with this number.
    pub fn handle(&self, inst: Inst, index: u32) -> Option<Handle> {
        self.handles(inst)
            .into_iter()
            .find(|handle| handle.index == index)
    }

    /// The set with this number.
    pub fn set(&self, inst: Inst, index: u32) -> Option<u32> {
        let handle = self.handle(inst, index).filter(Handle::is_set);
        handle.map(|handle| handle.record)
    }

    /// The waitable with this number.
    pub fn waitable(&self, inst: Inst, index: u32) -> Option<u32> {
        let handle = self.handle(inst, index);
        let waitable = |handle: &Handle| handle.is_subtask() || handle.channel().is_some();
        handle.filter(waitable).map(|handle| handle.record)
    }

    /// Whether a task is ready.
    pub fn ready(&self) -> bool {
        self.word(READY, 0) != 0
    }

    /// Whether a task has yielded.
    pub fn yielded(&self) -> bool {
        self.word(YIELDED, 0) != 0
    }

    /// Whether exactly one has.
    pub fn one_yielded(&self) -> bool {
        let first = self.word(YIELDED, 0);
        first != 0 && self.word(first, task::NEXT) == 0
    }

    /// Something of the running task.
    pub fn of_task(&self, offset: u32) -> u32 {
        self.word(self.0.current(), offset)
    }

    /// What the running task is called.
    pub fn who(&self) -> u32 {
        self.of_task(task::CONTEXT)
    }

    /// Something of an instance.
    pub fn of_instance(&self, inst: Inst, offset: u32) -> u32 {
        self.word(header(inst), offset)
    }

    /// Whether calls of an instance's functions would wait for others to be let in.
    pub fn crowded(&self, inst: Inst) -> bool {
        self.of_instance(inst, instance::ENTERING) != 0
    }

    /// Whether they would wait, though no others do: a host lets synchronous ones in all the same.
    pub fn shut(&self, inst: Inst) -> bool {
        self.of_instance(inst, instance::BACKPRESSURE) != 0
    }

    /// Whether a call of an instance's functions starts at once.
    pub fn open(&self, inst: Inst) -> bool {
        let held = self.of_instance(inst, instance::EXCLUSIVE) != 0;
        !held && !self.shut(inst) && !self.crowded(inst)
    }

    /// The set that a waitable is in, or 0.
    pub fn set_of(&self, record: u32) -> u32 {
        self.word(record, waitable::SET)
    }

    /// Whether a waitable has a pending event.
    pub fn pending(&self, record: u32) -> bool {
        self.word(record, waitable::PENDING) != 0
    }

    /// Whether a task waits for a waitable on its stack.
    pub fn awaited(&self, record: u32) -> bool {
        self.word(record, waitable::AWAITED) != 0
    }

    /// Whether a set's first member has an event.
    pub fn has_event(&self, set: u32) -> bool {
        self.word(set, set::PENDING) != 0
    }

    /// Whether a set has members.
    pub fn has_members(&self, set: u32) -> bool {
        self.word(set, set::MEMBERS) != 0
    }

    /// Whether a task waits on a set.
    pub fn has_waiters(&self, set: u32) -> bool {
        self.word(set, set::WAITING) != 0
    }

    fn members(&self, set: u32) -> Vec<u32> {
        let mut members = Vec::new();
        let mut member = self.word(set, set::MEMBERS);
        while member != 0 {
            members.push(member);
            member = self.word(member, waitable::NEXT);
        }
        members
    }

    /// Whether a set has a member that is a subtask which has not started.
    pub fn has_starting(&self, set: u32) -> bool {
        self.members(set)
            .into_iter()
            .any(|member| self.starting(member))
    }

    /// Members of a set, other than `record`, of its class.
    pub fn same_class(&self, set: u32, record: u32) -> Vec<u32> {
        let class = |record| self.word(record, waitable::ORDER) & CLASS_BITS;
        let mut members = self.members(set);
        members.retain(|member| *member != record && class(*member) == class(record));
        members
    }

    /// Whether a waitable is a subtask.
    pub fn is_subtask_record(&self, record: u32) -> bool {
        self.word(record, waitable::ORDER) & CLASS_BITS == SUBTASKS
    }

    /// How many waitables there were when one was made.
    pub fn age(&self, record: u32) -> u32 {
        self.word(record, waitable::ORDER) & !CLASS_BITS
    }

    /// How many waitables there were.
    pub fn made(&self) -> u32 {
        self.word(MADE, 0)
    }

    /// Whether an end does nothing.
    pub fn idle(&self, record: u32) -> bool {
        self.word(record, end::STATE) == IDLE
    }

    /// Whether an end copies.
    pub fn copying(&self, record: u32) -> bool {
        self.word(record, end::STATE) == COPYING
    }

    /// Whether an end is good for nothing any more.
    pub fn done(&self, record: u32) -> bool {
        self.word(record, end::STATE) == DONE
    }

    /// The other end, if it is there.
    pub fn other(&self, record: u32) -> Option<u32> {
        let shared = self.word(record, end::SHARED);
        (self.word(shared, shared::DROPPED) == 0).then(|| self.word(record, end::OTHER))
    }

    /// The header of the instance that has a waitable.
    pub fn owner(&self, record: u32) -> u32 {
        self.word(record, waitable::INSTANCE)
    }

    /// How far a subtask is.
    pub fn progress(&self, record: u32) -> u32 {
        self.word(record, subtask::STATE)
    }

    /// Whether a subtask has resolved.
    pub fn resolved(&self, record: u32) -> bool {
        self.progress(record) >= progress::RETURNED
    }

    /// Whether a subtask's resolution has been told.
    pub fn delivered(&self, record: u32) -> bool {
        self.word(record, subtask::FLAGS) & DELIVERED != 0
    }

    /// Whether a subtask's cancellation was requested.
    pub fn cancelled(&self, record: u32) -> bool {
        self.word(record, subtask::FLAGS) & CANCELLED != 0
    }

    /// What a subtask's task waits for, and in which instance that is.
    pub fn callee(&self, record: u32) -> (u32, Inst) {
        let task = self.word(record, subtask::TASK);
        let header_of = self.word(task, task::INSTANCE);
        let inst = Inst::ALL
            .into_iter()
            .find(|inst| header(*inst) == header_of);
        (
            self.word(task, task::WAIT),
            inst.expect("a task of one of them"),
        )
    }

    /// The waitables that an operation would give an event.
    pub fn told(&self, inst: Inst, op: Op) -> Vec<u32> {
        let end = || {
            self.handle(inst, op.a)
                .filter(|handle| handle.channel().is_some())
        };
        let told = match op.verb {
            Verb::Read(_) | Verb::Write(_) | Verb::ReadSync(_) | Verb::WriteSync(_) => end()
                .and_then(|end| self.other(end.record))
                .filter(|other| self.copying(*other)),
            Verb::DropReadable(_) | Verb::DropWritable(_) => {
                end().and_then(|end| self.other(end.record))
            }
            Verb::Return(_) | Verb::TaskCancel => {
                Some(self.of_task(task::SUBTASK)).filter(|subtask| *subtask != 0)
            }
            _ => None,
        };
        told.into_iter().collect()
    }

    /// The record that A waits for, if it blocks on its stack.
    pub fn blocked_on(&self) -> Option<u32> {
        let frame = self.word(FRAMES, 0);
        (frame != 0).then(|| self.word(frame, frame::RECORD))
    }

    /// Whether a task has returned.
    pub fn task_resolved(&self, task: u32) -> bool {
        self.word(task, task::STATE) == state::RESOLVED
    }

    /// Whether A goes on, if it blocks on its stack, when an operation has been done.
    pub fn unblocks(&self, inst: Inst, op: Op) -> bool {
        if matches!(op.verb, Verb::Return(_) | Verb::TaskCancel) && self.0.edge().sync {
            return true;
        }
        let told = self.told(inst, op);
        self.blocked_on().is_some_and(|record| {
            told.iter()
                .any(|told| *told == record || self.set_of(*told) == record)
        })
    }
}
