//! Handles that are lent for as long as an asynchronous call goes on.

use crate::machine::{A, B, EXIT, Machine, OrTrap, YIELD};
use fuse_async::rt;
use fuse_async::rt::layout::{event, progress};
use fuse_handles::Trap;
use fuse_handles::rt::layout::own_tag;
use fuse_handles::rt::{self as handles, Memory};

const RETURNED: u32 = progress::RETURNED;
const FILE: u32 = own_tag(0);

/// A call by A that lends its handles 1 and 2, the second one twice.
fn lending(machine: &mut Machine, edge: u32) -> u32 {
    for index in [1, 2, 2] {
        machine.lends.push((A, FILE, index));
    }
    machine.call(A, edge)
}

fn root(machine: &mut Machine, body: impl Fn(&mut Machine) + 'static) {
    let edge = machine.lift_simple(A, move |machine| {
        for rep in [10, 20] {
            handles::own_add(machine, A, FILE, rep).or_trap();
        }
        body(machine);
        for index in [1, 2] {
            handles::own_take(machine, A, FILE, index).or_trap();
        }
        machine.task_return();
        EXIT
    });
    let call = machine.export(edge);
    machine.settle();
    assert!(machine.exited(call));
    assert_eq!(handles::lends(machine), 0);
}

fn lent(machine: &mut Machine) -> bool {
    [1, 2].map(|index| handles::own_take(machine, A, FILE, index) == Err(Trap::Lent)) == [true; 2]
}

#[test]
fn lends_end_when_the_call_returns_at_once() {
    let machine = &mut Machine::new();
    let edge = machine.lift_simple(B, |machine| {
        assert!(lent(machine));
        machine.task_return();
        assert!(lent(machine));
        EXIT
    });
    root(machine, move |machine| {
        assert_eq!(lending(machine, edge), RETURNED);
    });
}

#[test]
fn lends_end_when_the_resolution_is_delivered() {
    let machine = &mut Machine::new();
    let edge = machine.lift(
        B,
        |_| YIELD,
        |machine, _| {
            machine.task_return();
            EXIT
        },
    );
    root(machine, move |machine| {
        let subtask = lending(machine, edge) >> 4;
        assert!(lent(machine));
        rt::thread_yield(machine, 0).or_trap();
        // It has returned, but nobody was told.
        assert!(lent(machine));
        let set = machine.set_of(A, &[subtask]);
        assert_eq!(machine.poll(A, set), [event::SUBTASK, subtask, RETURNED]);
        machine.subtask_drop(A, subtask);
    });
}

#[test]
fn lends_end_with_a_synchronous_call() {
    let machine = &mut Machine::new();
    let edge = machine.lift(
        B,
        |_| YIELD,
        |machine, _| {
            if machine.context() == 1 {
                return EXIT;
            }
            assert!(lent(machine));
            machine.task_return();
            machine.set_context(1);
            YIELD
        },
    );
    root(machine, move |machine| {
        for index in [1, 2] {
            machine.lends.push((A, FILE, index));
        }
        machine.call_sync(edge);
    });
}

#[test]
fn a_call_that_starts_late_lends_late() {
    let machine = &mut Machine::new();
    let edge = machine.lift(
        B,
        |_| YIELD,
        |machine, _| {
            machine.task_return();
            EXIT
        },
    );
    root(machine, move |machine| {
        rt::backpressure_inc(machine, B).or_trap();
        let subtask = machine.call(A, edge) >> 4;
        assert_eq!(handles::rep(machine, A, FILE, 1), Ok(10));
        for index in [1, 2] {
            machine.lends.push((A, FILE, index));
        }
        rt::backpressure_dec(machine, B).or_trap();
        let set = machine.set_of(A, &[subtask]);
        assert_eq!(machine.wait(A, set)[2], progress::STARTED);
        assert!(lent(machine));
        assert_eq!(machine.wait(A, set)[2], RETURNED);
    });
}

#[test]
fn lends_end_with_a_cancellation() {
    let machine = &mut Machine::new();
    let edge = machine.lift(
        B,
        |_| YIELD,
        |machine, _| {
            assert!(lent(machine));
            machine.task_cancel();
            EXIT
        },
    );
    root(machine, move |machine| {
        let subtask = lending(machine, edge) >> 4;
        let state = rt::subtask_cancel(machine, A, subtask);
        assert_eq!(state, Ok(progress::CANCELLED_BEFORE_RETURNED));
    });
}

#[test]
fn a_task_that_still_borrows_does_not_return() {
    let machine = &mut Machine::new();
    let edge = machine.lift_simple(B, |machine| {
        let task = machine.load(rt::layout::CURRENT, 0);
        machine.store(task, rt::layout::task::BORROWS, 1);
        assert_eq!(rt::task_returning(machine), Err(Trap::BorrowOutlivesTask));
        machine.store(task, rt::layout::task::BORROWS, 0);
        machine.task_return();
        EXIT
    });
    root(machine, move |machine| {
        assert_eq!(machine.call(A, edge), RETURNED)
    });
}
