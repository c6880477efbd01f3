//! Where things lie in the runtime's memory, beside what [`fuse_handles::rt::layout`] says: shared by the runtime and by the code that is
//! emitted around it.

/// The running task's record, or 0 while no guest code runs.
pub const CURRENT: u32 = 192;
/// The record of the host task in whose activation we are, or 0 in a synchronous export or a start function.
pub const ACTIVE: u32 = 196;
/// Tasks that are ready to go on, first come first served: head and tail.
pub const READY: u32 = 200;
/// Tasks that yielded, which run when nothing is ready: head and tail.
pub const YIELDED: u32 = 208;
/// Host tasks that are alive: head of their list.
pub const HOST_TASKS: u32 = 216;
/// Tasks that no host task is there for: head of their list.
pub const ORPHANS: u32 = 220;
/// The second and third word of the event that was taken last.
pub const EVENT: u32 = 224;
/// Waitables by the host's handle of them: address of the words, number of words.
pub const HOST_MAP: u32 = 232;
/// How many waitables were made, which orders the events of a set.
pub const MADE: u32 = 240;
/// The [`frame`] that blocks on the stack and was entered last, or 0.
pub const FRAMES: u32 = 244;
/// How many calls and copies the host has begun and not ended.
pub const OUTSTANDING: u32 = 248;
/// What the host is told when the activation of a host task ends.
pub const HOST_CODE: u32 = 252;

/// An instance: the rest of its table header.
pub mod instance {
    /// How often `backpressure.inc` was called and not undone.
    pub const BACKPRESSURE: u32 = 24;
    /// The task that holds the instance for itself, or 0.
    pub const EXCLUSIVE: u32 = 28;
    /// Calls that wait to be let in, first come first served: head and tail.
    pub const GATE: u32 = 32;
    /// Tasks that are ready but for [`EXCLUSIVE`]: head and tail.
    pub const HELD_UP: u32 = 40;
    /// How many calls wait to be let in, whatever list they are in (CanonicalABI, `num_waiting_to_enter`).
    pub const ENTERING: u32 = 48;
    /// The context of the task whose post-return function the host is about to call: two words.
    pub const CONTEXT: u32 = 52;
    /// What is lent for the call of the host that is being made: head of the list.
    pub const PASSED: u32 = 60;
}

/// A task: the callee's side of a call.
pub mod task {
    /// Bytes of a record.
    pub const SIZE: u32 = 128;
    /// The header of the instance that it runs in.
    pub const INSTANCE: u32 = 0;
    /// The number of the edge that it is a call over.
    pub const EDGE: u32 = 4;
    /// See [`state`](super::state).
    pub const STATE: u32 = 8;
    /// See [`flag`](super::flag).
    pub const FLAGS: u32 = 12;
    /// Borrowed handles that it has not dropped; the scope of their slots points here.
    pub const BORROWS: u32 = 16;
    /// The two slots of `context.get` and `context.set`.
    pub const CONTEXT: u32 = 20;
    /// The caller's subtask, or 0: nobody asked for one yet, or it was dropped.
    pub const SUBTASK: u32 = 28;
    /// Where the caller wants the result.
    pub const RETPTR: u32 = 32;
    /// The host task that it belongs to, or 0.
    pub const HOST: u32 = 36;
    /// The task that was running when this one was given control.
    pub const PREVIOUS: u32 = 40;
    /// The lends made for it that no subtask has yet: head of their list.
    pub const LENDS: u32 = 44;
    /// The waitable set that it waits on, or 0.
    pub const SET: u32 = 48;
    /// The next one in the list that it is in; a task is in one list at most.
    pub const NEXT: u32 = 52;
    /// What it waits for, see [`wait`](super::wait).
    pub const WAIT: u32 = 56;
    /// Flat arguments of a call that waits to be let in: their address. Four of them lie in the record.
    pub const ARGS: u32 = 60;
    /// Eight bytes: the flat result of a call that was lowered synchronously.
    pub const RESULT: u32 = 64;
    /// Thirty-two bytes: arguments, eight bytes each.
    pub const INLINE_ARGS: u32 = 72;
    /// The next task of its host task or of the orphans.
    pub const SIBLING: u32 = 104;
    /// For a synchronous call of the host's, the host task that was active before.
    pub const OUTER: u32 = 108;
    /// How many arguments have a block of their own.
    pub const ARGS_COUNT: u32 = 112;
    // 116 .. 128 are the runtime's to use.
}

