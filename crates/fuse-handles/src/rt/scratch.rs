//! Room for values that are copied into this memory: what is called there in place of a guest's `realloc`.
//!
//! No guest code runs while fused code makes such a copy, so there is one at a time. When it is complete, its blocks are taken. What the
//! host copies are results of any number of calls; each block of those is freed when its contents have been copied to the caller.

use super::heap;
use super::layout::scratch::{HEAD, NEXT, SIZE};
use super::layout::{NOWHERE, SCRATCH};
use super::memory::Memory;
use crate::Trap;

/// Adds a block to the list; or if `old` is not 0, which is then what this gave last, makes another size of it.
pub fn scratch_realloc<M: Memory>(
    memory: &mut M,
    old: u32,
    _old_size: u32,
    _align: u32,
    new_size: u32,
) -> Result<u32, Trap> {
    let last = memory.load(SCRATCH, 0);
    let (block, size, next) = match old {
        0 => (0, 0, last),
        _ => (last, memory.load(last, SIZE), memory.load(last, NEXT)),
    };
    let new_size = new_size.checked_add(HEAD).ok_or(Trap::TooManyHandles)?;
    let block = heap::resize(memory, block, size, new_size);
    let block = block.ok_or(Trap::TooManyHandles)?.get();
    memory.store(block, NEXT, next);
    memory.store(block, SIZE, new_size);
    memory.store(SCRATCH, 0, block);
    Ok(block + HEAD)
}

/// Takes the list, by the block allocated last, or 0.
pub fn scratch_take<M: Memory>(memory: &mut M) -> u32 {
    let block = memory.load(SCRATCH, 0);
    memory.store(SCRATCH, 0, 0);
    block
}

/// Frees a list of blocks that was taken.
pub fn scratch_free<M: Memory>(memory: &mut M, mut block: u32) {
    while block != 0 {
        let next = memory.load(block, NEXT);
        let size = memory.load(block, SIZE);
        heap::free(memory, block, size);
        block = next;
    }
}

/// What the host calls as `realloc`: its blocks are in no list. It never makes nothing of something.
pub fn result_realloc<M: Memory>(
    memory: &mut M,
    old: u32,
    _old_size: u32,
    _align: u32,
    new_size: u32,
) -> Result<u32, Trap> {
    if new_size == 0 {
        return Ok(NOWHERE);
    }
    let (block, size) = match old {
        0 | NOWHERE => (0, 0),
        _ => (old - HEAD, memory.load(old - HEAD, SIZE)),
    };
    let new_size = new_size.checked_add(HEAD).ok_or(Trap::TooManyHandles)?;
    let block = heap::resize(memory, block, size, new_size);
    let block = block.ok_or(Trap::TooManyHandles)?.get();
    memory.store(block, SIZE, new_size);
    Ok(block + HEAD)
}

/// Frees what a string or a list lies in that the host has allocated. Nobody has to ask for room for one without elements, so that has none;
/// the topmost bit of a string's length is no part of it.
pub fn result_free<M: Memory>(memory: &mut M, address: u32, length: u32) {
    if length << 1 != 0 {
        let block = address - HEAD;
        let size = memory.load(block, SIZE);
        heap::free(memory, block, size);
    }
}
