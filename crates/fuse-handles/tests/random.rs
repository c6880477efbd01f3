//! Random operations on three tables do what the specification's tables do, traps included.

mod model;

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use fuse_handles::Intrinsic;
use fuse_handles::rt::layout::{
    MAX_SLOTS, STASH, error_context, own_tag, stack, table, table_header,
};
use fuse_handles::rt::{self, Arena, Memory};
use model::{Model, Number};

/// The tables, and as many types of guests'.
const TABLES: u32 = 3;
/// The types of the host's have the numbers from here on.
const HOST_TYPES: u32 = TABLES;
/// What the model takes for the type of error contexts, whose representation is the length of the message there.
const ERROR_CONTEXT: Number = u32::MAX;
/// All types.
const TYPES: u32 = HOST_TYPES + 2;

/// Operations in one script; an interpreter of the code is slow.
const MAX_OPERATIONS: usize = if cfg!(miri) { 300 } else { 5000 };

#[test]
fn tables_do_what_the_specifications_tables_do() {
    let test = arbtest(|u| {
        let mut pair = Pair::new();
        for _ in 0..u.int_in_range(0..=MAX_OPERATIONS)? {
            if u.is_empty() {
                break;
            }
            pair.step(u)?;
        }
        pair.compare();
        Ok(())
    });
    let test = test.size_max(1 << 20);
    if cfg!(miri) {
        test.size_max(4096).budget_ms(20_000);
    } else {
        test.budget_ms(2000);
    }
}

/// The model and the runtime after the same operations.
struct Pair {
    model: Model,
    memory: Arena,
    /// Handles of the host's that are in no table any more and were not released.
    dropped: Vec<u32>,
}

impl Pair {
    fn new() -> Pair {
        Pair {
            model: Model::default(),
            memory: Arena::new(256),
            dropped: Vec::new(),
        }
    }

    /// Does any operation that fused code can come to do, with any index and any handle of the host's.
    fn step(&mut self, u: &mut Unstructured) -> Result<()> {
        let (model, memory) = (&mut self.model, &mut self.memory);
        let number = u.int_in_range(0..=TABLES - 1)?;
        let table = table_header(number);
        let intrinsic = *u.choose(&Intrinsic::ALL)?;
        match intrinsic {
            Intrinsic::OwnAdd => {
                let (ty, rep) = (guest_type(u)?, u.arbitrary()?);
                let added = rt::own_add(memory, table, own_tag(ty), rep);
                assert_eq!(added, Ok(model.own_add(number, ty, rep)));
            }
            Intrinsic::OwnTake => {
                let (ty, index) = (any_type(u)?, index(u)?);
                let taken = rt::own_take(memory, table, own_tag(ty), index);
                assert_eq!(taken, model.own_take(number, ty, index));
                self.dropped.extend(taken.ok().filter(|_| is_host(ty)));
            }
            Intrinsic::OwnMove => {
                let (ty, index) = (any_type(u)?, index(u)?);
                let dst = u.int_in_range(0..=TABLES - 1)?;
                let moved = rt::own_move(memory, table, table_header(dst), own_tag(ty), index);
                assert_eq!(moved, model.own_move(number, dst, ty, index));
            }
            Intrinsic::Rep => {
                let (ty, index) = (any_type(u)?, index(u)?);
                let rep = rt::rep(memory, table, own_tag(ty), index);
                assert_eq!(rep, model.rep(number, ty, index));
            }
            Intrinsic::Lend => {
                let (ty, index) = (any_type(u)?, index(u)?);
                let rep = rt::lend(memory, table, own_tag(ty), index);
                assert_eq!(rep, model.lend(number, ty, index));
            }
            Intrinsic::Lends => assert_eq!(rt::lends(memory), model.lends()),
            Intrinsic::LendsEnd => {
                let mark = u.int_in_range(0..=model.lends())?;
                rt::lends_end(memory, mark);
                model.lends_end(mark);
            }
            Intrinsic::BorrowAdd => {
                let (ty, rep) = (any_type(u)?, u.arbitrary()?);
                let added = rt::borrow_add(memory, table, own_tag(ty), rep);
                assert_eq!(added, Ok(model.borrow_add(number, ty, rep)));
            }
            Intrinsic::Drop => {
                let (ty, index) = (any_type(u)?, index(u)?);
                let dropped = rt::drop(memory, table, own_tag(ty), index);
                assert_eq!(dropped, model.drop(number, ty, index));
                let owned = dropped.ok().filter(|result| result >> 32 != 0);
                let handle = owned.filter(|_| is_host(ty)).map(|result| result as u32);
                self.dropped.extend(handle);
            }
            Intrinsic::HostOwnEnter => {
                let (ty, handle) = (host_type(u)?, host_handle(u)?);
                let added = rt::host_own_enter(memory, table, own_tag(ty), handle);
                assert_eq!(added, model.host_own_enter(number, ty, handle));
            }
            Intrinsic::HostBorrowEnter => {
                let (ty, handle) = (host_type(u)?, host_handle(u)?);
                let added = rt::host_borrow_enter(memory, table, own_tag(ty), handle);
                assert_eq!(added, model.host_borrow_enter(number, ty, handle));
            }
            Intrinsic::HostOwnLeave => {
                let (ty, index) = (host_type(u)?, index(u)?);
                let handle = rt::host_own_leave(memory, table, own_tag(ty), index);
                assert_eq!(handle, model.host_own_leave(number, ty, index));
            }
            Intrinsic::HostOwnOffer => {
                let (ty, index) = (host_type(u)?, index(u)?);
                let handle = rt::host_own_offer(memory, table, own_tag(ty), index);
                assert_eq!(handle, model.host_own_offer(number, ty, index));
            }
            Intrinsic::HostRelease => {
                let unknown = Some(host_handle(u)?).filter(|handle| !model.holds(*handle));
                if let Some(handle) = self.dropped.pop().or(unknown) {
                    let released = rt::host_release(memory, handle);
                    assert_eq!(released, model.host_release(handle));
                }
            }
            Intrinsic::Stash => {
                let entry: [u32; 3] = u.arbitrary()?;
                let [address, ours, theirs] = entry;
                assert_eq!(rt::stash(memory, address, ours, theirs), Ok(()));
                model.stash(entry);
            }
            Intrinsic::ResultRealloc | Intrinsic::ResultFree => {
                let mut size = u.int_in_range(0..=200)?;
                let mut at = rt::result_realloc(memory, 0, 0, 1, size);
                while u.arbitrary()? {
                    let new_size = u.int_in_range(0..=200)?;
                    let old = at.expect("there is room");
                    at = rt::result_realloc(memory, old, size, 1, new_size);
                    size = new_size;
                }
                rt::result_free(memory, at.expect("there is room"), size);
            }
            Intrinsic::ScratchRealloc | Intrinsic::ScratchTake | Intrinsic::ScratchFree => {
                for _ in 0..u.int_in_range(0..=3)? {
                    copy(memory, u)?;
                }
                let block = rt::scratch_take(memory);
                rt::scratch_free(memory, block);
            }
            Intrinsic::ErrorContextNew => {
                let length = copy(memory, u)?;
                let added = rt::error_context_new(memory, table, length);
                assert_eq!(added, Ok(model.own_add(number, ERROR_CONTEXT, length)));
            }
            Intrinsic::ErrorContextFind => {
                let index = index(u)?;
                let found = rt::error_context_find(memory, table, index);
                if let Ok(context) = found {
                    check_copy(memory, context + error_context::MESSAGE);
                }
                let found = found.map(|context| memory.load(context, error_context::LENGTH));
                assert_eq!(found, model.rep(number, ERROR_CONTEXT, index));
            }
            Intrinsic::ErrorContextCopy => {
                let index = index(u)?;
                let dst = u.int_in_range(0..=TABLES - 1)?;
                let copied = rt::error_context_copy(memory, table, table_header(dst), index);
                let expected = model
                    .rep(number, ERROR_CONTEXT, index)
                    .map(|rep| model.own_add(dst, ERROR_CONTEXT, rep));
                assert_eq!(copied, expected);
            }
            Intrinsic::ErrorContextDrop => {
                let index = index(u)?;
                let dropped = rt::error_context_drop(memory, table, index);
                let expected = model.own_take(number, ERROR_CONTEXT, index).map(|_| ());
                assert_eq!(dropped, expected);
            }
        }
        Ok(())
    }

