//! What each operation of the runtime does, and for which reason it traps.

use fuse_handles::Trap;
use fuse_handles::rt::layout::{STASH, error_context, own_tag, stack, table, table_header};
use fuse_handles::rt::{self, Arena, Memory};

/// The table of an instance that has handles to `FILE` and `LAMP`.
const HERE: u32 = table_header(0);
/// The table of another one.
const THERE: u32 = table_header(1);

const FILE: u32 = own_tag(0);
const LAMP: u32 = own_tag(1);

fn memory() -> Arena {
    Arena::new(16)
}

fn borrows(memory: &Arena, table: u32) -> u32 {
    memory.load(table, table::BORROWS)
}

#[test]
fn handles_count_from_one_and_the_one_freed_last_comes_back_first() {
    let memory = &mut memory();
    for index in 1..=4 {
        assert_eq!(rt::own_add(memory, HERE, FILE, 100 + index), Ok(index));
    }
    for index in [2, 4, 1] {
        assert_eq!(rt::own_take(memory, HERE, FILE, index), Ok(100 + index));
    }
    let added: Vec<_> = (0..5)
        .map(|rep| rt::own_add(memory, HERE, LAMP, rep))
        .collect();
    assert_eq!(added, [1, 4, 2, 5, 6].map(Ok));
    assert_eq!(rt::rep(memory, HERE, FILE, 3), Ok(103));
}

#[test]
fn an_index_of_no_handle_is_unknown() {
    let memory = &mut memory();
    assert_eq!(rt::rep(memory, HERE, FILE, 1), Err(Trap::UnknownHandle));
    assert_eq!(rt::own_add(memory, HERE, FILE, 7), Ok(1));
    assert_eq!(rt::own_add(memory, HERE, FILE, 8), Ok(2));
    assert_eq!(rt::own_take(memory, HERE, FILE, 2), Ok(8));
    for index in [0, 2, 3, 15, 16, 1 << 28, u32::MAX] {
        let unknown = Err(Trap::UnknownHandle);
        assert_eq!(rt::rep(memory, HERE, FILE, index), unknown);
        assert_eq!(rt::lend(memory, HERE, FILE, index), unknown);
        assert_eq!(rt::own_take(memory, HERE, FILE, index), unknown);
        assert_eq!(rt::own_move(memory, HERE, THERE, FILE, index), unknown);
        assert_eq!(rt::host_own_leave(memory, HERE, FILE, index), unknown);
        let dropped = rt::drop(memory, HERE, FILE, index);
        assert_eq!(dropped, Err(Trap::UnknownHandle));
    }
    assert_eq!(rt::rep(memory, THERE, FILE, 1), Err(Trap::UnknownHandle));
}

#[test]
fn a_handle_of_another_type_is_not_taken_for_one() {
    let memory = &mut memory();
    assert_eq!(rt::own_add(memory, HERE, FILE, 7), Ok(1));
    assert_eq!(rt::borrow_add(memory, HERE, FILE, 7), Ok(2));
    assert_eq!(rt::host_borrow_enter(memory, HERE, FILE, 7), Ok(3));
    for index in 1..=3 {
        let wrong = Err(Trap::WrongHandleType);
        assert_eq!(rt::rep(memory, HERE, LAMP, index), wrong);
        assert_eq!(rt::lend(memory, HERE, LAMP, index), wrong);
        assert_eq!(rt::own_take(memory, HERE, LAMP, index), wrong);
        assert_eq!(rt::own_move(memory, HERE, THERE, LAMP, index), wrong);
        let dropped = rt::drop(memory, HERE, LAMP, index);
        assert_eq!(dropped, Err(Trap::WrongHandleType));
        assert_eq!(rt::rep(memory, HERE, FILE, index), Ok(7));
    }
}

