//! Cancellation: what the callee is told, and what the caller.

use crate::machine::{A, B, C, EXIT, Machine, OrTrap, YIELD, trap_of, wait_on};
use fuse_async::Trap;
use fuse_async::rt;
use fuse_async::rt::layout::{BLOCKED, event, progress};

const RETURNED: u32 = progress::RETURNED;
const BEFORE_STARTED: u32 = progress::CANCELLED_BEFORE_STARTED;
const BEFORE_RETURNED: u32 = progress::CANCELLED_BEFORE_RETURNED;
const TOLD: [u32; 3] = [event::TASK_CANCELLED, 0, 0];

fn root(machine: &mut Machine, body: impl Fn(&mut Machine) + 'static) {
    let edge = machine.lift_simple(A, move |machine| {
        body(machine);
        machine.task_return();
        EXIT
    });
    let call = machine.export(edge);
    machine.settle();
    assert!(machine.exited(call));
}

/// A function of B that gives `code` back, and is cancelled when it is told to.
fn parks(machine: &mut Machine, code: impl Fn(&mut Machine) -> u32 + 'static) -> u32 {
    machine.lift(B, code, |machine, event| {
        assert_eq!(event, TOLD);
        machine.note("told");
        machine.task_cancel();
        EXIT
    })
}

/// A function of B that waits for ever.
fn waits(machine: &mut Machine) -> u32 {
    parks(machine, |machine| wait_on(machine.set_new(B)))
}

#[test]
fn a_task_that_waits_is_told_at_once() {
    let machine = &mut Machine::new();
    let waits = waits(machine);
    let yields = parks(machine, |_| YIELD);
    root(machine, move |machine| {
        for edge in [waits, yields] {
            let subtask = machine.call(A, edge) >> 4;
            let state = rt::subtask_cancel(machine, A, subtask).or_trap();
            assert_eq!(
                (state, machine.noted()),
                (BEFORE_RETURNED, vec!["told".into()])
            );
            machine.subtask_drop(A, subtask);
            let subtask = machine.call(A, edge) >> 4;
            machine.set_of(A, &[subtask]);
            let state = rt::subtask_cancel_async(machine, A, subtask).or_trap();
            assert_eq!(
                (state, machine.noted()),
                (BEFORE_RETURNED, vec!["told".into()])
            );
            machine.subtask_drop(A, subtask);
        }
        // Nobody waits on it any more.
        rt::set_drop(machine, B, 1).or_trap();
    });
}

#[test]
fn a_task_that_has_not_started_never_does() {
    let machine = &mut Machine::new();
    let never = machine.lift_simple(B, |_| panic!("it does not start"));
    let callee = machine.lift_simple(B, |machine| {
        machine.task_return();
        EXIT
    });
    root(machine, move |machine| {
        rt::backpressure_inc(machine, B).or_trap();
        let subtasks = [(); 3].map(|()| machine.call(A, never) >> 4);
        let cancelled = rt::subtask_cancel(machine, A, subtasks[1]);
        assert_eq!(cancelled, Ok(BEFORE_STARTED));
        // Once they could start it is not too late.
        rt::backpressure_dec(machine, B).or_trap();
        let late = machine.call(A, callee) >> 4;
        for subtask in [subtasks[2], subtasks[0]] {
            let cancelled = rt::subtask_cancel_async(machine, A, subtask);
            assert_eq!(cancelled, Ok(BEFORE_STARTED));
            machine.subtask_drop(A, subtask);
        }
        let set = machine.set_of(A, &[late]);
        assert_eq!(machine.wait(A, set), [event::SUBTASK, late, RETURNED]);
        assert_eq!(machine.call(A, callee), RETURNED);
    });
}

#[test]
fn a_task_may_take_its_time_or_return_all_the_same() {
    let machine = &mut Machine::new();
    let slow = machine.lift(
        B,
        |_| YIELD,
        |machine, event| {
            machine.note(format!("{event:?}"));
            if event == TOLD {
                return YIELD;
            }
            machine.task_return();
            EXIT
        },
    );
    root(machine, move |machine| {
        machine.call(A, slow);
        assert_eq!(rt::subtask_cancel(machine, A, 1), Ok(RETURNED));
        assert_eq!(machine.noted(), ["[6, 0, 0]", "[0, 0, 0]"]);
        machine.subtask_drop(A, 1);
        machine.call(A, slow);
        assert_eq!(rt::subtask_cancel_async(machine, A, 1), Ok(BLOCKED));
        let set = machine.set_of(A, &[1]);
        assert_eq!(machine.wait(A, set), [event::SUBTASK, 1, RETURNED]);
        let late = rt::subtask_cancel(machine, A, 1);
        assert_eq!(late, Err(Trap::NotDelivered));
    });
}

#[test]
fn a_resolution_that_was_not_delivered_is_delivered_by_the_cancellation() {
    let machine = &mut Machine::new();
    let callee = machine.lift(
        B,
        |_| YIELD,
        |machine, _| {
            machine.task_return();
            EXIT
        },
    );
    root(machine, move |machine| {
        machine.call(A, callee);
        rt::thread_yield(machine, 0).or_trap();
        assert_eq!(rt::subtask_cancel(machine, A, 1), Ok(RETURNED));
        machine.subtask_drop(A, 1);
    });
}

