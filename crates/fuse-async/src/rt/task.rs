//! Tasks: from their making to the end of their records (CanonicalABI, *Tasks*).

use super::host::task as host;
use super::layout::{ACTIVE, CURRENT, flag, progress, state, subtask, task, wait};
use super::{World, gate, record, waitable};
use crate::Trap;
use fuse_handles::rt::{Memory, heap};

/// How many arguments have room in the record.
const INLINE_ARGS: u32 = 4;
/// Bytes of an argument.
const ARG: u32 = 8;

/// A task that has not started.
pub fn task_new<M: Memory>(
    memory: &mut M,
    instance: u32,
    edge: u32,
    retptr: u32,
    flags: u32,
) -> Result<u32, Trap> {
    let task = new(memory, instance, flags)?;
    memory.store(task, task::EDGE, edge);
    memory.store(task, task::RETPTR, retptr);
    host::attribute(memory, task);
    Ok(task)
}

/// A record with nothing in it but what every task has.
#[inline(always)]
pub fn new<M: Memory>(memory: &mut M, instance: u32, flags: u32) -> Result<u32, Trap> {
    let task = record::reuse_or_alloc(memory, task::SIZE)?;
    memory.store(task, task::INSTANCE, instance);
    memory.store(task, task::FLAGS, flags);
    for offset in [
        task::STATE,
        task::BORROWS,
        task::CONTEXT,
        task::CONTEXT + 4,
        task::SUBTASK,
        task::LENDS,
        task::WAIT,
        task::ARGS_COUNT,
    ] {
        memory.store(task, offset, 0);
    }
    const { assert!(state::INITIAL == 0 && wait::NONE == 0) };
    Ok(task)
}

/// Room for `count` arguments of a task that may not start yet.
pub fn args_alloc<M: Memory>(memory: &mut M, task: u32, count: u32) -> Result<u32, Trap> {
    let args = if count > INLINE_ARGS {
        memory.store(task, task::ARGS_COUNT, count);
        record::alloc(memory, ARG * count)?
    } else {
        task + task::INLINE_ARGS
    };
    memory.store(task, task::ARGS, args);
    Ok(args)
}

/// Frees the arguments, if they have a block of their own.
pub fn free_args<M: Memory>(memory: &mut M, task: u32) {
    let count = memory.load(task, task::ARGS_COUNT);
    if count != 0 {
        let args = memory.load(task, task::ARGS);
        heap::free(memory, args, ARG * count);
        memory.store(task, task::ARGS_COUNT, 0);
    }
}

/// Makes a task the running one.
pub fn switch_to<M: Memory>(memory: &mut M, task: u32) {
    let current = memory.load(CURRENT, 0);
    memory.store(task, task::PREVIOUS, current);
    memory.store(CURRENT, 0, task);
}

/// Makes the task the running one that was it before `task`.
pub fn switch_back<M: Memory>(memory: &mut M, task: u32) {
    let previous = memory.load(task, task::PREVIOUS);
    memory.store(CURRENT, 0, previous);
}

/// The parameters are lowered: the task has started (CanonicalABI, `Task.start`).
pub fn task_start<M: Memory>(memory: &mut M, task: u32) {
    memory.store(task, task::STATE, state::STARTED);
    if memory.load(CURRENT, 0) != task {
        switch_to(memory, task);
    }
    tell_caller(memory, task, progress::STARTED);
}

/// The caller's subtask, if there is one, has come to this.
fn tell_caller<M: Memory>(memory: &mut M, task: u32, progress: u32) {
    let subtask = memory.load(task, task::SUBTASK);
    if subtask != 0 {
        memory.store(subtask, subtask::STATE, progress);
        waitable::notify(memory, subtask);
    }
}

/// The running task, which may call `task.return` now.
pub fn task_returning<M: Memory>(memory: &mut M) -> Result<u32, Trap> {
    let task = memory.load(CURRENT, 0);
    resolving(memory, task)?;
    if memory.load(task, task::BORROWS) != 0 {
        return Err(Trap::BorrowOutlivesTask);
    }
    Ok(task)
}