#[test]
fn an_owned_handle_moves_with_its_rep() {
    let memory = &mut memory();
    assert_eq!(rt::own_add(memory, HERE, FILE, 7), Ok(1));
    assert_eq!(rt::own_add(memory, THERE, LAMP, 8), Ok(1));
    assert_eq!(rt::own_move(memory, HERE, THERE, FILE, 1), Ok(2));
    assert_eq!(rt::rep(memory, HERE, FILE, 1), Err(Trap::UnknownHandle));
    assert_eq!(rt::rep(memory, THERE, FILE, 2), Ok(7));
    assert_eq!(rt::own_move(memory, THERE, THERE, FILE, 2), Ok(2));
}

#[test]
fn a_drop_tells_an_owned_handle_from_a_borrowed_one() {
    let memory = &mut memory();
    assert_eq!(rt::own_add(memory, HERE, FILE, u32::MAX), Ok(1));
    assert_eq!(rt::own_add(memory, HERE, FILE, 0), Ok(2));
    assert_eq!(rt::borrow_add(memory, HERE, FILE, 9), Ok(3));
    assert_eq!(rt::drop(memory, HERE, FILE, 1), Ok(0x1_ffff_ffff));
    assert_eq!(rt::drop(memory, HERE, FILE, 2), Ok(0x1_0000_0000));
    assert_eq!(rt::drop(memory, HERE, FILE, 3), Ok(0));
    for index in 1..=3 {
        let again = rt::drop(memory, HERE, FILE, index);
        assert_eq!(again, Err(Trap::UnknownHandle));
    }
}

#[test]
fn borrows_are_counted_in_the_table_that_has_them() {
    let memory = &mut memory();
    assert_eq!(rt::borrow_add(memory, HERE, FILE, 7), Ok(1));
    assert_eq!(rt::borrow_add(memory, HERE, FILE, 7), Ok(2));
    assert_eq!(rt::borrow_add(memory, THERE, LAMP, 8), Ok(1));
    assert_eq!((borrows(memory, HERE), borrows(memory, THERE)), (2, 1));
    assert_eq!(rt::drop(memory, HERE, FILE, 1), Ok(0));
    assert_eq!((borrows(memory, HERE), borrows(memory, THERE)), (1, 1));
    assert_eq!(rt::drop(memory, THERE, LAMP, 1), Ok(0));
    assert_eq!((borrows(memory, HERE), borrows(memory, THERE)), (1, 0));
}

#[test]
fn a_borrowed_handle_is_not_owned() {
    let memory = &mut memory();
    assert_eq!(rt::borrow_add(memory, HERE, FILE, 7), Ok(1));
    assert_eq!(rt::host_borrow_enter(memory, HERE, FILE, 9), Ok(2));
    for index in 1..=2 {
        let borrowed = Err(Trap::NotOwned);
        assert_eq!(rt::own_take(memory, HERE, FILE, index), borrowed);
        assert_eq!(rt::own_move(memory, HERE, THERE, FILE, index), borrowed);
        assert_eq!(rt::host_own_leave(memory, HERE, FILE, index), borrowed);
    }
    assert_eq!(borrows(memory, HERE), 2);
}

#[test]
fn a_lent_handle_stays_until_the_last_lend_ends() {
    let memory = &mut memory();
    assert_eq!(rt::own_add(memory, HERE, FILE, 7), Ok(1));
    let outer = rt::lends(memory);
    assert_eq!(rt::lend(memory, HERE, FILE, 1), Ok(7));
    let inner = rt::lends(memory);
    assert_eq!(rt::lend(memory, HERE, FILE, 1), Ok(7));
    assert_eq!(rt::lends(memory), 2);
    for mark in [inner, outer] {
        assert_eq!(rt::own_take(memory, HERE, FILE, 1), Err(Trap::Lent));
        let moved = rt::own_move(memory, HERE, THERE, FILE, 1);
        assert_eq!(moved, Err(Trap::Lent));
        assert_eq!(rt::drop(memory, HERE, FILE, 1), Err(Trap::Lent));
        assert_eq!(rt::rep(memory, HERE, FILE, 1), Ok(7));
        rt::lends_end(memory, mark);
        assert_eq!(rt::lends(memory), mark);
    }
    assert_eq!(rt::own_take(memory, HERE, FILE, 1), Ok(7));
}

