//! What the ends of a stream do in each of their states.

use crate::guests::{A, B, End, Guests, STREAM};
use fuse_async::Trap;
use fuse_async::rt::layout::{BLOCKED, event, how, result};

/// Where elements are written from.
const SRC: u32 = 1000;
/// Where they are read to.
const DST: u32 = 2000;

/// What a copy of a stream tells.
const fn told(result: u32, count: u32) -> u32 {
    count << 4 | result
}

const fn completed(count: u32) -> u32 {
    told(result::COMPLETED, count)
}

const NOTHING: [u32; 3] = [event::NONE, 0, 0];

fn read_event(end: End, payload: u32) -> [u32; 3] {
    [event::STREAM_READ, end.index, payload]
}

fn write_event(end: End, payload: u32) -> [u32; 3] {
    [event::STREAM_WRITE, end.index, payload]
}

/// A stream between two instances, with numbers to write.
fn stream() -> (Guests, End, End) {
    let mut guests = Guests::new();
    let [readable, writable] = guests.divided_pair(STREAM);
    guests.fill(SRC, &[10, 11, 12, 13, 14, 15, 16, 17]);
    (guests, readable, writable)
}

/// A first operation waits; then what do others return, and which events are there in the end, of the reader and of the writer?
fn check(operations: &[(char, u32, u32)], reader: Option<u32>, writer: Option<u32>) {
    let (mut guests, readable, writable) = stream();
    for &(operation, length, expected) in operations {
        let (end, address) = match operation {
            'r' => (readable, DST),
            'w' => (writable, SRC),
            _ => unreachable!("`r` reads, and `w` writes"),
        };
        let returned = guests.copy(end, address, length);
        assert_eq!(
            returned,
            Ok(expected),
            "{operation}{length} of {operations:?}"
        );
    }
    let event = guests.event(readable);
    let expected = reader.map_or(NOTHING, |payload| read_event(readable, payload));
    assert_eq!(event, expected, "the reader after {operations:?}");
    let event = guests.event(writable);
    let expected = writer.map_or(NOTHING, |payload| write_event(writable, payload));
    assert_eq!(event, expected, "the writer after {operations:?}");
}

#[test]
fn elements_go_from_end_to_end() {
    let (mut guests, readable, writable) = stream();
    assert_eq!(guests.copy(readable, DST, 5), Ok(BLOCKED));
    assert_eq!(guests.copy(writable, SRC, 2), Ok(completed(2)));
    assert_eq!(guests.copy(writable, SRC + 2, 4), Ok(completed(3)));
    assert_eq!(
        guests.read(DST, 6),
        [Some(10), Some(11), Some(12), Some(13), Some(14), None]
    );
    assert_eq!(guests.event(readable), read_event(readable, completed(5)));

    assert_eq!(guests.copy(writable, SRC, 5), Ok(BLOCKED));
    assert_eq!(guests.copy(readable, DST + 10, 2), Ok(completed(2)));
    assert_eq!(guests.copy(readable, DST + 20, 4), Ok(completed(3)));
    assert_eq!(guests.read(DST + 10, 3), [Some(10), Some(11), None]);
    assert_eq!(
        guests.read(DST + 20, 4),
        [Some(12), Some(13), Some(14), None]
    );
    assert_eq!(guests.event(writable), write_event(writable, completed(5)));
}

#[test]
fn the_second_one_copies_as_much_as_both_can() {
    check(
        &[('r', 3, BLOCKED), ('w', 3, completed(3))],
        Some(completed(3)),
        None,
    );
    check(
        &[('r', 3, BLOCKED), ('w', 5, completed(3))],
        Some(completed(3)),
        None,
    );
    check(
        &[('r', 3, BLOCKED), ('w', 2, completed(2))],
        Some(completed(2)),
        None,
    );
    check(
        &[('w', 3, BLOCKED), ('r', 3, completed(3))],
        None,
        Some(completed(3)),
    );
    check(
        &[('w', 3, BLOCKED), ('r', 5, completed(3))],
        None,
        Some(completed(3)),
    );
    check(
        &[('w', 3, BLOCKED), ('r', 2, completed(2))],
        None,
        Some(completed(2)),
    );
}

