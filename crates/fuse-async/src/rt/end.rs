//! The ends of streams and futures: how they are made, passed on and dropped, and what they tell (CanonicalABI, `CopyEnd`).
//!
//! An end that is dropped tells the other one in any case, even if that does not copy. What an idle end is told changes nothing about it.

use super::host::{self, end as outer};
use super::layout::{
    BLOCKED, COPYING, DONE, IDLE, end, event, how, kind, result, shared, waitable as record,
};
use super::{World, block, record as records, waitable};
use crate::Trap;
use fuse_handles::rt::layout::slot;
use fuse_handles::rt::{Memory, heap, table};

/// The bits of what a copy tells that say how it ended; above them stands the number of elements.
const RESULT_BITS: u32 = 4;
/// From an end's kind to the code of its events.
const KIND_TO_EVENT: u32 = kind::STREAM - event::STREAM_READ;

/// What a guest names when it copies: elements of its memory, and by which built-in.
#[derive(Copy, Clone)]
pub struct Buffer {
    /// Where the elements are or go.
    pub address: u32,
    /// How many there are, or how many there is room for.
    pub length: u32,
    /// The number of the built-in.
    pub copy: u32,
}

/// *canon stream.new* and *canon future.new*
pub fn pair_new<M: Memory>(memory: &mut M, instance: u32, tag: u32) -> Result<u64, Trap> {
    let shared = records::alloc(memory, shared::SIZE)?;
    memory.clear(shared, shared::SIZE);
    memory.store(shared, shared::ENDS, 2);
    let readable = records::alloc(memory, end::SIZE)?;
    let writable = records::alloc(memory, end::SIZE)?;
    let read_index = records::add(memory, instance, tag, readable)?;
    let write_index = records::add(memory, instance, tag | kind::WRITABLE, writable)?;
    init(memory, readable, instance, read_index);
    init(memory, writable, instance, write_index);
    join(memory, readable, shared, writable);
    join(memory, writable, shared, readable);
    Ok(u64::from(read_index) | u64::from(write_index) << 32)
}

/// Fills the record of an idle end, but for what it shares with the other one.
pub fn init<M: Memory>(memory: &mut M, end: u32, instance: u32, index: u32) {
    waitable::init(memory, end, instance, index, waitable::END);
    memory.store(end, end::STATE, IDLE);
    memory.store(end, end::RESULT, 0);
}

/// Fills in the rest.
fn join<M: Memory>(memory: &mut M, end: u32, shared: u32, other: u32) {
    memory.store(end, end::SHARED, shared);
    memory.store(end, end::OTHER, other);
}

/// The record of the end `index`, which has to have this very tag.
#[inline(always)]
pub fn find<M: Memory>(memory: &M, instance: u32, tag: u32, index: u32) -> Result<u32, Trap> {
    let slot = table::find(memory, instance, index)?;
    match memory.load(slot, slot::TAG) {
        found if found == tag => Ok(memory.load(slot, slot::REP)),
        0 => Err(Trap::UnknownHandle),
        _ => Err(Trap::WrongHandleType),
    }
}

/// The record of the end `index`, by which a copy may start.
#[inline(always)]
pub fn find_idle<M: Memory>(
    memory: &M,
    instance: u32,
    tag: u32,
    index: u32,
    how: u32,
) -> Result<u32, Trap> {
    let end = find(memory, instance, tag, index)?;
    if memory.load(end, end::STATE) != IDLE {
        return Err(Trap::EndBusy);
    }
    check_set(memory, end, how)?;
    Ok(end)
}

/// Fails if a built-in that may wait is used on an end that is in a set.
#[inline(always)]
fn check_set<M: Memory>(memory: &M, end: u32, how: u32) -> Result<(), Trap> {
    match how & how::ASYNC == 0 && waitable::in_set(memory, end) {
        true => Err(Trap::InWaitableSet),
        false => Ok(()),
    }
}

