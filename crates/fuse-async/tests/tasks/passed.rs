//! What calls of the host's functions are passed: handles that are lent, handles that go to the host, and blocks of the runtime's memory.

use crate::machine::{A, EXIT, Machine, OrTrap, trap_of};
use fuse_async::Trap;
use fuse_async::rt;
use fuse_async::rt::layout::{RELAYED, event, progress};
use fuse_handles::rt as handles;
use fuse_handles::rt::layout::own_tag;

const STARTED: u32 = progress::STARTED;
const RETURNED: u32 = progress::RETURNED;
const FILE: u32 = own_tag(0);

/// The call's number.
const CALL: u32 = 7;

/// The host's own indices of the handles 1 and 2 of A.
const OURS: [u32; 2] = [40, 41];

/// Runs `body` in A, which has two handles of the host's.
fn root(machine: &mut Machine, body: impl Fn(&mut Machine) + 'static) {
    let edge = machine.lift_simple(A, move |machine| {
        for (handle, index) in OURS.into_iter().zip(1..) {
            let added = handles::host_own_enter(machine, A, FILE, handle);
            assert_eq!(added, Ok(index));
        }
        body(machine);
        machine.task_return();
        EXIT
    });
    let call = machine.export(edge);
    machine.settle();
    assert!(machine.exited(call));
    assert_eq!(handles::lends(machine), 0);
    assert_eq!(machine.host.held(), (0, 0));
}

/// Calls a function of the host that takes handle 1, and borrows 2; gives what the caller gets.
fn pass(machine: &mut Machine, status: u32) -> u32 {
    let mark = handles::lends(machine);
    let owned = handles::host_own_offer(machine, A, FILE, 1);
    let borrowed = handles::lend(machine, A, FILE, 2);
    assert_eq!([owned, borrowed], OURS.map(Ok));
    rt::host_call_end(machine, status, A, CALL, 64, mark).or_trap()
}

/// Takes a handle out of the table, as a call would that it is passed to.
fn take(machine: &mut Machine, index: u32) -> Result<u32, Trap> {
    handles::host_own_leave(machine, A, FILE, index)
}

/// What the caller is told next of the only subtask that it has.
fn told(machine: &mut Machine, set: u32) -> u32 {
    let [event, _, state] = machine.poll(A, set);
    assert_eq!(event, event::SUBTASK);
    state
}

#[test]
fn a_call_that_returns_at_once_ends_lends_and_takes_what_was_passed() {
    let machine = &mut Machine::new();
    root(machine, |machine| {
        assert_eq!(pass(machine, RETURNED), RETURNED);
        assert_eq!(take(machine, 1), Err(Trap::UnknownHandle));
        // The host may give the same handle back.
        let back = handles::host_own_enter(machine, A, FILE, OURS[0]);
        assert_eq!(back, Ok(1));
        assert_eq!([1, 2].map(|index| take(machine, index)), OURS.map(Ok));
    });
    assert_eq!(machine.noted(), ["result of 7 at 64"]);
}

#[test]
fn what_was_passed_is_gone_before_the_subtask_is_there() {
    let machine = &mut Machine::new();
    root(machine, |machine| {
        let handle = machine.host.subtask();
        let subtask = pass(machine, STARTED | handle << 4) >> 4;
        assert_eq!(subtask, 1);
        assert_eq!(take(machine, 1), Err(Trap::WrongHandleType));
        let set = machine.set_of(A, &[subtask]);
        machine.host.returned(handle);
        assert_eq!(take(machine, 2), Err(Trap::Lent));
        assert_eq!(told(machine, set), RETURNED);
        assert_eq!(take(machine, 2), Ok(OURS[1]));
        machine.subtask_drop(A, subtask);
    });
}

#[test]
fn what_is_passed_goes_when_the_call_starts() {
    let machine = &mut Machine::new();
    root(machine, |machine| {
        let handle = machine.host.subtask();
        let subtask = pass(machine, handle << 4) >> 4;
        let set = machine.set_of(A, &[subtask]);
        let lent = [Err(Trap::Lent); 2];
        assert_eq!([1, 2].map(|index| take(machine, index)), lent);
        machine.host.progress(handle, STARTED);
        assert_eq!(told(machine, set), STARTED);
        assert_eq!(take(machine, 1), Err(Trap::UnknownHandle));
        assert_eq!(take(machine, 2), Err(Trap::Lent));
        machine.host.returned(handle);
        assert_eq!(told(machine, set), RETURNED);
        assert_eq!(take(machine, 2), Ok(OURS[1]));
        machine.subtask_drop(A, subtask);
    });
}

