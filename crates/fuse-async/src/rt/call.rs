//! Calls between instances, as the code that is emitted for a lowered function makes them (CanonicalABI, *canon lower*).

use super::layout::{code, flag, progress, state, task};
use super::{World, block, gate, lends, sched, subtask};
use crate::Trap;

/// After the first activation of a task that was called asynchronously: what the lowered function returns.
pub fn call_end<W: World>(world: &mut W, task: u32, packed: u32, caller: u32) -> Result<u32, Trap> {
    if sched::code(packed) != code::EXIT {
        sched::settle(world, task, packed)?;
        if world.load(task, task::STATE) != state::RESOLVED {
            return subtask::new(world, task, progress::STARTED, caller);
        }
        lends::end(world, task + task::LENDS);
        return Ok(progress::RETURNED);
    }
    lends::end(world, task + task::LENDS);
    super::task::leave(world, task);
    super::task::exit(world, task)?;
    Ok(progress::RETURNED)
}

/// The same for a task that may not start yet.
pub fn call_wait<W: World>(world: &mut W, task: u32, caller: u32) -> Result<u32, Trap> {
    gate::queue_up(world, task);
    subtask::new(world, task, progress::STARTING, caller)
}

/// Blocks on the stack until the task may start.
pub fn sync_enter<W: World>(world: &mut W, task: u32) -> Result<(), Trap> {
    let flags = world.load(task, task::FLAGS);
    world.store(task, task::FLAGS, flags | flag::AWAITED);
    gate::queue_up(world, task);
    block::until(world, block::ENTERED, task)
}

/// After the first activation of a task that was called synchronously: blocks on the stack until it has returned.
pub fn sync_end<W: World>(world: &mut W, task: u32, packed: u32) -> Result<(), Trap> {
    let flags = world.load(task, task::FLAGS);
    world.store(task, task::FLAGS, flags | flag::AWAITED);
    if sched::code(packed) == code::EXIT {
        super::task::leave(world, task);
        super::task::exit(world, task)?;
    } else {
        sched::settle(world, task, packed)?;
        block::until(world, block::RETURNED, task)?;
    }
    lends::end(world, task + task::LENDS);
    Ok(())
}