/// Fails unless a task may still return or be cancelled by a built-in.
fn resolving<M: Memory>(memory: &M, task: u32) -> Result<(), Trap> {
    if task == 0 || memory.load(task, task::FLAGS) & (flag::SYNC | flag::SYNC_LIFT) != 0 {
        return Err(Trap::NotResolving);
    }
    match memory.load(task, task::STATE) {
        state::RESOLVED => Err(Trap::AlreadyResolved),
        _ => Ok(()),
    }
}

/// The task's result was delivered (CanonicalABI, `Task.return_`).
pub fn task_resolve<M: Memory>(memory: &mut M, task: u32) {
    memory.store(task, task::STATE, state::RESOLVED);
    tell_caller(memory, task, progress::RETURNED);
}

/// *canon task.cancel*
pub fn task_cancel<W: World>(world: &mut W) -> Result<(), Trap> {
    let task = world.load(CURRENT, 0);
    resolving(world, task)?;
    if world.load(task, task::STATE) != state::CANCEL_DELIVERED {
        return Err(Trap::NotCancelled);
    }
    if world.load(task, task::BORROWS) != 0 {
        return Err(Trap::BorrowOutlivesTask);
    }
    cancelled(world, task, progress::CANCELLED_BEFORE_RETURNED);
    Ok(())
}

/// The task is cancelled (CanonicalABI, `Task.cancel`).
pub fn cancelled<W: World>(world: &mut W, task: u32, progress: u32) {
    world.store(task, task::STATE, state::RESOLVED);
    if world.load(task, task::FLAGS) & flag::ROOT != 0 {
        world.host_task_cancel();
    }
    tell_caller(world, task, progress);
}

/// The task's core function has returned for good (CanonicalABI, `Task.exit_implicit_thread`).
pub fn exit<W: World>(world: &mut W, task: u32) -> Result<(), Trap> {
    if world.load(task, task::STATE) != state::RESOLVED {
        return Err(Trap::NotReturned);
    }
    let flags = world.load(task, task::FLAGS);
    world.store(task, task::FLAGS, flags | flag::EXITED);
    if flags & flag::AWAITED == 0 {
        free(world, task);
    }
    Ok(())
}

/// Frees the record of a task that is at its end.
pub fn free<W: World>(world: &mut W, task: u32) {
    let subtask = world.load(task, task::SUBTASK);
    if subtask != 0 {
        world.store(subtask, subtask::TASK, 0);
    }
    free_args(world, task);
    host::forget(world, task);
    heap::free(world, task, task::SIZE);
}

/// The caller of `sync_end` has read the result.
pub fn task_release<W: World>(world: &mut W, task: u32) {
    let flags = world.load(task, task::FLAGS);
    world.store(task, task::FLAGS, flags & !flag::AWAITED);
    if flags & flag::EXITED != 0 {
        free(world, task);
    }
}

/// A function that is not of async type starts.
pub fn sync_task_enter<M: Memory>(memory: &mut M, instance: u32) -> Result<u32, Trap> {
    let task = new(memory, instance, flag::SYNC)?;
    let host = match memory.load(CURRENT, 0) {
        0 => memory.load(ACTIVE, 0),
        current => memory.load(current, task::HOST),
    };
    memory.store(task, task::HOST, host);
    switch_to(memory, task);
    Ok(task)
}

/// It has returned.
pub fn sync_task_leave<M: Memory>(memory: &mut M, task: u32) {
    switch_back(memory, task);
    heap::free(memory, task, task::SIZE);
}

/// Whether a task is told of its cancellation if it asks now; if so it is told (CanonicalABI, `Task.deliver_pending_cancel`).
#[inline(never)]
pub fn deliver_cancel<M: Memory>(memory: &mut M, task: u32) -> bool {
    let pending = cancel_pending(memory, task);
    if pending {
        memory.store(task, task::STATE, state::CANCEL_DELIVERED);
    }
    pending
}

/// Whether a task was cancelled and has not heard of it.
pub fn cancel_pending<M: Memory>(memory: &M, task: u32) -> bool {
    task != 0 && memory.load(task, task::STATE) == state::PENDING_CANCEL
}

/// Ends the activation of a task: another one is the running one, and may enter the instance.
pub fn leave<M: Memory>(memory: &mut M, task: u32) {
    switch_back(memory, task);
    let instance = memory.load(task, task::INSTANCE);
    gate::release(memory, instance);
}
