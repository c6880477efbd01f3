//! The host: calls of its functions, its own calls, and who wakes whom.

use crate::machine::{A, B, C, EXIT, Machine, OrTrap, YIELD, trap_of, wait_on};
use fuse_async::Trap;
use fuse_async::rt;
use fuse_async::rt::layout::{NO_LENDS, event, progress};
use fuse_handles::rt::Memory;
use std::cell::Cell;
use std::rc::Rc;

const STARTED: u32 = progress::STARTED;
const RETURNED: u32 = progress::RETURNED;

/// The host's handle of the call that a guest made last.
type Handle = Rc<Cell<u32>>;

/// Calls a function of the host's that does not return at once: the subtask of `instance`.
fn call_host(machine: &mut Machine, instance: u32, handle: &Handle) -> u32 {
    handle.set(machine.host.subtask());
    let status = STARTED | handle.get() << 4;
    let status = rt::host_call_end(machine, status, instance, 7, 64, NO_LENDS).or_trap();
    assert_eq!(status & 0xf, STARTED);
    status >> 4
}

/// A function that calls the host, and returns when that has.
fn asks_host(machine: &mut Machine, instance: u32, handle: &Handle) -> u32 {
    let handle = handle.clone();
    machine.lift(
        instance,
        move |machine| {
            let subtask = call_host(machine, instance, &handle);
            wait_on(machine.set_of(instance, &[subtask]))
        },
        move |machine, [event, subtask, state]| {
            assert_eq!((event, state), (event::SUBTASK, RETURNED));
            machine.note("told");
            machine.subtask_drop(instance, subtask);
            machine.task_return();
            EXIT
        },
    )
}

#[test]
fn a_call_of_the_hosts_that_returns_at_once_needs_no_subtask() {
    let machine = &mut Machine::new();
    let edge = machine.lift_simple(A, |machine| {
        let status = rt::host_call_end(machine, RETURNED, A, 3, 64, NO_LENDS);
        assert_eq!(status, Ok(RETURNED));
        rt::host_call_await(machine, RETURNED, A, 4, 80, NO_LENDS).or_trap();
        machine.task_return();
        EXIT
    });
    let call = machine.export(edge);
    assert!(machine.exited(call));
    assert_eq!(machine.noted(), ["result of 3 at 64", "result of 4 at 80"]);
}

