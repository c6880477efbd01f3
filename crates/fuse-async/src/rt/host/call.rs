//! Calls of the host's functions that were lowered with `async`: the caller's subtask stands for the host's.

use super::super::layout::{RELAYED, instance, progress, subtask, waitable as record};
use super::super::subtask::STATUS_BITS;
use super::super::{World, block, lends, record as records, subtask as subtasks, waitable};
use super::{count_outstanding, map, place, task};
use crate::Trap;
use fuse_handles::rt::{Memory, heap, scratch_free};

/// Where in a subtask's flags the number of a call starts.
const CALL_SHIFT: u32 = 2;

/// What a function of the host that instance `caller` lowered with `async` returned: the status that the caller is given.
pub fn host_call_end<W: World>(
    world: &mut W,
    status: u32,
    caller: u32,
    call: u32,
    retptr: u32,
    mark: u32,
) -> Result<u32, Trap> {
    let state = status & ((1 << STATUS_BITS) - 1);
    come_back(world, state, caller, call, retptr, mark)?;
    if state == progress::RETURNED {
        return Ok(state);
    }
    let subtask = subtasks::record(world, caller, state, waitable::HOST_SUBTASK)?;
    stand_for(world, subtask, caller, status >> STATUS_BITS, call, retptr)?;
    Ok(state | world.load(subtask, record::INDEX) << STATUS_BITS)
}

/// The same for a caller that lowered it without `async`: blocks on the stack until it has returned.
pub fn host_call_await<W: World>(
    world: &mut W,
    status: u32,
    caller: u32,
    call: u32,
    retptr: u32,
    mark: u32,
) -> Result<(), Trap> {
    let state = status & ((1 << STATUS_BITS) - 1);
    come_back(world, state, caller, call, retptr, mark)?;
    if state == progress::RETURNED {
        return Ok(());
    }
    let subtask = records::alloc(world, subtask::SIZE)?;
    waitable::init(world, subtask, caller, 0, waitable::HOST_SUBTASK);
    world.store(subtask, subtask::STATE, state);
    stand_for(world, subtask, caller, status >> STATUS_BITS, call, retptr)?;
    let set = task::active_set(world);
    place(world, subtask, set);
    block::until(world, block::RESOLVED, subtask)?;
    lends::end(world, subtask + subtask::LENDS);
    heap::free(world, subtask, subtask::SIZE);
    Ok(())
}

/// The host has come to this state when it gives control back: what was offered is gone if the call has started, and if it has returned it is
/// at its end.
#[inline(never)]
fn come_back<W: World>(
    world: &mut W,
    state: u32,
    caller: u32,
    call: u32,
    retptr: u32,
    mark: u32,
) -> Result<(), Trap> {
    let passed = caller + instance::PASSED;
    lends::keep(world, mark, passed)?;
    if state != progress::STARTING {
        lends::take_offered(world, passed)?;
    }
    if state == progress::RETURNED {
        lends::end(world, passed);
        end(world, state, call, retptr);
    }
    Ok(())
}

/// The end of a call: takes its result, if there is one.
#[inline(never)]
fn end<W: World>(world: &mut W, state: u32, call: u32, retptr: u32) {
    if state == progress::RETURNED {
        world.host_result(call & !RELAYED, retptr);
    }
    if call & RELAYED != 0 {
        scratch_free(world, retptr);
    }
}

/// From now on a subtask stands for one of the host's.
#[inline(never)]
fn stand_for<M: Memory>(
    memory: &mut M,
    subtask: u32,
    caller: u32,
    handle: u32,
    call: u32,
    retptr: u32,
) -> Result<(), Trap> {
    let passed = memory.load(caller, instance::PASSED);
    memory.store(caller, instance::PASSED, 0);
    memory.store(subtask, subtask::LENDS, passed);
    memory.store(subtask, record::HOST_HANDLE, handle);
    memory.store(subtask, subtask::FLAGS, (call + 1) << CALL_SHIFT);
    memory.store(subtask, subtask::RETPTR, retptr);
    count_outstanding(memory, 1);
    map::add(memory, handle, subtask)
}

/// The host's subtask has come to this state.
pub fn progress<W: World>(world: &mut W, handle: u32, state: u32) -> Result<(), Trap> {
    let subtask = map::get(world, handle);
    come_to(world, subtask, state)?;
    waitable::notify(world, subtask);
    Ok(())
}

/// Cancels the host's subtask, and waits inside the host until it has resolved.
pub fn cancel<W: World>(world: &mut W, subtask: u32) -> Result<(), Trap> {
    place(world, subtask, 0);
    let handle = world.load(subtask, record::HOST_HANDLE);
    let state = world.host_subtask_cancel(handle);
    come_to(world, subtask, state)
}

/// Notes the state; if the subtask has resolved, the host's is done with.
fn come_to<W: World>(world: &mut W, subtask: u32, state: u32) -> Result<(), Trap> {
    world.store(subtask, subtask::STATE, state);
    if state != progress::CANCELLED_BEFORE_STARTED {
        lends::take_offered(world, subtask + subtask::LENDS)?;
    }
    if state < progress::RETURNED {
        return Ok(());
    }
    let call = (world.load(subtask, subtask::FLAGS) >> CALL_SHIFT) - 1;
    let retptr = world.load(subtask, subtask::RETPTR);
    end(world, state, call, retptr);
    let handle = world.load(subtask, record::HOST_HANDLE);
    world.host_subtask_drop(handle);
    map::remove(world, handle);
    count_outstanding(world, u32::MAX);
    waitable::forget_host(world, subtask);
    Ok(())
}
