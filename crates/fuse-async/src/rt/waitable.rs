//! What can be in a waitable set, and has at most one pending event (CanonicalABI, `Waitable`).
//!
//! A set keeps its members with a pending event in the order in which they are taken, so that taking one costs nothing.

use super::layout::waitable::{
    AWAITED, HOST_HANDLE, HOST_SET, INDEX, INSTANCE, NEXT, NEXT_PENDING, ORDER, PENDING, PREVIOUS,
    SET,
};
use super::layout::{MADE, set};
use super::sched;
use fuse_handles::rt::Memory;

/// The class of a call of the host's: the events of a set are taken by class, then by age.
pub const HOST_SUBTASK: u32 = 0;
/// The class of a call between instances.
pub const SUBTASK: u32 = 1;
/// The class of an end of a stream or a future.
pub const END: u32 = 2;

/// The bit of `ORDER` from which on the class stands.
const CLASS_SHIFT: u32 = 30;

/// Fills the waitable's part of a record: it is at `index` in the table of `instance`, in no set, and has no event.
#[inline(never)]
pub fn init<M: Memory>(memory: &mut M, record: u32, instance: u32, index: u32, class: u32) {
    let made = memory.load(MADE, 0);
    memory.store(MADE, 0, made.wrapping_add(1));
    memory.store(record, INSTANCE, instance);
    memory.store(record, INDEX, index);
    for offset in [SET, PENDING, HOST_HANDLE, HOST_SET, AWAITED] {
        memory.store(record, offset, 0);
    }
    let age = made & ((1 << CLASS_SHIFT) - 1);
    memory.store(record, ORDER, class << CLASS_SHIFT | age);
}

/// Whether it has a pending event.
pub fn pending<M: Memory>(memory: &M, record: u32) -> bool {
    memory.load(record, PENDING) != 0
}

/// Whether it is in a set.
pub fn in_set<M: Memory>(memory: &M, record: u32) -> bool {
    memory.load(record, SET) != 0
}

/// Gives it a pending event, if it has none yet, and wakes a task that waits on its set.
///
/// What waits on the stack looks for itself.
#[inline(never)]
pub fn notify<M: Memory>(memory: &mut M, record: u32) {
    if pending(memory, record) {
        return;
    }
    memory.store(record, PENDING, 1);
    match memory.load(record, SET) {
        0 => {}
        set => announce(memory, record, set),
    }
}

/// Takes its pending event away: whoever calls this delivers it.
#[inline(never)]
pub fn take<M: Memory>(memory: &mut M, record: u32) {
    let set = memory.load(record, SET);
    if set != 0 && pending(memory, record) {
        withdraw(memory, record, set);
    }
    memory.store(record, PENDING, 0);
}

/// Puts it, which is in no set, into one. Where the host's handle is, if there is one, is the caller's business.
pub fn enter<M: Memory>(memory: &mut M, record: u32, set: u32) {
    let first = memory.load(set, set::MEMBERS);
    memory.store(record, SET, set);
    memory.store(record, PREVIOUS, 0);
    memory.store(record, NEXT, first);
    if first != 0 {
        memory.store(first, PREVIOUS, record);
    }
    memory.store(set, set::MEMBERS, record);
    count_host_member(memory, record, set, 1);
    if pending(memory, record) {
        announce(memory, record, set);
    }
}

/// Takes it out of its set, if it is in one: before its record is freed, or it joins another one.
#[inline(never)]
pub fn unlink<M: Memory>(memory: &mut M, record: u32) {
    let set = memory.load(record, SET);
    if set == 0 {
        return;
    }
    if pending(memory, record) {
        withdraw(memory, record, set);
    }
    count_host_member(memory, record, set, u32::MAX);
    let previous = memory.load(record, PREVIOUS);
    let next = memory.load(record, NEXT);
    match previous {
        0 => memory.store(set, set::MEMBERS, next),
        previous => memory.store(previous, NEXT, next),
    }
    if next != 0 {
        memory.store(next, PREVIOUS, previous);
    }
    memory.store(record, SET, 0);
}

/// Adds `change` to the set's count of members that the host knows, if this is one.
fn count_host_member<M: Memory>(memory: &mut M, record: u32, set: u32, change: u32) {
    if memory.load(record, HOST_HANDLE) != 0 {
        let count = memory.load(set, set::HOST_MEMBERS);
        memory.store(set, set::HOST_MEMBERS, count.wrapping_add(change));
    }
}

/// The host has a handle of it from now on, which is in none of the host's sets.
pub fn entrust<M: Memory>(memory: &mut M, record: u32, handle: u32) {
    memory.store(record, HOST_HANDLE, handle);
    memory.store(record, HOST_SET, 0);
    match memory.load(record, SET) {
        0 => {}
        set => count_host_member(memory, record, set, 1),
    }
}

/// The host has no handle of it any more.
pub fn forget_host<M: Memory>(memory: &mut M, record: u32) {
    match memory.load(record, SET) {
        0 => {}
        set => count_host_member(memory, record, set, u32::MAX),
    }
    memory.store(record, HOST_HANDLE, 0);
    memory.store(record, HOST_SET, 0);
}

/// Links it into the set's list of members with a pending event, and wakes the first task that waits on the set.
#[inline(never)]
fn announce<M: Memory>(memory: &mut M, record: u32, set: u32) {
    let order = memory.load(record, ORDER);
    let mut previous = 0;
    let mut next = memory.load(set, set::PENDING);
    while next != 0 && memory.load(next, ORDER) < order {
        previous = next;
        next = memory.load(next, NEXT_PENDING);
    }
    memory.store(record, NEXT_PENDING, next);
    link(memory, set, previous, record);
    sched::wake_waiter(memory, set);
}

/// Takes it out of that list.
fn withdraw<M: Memory>(memory: &mut M, record: u32, set: u32) {
    let mut previous = 0;
    let mut found = memory.load(set, set::PENDING);
    while found != record {
        previous = found;
        found = memory.load(found, NEXT_PENDING);
    }
    let next = memory.load(record, NEXT_PENDING);
    link(memory, set, previous, next);
}

/// Makes `record` what follows `previous` in that list, or what it starts with.
fn link<M: Memory>(memory: &mut M, set: u32, previous: u32, record: u32) {
    match previous {
        0 => memory.store(set, set::PENDING, record),
        previous => memory.store(previous, NEXT_PENDING, record),
    }
}
