//! Canonical built-ins: which one of the specification's it is, with what it refers to.

use super::instantiate::Interpreter;
use super::items::FrameId;
use super::types::TypeReader;
use super::{ComponentInstanceId, CoreDef, GraphOpts, TypeDef};
use crate::error::Result;
use fuse_abi::types::{DefId, ResourceId, Type};
use std::fmt;
use wasmparser::component_types::{ComponentAnyTypeId, ComponentDefinedTypeId, ComponentValType};
use wasmparser::types::CoreTypeId;
use wasmparser::{CanonicalFunction, CanonicalOption, ValType};

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

    /// Whether it traps while its instance may not be left.
    pub fn checks_may_leave(&self) -> bool {
        let unchecked = ["context.", "backpressure.", "resource.rep"];
        !unchecked.iter().any(|name| self.name().starts_with(name))
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

impl<'a> Interpreter<'a> {
    /// Which built-in `canon` is.
    pub(super) fn builtin(
        &mut self,
        frame: FrameId,
        canon: &CanonicalFunction,
    ) -> Result<BuiltinKind<'a>> {
        use CanonicalFunction as C;
        Ok(match canon {
            C::ResourceNew { resource } => {
                BuiltinKind::ResourceNew(self.resource(frame, *resource))
            }
            C::ResourceRep { resource } => {
                BuiltinKind::ResourceRep(self.resource(frame, *resource))
            }
            C::ResourceDrop { resource } => {
                BuiltinKind::ResourceDrop(self.resource(frame, *resource))
            }
            C::TaskReturn { result, options } => BuiltinKind::TaskReturn {
                result: result.map(|ty| self.written_type(frame, ty)),
                opts: self.builtin_opts(frame, options)?,
            },
            C::TaskCancel => BuiltinKind::TaskCancel,
            C::ContextGet {
                ty: ValType::I32,
                slot,
            } => BuiltinKind::ContextGet(*slot),
            C::ContextSet {
                ty: ValType::I32,
                slot,
            } => BuiltinKind::ContextSet(*slot),
            C::BackpressureInc => BuiltinKind::BackpressureInc,
            C::BackpressureDec => BuiltinKind::BackpressureDec,
            C::ThreadYield { cancellable } => BuiltinKind::ThreadYield {
                cancellable: *cancellable,
            },
            C::SubtaskCancel { async_ } => BuiltinKind::SubtaskCancel { async_: *async_ },
            C::SubtaskDrop => BuiltinKind::SubtaskDrop,
            C::WaitableSetNew => BuiltinKind::SetNew,
            C::WaitableSetWait {
                cancellable,
                memory,
            } => BuiltinKind::SetWait(self.set_access(frame, *cancellable, *memory)?),
            C::WaitableSetPoll {
                cancellable,
                memory,
            } => BuiltinKind::SetPoll(self.set_access(frame, *cancellable, *memory)?),
            C::WaitableSetDrop => BuiltinKind::SetDrop,
            C::WaitableJoin => BuiltinKind::Join,
            C::StreamNew { ty } => BuiltinKind::PairNew(self.channel(frame, *ty, false)),
            C::FutureNew { ty } => BuiltinKind::PairNew(self.channel(frame, *ty, true)),
            C::StreamRead { ty, options } => self.copy(frame, *ty, [false, false], options)?,
            C::StreamWrite { ty, options } => self.copy(frame, *ty, [false, true], options)?,
            C::FutureRead { ty, options } => self.copy(frame, *ty, [true, false], options)?,
            C::FutureWrite { ty, options } => self.copy(frame, *ty, [true, true], options)?,
            C::StreamCancelRead { ty, async_ } => self.cancel(frame, *ty, [false, false], *async_),
            C::StreamCancelWrite { ty, async_ } => self.cancel(frame, *ty, [false, true], *async_),
            C::FutureCancelRead { ty, async_ } => self.cancel(frame, *ty, [true, false], *async_),
            C::FutureCancelWrite { ty, async_ } => self.cancel(frame, *ty, [true, true], *async_),
            C::StreamDropReadable { ty } => {
                BuiltinKind::EndDrop(self.end(frame, *ty, [false, false]))
            }
            C::StreamDropWritable { ty } => {
                BuiltinKind::EndDrop(self.end(frame, *ty, [false, true]))
            }
            C::FutureDropReadable { ty } => {
                BuiltinKind::EndDrop(self.end(frame, *ty, [true, false]))
            }
            C::FutureDropWritable { ty } => {
                BuiltinKind::EndDrop(self.end(frame, *ty, [true, true]))
            }
            C::ErrorContextNew { options } => BuiltinKind::ErrorContextNew {
                opts: self.builtin_opts(frame, options)?,
            },
            C::ErrorContextDebugMessage { options } => BuiltinKind::ErrorContextDebugMessage {
                opts: self.builtin_opts(frame, options)?,
            },
            C::ErrorContextDrop => BuiltinKind::ErrorContextDrop,
            other => BuiltinKind::Other(unknown_name(other)),
        })
    }

    fn resource(&self, frame: FrameId, index: u32) -> ResourceId {
        match self.frames[frame].types[index as usize] {
            TypeDef::Resource(id) => id,
            TypeDef::Structural => unreachable!("the built-in was validated"),
        }
    }

    fn written_type(&mut self, frame: FrameId, ty: wasmparser::ComponentValType) -> Type {
        use wasmparser::ComponentValType as Written;
        let ty = match ty {
            Written::Primitive(ty) => ComponentValType::Primitive(ty),
            Written::Type(index) => ComponentValType::Type(self.defined(frame, index)),
        };
        self.value_type(frame, ty)
    }

    fn defined(&self, frame: FrameId, index: u32) -> ComponentDefinedTypeId {
        match self.types(frame).component_any_type_at(index) {
            ComponentAnyTypeId::Defined(id) => id,
            _ => unreachable!("the built-in was validated"),
        }
    }

    fn value_type(&mut self, frame: FrameId, ty: ComponentValType) -> Type {
        let types = self.types(frame);
        TypeReader {
            table: &mut self.graph.types,
            types,
            frame: &mut self.frames[frame],
        }
        .value(ty)
    }

    fn builtin_opts(
        &self,
        frame: FrameId,
        options: &[CanonicalOption],
    ) -> Result<Box<GraphOpts<'a>>> {
        // A built-in takes what it takes in core form, and so the GC form would have something to say.
        Ok(Box::new(self.opts(frame, true, options)?))
    }

    fn set_access(&self, frame: FrameId, cancellable: bool, memory: u32) -> Result<SetAccess<'a>> {
        self.check_memory(frame, memory)?;
        Ok(SetAccess {
            cancellable,
            memory: self.frames[frame].core.memories[memory as usize],
        })
    }

    fn channel(&mut self, frame: FrameId, index: u32, future: bool) -> Channel {
        let id = self.defined(frame, index);
        let Type::Def(ty) = self.value_type(frame, ComponentValType::Type(id)) else {
            unreachable!("streams and futures are compound types")
        };
        Channel { ty, future }
    }

    fn end(&mut self, frame: FrameId, ty: u32, [future, writable]: [bool; 2]) -> End {
        let channel = self.channel(frame, ty, future);
        End { channel, writable }
    }

    fn copy(
        &mut self,
        frame: FrameId,
        ty: u32,
        which: [bool; 2],
        options: &[CanonicalOption],
    ) -> Result<BuiltinKind<'a>> {
        let end = self.end(frame, ty, which);
        let opts = self.builtin_opts(frame, options)?;
        Ok(BuiltinKind::Copy { end, opts })
    }

    fn cancel(
        &mut self,
        frame: FrameId,
        ty: u32,
        which: [bool; 2],
        async_: bool,
    ) -> BuiltinKind<'a> {
        let end = self.end(frame, ty, which);
        BuiltinKind::CopyCancel { end, async_ }
    }
}

/// The name of a built-in that fusion does not know.
fn unknown_name(canon: &CanonicalFunction) -> &'static str {
    use CanonicalFunction as C;
    match canon {
        C::ThreadSpawnRef { .. } => "thread.spawn-ref",
        C::ThreadSpawnIndirect { .. } => "thread.spawn-indirect",
        C::ThreadAvailableParallelism => "thread.available-parallelism",
        C::ContextGet { .. } => "context.get",
        C::ContextSet { .. } => "context.set",
        C::ThreadIndex => "thread.index",
        C::ThreadNewIndirect { .. } => "thread.new-indirect",
        C::ThreadResumeLater => "thread.resume-later",
        C::ThreadSuspend { .. } => "thread.suspend",
        C::ThreadSuspendThenResume { .. } => "thread.suspend-then-resume",
        C::ThreadYieldThenResume { .. } => "thread.yield-then-resume",
        C::ThreadSuspendThenPromote { .. } => "thread.suspend-then-promote",
        C::ThreadYieldThenPromote { .. } => "thread.yield-then-promote",
        known => unreachable!("{known:?} is known"),
    }
}
