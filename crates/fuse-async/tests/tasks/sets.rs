//! Waitable sets: which events are taken in which order, and by whom.

use crate::machine::{A, B, EXIT, Machine, OrTrap, YIELD, trap_of, wait_on};
use fuse_async::Trap;
use fuse_async::rt;
use fuse_async::rt::layout::{NO_LENDS, event, progress};

const RETURNED: u32 = progress::RETURNED;
const NOTHING: [u32; 3] = [event::NONE, 0, 0];

fn returned(subtask: u32) -> [u32; 3] {
    [event::SUBTASK, subtask, RETURNED]
}

/// Calls `body` as what the host called in instance A, with a function of B that returns in its second turn.
fn root(machine: &mut Machine, body: impl Fn(&mut Machine, u32) + 'static) {
    let callee = machine.lift(
        B,
        |_| YIELD,
        |machine, _| {
            machine.task_return();
            EXIT
        },
    );
    let edge = machine.lift_simple(A, move |machine| {
        body(machine, callee);
        machine.task_return();
        EXIT
    });
    let call = machine.export(edge);
    machine.settle();
    assert!(machine.exited(call));
}

#[test]
fn events_are_taken_in_the_order_in_which_the_waitables_were_made() {
    root(&mut Machine::new(), |machine, callee| {
        let [first, second, third] = [(); 3].map(|()| machine.call(A, callee) >> 4);
        let set = machine.set_of(A, &[third, first]);
        machine.join(A, second, set);
        assert_eq!(machine.wait(A, set), returned(first));
        rt::thread_yield(machine, 0).or_trap();
        assert_eq!(machine.poll(A, set), returned(second));
        assert_eq!(machine.poll(A, set), returned(third));
        assert_eq!(machine.poll(A, set), NOTHING);
    });
}

#[test]
fn calls_of_the_host_come_before_those_of_instances() {
    root(&mut Machine::new(), |machine, callee| {
        let own = machine.call(A, callee) >> 4;
        let handle = machine.host.subtask();
        let status = progress::STARTED | handle << 4;
        let theirs = rt::host_call_end(machine, status, A, 0, 64, NO_LENDS).or_trap() >> 4;
        let set = machine.set_of(A, &[own, theirs]);
        machine.host.returned(handle);
        rt::thread_yield(machine, 0).or_trap();
        assert_eq!(machine.poll(A, set), returned(theirs));
        assert_eq!(machine.poll(A, set), returned(own));
    });
}

#[test]
fn a_waitable_takes_its_event_to_another_set() {
    root(&mut Machine::new(), |machine, callee| {
        let subtask = machine.call(A, callee) >> 4;
        let old = machine.set_of(A, &[subtask]);
        rt::thread_yield(machine, 0).or_trap();
        let new = machine.set_of(A, &[subtask]);
        assert_eq!(machine.poll(A, old), NOTHING);
        machine.join(A, subtask, 0);
        assert_eq!(machine.poll(A, new), NOTHING);
        machine.join(A, subtask, new);
        assert_eq!(machine.wait(A, new), returned(subtask));
        for set in [old, new] {
            machine.join(A, subtask, 0);
            rt::set_drop(machine, A, set).or_trap();
        }
    });
}

#[test]
fn each_event_wakes_one_task() {
    let machine = &mut Machine::new();
    let waiter = machine.lift(
        A,
        |_| wait_on(3),
        |machine, event| {
            machine.note(format!("{event:?}"));
            machine.task_return();
            EXIT
        },
    );
    root(machine, move |machine, callee| {
        for _ in 0..2 {
            machine.call(A, callee);
        }
        let set = machine.set_of(A, &[1, 2]);
        assert_eq!(set, 3);
        // It runs in the same instance, which the root has for itself.
        assert_eq!(machine.call(B, waiter), progress::STARTING | 1 << 4);
        assert_eq!(machine.call(B, waiter), progress::STARTING | 2 << 4);
    });
    assert_eq!(machine.noted(), ["[1, 1, 2]", "[1, 2, 2]"]);
}

#[test]
fn a_task_whose_event_another_one_took_waits_again() {
    let machine = &mut Machine::new();
    let waiter = machine.lift(
        A,
        |_| wait_on(3),
        |machine, event| {
            machine.note(format!("waiter {event:?}"));
            machine.task_return();
            EXIT
        },
    );
    let taker = machine.lift(
        A,
        |_| YIELD,
        |machine, _| {
            let event = machine.poll(A, 3);
            machine.note(format!("taker {event:?}"));
            machine.task_return();
            EXIT
        },
    );
    root(machine, move |machine, callee| {
        for _ in 0..2 {
            machine.call(A, callee);
        }
        machine.set_of(A, &[1, 2]);
        machine.call(B, taker);
        machine.call(B, waiter);
    });
    let noted = machine.noted();
    assert_eq!(
        noted
            .iter()
            .filter(|note| note.starts_with("waiter"))
            .count(),
        1
    );
}