#[test]
fn progress_adds_up_until_it_is_told() {
    check(
        &[
            ('r', 5, BLOCKED),
            ('w', 1, completed(1)),
            ('w', 0, completed(0)),
            ('w', 3, completed(3)),
        ],
        Some(completed(4)),
        None,
    );
    check(
        &[
            ('w', 5, BLOCKED),
            ('r', 1, completed(1)),
            ('r', 0, completed(0)),
            ('r', 9, completed(4)),
        ],
        None,
        Some(completed(5)),
    );
}

#[test]
fn who_finds_a_full_buffer_waits() {
    check(
        &[('r', 2, BLOCKED), ('w', 2, completed(2)), ('w', 1, BLOCKED)],
        Some(completed(2)),
        None,
    );
    check(
        &[('r', 2, BLOCKED), ('w', 2, completed(2)), ('w', 0, BLOCKED)],
        Some(completed(2)),
        None,
    );
    check(
        &[('w', 2, BLOCKED), ('r', 2, completed(2)), ('r', 1, BLOCKED)],
        None,
        Some(completed(2)),
    );
}

#[test]
fn a_buffer_is_taken_back_with_the_event() {
    let (mut guests, readable, writable) = stream();
    assert_eq!(guests.copy(readable, DST, 5), Ok(BLOCKED));
    assert_eq!(guests.copy(writable, SRC, 2), Ok(completed(2)));
    assert_eq!(guests.event(readable), read_event(readable, completed(2)));
    assert_eq!(guests.event(readable), NOTHING);
    assert_eq!(guests.copy(writable, SRC, 2), Ok(BLOCKED));
    assert_eq!(guests.copy(readable, DST, 1), Ok(completed(1)));
    assert_eq!(guests.event(writable), write_event(writable, completed(1)));
    assert_eq!(guests.copy(readable, DST, 1), Ok(BLOCKED));
}

#[test]
fn a_copy_of_nothing_asks_whether_the_other_end_is_there() {
    check(
        &[('r', 0, BLOCKED), ('w', 2, BLOCKED)],
        Some(completed(0)),
        None,
    );
    check(&[('r', 2, BLOCKED), ('w', 0, completed(0))], None, None);
    check(&[('r', 0, BLOCKED), ('w', 0, completed(0))], None, None);
    check(
        &[('w', 0, BLOCKED), ('r', 2, BLOCKED)],
        None,
        Some(completed(0)),
    );
    check(&[('w', 2, BLOCKED), ('r', 0, completed(0))], None, None);
    check(
        &[('w', 0, BLOCKED), ('r', 0, BLOCKED)],
        None,
        Some(completed(0)),
    );
}

#[test]
fn a_reader_of_nothing_still_waits_after_a_write_of_nothing() {
    check(
        &[('r', 0, BLOCKED), ('w', 0, completed(0)), ('w', 1, BLOCKED)],
        Some(completed(0)),
        None,
    );
}

#[test]
fn a_reader_of_nothing_meets_writes_of_nothing_until_it_hears_of_one() {
    let (mut guests, readable, writable) = stream();
    assert_eq!(guests.copy(readable, DST, 0), Ok(BLOCKED));
    assert_eq!(guests.copy(writable, SRC, 2), Ok(BLOCKED));
    assert_eq!(guests.cancel(writable), Ok(result::CANCELLED));
    assert_eq!(guests.copy(writable, SRC, 0), Ok(completed(0)));
    assert_eq!(guests.event(readable), read_event(readable, completed(0)));
    assert_eq!(guests.copy(writable, SRC, 0), Ok(BLOCKED));
}

#[test]
fn an_end_copies_once_at_a_time() {
    let (mut guests, readable, writable) = stream();
    assert_eq!(guests.copy(readable, DST, 2), Ok(BLOCKED));
    assert_eq!(guests.copy(readable, DST, 2), Err(Trap::EndBusy));
    assert_eq!(guests.drop(readable), Err(Trap::EndBusy));
    assert_eq!(guests.copy(writable, SRC, 1), Ok(completed(1)));
    // Until it has heard of it, it copies.
    assert_eq!(guests.copy(readable, DST, 2), Err(Trap::EndBusy));
    assert_eq!(guests.drop(readable), Err(Trap::EndBusy));
    assert_eq!(guests.event(readable), read_event(readable, completed(1)));
    assert_eq!(guests.drop(readable), Ok(()));
}

