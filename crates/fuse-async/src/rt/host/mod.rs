//! What the host knows of: its tasks, which we are in, and the waitables that stand for calls of its functions and for ends of its streams.

pub mod call;
pub mod end;
mod map;
pub mod root;
pub mod task;

use super::World;
use super::layout::{EVENT, HOST_TASKS, OUTSTANDING, event, waitable};
use crate::Trap;
use fuse_handles::rt::Memory;

/// Does what an event says that the host gave.
pub fn dispatch<W: World>(world: &mut W, event: u32, index: u32, payload: u32) -> Result<(), Trap> {
    match event {
        event::SUBTASK => return call::progress(world, index, payload),
        event::STREAM_READ | event::STREAM_WRITE | event::FUTURE_READ | event::FUTURE_WRITE => {
            match map::find(world, index) {
                0 => task::notice(world, index),
                end => end::told(world, end, payload),
            }
        }
        event::TASK_CANCELLED => return root::cancel(world),
        _ => {}
    }
    Ok(())
}

/// Does what the event says whose code is given, and the rest of which is at `EVENT`.
pub fn dispatch_taken<W: World>(world: &mut W, event: u32) -> Result<(), Trap> {
    let index = world.load(EVENT, 0);
    let payload = world.load(EVENT, 4);
    dispatch(world, event, index, payload)
}

/// Takes all events that one of the host's sets has.
#[inline(never)]
pub fn drain<W: World>(world: &mut W, set: u32) -> Result<(), Trap> {
    if set == 0 {
        return Ok(());
    }
    loop {
        match world.host_set_poll(set, EVENT) {
            event::NONE => return Ok(()),
            event => dispatch_taken(world, event)?,
        }
    }
}

/// Puts the host's handle of a waitable into one of the host's sets, or into none.
#[inline(never)]
pub fn place<W: World>(world: &mut W, record: u32, set: u32) {
    if world.load(record, waitable::HOST_SET) != set {
        world.store(record, waitable::HOST_SET, set);
        let handle = world.load(record, waitable::HOST_HANDLE);
        world.host_join(handle, set);
    }
}

/// Waits on the host until something happens that the active host task is told of.
pub fn wait<W: World>(world: &mut W) -> Result<(), Trap> {
    let set = task::active_set(world);
    // While we wait here nobody can look into the sets of other host tasks.
    let shared = task::others(world);
    if shared {
        move_others(world, set, true);
    }
    let event = world.host_set_wait(set, EVENT);
    if shared {
        move_others(world, set, false);
    }
    dispatch_taken(world, event)
}

/// Puts all waitables that are in another of the host's sets into this one, or back.
#[cold]
#[inline(never)]
fn move_others<W: World>(world: &mut W, set: u32, here: bool) {
    let mut handle = map::next(world, 0);
    while handle < map::len(world) {
        let record = map::get(world, handle);
        let home = world.load(record, waitable::HOST_SET);
        if home != 0 && home != set {
            world.host_join(handle, if here { set } else { home });
        }
        handle = map::next(world, handle + 1);
    }
}

/// Adds `change` to the number of calls and copies that the host has begun and not ended.
fn count_outstanding<M: Memory>(memory: &mut M, change: u32) {
    let count = memory.load(OUTSTANDING, 0);
    memory.store(OUTSTANDING, 0, count.wrapping_add(change));
}

/// Wakes a host task if there is something that only a host task can do.
pub fn wake_one<W: World>(world: &mut W) {
    let host = world.load(HOST_TASKS, 0);
    if host != 0 && (super::sched::ready(world) || super::sched::yielded(world)) {
        task::wake(world, host);
    }
}
