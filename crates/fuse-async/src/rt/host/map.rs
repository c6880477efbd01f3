//! Which waitable a handle of the host's stands for.

use super::super::layout::HOST_MAP;
use crate::Trap;
use fuse_handles::rt::{Memory, heap};

/// Offsets in the map's head.
const WORDS: u32 = 0;
const COUNT: u32 = 4;

/// The words that the map has as soon as it has an element.
const FIRST_COUNT: u32 = 16;

/// No host has a handle of such a number.
const MAX_HANDLES: u32 = 1 << 28;

/// Notes that the host's handle stands for a waitable.
pub fn add<M: Memory>(memory: &mut M, handle: u32, record: u32) -> Result<(), Trap> {
    if handle >= memory.load(HOST_MAP, COUNT) {
        grow(memory, handle)?;
    }
    let words = memory.load(HOST_MAP, WORDS);
    memory.store(words + 4 * handle, 0, record);
    Ok(())
}

/// The waitable that a handle stands for, or 0.
pub fn find<M: Memory>(memory: &M, handle: u32) -> u32 {
    match handle < len(memory) {
        true => get(memory, handle),
        false => 0,
    }
}

/// The waitable that a handle stands for, which was added.
pub fn get<M: Memory>(memory: &M, handle: u32) -> u32 {
    let words = memory.load(HOST_MAP, WORDS);
    memory.load(words + 4 * handle, 0)
}

/// Forgets a handle.
pub fn remove<M: Memory>(memory: &mut M, handle: u32) {
    let words = memory.load(HOST_MAP, WORDS);
    memory.store(words + 4 * handle, 0, 0);
}

/// The first handle from this one on that stands for a waitable, or the number of handles there is room for.
#[inline(never)]
pub fn next<M: Memory>(memory: &M, from: u32) -> u32 {
    let count = memory.load(HOST_MAP, COUNT);
    let mut handle = from;
    while handle < count && get(memory, handle) == 0 {
        handle += 1;
    }
    handle
}

/// The number of handles that there is room for.
pub fn len<M: Memory>(memory: &M) -> u32 {
    memory.load(HOST_MAP, COUNT)
}

/// Makes room for `handle`, and for as many others as a power of two allows.
#[cold]
#[inline(never)]
fn grow<M: Memory>(memory: &mut M, handle: u32) -> Result<(), Trap> {
    if handle >= MAX_HANDLES {
        return Err(Trap::UnknownHandle);
    }
    let words = memory.load(HOST_MAP, WORDS);
    let count = memory.load(HOST_MAP, COUNT);
    let new_count = (handle + 1).next_power_of_two().max(FIRST_COUNT);
    let larger = heap::resize(memory, words, 4 * count, 4 * new_count);
    let larger = larger.ok_or(Trap::TooManyHandles)?.get();
    memory.clear(larger + 4 * count, 4 * (new_count - count));
    memory.store(HOST_MAP, WORDS, larger);
    memory.store(HOST_MAP, COUNT, new_count);
    Ok(())
}