#[test]
fn a_drop_ends_the_copy_of_the_other_end() {
    for count in 0..=3 {
        let (mut guests, readable, writable) = stream();
        assert_eq!(guests.copy(readable, DST, 3), Ok(BLOCKED));
        assert_eq!(guests.copy(writable, SRC, count), Ok(completed(count)));
        assert_eq!(guests.drop(writable), Ok(()));
        let told = told(result::DROPPED, count);
        assert_eq!(guests.event(readable), read_event(readable, told));
        assert_eq!(guests.copy(readable, DST, 0), Err(Trap::EndBusy));
        assert_eq!(guests.drop(readable), Ok(()));
    }
    let (mut guests, readable, writable) = stream();
    assert_eq!(guests.copy(writable, SRC, 3), Ok(BLOCKED));
    assert_eq!(guests.copy(readable, DST, 1), Ok(completed(1)));
    assert_eq!(guests.drop(readable), Ok(()));
    let told = told(result::DROPPED, 1);
    assert_eq!(guests.event(writable), write_event(writable, told));
    assert_eq!(guests.copy(writable, SRC, 0), Err(Trap::EndBusy));
    assert_eq!(guests.drop(writable), Ok(()));
}

#[test]
fn a_copy_after_the_drop_is_the_last_one() {
    for (dropped, left) in [(0, 1), (1, 0)] {
        let (mut guests, readable, writable) = stream();
        let ends = [readable, writable];
        assert_eq!(guests.drop(ends[dropped]), Ok(()));
        assert_eq!(guests.copy(ends[left], SRC, 2), Ok(result::DROPPED));
        assert_eq!(guests.copy(ends[left], SRC, 2), Err(Trap::EndBusy));
        assert_eq!(guests.drop(ends[left]), Ok(()));
        assert_eq!(guests.drop(ends[left]), Err(Trap::UnknownHandle));
    }
}

#[test]
fn an_idle_end_hears_of_the_drop_and_stays_idle() {
    let (mut guests, readable, writable) = stream();
    let set = guests.set(B);
    guests.join(readable, set);
    assert_eq!(guests.drop(writable), Ok(()));
    assert_eq!(guests.poll(B, set), read_event(readable, result::DROPPED));
    assert_eq!(guests.poll(B, set), NOTHING);
    assert_eq!(guests.copy(readable, DST, 2), Ok(result::DROPPED));

    let (mut guests, readable, writable) = stream();
    assert_eq!(guests.drop(readable), Ok(()));
    assert_eq!(guests.copy(writable, SRC, 2), Ok(result::DROPPED));
    // What it is told waits for it, though it knows already.
    assert_eq!(
        guests.event(writable),
        write_event(writable, result::DROPPED)
    );
    assert_eq!(guests.drop(writable), Ok(()));
}

#[test]
fn a_read_of_nothing_that_was_answered_hears_of_the_drop() {
    let (mut guests, readable, writable) = stream();
    assert_eq!(guests.copy(readable, DST, 0), Ok(BLOCKED));
    assert_eq!(guests.copy(writable, SRC, 2), Ok(BLOCKED));
    assert_eq!(guests.cancel(writable), Ok(result::CANCELLED));
    assert_eq!(guests.drop(writable), Ok(()));
    assert_eq!(
        guests.event(readable),
        read_event(readable, result::DROPPED)
    );
    assert_eq!(guests.copy(readable, DST, 0), Err(Trap::EndBusy));
}

#[test]
fn a_cancelled_copy_is_over() {
    let (mut guests, readable, writable) = stream();
    assert_eq!(guests.cancel(readable), Err(Trap::NotCopying));
    assert_eq!(guests.copy(readable, DST, 2), Ok(BLOCKED));
    assert_eq!(guests.cancel(writable), Err(Trap::NotCopying));
    assert_eq!(guests.cancel(readable), Ok(result::CANCELLED));
    assert_eq!(guests.cancel(readable), Err(Trap::NotCopying));
    assert_eq!(guests.event(readable), NOTHING);
    // Nobody waits.
    assert_eq!(guests.copy(writable, SRC, 2), Ok(BLOCKED));
    assert_eq!(guests.cancel(writable), Ok(result::CANCELLED));
    assert_eq!(guests.copy(readable, DST, 2), Ok(BLOCKED));
    assert_eq!(guests.copy(writable, SRC, 2), Ok(completed(2)));
}