/// A host task: a call of the host's to an exported function of async type, and what it left running.
pub mod host {
    /// Bytes of a record.
    pub const SIZE: u32 = 48;
    /// The host's waitable set that it waits on, or 0 as long as it needed none.
    pub const SET: u32 = 0;
    /// The task that the host called, or 0 when it has exited.
    pub const ROOT: u32 = 4;
    /// How many tasks belong to it.
    pub const TASKS: u32 = 8;
    /// The readable end of the stream that wakes it, or 0.
    pub const READABLE: u32 = 12;
    /// The writable end.
    pub const WRITABLE: u32 = 16;
    /// Whether it was woken and has not noticed.
    pub const WOKEN: u32 = 20;
    /// The next host task.
    pub const NEXT: u32 = 24;
    /// Its root, if that is ready and another host task is active: head and tail.
    pub const READY: u32 = 28;
}

/// A function that blocks on the stack.
pub mod frame {
    /// Bytes of a record.
    pub const SIZE: u32 = 16;
    /// The frame below, or 0.
    pub const PREVIOUS: u32 = 0;
    /// What it waits for.
    pub const KIND: u32 = 4;
    /// The record that is meant.
    pub const RECORD: u32 = 8;
    /// The task that waits.
    pub const TASK: u32 = 12;
}

/// A handle that is lent until a resolution is delivered.
pub mod lend {
    /// Bytes of a record.
    pub const SIZE: u32 = 12;
    /// The next one in the list.
    pub const NEXT: u32 = 0;
    /// The header of the table that the handle is in, maybe with the bit [`OFFERED`](fuse_handles::rt::layout::OFFERED).
    pub const TABLE: u32 = 4;
    /// The handle.
    pub const INDEX: u32 = 8;
}

/// What a task has come to (CanonicalABI, `Task.State`).
pub mod state {
    /// It has not started.
    pub const INITIAL: u32 = 0;
    /// It runs, or waits.
    pub const STARTED: u32 = 1;
    /// It was cancelled and has not heard of it.
    pub const PENDING_CANCEL: u32 = 2;
    /// It was told that it is cancelled.
    pub const CANCEL_DELIVERED: u32 = 3;
    /// It returned or was cancelled.
    pub const RESOLVED: u32 = 4;
}

/// Facts about a task.
pub mod flag {
    /// Its function is not of async type: it must not block.
    pub const SYNC: u32 = 1;
    /// Its function was lifted without `async`: it must not call `task.return`.
    pub const SYNC_LIFT: u32 = 2;
    /// A caller waits for it on the stack and will release the record.
    pub const AWAITED: u32 = 4;
    /// Its core function has returned for good.
    pub const EXITED: u32 = 8;
    /// The host called it.
    pub const ROOT: u32 = 16;
}

/// What a task waits for.
pub mod wait {
    /// Nothing: it runs, or has exited.
    pub const NONE: u32 = 0;
    /// To be let in.
    pub const GATE: u32 = 1;
    /// Its turn, after it has yielded.
    pub const TURN: u32 = 2;
    /// An event of its set.
    pub const EVENT: u32 = 3;
}

