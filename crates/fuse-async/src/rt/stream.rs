//! Copying elements of a stream, from end to end without anything between (CanonicalABI, *Stream State*).

use super::end::{self, Buffer};
use super::host::end as outer;
use super::layout::{COPYING, DONE, end as record, result, shared};
use super::{World, waitable};
use crate::Trap;
use fuse_handles::rt::Memory;

/// *canon stream.read* and *canon stream.write*
#[expect(clippy::too_many_arguments, reason = "they are those of the intrinsic")]
pub fn stream_copy<W: World>(
    world: &mut W,
    instance: u32,
    tag: u32,
    index: u32,
    address: u32,
    length: u32,
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
        length,
        copy,
    };
    if world.load(shared, shared::DROPPED) != 0 {
        world.store(end, record::STATE, DONE);
        return Ok(result::DROPPED);
    }
    let pending = world.load(shared, shared::PENDING);
    if pending != 0 {
        end::check_instances(world, end, pending, how)?;
        let done = world.load(shared, shared::PROGRESS);
        let room = world.load(shared, shared::LENGTH) - done;
        let count = room.min(length);
        if count != 0 {
            end::progress(world, pending, count);
            end::transfer(world, tag, buffer, shared, done, count);
        }
        if room != 0 {
            return Ok(end::completed(count));
        }
    }
    if end::is_writable(tag) && length == 0 && reads_nothing(world, end) {
        return Ok(end::completed(0));
    }
    if pending != 0 {
        // It has copied all that it will: the buffer that is waited with is another one from now on.
        waitable::notify(world, pending);
    }
    end::wait(world, end, tag, buffer, how)
}

/// Whether the other end is in a read of nothing.
///
/// When a write of nothing meets that, only the writer hears of it, who has to come with more: or neither would ever wait. Hosts tell it
/// even if the reader has an answer already, and has not heard of it.
#[inline(always)]
fn reads_nothing<M: Memory>(memory: &M, end: u32) -> bool {
    let other = memory.load(end, record::OTHER);
    memory.load(other, record::STATE) == COPYING && memory.load(other, record::RESULT) == 0
}
