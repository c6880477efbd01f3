//! Reads canonical built-ins as a component defines them.

use super::{BuiltinKind, Channel, End, SetAccess};
use crate::error::Result;
use crate::graph::instantiate::Interpreter;
use crate::graph::items::FrameId;
use crate::graph::types::TypeReader;
use crate::graph::{GraphOpts, TypeDef};
use fuse_abi::types::{ResourceId, Type};
use wasmparser::component_types::{ComponentAnyTypeId, ComponentDefinedTypeId, ComponentValType};
use wasmparser::{CanonicalFunction, CanonicalOption, ValType};

impl<'a> Interpreter<'a> {
    /// Which built-in `canon` is.
    pub(in crate::graph) fn builtin(
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
