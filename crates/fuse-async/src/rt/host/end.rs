//! Ends of streams and futures whose other end is the host's: the host copies, and tells what it has done.
//!
//! A readable end that an instance passes to the host gets a pair of the host's, once: its writable end is that of the pair from then on. What
//! the specification says of ends that are passed on keeps this small: a writable end is never passed, and a readable end only while it is idle
//! and in no set.

use super::super::end::{self as ends, find, find_idle, goes_on, is_future};
use super::super::layout::{
    ASK_HOST, BLOCKED, COPYING, DONE, EVENT, IDLE, end, how, result, shared, waitable as record,
};
use super::super::{World, block, record as records, set as sets, waitable};
use super::{count_outstanding, map, place, task};
use crate::Trap;
use fuse_handles::rt::{Memory, heap};

/// A readable end comes from the host, which calls it `handle` (CanonicalABI, `lower_stream`, `lower_future`).
pub fn end_take<W: World>(
    world: &mut W,
    instance: u32,
    tag: u32,
    handle: u32,
) -> Result<u32, Trap> {
    let end = records::alloc(world, end::SIZE)?;
    let index = records::add(world, instance, tag, end)?;
    ends::init(world, end, instance, index);
    entrust(world, end, handle)?;
    Ok(index)
}

/// A readable end is passed to the host (CanonicalABI, `lift_async_value`): gives the host's handle of it, or 0 if the host has none.
///
/// Then it still is what it was, and [`end_promote`] has to follow.
pub fn end_give<W: World>(world: &mut W, instance: u32, tag: u32, index: u32) -> Result<u32, Trap> {
    let end = find_idle(world, instance, tag, index, 0)?;
    let handle = world.load(end, record::HOST_HANDLE);
    if handle != 0 {
        records::remove(world, instance, index);
        release(world, end);
    }
    Ok(handle)
}

/// The host has made a pair, whose readable end it gets in place of this one. Gives whether the pair's writable end has to be dropped, as
/// the end that it would stand for was.
pub fn end_promote<W: World>(
    world: &mut W,
    instance: u32,
    tag: u32,
    index: u32,
    writable: u32,
) -> Result<u32, Trap> {
    let end = find(world, instance, tag, index)?;
    records::remove(world, instance, index);
    let shared = world.load(end, end::SHARED);
    let writer = world.load(end, end::OTHER);
    heap::free(world, end, end::SIZE);
    let dropped = world.load(shared, shared::DROPPED);
    let address = world.load(shared, shared::ADDRESS);
    let length = world.load(shared, shared::LENGTH);
    let copy = world.load(shared, shared::COPY);
    heap::free(world, shared, shared::SIZE);
    if dropped != 0 {
        return Ok(1);
    }
    entrust(world, writer, writable)?;
    // If some of it was read, the writer will hear of that, and come with the rest.
    if world.load(writer, end::STATE) == COPYING && !waitable::pending(world, writer) {
        count_outstanding(world, 1);
        let told = world.host_write(copy, writable, address, length);
        if told != BLOCKED {
            self::told(world, writer, told);
        }
    }
    Ok(0)
}

/// From now on the host copies for an end, which it knows by this handle.
fn entrust<W: World>(world: &mut W, end: u32, handle: u32) -> Result<(), Trap> {
    world.store(end, end::SHARED, 0);
    world.store(end, end::OTHER, 0);
    waitable::entrust(world, end, handle);
    let set = world.load(end, record::SET);
    if set != 0 {
        sets::follow(world, end, set);
    } else if world.load(end, record::AWAITED) != 0 {
        let home = task::active_set(world);
        place(world, end, home);
    }
    map::add(world, handle, end)
}

/// Frees the record of an end, which is in no table and no set. The host's handle is left.
pub fn release<W: World>(world: &mut W, end: u32) {
    place(world, end, 0);
    let handle = world.load(end, record::HOST_HANDLE);
    map::remove(world, handle);
    heap::free(world, end, end::SIZE);
}

/// Says that the host has to do something to this end.
#[cold]
#[inline(never)]
pub fn ask<M: Memory>(memory: &mut M, end: u32) -> u32 {
    let handle = memory.load(end, record::HOST_HANDLE);
    memory.store(EVENT, 0, handle);
    ASK_HOST
}

/// What the host's built-in has returned that reads or writes: gives what the instance's does.
pub fn end_copied<W: World>(world: &mut W, handle: u32, told: u32, how: u32) -> Result<u32, Trap> {
    let end = map::get(world, handle);
    if told != BLOCKED {
        settle(world, end, told);
        return Ok(told);
    }
    world.store(end, end::STATE, COPYING);
    count_outstanding(world, 1);
    if how & how::ASYNC != 0 {
        return Ok(BLOCKED);
    }
    let set = task::active_set(world);
    place(world, end, set);
    block::until_pending(world, end)?;
    place(world, end, 0);
    waitable::take(world, end);
    Ok(ends::deliver(world, end, kind(world, end)))
}

/// What the host's built-in has returned that cancels a copy; if the host has yet to see to it, it tells later what came of the copy.
pub fn end_cancelled<W: World>(world: &mut W, handle: u32, told: u32) -> u32 {
    let end = map::get(world, handle);
    if told != BLOCKED {
        count_outstanding(world, u32::MAX);
        settle(world, end, told);
    }
    let set = world.load(end, record::SET);
    if set != 0 {
        sets::follow(world, end, set);
    }
    told
}

/// The host tells what a copy has come to, or that its end is gone.
///
/// What an end has to tell already stays: the host says nothing but that its end is gone then, which only a stream tells as well.
pub fn told<W: World>(world: &mut W, end: u32, told: u32) {
    if world.load(end, end::STATE) == COPYING {
        if !waitable::pending(world, end) {
            count_outstanding(world, u32::MAX);
            world.store(end, end::RESULT, told);
        } else if !is_future(kind(world, end)) {
            let before = world.load(end, end::RESULT);
            world.store(end, end::RESULT, before | told & result::DROPPED);
        }
    }
    waitable::notify(world, end);
}

/// A copy has ended, of which nothing more is to be told.
fn settle<M: Memory>(memory: &mut M, end: u32, told: u32) {
    let kind = kind(memory, end);
    let state = if goes_on(told, kind) { IDLE } else { DONE };
    memory.store(end, end::STATE, state);
}

/// The kind of its slot.
fn kind<M: Memory>(memory: &M, end: u32) -> u32 {
    let instance = memory.load(end, record::INSTANCE);
    let index = memory.load(end, record::INDEX);
    records::kind(memory, instance, index)
}
