//! Synchronous reads and writes: a task waits on the stack while others go on.

use crate::guests::{A, B, End, FUTURE, Guests, STREAM};
use fuse_async::Trap;
use fuse_async::rt;
use fuse_async::rt::layout::{code, event, how, result};

/// An edge; the callbacks of all are the same.
const EDGE: u32 = 0;
/// A read or write that waits.
const SYNC: u32 = how::NUMBERS;

/// The host has called a function of `B`, which has called one of `A`, which goes on by `callback`.
fn with_other_task(guests: &mut Guests, callback: impl FnOnce(&mut Guests) + 'static) {
    let root = rt::root_new(guests, B, EDGE, 0).expect("there is room");
    assert!(rt::task_enter(guests, root));
    rt::task_start(guests, root);
    let task = rt::task_new(guests, A, EDGE, 0, 0).expect("there is room");
    assert!(rt::task_enter(guests, task));
    rt::task_start(guests, task);
    guests.callbacks.push_back(Box::new(move |guests| {
        callback(guests);
        let task = rt::task_returning(guests).expect("it may return");
        rt::task_resolve(guests, task);
        code::EXIT
    }));
    rt::call_end(guests, task, code::YIELD, B).expect("it is parked");
}

#[test]
fn a_read_waits_for_a_write() {
    for tag in [STREAM, FUTURE] {
        let mut guests = Guests::new();
        let [readable, writable] = guests.divided_pair(tag);
        guests.fill(100, &[5]);
        with_other_task(&mut guests, move |guests| {
            let set = guests.set(B);
            let joined = rt::join(guests, B, readable.index, set);
            assert_eq!(joined, Err(Trap::Awaited));
            assert_eq!(guests.cancel(readable), Err(Trap::NotCopying));
            assert!(guests.copy(writable, 100, 1).is_ok());
        });
        let expected = if readable.is_future() {
            result::COMPLETED
        } else {
            1 << 4
        };
        assert_eq!(guests.copy_how(readable, 200, 1, SYNC), Ok(expected));
        assert_eq!(guests.read(200, 1), [Some(5)]);
        // It is awaited no longer, and has nothing more to tell.
        assert_eq!(guests.event(readable), [event::NONE, 0, 0]);
    }
}

#[test]
fn a_write_waits_until_it_is_told_how_far_it_came() {
    let mut guests = Guests::new();
    let [writable_side, readable] = divided_the_other_way(&mut guests);
    guests.fill(100, &[5, 6, 7]);
    with_other_task(&mut guests, move |guests| {
        assert_eq!(guests.copy(readable, 200, 1), Ok(1 << 4));
        assert_eq!(guests.copy(readable, 201, 1), Ok(1 << 4));
    });
    assert_eq!(guests.copy_how(writable_side, 100, 3, SYNC), Ok(2 << 4));
    assert_eq!(guests.read(200, 3), [Some(5), Some(6), None]);
}

/// A stream whose writable end is `B`'s, and whose readable end is `A`'s.
fn divided_the_other_way(guests: &mut Guests) -> [End; 2] {
    let pair = rt::pair_new(guests, B, STREAM).expect("there is room");
    let readable = End {
        instance: B,
        tag: STREAM,
        index: pair as u32,
    };
    let writable = End {
        instance: B,
        tag: STREAM + 1,
        index: (pair >> 32) as u32,
    };
    let readable = guests.pass(readable, A).expect("it is idle");
    [writable, readable]
}

#[test]
fn a_read_ends_with_the_other_end() {
    let mut guests = Guests::new();
    let [readable, writable] = guests.divided_pair(STREAM);
    with_other_task(&mut guests, move |guests| {
        assert_eq!(guests.drop(writable), Ok(()));
    });
    assert_eq!(guests.copy_how(readable, 200, 3, SYNC), Ok(result::DROPPED));
    assert_eq!(guests.copy_how(readable, 200, 3, SYNC), Err(Trap::EndBusy));
}

#[test]
fn what_needs_no_waiting_does_not_wait() {
    let mut guests = Guests::new();
    let [readable, writable] = guests.divided_pair(STREAM);
    guests.fill(100, &[5]);
    // Nothing runs: whoever had to wait would fail.
    assert!(guests.copy(writable, 100, 1).is_ok());
    assert_eq!(guests.copy_how(readable, 200, 1, SYNC), Ok(1 << 4));
    assert_eq!(
        guests.copy_how(readable, 200, 1, SYNC),
        Err(Trap::CannotBlock)
    );
}
