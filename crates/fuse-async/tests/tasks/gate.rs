//! Who may enter an instance, and when those that may not do.

use crate::machine::{A, B, C, EXIT, Machine, OrTrap, YIELD, wait_on};
use fuse_async::Trap;
use fuse_async::rt;
use fuse_async::rt::layout::{event, progress};

const STARTING: u32 = progress::STARTING;
const RETURNED: u32 = progress::RETURNED;

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

/// A function of B that notes its number, and returns.
fn noting(machine: &mut Machine, number: u32) -> u32 {
    machine.lift_simple(B, move |machine| {
        machine.note(format!("{number}"));
        machine.task_return();
        EXIT
    })
}

#[test]
fn backpressure_makes_calls_wait_in_the_order_in_which_they_came() {
    let machine = &mut Machine::new();
    let edges = [1, 2, 3].map(|number| noting(machine, number));
    root(machine, move |machine| {
        rt::backpressure_inc(machine, B).or_trap();
        rt::backpressure_inc(machine, B).or_trap();
        assert_eq!(machine.call(A, edges[0]), STARTING | 1 << 4);
        assert_eq!(machine.call(A, edges[1]), STARTING | 2 << 4);
        rt::backpressure_dec(machine, B).or_trap();
        rt::thread_yield(machine, 0).or_trap();
        assert_eq!(machine.noted(), [""; 0]);
        rt::backpressure_dec(machine, B).or_trap();
        // It may not overtake those that wait.
        assert_eq!(machine.call(A, edges[2]), STARTING | 3 << 4);
        let set = machine.set_of(A, &[1, 2, 3]);
        for subtask in [1, 2, 3] {
            assert_eq!(machine.wait(A, set), [event::SUBTASK, subtask, RETURNED]);
        }
        assert_eq!(machine.noted(), ["1", "2", "3"]);
        assert_eq!(machine.call(A, edges[0]), RETURNED);
    });
}

#[test]
fn a_subtask_tells_that_it_has_started() {
    let machine = &mut Machine::new();
    let edge = machine.lift(
        B,
        |_| YIELD,
        |machine, _| {
            machine.task_return();
            EXIT
        },
    );
    let waits = machine.lift(
        A,
        move |machine| {
            rt::backpressure_inc(machine, B).or_trap();
            machine.call(A, edge);
            let set = machine.set_of(A, &[1]);
            rt::backpressure_dec(machine, B).or_trap();
            wait_on(set)
        },
        |machine, event| {
            machine.note(format!("{event:?}"));
            if event[2] == RETURNED {
                machine.task_return();
                return EXIT;
            }
            wait_on(2)
        },
    );
    machine.export(waits);
    machine.settle();
    assert_eq!(machine.noted(), ["[1, 1, 1]", "[1, 1, 2]"]);
}

#[test]
fn one_task_at_a_time_is_in_an_instance() {
    let machine = &mut Machine::new();
    let inner = noting(machine, 1);
    let outer = machine.lift_simple(B, move |machine| {
        // A call back into the instance, from below.
        let task = rt::sync_task_enter(machine, A).or_trap();
        assert_eq!(machine.call(A, inner), STARTING | 1 << 4);
        rt::sync_task_leave(machine, task);
        machine.note("outer");
        machine.task_return();
        EXIT
    });
    root(machine, move |machine| {
        assert_eq!(machine.call(A, outer), RETURNED);
        machine.note("root");
        let set = machine.set_of(A, &[1]);
        assert_eq!(machine.wait(A, set), [event::SUBTASK, 1, RETURNED]);
    });
    assert_eq!(machine.noted(), ["outer", "root", "1"]);
}

#[test]
fn a_task_that_waits_on_the_stack_keeps_the_instance() {
    let machine = &mut Machine::new();
    let again = machine.lift(
        B,
        |_| YIELD,
        |machine, _| {
            machine.note("again");
            machine.task_return();
            EXIT
        },
    );
    let blocks = machine.lift_simple(B, |machine| {
        machine.note("blocks");
        rt::thread_yield(machine, 0).or_trap();
        machine.note("goes on");
        machine.task_return();
        EXIT
    });
    root(machine, move |machine| {
        machine.call(A, again);
        machine.call_sync(blocks);
        machine.note("root");
    });
    assert_eq!(machine.noted(), ["blocks", "goes on", "root", "again"]);
}

#[test]
fn a_synchronous_call_waits_to_be_let_in() {
    let machine = &mut Machine::new();
    let edge = noting(machine, 1);
    let other = machine.lift(
        C,
        |_| YIELD,
        |machine, _| {
            machine.note("opens");
            rt::backpressure_dec(machine, B).or_trap();
            machine.task_return();
            EXIT
        },
    );
    root(machine, move |machine| {
        rt::backpressure_inc(machine, B).or_trap();
        machine.call(A, other);
        machine.call_sync(edge);
        machine.note("root");
    });
    assert_eq!(machine.noted(), ["opens", "1", "root"]);
}

#[test]
fn a_call_of_the_hosts_waits_to_be_let_in() {
    let machine = &mut Machine::new();
    let edge = noting(machine, 1);
    machine.export_sync(B, |machine| rt::backpressure_inc(machine, B).or_trap());
    let call = machine.export(edge);
    machine.settle();
    assert!(!machine.exited(call));
    machine.export_sync(B, |machine| rt::backpressure_dec(machine, B).or_trap());
    machine.settle();
    assert!(machine.exited(call));
    assert_eq!(machine.noted(), ["1"]);
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn backpressure_has_bounds() {
    let machine = &mut Machine::new();
    assert_eq!(rt::backpressure_dec(machine, A), Err(Trap::Backpressure));
    for _ in 1..1 << 16 {
        assert_eq!(rt::backpressure_inc(machine, A), Ok(()));
    }
    assert_eq!(rt::backpressure_inc(machine, A), Err(Trap::Backpressure));
}
