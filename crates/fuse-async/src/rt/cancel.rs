//! Cancellation of a task (CanonicalABI, `Task.request_cancellation`).

use super::layout::{
    READY, YIELDED, event, flag, host, instance, progress, set, state, task, wait,
};
use super::{World, gate, queue, sched};
use crate::Trap;
use fuse_handles::rt::Memory;

/// Cancels a task that has not started; tells one that waits; keeps it in mind for any other.
pub fn request<W: World>(world: &mut W, task: u32) -> Result<(), Trap> {
    let instance = world.load(task, task::INSTANCE);
    match world.load(task, task::WAIT) {
        wait::NONE => world.store(task, task::STATE, state::PENDING_CANCEL),
        wait::GATE => {
            unlist(world, task);
            gate::leave_queue(world, task);
            super::task::cancelled(world, task, progress::CANCELLED_BEFORE_STARTED);
            return super::task::exit(world, task);
        }
        _ if world.load(instance, instance::EXCLUSIVE) == 0 && !sched::elsewhere(world, task) => {
            unlist(world, task);
            sched::stop_waiting(world, task);
            world.store(task, task::STATE, state::CANCEL_DELIVERED);
            return sched::activate(world, task, event::TASK_CANCELLED);
        }
        _ => {
            // It hears of it as soon as it may go on.
            world.store(task, task::STATE, state::PENDING_CANCEL);
            let set = world.load(task, task::SET);
            let waits = world.load(task, task::WAIT) == wait::EVENT;
            if waits && queue::remove(world, set + set::WAITERS, task) {
                queue::push(world, READY, task);
            }
        }
    }
    Ok(())
}

/// Takes a task out of the list that it is in.
fn unlist<M: Memory>(memory: &mut M, task: u32) {
    let instance = memory.load(task, task::INSTANCE);
    let own = match memory.load(task, task::WAIT) {
        wait::GATE => instance + instance::GATE,
        wait::TURN => YIELDED,
        _ => memory.load(task, task::SET) + set::WAITERS,
    };
    for list in [own, READY, instance + instance::HELD_UP] {
        if queue::remove(memory, list, task) {
            return;
        }
    }
    let host = memory.load(task, task::HOST);
    if memory.load(task, task::FLAGS) & flag::ROOT != 0 {
        queue::remove(memory, host + host::READY, task);
    }
}
