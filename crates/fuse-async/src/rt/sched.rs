//! The scheduler: which task goes on next, and what it is told (CanonicalABI, `Store.tick` and *canon lift*).
//!
//! As in wasmtime, what is ready comes first, in the order in which it became ready, then what has yielded.

use super::host::task as host;
use super::layout::{
    ACTIVE, CURRENT, EVENT, READY, YIELDED, code, event, flag, instance, kind, set, task, wait,
};
use super::{World, event as events, gate, queue, record, set as sets};
use crate::Trap;
use fuse_handles::rt::Memory;

/// The bits of a packed result that are the code.
const CODE_BITS: u32 = 4;

/// Makes the first task that waits on a set ready.
pub fn wake_waiter<M: Memory>(memory: &mut M, set: u32) {
    let task = queue::pop(memory, set + set::WAITERS);
    if task != 0 {
        queue::push(memory, READY, task);
    }
}

/// Ends an activation: the task has given `packed` back, and the instance may be entered again.
pub fn settle<W: World>(world: &mut W, task: u32, packed: u32) -> Result<(), Trap> {
    super::task::leave(world, task);
    match code(packed) {
        code::EXIT => super::task::exit(world, task),
        code::YIELD => {
            world.store(task, task::WAIT, wait::TURN);
            queue::push(world, YIELDED, task);
            Ok(())
        }
        code::WAIT => park(world, task, packed >> CODE_BITS),
        _ => Err(Trap::CallbackCode),
    }
}

/// The code in what a callback gives back.
pub fn code(packed: u32) -> u32 {
    packed & ((1 << CODE_BITS) - 1)
}

/// Makes a task wait for an event of the set with this index.
fn park<W: World>(world: &mut W, task: u32, index: u32) -> Result<(), Trap> {
    let instance = world.load(task, task::INSTANCE);
    let set = record::find(world, instance, index, kind::SET)?;
    world.store(task, task::WAIT, wait::EVENT);
    world.store(task, task::SET, set);
    sets::count_waiting(world, set, 1);
    sets::settle_in(world, set, task);
    let ready = world.load(set, set::PENDING) != 0 || super::task::cancel_pending(world, task);
    let list = match ready {
        true => READY,
        false => set + set::WAITERS,
    };
    queue::push(world, list, task);
    Ok(())
}

/// Takes the first task out of a list that is not empty, and lets it go on if it may.
pub fn turn<W: World>(world: &mut W, list: u32) -> Result<(), Trap> {
    let task = queue::pop(world, list);
    let instance = world.load(task, task::INSTANCE);
    let gate = world.load(task, task::WAIT) == wait::GATE;
    if gate && !gate::open(world, instance) {
        queue::push(world, instance + instance::GATE, task);
    } else if world.load(instance, instance::EXCLUSIVE) != 0 {
        queue::push(world, instance + instance::HELD_UP, task);
    } else if elsewhere(world, task) {
        host::hand_over(world, task);
    } else if gate {
        return enter(world, task);
    } else {
        return resume(world, task);
    }
    Ok(())
}

/// Whether a task may only go on in another host task: there alone can what the host called return to it.
pub fn elsewhere<M: Memory>(memory: &M, task: u32) -> bool {
    memory.load(task, task::FLAGS) & flag::ROOT != 0
        && memory.load(task, task::HOST) != memory.load(ACTIVE, 0)
}

/// Lets a task in that has waited for it.
fn enter<W: World>(world: &mut W, task: u32) -> Result<(), Trap> {
    gate::leave_queue(world, task);
    let instance = world.load(task, task::INSTANCE);
    world.store(instance, instance::EXCLUSIVE, task);
    if world.load(task, task::FLAGS) & flag::AWAITED != 0 {
        // Its caller starts it, from where it blocks.
        return Ok(());
    }
    super::task::switch_to(world, task);
    let edge = world.load(task, task::EDGE);
    let packed = world.start(edge, task);
    super::task::free_args(world, task);
    settle(world, task, packed)
}

/// Lets a task go on that has waited for its turn or for an event.
fn resume<W: World>(world: &mut W, task: u32) -> Result<(), Trap> {
    let set = match world.load(task, task::WAIT) {
        wait::EVENT => world.load(task, task::SET),
        _ => 0,
    };
    if super::task::deliver_cancel(world, task) {
        stop_waiting(world, task);
        return activate(world, task, event::TASK_CANCELLED);
    }
    if set == 0 {
        return activate(world, task, event::NONE);
    }
    if world.load(set, set::PENDING) == 0 {
        // Somebody else took the event.
        queue::push(world, set + set::WAITERS, task);
        return Ok(());
    }
    stop_waiting(world, task);
    let code = events::take_first(world, set);
    activate(world, task, code)
}

/// A task does not wait for an event any more.
pub fn stop_waiting<M: Memory>(memory: &mut M, task: u32) {
    if memory.load(task, task::WAIT) == wait::EVENT {
        let set = memory.load(task, task::SET);
        sets::count_waiting(memory, set, u32::MAX);
    }
}

/// Calls a task's callback with an event; what comes with the event is at `EVENT`, if anything does.
pub fn activate<W: World>(world: &mut W, task: u32, event: u32) -> Result<(), Trap> {
    let (p1, p2) = match event {
        event::NONE | event::TASK_CANCELLED => (0, 0),
        _ => (world.load(EVENT, 0), world.load(EVENT, 4)),
    };
    world.store(task, task::WAIT, wait::NONE);
    let instance = world.load(task, task::INSTANCE);
    world.store(instance, instance::EXCLUSIVE, task);
    super::task::switch_to(world, task);
    let edge = world.load(task, task::EDGE);
    let packed = world.callback(edge, event, p1, p2);
    settle(world, task, packed)
}

/// Whether any task is ready.
pub fn ready<M: Memory>(memory: &M) -> bool {
    queue::first(memory, READY) != 0
}

/// Whether any task has yielded.
pub fn yielded<M: Memory>(memory: &M) -> bool {
    queue::first(memory, YIELDED) != 0
}

/// The running task.
pub fn current<M: Memory>(memory: &M) -> u32 {
    memory.load(CURRENT, 0)
}

/// Whether the function that runs is not of async type.
pub fn current_is_sync<M: Memory>(memory: &M) -> bool {
    let task = current(memory);
    task != 0 && memory.load(task, task::FLAGS) & flag::SYNC != 0
}