/// What everything that can be in a waitable set starts with (CanonicalABI, `Waitable`).
pub mod waitable {
    /// The header of the table that it is in.
    pub const INSTANCE: u32 = 0;
    /// Its index there.
    pub const INDEX: u32 = 4;
    /// Its set, or 0.
    pub const SET: u32 = 8;
    /// Its neighbours in the list of the set's members.
    pub const PREVIOUS: u32 = 12;
    /// See [`PREVIOUS`].
    pub const NEXT: u32 = 16;
    /// Whether it has a pending event.
    pub const PENDING: u32 = 20;
    /// The next one in the set's list of members with a pending event.
    pub const NEXT_PENDING: u32 = 24;
    /// The order in which events are taken: the kind, then age. Host subtasks come first, then subtasks, then ends of streams and futures.
    pub const ORDER: u32 = 28;
    /// The host's handle, or 0.
    pub const HOST_HANDLE: u32 = 32;
    /// The host's waitable set that the host's handle is in, or 0.
    pub const HOST_SET: u32 = 36;
    /// Whether a task waits for it on the stack (CanonicalABI, `has_sync_waiter`).
    pub const AWAITED: u32 = 40;
    /// Where the rest of the record starts.
    pub const END: u32 = 44;
}

/// A subtask: the caller's side of a call (CanonicalABI, *Subtask State*).
pub mod subtask {
    use super::waitable;
    /// Bytes of a record.
    pub const SIZE: u32 = 64;
    /// `Subtask.State`, with the numbers of the specification.
    pub const STATE: u32 = waitable::END;
    /// The task, or 0 when it is gone or the host's.
    pub const TASK: u32 = waitable::END + 4;
    /// Lends that end when the resolution is delivered: head of their list.
    pub const LENDS: u32 = waitable::END + 8;
    /// [`CANCELLED`](super::CANCELLED), [`DELIVERED`](super::DELIVERED); above these, the number of a call of the host, plus 1.
    pub const FLAGS: u32 = waitable::END + 12;
    /// Where the caller wants the result of a call of the host.
    pub const RETPTR: u32 = waitable::END + 16;
}

/// In the number of a call of the host, says that it goes by way of the runtime's memory, and that the list of blocks which is given as the
/// place of its result is nobody's when the call has ended.
pub const RELAYED: u32 = 1 << 28;

/// More lends than there can be: the mark of a call that lends nothing.
pub const NO_LENDS: u32 = 1 << 28;

/// Cancellation of a subtask was requested.
pub const CANCELLED: u32 = 1;
/// The resolution of a subtask was delivered.
pub const DELIVERED: u32 = 2;

/// A waitable set.
pub mod set {
    /// Bytes of a record.
    pub const SIZE: u32 = 32;
    /// First member.
    pub const MEMBERS: u32 = 0;
    /// First member with a pending event, in the order of their `ORDER`.
    pub const PENDING: u32 = 4;
    /// Tasks that wait on it: head and tail.
    pub const WAITERS: u32 = 8;
    /// How many wait on it, on the stack as well (CanonicalABI, `num_waiting`).
    pub const WAITING: u32 = 16;
    /// The host's waitable set that members with a host's handle are in, or 0.
    pub const HOST_SET: u32 = 20;
    /// How many members have a host's handle.
    pub const HOST_MEMBERS: u32 = 24;
}

/// What the two ends of a stream or a future share (CanonicalABI, *Stream State*): at most one side waits.
pub mod shared {
    /// Bytes of a record.
    pub const SIZE: u32 = 32;
    /// How many ends are left.
    pub const ENDS: u32 = 0;
    /// Whether an end was dropped.
    pub const DROPPED: u32 = 4;
    /// The end that waits, or 0.
    pub const PENDING: u32 = 8;
    /// Its buffer.
    pub const ADDRESS: u32 = 12;
    /// How many elements it has room for, or holds.
    pub const LENGTH: u32 = 16;
    /// How many of them are done.
    pub const PROGRESS: u32 = 20;
    /// The number of the built-in by which it copies.
    pub const COPY: u32 = 24;
}

