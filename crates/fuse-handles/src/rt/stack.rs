//! Growable stacks of words: the stashed words of guest memories, and the lends.

use super::heap;
pub use super::layout::stack::{BASE, CAPACITY, LEN};
use super::memory::Memory;
use crate::Trap;

/// The words that a stack has room for as soon as it holds one.
const FIRST_CAPACITY: u32 = 64;

/// Pushes words on the stack whose three words are at `stack`.
pub fn push<M: Memory, const N: usize>(
    memory: &mut M,
    stack: u32,
    words: [u32; N],
) -> Result<(), Trap> {
    const { assert!(N <= FIRST_CAPACITY as usize) };
    let count = N as u32;
    let len = memory.load(stack, LEN);
    if memory.load(stack, CAPACITY) - len < count {
        grow(memory, stack).ok_or(Trap::TooManyHandles)?;
    }
    let entry = memory.load(stack, BASE) + 4 * len;
    for (offset, word) in (0..).step_by(4).zip(words) {
        memory.store(entry, offset, word);
    }
    memory.store(stack, LEN, len + count);
    Ok(())
}

/// Doubles the room, if the memory can grow as far.
#[cold]
#[inline(never)]
fn grow<M: Memory>(memory: &mut M, stack: u32) -> Option<()> {
    let base = memory.load(stack, BASE);
    let capacity = memory.load(stack, CAPACITY);
    let new_capacity = (2 * capacity).max(FIRST_CAPACITY);
    let size = new_capacity.checked_mul(4)?;
    let words = heap::resize(memory, base, 4 * capacity, size)?;
    memory.store(stack, BASE, words.get());
    memory.store(stack, CAPACITY, new_capacity);
    Some(())
}
