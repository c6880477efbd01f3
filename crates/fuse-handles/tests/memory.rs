//! How much memory the tables take: no more than what is held at one time asks for.

use fuse_handles::Trap;
use fuse_handles::rt::layout::{
    HEAP_END, MAX_SLOTS, MAX_TABLES, TABLES, own_tag, stack, table, table_header,
};
use fuse_handles::rt::{self, Arena, Memory, PAGE, heap};

const TABLE: u32 = table_header(0);
const FILE: u32 = own_tag(0);

/// Turns of a loop that is to change nothing; an interpreter of the code is slow.
const TURNS: u32 = if cfg!(miri) { 1000 } else { 10_000_000 };

/// More handles than any program is likely to hold.
const MANY: u32 = if cfg!(miri) { 1000 } else { 100_000 };

#[test]
fn what_comes_and_goes_takes_no_memory() {
    let memory = &mut Arena::new(2);
    for turn in 0..TURNS {
        assert_eq!(rt::own_add(memory, TABLE, FILE, turn), Ok(1));
        let dropped = rt::drop(memory, TABLE, FILE, 1);
        assert_eq!(dropped, Ok(1 << 32 | u64::from(turn)));
    }
    assert_eq!(memory.pages(), 2);
}

#[test]
fn lends_borrows_and_handles_of_the_host_take_no_memory_either() {
    let memory = &mut Arena::new(2);
    let other = table_header(1);
    for turn in 0..TURNS / 10 {
        let handle = turn % 1000;
        assert_eq!(rt::host_own_enter(memory, TABLE, FILE, handle), Ok(1));
        assert_eq!(rt::lend(memory, TABLE, FILE, 1), Ok(handle));
        assert_eq!(rt::borrow_add(memory, other, FILE, handle), Ok(1));
        assert_eq!(rt::drop(memory, other, FILE, 1), Ok(0));
        rt::lends_end(memory, 0);
        assert_eq!(rt::host_own_leave(memory, TABLE, FILE, 1), Ok(handle));
    }
    assert_eq!(memory.pages(), 2);
}

#[test]
fn a_table_grows_to_many_handles() {
    let memory = &mut Arena::new(256);
    for index in 1..=MANY {
        assert_eq!(rt::own_add(memory, TABLE, FILE, !index), Ok(index));
    }
    for index in (1..=MANY).rev() {
        assert_eq!(rt::rep(memory, TABLE, FILE, index), Ok(!index));
    }
    let pages = memory.pages();
    for index in 1..=MANY {
        assert_eq!(rt::own_take(memory, TABLE, FILE, index), Ok(!index));
    }
    for index in (1..=MANY).rev() {
        assert_eq!(rt::own_add(memory, TABLE, FILE, 0), Ok(index));
    }
    assert_eq!(memory.pages(), pages);
}

#[test]
fn what_a_table_leaves_behind_as_it_grows_serves_the_next_one() {
    let memory = &mut Arena::new(64);
    let fill = |memory: &mut Arena, table, handles| {
        for index in 1..=handles {
            assert_eq!(rt::own_add(memory, table, FILE, 0), Ok(index));
        }
    };
    fill(memory, TABLE, 1000);
    let end = memory.load(HEAP_END, 0);
    // The largest array that the first table has left is of 512 slots.
    fill(memory, table_header(1), 511);
    assert_eq!(memory.load(HEAP_END, 0), end);
    fill(memory, table_header(2), 256);
    assert_ne!(memory.load(HEAP_END, 0), end);
}

#[test]
fn a_table_has_as_many_handles_as_the_memory_has_room_for() {
    let memory = &mut Arena::new(2);
    let mut handles = 0;
    let trap = loop {
        match rt::own_add(memory, TABLE, FILE, 0) {
            Ok(_) => handles += 1,
            Err(trap) => break trap,
        }
    };
    // The heap's page is full with the array of 2048 slots, of which the first is not used.
    assert_eq!((trap, handles), (Trap::TooManyHandles, 2047));
    assert_eq!(rt::rep(memory, TABLE, FILE, 2047), Ok(0));
    let stashed = (0..).find_map(|n| rt::stash(memory, n, n, n).err());
    assert_eq!(stashed, Some(Trap::TooManyHandles));
    let held = rt::host_own_enter(memory, table_header(1), FILE, 1 << 24);
    assert_eq!(held, Err(Trap::TooManyHandles));
}

