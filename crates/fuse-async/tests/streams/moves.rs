//! How ends are passed on, and what becomes of their handles and records.

use crate::guests::{A, B, End, FUTURE, Guests, STREAM};
use fuse_async::Trap;
use fuse_async::rt::layout::{BLOCKED, event, result};
use fuse_handles::rt::Memory;
use fuse_handles::rt::layout::HEAP_END;

#[test]
fn an_end_gets_a_handle_of_its_new_instance() {
    let mut guests = Guests::new();
    let [readable, writable] = guests.pair(STREAM);
    assert_eq!((readable.index, writable.index), (1, 2));
    let set = guests.set(B);
    assert_eq!(set, 1);
    let passed = guests.pass(readable, B).expect("it is idle");
    assert_eq!(passed.index, 2);
    assert_eq!(guests.drop(readable), Err(Trap::UnknownHandle));
    let [next, _] = guests.pair(STREAM);
    assert_eq!(next.index, 1);
    let back = guests.pass(passed, A).expect("it is idle");
    assert_eq!(back.index, 4);
}

#[test]
fn only_an_idle_end_outside_of_sets_is_passed_on() {
    let mut guests = Guests::new();
    let [readable, writable] = guests.pair(STREAM);
    let set = guests.set(A);
    guests.join(readable, set);
    assert_eq!(guests.pass(readable, B), Err(Trap::InWaitableSet));
    guests.join(readable, 0);
    assert_eq!(guests.copy(readable, 100, 1), Ok(BLOCKED));
    assert_eq!(guests.pass(readable, B), Err(Trap::EndBusy));
    assert_eq!(guests.drop(writable), Ok(()));
    assert_eq!(guests.pass(readable, B), Err(Trap::EndBusy));
    let told = [event::STREAM_READ, readable.index, result::DROPPED];
    assert_eq!(guests.event(readable), told);
    assert_eq!(guests.pass(readable, B), Err(Trap::EndBusy));
}

#[test]
fn a_writer_waits_while_the_other_end_is_passed_on() {
    for tag in [STREAM, FUTURE] {
        let mut guests = Guests::new();
        let [readable, writable] = guests.pair(tag);
        guests.fill(100, &[5]);
        assert_eq!(guests.copy(writable, 100, 1), Ok(BLOCKED));
        let readable = guests.pass(readable, B).expect("it is idle");
        assert!(guests.copy(readable, 200, 1).is_ok());
        assert_eq!(guests.read(200, 1), [Some(5)]);
    }
}

#[test]
fn what_an_end_is_told_goes_with_it() {
    let mut guests = Guests::new();
    let [readable, writable] = guests.pair(STREAM);
    assert_eq!(guests.drop(writable), Ok(()));
    guests.set(B);
    let passed = guests.pass(readable, B).expect("it is idle");
    let told = [event::STREAM_READ, passed.index, result::DROPPED];
    assert_eq!(guests.event(passed), told);
}

#[test]
fn events_of_older_pairs_come_first() {
    let mut guests = Guests::new();
    let pairs = [guests.pair(STREAM), guests.pair(FUTURE)];
    let set = guests.set(A);
    guests.fill(100, &[1, 2]);
    for [readable, writable] in pairs {
        assert_eq!(guests.copy(readable, 200, 1), Ok(BLOCKED));
        guests.join(readable, set);
        guests.join(writable, set);
    }
    let [[first, first_writable], [second, second_writable]] = pairs;
    assert_eq!(guests.copy(second_writable, 100, 1), Ok(result::COMPLETED));
    assert_eq!(guests.copy(first_writable, 100, 1), Ok(1 << 4));
    assert_eq!(
        guests.poll(A, set),
        [event::STREAM_READ, first.index, 1 << 4]
    );
    assert_eq!(guests.drop(first), Ok(()));
    let told = [event::STREAM_WRITE, first_writable.index, result::DROPPED];
    assert_eq!(guests.poll(A, set), told);
    assert_eq!(
        guests.poll(A, set),
        [event::FUTURE_READ, second.index, result::COMPLETED]
    );
    assert_eq!(guests.poll(A, set), [event::NONE, 0, 0]);
}

#[test]
fn elements_can_be_ends() {
    let mut guests = Guests::new();
    let [outer, outer_writable] = guests.divided_pair(STREAM);
    let inner: Vec<[End; 2]> = (0..20).map(|_| guests.pair(FUTURE)).collect();
    let handles: Vec<u32> = inner.iter().map(|[readable, _]| readable.index).collect();
    guests.fill(100, &handles);
    guests.of_ends = Some((A, B, FUTURE));
    assert_eq!(guests.copy(outer, 200, 20), Ok(BLOCKED));
    assert_eq!(guests.copy(outer_writable, 100, 20), Ok(20 << 4));
    assert_eq!(
        guests.event(outer),
        [event::STREAM_READ, outer.index, 20 << 4]
    );
    guests.of_ends = None;
    guests.fill(300, &[77]);
    for (at, [_, writable]) in (200..).zip(inner) {
        let index = guests.elements[&at];
        let readable = End {
            instance: B,
            tag: FUTURE,
            index,
        };
        assert_eq!(guests.copy(readable, 400, 1), Ok(BLOCKED));
        assert_eq!(guests.copy(writable, 300, 1), Ok(result::COMPLETED));
    }
}

#[test]
fn records_are_used_again() {
    let mut guests = Guests::new();
    let mut ends = Vec::new();
    for turn in 0..100 {
        let [readable, writable] = guests.divided_pair(STREAM);
        let set = guests.set(B);
        guests.join(readable, set);
        let order = if turn % 2 == 0 {
            [readable, writable]
        } else {
            [writable, readable]
        };
        for end in order {
            assert_eq!(guests.drop(end), Ok(()));
        }
        fuse_async::rt::set_drop(&mut guests, B, set).expect("it is empty");
        ends.push(guests.load(HEAP_END, 0));
    }
    assert_eq!(ends[0], ends[99]);
}
