//! Calls of the host's: what it is told when an activation of a host task ends.

use super::super::layout::{
    ACTIVE, FRAMES, HOST_CODE, OUTSTANDING, READY, YIELDED, code, event, flag, host, state, task,
};
use super::super::{World, block, cancel as cancellation, gate, queue, sched, task as tasks};
use super::task as hosts;
use super::{dispatch, drain, wake_one};
use crate::Trap;
use fuse_handles::rt::{Memory, heap};

/// How many tasks go on before the host is let go on as well.
const BUDGET: u32 = 128;

/// Where in a code for the host a set starts.
const SET_SHIFT: u32 = 4;

/// The host calls an exported function of async type.
pub fn root_new<W: World>(
    world: &mut W,
    instance: u32,
    edge: u32,
    flags: u32,
) -> Result<u32, Trap> {
    let host = hosts::new(world)?;
    world.host_context_set(host);
    world.store(ACTIVE, 0, host);
    let task = tasks::new(world, instance, flags | flag::ROOT)?;
    world.store(task, task::EDGE, edge);
    world.store(host, host::ROOT, task);
    hosts::add(world, host, task);
    Ok(task)
}

/// After the first activation of the task that the host called: the host's callback code.
pub fn root_end<W: World>(world: &mut W, task: u32, packed: u32) -> Result<u32, Trap> {
    sched::settle(world, task, packed)?;
    run(world, false)?;
    Ok(world.load(HOST_CODE, 0))
}

/// The same for a task that may not start yet.
pub fn root_wait<W: World>(world: &mut W, task: u32) -> Result<u32, Trap> {
    gate::queue_up(world, task);
    run(world, false)?;
    Ok(world.load(HOST_CODE, 0))
}

/// The callback of all host tasks.
pub fn root_event<W: World>(world: &mut W, event: u32, p1: u32, p2: u32) -> Result<u32, Trap> {
    let host = world.host_context_get();
    world.store(ACTIVE, 0, host);
    dispatch(world, event, p1, p2)?;
    let resumed = event == event::NONE;
    if resumed {
        // After a yield the host says nothing of what is in the set.
        let set = world.load(host, host::SET);
        drain(world, set)?;
    }
    run(world, resumed)?;
    Ok(world.load(HOST_CODE, 0))
}

/// The host cancels the call.
#[cold]
pub fn cancel<W: World>(world: &mut W) -> Result<(), Trap> {
    let host = world.load(ACTIVE, 0);
    match world.load(host, host::ROOT) {
        0 => Ok(()),
        root if world.load(root, task::STATE) == state::RESOLVED => Ok(()),
        root => cancellation::request(world, root),
    }
}

/// Lets tasks go on until nothing is ready, or the host has to be let go on; the result is at `HOST_CODE`.
///
/// A task that has yielded goes on after the host has gone on, if there is anything for that to do: `resumed` says that it just has.
#[inline(never)]
fn run<W: World>(world: &mut W, resumed: bool) -> Result<(), Trap> {
    let host = world.load(ACTIVE, 0);
    queue::append(world, READY, host + host::READY);
    let mut host_has_gone_on = resumed;
    let mut budget = BUDGET;
    let yields = loop {
        let list = match (sched::ready(world), sched::yielded(world)) {
            (true, _) => READY,
            (false, true) => YIELDED,
            (false, false) => break false,
        };
        if budget == 0 {
            break true;
        }
        if list == YIELDED && !host_has_gone_on && host_matters(world) {
            break true;
        }
        if list == YIELDED {
            host_has_gone_on = false;
        }
        sched::turn(world, list)?;
        budget -= 1;
    };
    let code = if world.load(host, host::TASKS) == 0 {
        hosts::end(world, host)?;
        code::EXIT
    } else if yields {
        code::YIELD
    } else {
        code::WAIT | hosts::set_of(world, host) << SET_SHIFT
    };
    world.store(HOST_CODE, 0, code);
    world.store(ACTIVE, 0, 0);
    Ok(())
}

/// Whether anything can happen that a task waits for while only the host goes on.
pub fn host_matters<M: Memory>(memory: &M) -> bool {
    memory.load(OUTSTANDING, 0) != 0 || hosts::others(memory)
}

/// The host calls an exported function that is not of async type.
pub fn export_enter<M: Memory>(memory: &mut M, instance: u32) -> Result<u32, Trap> {
    let task = tasks::new(memory, instance, flag::SYNC)?;
    memory.store(task, task::HOST, 0);
    let active = memory.load(ACTIVE, 0);
    memory.store(task, task::OUTER, active);
    memory.store(ACTIVE, 0, 0);
    tasks::switch_to(memory, task);
    Ok(task)
}

/// It has returned: wakes host tasks that have something to do.
pub fn export_leave<W: World>(world: &mut W, task: u32) {
    let outer = world.load(task, task::OUTER);
    world.store(ACTIVE, 0, outer);
    tasks::switch_back(world, task);
    heap::free(world, task, task::SIZE);
    if outer == 0 {
        wake_one(world);
    } else if world.load(FRAMES, 0) != 0 && block::has_work(world) {
        hosts::wake(world, outer);
    }
}