#[test]
fn a_borrowed_handle_is_lent_without_a_count() {
    let memory = &mut memory();
    assert_eq!(rt::borrow_add(memory, HERE, FILE, 7), Ok(1));
    assert_eq!(rt::lend(memory, HERE, FILE, 1), Ok(7));
    assert_eq!(rt::lends(memory), 0);
    assert_eq!(rt::drop(memory, HERE, FILE, 1), Ok(0));
}

#[test]
fn a_lend_outlives_the_growth_of_its_table() {
    let memory = &mut memory();
    assert_eq!(rt::own_add(memory, HERE, FILE, 7), Ok(1));
    assert_eq!(rt::lend(memory, HERE, FILE, 1), Ok(7));
    for index in 2..200 {
        assert_eq!(rt::own_add(memory, HERE, FILE, index), Ok(index));
    }
    rt::lends_end(memory, 0);
    assert_eq!(rt::own_take(memory, HERE, FILE, 1), Ok(7));
}

#[test]
fn a_handle_of_the_host_is_held_once() {
    let memory = &mut memory();
    let held = Err(Trap::HeldHandle);
    assert_eq!(rt::host_own_enter(memory, HERE, FILE, 40), Ok(1));
    assert_eq!(rt::host_own_enter(memory, HERE, FILE, 40), held);
    assert_eq!(rt::host_own_enter(memory, THERE, FILE, 40), held);
    assert_eq!(rt::host_borrow_enter(memory, THERE, LAMP, 40), held);
    assert_eq!(rt::host_own_enter(memory, HERE, FILE, 41), Ok(2));
    assert_eq!(rt::own_move(memory, HERE, THERE, FILE, 1), Ok(1));
    assert_eq!(rt::host_own_enter(memory, HERE, FILE, 40), held);
    assert_eq!(rt::host_own_leave(memory, THERE, FILE, 1), Ok(40));
    assert_eq!(rt::host_own_enter(memory, HERE, FILE, 40), Ok(1));
}

#[test]
fn a_handle_that_the_host_lent_is_dropped_with_ours() {
    let memory = &mut memory();
    assert_eq!(rt::host_borrow_enter(memory, HERE, FILE, 40), Ok(1));
    assert_eq!(borrows(memory, HERE), 1);
    assert_eq!(rt::rep(memory, HERE, FILE, 1), Ok(40));
    assert_eq!(rt::borrow_add(memory, THERE, FILE, 40), Ok(1));
    assert_eq!(rt::drop(memory, THERE, FILE, 1), Ok(0));
    let held = rt::host_borrow_enter(memory, HERE, FILE, 40);
    assert_eq!(held, Err(Trap::HeldHandle));
    assert_eq!(rt::drop(memory, HERE, FILE, 1), Ok(40));
    assert_eq!(borrows(memory, HERE), 0);
    assert_eq!(rt::host_borrow_enter(memory, HERE, FILE, 40), Ok(1));
}

#[test]
fn a_dropped_handle_of_the_host_is_held_until_it_is_released() {
    let memory = &mut memory();
    assert_eq!(rt::host_own_enter(memory, HERE, FILE, 40), Ok(1));
    assert_eq!(rt::drop(memory, HERE, FILE, 1), Ok(1 << 32 | 40));
    let held = rt::host_own_enter(memory, HERE, FILE, 40);
    assert_eq!(held, Err(Trap::HeldHandle));
    assert_eq!(rt::host_release(memory, 40), Ok(()));
    for unknown in [40, 41, 1 << 20, u32::MAX] {
        let released = rt::host_release(memory, unknown);
        assert_eq!(released, Err(Trap::UnknownHandle));
    }
    assert_eq!(rt::host_own_enter(memory, HERE, FILE, 40), Ok(1));
}

#[test]
fn a_number_that_no_host_gives_is_no_handle() {
    let memory = &mut memory();
    for number in [1 << 28, u32::MAX] {
        let unknown = Err(Trap::UnknownHandle);
        assert_eq!(rt::host_own_enter(memory, HERE, FILE, number), unknown);
        assert_eq!(rt::host_borrow_enter(memory, HERE, FILE, number), unknown);
    }
    assert_eq!(memory.pages(), 1);
}