#[test]
fn a_set_in_use_is_not_dropped() {
    let machine = &mut Machine::new();
    root(machine, |machine, callee| {
        let subtask = machine.call(A, callee) >> 4;
        let set = machine.set_of(A, &[subtask]);
        assert_eq!(rt::set_drop(machine, A, set), Err(Trap::SetInUse));
    });
    let waiter = machine.lift_simple(B, |machine| wait_on(machine.set_new(B)));
    let edge = machine.lift_simple(A, move |machine| {
        machine.call(A, waiter);
        assert_eq!(rt::set_drop(machine, B, 1), Err(Trap::SetInUse));
        machine.task_return();
        EXIT
    });
    machine.export(edge);
}

#[test]
fn handles_are_of_the_kind_that_is_asked_for() {
    root(&mut Machine::new(), |machine, callee| {
        let subtask = machine.call(A, callee) >> 4;
        let set = machine.set_new(A);
        for index in [0, 9, u32::MAX] {
            let unknown = Err(Trap::UnknownHandle);
            assert_eq!(rt::set_wait(machine, A, 0, index), unknown);
            assert_eq!(rt::set_poll(machine, A, 0, index), unknown);
            assert_eq!(rt::set_drop(machine, A, index), unknown.map(drop));
            assert_eq!(rt::join(machine, A, index, set), unknown.map(drop));
            assert_eq!(rt::subtask_drop(machine, A, index), unknown.map(drop));
            assert_eq!(rt::subtask_cancel(machine, A, index), unknown);
        }
        let wrong = Err(Trap::WrongHandleType);
        assert_eq!(rt::set_wait(machine, A, 0, subtask), wrong);
        assert_eq!(rt::set_poll(machine, A, 0, subtask), wrong);
        assert_eq!(rt::set_drop(machine, A, subtask), wrong.map(drop));
        assert_eq!(rt::join(machine, A, set, set), wrong.map(drop));
        assert_eq!(rt::join(machine, A, subtask, subtask), wrong.map(drop));
        assert_eq!(rt::subtask_drop(machine, A, set), wrong.map(drop));
        assert_eq!(rt::subtask_cancel(machine, A, set), wrong);
        let joined = rt::join(machine, A, subtask, 9);
        assert_eq!(joined, Err(Trap::UnknownHandle));
    });
}

#[test]
fn a_callback_waits_on_a_set_that_there_is() {
    let machine = &mut Machine::new();
    let unknown = machine.lift_simple(B, |_| wait_on(3));
    let trap = trap_of(|| root(machine, move |machine, _| _ = machine.call(A, unknown)));
    assert_eq!(trap, Trap::UnknownHandle);
}

#[test]
fn a_subtask_is_dropped_when_its_resolution_was_delivered() {
    root(&mut Machine::new(), |machine, callee| {
        let subtask = machine.call(A, callee) >> 4;
        let too_early = Err(Trap::NotDelivered);
        assert_eq!(rt::subtask_drop(machine, A, subtask), too_early);
        rt::thread_yield(machine, 0).or_trap();
        assert_eq!(rt::subtask_drop(machine, A, subtask), too_early);
        let set = machine.set_of(A, &[subtask]);
        assert_eq!(machine.wait(A, set), returned(subtask));
        // It leaves the set.
        machine.subtask_drop(A, subtask);
        rt::set_drop(machine, A, set).or_trap();
    });
}

#[test]
fn what_a_function_waits_for_on_the_stack_joins_no_set() {
    let machine = &mut Machine::new();
    let slow = machine.lift(
        B,
        |_| YIELD,
        |machine, [event, ..]| {
            // What a function of A does that is not of async type, and is called from here.
            let joined = rt::join(machine, A, 1, 2);
            if event == event::TASK_CANCELLED {
                assert_eq!(joined, Ok(()));
                machine.join(A, 1, 0);
                return YIELD;
            }
            assert_eq!(joined, Err(Trap::Awaited));
            machine.note("tried");
            machine.task_return();
            EXIT
        },
    );
    root(machine, move |machine, _| {
        machine.call(A, slow);
        machine.set_new(A);
        let state = rt::subtask_cancel(machine, A, 1);
        assert_eq!(state, Ok(RETURNED));
        machine.set_of(A, &[1]);
    });
    assert_eq!(machine.noted(), ["tried"]);
}
