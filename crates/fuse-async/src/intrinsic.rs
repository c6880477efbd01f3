//! The functions that the compiled runtime exports and imports, by name and signature.

/// How many `i32` parameters a function has, and what it returns.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// The number of parameters, all `i32`.
    pub params: usize,
    /// Its result.
    pub result: Output,
}

/// What a function of the runtime returns.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Output {
    /// Nothing.
    None,
    /// An `i32`.
    I32,
    /// An `i64`.
    I64,
}

/// A function that the compiled runtime exports. All parameters are `i32`; so are results, unless said otherwise.
///
/// `instance` is the address of an instance's [table header](fuse_handles::rt::layout::table), `task` that of a [task](crate::rt::layout::task), `edge` the
/// number of an edge, `packed` what a callback returns, `index` a handle of `instance`.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Intrinsic {
    /// `(instance, edge, retptr, flags) -> task`: a task that has not started, which belongs to the host task of the running one; `retptr` is where the caller wants the result.
    TaskNew,
    /// `(task) -> i32`: 1 if the task may start, and has the instance for itself from now on; 0 if it has to wait (CanonicalABI, `Task.enter_implicit_thread`).
    TaskEnter,
    /// `(task)`: called when the parameters are lowered: the task has started and is the running one.
    TaskStart,
    /// `(mark, task)`: the lends made since `Lends` gave `mark` last until the task's resolution is delivered.
    LendsKeep,
    /// `(task, packed, caller) -> status`: after the first activation of a task that was called asynchronously by instance `caller`: what the lowered function returns (CanonicalABI, *canon lower*).
    CallEnd,
    /// `(task, caller) -> status`: the same for a task that may not start yet, and whose arguments are in its record.
    CallWait,
    /// `(task)`: blocks on the stack until the task may start.
    SyncEnter,
    /// `(task, packed)`: after the first activation of a task that was called synchronously: blocks on the stack until it has returned, and ends its lends.
    SyncEnd,
    /// `(task)`: the caller of `SyncEnd` has read the result.
    TaskRelease,
    /// `(task, count) -> address`: room for `count` arguments of eight bytes of a task that may not start yet.
    ArgsAlloc,
    /// `(instance) -> task`: a function that is not of async type starts: a task that must not block, the running one from now on.
    SyncTaskEnter,
    /// `(task)`: it has returned.
    SyncTaskLeave,
    /// `() -> task`: the running task, which may call `task.return` now (CanonicalABI, *canon task.return*).
    TaskReturning,
    /// `(task)`: its result was delivered (CanonicalABI, `Task.return_`).
    TaskResolve,
    /// `()`: *canon task.cancel*.
    TaskCancel,
    /// `(instance, edge, flags) -> task`: the host calls an exported function of async type.
    RootNew,
    /// `(task, packed) -> code`: after its first activation: runs what is ready; the result is the host's callback code.
    RootEnd,
    /// `(task) -> code`: the same for a task that may not start yet, and whose arguments are in its record.
    RootWait,
    /// `(event, p1, p2) -> code`: the callback of all host tasks.
    RootEvent,
    /// `(instance) -> task`: the host calls an exported function that is not of async type.
    ExportEnter,
    /// `(task)`: it has returned: wakes host tasks that have something to do.
    ExportLeave,
    /// `(instance)`: *canon backpressure.inc*.
    BackpressureInc,
    /// `(instance)`: *canon backpressure.dec*.
    BackpressureDec,
    /// `(instance) -> index`: *canon waitable-set.new*.
    SetNew,
    /// `(instance, cancellable, index) -> event`: *canon waitable-set.wait*; the other two words of the event are at `EVENT`.
    SetWait,
    /// `(instance, cancellable, index) -> event`: *canon waitable-set.poll*, likewise.
    SetPoll,
    /// `(instance, index)`: *canon waitable-set.drop*.
    SetDrop,
    /// `(instance, waitable, set)`: *canon waitable.join*.
    Join,
    /// `(instance, index) -> state`: *canon subtask.cancel* without `async`.
    SubtaskCancel,
    /// `(instance, index) -> state or `BLOCKED``: *canon subtask.cancel* with `async`.
    SubtaskCancelAsync,
    /// `(instance, index)`: *canon subtask.drop*.
    SubtaskDrop,
    /// `(cancellable) -> cancelled`: *canon thread.yield*.
    ThreadYield,
    /// `(status, caller, call, retptr) -> status`: what a function of the host that instance `caller` lowered with `async` returned; `call` is its number.
    HostCallEnd,
    /// `(status, caller, call, retptr)`: the same for a caller that lowered it without `async`: blocks on the stack until it has returned.
    HostCallAwait,
    /// `(instance, tag) -> i64`: *canon stream.new* and *canon future.new*; `tag` is of the readable end.
    PairNew,
    /// `(instance, tag, index, address, length, copy, how) -> result or `BLOCKED``: *canon stream.read* and *canon stream.write*; `copy` is the number of the built-in.
    StreamCopy,
    /// `(instance, tag, index, address, copy, how) -> result or `BLOCKED``: *canon future.read* and *canon future.write*.
    FutureCopy,
    /// `(instance, tag, index, how) -> result`: *canon stream.cancel-read* and the other three; between instances a cancellation never has to be waited for.
    CopyCancel,
    /// `(instance, tag, index)`: *canon stream.drop-readable* and the other three.
    EndDrop,
    /// `(src_instance, dst_instance, tag, index) -> index`: a readable end is passed on (CanonicalABI, `lift_async_value`).
    EndMove,
}

