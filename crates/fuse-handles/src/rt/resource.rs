//! Resource handles: what the canonical ABI does with owned and borrowed ones (CanonicalABI, *Resource State*).
//!
//! The checks come in the specification's order: is it a handle, of this type, not lent, owned.

use super::layout::{BORROWED, DROPS_HOST, LENDS, OFFERED, VARIANT_BITS, slot, table as header};
use super::memory::Memory;
use super::{host, stack, table};
use crate::Trap;

/// Words of an entry in the stack of lends.
const LEND: u32 = 2;

/// Adds an owned handle.
pub fn own_add<M: Memory>(memory: &mut M, table: u32, tag: u32, rep: u32) -> Result<u32, Trap> {
    let (index, _) = table::add(memory, table, tag, rep)?;
    Ok(index)
}

/// Removes an owned handle that is not lent, and gives its rep.
pub fn own_take<M: Memory>(memory: &mut M, table: u32, tag: u32, index: u32) -> Result<u32, Trap> {
    let slot = find_takable(memory, table, tag, index)?;
    let rep = memory.load(slot, slot::REP);
    table::remove(memory, table, index, slot);
    Ok(rep)
}

/// The address of the slot of an owned handle that is not lent.
#[inline(always)]
pub(super) fn find_takable<M: Memory>(
    memory: &M,
    table: u32,
    tag: u32,
    index: u32,
) -> Result<u32, Trap> {
    let slot = table::find(memory, table, index)?;
    if memory.load(slot, slot::TAG) != tag || memory.load(slot, slot::LENDS) != 0 {
        return Err(untakable(memory, slot, tag));
    }
    Ok(slot)
}

/// Why a slot holds no owned handle that can be taken.
#[cold]
fn untakable<M: Memory>(memory: &M, slot: u32, tag: u32) -> Trap {
    match check(memory, slot, tag) {
        Err(trap) => trap,
        Ok(()) if memory.load(slot, slot::LENDS) != 0 => Trap::Lent,
        Ok(()) => Trap::NotOwned,
    }
}

/// Moves an owned handle that is not lent to another table.
pub fn own_move<M: Memory>(
    memory: &mut M,
    src_table: u32,
    dst_table: u32,
    tag: u32,
    index: u32,
) -> Result<u32, Trap> {
    let rep = own_take(memory, src_table, tag, index)?;
    own_add(memory, dst_table, tag, rep)
}

/// The rep of a handle, owned or borrowed.
pub fn rep<M: Memory>(memory: &M, table: u32, tag: u32, index: u32) -> Result<u32, Trap> {
    let slot = find(memory, table, tag, index)?;
    Ok(memory.load(slot, slot::REP))
}

/// The rep of a handle, which is lent until [`lends_end`] if it is owned.
///
/// A borrowed one needs no count: its owner is lent for as long, and nothing but a drop takes it out of the table.
pub fn lend<M: Memory>(memory: &mut M, table: u32, tag: u32, index: u32) -> Result<u32, Trap> {
    let slot = find(memory, table, tag, index)?;
    if memory.load(slot, slot::TAG) == tag {
        stack::push(memory, LENDS, [table, index])?;
        let lends = memory.load(slot, slot::LENDS);
        memory.store(slot, slot::LENDS, lends + 1);
    }
    Ok(memory.load(slot, slot::REP))
}

/// How many lends are outstanding.
pub fn lends<M: Memory>(memory: &M) -> u32 {
    memory.load(LENDS, stack::LEN) / LEND
}

/// Ends the lends made since there were `mark` of them.
pub fn lends_end<M: Memory>(memory: &mut M, mark: u32) {
    let words = memory.load(LENDS, stack::BASE);
    let mut len = memory.load(LENDS, stack::LEN);
    while len > mark * LEND {
        len -= LEND;
        let table = memory.load(words + 4 * len, 0) & !OFFERED;
        let index = memory.load(words + 4 * len, 4);
        let slot = table::address(memory, table, index);
        let lends = memory.load(slot, slot::LENDS);
        memory.store(slot, slot::LENDS, lends - 1);
    }
    memory.store(LENDS, stack::LEN, len);
}

/// Adds a borrowed handle and counts it in the table's scope.
pub fn borrow_add<M: Memory>(memory: &mut M, table: u32, tag: u32, rep: u32) -> Result<u32, Trap> {
    add_borrowed(memory, table, tag | BORROWED, rep)
}

/// Adds a borrowed handle whose whole tag is given.
pub(super) fn add_borrowed<M: Memory>(
    memory: &mut M,
    table: u32,
    tag: u32,
    rep: u32,
) -> Result<u32, Trap> {
    let (index, slot) = table::add(memory, table, tag, rep)?;
    let scope = match memory.load(table, header::SCOPE) {
        0 => table + header::BORROWS,
        scope => scope,
    };
    memory.store(slot, slot::SCOPE, scope);
    let borrows = memory.load(scope, 0);
    memory.store(scope, 0, borrows + 1);
    Ok(index)
}

/// Removes a handle: `1 << 32 | rep` for an owned one; for a borrowed one the host's handle that has to be dropped with it, or 0.
pub fn drop<M: Memory>(memory: &mut M, table: u32, tag: u32, index: u32) -> Result<u64, Trap> {
    let slot = find(memory, table, tag, index)?;
    if memory.load(slot, slot::LENDS) != 0 {
        return Err(Trap::Lent);
    }
    let found = memory.load(slot, slot::TAG);
    let rep = memory.load(slot, slot::REP);
    if found == tag {
        table::remove(memory, table, index, slot);
        return Ok(1 << 32 | u64::from(rep));
    }
    let host_handle = if found & DROPS_HOST != 0 {
        host::host_release(memory, rep)?;
        rep
    } else {
        0
    };
    let scope = memory.load(slot, slot::SCOPE);
    let borrows = memory.load(scope, 0);
    memory.store(scope, 0, borrows - 1);
    table::remove(memory, table, index, slot);
    Ok(host_handle.into())
}

/// The address of the slot of a handle of the type whose owned handles have this tag.
fn find<M: Memory>(memory: &M, table: u32, tag: u32, index: u32) -> Result<u32, Trap> {
    let slot = table::find(memory, table, index)?;
    check(memory, slot, tag)?;
    Ok(slot)
}

/// Whether a slot holds a handle of the type whose owned handles have this tag.
fn check<M: Memory>(memory: &M, slot: u32, tag: u32) -> Result<(), Trap> {
    match memory.load(slot, slot::TAG) {
        found if (found ^ tag) & !VARIANT_BITS == 0 => Ok(()),
        0 => Err(Trap::UnknownHandle),
        _ => Err(Trap::WrongHandleType),
    }
}
