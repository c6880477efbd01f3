//! What the ends of a future do in each of their states.

use crate::guests::{A, End, FUTURE, Guests};
use fuse_async::Trap;
use fuse_async::rt::layout::{BLOCKED, event, how, result};

/// Where the value is.
const SRC: u32 = 1000;
/// Where it goes.
const DST: u32 = 2000;

const NOTHING: [u32; 3] = [event::NONE, 0, 0];

fn read_event(end: End, payload: u32) -> [u32; 3] {
    [event::FUTURE_READ, end.index, payload]
}

fn write_event(end: End, payload: u32) -> [u32; 3] {
    [event::FUTURE_WRITE, end.index, payload]
}

/// A future between two instances, with a value to write.
fn future() -> (Guests, End, End) {
    let mut guests = Guests::new();
    let [readable, writable] = guests.divided_pair(FUTURE);
    guests.fill(SRC, &[10]);
    (guests, readable, writable)
}

#[test]
fn a_value_is_read_once() {
    let (mut guests, readable, writable) = future();
    assert_eq!(guests.copy(readable, DST, 1), Ok(BLOCKED));
    assert_eq!(guests.copy(writable, SRC, 1), Ok(result::COMPLETED));
    assert_eq!(guests.read(DST, 1), [Some(10)]);
    assert_eq!(guests.copy(writable, SRC, 1), Err(Trap::EndBusy));
    assert_eq!(guests.copy(readable, DST, 1), Err(Trap::EndBusy));
    assert_eq!(
        guests.event(readable),
        read_event(readable, result::COMPLETED)
    );
    assert_eq!(guests.copy(readable, DST, 1), Err(Trap::EndBusy));
    assert_eq!(guests.pass(readable, A), Err(Trap::EndBusy));
    assert_eq!(guests.drop(writable), Ok(()));
    assert_eq!(guests.drop(readable), Ok(()));
}

#[test]
fn a_value_is_written_once() {
    let (mut guests, readable, writable) = future();
    assert_eq!(guests.copy(writable, SRC, 1), Ok(BLOCKED));
    assert_eq!(guests.drop(writable), Err(Trap::EndBusy));
    assert_eq!(guests.copy(readable, DST, 1), Ok(result::COMPLETED));
    assert_eq!(guests.read(DST, 1), [Some(10)]);
    assert_eq!(guests.copy(readable, DST, 1), Err(Trap::EndBusy));
    assert_eq!(
        guests.event(writable),
        write_event(writable, result::COMPLETED)
    );
    assert_eq!(guests.copy(writable, SRC, 1), Err(Trap::EndBusy));
    assert_eq!(guests.drop(readable), Ok(()));
    assert_eq!(guests.drop(writable), Ok(()));
}

#[test]
fn a_value_must_be_written() {
    let (mut guests, readable, writable) = future();
    assert_eq!(guests.drop(writable), Err(Trap::FutureUnwritten));
    assert_eq!(guests.copy(writable, SRC, 1), Ok(BLOCKED));
    assert_eq!(guests.cancel(writable), Ok(result::CANCELLED));
    assert_eq!(guests.drop(writable), Err(Trap::FutureUnwritten));
    assert_eq!(guests.drop(readable), Ok(()));
    // Whoever is told that nobody wants it has not tried to write it.
    assert_eq!(
        guests.event(writable),
        write_event(writable, result::DROPPED)
    );
    assert_eq!(guests.drop(writable), Err(Trap::FutureUnwritten));
    assert_eq!(guests.copy(writable, SRC, 1), Ok(result::DROPPED));
    assert_eq!(guests.copy(writable, SRC, 1), Err(Trap::EndBusy));
    assert_eq!(guests.drop(writable), Ok(()));
}

#[test]
fn a_write_ends_when_nobody_reads() {
    let (mut guests, readable, writable) = future();
    assert_eq!(guests.copy(writable, SRC, 1), Ok(BLOCKED));
    assert_eq!(guests.drop(readable), Ok(()));
    assert_eq!(
        guests.event(writable),
        write_event(writable, result::DROPPED)
    );
    assert_eq!(guests.copy(writable, SRC, 1), Err(Trap::EndBusy));
    assert_eq!(guests.drop(writable), Ok(()));
}

