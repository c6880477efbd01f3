//! Waitable sets, and what joins them (CanonicalABI, `WaitableSet`).

use super::host::{self, task as hosts};
use super::layout::{ACTIVE, EVENT, event, kind, set, task, waitable as record};
use super::{World, block, event as events, record as records, sched, waitable};
use crate::Trap;
use fuse_handles::rt::{Memory, heap};

/// *canon waitable-set.new*
pub fn set_new<M: Memory>(memory: &mut M, instance: u32) -> Result<u32, Trap> {
    let set = records::alloc(memory, set::SIZE)?;
    memory.clear(set, set::SIZE);
    records::add(memory, instance, kind::SET, set)
}

/// *canon waitable-set.wait*
pub fn set_wait<W: World>(
    world: &mut W,
    instance: u32,
    cancellable: u32,
    index: u32,
) -> Result<u32, Trap> {
    let set = records::find(world, instance, index, kind::SET)?;
    let task = sched::current(world);
    if cancellable != 0 && super::task::deliver_cancel(world, task) {
        return Ok(cancelled(world));
    }
    let kind = match cancellable {
        0 => block::EVENT,
        _ => block::EVENT_OR_CANCEL,
    };
    move_to_active(world, set);
    count_waiting(world, set, 1);
    block::until(world, kind, set)?;
    count_waiting(world, set, u32::MAX);
    if cancellable != 0 && super::task::deliver_cancel(world, task) {
        return Ok(cancelled(world));
    }
    Ok(events::take_first(world, set))
}

/// *canon waitable-set.poll*
pub fn set_poll<W: World>(
    world: &mut W,
    instance: u32,
    cancellable: u32,
    index: u32,
) -> Result<u32, Trap> {
    let set = records::find(world, instance, index, kind::SET)?;
    if cancellable != 0 {
        let task = sched::current(world);
        if super::task::deliver_cancel(world, task) {
            return Ok(cancelled(world));
        }
    }
    if world.load(set, set::HOST_MEMBERS) != 0 {
        move_to_active(world, set);
        host::drain(world, world.load(set, set::HOST_SET))?;
    }
    if world.load(set, set::PENDING) != 0 {
        return Ok(events::take_first(world, set));
    }
    Ok(nothing(world, event::NONE))
}

/// An event that says nothing but its code.
fn nothing<M: Memory>(memory: &mut M, code: u32) -> u32 {
    memory.store(EVENT, 0, 0);
    memory.store(EVENT, 4, 0);
    code
}

fn cancelled<M: Memory>(memory: &mut M) -> u32 {
    nothing(memory, event::TASK_CANCELLED)
}

/// *canon waitable-set.drop*
pub fn set_drop<M: Memory>(memory: &mut M, instance: u32, index: u32) -> Result<(), Trap> {
    let set = records::find(memory, instance, index, kind::SET)?;
    if memory.load(set, set::MEMBERS) != 0 || memory.load(set, set::WAITING) != 0 {
        return Err(Trap::SetInUse);
    }
    records::remove(memory, instance, index);
    heap::free(memory, set, set::SIZE);
    Ok(())
}

/// *canon waitable.join*
pub fn join<W: World>(world: &mut W, instance: u32, waitable: u32, set: u32) -> Result<(), Trap> {
    let waitable = records::find_waitable(world, instance, waitable)?;
    if world.load(waitable, record::AWAITED) != 0 {
        return Err(Trap::Awaited);
    }
    let set = match set {
        0 => 0,
        index => records::find(world, instance, index, kind::SET)?,
    };
    waitable::unlink(world, waitable);
    if set != 0 {
        waitable::enter(world, waitable, set);
    }
    if world.load(waitable, record::HOST_HANDLE) != 0 {
        follow(world, waitable, set);
    }
    Ok(())
}

/// Puts the host's handle of a waitable where that is now: into the host's set of its set, or nowhere.
#[cold]
pub fn follow<W: World>(world: &mut W, waitable: u32, set: u32) {
    let host_set = match set {
        0 => 0,
        set => {
            if world.load(set, set::HOST_MEMBERS) == 1 {
                let home = home_of(world, set);
                world.store(set, set::HOST_SET, home);
            }
            world.load(set, set::HOST_SET)
        }
    };
    host::place(world, waitable, host_set);
}

/// The host's set in which somebody looks for what the host knows of a set's members: that of a task which waits on the set, or else of the
/// active host task.
fn home_of<W: World>(world: &mut W, set: u32) -> u32 {
    let host = match world.load(set, set::WAITERS) {
        0 => 0,
        waiter => world.load(waiter, task::HOST),
    };
    match host {
        0 => hosts::active_set(world),
        host => hosts::set_of(world, host),
    }
}

/// Puts what the host knows of a set's members where the active host task looks.
#[inline(never)]
fn move_to_active<W: World>(world: &mut W, set: u32) {
    if world.load(ACTIVE, 0) != 0 && world.load(set, set::HOST_MEMBERS) != 0 {
        let home = hosts::active_set(world);
        move_members(world, set, home);
    }
}

/// Puts what the host knows of a set's members where the host task of a task looks that waits on it.
pub fn settle_in<W: World>(world: &mut W, set: u32, task: u32) {
    if world.load(set, set::HOST_MEMBERS) == 0 {
        return;
    }
    let host = world.load(task, task::HOST);
    if host != 0 {
        let home = hosts::set_of(world, host);
        move_members(world, set, home);
    }
}

/// Puts the members that the host knows into one of its sets.
#[inline(never)]
fn move_members<W: World>(world: &mut W, set: u32, home: u32) {
    if world.load(set, set::HOST_SET) == home {
        return;
    }
    world.store(set, set::HOST_SET, home);
    let mut member = world.load(set, set::MEMBERS);
    while member != 0 {
        if world.load(member, record::HOST_HANDLE) != 0 {
            host::place(world, member, home);
        }
        member = world.load(member, record::NEXT);
    }
}

/// Adds `change` to the number of tasks that wait on a set.
pub fn count_waiting<M: Memory>(memory: &mut M, set: u32, change: u32) {
    let waiting = memory.load(set, set::WAITING);
    memory.store(set, set::WAITING, waiting.wrapping_add(change));
}