#[test]
fn what_must_not_be_cancelled_traps() {
    let machine = &mut Machine::new();
    let slow = machine.lift(B, |machine| wait_on(machine.set_new(B)), |_, _| YIELD);
    let edge = machine.lift_simple(A, move |machine| {
        machine.call(A, slow);
        machine.set_of(A, &[1]);
        let in_set = rt::subtask_cancel(machine, A, 1);
        assert_eq!(in_set, Err(Trap::InWaitableSet));
        assert_eq!(rt::subtask_cancel_async(machine, A, 1), Ok(BLOCKED));
        let twice = Err(Trap::CancelledTwice);
        assert_eq!(rt::subtask_cancel_async(machine, A, 1), twice);
        assert_eq!(rt::subtask_cancel(machine, A, 1), twice);
        machine.task_return();
        EXIT
    });
    machine.export(edge);
}

#[test]
fn a_function_that_is_not_of_async_type_cancels_only_asynchronously() {
    let machine = &mut Machine::new();
    let waits = waits(machine);
    root(machine, move |machine| {
        machine.call(A, waits);
        let task = rt::sync_task_enter(machine, A).or_trap();
        let blocking = rt::subtask_cancel(machine, A, 1);
        assert_eq!(blocking, Err(Trap::CannotBlock));
        let state = rt::subtask_cancel_async(machine, A, 1);
        assert_eq!(state, Ok(BEFORE_RETURNED));
        rt::sync_task_leave(machine, task);
    });
}

#[test]
fn a_task_that_holds_its_instance_hears_of_it_when_it_waits_next() {
    let machine = &mut Machine::new();
    // B calls A, which cancels the call of B that is going on.
    let callee = machine.lift(
        B,
        |_| YIELD,
        |machine, event| {
            machine.note(format!("{event:?}"));
            if event == TOLD {
                machine.task_cancel();
                return EXIT;
            }
            let state = rt::subtask_cancel_async(machine, A, 1);
            assert_eq!(state, Ok(BLOCKED));
            assert_eq!(rt::thread_yield(machine, 0), Ok(0));
            YIELD
        },
    );
    root(machine, move |machine| {
        machine.call(A, callee);
        let set = machine.set_of(A, &[1]);
        assert_eq!(machine.wait(A, set), [event::SUBTASK, 1, BEFORE_RETURNED]);
    });
    assert_eq!(machine.noted()[0], "[0, 0, 0]");
}

#[test]
fn a_built_in_that_may_be_cancelled_tells_of_it() {
    for builtin in 0..3 {
        let machine = &mut Machine::new();
        let callee = machine.lift(
            B,
            |_| YIELD,
            move |machine, _| {
                let state = rt::subtask_cancel_async(machine, A, 1);
                assert_eq!(state, Ok(BLOCKED));
                let set = machine.set_new(B);
                let told = match builtin {
                    0 => rt::set_wait(machine, B, 1, set),
                    1 => rt::set_poll(machine, B, 1, set),
                    _ => rt::thread_yield(machine, 1).map(|told| told * event::TASK_CANCELLED),
                };
                assert_eq!(told, Ok(event::TASK_CANCELLED));
                assert_eq!(rt::thread_yield(machine, 1), Ok(0));
                machine.task_cancel();
                EXIT
            },
        );
        root(machine, move |machine| {
            machine.call(A, callee);
            let set = machine.set_of(A, &[1]);
            assert_eq!(machine.wait(A, set), [event::SUBTASK, 1, BEFORE_RETURNED]);
        });
    }
}

#[test]
fn a_task_that_waits_while_its_instance_is_taken_is_told_afterwards() {
    let machine = &mut Machine::new();
    let waits = waits(machine);
    let blocks = machine.lift_simple(B, |machine| {
        let state = rt::subtask_cancel_async(machine, A, 1);
        assert_eq!(state, Ok(BLOCKED));
        rt::thread_yield(machine, 0).or_trap();
        machine.note("blocks");
        machine.task_return();
        EXIT
    });
    root(machine, move |machine| {
        machine.call(A, waits);
        machine.call_sync(blocks);
        let set = machine.set_of(A, &[1]);
        assert_eq!(machine.wait(A, set), [event::SUBTASK, 1, BEFORE_RETURNED]);
    });
    assert_eq!(machine.noted(), ["blocks", "told"]);
}

#[test]
fn only_a_task_that_was_told_is_cancelled_by_a_built_in() {
    let machine = &mut Machine::new();
    let trap = trap_of(|| root(machine, |machine| machine.task_cancel()));
    assert_eq!(trap, Trap::NotCancelled);
    let machine = &mut Machine::new();
    let trap = trap_of(|| {
        root(machine, |machine| {
            machine.task_return();
            machine.task_cancel();
        })
    });
    assert_eq!(trap, Trap::AlreadyResolved);
    let machine = &mut Machine::new();
    let trap = trap_of(|| {
        root(machine, |machine| {
            rt::sync_task_enter(machine, C).or_trap();
            machine.task_cancel();
        })
    });
    assert_eq!(trap, Trap::NotResolving);
}
