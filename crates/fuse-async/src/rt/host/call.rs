//! Calls of the host's functions that were lowered with `async`: the caller's subtask stands for the host's.

use super::super::layout::{progress, subtask, waitable as record};
use super::super::subtask::STATUS_BITS;
use super::super::{World, block, record as records, subtask as subtasks, waitable};
use super::{map, place, task};
use crate::Trap;
use fuse_handles::rt::{Memory, heap};

/// Where in a subtask's flags the number of a call starts.
const CALL_SHIFT: u32 = 2;

/// What a function of the host that instance `caller` lowered with `async` returned: the status that the caller is given.
pub fn host_call_end<W: World>(
    world: &mut W,
    status: u32,
    caller: u32,
    call: u32,
    retptr: u32,
) -> Result<u32, Trap> {
    let state = status & ((1 << STATUS_BITS) - 1);
    if state == progress::RETURNED {
        world.host_result(call, retptr);
        return Ok(state);
    }
    let subtask = subtasks::record(world, caller, state, waitable::HOST_SUBTASK)?;
    stand_for(world, subtask, status >> STATUS_BITS, call, retptr)?;
    Ok(state | world.load(subtask, record::INDEX) << STATUS_BITS)
}

/// The same for a caller that lowered it without `async`: blocks on the stack until it has returned.
pub fn host_call_await<W: World>(
    world: &mut W,
    status: u32,
    caller: u32,
    call: u32,
    retptr: u32,
) -> Result<(), Trap> {
    let state = status & ((1 << STATUS_BITS) - 1);
    if state == progress::RETURNED {
        world.host_result(call, retptr);
        return Ok(());
    }
    let subtask = records::alloc(world, subtask::SIZE)?;
    waitable::init(world, subtask, caller, 0, waitable::HOST_SUBTASK);
    world.store(subtask, subtask::STATE, state);
    stand_for(world, subtask, status >> STATUS_BITS, call, retptr)?;
    let set = task::active_set(world);
    place(world, subtask, set);
    block::until(world, block::RESOLVED, subtask)?;
    heap::free(world, subtask, subtask::SIZE);
    Ok(())
}

/// From now on a subtask stands for one of the host's.
fn stand_for<M: Memory>(
    memory: &mut M,
    subtask: u32,
    handle: u32,
    call: u32,
    retptr: u32,
) -> Result<(), Trap> {
    memory.store(subtask, record::HOST_HANDLE, handle);
    memory.store(subtask, subtask::FLAGS, (call + 1) << CALL_SHIFT);
    memory.store(subtask, subtask::RETPTR, retptr);
    map::add(memory, handle, subtask)
}

/// The host's subtask has come to this state.
pub fn progress<W: World>(world: &mut W, handle: u32, state: u32) {
    let subtask = map::get(world, handle);
    come_to(world, subtask, state);
    waitable::notify(world, subtask);
}

/// Cancels the host's subtask, and waits inside the host until it has resolved.
pub fn cancel<W: World>(world: &mut W, subtask: u32) {
    place(world, subtask, 0);
    let handle = world.load(subtask, record::HOST_HANDLE);
    let state = world.host_subtask_cancel(handle);
    come_to(world, subtask, state);
}

/// Notes the state; if the subtask has resolved, the host's is done with.
fn come_to<W: World>(world: &mut W, subtask: u32, state: u32) {
    world.store(subtask, subtask::STATE, state);
    if state < progress::RETURNED {
        return;
    }
    if state == progress::RETURNED {
        let call = (world.load(subtask, subtask::FLAGS) >> CALL_SHIFT) - 1;
        let retptr = world.load(subtask, subtask::RETPTR);
        world.host_result(call, retptr);
    }
    let handle = world.load(subtask, record::HOST_HANDLE);
    world.host_subtask_drop(handle);
    map::remove(world, handle);
    waitable::forget_host(world, subtask);
}
