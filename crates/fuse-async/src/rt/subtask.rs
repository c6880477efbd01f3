//! Subtasks: the caller's side of a call that has not returned at once (CanonicalABI, *Subtask State*).

use super::host::call as host;
use super::layout::{
    BLOCKED, CANCELLED, DELIVERED, kind, progress, subtask, task, waitable as record,
};
use super::{World, block, cancel, event, record as records, sched, waitable};
use crate::Trap;
use fuse_handles::rt::{Memory, heap};

/// The bits of a status below the index.
pub const STATUS_BITS: u32 = 4;

/// Gives the caller a subtask for a task: the status that the lowered function returns.
#[inline(never)]
fn make<M: Memory>(memory: &mut M, task: u32, state: u32, caller: u32) -> Result<(), Trap> {
    let subtask = record(memory, caller, state, waitable::SUBTASK)?;
    memory.store(subtask, subtask::TASK, task);
    let lends = memory.load(task, task::LENDS);
    memory.store(subtask, subtask::LENDS, lends);
    memory.store(task, task::LENDS, 0);
    memory.store(task, task::SUBTASK, subtask);
    Ok(())
}

/// Gives the caller a subtask for a task: the status that the lowered function returns.
#[inline(always)]
pub fn new<M: Memory>(memory: &mut M, task: u32, state: u32, caller: u32) -> Result<u32, Trap> {
    make(memory, task, state, caller)?;
    let subtask = memory.load(task, task::SUBTASK);
    Ok(state | memory.load(subtask, record::INDEX) << STATUS_BITS)
}

/// A subtask with a handle.
#[inline(always)]
pub fn record<M: Memory>(memory: &mut M, caller: u32, state: u32, class: u32) -> Result<u32, Trap> {
    let subtask = records::alloc(memory, subtask::SIZE)?;
    let index = records::add(memory, caller, kind::SUBTASK, subtask)?;
    waitable::init(memory, subtask, caller, index, class);
    memory.store(subtask, subtask::STATE, state);
    for offset in [subtask::TASK, subtask::LENDS, subtask::FLAGS] {
        memory.store(subtask, offset, 0);
    }
    Ok(subtask)
}

/// *canon subtask.drop*
pub fn subtask_drop<M: Memory>(memory: &mut M, instance: u32, index: u32) -> Result<(), Trap> {
    let subtask = records::find(memory, instance, index, kind::SUBTASK)?;
    if memory.load(subtask, subtask::FLAGS) & DELIVERED == 0 {
        return Err(Trap::NotDelivered);
    }
    waitable::unlink(memory, subtask);
    let task = memory.load(subtask, subtask::TASK);
    if task != 0 {
        memory.store(task, task::SUBTASK, 0);
    }
    records::remove(memory, instance, index);
    heap::free(memory, subtask, subtask::SIZE);
    Ok(())
}

/// *canon subtask.cancel* without `async`
pub fn subtask_cancel<W: World>(world: &mut W, instance: u32, index: u32) -> Result<u32, Trap> {
    let subtask = records::find(world, instance, index, kind::SUBTASK)?;
    cancellable(world, subtask)?;
    if waitable::in_set(world, subtask) {
        return Err(Trap::InWaitableSet);
    }
    // As in wasmtime, whether or not there will be something to wait for.
    if sched::current_is_sync(world) {
        return Err(Trap::CannotBlock);
    }
    request(world, subtask)?;
    block::until_awaited(world, block::RESOLVED, subtask)?;
    Ok(tell(world, subtask))
}

/// *canon subtask.cancel* with `async`
pub fn subtask_cancel_async<W: World>(
    world: &mut W,
    instance: u32,
    index: u32,
) -> Result<u32, Trap> {
    let subtask = records::find(world, instance, index, kind::SUBTASK)?;
    cancellable(world, subtask)?;
    request(world, subtask)?;
    if !resolved(world, subtask) {
        return Ok(BLOCKED);
    }
    Ok(tell(world, subtask))
}

/// Tells what a subtask has come to, instead of its pending event.
#[inline(never)]
fn tell<M: Memory>(memory: &mut M, subtask: u32) -> u32 {
    waitable::take(memory, subtask);
    event::deliver(memory, subtask)
}

/// Fails unless cancellation of the subtask may be requested.
fn cancellable<M: Memory>(memory: &M, subtask: u32) -> Result<(), Trap> {
    match memory.load(subtask, subtask::FLAGS) {
        flags if flags & DELIVERED != 0 => Err(Trap::NotDelivered),
        flags if flags & CANCELLED != 0 => Err(Trap::CancelledTwice),
        _ => Ok(()),
    }
}

/// Requests cancellation of a subtask, unless it has resolved.
fn request<W: World>(world: &mut W, subtask: u32) -> Result<(), Trap> {
    if resolved(world, subtask) {
        return Ok(());
    }
    let flags = world.load(subtask, subtask::FLAGS);
    world.store(subtask, subtask::FLAGS, flags | CANCELLED);
    if world.load(subtask, record::HOST_HANDLE) != 0 {
        return host::cancel(world, subtask);
    }
    let task = world.load(subtask, subtask::TASK);
    cancel::request(world, task)
}

/// Whether a subtask has resolved.
pub fn resolved<M: Memory>(memory: &M, subtask: u32) -> bool {
    memory.load(subtask, subtask::STATE) >= progress::RETURNED
}
