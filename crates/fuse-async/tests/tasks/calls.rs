//! Calls between instances: what the lowered function returns, and when who goes on.

use crate::machine::{A, B, C, EXIT, Machine, OrTrap, YIELD, trap_of, wait_on};
use fuse_async::Trap;
use fuse_async::rt;
use fuse_async::rt::layout::{event, progress};

const STARTED: u32 = progress::STARTED;
const RETURNED: u32 = progress::RETURNED;

/// Calls `body` as what the host called in instance A.
fn root(machine: &mut Machine, body: impl Fn(&mut Machine) + 'static) -> u32 {
    let edge = machine.lift_simple(A, move |machine| {
        body(machine);
        machine.task_return();
        EXIT
    });
    let call = machine.export(edge);
    machine.settle();
    call
}

/// A function of B that returns in its second turn.
fn second_turn(machine: &mut Machine) -> u32 {
    machine.lift(
        B,
        |_| YIELD,
        |machine, event| {
            assert_eq!(event, [event::NONE, 0, 0]);
            machine.task_return();
            EXIT
        },
    )
}

#[test]
fn a_task_that_returns_at_once_needs_no_subtask() {
    let machine = &mut Machine::new();
    let callee = machine.lift_simple(B, |machine| {
        machine.task_return();
        EXIT
    });
    let call = root(machine, move |machine| {
        for _ in 0..3 {
            assert_eq!(machine.call(A, callee), RETURNED);
        }
        assert_eq!(machine.set_new(A), 1);
    });
    assert!(machine.exited(call));
}

#[test]
fn a_task_may_go_on_after_it_has_returned() {
    let machine = &mut Machine::new();
    let callee = machine.lift(
        B,
        |machine| {
            machine.task_return();
            machine.set_context(7);
            YIELD
        },
        |machine, _| {
            machine.note(format!("goes on with {}", machine.context()));
            EXIT
        },
    );
    let call = root(machine, move |machine| {
        assert_eq!(machine.call(A, callee), RETURNED);
        machine.note("has returned");
    });
    assert_eq!(machine.noted(), ["has returned", "goes on with 7"]);
    assert!(machine.exited(call));
}

