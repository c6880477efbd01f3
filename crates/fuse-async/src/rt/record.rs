//! Records on the heap, and the handles that name them.

use super::layout::kind;
use crate::Trap;
use core::num::NonZeroU32;
use fuse_handles::rt::layout::slot;
use fuse_handles::rt::{Memory, heap, table};

/// The bits of a tag that say of which kind a slot is.
const KIND_BITS: u32 = 0xf;

/// Room for a record.
#[inline(always)]
pub fn alloc<M: Memory>(memory: &mut M, size: u32) -> Result<u32, Trap> {
    match alloc_block(memory, size) {
        Some(record) => Ok(record.get()),
        None => Err(Trap::TooManyHandles),
    }
}

/// Room for a record of which many are made.
#[inline(always)]
pub fn reuse_or_alloc<M: Memory>(memory: &mut M, size: u32) -> Result<u32, Trap> {
    match heap::reuse(memory, size) {
        Some(record) => Ok(record.get()),
        None => alloc(memory, size),
    }
}

/// As [`heap::alloc`], but one function: there are many records.
#[inline(never)]
fn alloc_block<M: Memory>(memory: &mut M, size: u32) -> Option<NonZeroU32> {
    heap::alloc(memory, size)
}

/// Gives a record a handle.
#[inline(always)]
pub fn add<M: Memory>(memory: &mut M, instance: u32, kind: u32, record: u32) -> Result<u32, Trap> {
    match add_slot(memory, instance, kind, record) {
        Some(index) => Ok(index.get()),
        None => Err(Trap::TooManyHandles),
    }
}

/// The index of a new slot; none is 0.
#[inline(never)]
fn add_slot<M: Memory>(memory: &mut M, instance: u32, tag: u32, record: u32) -> Option<NonZeroU32> {
    match table::add(memory, instance, tag, record) {
        Ok((index, _)) => NonZeroU32::new(index),
        Err(_) => None,
    }
}

/// The record of the handle `index`, which has to be of one kind.
#[inline(always)]
pub fn find<M: Memory>(memory: &M, instance: u32, index: u32, kind: u32) -> Result<u32, Trap> {
    let slot = table::find(memory, instance, index)?;
    match memory.load(slot, slot::TAG) & KIND_BITS {
        found if found == kind => Ok(memory.load(slot, slot::REP)),
        0 => Err(Trap::UnknownHandle),
        _ => Err(Trap::WrongHandleType),
    }
}

/// The record of the handle `index`, which has to be a waitable.
#[inline(always)]
pub fn find_waitable<M: Memory>(memory: &M, instance: u32, index: u32) -> Result<u32, Trap> {
    let slot = table::find(memory, instance, index)?;
    match memory.load(slot, slot::TAG) & KIND_BITS {
        0 => Err(Trap::UnknownHandle),
        kind::SUBTASK => Ok(memory.load(slot, slot::REP)),
        kind if kind >= kind::STREAM => Ok(memory.load(slot, slot::REP)),
        _ => Err(Trap::WrongHandleType),
    }
}

/// Of which kind the handle `index` is, which is there.
pub fn kind<M: Memory>(memory: &M, instance: u32, index: u32) -> u32 {
    let slot = table::address(memory, instance, index);
    memory.load(slot, slot::TAG) & KIND_BITS
}

/// Frees the handle `index`, which is there.
pub fn remove<M: Memory>(memory: &mut M, instance: u32, index: u32) {
    let slot = table::address(memory, instance, index);
    table::remove(memory, instance, index, slot);
}
