//! The functions that the compiled runtime exports, by name and signature.

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
    /// `(status, caller, call, retptr, mark) -> status`: what a function of the host that instance `caller` lowered with `async` returned; `call` is its number, with the bit [`RELAYED`](crate::rt::layout::RELAYED) if `retptr` is a list of blocks that have to be freed at its end. The lends made since `Lends` gave `mark` last until its resolution is delivered.
    HostCallEnd,
    /// `(status, caller, call, retptr, mark)`: the same for a caller that lowered it without `async`: blocks on the stack until it has returned.
    HostCallAwait,
    /// `(instance, tag) -> i64`: *canon stream.new* and *canon future.new*; `tag` is of the readable end.
    PairNew,
    /// `(instance, tag, index, address, length, copy, how) -> result or `BLOCKED``: *canon stream.read* and *canon stream.write*; `copy` is the number of the built-in.
    StreamCopy,
    /// `(instance, tag, index, address, copy, how) -> result or `BLOCKED``: *canon future.read* and *canon future.write*.
    FutureCopy,
    /// `(instance, tag, index, how) -> result`: *canon stream.cancel-read* and the other three; between instances a cancellation never has to be waited for.
    CopyCancel,
    /// `(instance, tag, index) -> handle or 0`: *canon stream.drop-readable* and the other three; if the host has a handle of the end, it has to be dropped as well.
    EndDrop,
    /// `(src_instance, dst_instance, tag, index) -> index`: a readable end is passed on (CanonicalABI, `lift_async_value`).
    EndMove,
    /// `(instance, tag, handle) -> index`: a readable end comes from the host.
    EndTake,
    /// `(instance, tag, index) -> handle or 0`: a readable end is passed to the host; after 0, `EndPromote` has to follow.
    EndGive,
    /// `(instance, tag, index, writable) -> dropped`: the readable end of a pair that the host has made stands for this one; tells whether the writable one has to be dropped.
    EndPromote,
    /// `(handle, result, how) -> result or `BLOCKED``: the host's built-in has returned that reads or writes, after `StreamCopy` or `FutureCopy` gave `ASK_HOST`.
    EndCopied,
    /// `(handle, result) -> result`: the same for one that cancels, after `CopyCancel`.
    EndCancelled,
}

impl Intrinsic {
    /// All of them.
    pub const ALL: [Intrinsic; 45] = [
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
        Intrinsic::EndTake,
        Intrinsic::EndGive,
        Intrinsic::EndPromote,
        Intrinsic::EndCopied,
        Intrinsic::EndCancelled,
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
            Intrinsic::EndTake => "end-take",
            Intrinsic::EndGive => "end-give",
            Intrinsic::EndPromote => "end-promote",
            Intrinsic::EndCopied => "end-copied",
            Intrinsic::EndCancelled => "end-cancelled",
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
            | Intrinsic::SubtaskCancelAsync
            | Intrinsic::EndCancelled => (2, Output::I32),
            Intrinsic::PairNew => (2, Output::I64),
            Intrinsic::LendsKeep
            | Intrinsic::SyncEnd
            | Intrinsic::SetDrop
            | Intrinsic::SubtaskDrop => (2, Output::None),
            Intrinsic::CallEnd
            | Intrinsic::RootNew
            | Intrinsic::RootEvent
            | Intrinsic::SetWait
            | Intrinsic::SetPoll
            | Intrinsic::EndDrop
            | Intrinsic::EndTake
            | Intrinsic::EndGive
            | Intrinsic::EndCopied => (3, Output::I32),
            Intrinsic::Join => (3, Output::None),
            Intrinsic::TaskNew
            | Intrinsic::CopyCancel
            | Intrinsic::EndMove
            | Intrinsic::EndPromote => (4, Output::I32),
            Intrinsic::HostCallEnd => (5, Output::I32),
            Intrinsic::HostCallAwait => (5, Output::None),
            Intrinsic::FutureCopy => (6, Output::I32),
            Intrinsic::StreamCopy => (7, Output::I32),
        };
        Signature { params, result }
    }
}