#[test]
fn a_task_that_parks_gives_a_subtask_that_tells_when_it_has_returned() {
    let machine = &mut Machine::new();
    let callee = second_turn(machine);
    let call = root(machine, move |machine| {
        assert_eq!(machine.call(A, callee), STARTED | 1 << 4);
        let set = machine.set_of(A, &[1]);
        assert_eq!(machine.poll(A, set), [event::NONE, 0, 0]);
        assert_eq!(machine.wait(A, set), [event::SUBTASK, 1, RETURNED]);
        machine.subtask_drop(A, 1);
        rt::set_drop(machine, A, set).or_trap();
    });
    assert!(machine.exited(call));
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn a_synchronous_call_blocks_until_the_task_has_returned() {
    let machine = &mut Machine::new();
    let callee = second_turn(machine);
    let middle = machine.lift_simple(C, move |machine| {
        machine.call_sync(callee);
        machine.note("middle");
        machine.task_return();
        EXIT
    });
    let call = root(machine, move |machine| {
        machine.call_sync(middle);
        machine.note("root");
    });
    assert_eq!(machine.noted(), ["middle", "root"]);
    assert!(machine.exited(call));
}

#[test]
fn a_task_that_ends_without_a_result_traps() {
    let machine = &mut Machine::new();
    let callee = machine.lift_simple(B, |_| EXIT);
    let trap = trap_of(|| {
        root(machine, move |machine| {
            machine.call(A, callee);
        })
    });
    assert_eq!(trap, Trap::NotReturned);
}

#[test]
fn a_code_that_there_is_not_traps() {
    for code in [3, 0xf, 0x13] {
        let machine = &mut Machine::new();
        let callee = machine.lift_simple(B, move |_| code);
        let trap = trap_of(|| {
            root(machine, move |machine| {
                machine.call(A, callee);
            })
        });
        assert_eq!(trap, Trap::CallbackCode);
    }
}

#[test]
fn a_task_returns_once() {
    let machine = &mut Machine::new();
    let trap = trap_of(|| root(machine, |machine| machine.task_return()));
    assert_eq!(trap, Trap::AlreadyResolved);
}

#[test]
fn only_a_task_of_async_type_returns_by_a_built_in() {
    let machine = &mut Machine::new();
    let trap = trap_of(|| {
        root(machine, |machine| {
            rt::sync_task_enter(machine, B).or_trap();
            machine.task_return();
        })
    });
    assert_eq!(trap, Trap::NotResolving);
}

#[test]
fn a_function_that_is_not_of_async_type_must_not_wait() {
    let machine = &mut Machine::new();
    let returns = machine.lift_simple(B, |machine| {
        machine.task_return();
        EXIT
    });
    let parks = second_turn(machine);
    root(machine, move |machine| {
        let task = rt::sync_task_enter(machine, C).or_trap();
        machine.call_sync(returns);
        rt::sync_task_leave(machine, task);
    });
    let trap = trap_of(|| {
        root(machine, move |machine| {
            let task = rt::sync_task_enter(machine, C).or_trap();
            machine.call_sync(parks);
            rt::sync_task_leave(machine, task);
        })
    });
    assert_eq!(trap, Trap::CannotBlock);
}

#[test]
fn context_is_each_tasks_own() {
    let machine = &mut Machine::new();
    let callee = machine.lift(
        B,
        |machine| {
            assert_eq!(machine.context(), 0);
            machine.set_context(2);
            YIELD
        },
        |machine, _| {
            assert_eq!(machine.context(), 2);
            machine.task_return();
            EXIT
        },
    );
    root(machine, move |machine| {
        machine.set_context(1);
        machine.call(A, callee);
        assert_eq!(machine.context(), 1);
        machine.call_sync(callee);
        assert_eq!(machine.context(), 1);
        let task = rt::sync_task_enter(machine, A).or_trap();
        assert_eq!(machine.context(), 0);
        machine.set_context(3);
        rt::sync_task_leave(machine, task);
        assert_eq!(machine.context(), 1);
    });
}

#[test]
fn a_task_may_end_while_what_it_called_goes_on() {
    let machine = &mut Machine::new();
    let callee = second_turn(machine);
    let middle = machine.lift_simple(C, move |machine| {
        let status = machine.call(C, callee);
        let set = machine.set_of(C, &[status >> 4]);
        machine.note(format!("set {set}"));
        machine.task_return();
        EXIT
    });
    let collect = machine.lift(
        C,
        |_| wait_on(2),
        |machine, event| {
            machine.note(format!("{event:?}"));
            machine.subtask_drop(C, 1);
            machine.task_return();
            EXIT
        },
    );
    let call = root(machine, move |machine| {
        assert_eq!(machine.call(A, middle), RETURNED);
        machine.call_sync(collect);
    });
    assert_eq!(machine.noted(), ["set 2", "[1, 1, 2]"]);
    assert!(machine.exited(call));
}

#[test]
fn tasks_go_on_in_the_order_in_which_they_became_ready() {
    let machine = &mut Machine::new();
    let callee = machine.lift(
        B,
        |machine| {
            machine.note("starts");
            YIELD
        },
        |machine, _| {
            machine.note("goes on");
            machine.task_return();
            EXIT
        },
    );
    root(machine, move |machine| {
        let subtasks = [1, 2, 3].map(|_| machine.call(A, callee) >> 4);
        let set = machine.set_of(A, &subtasks);
        let order = [1, 2, 3].map(|_| machine.wait(A, set)[1]);
        assert_eq!(order, subtasks);
    });
    assert_eq!(
        machine.noted(),
        [
            "starts", "starts", "starts", "goes on", "goes on", "goes on"
        ]
    );
}

#[test]
fn records_are_used_again() {
    let machine = &mut Machine::new();
    let at_once = machine.lift_simple(B, |machine| {
        machine.task_return();
        EXIT
    });
    let later = second_turn(machine);
    for _ in 0..2000 {
        root(machine, move |machine| {
            machine.call(A, at_once);
            let subtask = machine.call(A, later) >> 4;
            let set = machine.set_of(A, &[subtask]);
            machine.wait(A, set);
            machine.subtask_drop(A, subtask);
            rt::set_drop(machine, A, set).or_trap();
        });
        machine.edges.truncate(2);
    }
    assert_eq!(machine.arena.words().len(), 0x8000, "one page of heap");
}
