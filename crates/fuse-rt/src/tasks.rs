//! The functions of the asynchronous runtime that the module exports, under the names that `Intrinsic::name` gives; `cargo xtask build-rt`
//! checks it.

use crate::memory::Linear;
use crate::trap::unwrap_any;
use fuse_async::rt;

#[unsafe(export_name = "task-new")]
extern "C" fn task_new(instance: u32, edge: u32, retptr: u32, flags: u32) -> u32 {
    unwrap_any(rt::task_new(&mut Linear, instance, edge, retptr, flags))
}

#[unsafe(export_name = "task-enter")]
extern "C" fn task_enter(task: u32) -> u32 {
    rt::task_enter(&mut Linear, task).into()
}

#[unsafe(export_name = "task-start")]
extern "C" fn task_start(task: u32) {
    rt::task_start(&mut Linear, task);
}

#[unsafe(export_name = "lends-keep")]
extern "C" fn lends_keep(mark: u32, task: u32) {
    unwrap_any(rt::lends_keep(&mut Linear, mark, task));
}

#[unsafe(export_name = "call-end")]
extern "C" fn call_end(task: u32, packed: u32, caller: u32) -> u32 {
    unwrap_any(rt::call_end(&mut Linear, task, packed, caller))
}

#[unsafe(export_name = "call-wait")]
extern "C" fn call_wait(task: u32, caller: u32) -> u32 {
    unwrap_any(rt::call_wait(&mut Linear, task, caller))
}

#[unsafe(export_name = "sync-enter")]
extern "C" fn sync_enter(task: u32) {
    unwrap_any(rt::sync_enter(&mut Linear, task));
}

#[unsafe(export_name = "sync-end")]
extern "C" fn sync_end(task: u32, packed: u32) {
    unwrap_any(rt::sync_end(&mut Linear, task, packed));
}

#[unsafe(export_name = "task-release")]
extern "C" fn task_release(task: u32) {
    rt::task_release(&mut Linear, task);
}

#[unsafe(export_name = "args-alloc")]
extern "C" fn args_alloc(task: u32, count: u32) -> u32 {
    unwrap_any(rt::args_alloc(&mut Linear, task, count))
}

#[unsafe(export_name = "sync-task-enter")]
extern "C" fn sync_task_enter(instance: u32) -> u32 {
    unwrap_any(rt::sync_task_enter(&mut Linear, instance))
}

#[unsafe(export_name = "sync-task-leave")]
extern "C" fn sync_task_leave(task: u32) {
    rt::sync_task_leave(&mut Linear, task);
}

#[unsafe(export_name = "task-returning")]
extern "C" fn task_returning() -> u32 {
    unwrap_any(rt::task_returning(&mut Linear))
}

#[unsafe(export_name = "task-resolve")]
extern "C" fn task_resolve(task: u32) {
    rt::task_resolve(&mut Linear, task);
}

#[unsafe(export_name = "task-cancel")]
extern "C" fn task_cancel() {
    unwrap_any(rt::task_cancel(&mut Linear));
}

#[unsafe(export_name = "root-new")]
extern "C" fn root_new(instance: u32, edge: u32, flags: u32) -> u32 {
    unwrap_any(rt::root_new(&mut Linear, instance, edge, flags))
}

#[unsafe(export_name = "root-end")]
extern "C" fn root_end(task: u32, packed: u32) -> u32 {
    unwrap_any(rt::root_end(&mut Linear, task, packed))
}

#[unsafe(export_name = "root-wait")]
extern "C" fn root_wait(task: u32) -> u32 {
    unwrap_any(rt::root_wait(&mut Linear, task))
}

#[unsafe(export_name = "root-event")]
extern "C" fn root_event(event: u32, p1: u32, p2: u32) -> u32 {
    unwrap_any(rt::root_event(&mut Linear, event, p1, p2))
}

#[unsafe(export_name = "export-enter")]
extern "C" fn export_enter(instance: u32) -> u32 {
    unwrap_any(rt::export_enter(&mut Linear, instance))
}

#[unsafe(export_name = "export-leave")]
extern "C" fn export_leave(task: u32) {
    rt::export_leave(&mut Linear, task);
}

#[unsafe(export_name = "backpressure-inc")]
extern "C" fn backpressure_inc(instance: u32) {
    unwrap_any(rt::backpressure_inc(&mut Linear, instance));
}

#[unsafe(export_name = "backpressure-dec")]
extern "C" fn backpressure_dec(instance: u32) {
    unwrap_any(rt::backpressure_dec(&mut Linear, instance));
}

#[unsafe(export_name = "set-new")]
extern "C" fn set_new(instance: u32) -> u32 {
    unwrap_any(rt::set_new(&mut Linear, instance))
}

#[unsafe(export_name = "set-wait")]
extern "C" fn set_wait(instance: u32, cancellable: u32, index: u32) -> u32 {
    unwrap_any(rt::set_wait(&mut Linear, instance, cancellable, index))
}

