//! Handles of the host's: which of them are held, and how they come and go.
//!
//! A guest's `realloc` sees the indices that the host wrote into its memory before they are translated, and may write others over them.
//! Hence a handle that enters must not be held already: so no instance gets at what another one holds.

use super::layout::{BORROWED, DROPS_HOST, HELD, LENDS, MAX_SLOTS, OFFERED, STASH, slot};
use super::memory::Memory;
use super::{heap, resource, stack, table as tables};
use crate::Trap;

/// Offsets in the set's head.
const WORDS: u32 = 0;
const COUNT: u32 = 4;

/// The words that the set has as soon as it has an element.
const FIRST_COUNT: u32 = 16;

/// Adds an owned handle that the host gave by its own index `handle`.
pub fn host_own_enter<M: Memory>(
    memory: &mut M,
    table: u32,
    tag: u32,
    handle: u32,
) -> Result<u32, Trap> {
    hold(memory, handle)?;
    resource::own_add(memory, table, tag, handle)
}

/// Adds a borrowed handle that the host gave by its own index `handle`, which is dropped together with ours.
pub fn host_borrow_enter<M: Memory>(
    memory: &mut M,
    table: u32,
    tag: u32,
    handle: u32,
) -> Result<u32, Trap> {
    hold(memory, handle)?;
    resource::add_borrowed(memory, table, tag | BORROWED | DROPS_HOST, handle)
}

/// Removes an owned handle of the host's that is not lent, and gives the host's own index.
pub fn host_own_leave<M: Memory>(
    memory: &mut M,
    table: u32,
    tag: u32,
    index: u32,
) -> Result<u32, Trap> {
    let handle = resource::own_take(memory, table, tag, index)?;
    host_release(memory, handle)?;
    Ok(handle)
}

/// Gives the host's own index for an owned handle that is not lent. The handle is lent, and removed as soon as the host has started the call
/// that it is passed to.
pub fn host_own_offer<M: Memory>(
    memory: &mut M,
    table: u32,
    tag: u32,
    index: u32,
) -> Result<u32, Trap> {
    let slot = resource::find_takable(memory, table, tag, index)?;
    stack::push(memory, LENDS, [table | OFFERED, index])?;
    memory.store(slot, slot::LENDS, 1);
    Ok(memory.load(slot, slot::REP))
}

/// Removes a handle that was offered, and that must not be lent to anybody else; `table` has the bit that says so.
pub fn offer_take<M: Memory>(memory: &mut M, table: u32, index: u32) -> Result<(), Trap> {
    let table = table & !OFFERED;
    let slot = tables::address(memory, table, index);
    let lends = memory.load(slot, slot::LENDS);
    if lends != 1 {
        return Err(Trap::Lent);
    }
    memory.store(slot, slot::LENDS, 0);
    let handle = memory.load(slot, slot::REP);
    tables::remove(memory, table, index, slot);
    host_release(memory, handle)
}

/// Forgets that a handle of the host's is held.
pub fn host_release<M: Memory>(memory: &mut M, handle: u32) -> Result<(), Trap> {
    if handle / u32::BITS < memory.load(HELD, COUNT) {
        let (address, bit) = position(memory, handle);
        let held = memory.load(address, 0);
        if held & bit != 0 {
            memory.store(address, 0, held ^ bit);
            return Ok(());
        }
    }
    Err(Trap::UnknownHandle)
}

/// Remembers that the word at `address` of a guest memory is to be `theirs` while the host looks, then `ours` again.
pub fn stash<M: Memory>(memory: &mut M, address: u32, ours: u32, theirs: u32) -> Result<(), Trap> {
    stack::push(memory, STASH, [address, ours, theirs])
}

/// Notes that a handle of the host's is held from now on.
fn hold<M: Memory>(memory: &mut M, handle: u32) -> Result<(), Trap> {
    if handle / u32::BITS >= memory.load(HELD, COUNT) {
        // No host has a handle of such a number, and a set with room for any number would be large.
        if handle >= MAX_SLOTS {
            return Err(Trap::UnknownHandle);
        }
        grow(memory, handle).ok_or(Trap::TooManyHandles)?;
    }
    let (address, bit) = position(memory, handle);
    let held = memory.load(address, 0);
    if held & bit != 0 {
        return Err(Trap::HeldHandle);
    }
    memory.store(address, 0, held | bit);
    Ok(())
}

/// The word with the handle's bit, and the bit.
fn position<M: Memory>(memory: &M, handle: u32) -> (u32, u32) {
    let address = memory.load(HELD, WORDS) + 4 * (handle / u32::BITS);
    (address, 1 << (handle % u32::BITS))
}

/// Makes room for `handle`, and for as many others as a power of two allows, if the memory can grow as far.
#[cold]
#[inline(never)]
fn grow<M: Memory>(memory: &mut M, handle: u32) -> Option<()> {
    let words = memory.load(HELD, WORDS);
    let count = memory.load(HELD, COUNT);
    let new_count = (handle / u32::BITS + 1)
        .next_power_of_two()
        .max(FIRST_COUNT);
    let larger = heap::resize(memory, words, 4 * count, 4 * new_count)?.get();
    memory.clear(larger + 4 * count, 4 * (new_count - count));
    memory.store(HELD, WORDS, larger);
    memory.store(HELD, COUNT, new_count);
    Some(())
}
