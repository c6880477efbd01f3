//! The functions that the module exports, under the names that `Intrinsic::name` gives; `cargo xtask build-rt` checks it.

use crate::memory::Linear;
use crate::trap::{unwrap, unwrap_any};
use fuse_handles::rt;

#[unsafe(export_name = "own-add")]
extern "C" fn own_add(table: u32, tag: u32, rep: u32) -> u32 {
    unwrap(rt::own_add(&mut Linear, table, tag, rep))
}

#[unsafe(export_name = "own-take")]
extern "C" fn own_take(table: u32, tag: u32, index: u32) -> u32 {
    unwrap(rt::own_take(&mut Linear, table, tag, index))
}

#[unsafe(export_name = "own-move")]
extern "C" fn own_move(src_table: u32, dst_table: u32, tag: u32, index: u32) -> u32 {
    unwrap(rt::own_move(&mut Linear, src_table, dst_table, tag, index))
}

#[unsafe(export_name = "rep")]
extern "C" fn rep(table: u32, tag: u32, index: u32) -> u32 {
    unwrap(rt::rep(&Linear, table, tag, index))
}

#[unsafe(export_name = "lend")]
extern "C" fn lend(table: u32, tag: u32, index: u32) -> u32 {
    unwrap(rt::lend(&mut Linear, table, tag, index))
}

#[unsafe(export_name = "lends")]
extern "C" fn lends() -> u32 {
    rt::lends(&Linear)
}

#[unsafe(export_name = "lends-end")]
extern "C" fn lends_end(mark: u32) {
    rt::lends_end(&mut Linear, mark);
}

#[unsafe(export_name = "borrow-add")]
extern "C" fn borrow_add(table: u32, tag: u32, rep: u32) -> u32 {
    unwrap(rt::borrow_add(&mut Linear, table, tag, rep))
}

#[unsafe(export_name = "drop")]
extern "C" fn drop(table: u32, tag: u32, index: u32) -> u64 {
    unwrap(rt::drop(&mut Linear, table, tag, index))
}

#[unsafe(export_name = "host-own-enter")]
extern "C" fn host_own_enter(table: u32, tag: u32, handle: u32) -> u32 {
    unwrap(rt::host_own_enter(&mut Linear, table, tag, handle))
}

#[unsafe(export_name = "host-borrow-enter")]
extern "C" fn host_borrow_enter(table: u32, tag: u32, handle: u32) -> u32 {
    unwrap(rt::host_borrow_enter(&mut Linear, table, tag, handle))
}

#[unsafe(export_name = "host-own-leave")]
extern "C" fn host_own_leave(table: u32, tag: u32, index: u32) -> u32 {
    unwrap(rt::host_own_leave(&mut Linear, table, tag, index))
}

#[unsafe(export_name = "host-own-offer")]
extern "C" fn host_own_offer(table: u32, tag: u32, index: u32) -> u32 {
    unwrap_any(rt::host_own_offer(&mut Linear, table, tag, index))
}

#[unsafe(export_name = "host-release")]
extern "C" fn host_release(handle: u32) {
    unwrap(rt::host_release(&mut Linear, handle));
}

#[unsafe(export_name = "stash")]
extern "C" fn stash(address: u32, ours: u32, theirs: u32) {
    unwrap(rt::stash(&mut Linear, address, ours, theirs));
}

#[unsafe(export_name = "scratch-realloc")]
extern "C" fn scratch_realloc(old: u32, old_size: u32, align: u32, new_size: u32) -> u32 {
    unwrap(rt::scratch_realloc(
        &mut Linear,
        old,
        old_size,
        align,
        new_size,
    ))
}

#[unsafe(export_name = "scratch-take")]
extern "C" fn scratch_take() -> u32 {
    rt::scratch_take(&mut Linear)
}

#[unsafe(export_name = "scratch-free")]
extern "C" fn scratch_free(block: u32) {
    rt::scratch_free(&mut Linear, block);
}

#[unsafe(export_name = "result-realloc")]
extern "C" fn result_realloc(old: u32, old_size: u32, align: u32, new_size: u32) -> u32 {
    unwrap_any(rt::result_realloc(
        &mut Linear,
        old,
        old_size,
        align,
        new_size,
    ))
}

#[unsafe(export_name = "result-free")]
extern "C" fn result_free(address: u32, length: u32) {
    rt::result_free(&mut Linear, address, length);
}

#[unsafe(export_name = "error-context-new")]
extern "C" fn error_context_new(table: u32, length: u32) -> u32 {
    unwrap(rt::error_context_new(&mut Linear, table, length))
}

#[unsafe(export_name = "error-context-find")]
extern "C" fn error_context_find(table: u32, index: u32) -> u32 {
    unwrap(rt::error_context_find(&Linear, table, index))
}

#[unsafe(export_name = "error-context-copy")]
extern "C" fn error_context_copy(src_table: u32, dst_table: u32, index: u32) -> u32 {
    unwrap(rt::error_context_copy(
        &mut Linear,
        src_table,
        dst_table,
        index,
    ))
}

#[unsafe(export_name = "error-context-drop")]
extern "C" fn error_context_drop(table: u32, index: u32) {
    unwrap(rt::error_context_drop(&mut Linear, table, index));
}
