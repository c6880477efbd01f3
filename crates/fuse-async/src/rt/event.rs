//! Events: what a waitable tells when its pending event is taken (CanonicalABI, `Waitable.get_pending_event`).

use super::layout::{DELIVERED, EVENT, event, kind, progress, set, subtask, waitable as record};
use super::{lends, waitable};
use fuse_handles::rt::Memory;

/// Takes the first of a set's pending events, of which there is one: gives its code, and leaves the rest at `EVENT`.
pub fn take_first<M: Memory>(memory: &mut M, set: u32) -> u32 {
    let waitable = memory.load(set, set::PENDING);
    waitable::take(memory, waitable);
    let instance = memory.load(waitable, record::INSTANCE);
    let index = memory.load(waitable, record::INDEX);
    let (code, index, payload) = match super::record::kind(memory, instance, index) {
        kind::SUBTASK => (event::SUBTASK, index, deliver(memory, waitable)),
        _ => super::end::event(memory, waitable),
    };
    memory.store(EVENT, 0, index);
    memory.store(EVENT, 4, payload);
    code
}

/// What a subtask has come to: if that is its resolution, what was lent to it is so no longer (CanonicalABI, `Subtask.deliver_resolve`).
pub fn deliver<M: Memory>(memory: &mut M, subtask: u32) -> u32 {
    let state = memory.load(subtask, subtask::STATE);
    if state >= progress::RETURNED {
        let flags = memory.load(subtask, subtask::FLAGS);
        memory.store(subtask, subtask::FLAGS, flags | DELIVERED);
        lends::end(memory, subtask + subtask::LENDS);
    }
    state
}
