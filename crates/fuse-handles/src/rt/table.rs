//! A table: adding, finding and removing slots, whatever kind of thing they hold (CanonicalABI, *Table State*).
//!
//! An index that is freed is the next one to be used again, so handles have the numbers that they have in the specification's table.

use super::heap;
use super::layout::table::{BASE, CAPACITY, FREE, LEN};
use super::layout::{MAX_SLOTS, slot};
use super::memory::Memory;
use crate::Trap;

/// The slots that a table has room for as soon as it holds one.
const FIRST_CAPACITY: u32 = 16;

/// Fills a slot, which is lent to nobody, and gives its index and its address.
pub fn add<M: Memory>(memory: &mut M, table: u32, tag: u32, rep: u32) -> Result<(u32, u32), Trap> {
    let free = memory.load(table, FREE);
    let (index, address) = if free != 0 {
        let address = address(memory, table, free);
        let next = memory.load(address, slot::REP);
        memory.store(table, FREE, next);
        (free, address)
    } else {
        if memory.load(table, LEN) == memory.load(table, CAPACITY) {
            grow(memory, table).ok_or(Trap::TooManyHandles)?;
        }
        let index = memory.load(table, LEN);
        memory.store(table, LEN, index + 1);
        let address = address(memory, table, index);
        // What is lent is not freed, so the count of a slot that was used before is 0 already.
        memory.store(address, slot::LENDS, 0);
        (index, address)
    };
    memory.store(address, slot::TAG, tag);
    memory.store(address, slot::REP, rep);
    Ok((index, address))
}

/// The address of the slot at an index that may be any number; the slot may be free.
pub fn find<M: Memory>(memory: &M, table: u32, index: u32) -> Result<u32, Trap> {
    if index >= memory.load(table, LEN) {
        return Err(Trap::UnknownHandle);
    }
    Ok(address(memory, table, index))
}

/// The address of the slot at an index that is known to be in the table.
pub fn address<M: Memory>(memory: &M, table: u32, index: u32) -> u32 {
    memory.load(table, BASE) + index * slot::SIZE
}

/// Frees the slot at `index`, whose address is `address`.
pub fn remove<M: Memory>(memory: &mut M, table: u32, index: u32, address: u32) {
    let free = memory.load(table, FREE);
    memory.store(address, slot::TAG, 0);
    memory.store(address, slot::REP, free);
    memory.store(table, FREE, index);
}

/// Doubles the room, if the memory can grow as far; the first time, uses up slot 0, which stays free for ever.
#[cold]
#[inline(never)]
fn grow<M: Memory>(memory: &mut M, table: u32) -> Option<()> {
    let base = memory.load(table, BASE);
    let capacity = memory.load(table, CAPACITY);
    let new_capacity = (2 * capacity).max(FIRST_CAPACITY);
    // So many slots as no table may have do not fit into a memory either: one check is enough for both.
    const { assert!(MAX_SLOTS.checked_mul(slot::SIZE).is_none()) };
    let size = new_capacity.checked_mul(slot::SIZE)?;
    let slots = heap::resize(memory, base, capacity * slot::SIZE, size)?.get();
    memory.store(table, BASE, slots);
    memory.store(table, CAPACITY, new_capacity);
    if capacity == 0 {
        memory.store(slots, slot::TAG, 0);
        memory.store(table, LEN, 1);
    }
    Some(())
}