/// Fails if the ends `end` and `pending` are of one instance, and their elements no numbers.
#[inline(always)]
pub fn check_instances<M: Memory>(
    memory: &M,
    end: u32,
    pending: u32,
    how: u32,
) -> Result<(), Trap> {
    let same = memory.load(end, record::INSTANCE) == memory.load(pending, record::INSTANCE);
    match same && how & how::NUMBERS == 0 {
        true => Err(Trap::SameInstance),
        false => Ok(()),
    }
}

/// Copies `count` elements between the buffer of an end with this tag, of which none is done, and that of the other end, of which
/// `done` are.
#[inline(always)]
pub fn transfer<W: World>(
    world: &mut W,
    tag: u32,
    buffer: Buffer,
    shared: u32,
    done: u32,
    count: u32,
) {
    let mine = (buffer.address, 0);
    let theirs = (world.load(shared, shared::ADDRESS), done);
    let their_copy = world.load(shared, shared::COPY);
    if is_writable(tag) {
        world.copy_elements(buffer.copy, their_copy, mine, theirs, count);
    } else {
        world.copy_elements(their_copy, buffer.copy, theirs, mine, count);
    }
}

/// Waits for the other end: the end's buffer is the pending one from now on.
#[inline(always)]
pub fn wait<W: World>(
    world: &mut W,
    end: u32,
    tag: u32,
    buffer: Buffer,
    how: u32,
) -> Result<u32, Trap> {
    let shared = world.load(end, end::SHARED);
    world.store(shared, shared::PENDING, end);
    world.store(shared, shared::ADDRESS, buffer.address);
    world.store(shared, shared::LENGTH, buffer.length);
    world.store(shared, shared::PROGRESS, 0);
    world.store(shared, shared::COPY, buffer.copy);
    world.store(end, end::STATE, COPYING);
    world.store(end, end::RESULT, 0);
    if how & how::ASYNC != 0 {
        return Ok(BLOCKED);
    }
    block::until_pending(world, end)?;
    waitable::take(world, end);
    Ok(deliver(world, end, tag))
}

/// The end, which waits, has copied `count` more elements: it will tell so, and goes on until it does (CanonicalABI, `OnCopy`).
pub fn progress<M: Memory>(memory: &mut M, end: u32, count: u32) {
    let shared = memory.load(end, end::SHARED);
    let done = memory.load(shared, shared::PROGRESS) + count;
    memory.store(shared, shared::PROGRESS, done);
    memory.store(end, end::RESULT, done << RESULT_BITS | result::COMPLETED);
    waitable::notify(memory, end);
}

/// What a copy returns that ended at once, after `count` elements.
pub fn completed(count: u32) -> u32 {
    count << RESULT_BITS | result::COMPLETED
}

/// The pending event of an end, which has been taken: code, index and payload. The end is what the event makes of it.
#[inline(always)]
pub fn event<M: Memory>(memory: &mut M, end: u32) -> (u32, u32, u32) {
    let instance = memory.load(end, record::INSTANCE);
    let index = memory.load(end, record::INDEX);
    let kind = records::kind(memory, instance, index);
    (kind - KIND_TO_EVENT, index, deliver(memory, end, kind))
}

/// What an end with this tag tells, which has been taken: it goes on, or is done.
#[inline(never)]
pub fn deliver<M: Memory>(memory: &mut M, end: u32, tag: u32) -> u32 {
    if memory.load(end, end::STATE) != COPYING {
        return result::DROPPED;
    }
    // The other end may have copied less than there is room for; it gets at the buffer no longer.
    reclaim(memory, end);
    let told = memory.load(end, end::RESULT);
    let state = if goes_on(told, tag) { IDLE } else { DONE };
    memory.store(end, end::STATE, state);
    told
}

/// Whether an end with this tag can copy again after what it was told.
pub fn goes_on(told: u32, tag: u32) -> bool {
    match is_future(tag) {
        true => told == result::CANCELLED,
        false => told & result::DROPPED == 0,
    }
}

