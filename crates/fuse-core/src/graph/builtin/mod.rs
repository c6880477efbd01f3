//! Canonical built-ins: which one of the specification's it is, with what it refers to.

mod read;

use super::{ComponentInstanceId, CoreDef, GraphOpts};
use fuse_abi::types::{DefId, ResourceId, Type};
use std::fmt;
use wasmparser::types::CoreTypeId;

/// A canonical built-in.
#[derive(Debug)]
pub struct Builtin<'a> {
    /// The instance that defines it.
    pub owner: ComponentInstanceId,
    /// Which one it is.
    pub kind: BuiltinKind<'a>,
    /// The type of the core function that results.
    pub core_ty: CoreTypeId,
}

/// Which canonical built-in it is.
#[derive(Debug, PartialEq, Eq, Hash)]
pub enum BuiltinKind<'a> {
    /// `resource.new`
    ResourceNew(ResourceId),
    /// `resource.rep`
    ResourceRep(ResourceId),
    /// `resource.drop`
    ResourceDrop(ResourceId),
    /// `task.return`
    TaskReturn {
        /// The result type.
        result: Option<Type>,
        /// How the result is lifted.
        opts: Box<GraphOpts<'a>>,
    },
    /// `task.cancel`
    TaskCancel,
    /// `context.get` of this slot
    ContextGet(u32),
    /// `context.set` of this slot
    ContextSet(u32),
    /// `backpressure.inc`
    BackpressureInc,
    /// `backpressure.dec`
    BackpressureDec,
    /// `thread.yield`
    ThreadYield {
        /// Whether a cancellation is delivered by it.
        cancellable: bool,
    },
    /// `subtask.cancel`
    SubtaskCancel {
        /// Whether it is `async`.
        async_: bool,
    },
    /// `subtask.drop`
    SubtaskDrop,
    /// `waitable-set.new`
    SetNew,
    /// `waitable-set.wait`
    SetWait(SetAccess<'a>),
    /// `waitable-set.poll`
    SetPoll(SetAccess<'a>),
    /// `waitable-set.drop`
    SetDrop,
    /// `waitable.join`
    Join,
    /// `stream.new` and `future.new`
    PairNew(Channel),
    /// `stream.read`, `stream.write`, `future.read` and `future.write`
    Copy {
        /// The end that is read from or written to.
        end: End,
        /// How elements are lifted or lowered.
        opts: Box<GraphOpts<'a>>,
    },
    /// `stream.cancel-read` and the other three
    CopyCancel {
        /// The end.
        end: End,
        /// Whether it is `async`.
        async_: bool,
    },
    /// `stream.drop-readable` and the other three
    EndDrop(End),
    /// `error-context.new`
    ErrorContextNew {
        /// How the debug message is lifted.
        opts: Box<GraphOpts<'a>>,
    },
    /// `error-context.debug-message`
    ErrorContextDebugMessage {
        /// How the debug message is lowered.
        opts: Box<GraphOpts<'a>>,
    },
    /// `error-context.drop`
    ErrorContextDrop,
    /// A built-in that fusion does not know yet, by its name in the specification.
    Other(&'static str),
}

/// The immediates of `waitable-set.wait` and `waitable-set.poll`.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct SetAccess<'a> {
    /// Whether a cancellation is delivered by it.
    pub cancellable: bool,
    /// The memory that the event is written to.
    pub memory: CoreDef<'a>,
}

/// A stream or future type.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Channel {
    /// The type.
    pub ty: DefId,
    /// Whether it is a future.
    pub future: bool,
}

/// One of the two ends of a stream or a future.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct End {
    /// What it is an end of.
    pub channel: Channel,
    /// Whether it is the writable one.
    pub writable: bool,
}

