//! The heap: blocks of memory whose sizes are powers of two.
//!
//! A block that is freed is kept for the next one of its size and never split or joined: what the runtime asks for are records of few
//! sizes, and arrays that double; an array leaves behind, while it grows, less than it has in the end.

use super::layout::{FREE_BLOCKS, HEAP_END};
use super::memory::{Memory, PAGE};
use core::num::NonZeroU32;

/// The smallest block is of `1 << MIN_CLASS` bytes; every block is aligned to as many.
const MIN_CLASS: u32 = 4;

/// The largest block is of `1 << MAX_CLASS` bytes.
const MAX_CLASS: u32 = 31;

/// Gives a block of at least `size` bytes, which may hold anything, or nothing if the memory cannot grow as far.
pub fn alloc<M: Memory>(memory: &mut M, size: u32) -> Option<NonZeroU32> {
    let class = class(size);
    if class > MAX_CLASS {
        return None;
    }
    match reuse(memory, size) {
        Some(block) => Some(block),
        None => extend(memory, 1 << class),
    }
}

/// Gives a block that was freed, if there is one of the size: what [`alloc`] does first, for a `size` that is a constant.
#[inline(always)]
pub fn reuse<M: Memory>(memory: &mut M, size: u32) -> Option<NonZeroU32> {
    let list = list(class(size));
    let block = NonZeroU32::new(memory.load(list, FREE_BLOCKS))?;
    let next = memory.load(block.get(), 0);
    memory.store(list, FREE_BLOCKS, next);
    Some(block)
}

/// Takes back the block that [`alloc`] gave for `size` bytes.
pub fn free<M: Memory>(memory: &mut M, block: u32, size: u32) {
    let list = list(class(size));
    let next = memory.load(list, FREE_BLOCKS);
    memory.store(block, 0, next);
    memory.store(list, FREE_BLOCKS, block);
}

/// Gives a block of at least `new_size` bytes that starts with what was in `block`, which is taken back if it is another one; `block` is
/// 0 if there was none.
#[cold]
#[inline(never)]
pub fn resize<M: Memory>(
    memory: &mut M,
    block: u32,
    size: u32,
    new_size: u32,
) -> Option<NonZeroU32> {
    if block == 0 {
        return alloc(memory, new_size);
    }
    if class(size) == class(new_size) {
        return NonZeroU32::new(block);
    }
    let other = alloc(memory, new_size)?;
    // Blocks end with a word.
    let kept = size.min(new_size).div_ceil(4) * 4;
    memory.copy(other.get(), block, kept);
    free(memory, block, size);
    Some(other)
}

/// The binary logarithm of the size of a block that has room for `size` bytes.
fn class(size: u32) -> u32 {
    let last = size.max(1 << MIN_CLASS) - 1;
    u32::BITS - last.leading_zeros()
}

/// Where, from [`FREE_BLOCKS`] on, the first free block's address is; the first word of a free block is the address of the next one.
fn list(class: u32) -> u32 {
    4 * class
}

/// Makes a block at the end of the heap.
fn extend<M: Memory>(memory: &mut M, size: u32) -> Option<NonZeroU32> {
    // The memory is never so large that its end is no address: `grow` below sees to that.
    let limit = memory.pages() * PAGE;
    let block = match memory.load(HEAP_END, 0) {
        0 => limit,
        end => end,
    };
    let end = block.checked_add(size)?;
    if end > limit {
        let pages = (end - limit).div_ceil(PAGE);
        let fits = memory.pages() + pages < 1 << 16;
        if !fits || !memory.grow(pages) {
            return None;
        }
    }
    memory.store(HEAP_END, 0, end);
    NonZeroU32::new(block)
}