/// Takes an end's buffer back, if the other end can still get at it.
fn reclaim<M: Memory>(memory: &mut M, end: u32) {
    let shared = memory.load(end, end::SHARED);
    if shared != 0 && memory.load(shared, shared::PENDING) == end {
        memory.store(shared, shared::PENDING, 0);
    }
}

/// *canon stream.cancel-read* and the other three
pub fn copy_cancel<W: World>(
    world: &mut W,
    instance: u32,
    tag: u32,
    index: u32,
    how: u32,
) -> Result<u32, Trap> {
    let end = find(world, instance, tag, index)?;
    if world.load(end, end::STATE) != COPYING || world.load(end, record::AWAITED) != 0 {
        return Err(Trap::NotCopying);
    }
    check_set(world, end, how)?;
    if !waitable::pending(world, end) && world.load(end, end::SHARED) == 0 {
        host::place(world, end, 0);
        return Ok(outer::ask(world, end));
    }
    if !waitable::pending(world, end) {
        reclaim(world, end);
        world.store(end, end::STATE, IDLE);
        return Ok(result::CANCELLED);
    }
    waitable::take(world, end);
    let told = deliver(world, end, tag);
    // A stream that has copied something says CANCELLED all the same.
    let cancelled = told & result::DROPPED == 0 && !is_future(tag);
    Ok(if cancelled {
        told | result::CANCELLED
    } else {
        told
    })
}

/// *canon stream.drop-readable* and the other three: gives the host's handle, if it has one of the end, which has to drop it as well.
pub fn end_drop<W: World>(world: &mut W, instance: u32, tag: u32, index: u32) -> Result<u32, Trap> {
    let end = find(world, instance, tag, index)?;
    let state = world.load(end, end::STATE);
    if state == COPYING {
        return Err(Trap::EndBusy);
    }
    if state != DONE && is_future(tag) && is_writable(tag) {
        return Err(Trap::FutureUnwritten);
    }
    records::remove(world, instance, index);
    waitable::unlink(world, end);
    let shared = world.load(end, end::SHARED);
    if shared == 0 {
        let handle = world.load(end, record::HOST_HANDLE);
        outer::release(world, end);
        return Ok(handle);
    }
    if world.load(shared, shared::ENDS) == 1 {
        heap::free(world, shared, shared::SIZE);
    } else {
        world.store(shared, shared::ENDS, 1);
        world.store(shared, shared::DROPPED, 1);
        let other = world.load(end, end::OTHER);
        tell_dropped(world, other, is_future(tag));
    }
    heap::free(world, end, end::SIZE);
    Ok(0)
}

/// Tells an end that the other one was dropped.
fn tell_dropped<M: Memory>(memory: &mut M, end: u32, future: bool) {
    if memory.load(end, end::STATE) == COPYING {
        if future && waitable::pending(memory, end) {
            return;
        }
        let told = memory.load(end, end::RESULT);
        memory.store(end, end::RESULT, told | result::DROPPED);
    }
    waitable::notify(memory, end);
}

/// A readable end is passed on (CanonicalABI, `lift_async_value` and `lower_stream`).
pub fn end_move<M: Memory>(
    memory: &mut M,
    src_instance: u32,
    dst_instance: u32,
    tag: u32,
    index: u32,
) -> Result<u32, Trap> {
    let end = find_idle(memory, src_instance, tag, index, 0)?;
    records::remove(memory, src_instance, index);
    let index = records::add(memory, dst_instance, tag, end)?;
    memory.store(end, record::INSTANCE, dst_instance);
    memory.store(end, record::INDEX, index);
    Ok(index)
}

/// Whether ends with this tag are those by which elements are written.
pub fn is_writable(tag: u32) -> bool {
    tag & kind::WRITABLE != 0
}

/// Whether ends with this tag are of futures.
pub fn is_future(tag: u32) -> bool {
    const FUTURE_BIT: u32 = kind::STREAM ^ kind::FUTURE;
    const { assert!(kind::STREAM & FUTURE_BIT == 0 && kind::FUTURE & FUTURE_BIT != 0) };
    tag & FUTURE_BIT != 0
}