#[test]
fn a_subtask_stands_for_the_hosts() {
    let machine = &mut Machine::new();
    let handle = Handle::default();
    let edge = asks_host(machine, A, &handle);
    let call = machine.export(edge);
    machine.settle();
    assert_eq!(machine.noted(), [""; 0]);
    machine.host.returned(handle.get());
    machine.settle();
    assert_eq!(machine.noted(), ["result of 7 at 64", "told"]);
    assert!(machine.exited(call));
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn a_call_of_the_hosts_may_start_late_and_be_cancelled_by_the_host() {
    let machine = &mut Machine::new();
    let handle = Handle::default();
    let made = handle.clone();
    let edge = machine.lift(
        A,
        move |machine| {
            made.set(machine.host.subtask());
            let status = made.get() << 4;
            let status = rt::host_call_end(machine, status, A, 7, 64, NO_LENDS).or_trap();
            wait_on(machine.set_of(A, &[status >> 4]))
        },
        |machine, event| {
            machine.note(format!("{event:?}"));
            if event[2] == STARTED {
                return wait_on(2);
            }
            machine.task_return();
            EXIT
        },
    );
    machine.export(edge);
    machine.host.progress(handle.get(), STARTED);
    machine.settle();
    machine
        .host
        .progress(handle.get(), progress::CANCELLED_BEFORE_RETURNED);
    machine.settle();
    assert_eq!(machine.noted(), ["[1, 1, 1]", "[1, 1, 4]"]);
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn a_function_blocks_until_the_host_has_returned() {
    let machine = &mut Machine::new();
    let edge = machine.lift_simple(A, |machine| {
        let handle = machine.host.subtask();
        machine.host.meanwhile.push_back(Box::new(move |machine| {
            machine.note("meanwhile");
            machine.host.returned(handle);
        }));
        rt::host_call_await(machine, STARTED | handle << 4, A, 7, 64, NO_LENDS).or_trap();
        machine.task_return();
        EXIT
    });
    let call = machine.export(edge);
    assert_eq!(machine.noted(), ["meanwhile", "result of 7 at 64"]);
    assert!(machine.exited(call));
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn a_call_of_the_hosts_is_cancelled_there() {
    let machine = &mut Machine::new();
    let edge = machine.lift_simple(A, |machine| {
        let handle = Handle::default();
        // Not in a set, in a set, and returned already.
        let subtask = call_host(machine, A, &handle);
        let state = rt::subtask_cancel(machine, A, subtask);
        assert_eq!(state, Ok(progress::CANCELLED_BEFORE_RETURNED));
        machine.subtask_drop(A, subtask);
        let subtask = call_host(machine, A, &handle);
        let set = machine.set_of(A, &[subtask]);
        let state = rt::subtask_cancel_async(machine, A, subtask);
        assert_eq!(state, Ok(progress::CANCELLED_BEFORE_RETURNED));
        machine.subtask_drop(A, subtask);
        let subtask = call_host(machine, A, &handle);
        machine.host.returned(handle.get());
        assert_eq!(rt::subtask_cancel(machine, A, subtask), Ok(RETURNED));
        machine.join(A, subtask, set);
        assert_eq!(machine.poll(A, set), [0, 0, 0]);
        machine.subtask_drop(A, subtask);
        machine.task_return();
        EXIT
    });
    let call = machine.export(edge);
    assert!(machine.exited(call));
    assert_eq!(machine.noted(), ["result of 7 at 64"]);
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn a_poll_sees_what_the_host_has_done() {
    let machine = &mut Machine::new();
    let edge = machine.lift_simple(A, |machine| {
        let handle = Handle::default();
        let subtask = call_host(machine, A, &handle);
        let set = machine.set_of(A, &[subtask]);
        assert_eq!(machine.poll(A, set), [0, 0, 0]);
        machine.host.returned(handle.get());
        assert_eq!(machine.poll(A, set), [event::SUBTASK, subtask, RETURNED]);
        machine.task_return();
        EXIT
    });
    let call = machine.export(edge);
    assert!(machine.exited(call));
}

#[test]
fn calls_of_the_hosts_go_on_side_by_side() {
    let machine = &mut Machine::new();
    let handles = [Handle::default(), Handle::default()];
    let edges = [
        asks_host(machine, A, &handles[0]),
        asks_host(machine, B, &handles[1]),
    ];
    let calls = edges.map(|edge| machine.export(edge));
    for which in [1, 0] {
        machine.host.returned(handles[which].get());
        machine.settle();
        assert!(machine.exited(calls[which]));
    }
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn a_root_is_woken_from_another_host_task() {
    let machine = &mut Machine::new();
    // The root of the first call waits for a call of B that the second one lets in.
    let callee = machine.lift_simple(B, |machine| {
        machine.note("let in");
        machine.task_return();
        EXIT
    });
    let first = machine.lift(
        A,
        move |machine| {
            rt::backpressure_inc(machine, B).or_trap();
            let subtask = machine.call(A, callee) >> 4;
            wait_on(machine.set_of(A, &[subtask]))
        },
        |machine, event| {
            machine.note(format!("{event:?}"));
            if event[2] == STARTED {
                return wait_on(2);
            }
            machine.task_return();
            EXIT
        },
    );
    let second = machine.lift_simple(C, |machine| {
        rt::backpressure_dec(machine, B).or_trap();
        machine.note("lets in");
        machine.task_return();
        EXIT
    });
    let waiting = machine.export(first);
    machine.settle();
    let other = machine.export(second);
    assert!(machine.exited(other));
    assert_eq!(machine.noted(), ["lets in", "let in"]);
    assert!(!machine.exited(waiting));
    machine.settle();
    assert_eq!(machine.noted(), ["[1, 1, 2]"]);
    assert!(machine.exited(waiting));
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn a_host_task_ends_with_the_last_of_its_tasks() {
    let machine = &mut Machine::new();
    let handle = Handle::default();
    let callee = asks_host(machine, B, &handle);
    let edge = machine.lift_simple(A, move |machine| {
        machine.call(A, callee);
        machine.task_return();
        EXIT
    });
    let call = machine.export(edge);
    machine.settle();
    assert!(!machine.exited(call));
    machine.host.returned(handle.get());
    machine.settle();
    assert!(machine.exited(call));
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn a_host_task_ends_if_the_last_of_its_tasks_ends_in_another_one() {
    let machine = &mut Machine::new();
    let callee = machine.lift_simple(B, |machine| {
        machine.task_return();
        EXIT
    });
    let first = machine.lift_simple(A, move |machine| {
        rt::backpressure_inc(machine, B).or_trap();
        machine.call(A, callee);
        machine.task_return();
        EXIT
    });
    let second = machine.lift_simple(C, |machine| {
        rt::backpressure_dec(machine, B).or_trap();
        machine.task_return();
        EXIT
    });
    let left = machine.export(first);
    machine.settle();
    assert!(!machine.exited(left));
    machine.export(second);
    machine.settle();
    assert!(machine.exited(left));
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn what_a_plain_function_leaves_running_is_adopted() {
    let machine = &mut Machine::new();
    let handle = Handle::default();
    let yields = machine.lift(
        B,
        |_| YIELD,
        |machine, _| {
            machine.note("goes on");
            machine.task_return();
            EXIT
        },
    );
    let asks = asks_host(machine, C, &handle);
    machine.export_sync(A, |machine| {
        machine.call(A, yields);
        machine.call(A, asks);
    });
    machine.host.returned(handle.get());
    assert!(!machine.turn());
    let edge = machine.lift_simple(A, |machine| {
        machine.note("root");
        machine.task_return();
        EXIT
    });
    let call = machine.export(edge);
    machine.settle();
    // What has yielded comes last.
    assert_eq!(
        machine.noted(),
        ["root", "result of 7 at 64", "told", "goes on"]
    );
    assert!(machine.exited(call));
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn a_plain_function_wakes_a_host_task() {
    let machine = &mut Machine::new();
    let callee = machine.lift_simple(B, |machine| {
        machine.note("let in");
        machine.task_return();
        EXIT
    });
    let edge = machine.lift(
        A,
        move |machine| {
            rt::backpressure_inc(machine, B).or_trap();
            machine.call(A, callee);
            wait_on(machine.set_of(A, &[1]))
        },
        |machine, _| {
            machine.task_return();
            EXIT
        },
    );
    let call = machine.export(edge);
    machine.settle();
    machine.export_sync(B, |machine| {
        rt::backpressure_dec(machine, B).or_trap();
        machine.note("lets in");
    });
    machine.settle();
    assert_eq!(machine.noted(), ["lets in", "let in"]);
    assert!(machine.exited(call));
}

#[test]
fn a_plain_function_wakes_a_function_that_blocks() {
    let machine = &mut Machine::new();
    let callee = machine.lift_simple(B, |machine| {
        machine.note("let in");
        machine.task_return();
        EXIT
    });
    let edge = machine.lift_simple(A, move |machine| {
        rt::backpressure_inc(machine, B).or_trap();
        machine.host.meanwhile.push_back(Box::new(|machine| {
            machine.export_sync(B, |machine| {
                rt::backpressure_dec(machine, B).or_trap();
                machine.note("lets in");
            });
        }));
        machine.call_sync(callee);
        machine.note("root");
        machine.task_return();
        EXIT
    });
    let call = machine.export(edge);
    assert_eq!(machine.noted(), ["lets in", "let in", "root"]);
    assert!(machine.exited(call));
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn a_plain_function_must_not_block() {
    let machine = &mut Machine::new();
    let trap = trap_of(|| {
        machine.export_sync(A, |machine| {
            let set = machine.set_new(A);
            machine.wait(A, set);
        })
    });
    assert_eq!(trap, Trap::CannotBlock);
    let machine = &mut Machine::new();
    machine.export_sync(A, |machine| {
        assert_eq!(rt::thread_yield(machine, 0), Ok(0));
    });
    assert_eq!(machine.noted(), [""; 0]);
}

#[test]
fn a_function_that_blocks_hears_of_what_other_host_tasks_wait_for() {
    let machine = &mut Machine::new();
    let handle = Handle::default();
    // B waits on the host, for the first call; the second one waits for B.
    let asks = asks_host(machine, B, &handle);
    let first = machine.lift_simple(A, move |machine| {
        rt::backpressure_inc(machine, C).or_trap();
        machine.call(A, asks);
        machine.task_return();
        EXIT
    });
    let held = handle.clone();
    let waits = machine.lift(
        B,
        |_| YIELD,
        |machine, _| {
            machine.note("in turn");
            machine.task_return();
            EXIT
        },
    );
    let second = machine.lift_simple(A, move |machine| {
        let handle = held.get();
        let own = machine.host.subtask();
        machine.host.meanwhile.push_back(Box::new(move |machine| {
            machine.host.returned(handle);
        }));
        machine.host.meanwhile.push_back(Box::new(move |machine| {
            machine.host.returned(own);
        }));
        rt::host_call_await(machine, STARTED | own << 4, A, 8, 96, NO_LENDS).or_trap();
        machine.note("second");
        machine.call_sync(waits);
        machine.task_return();
        EXIT
    });
    let left = machine.export(first);
    machine.settle();
    assert!(!machine.exited(left));
    let call = machine.export(second);
    let expected = ["result of 7 at 64", "told", "result of 8 at 96", "second"];
    assert_eq!(machine.noted()[..4], expected);
    machine.settle();
    assert!(machine.exited(call));
    assert!(machine.exited(left));
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn waitables_come_back_from_a_function_that_blocked() {
    let machine = &mut Machine::new();
    let handle = Handle::default();
    let first = asks_host(machine, B, &handle);
    let left = machine.export(first);
    let second = machine.lift_simple(A, |machine| {
        let own = machine.host.subtask();
        let step = move |machine: &mut Machine| machine.host.returned(own);
        machine.host.meanwhile.push_back(Box::new(step));
        rt::host_call_await(machine, STARTED | own << 4, A, 8, 96, NO_LENDS).or_trap();
        machine.task_return();
        EXIT
    });
    let call = machine.export(second);
    assert!(machine.exited(call));
    machine.host.returned(handle.get());
    machine.settle();
    assert!(machine.exited(left));
    assert_eq!(machine.host.held(), (0, 0));
}

#[test]
fn the_host_goes_on_while_tasks_yield() {
    let machine = &mut Machine::new();
    let handle = Handle::default();
    let held = handle.clone();
    let polls = machine.lift(
        A,
        move |machine| {
            let subtask = call_host(machine, A, &held);
            machine.set_of(A, &[subtask]);
            YIELD
        },
        |machine, _| {
            if machine.poll(A, 2) == [0, 0, 0] {
                machine.note("polls");
                return YIELD;
            }
            machine.task_return();
            EXIT
        },
    );
    let call = machine.export(polls);
    for _ in 0..3 {
        assert!(machine.turn());
    }
    assert_eq!(machine.noted(), ["polls", "polls", "polls"]);
    machine.host.returned(handle.get());
    machine.settle();
    assert!(machine.exited(call));
}

#[test]
fn tasks_that_never_rest_let_the_host_go_on() {
    let machine = &mut Machine::new();
    let turns = Rc::new(Cell::new(0));
    let counted = turns.clone();
    let spins = machine.lift(
        A,
        |_| YIELD,
        move |_, _| {
            counted.set(counted.get() + 1);
            YIELD
        },
    );
    machine.export(spins);
    assert_eq!(turns.get(), 128);
    machine.turn();
    assert_eq!(turns.get(), 256);
}

#[test]
fn tasks_that_never_rest_do_not_keep_the_host_from_being_heard() {
    let machine = &mut Machine::new();
    let handle = Handle::default();
    let asks = asks_host(machine, B, &handle);
    let spins = machine.lift(A, |_| YIELD, |_, _| YIELD);
    machine.export(spins);
    let call = machine.export(asks);
    machine.turn();
    assert_eq!(machine.noted(), [""; 0]);
    machine.host.returned(handle.get());
    machine.turn();
    assert_eq!(machine.noted(), ["result of 7 at 64", "told"]);
    assert!(machine.exited(call));
    let spinning = machine.lift_simple(A, move |machine| {
        machine.call(A, asks);
        machine.call(A, spins);
        machine.task_return();
        EXIT
    });
    machine.export(spinning);
    machine.turn();
    machine.host.returned(handle.get());
    machine.turn();
    assert_eq!(machine.noted(), ["result of 7 at 64", "told"]);
}

#[test]
fn the_host_goes_on_while_a_function_blocks_and_others_yield() {
    let machine = &mut Machine::new();
    let spins = machine.lift(
        B,
        |machine| {
            machine.task_return();
            YIELD
        },
        |machine, _| match machine.context() {
            5 => EXIT,
            count => {
                machine.set_context(count + 1);
                YIELD
            }
        },
    );
    let edge = machine.lift_simple(A, move |machine| {
        machine.call(A, spins);
        let own = machine.host.subtask();
        for _ in 0..2 {
            machine.host.meanwhile.push_back(Box::new(|_| ()));
        }
        let step = move |machine: &mut Machine| machine.host.returned(own);
        machine.host.meanwhile.push_back(Box::new(step));
        rt::host_call_await(machine, STARTED | own << 4, A, 8, 96, NO_LENDS).or_trap();
        machine.task_return();
        EXIT
    });
    let call = machine.export(edge);
    let on = "host goes on";
    assert_eq!(machine.noted(), [on, on, on, "result of 8 at 96"]);
    machine.settle();
    assert!(machine.exited(call));
}

#[test]
fn the_host_cancels_its_call() {
    let machine = &mut Machine::new();
    let told = [event::TASK_CANCELLED, 0, 0];
    let edge = machine.lift(
        A,
        |machine| wait_on(machine.set_new(A)),
        move |machine, event| {
            assert_eq!(event, told);
            machine.task_cancel();
            EXIT
        },
    );
    let call = machine.export(edge);
    machine.tell(call, told);
    assert!(machine.exited(call));
    assert_eq!(machine.noted(), ["host task cancelled"]);
    // One that has not started.
    machine.export_sync(A, |machine| rt::backpressure_inc(machine, A).or_trap());
    let call = machine.export(edge);
    machine.tell(call, told);
    assert!(machine.exited(call));
    assert_eq!(machine.noted(), ["host task cancelled"]);
    machine.export_sync(A, |machine| rt::backpressure_dec(machine, A).or_trap());
    let call = machine.export(edge);
    machine.tell(call, told);
    assert!(machine.exited(call));
}

#[test]
fn functions_that_wait_for_what_lies_below_them_are_in_a_deadlock() {
    let machine = &mut Machine::new();
    // The root waits for B to have returned, which it has; but C waits above it, for ever.
    let returns = machine.lift(
        B,
        |_| YIELD,
        |machine, _| {
            machine.task_return();
            EXIT
        },
    );
    let blocks = machine.lift(
        C,
        |_| YIELD,
        |machine, _| {
            let set = machine.set_new(C);
            machine.wait(C, set);
            EXIT
        },
    );
    let edge = machine.lift_simple(A, move |machine| {
        machine.call(A, blocks);
        machine.call_sync(returns);
        machine.task_return();
        EXIT
    });
    assert_eq!(trap_of(|| machine.export(edge)), Trap::Deadlock);
}

#[test]
fn a_set_that_only_another_host_task_looks_after_keeps_being_looked_after() {
    let machine = &mut Machine::new();
    let handle = Handle::default();
    // The first call's task waits on a set; the second one, which polls it and ends, takes the host's waitable along.
    let first = asks_host(machine, B, &handle);
    let left = machine.export(first);
    let second = machine.lift_simple(A, |machine| {
        assert_eq!(machine.poll(B, 2), [0, 0, 0]);
        machine.task_return();
        EXIT
    });
    let call = machine.export(second);
    assert!(machine.exited(call));
    machine.host.returned(handle.get());
    machine.settle();
    assert_eq!(machine.noted(), ["result of 7 at 64", "told"]);
    assert!(machine.exited(left));
    assert_eq!(machine.host.held(), (0, 0));
    assert_eq!(machine.load(rt::layout::OUTSTANDING, 0), 0);
}