impl<'a> BuiltinKind<'a> {
    /// Its name in the specification's text format.
    pub fn name(&self) -> &'static str {
        let pick = |future, names: [&'static str; 2]| names[usize::from(future)];
        match self {
            BuiltinKind::ResourceNew(_) => "resource.new",
            BuiltinKind::ResourceRep(_) => "resource.rep",
            BuiltinKind::ResourceDrop(_) => "resource.drop",
            BuiltinKind::TaskReturn { .. } => "task.return",
            BuiltinKind::TaskCancel => "task.cancel",
            BuiltinKind::ContextGet(_) => "context.get",
            BuiltinKind::ContextSet(_) => "context.set",
            BuiltinKind::BackpressureInc => "backpressure.inc",
            BuiltinKind::BackpressureDec => "backpressure.dec",
            BuiltinKind::ThreadYield { .. } => "thread.yield",
            BuiltinKind::SubtaskCancel { .. } => "subtask.cancel",
            BuiltinKind::SubtaskDrop => "subtask.drop",
            BuiltinKind::SetNew => "waitable-set.new",
            BuiltinKind::SetWait(_) => "waitable-set.wait",
            BuiltinKind::SetPoll(_) => "waitable-set.poll",
            BuiltinKind::SetDrop => "waitable-set.drop",
            BuiltinKind::Join => "waitable.join",
            BuiltinKind::PairNew(channel) => pick(channel.future, ["stream.new", "future.new"]),
            BuiltinKind::Copy { end, .. } if end.writable => {
                pick(end.channel.future, ["stream.write", "future.write"])
            }
            BuiltinKind::Copy { end, .. } => {
                pick(end.channel.future, ["stream.read", "future.read"])
            }
            BuiltinKind::CopyCancel { end, .. } if end.writable => pick(
                end.channel.future,
                ["stream.cancel-write", "future.cancel-write"],
            ),
            BuiltinKind::CopyCancel { end, .. } => pick(
                end.channel.future,
                ["stream.cancel-read", "future.cancel-read"],
            ),
            BuiltinKind::EndDrop(end) if end.writable => pick(
                end.channel.future,
                ["stream.drop-writable", "future.drop-writable"],
            ),
            BuiltinKind::EndDrop(end) => pick(
                end.channel.future,
                ["stream.drop-readable", "future.drop-readable"],
            ),
            BuiltinKind::ErrorContextNew { .. } => "error-context.new",
            BuiltinKind::ErrorContextDebugMessage { .. } => "error-context.debug-message",
            BuiltinKind::ErrorContextDrop => "error-context.drop",
            BuiltinKind::Other(name) => name,
        }
    }

    /// The resource type, for a built-in of resources.
    pub fn resource(&self) -> Option<ResourceId> {
        match *self {
            BuiltinKind::ResourceNew(id)
            | BuiltinKind::ResourceRep(id)
            | BuiltinKind::ResourceDrop(id) => Some(id),
            _ => None,
        }
    }

    /// The stream or future type, for a built-in of these.
    pub fn channel(&self) -> Option<Channel> {
        match *self {
            BuiltinKind::PairNew(channel) => Some(channel),
            BuiltinKind::Copy { end, .. }
            | BuiltinKind::CopyCancel { end, .. }
            | BuiltinKind::EndDrop(end) => Some(end.channel),
            _ => None,
        }
    }

    /// The options by which it calls `realloc`, while its instance may not be left.
    pub fn lowering(&self) -> Option<&GraphOpts<'a>> {
        match self {
            BuiltinKind::Copy { opts, .. } | BuiltinKind::ErrorContextDebugMessage { opts } => {
                Some(opts)
            }
            _ => None,
        }
    }

    /// The options by which it lifts or lowers values.
    pub fn opts(&self) -> Option<&GraphOpts<'a>> {
        match self {
            BuiltinKind::TaskReturn { opts, .. }
            | BuiltinKind::Copy { opts, .. }
            | BuiltinKind::ErrorContextNew { opts }
            | BuiltinKind::ErrorContextDebugMessage { opts } => Some(opts),
            _ => None,
        }
    }

    /// The memory that an event is written to, for a built-in that takes one from a waitable set.
    pub fn event_memory(&self) -> Option<CoreDef<'a>> {
        match self {
            BuiltinKind::SetWait(access) | BuiltinKind::SetPoll(access) => Some(access.memory),
            _ => None,
        }
    }

    /// Whether it traps while its instance may not be left.
    pub fn checks_may_leave(&self) -> bool {
        match self {
            BuiltinKind::ResourceRep(_)
            | BuiltinKind::ContextGet(_)
            | BuiltinKind::ContextSet(_)
            | BuiltinKind::BackpressureInc
            | BuiltinKind::BackpressureDec => false,
            // Those of 64-bit slots.
            BuiltinKind::Other(name) => !matches!(*name, "context.get" | "context.set"),
            _ => true,
        }
    }
}

impl fmt::Display for BuiltinKind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        if let Some(resource) = self.resource() {
            write!(f, " {resource}")?;
        }
        if let Some(channel) = self.channel() {
            write!(f, " {}", channel.ty)?;
        }
        Ok(())
    }
}