#[test]
fn a_call_that_is_cancelled_before_it_started_leaves_handles_as_they_were() {
    let machine = &mut Machine::new();
    root(machine, |machine| {
        let handle = machine.host.subtask();
        let subtask = pass(machine, handle << 4) >> 4;
        let set = machine.set_of(A, &[subtask]);
        machine
            .host
            .progress(handle, progress::CANCELLED_BEFORE_STARTED);
        assert_eq!(told(machine, set), progress::CANCELLED_BEFORE_STARTED);
        assert_eq!([1, 2].map(|index| take(machine, index)), OURS.map(Ok));
        machine.subtask_drop(A, subtask);
    });
    assert_eq!(machine.noted(), [""; 0]);
}

#[test]
fn what_a_call_is_to_get_must_not_be_lent_when_it_starts() {
    let machine = &mut Machine::new();
    let trap = trap_of(|| {
        root(machine, |machine| {
            let handle = machine.host.subtask();
            let subtask = pass(machine, handle << 4) >> 4;
            let set = machine.set_of(A, &[subtask]);
            let other = machine.host.subtask();
            let mark = handles::lends(machine);
            handles::lend(machine, A, FILE, 1).or_trap();
            let status = STARTED | other << 4;
            rt::host_call_end(machine, status, A, CALL, 64, mark).or_trap();
            machine.host.progress(handle, STARTED);
            machine.poll(A, set);
        });
    });
    assert_eq!(trap, Trap::Lent);
}

#[test]
fn a_function_that_waits_gets_back_what_it_lent() {
    let machine = &mut Machine::new();
    root(machine, |machine| {
        let handle = machine.host.subtask();
        machine.host.meanwhile.push_back(Box::new(move |machine| {
            assert_eq!(take(machine, 2), Err(Trap::Lent));
            machine.host.returned(handle);
        }));
        let mark = handles::lends(machine);
        handles::host_own_offer(machine, A, FILE, 1).or_trap();
        handles::lend(machine, A, FILE, 2).or_trap();
        let status = STARTED | handle << 4;
        rt::host_call_await(machine, status, A, CALL, 64, mark).or_trap();
        assert_eq!(take(machine, 1), Err(Trap::UnknownHandle));
        assert_eq!(take(machine, 2), Ok(OURS[1]));
    });
}

/// Two blocks, by the one that was allocated last.
fn blocks(machine: &mut Machine) -> u32 {
    for size in [100, 100] {
        handles::scratch_realloc(machine, 0, 0, 8, size).or_trap();
    }
    handles::scratch_take(machine)
}

#[test]
fn blocks_are_freed_at_the_end_of_a_call() {
    let machine = &mut Machine::new();
    root(machine, |machine| {
        let first = blocks(machine);
        let mark = handles::lends(machine);
        let call = |machine: &mut Machine, status| {
            let again = blocks(machine);
            assert_eq!(again, first, "the blocks were freed in their order");
            rt::host_call_end(machine, status, A, CALL | RELAYED, again, mark).or_trap() >> 4
        };
        handles::scratch_free(machine, first);
        for end in [
            RETURNED,
            progress::CANCELLED_BEFORE_STARTED,
            progress::CANCELLED_BEFORE_RETURNED,
        ] {
            let handle = machine.host.subtask();
            let subtask = call(machine, handle << 4);
            let set = machine.set_of(A, &[subtask]);
            machine.host.progress(handle, end);
            assert_eq!(told(machine, set), end);
            machine.subtask_drop(A, subtask);
        }
        call(machine, RETURNED);
        call(machine, RETURNED);
    });
    let noted = machine.noted();
    assert!(noted[0].starts_with("result of 7 at "), "{noted:?}");
    assert_eq!(noted, [noted[0].as_str(); 3]);
}