impl Intrinsic {
    /// All of them.
    pub const ALL: [Intrinsic; 40] = [
        Intrinsic::TaskNew,
        Intrinsic::TaskEnter,
        Intrinsic::TaskStart,
        Intrinsic::LendsKeep,
        Intrinsic::CallEnd,
        Intrinsic::CallWait,
        Intrinsic::SyncEnter,
        Intrinsic::SyncEnd,
        Intrinsic::TaskRelease,
        Intrinsic::ArgsAlloc,
        Intrinsic::SyncTaskEnter,
        Intrinsic::SyncTaskLeave,
        Intrinsic::TaskReturning,
        Intrinsic::TaskResolve,
        Intrinsic::TaskCancel,
        Intrinsic::RootNew,
        Intrinsic::RootEnd,
        Intrinsic::RootWait,
        Intrinsic::RootEvent,
        Intrinsic::ExportEnter,
        Intrinsic::ExportLeave,
        Intrinsic::BackpressureInc,
        Intrinsic::BackpressureDec,
        Intrinsic::SetNew,
        Intrinsic::SetWait,
        Intrinsic::SetPoll,
        Intrinsic::SetDrop,
        Intrinsic::Join,
        Intrinsic::SubtaskCancel,
        Intrinsic::SubtaskCancelAsync,
        Intrinsic::SubtaskDrop,
        Intrinsic::ThreadYield,
        Intrinsic::HostCallEnd,
        Intrinsic::HostCallAwait,
        Intrinsic::PairNew,
        Intrinsic::StreamCopy,
        Intrinsic::FutureCopy,
        Intrinsic::CopyCancel,
        Intrinsic::EndDrop,
        Intrinsic::EndMove,
    ];

