//! Blocking on the stack: a scheduler inside the activation that waits.
//!
//! Whatever runs meanwhile runs above the function that waits, and has to end before that can go on. What a function waits for is written
//! down in a frame, so that one above notices when it alone is in the way.

use super::host;
use super::layout::{
    ACTIVE, CURRENT, FRAMES, OUTSTANDING, READY, YIELDED, flag, frame, set, state, task, wait,
    waitable as waitables,
};
use super::{World, record, sched, subtask, waitable};
use crate::Trap;
use fuse_handles::rt::{Memory, heap};

/// Until a task is let in.
pub const ENTERED: u32 = 0;
/// Until a task has resolved.
pub const RETURNED: u32 = 1;
/// Until a subtask has resolved.
pub const RESOLVED: u32 = 2;
/// Until a waitable has a pending event.
pub const PENDING: u32 = 3;
/// Until a set has an event.
pub const EVENT: u32 = 4;
/// Until a set has an event, or the task that waits was cancelled.
pub const EVENT_OR_CANCEL: u32 = 5;
/// Not at all: it lets others go on.
pub const TURN: u32 = 6;

/// How many tasks go on before the host is let go on as well.
const BUDGET: u32 = 128;

/// Runs others until the waitable has a pending event, which is left there; nobody may put it into a set meanwhile.
pub fn until_pending<W: World>(world: &mut W, record: u32) -> Result<(), Trap> {
    until_awaited(world, PENDING, record)
}

/// Runs others until something holds of a waitable, which nobody may put into a set meanwhile.
pub fn until_awaited<W: World>(world: &mut W, kind: u32, record: u32) -> Result<(), Trap> {
    world.store(record, waitables::AWAITED, 1);
    until(world, kind, record)?;
    world.store(record, waitables::AWAITED, 0);
    Ok(())
}

/// Runs others until something holds of a record.
pub fn until<W: World>(world: &mut W, kind: u32, record: u32) -> Result<(), Trap> {
    let task = sched::current(world);
    if holds(world, kind, record, task) {
        return Ok(());
    }
    wait_until(world, kind, record)
}

#[cold]
#[inline(never)]
fn wait_until<W: World>(world: &mut W, kind: u32, record: u32) -> Result<(), Trap> {
    if !may_block(world) {
        return Err(Trap::CannotBlock);
    }
    let task = sched::current(world);
    push(world, kind, record)?;
    let mut budget = BUDGET;
    while !holds(world, kind, record, task) {
        if budget == 0 {
            let_host_go_on(world)?;
            budget = BUDGET;
        }
        budget -= 1;
        step(world)?;
    }
    pop(world);
    Ok(())
}

/// Whether the function that runs is in no call of a function that is not of async type.
#[inline(never)]
fn may_block<M: Memory>(memory: &M) -> bool {
    let mut task = memory.load(CURRENT, 0);
    while task != 0 {
        if memory.load(task, task::FLAGS) & flag::SYNC != 0 {
            return false;
        }
        task = memory.load(task, task::PREVIOUS);
    }
    memory.load(ACTIVE, 0) != 0
}

/// Whether what is waited for has come.
#[inline(never)]
fn holds<M: Memory>(memory: &M, kind: u32, record: u32, task: u32) -> bool {
    match kind {
        ENTERED => memory.load(record, task::WAIT) == wait::NONE,
        RETURNED => memory.load(record, task::STATE) == state::RESOLVED,
        RESOLVED => subtask::resolved(memory, record),
        PENDING => waitable::pending(memory, record),
        EVENT => memory.load(record, set::PENDING) != 0,
        EVENT_OR_CANCEL => {
            memory.load(record, set::PENDING) != 0 || super::task::cancel_pending(memory, task)
        }
        _ => true,
    }
}

/// The running task waits from now on, and none is running.
#[inline(never)]
fn push<M: Memory>(memory: &mut M, kind: u32, record: u32) -> Result<(), Trap> {
    let frame = record::alloc(memory, frame::SIZE)?;
    let previous = memory.load(FRAMES, 0);
    let task = memory.load(CURRENT, 0);
    memory.store(frame, frame::PREVIOUS, previous);
    memory.store(frame, frame::KIND, kind);
    memory.store(frame, frame::RECORD, record);
    memory.store(frame, frame::TASK, task);
    memory.store(FRAMES, 0, frame);
    memory.store(CURRENT, 0, 0);
    Ok(())
}