#[test]
fn handles_of_the_host_keep_apart_when_their_set_grows() {
    let memory = &mut memory();
    let handles = [2, 31, 33, 511, 513, 1024, 99_999];
    for handle in handles {
        assert!(rt::host_own_enter(memory, HERE, FILE, handle).is_ok());
    }
    let neighbours = |handle: u32| handle - 1..handle + 2;
    for number in handles.into_iter().flat_map(neighbours) {
        let released = rt::host_release(memory, number);
        assert_eq!(released.is_ok(), handles.contains(&number), "{number}");
    }
}

#[test]
fn stashed_words_lie_in_order_from_the_base() {
    let memory = &mut memory();
    for n in 0..100 {
        assert_eq!(rt::stash(memory, 16 * n, n, !n), Ok(()));
    }
    let base = memory.load(STASH, stack::BASE);
    assert_eq!(memory.load(STASH, stack::LEN), 300);
    for n in 0..100 {
        let entry = [0, 4, 8].map(|offset| memory.load(base + 12 * n, offset));
        assert_eq!(entry, [16 * n, n, !n]);
    }
}

/// An error context with a message of two words.
fn add_error_context(memory: &mut Arena, words: [u32; 2]) -> Result<u32, Trap> {
    let address = rt::scratch_realloc(memory, 0, 0, 1, 8)?;
    for (word, offset) in words.into_iter().zip([0, 4]) {
        memory.store(address, offset, word);
    }
    rt::error_context_new(memory, HERE, 8)
}

#[test]
fn an_error_context_is_there_until_its_last_handle_is_dropped() {
    let memory = &mut memory();
    assert_eq!(add_error_context(memory, [7, 8]), Ok(1));
    let context = rt::error_context_find(memory, HERE, 1).expect("it was added");
    assert_eq!(rt::error_context_copy(memory, HERE, THERE, 1), Ok(1));
    assert_eq!(rt::error_context_copy(memory, HERE, THERE, 1), Ok(2));
    for (table, index) in [(HERE, 1), (THERE, 1)] {
        assert_eq!(rt::error_context_drop(memory, table, index), Ok(()));
        let again = rt::error_context_drop(memory, table, index);
        assert_eq!(again, Err(Trap::UnknownHandle));
    }
    assert_eq!(rt::error_context_find(memory, THERE, 2), Ok(context));
    assert_eq!(memory.load(context, error_context::LENGTH), 8);
    assert_eq!(memory.load(context, error_context::MESSAGE + 4), 8);
    assert_eq!(rt::error_context_drop(memory, THERE, 2), Ok(()));
    // Its room is free for the next one.
    assert_eq!(add_error_context(memory, [9, 9]), Ok(1));
    assert_eq!(rt::error_context_find(memory, HERE, 1), Ok(context));
}

#[test]
fn an_error_context_is_no_resource() {
    let memory = &mut memory();
    assert_eq!(add_error_context(memory, [1, 2]), Ok(1));
    assert_eq!(rt::own_add(memory, HERE, FILE, 5), Ok(2));
    let wrong = Trap::WrongHandleType;
    assert_eq!(rt::rep(memory, HERE, FILE, 1), Err(wrong));
    assert_eq!(rt::own_take(memory, HERE, FILE, 1), Err(wrong));
    assert_eq!(rt::drop(memory, HERE, FILE, 1), Err(wrong));
    assert_eq!(rt::error_context_find(memory, HERE, 2), Err(wrong));
    assert_eq!(rt::error_context_copy(memory, HERE, THERE, 2), Err(wrong));
    assert_eq!(rt::error_context_drop(memory, HERE, 2), Err(wrong));
}

#[test]
fn a_copy_that_fits_nowhere_traps() {
    let memory = &mut memory();
    for size in [1 << 21, u32::MAX - 16, u32::MAX] {
        let block = rt::scratch_realloc(memory, 0, 0, 1, size);
        assert_eq!(block, Err(Trap::TooManyHandles));
    }
}