/// An end of a stream or a future (CanonicalABI, `CopyEnd`).
pub mod end {
    use super::waitable;
    /// Bytes of a record.
    pub const SIZE: u32 = 64;
    /// What the two ends share, or 0 if the other end is the host's: then the host copies.
    pub const SHARED: u32 = waitable::END;
    /// [`IDLE`](super::IDLE) and those after it.
    pub const STATE: u32 = waitable::END + 4;
    /// What the pending event says: `progress << 4 | result`; for a future, the result.
    pub const RESULT: u32 = waitable::END + 8;
    /// The other end.
    pub const OTHER: u32 = waitable::END + 12;
}

/// Nothing is going on (CanonicalABI, `CopyState`).
pub const IDLE: u32 = 0;
/// A copy is going on.
pub const COPYING: u32 = 1;
/// A copy was cancelled and has not ended.
pub const CANCELLING: u32 = 2;
/// The other end is gone, or the future's value was passed.
pub const DONE: u32 = 3;

/// Kinds of slots, beside those of resources and [error contexts](fuse_handles::rt::layout::ERROR_CONTEXT).
pub mod kind {
    /// A subtask.
    pub const SUBTASK: u32 = 4;
    /// A waitable set.
    pub const SET: u32 = 5;
    /// The readable end of a stream; the writable end's kind is one more.
    pub const STREAM: u32 = 8;
    /// The readable end of a future; the writable end's kind is one more.
    pub const FUTURE: u32 = 10;
    /// What distinguishes a writable end from a readable one.
    pub const WRITABLE: u32 = 1;
}

/// Codes of events (CanonicalABI, `EventCode`).
pub mod event {
    /// Nothing happened.
    pub const NONE: u32 = 0;
    /// A subtask made progress.
    pub const SUBTASK: u32 = 1;
    /// A read of a stream ended.
    pub const STREAM_READ: u32 = 2;
    /// A write to a stream ended.
    pub const STREAM_WRITE: u32 = 3;
    /// A read of a future ended.
    pub const FUTURE_READ: u32 = 4;
    /// A write to a future ended.
    pub const FUTURE_WRITE: u32 = 5;
    /// The task was cancelled.
    pub const TASK_CANCELLED: u32 = 6;
}

/// Codes that an entry or a callback returns (CanonicalABI, `CallbackCode`), in the four lowest bits.
pub mod code {
    /// The task is at its end.
    pub const EXIT: u32 = 0;
    /// Others may run.
    pub const YIELD: u32 = 1;
    /// It waits for an event of the set whose index is in the bits above.
    pub const WAIT: u32 = 2;
}

/// `Subtask.State` in the specification.
pub mod progress {
    /// The callee has not started.
    pub const STARTING: u32 = 0;
    /// It has started.
    pub const STARTED: u32 = 1;
    /// It has returned.
    pub const RETURNED: u32 = 2;
    /// It was cancelled before it started.
    pub const CANCELLED_BEFORE_STARTED: u32 = 3;
    /// It was cancelled before it returned.
    pub const CANCELLED_BEFORE_RETURNED: u32 = 4;
}

/// What a built-in returns that could not finish (CanonicalABI, `BLOCKED`).
pub const BLOCKED: u32 = 0xffff_ffff;

/// What the runtime returns if the host has to do what was asked for: the host's handle is at [`EVENT`].
pub const ASK_HOST: u32 = 0xffff_fffe;

/// How a copy of a stream or a future ended (CanonicalABI, `CopyResult`).
pub mod result {
    /// As far as it went.
    pub const COMPLETED: u32 = 0;
    /// The other end was dropped.
    pub const DROPPED: u32 = 1;
    /// It was cancelled.
    pub const CANCELLED: u32 = 2;
}

/// Bits of the `how` of a copy.
pub mod how {
    /// The built-in is `async`: it does not wait.
    pub const ASYNC: u32 = 1;
    /// The elements are numbers, or there are none: the two ends may be of one instance.
    pub const NUMBERS: u32 = 2;
}
