//! Lists of tasks, first come first served, linked through `task::NEXT`: a task is in one of them at most.

use super::layout::task::NEXT;
use fuse_handles::rt::Memory;

/// Offset of the last task from that of the first.
const TAIL: u32 = 4;

/// Adds a task that is in no list to the end of the list whose two words are at `queue`.
#[inline(never)]
pub fn push<M: Memory>(memory: &mut M, queue: u32, task: u32) {
    memory.store(task, NEXT, 0);
    match memory.load(queue, TAIL) {
        0 => memory.store(queue, 0, task),
        tail => memory.store(tail, NEXT, task),
    }
    memory.store(queue, TAIL, task);
}

/// The first task of the list, or 0.
pub fn first<M: Memory>(memory: &M, queue: u32) -> u32 {
    memory.load(queue, 0)
}

/// Takes the first task out of the list, and gives it, or 0.
#[inline(never)]
pub fn pop<M: Memory>(memory: &mut M, queue: u32) -> u32 {
    let task = memory.load(queue, 0);
    if task != 0 {
        remove_after(memory, queue, 0, task);
    }
    task
}

/// Takes a task out of the list; false if it was not in it.
#[inline(never)]
pub fn remove<M: Memory>(memory: &mut M, queue: u32, task: u32) -> bool {
    let mut previous = 0;
    let mut found = memory.load(queue, 0);
    while found != task {
        if found == 0 {
            return false;
        }
        previous = found;
        found = memory.load(found, NEXT);
    }
    remove_after(memory, queue, previous, task);
    true
}

/// Moves all tasks of the list `from` to the end of the list `queue`.
#[inline(always)]
pub fn append<M: Memory>(memory: &mut M, queue: u32, from: u32) {
    if memory.load(from, 0) != 0 {
        append_some(memory, queue, from);
    }
}

#[inline(never)]
fn append_some<M: Memory>(memory: &mut M, queue: u32, from: u32) {
    let first = memory.load(from, 0);
    match memory.load(queue, TAIL) {
        0 => memory.store(queue, 0, first),
        tail => memory.store(tail, NEXT, first),
    }
    let last = memory.load(from, TAIL);
    memory.store(queue, TAIL, last);
    memory.store(from, 0, 0);
    memory.store(from, TAIL, 0);
}

/// Takes out the task that comes after `previous`, or first if that is 0.
pub fn remove_after<M: Memory>(memory: &mut M, queue: u32, previous: u32, task: u32) {
    let next = memory.load(task, NEXT);
    match previous {
        0 => memory.store(queue, 0, next),
        previous => memory.store(previous, NEXT, next),
    }
    if next == 0 {
        memory.store(queue, TAIL, previous);
    }
    memory.store(task, NEXT, 0);
}
