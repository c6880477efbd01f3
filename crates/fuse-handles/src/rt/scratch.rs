//! Room for values that fused code copies into this memory: what it calls in place of a guest's `realloc`.
//!
//! No guest code runs while such a copy is made, so there is one at a time. When it is complete, its blocks are taken.

use super::heap;
use super::layout::SCRATCH;
use super::layout::scratch::{HEAD, NEXT, SIZE};
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
