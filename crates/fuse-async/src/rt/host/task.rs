//! Host tasks: what they are woken by, and which tasks belong to them.
//!
//! The host gives control to a host task only if something happens that is in the waitable set that it waits on. To be woken from another
//! host task it has a stream without elements, whose readable end is in that set: a write wakes it.

use super::super::layout::{
    ACTIVE, CURRENT, EVENT, HOST_TASKS, ORPHANS, flag, host, set, task, wait, waitable,
};
use super::super::{World, queue, record, set as sets};
use super::{drain, map, place};
use crate::Trap;
use fuse_handles::rt::{Memory, heap};

/// A host task that has no tasks yet; it adopts the orphans.
pub fn new<W: World>(world: &mut W) -> Result<u32, Trap> {
    let host = record::alloc(world, host::SIZE)?;
    world.clear(host, host::SIZE);
    let next = world.load(HOST_TASKS, 0);
    world.store(host, host::NEXT, next);
    world.store(HOST_TASKS, 0, host);
    adopt(world, host);
    Ok(host)
}

/// Makes the orphans tasks of a host task.
fn adopt<W: World>(world: &mut W, host: u32) {
    let mut orphan = world.load(ORPHANS, 0);
    world.store(ORPHANS, 0, 0);
    while orphan != 0 {
        add(world, host, orphan);
        if world.load(orphan, task::WAIT) == wait::EVENT {
            let set = world.load(orphan, task::SET);
            sets::settle_in(world, set, orphan);
        }
        orphan = world.load(orphan, task::SIBLING);
    }
}

/// Makes a task one of a host task's.
pub fn add<M: Memory>(memory: &mut M, host: u32, task: u32) {
    memory.store(task, task::HOST, host);
    let tasks = memory.load(host, host::TASKS);
    memory.store(host, host::TASKS, tasks + 1);
}

/// Makes a new task one of the running task's host task, or of any that there is, or an orphan.
pub fn attribute<M: Memory>(memory: &mut M, task: u32) {
    let own = match memory.load(CURRENT, 0) {
        0 => memory.load(ACTIVE, 0),
        current => memory.load(current, task::HOST),
    };
    let host = match own {
        0 => memory.load(HOST_TASKS, 0),
        own => own,
    };
    if host != 0 {
        add(memory, host, task);
        return;
    }
    memory.store(task, task::HOST, 0);
    let sibling = memory.load(ORPHANS, 0);
    memory.store(task, task::SIBLING, sibling);
    memory.store(ORPHANS, 0, task);
}

/// A task is at its end.
pub fn forget<W: World>(world: &mut W, task: u32) {
    let host = world.load(task, task::HOST);
    if host == 0 {
        return forget_orphan(world, task);
    }
    if world.load(task, task::FLAGS) & flag::ROOT != 0 {
        world.store(host, host::ROOT, 0);
    }
    let tasks = world.load(host, host::TASKS) - 1;
    world.store(host, host::TASKS, tasks);
    if tasks == 0 && host != world.load(ACTIVE, 0) {
        // It has to tell the host that it is at its end.
        wake(world, host);
    }
}

#[cold]
fn forget_orphan<M: Memory>(memory: &mut M, task: u32) {
    let sibling = memory.load(task, task::SIBLING);
    let mut orphan = memory.load(ORPHANS, 0);
    if orphan == task {
        memory.store(ORPHANS, 0, sibling);
        return;
    }
    loop {
        let next = memory.load(orphan, task::SIBLING);
        if next == task {
            memory.store(orphan, task::SIBLING, sibling);
            return;
        }
        orphan = next;
    }
}

/// The host's waitable set of a host task.
#[inline(never)]
pub fn set_of<W: World>(world: &mut W, host: u32) -> u32 {
    match world.load(host, host::SET) {
        0 => {
            let set = world.host_set_new();
            world.store(host, host::SET, set);
            set
        }
        set => set,
    }
}

/// The host's waitable set of the active host task, or 0 if there is none.
pub fn active_set<W: World>(world: &mut W) -> u32 {
    match world.load(ACTIVE, 0) {
        0 => 0,
        host => set_of(world, host),
    }
}

/// Whether there are several host tasks.
pub fn others<M: Memory>(memory: &M) -> bool {
    match memory.load(HOST_TASKS, 0) {
        0 => false,
        host => memory.load(host, host::NEXT) != 0,
    }
}

/// A task is ready that may only go on in its own host task, which is not active.
#[cold]
pub fn hand_over<W: World>(world: &mut W, task: u32) {
    let host = world.load(task, task::HOST);
    queue::push(world, host + host::READY, task);
    wake(world, host);
}

/// Makes the host give control to a host task.
#[cold]
#[inline(never)]
pub fn wake<W: World>(world: &mut W, host: u32) {
    if world.load(host, host::WOKEN) != 0 {
        return;
    }
    world.store(host, host::WOKEN, 1);
    if world.load(host, host::READABLE) == 0 {
        let ends = world.host_stream_new();
        world.store(host, host::READABLE, ends as u32);
        world.store(host, host::WRITABLE, (ends >> 32) as u32);
    }
    let set = set_of(world, host);
    let readable = world.load(host, host::READABLE);
    let writable = world.load(host, host::WRITABLE);
    // There are no elements: any address will do.
    world.host_stream_read(readable, EVENT, 1);
    world.host_join(readable, set);
    world.host_stream_write(writable, EVENT, 1);
}

/// The host says that something was written to a stream: a host task was woken.
#[cold]
pub fn notice<W: World>(world: &mut W, readable: u32) {
    let mut host = world.load(HOST_TASKS, 0);
    while world.load(host, host::READABLE) != readable {
        host = world.load(host, host::NEXT);
    }
    world.store(host, host::WOKEN, 0);
    world.host_join(readable, 0);
}

/// Ends a host task that has no tasks any more.
pub fn end<W: World>(world: &mut W, host: u32) -> Result<(), Trap> {
    let set = world.load(host, host::SET);
    if set != 0 {
        if world.load(host, host::WOKEN) != 0 {
            drain(world, set)?;
        }
        unlink(world, host);
        move_rest(world, set);
        let readable = world.load(host, host::READABLE);
        if readable != 0 {
            let writable = world.load(host, host::WRITABLE);
            world.host_stream_drop_readable(readable);
            world.host_stream_drop_writable(writable);
        }
        world.host_set_drop(set);
    } else {
        unlink(world, host);
    }
    heap::free(world, host, host::SIZE);
    super::wake_one(world);
    Ok(())
}

/// Takes a host task out of the list of those that are alive.
fn unlink<M: Memory>(memory: &mut M, host: u32) {
    let mut link = HOST_TASKS;
    loop {
        let found = memory.load(link, 0);
        if found == host {
            let next = memory.load(host, host::NEXT);
            memory.store(link, 0, next);
            return;
        }
        link = found + host::NEXT;
    }
}

/// Moves what is left in a set of the host's to that of another host task, or to none.
fn move_rest<W: World>(world: &mut W, from: u32) {
    let mut handle = map::next(world, 0);
    while handle < map::len(world) {
        let record = map::get(world, handle);
        if world.load(record, waitable::HOST_SET) == from {
            let to = match world.load(HOST_TASKS, 0) {
                0 => 0,
                other => set_of(world, other),
            };
            place(world, record, to);
            let set = world.load(record, waitable::SET);
            if set != 0 {
                world.store(set, set::HOST_SET, to);
            }
        }
        handle = map::next(world, handle + 1);
    }
}