    /// Compares what fused code reads by itself.
    fn compare(&self) {
        for number in 0..TABLES {
            let borrows = self.memory.load(table_header(number), table::BORROWS);
            assert_eq!(borrows, self.model.borrows(number));
        }
        let stash = self.memory.load(STASH, stack::BASE) as usize / 4;
        let len = self.memory.load(STASH, stack::LEN) as usize;
        let words = self.memory.words()[stash..][..len].iter();
        assert!(words.eq(self.model.stashed().as_flattened()));
    }
}

/// Copies something into the runtime's memory as a transcoder does, with too much room and too little on the way; gives its length.
fn copy(memory: &mut Arena, u: &mut Unstructured) -> Result<u32> {
    let mut length = 4 * u.int_in_range(2..=20)?;
    let mut address = rt::scratch_realloc(memory, 0, 0, 1, length).expect("there is room");
    for offset in (0..length).step_by(4) {
        memory.store(address, offset, address + offset);
    }
    let written = address;
    for _ in 0..u.int_in_range(0..=2)? {
        let new = 4 * u.int_in_range(2..=200)?;
        address = rt::scratch_realloc(memory, address, length, 1, new).expect("there is room");
        for offset in (0..length.min(new)).step_by(4) {
            assert_eq!(memory.load(address, offset), written + offset);
        }
        for offset in (length..new).step_by(4) {
            memory.store(address, offset, written + offset);
        }
        length = new;
    }
    for offset in (0..length).step_by(4) {
        memory.store(address, offset, length ^ offset);
    }
    memory.store(address, 0, length);
    Ok(length)
}

/// What [`copy`] wrote lies there.
fn check_copy(memory: &Arena, address: u32) {
    let length = memory.load(address, 0);
    for offset in (4..length).step_by(4) {
        assert_eq!(memory.load(address, offset), length ^ offset);
    }
}

fn is_host(ty: Number) -> bool {
    ty >= HOST_TYPES
}

fn any_type(u: &mut Unstructured) -> Result<Number> {
    u.int_in_range(0..=TYPES - 1)
}

fn guest_type(u: &mut Unstructured) -> Result<Number> {
    u.int_in_range(0..=HOST_TYPES - 1)
}

fn host_type(u: &mut Unstructured) -> Result<Number> {
    u.int_in_range(HOST_TYPES..=TYPES - 1)
}

/// What a guest may give for a handle: mostly one of those that there are.
fn index(u: &mut Unstructured) -> Result<u32> {
    if u.ratio(1, 30)? {
        u.arbitrary()
    } else {
        u.int_in_range(0..=20)
    }
}

/// What a guest may leave in its memory where the host wrote a handle.
fn host_handle(u: &mut Unstructured) -> Result<u32> {
    match u.int_in_range(0..=50)? {
        0 => u.int_in_range(MAX_SLOTS..=u32::MAX),
        1..=5 => u.int_in_range(0..=40_000),
        _ => u.int_in_range(1..=60),
    }
}
