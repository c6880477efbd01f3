//! Error contexts: values that any number of handles in any tables name (CanonicalABI, *canon error-context.new*).

use super::layout::error_context::{HANDLES, LENGTH};
use super::layout::{ERROR_CONTEXT, scratch, slot};
use super::memory::Memory;
use super::scratch::scratch_take;
use super::{heap, table};
use crate::Trap;
use core::num::NonZeroU32;

/// Adds an error context, whose debug message of `length` bytes is all that has been copied into this memory.
pub fn error_context_new<M: Memory>(memory: &mut M, table: u32, length: u32) -> Result<u32, Trap> {
    let context = scratch_take(memory);
    memory.store(context, HANDLES, 0);
    memory.store(context, LENGTH, length);
    add(memory, table, context)
}

/// The address of an error context.
pub fn error_context_find<M: Memory>(memory: &M, table: u32, index: u32) -> Result<u32, Trap> {
    let slot = table::find(memory, table, index)?;
    match memory.load(slot, slot::TAG) {
        ERROR_CONTEXT => Ok(memory.load(slot, slot::REP)),
        0 => Err(Trap::UnknownHandle),
        _ => Err(Trap::WrongHandleType),
    }
}

/// Adds another handle to an error context.
pub fn error_context_copy<M: Memory>(
    memory: &mut M,
    src_table: u32,
    dst_table: u32,
    index: u32,
) -> Result<u32, Trap> {
    let context = error_context_find(memory, src_table, index)?;
    add(memory, dst_table, context)
}

/// Removes a handle, and with the last one the error context.
pub fn error_context_drop<M: Memory>(memory: &mut M, table: u32, index: u32) -> Result<(), Trap> {
    let context = error_context_find(memory, table, index)?;
    let slot = table::address(memory, table, index);
    table::remove(memory, table, index, slot);
    let handles = memory.load(context, HANDLES) - 1;
    memory.store(context, HANDLES, handles);
    if handles == 0 {
        let size = memory.load(context, scratch::SIZE);
        heap::free(memory, context, size);
    }
    Ok(())
}

/// Adds a handle. There are never 2^32 of them: so many slots fit into no memory.
#[inline(always)]
fn add<M: Memory>(memory: &mut M, table: u32, context: u32) -> Result<u32, Trap> {
    match add_slot(memory, table, context) {
        Some(index) => Ok(index.get()),
        None => Err(Trap::TooManyHandles),
    }
}

/// The index of the new slot; none is 0.
#[inline(never)]
fn add_slot<M: Memory>(memory: &mut M, table: u32, context: u32) -> Option<NonZeroU32> {
    let (index, _) = table::add(memory, table, ERROR_CONTEXT, context).ok()?;
    let handles = memory.load(context, HANDLES);
    memory.store(context, HANDLES, handles + 1);
    NonZeroU32::new(index)
}
