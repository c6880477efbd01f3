//! What the compiled runtime imports: from the fused code, and from the host.

use crate::intrinsic::{Output, Signature};

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
    /// `(copy, end, address, length) -> result`: the host's built-in that writes, for the built-in `copy`.
    HostWrite,
}

impl Dispatch {
    /// All of them.
    pub const ALL: [Dispatch; 5] = [
        Dispatch::Start,
        Dispatch::Callback,
        Dispatch::Copy,
        Dispatch::HostResult,
        Dispatch::HostWrite,
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
            Dispatch::HostWrite => "host-write",
        }
    }

    /// Its core signature.
    pub fn signature(self) -> Signature {
        let (params, result) = match self {
            Dispatch::Start => (2, Output::I32),
            Dispatch::HostResult => (2, Output::None),
            Dispatch::Callback | Dispatch::HostWrite => (4, Output::I32),
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