#[test]
fn what_is_told_of_a_value_stays_when_the_other_end_is_dropped() {
    let (mut guests, readable, writable) = future();
    assert_eq!(guests.copy(writable, SRC, 1), Ok(BLOCKED));
    assert_eq!(guests.copy(readable, DST, 1), Ok(result::COMPLETED));
    assert_eq!(guests.drop(readable), Ok(()));
    assert_eq!(
        guests.event(writable),
        write_event(writable, result::COMPLETED)
    );
    assert_eq!(guests.event(writable), NOTHING);
    assert_eq!(guests.drop(writable), Ok(()));
}

#[test]
fn an_end_that_is_done_hears_of_the_drop() {
    let (mut guests, readable, writable) = future();
    assert_eq!(guests.copy(writable, SRC, 1), Ok(BLOCKED));
    assert_eq!(guests.copy(readable, DST, 1), Ok(result::COMPLETED));
    assert_eq!(
        guests.event(writable),
        write_event(writable, result::COMPLETED)
    );
    assert_eq!(guests.drop(writable), Ok(()));
    assert_eq!(
        guests.event(readable),
        read_event(readable, result::DROPPED)
    );
    assert_eq!(guests.copy(readable, DST, 1), Err(Trap::EndBusy));
    assert_eq!(guests.drop(readable), Ok(()));
}

#[test]
fn a_copy_that_is_over_is_not_cancelled() {
    let (mut guests, readable, writable) = future();
    assert_eq!(guests.copy(readable, DST, 1), Ok(BLOCKED));
    assert_eq!(guests.copy(writable, SRC, 1), Ok(result::COMPLETED));
    assert_eq!(guests.cancel(readable), Ok(result::COMPLETED));
    assert_eq!(guests.cancel(readable), Err(Trap::NotCopying));
    assert_eq!(guests.copy(readable, DST, 1), Err(Trap::EndBusy));

    let (mut guests, readable, writable) = future();
    assert_eq!(guests.copy(writable, SRC, 1), Ok(BLOCKED));
    assert_eq!(guests.drop(readable), Ok(()));
    assert_eq!(guests.cancel(writable), Ok(result::DROPPED));
    assert_eq!(guests.drop(writable), Ok(()));
}

#[test]
fn a_cancelled_copy_can_be_tried_again() {
    let (mut guests, readable, writable) = future();
    for _ in 0..2 {
        assert_eq!(guests.copy(readable, DST, 1), Ok(BLOCKED));
        assert_eq!(guests.cancel(readable), Ok(result::CANCELLED));
        assert_eq!(guests.copy(writable, SRC, 1), Ok(BLOCKED));
        assert_eq!(guests.cancel(writable), Ok(result::CANCELLED));
    }
    assert_eq!(guests.copy(readable, DST, 1), Ok(BLOCKED));
    assert_eq!(guests.copy(writable, SRC, 1), Ok(result::COMPLETED));
}

#[test]
fn an_end_in_a_set_is_not_waited_for_otherwise() {
    let (mut guests, _, writable) = future();
    let set = guests.set(A);
    guests.join(writable, set);
    assert_eq!(
        guests.copy_how(writable, SRC, 1, how::NUMBERS),
        Err(Trap::InWaitableSet)
    );
    assert_eq!(guests.copy(writable, SRC, 1), Ok(BLOCKED));
    assert_eq!(guests.cancel(writable), Err(Trap::InWaitableSet));
    assert_eq!(
        guests.cancel_how(writable, how::ASYNC),
        Ok(result::CANCELLED)
    );
}

#[test]
fn only_numbers_stay_in_an_instance() {
    let mut guests = Guests::new();
    let [readable, writable] = guests.pair(FUTURE);
    guests.fill(SRC, &[1]);
    assert_eq!(guests.copy_how(writable, SRC, 1, how::ASYNC), Ok(BLOCKED));
    assert_eq!(
        guests.copy_how(readable, DST, 1, how::ASYNC),
        Err(Trap::SameInstance)
    );
    assert_eq!(guests.copy(readable, DST, 1), Ok(result::COMPLETED));
}
