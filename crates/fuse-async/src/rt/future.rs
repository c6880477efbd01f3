//! Passing the value of a future on (CanonicalABI, *Future State*).

use super::end::{self, Buffer};
use super::host::end as outer;
use super::layout::{DONE, end as record, result, shared};
use super::{World, waitable};
use crate::Trap;

/// *canon future.read* and *canon future.write*
pub fn future_copy<W: World>(
    world: &mut W,
    instance: u32,
    tag: u32,
    index: u32,
    address: u32,
    copy: u32,
    how: u32,
) -> Result<u32, Trap> {
    let end = end::find_idle(world, instance, tag, index, how)?;
    let shared = world.load(end, record::SHARED);
    if shared == 0 {
        return Ok(outer::ask(world, end));
    }
    let buffer = Buffer {
        address,
        length: 1,
        copy,
    };
    if world.load(shared, shared::DROPPED) != 0 {
        world.store(end, record::STATE, DONE);
        return Ok(result::DROPPED);
    }
    let pending = world.load(shared, shared::PENDING);
    if pending == 0 {
        return end::wait(world, end, tag, buffer, how);
    }
    end::check_instances(world, end, pending, how)?;
    world.store(end, record::STATE, DONE);
    waitable::notify(world, pending);
    end::transfer(world, tag, buffer, shared, 0, 1);
    Ok(result::COMPLETED)
}