    /// The name under which the compiled runtime exports it.
    pub fn name(self) -> &'static str {
        match self {
            Intrinsic::TaskNew => "task-new",
            Intrinsic::TaskEnter => "task-enter",
            Intrinsic::TaskStart => "task-start",
            Intrinsic::LendsKeep => "lends-keep",
            Intrinsic::CallEnd => "call-end",
            Intrinsic::CallWait => "call-wait",
            Intrinsic::SyncEnter => "sync-enter",
            Intrinsic::SyncEnd => "sync-end",
            Intrinsic::TaskRelease => "task-release",
            Intrinsic::ArgsAlloc => "args-alloc",
            Intrinsic::SyncTaskEnter => "sync-task-enter",
            Intrinsic::SyncTaskLeave => "sync-task-leave",
            Intrinsic::TaskReturning => "task-returning",
            Intrinsic::TaskResolve => "task-resolve",
            Intrinsic::TaskCancel => "task-cancel",
            Intrinsic::RootNew => "root-new",
            Intrinsic::RootEnd => "root-end",
            Intrinsic::RootWait => "root-wait",
            Intrinsic::RootEvent => "root-event",
            Intrinsic::ExportEnter => "export-enter",
            Intrinsic::ExportLeave => "export-leave",
            Intrinsic::BackpressureInc => "backpressure-inc",
            Intrinsic::BackpressureDec => "backpressure-dec",
            Intrinsic::SetNew => "set-new",
            Intrinsic::SetWait => "set-wait",
            Intrinsic::SetPoll => "set-poll",
            Intrinsic::SetDrop => "set-drop",
            Intrinsic::Join => "join",
            Intrinsic::SubtaskCancel => "subtask-cancel",
            Intrinsic::SubtaskCancelAsync => "subtask-cancel-async",
            Intrinsic::SubtaskDrop => "subtask-drop",
            Intrinsic::ThreadYield => "thread-yield",
            Intrinsic::HostCallEnd => "host-call-end",
            Intrinsic::HostCallAwait => "host-call-await",
            Intrinsic::PairNew => "pair-new",
            Intrinsic::StreamCopy => "stream-copy",
            Intrinsic::FutureCopy => "future-copy",
            Intrinsic::CopyCancel => "copy-cancel",
            Intrinsic::EndDrop => "end-drop",
            Intrinsic::EndMove => "end-move",
        }
    }

    /// Its core signature.
    pub fn signature(self) -> Signature {
        let (params, result) = match self {
            Intrinsic::TaskReturning => (0, Output::I32),
            Intrinsic::TaskCancel => (0, Output::None),
            Intrinsic::TaskEnter
            | Intrinsic::SyncTaskEnter
            | Intrinsic::RootWait
            | Intrinsic::ExportEnter
            | Intrinsic::SetNew
            | Intrinsic::ThreadYield => (1, Output::I32),
            Intrinsic::TaskStart
            | Intrinsic::SyncEnter
            | Intrinsic::TaskRelease
            | Intrinsic::SyncTaskLeave
            | Intrinsic::TaskResolve
            | Intrinsic::ExportLeave
            | Intrinsic::BackpressureInc
            | Intrinsic::BackpressureDec => (1, Output::None),
            Intrinsic::CallWait
            | Intrinsic::ArgsAlloc
            | Intrinsic::RootEnd
            | Intrinsic::SubtaskCancel
            | Intrinsic::SubtaskCancelAsync => (2, Output::I32),
            Intrinsic::PairNew => (2, Output::I64),
            Intrinsic::LendsKeep
            | Intrinsic::SyncEnd
            | Intrinsic::SetDrop
            | Intrinsic::SubtaskDrop => (2, Output::None),
            Intrinsic::CallEnd
            | Intrinsic::RootNew
            | Intrinsic::RootEvent
            | Intrinsic::SetWait
            | Intrinsic::SetPoll => (3, Output::I32),
            Intrinsic::Join | Intrinsic::EndDrop => (3, Output::None),
            Intrinsic::TaskNew
            | Intrinsic::HostCallEnd
            | Intrinsic::CopyCancel
            | Intrinsic::EndMove => (4, Output::I32),
            Intrinsic::HostCallAwait => (4, Output::None),
            Intrinsic::FutureCopy => (6, Output::I32),
            Intrinsic::StreamCopy => (7, Output::I32),
        };
        Signature { params, result }
    }
}

/// A function of the fused code that the compiled runtime imports: it branches on a number to one of many.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Dispatch {
    /// `(edge, task) -> packed`: lowers the arguments that are in the task's record, and calls the entry.
    Start,
    /// `(edge, event, p1, p2) -> packed`: calls the callback of the edge's lifted function.
    Callback,
    /// `(write, read, src, src_from, dst, dst_from, count)`: copies elements from a buffer of the built-in `write` to one of the built-in `read`; `src_from` and `dst_from` count elements.
    Copy,
    /// `(call, retptr)`: a call of the host has returned, and the result lies at `retptr`.
    HostResult,
}

impl Dispatch {
    /// All of them.
    pub const ALL: [Dispatch; 4] = [
        Dispatch::Start,
        Dispatch::Callback,
        Dispatch::Copy,
        Dispatch::HostResult,
    ];

    /// The module name of the imports.
    pub const MODULE: &'static str = "dispatch";

