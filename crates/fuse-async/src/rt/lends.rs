//! Handles that are lent for as long as an asynchronous call goes on (CanonicalABI, `Subtask.add_lender`).

use super::layout::{lend, subtask, task};
use super::record;
use crate::Trap;
use fuse_handles::rt::layout::{LENDS, OFFERED, slot, stack};
use fuse_handles::rt::{Memory, heap, offer_take, table};

/// Bytes of an entry of the stack of lends: table, index.
const ENTRY: u32 = 8;

/// The lends made since there were `mark` of them last until the task's resolution is delivered.
pub fn lends_keep<M: Memory>(memory: &mut M, mark: u32, task: u32) -> Result<(), Trap> {
    let head = match memory.load(task, task::SUBTASK) {
        0 => task + task::LENDS,
        subtask => subtask + subtask::LENDS,
    };
    keep(memory, mark, head)
}

/// Moves the lends made since there were `mark` of them to the list whose head is at `head`.
#[inline(never)]
pub fn keep<M: Memory>(memory: &mut M, mark: u32, head: u32) -> Result<(), Trap> {
    let words = memory.load(LENDS, stack::BASE);
    let mut len = 4 * memory.load(LENDS, stack::LEN);
    while len > mark * ENTRY {
        len -= ENTRY;
        let table = memory.load(words + len, 0);
        let index = memory.load(words + len, 4);
        let record = record::alloc(memory, lend::SIZE)?;
        let next = memory.load(head, 0);
        memory.store(record, lend::NEXT, next);
        memory.store(record, lend::TABLE, table);
        memory.store(record, lend::INDEX, index);
        memory.store(head, 0, record);
    }
    memory.store(LENDS, stack::LEN, len / 4);
    Ok(())
}

/// Ends the lends of the list whose head is at `head`.
#[inline(always)]
pub fn end<M: Memory>(memory: &mut M, head: u32) {
    if memory.load(head, 0) != 0 {
        end_all(memory, head);
    }
}

#[inline(never)]
fn end_all<M: Memory>(memory: &mut M, head: u32) {
    let mut record = memory.load(head, 0);
    memory.store(head, 0, 0);
    while record != 0 {
        let table = memory.load(record, lend::TABLE) & !OFFERED;
        let index = memory.load(record, lend::INDEX);
        let slot = table::address(memory, table, index);
        let lends = memory.load(slot, slot::LENDS);
        memory.store(slot, slot::LENDS, lends - 1);
        let next = memory.load(record, lend::NEXT);
        heap::free(memory, record, lend::SIZE);
        record = next;
    }
}

/// The call has started for which the handles of the list are lent whose head is at `head`: those that were offered are gone.
#[inline(never)]
pub fn take_offered<M: Memory>(memory: &mut M, head: u32) -> Result<(), Trap> {
    let mut link = head;
    loop {
        let record = memory.load(link, 0);
        if record == 0 {
            return Ok(());
        }
        let table = memory.load(record, lend::TABLE);
        if table & OFFERED == 0 {
            link = record + lend::NEXT;
            continue;
        }
        let index = memory.load(record, lend::INDEX);
        offer_take(memory, table, index)?;
        let next = memory.load(record, lend::NEXT);
        memory.store(link, 0, next);
        heap::free(memory, record, lend::SIZE);
    }
}
