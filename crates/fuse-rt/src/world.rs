//! What the asynchronous runtime calls, imported from the fused module.

use crate::memory::Linear;
use fuse_async::rt::World;

/// They have the names that `Dispatch::name` gives; `cargo xtask build-rt` checks it.
mod dispatch {
    #[link(wasm_import_module = "dispatch")]
    unsafe extern "C" {
        #[link_name = "start"]
        pub safe fn start(edge: u32, task: u32) -> u32;
        #[link_name = "callback"]
        pub safe fn callback(edge: u32, event: u32, p1: u32, p2: u32) -> u32;
        #[link_name = "copy"]
        pub safe fn copy(
            write: u32,
            read: u32,
            src: u32,
            src_from: u32,
            dst: u32,
            dst_from: u32,
            count: u32,
        );
        #[link_name = "host-result"]
        pub safe fn host_result(call: u32, retptr: u32);
        #[link_name = "host-write"]
        pub safe fn host_write(copy: u32, end: u32, address: u32, length: u32) -> u32;
    }
}

/// They have the names that `HostFunc::name` gives; `cargo xtask build-rt` checks it.
mod host {
    #[link(wasm_import_module = "host")]
    unsafe extern "C" {
        #[link_name = "waitable-set.new"]
        pub safe fn set_new() -> u32;
        #[link_name = "waitable-set.wait"]
        pub safe fn set_wait(set: u32, address: u32) -> u32;
        #[link_name = "waitable-set.poll"]
        pub safe fn set_poll(set: u32, address: u32) -> u32;
        #[link_name = "waitable-set.drop"]
        pub safe fn set_drop(set: u32);
        #[link_name = "waitable.join"]
        pub safe fn join(waitable: u32, set: u32);
        #[link_name = "subtask.cancel"]
        pub safe fn subtask_cancel(subtask: u32) -> u32;
        #[link_name = "subtask.drop"]
        pub safe fn subtask_drop(subtask: u32);
        #[link_name = "task.cancel"]
        pub safe fn task_cancel();
        #[link_name = "thread.yield"]
        pub safe fn thread_yield() -> u32;
        #[link_name = "context.get"]
        pub safe fn context_get() -> u32;
        #[link_name = "context.set"]
        pub safe fn context_set(value: u32);
        #[link_name = "stream.new"]
        pub safe fn stream_new() -> u64;
        #[link_name = "stream.read"]
        pub safe fn stream_read(end: u32, address: u32, length: u32) -> u32;
        #[link_name = "stream.write"]
        pub safe fn stream_write(end: u32, address: u32, length: u32) -> u32;
        #[link_name = "stream.drop-readable"]
        pub safe fn stream_drop_readable(end: u32);
        #[link_name = "stream.drop-writable"]
        pub safe fn stream_drop_writable(end: u32);
    }
}

impl World for Linear {
    fn start(&mut self, edge: u32, task: u32) -> u32 {
        dispatch::start(edge, task)
    }

    fn callback(&mut self, edge: u32, event: u32, p1: u32, p2: u32) -> u32 {
        dispatch::callback(edge, event, p1, p2)
    }

    fn copy_elements(
        &mut self,
        write: u32,
        read: u32,
        (src, src_from): (u32, u32),
        (dst, dst_from): (u32, u32),
        count: u32,
    ) {
        dispatch::copy(write, read, src, src_from, dst, dst_from, count);
    }

    fn host_result(&mut self, call: u32, retptr: u32) {
        dispatch::host_result(call, retptr);
    }

    fn host_write(&mut self, copy: u32, end: u32, address: u32, length: u32) -> u32 {
        dispatch::host_write(copy, end, address, length)
    }

    fn host_set_new(&mut self) -> u32 {
        host::set_new()
    }

    fn host_set_wait(&mut self, set: u32, address: u32) -> u32 {
        host::set_wait(set, address)
    }

    fn host_set_poll(&mut self, set: u32, address: u32) -> u32 {
        host::set_poll(set, address)
    }

    fn host_set_drop(&mut self, set: u32) {
        host::set_drop(set);
    }

    fn host_join(&mut self, waitable: u32, set: u32) {
        host::join(waitable, set);
    }

    fn host_subtask_cancel(&mut self, subtask: u32) -> u32 {
        host::subtask_cancel(subtask)
    }

    fn host_subtask_drop(&mut self, subtask: u32) {
        host::subtask_drop(subtask);
    }

    fn host_task_cancel(&mut self) {
        host::task_cancel();
    }

    fn host_thread_yield(&mut self) -> u32 {
        host::thread_yield()
    }

    fn host_context_get(&mut self) -> u32 {
        host::context_get()
    }

    fn host_context_set(&mut self, value: u32) {
        host::context_set(value);
    }

    fn host_stream_new(&mut self) -> u64 {
        host::stream_new()
    }

    fn host_stream_read(&mut self, end: u32, address: u32, length: u32) -> u32 {
        host::stream_read(end, address, length)
    }

    fn host_stream_write(&mut self, end: u32, address: u32, length: u32) -> u32 {
        host::stream_write(end, address, length)
    }

    fn host_stream_drop_readable(&mut self, end: u32) {
        host::stream_drop_readable(end);
    }

    fn host_stream_drop_writable(&mut self, end: u32) {
        host::stream_drop_writable(end);
    }
}