    /// The name under which the compiled runtime imports it.
    pub fn name(self) -> &'static str {
        match self {
            Dispatch::Start => "start",
            Dispatch::Callback => "callback",
            Dispatch::Copy => "copy",
            Dispatch::HostResult => "host-result",
        }
    }

    /// Its core signature.
    pub fn signature(self) -> Signature {
        let (params, result) = match self {
            Dispatch::Start => (2, Output::I32),
            Dispatch::HostResult => (2, Output::None),
            Dispatch::Callback => (4, Output::I32),
            Dispatch::Copy => (7, Output::None),
        };
        Signature { params, result }
    }
}

/// A canonical built-in of the host that the compiled runtime imports. Events are written to the runtime's memory, at `EVENT`.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum HostFunc {
    /// `() -> set`.
    SetNew,
    /// `(set, address) -> event`.
    SetWait,
    /// `(set, address) -> event`.
    SetPoll,
    /// `(set)`.
    SetDrop,
    /// `(waitable, set)`.
    Join,
    /// `(subtask) -> state`: without `async`.
    SubtaskCancel,
    /// `(subtask)`.
    SubtaskDrop,
    /// `()`.
    TaskCancel,
    /// `() -> cancelled`.
    ThreadYield,
    /// `() -> i32`: slot 0.
    ContextGet,
    /// `(i32)`: slot 0.
    ContextSet,
    /// `() -> i64`: of a stream without elements.
    StreamNew,
    /// `(end, address, length) -> result`: with `async`.
    StreamRead,
    /// `(end, address, length) -> result`: with `async`.
    StreamWrite,
    /// `(end)`.
    StreamDropReadable,
    /// `(end)`.
    StreamDropWritable,
}

impl HostFunc {
    /// All of them.
    pub const ALL: [HostFunc; 16] = [
        HostFunc::SetNew,
        HostFunc::SetWait,
        HostFunc::SetPoll,
        HostFunc::SetDrop,
        HostFunc::Join,
        HostFunc::SubtaskCancel,
        HostFunc::SubtaskDrop,
        HostFunc::TaskCancel,
        HostFunc::ThreadYield,
        HostFunc::ContextGet,
        HostFunc::ContextSet,
        HostFunc::StreamNew,
        HostFunc::StreamRead,
        HostFunc::StreamWrite,
        HostFunc::StreamDropReadable,
        HostFunc::StreamDropWritable,
    ];

    /// The module name of the imports.
    pub const MODULE: &'static str = "host";

    /// The name under which the compiled runtime imports it: the specification's.
    pub fn name(self) -> &'static str {
        match self {
            HostFunc::SetNew => "waitable-set.new",
            HostFunc::SetWait => "waitable-set.wait",
            HostFunc::SetPoll => "waitable-set.poll",
            HostFunc::SetDrop => "waitable-set.drop",
            HostFunc::Join => "waitable.join",
            HostFunc::SubtaskCancel => "subtask.cancel",
            HostFunc::SubtaskDrop => "subtask.drop",
            HostFunc::TaskCancel => "task.cancel",
            HostFunc::ThreadYield => "thread.yield",
            HostFunc::ContextGet => "context.get",
            HostFunc::ContextSet => "context.set",
            HostFunc::StreamNew => "stream.new",
            HostFunc::StreamRead => "stream.read",
            HostFunc::StreamWrite => "stream.write",
            HostFunc::StreamDropReadable => "stream.drop-readable",
            HostFunc::StreamDropWritable => "stream.drop-writable",
        }
    }

    /// Its core signature.
    pub fn signature(self) -> Signature {
        let (params, result) = match self {
            HostFunc::SetNew | HostFunc::ThreadYield | HostFunc::ContextGet => (0, Output::I32),
            HostFunc::StreamNew => (0, Output::I64),
            HostFunc::TaskCancel => (0, Output::None),
            HostFunc::SubtaskCancel => (1, Output::I32),
            HostFunc::SetDrop
            | HostFunc::SubtaskDrop
            | HostFunc::ContextSet
            | HostFunc::StreamDropReadable
            | HostFunc::StreamDropWritable => (1, Output::None),
            HostFunc::SetWait | HostFunc::SetPoll => (2, Output::I32),
            HostFunc::Join => (2, Output::None),
            HostFunc::StreamRead | HostFunc::StreamWrite => (3, Output::I32),
        };
        Signature { params, result }
    }
}