#[test]
fn a_cancelled_copy_tells_how_far_it_came() {
    for count in 0..=3 {
        let (mut guests, readable, writable) = stream();
        assert_eq!(guests.copy(readable, DST, 3), Ok(BLOCKED));
        assert_eq!(guests.copy(writable, SRC, count), Ok(completed(count)));
        assert_eq!(guests.cancel(readable), Ok(told(result::CANCELLED, count)));
        assert_eq!(guests.event(readable), NOTHING);
        assert_eq!(guests.copy(writable, SRC, 1), Ok(BLOCKED));
        assert_eq!(guests.copy(readable, DST, 1), Ok(completed(1)));
    }
}

#[test]
fn a_copy_whose_other_end_was_dropped_is_not_cancelled() {
    let (mut guests, readable, writable) = stream();
    assert_eq!(guests.copy(readable, DST, 3), Ok(BLOCKED));
    assert_eq!(guests.copy(writable, SRC, 2), Ok(completed(2)));
    assert_eq!(guests.drop(writable), Ok(()));
    assert_eq!(guests.cancel(readable), Ok(told(result::DROPPED, 2)));
    assert_eq!(guests.copy(readable, DST, 3), Err(Trap::EndBusy));
    assert_eq!(guests.drop(readable), Ok(()));
}

#[test]
fn an_end_in_a_set_is_not_waited_for_otherwise() {
    let (mut guests, readable, _) = stream();
    let set = guests.set(B);
    guests.join(readable, set);
    assert_eq!(
        guests.copy_how(readable, DST, 3, how::NUMBERS),
        Err(Trap::InWaitableSet)
    );
    assert_eq!(guests.copy(readable, DST, 3), Ok(BLOCKED));
    assert_eq!(guests.cancel(readable), Err(Trap::InWaitableSet));
    assert_eq!(
        guests.cancel_how(readable, how::ASYNC),
        Ok(result::CANCELLED)
    );
}

#[test]
fn only_numbers_stay_in_an_instance() {
    let mut guests = Guests::new();
    let [readable, writable] = guests.pair(STREAM);
    guests.fill(SRC, &[1]);
    assert_eq!(guests.copy_how(readable, DST, 3, how::ASYNC), Ok(BLOCKED));
    for length in [0, 1] {
        let returned = guests.copy_how(writable, SRC, length, how::ASYNC);
        assert_eq!(returned, Err(Trap::SameInstance));
    }
    assert_eq!(guests.copy(writable, SRC, 1), Ok(completed(1)));

    let (mut guests, readable, writable) = stream();
    assert_eq!(guests.copy_how(readable, DST, 3, how::ASYNC), Ok(BLOCKED));
    assert_eq!(
        guests.copy_how(writable, SRC, 1, how::ASYNC),
        Ok(completed(1))
    );
}

#[test]
fn an_end_is_of_one_type_and_direction() {
    let (mut guests, readable, writable) = stream();
    let other = End {
        tag: STREAM + (1 << 8),
        ..readable
    };
    let swapped = End {
        tag: writable.tag,
        ..readable
    };
    let set = guests.set(B);
    let no_end = End {
        index: set,
        ..readable
    };
    for wrong in [other, swapped, no_end] {
        assert_eq!(guests.copy(wrong, DST, 1), Err(Trap::WrongHandleType));
        assert_eq!(guests.cancel(wrong), Err(Trap::WrongHandleType));
        assert_eq!(guests.drop(wrong), Err(Trap::WrongHandleType));
        assert_eq!(guests.pass(wrong, A), Err(Trap::WrongHandleType));
    }
    let free = End {
        index: 100,
        ..readable
    };
    assert_eq!(guests.copy(free, DST, 1), Err(Trap::UnknownHandle));
}
