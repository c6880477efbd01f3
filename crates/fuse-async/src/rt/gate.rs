//! Who may enter an instance: one task at a time, and no new one while there is backpressure (CanonicalABI, `Task.enter_implicit_thread`).

use super::layout::{READY, instance, task, wait};
use super::queue;
use crate::Trap;
use fuse_handles::rt::Memory;

/// `backpressure.inc` may be called once less often than this.
const BACKPRESSURE_LIMIT: u32 = 1 << 16;

/// Lets a task in that has not started, if it does not have to wait.
pub fn task_enter<M: Memory>(memory: &mut M, task: u32) -> bool {
    let instance = memory.load(task, task::INSTANCE);
    let enters = memory.load(instance, instance::ENTERING) == 0 && open(memory, instance);
    if enters {
        memory.store(instance, instance::EXCLUSIVE, task);
    }
    enters
}

/// Makes a task wait that was not let in.
pub fn queue_up<M: Memory>(memory: &mut M, task: u32) {
    let instance = memory.load(task, task::INSTANCE);
    count(memory, instance, 1);
    memory.store(task, task::WAIT, wait::GATE);
    let list = match open(memory, instance) {
        // It only waits for those that came before.
        true => READY,
        false => instance + instance::GATE,
    };
    queue::push(memory, list, task);
}

/// Whether a task that waits may be let in now.
pub fn open<M: Memory>(memory: &M, instance: u32) -> bool {
    memory.load(instance, instance::BACKPRESSURE) == 0
        && memory.load(instance, instance::EXCLUSIVE) == 0
}

/// A task does not wait to be let in any more.
pub fn leave_queue<M: Memory>(memory: &mut M, task: u32) {
    let instance = memory.load(task, task::INSTANCE);
    count(memory, instance, u32::MAX);
    memory.store(task, task::WAIT, wait::NONE);
}

fn count<M: Memory>(memory: &mut M, instance: u32, change: u32) {
    let entering = memory.load(instance, instance::ENTERING);
    memory.store(instance, instance::ENTERING, entering.wrapping_add(change));
}

/// The task that had the instance for itself gives it up: those that waited for that are ready.
pub fn release<M: Memory>(memory: &mut M, instance: u32) {
    memory.store(instance, instance::EXCLUSIVE, 0);
    queue::append(memory, READY, instance + instance::HELD_UP);
    if memory.load(instance, instance::BACKPRESSURE) == 0 {
        queue::append(memory, READY, instance + instance::GATE);
    }
}

/// *canon backpressure.inc*
pub fn backpressure_inc<M: Memory>(memory: &mut M, instance: u32) -> Result<(), Trap> {
    let count = memory.load(instance, instance::BACKPRESSURE) + 1;
    if count == BACKPRESSURE_LIMIT {
        return Err(Trap::Backpressure);
    }
    memory.store(instance, instance::BACKPRESSURE, count);
    Ok(())
}

/// *canon backpressure.dec*
pub fn backpressure_dec<M: Memory>(memory: &mut M, instance: u32) -> Result<(), Trap> {
    let count = memory.load(instance, instance::BACKPRESSURE);
    if count == 0 {
        return Err(Trap::Backpressure);
    }
    memory.store(instance, instance::BACKPRESSURE, count - 1);
    if open(memory, instance) {
        queue::append(memory, READY, instance + instance::GATE);
    }
    Ok(())
}