#[test]
fn a_table_has_no_more_handles_than_the_specification_allows() {
    let memory = &mut Arena::new(1);
    for field in [table::LEN, table::CAPACITY] {
        memory.store(TABLE, field, MAX_SLOTS);
    }
    let added = rt::own_add(memory, TABLE, FILE, 0);
    assert_eq!(added, Err(Trap::TooManyHandles));
}

#[test]
fn the_last_table_ends_before_the_heap_starts() {
    let memory = &mut Arena::new(3);
    let last = table_header(MAX_TABLES - 1);
    assert!(last + table::SIZE <= PAGE && last + 2 * table::SIZE > PAGE);
    assert_eq!(rt::own_add(memory, last, FILE, 7), Ok(1));
    assert_eq!(rt::own_add(memory, TABLE, FILE, 8), Ok(1));
    assert!(memory.load(last, table::BASE) >= PAGE);
    assert_eq!(rt::rep(memory, last, FILE, 1), Ok(7));
}

#[test]
fn the_heap_starts_where_the_initial_memory_ends() {
    let memory = &mut Arena::new(8);
    assert!(memory.grow(2));
    let block = heap::alloc(memory, 100).expect("the memory can grow");
    assert_eq!(block.get(), 3 * PAGE);
    assert_eq!(memory.pages(), 4);
}

#[test]
fn blocks_do_not_overlap_and_come_back() {
    let memory = &mut Arena::new(64);
    let sizes = [1, 4, 15, 16, 17, 31, 32, 33, 96, 100, 4096, 70_000];
    let mut blocks = Vec::new();
    for size in sizes {
        let block = heap::alloc(memory, size).expect("the memory can grow");
        assert_eq!(block.get() % 16, 0);
        blocks.push((block.get(), size));
    }
    let mut ranges: Vec<_> = blocks.iter().map(|(at, size)| (*at, at + size)).collect();
    ranges.sort();
    assert!(ranges.windows(2).all(|pair| pair[0].1 <= pair[1].0));
    let end = memory.load(HEAP_END, 0);
    for (block, size) in blocks {
        heap::free(memory, block, size);
        let again = heap::alloc(memory, size).expect("a block was freed");
        assert_eq!(again.get(), block);
    }
    assert_eq!(memory.load(HEAP_END, 0), end);
}

#[test]
fn what_no_memory_has_room_for_is_refused() {
    let memory = &mut Arena::new(2);
    for size in [PAGE + 1, 1 << 30, 1 << 31, (1 << 31) + 1, u32::MAX] {
        assert_eq!(heap::alloc(memory, size), None, "{size}");
    }
    assert!(heap::alloc(memory, PAGE).is_some());
    assert_eq!(heap::alloc(memory, 1), None);
}

#[test]
fn the_parts_of_the_first_page_lie_one_after_the_other() {
    use rt::layout::{FREE_BLOCKS, HELD, LENDS, STASH};
    const STACK: u32 = stack::CAPACITY + 4;
    let parts = [
        (HEAP_END, 4),
        (FREE_BLOCKS, 4 * 32),
        (STASH, STACK),
        (LENDS, STACK),
        (HELD, 8),
        (TABLES, MAX_TABLES * table::SIZE),
        (PAGE, 0),
    ];
    assert!(parts[0].0 >= 16);
    for pair in parts.windows(2) {
        assert!(pair[0].0 + pair[0].1 <= pair[1].0);
    }
}

#[test]
fn error_contexts_and_copies_that_come_and_go_take_no_memory() {
    let memory = &mut Arena::new(2);
    let other = table_header(1);
    for turn in 0..TURNS / 10 {
        let size = turn % 1000;
        let copy = rt::scratch_realloc(memory, 0, 0, 1, size).expect("there is room");
        let copy = rt::scratch_realloc(memory, copy, size, 1, 3 * size).expect("there is room");
        _ = rt::scratch_realloc(memory, copy, 3 * size, 1, size).expect("there is room");
        assert_eq!(rt::error_context_new(memory, TABLE, size), Ok(1));
        assert_eq!(rt::error_context_copy(memory, TABLE, other, 1), Ok(1));
        assert_eq!(rt::error_context_drop(memory, TABLE, 1), Ok(()));
        for size in [size, 8] {
            _ = rt::scratch_realloc(memory, 0, 0, 8, size).expect("there is room");
        }
        let blocks = rt::scratch_take(memory);
        rt::scratch_free(memory, blocks);
        assert_eq!(rt::error_context_drop(memory, other, 1), Ok(()));
    }
    assert_eq!(memory.pages(), 2);
}
