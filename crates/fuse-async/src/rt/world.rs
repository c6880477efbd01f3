//! What the runtime calls: the fused code, and the built-ins of the host.

use fuse_handles::rt::Memory;

/// The memory that the runtime works in, and what is around it: one function for each [`Dispatch`](crate::Dispatch) and each
/// [`HostFunc`](crate::HostFunc).
///
/// Those of the fused code run guest code, which calls the runtime again.
pub trait World: Memory {
    /// [`Dispatch::Start`](crate::Dispatch::Start)
    fn start(&mut self, edge: u32, task: u32) -> u32;
    /// [`Dispatch::Callback`](crate::Dispatch::Callback)
    fn callback(&mut self, edge: u32, event: u32, p1: u32, p2: u32) -> u32;
    /// [`Dispatch::Copy`](crate::Dispatch::Copy); `src` and `dst` are an address and the number of elements that are done.
    fn copy_elements(
        &mut self,
        write: u32,
        read: u32,
        src: (u32, u32),
        dst: (u32, u32),
        count: u32,
    );
    /// [`Dispatch::HostResult`](crate::Dispatch::HostResult)
    fn host_result(&mut self, call: u32, retptr: u32);
    /// [`Dispatch::HostWrite`](crate::Dispatch::HostWrite)
    fn host_write(&mut self, copy: u32, end: u32, address: u32, length: u32) -> u32;

    /// [`HostFunc::SetNew`](crate::HostFunc::SetNew)
    fn host_set_new(&mut self) -> u32;
    /// [`HostFunc::SetWait`](crate::HostFunc::SetWait)
    fn host_set_wait(&mut self, set: u32, address: u32) -> u32;
    /// [`HostFunc::SetPoll`](crate::HostFunc::SetPoll)
    fn host_set_poll(&mut self, set: u32, address: u32) -> u32;
    /// [`HostFunc::SetDrop`](crate::HostFunc::SetDrop)
    fn host_set_drop(&mut self, set: u32);
    /// [`HostFunc::Join`](crate::HostFunc::Join)
    fn host_join(&mut self, waitable: u32, set: u32);
    /// [`HostFunc::SubtaskCancel`](crate::HostFunc::SubtaskCancel)
    fn host_subtask_cancel(&mut self, subtask: u32) -> u32;
    /// [`HostFunc::SubtaskDrop`](crate::HostFunc::SubtaskDrop)
    fn host_subtask_drop(&mut self, subtask: u32);
    /// [`HostFunc::TaskCancel`](crate::HostFunc::TaskCancel)
    fn host_task_cancel(&mut self);
    /// [`HostFunc::ThreadYield`](crate::HostFunc::ThreadYield)
    fn host_thread_yield(&mut self) -> u32;
    /// [`HostFunc::ContextGet`](crate::HostFunc::ContextGet)
    fn host_context_get(&mut self) -> u32;
    /// [`HostFunc::ContextSet`](crate::HostFunc::ContextSet)
    fn host_context_set(&mut self, value: u32);
    /// [`HostFunc::StreamNew`](crate::HostFunc::StreamNew)
    fn host_stream_new(&mut self) -> u64;
    /// [`HostFunc::StreamRead`](crate::HostFunc::StreamRead)
    fn host_stream_read(&mut self, end: u32, address: u32, length: u32) -> u32;
    /// [`HostFunc::StreamWrite`](crate::HostFunc::StreamWrite)
    fn host_stream_write(&mut self, end: u32, address: u32, length: u32) -> u32;
    /// [`HostFunc::StreamDropReadable`](crate::HostFunc::StreamDropReadable)
    fn host_stream_drop_readable(&mut self, end: u32);
    /// [`HostFunc::StreamDropWritable`](crate::HostFunc::StreamDropWritable)
    fn host_stream_drop_writable(&mut self, end: u32);
}