#[unsafe(export_name = "set-poll")]
extern "C" fn set_poll(instance: u32, cancellable: u32, index: u32) -> u32 {
    unwrap_any(rt::set_poll(&mut Linear, instance, cancellable, index))
}

#[unsafe(export_name = "set-drop")]
extern "C" fn set_drop(instance: u32, index: u32) {
    unwrap_any(rt::set_drop(&mut Linear, instance, index));
}

#[unsafe(export_name = "join")]
extern "C" fn join(instance: u32, waitable: u32, set: u32) {
    unwrap_any(rt::join(&mut Linear, instance, waitable, set));
}

#[unsafe(export_name = "subtask-cancel")]
extern "C" fn subtask_cancel(instance: u32, index: u32) -> u32 {
    unwrap_any(rt::subtask_cancel(&mut Linear, instance, index))
}

#[unsafe(export_name = "subtask-cancel-async")]
extern "C" fn subtask_cancel_async(instance: u32, index: u32) -> u32 {
    unwrap_any(rt::subtask_cancel_async(&mut Linear, instance, index))
}

#[unsafe(export_name = "subtask-drop")]
extern "C" fn subtask_drop(instance: u32, index: u32) {
    unwrap_any(rt::subtask_drop(&mut Linear, instance, index));
}

#[unsafe(export_name = "thread-yield")]
extern "C" fn thread_yield(cancellable: u32) -> u32 {
    unwrap_any(rt::thread_yield(&mut Linear, cancellable))
}

#[unsafe(export_name = "host-call-end")]
extern "C" fn host_call_end(status: u32, caller: u32, call: u32, retptr: u32, mark: u32) -> u32 {
    unwrap_any(rt::host_call_end(
        &mut Linear,
        status,
        caller,
        call,
        retptr,
        mark,
    ))
}

#[unsafe(export_name = "host-call-await")]
extern "C" fn host_call_await(status: u32, caller: u32, call: u32, retptr: u32, mark: u32) {
    unwrap_any(rt::host_call_await(
        &mut Linear,
        status,
        caller,
        call,
        retptr,
        mark,
    ));
}

#[unsafe(export_name = "pair-new")]
extern "C" fn pair_new(instance: u32, tag: u32) -> u64 {
    unwrap_any(rt::pair_new(&mut Linear, instance, tag))
}

#[unsafe(export_name = "stream-copy")]
extern "C" fn stream_copy(
    instance: u32,
    tag: u32,
    index: u32,
    address: u32,
    length: u32,
    copy: u32,
    how: u32,
) -> u32 {
    unwrap_any(rt::stream_copy(
        &mut Linear,
        instance,
        tag,
        index,
        address,
        length,
        copy,
        how,
    ))
}

#[unsafe(export_name = "future-copy")]
extern "C" fn future_copy(
    instance: u32,
    tag: u32,
    index: u32,
    address: u32,
    copy: u32,
    how: u32,
) -> u32 {
    unwrap_any(rt::future_copy(
        &mut Linear,
        instance,
        tag,
        index,
        address,
        copy,
        how,
    ))
}

#[unsafe(export_name = "copy-cancel")]
extern "C" fn copy_cancel(instance: u32, tag: u32, index: u32, how: u32) -> u32 {
    unwrap_any(rt::copy_cancel(&mut Linear, instance, tag, index, how))
}

#[unsafe(export_name = "end-drop")]
extern "C" fn end_drop(instance: u32, tag: u32, index: u32) -> u32 {
    unwrap_any(rt::end_drop(&mut Linear, instance, tag, index))
}

#[unsafe(export_name = "end-move")]
extern "C" fn end_move(src_instance: u32, dst_instance: u32, tag: u32, index: u32) -> u32 {
    unwrap_any(rt::end_move(
        &mut Linear,
        src_instance,
        dst_instance,
        tag,
        index,
    ))
}

#[unsafe(export_name = "end-take")]
extern "C" fn end_take(instance: u32, tag: u32, handle: u32) -> u32 {
    unwrap_any(rt::end_take(&mut Linear, instance, tag, handle))
}

#[unsafe(export_name = "end-give")]
extern "C" fn end_give(instance: u32, tag: u32, index: u32) -> u32 {
    unwrap_any(rt::end_give(&mut Linear, instance, tag, index))
}

#[unsafe(export_name = "end-promote")]
extern "C" fn end_promote(instance: u32, tag: u32, index: u32, writable: u32) -> u32 {
    unwrap_any(rt::end_promote(&mut Linear, instance, tag, index, writable))
}

#[unsafe(export_name = "end-copied")]
extern "C" fn end_copied(handle: u32, told: u32, how: u32) -> u32 {
    unwrap_any(rt::end_copied(&mut Linear, handle, told, how))
}

#[unsafe(export_name = "end-cancelled")]
extern "C" fn end_cancelled(handle: u32, told: u32) -> u32 {
    rt::end_cancelled(&mut Linear, handle, told)
}