/// It goes on.
fn pop<M: Memory>(memory: &mut M) {
    let frame = memory.load(FRAMES, 0);
    let previous = memory.load(frame, frame::PREVIOUS);
    let task = memory.load(frame, frame::TASK);
    memory.store(FRAMES, 0, previous);
    memory.store(CURRENT, 0, task);
    heap::free(memory, frame, frame::SIZE);
}

/// Lets one task go on, or waits on the host until one can.
fn step<W: World>(world: &mut W) -> Result<(), Trap> {
    if sched::ready(world) {
        return sched::turn(world, READY);
    }
    if sched::yielded(world) {
        if world.load(OUTSTANDING, 0) != 0 {
            let_host_go_on(world)?;
        }
        if !sched::ready(world) && sched::yielded(world) {
            return sched::turn(world, YIELDED);
        }
        return Ok(());
    }
    if world.load(OUTSTANDING, 0) == 0 && lower_frame_holds(world) {
        return Err(Trap::Deadlock);
    }
    host::wait(world)
}

/// Lets the host go on, and takes what happened then.
#[inline(never)]
fn let_host_go_on<W: World>(world: &mut W) -> Result<(), Trap> {
    world.host_thread_yield();
    let set = host::task::active_set(world);
    host::drain(world, set)
}

/// Whether a function could go on if that which waits now were not above it.
fn lower_frame_holds<M: Memory>(memory: &M) -> bool {
    let top = memory.load(FRAMES, 0);
    let mut frame = memory.load(top, frame::PREVIOUS);
    while frame != 0 {
        if frame_holds(memory, frame) {
            return true;
        }
        frame = memory.load(frame, frame::PREVIOUS);
    }
    false
}

#[inline(never)]
fn frame_holds<M: Memory>(memory: &M, frame: u32) -> bool {
    let kind = memory.load(frame, frame::KIND);
    let record = memory.load(frame, frame::RECORD);
    let task = memory.load(frame, frame::TASK);
    holds(memory, kind, record, task)
}

/// Whether the function that blocks would not wait on the host now.
pub fn has_work<M: Memory>(memory: &M) -> bool {
    let frame = memory.load(FRAMES, 0);
    sched::ready(memory) || sched::yielded(memory) || frame_holds(memory, frame)
}

/// *canon thread.yield*
pub fn thread_yield<W: World>(world: &mut W, cancellable: u32) -> Result<u32, Trap> {
    let task = sched::current(world);
    if cancellable != 0 && super::task::deliver_cancel(world, task) {
        return Ok(1);
    }
    if may_block(world) {
        run_others(world)?;
    }
    let cancelled = cancellable != 0 && super::task::deliver_cancel(world, task);
    Ok(cancelled.into())
}

/// Lets all others go on that are ready or have yielded.
fn run_others<W: World>(world: &mut W) -> Result<(), Trap> {
    push(world, TURN, 0)?;
    let mut turns = yielded_count(world);
    run_ready(world)?;
    if host::root::host_matters(world) {
        let_host_go_on(world)?;
        run_ready(world)?;
    }
    while turns != 0 && sched::yielded(world) {
        sched::turn(world, YIELDED)?;
        run_ready(world)?;
        turns -= 1;
    }
    pop(world);
    Ok(())
}

/// Lets those go on that are ready, as long as they are not too many.
#[inline(never)]
fn run_ready<W: World>(world: &mut W) -> Result<(), Trap> {
    let mut budget = BUDGET;
    while budget != 0 && sched::ready(world) {
        sched::turn(world, READY)?;
        budget -= 1;
    }
    Ok(())
}

/// How many have yielded.
fn yielded_count<M: Memory>(memory: &M) -> u32 {
    let mut task = memory.load(YIELDED, 0);
    let mut count = 0;
    while task != 0 {
        task = memory.load(task, task::NEXT);
        count += 1;
    }
    count
}
