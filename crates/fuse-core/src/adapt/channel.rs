//! The built-ins of streams and futures (CanonicalABI, *canon {stream,future}.new* to *canon {stream,future}.drop-{readable,writable}*).

use super::Adapt;
use super::tables::readable_tag;
use crate::boundary::Source;
use crate::graph::{Builtin, BuiltinId, End, GraphOpts};
use crate::plan::ChannelOp;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::layout;
use fuse_abi::memory::Bytes;
use fuse_abi::trap::TrapReason;
use fuse_abi::types::Type;
use fuse_async::Intrinsic;
use fuse_async::rt::layout::{ASK_HOST, EVENT, how, kind};
use wasm_encoder::{BlockType, ValType};

/// The most elements of one buffer (CanonicalABI, `Buffer.MAX_LENGTH`).
const MAX_LENGTH: u32 = (1 << 28) - 1;

impl<'a> Adapt<'_, 'a> {
    /// `stream.read` and the other three.
    pub(super) fn copy(
        &mut self,
        id: BuiltinId,
        builtin: &Builtin<'a>,
        end: End,
        opts: &GraphOpts<'a>,
    ) -> FuncBuilder {
        let element = self.graph.types[end.channel.ty].element();
        let copy = self.plan.tasks.copy(id);
        let copy = copy.expect("a built-in that copies has a number");
        let mut how = 0;
        if opts.async_ {
            how |= how::ASYNC;
        }
        if element.is_none_or(Type::is_number) {
            how |= how::NUMBERS;
        }
        let (intrinsic, params) = match end.channel.future {
            true => (Intrinsic::FutureCopy, 2),
            false => (Intrinsic::StreamCopy, 3),
        };
        let mut f = FuncBuilder::new(&vec![ValType::I32; params]);
        self.check_may_leave(&mut f, builtin.owner);
        if !opts.async_ {
            self.check_may_block(&mut f, builtin.owner);
        }
        let params = f.params();
        self.check_buffer(&mut f, element, opts, params[1], params.get(2).copied());
        f.u32_const(self.tables.header(builtin.owner))
            .u32_const(tag(end))
            .get_all(&params)
            .u32_const(copy.0)
            .u32_const(how);
        f.call(self.tables.task_intrinsic(intrinsic));
        if self.plan.channels.cross(end.channel.ty) {
            self.ask_host(&mut f, |this, f, handle| {
                f.get(handle).get(handle).get_all(&params[1..]);
                f.call(this.layout.host(Source::Channel(ChannelOp::Copy(id))))
                    .u32_const(how);
                f.call(this.tables.task_intrinsic(Intrinsic::EndCopied));
            });
        }
        f
    }

    /// `stream.cancel-read` and the other three.
    pub(super) fn copy_cancel(
        &mut self,
        builtin: &Builtin<'a>,
        end: End,
        async_: bool,
    ) -> FuncBuilder {
        let how = if async_ { how::ASYNC } else { 0 };
        let mut f = FuncBuilder::new(&[ValType::I32]);
        let index = f.param(0);
        self.check_may_leave(&mut f, builtin.owner);
        if !async_ {
            self.check_may_block(&mut f, builtin.owner);
        }
        f.u32_const(self.tables.header(builtin.owner))
            .u32_const(tag(end))
            .get(index)
            .u32_const(how);
        f.call(self.tables.task_intrinsic(Intrinsic::CopyCancel));
        if self.plan.channels.cross(end.channel.ty) {
            self.ask_host(&mut f, |this, f, handle| {
                f.get(handle).get(handle);
                f.call(
                    this.layout
                        .host(Source::Channel(ChannelOp::Cancel { end, async_ })),
                );
                f.call(this.tables.task_intrinsic(Intrinsic::EndCancelled));
            });
        }
        f
    }

    /// `stream.drop-readable` and the other three.
    pub(super) fn end_drop(&mut self, builtin: &Builtin<'a>, end: End) -> FuncBuilder {
        let mut f = self.relay(builtin, Intrinsic::EndDrop, &[tag(end)]);
        if !self.plan.channels.cross(end.channel.ty) {
            f.ins().drop();
            return f;
        }
        let handle = f.save(ValType::I32);
        f.get(handle).if_(BlockType::Empty);
        f.get(handle)
            .call(self.layout.host(Source::Channel(ChannelOp::Drop(end))));
        f.end();
        f
    }

    /// Pops what the runtime has returned and pushes it, or what `host` pushes instead if the host has to do the work: that is given the
    /// host's handle.
    fn ask_host(
        &mut self,
        f: &mut FuncBuilder,
        host: impl FnOnce(&mut Self, &mut FuncBuilder, Local),
    ) {
        let returned = f.save(ValType::I32);
        f.get(returned).u32_const(ASK_HOST).ins().i32_eq();
        f.if_(BlockType::Result(ValType::I32));
        f.u32_const(EVENT).ins().i32_load(self.tables.word(0));
        let handle = f.save(ValType::I32);
        host(self, f, handle);
        f.else_();
        f.get(returned);
        f.end();
    }

    /// Traps unless the buffer may have that many elements, and lies within memory (CanonicalABI, `BufferGuestImpl`); `length` is missing for
    /// a future, which has one.
    fn check_buffer(
        &mut self,
        f: &mut FuncBuilder,
        element: Option<Type>,
        opts: &GraphOpts<'a>,
        ptr: Local,
        length: Option<Local>,
    ) {
        if let Some(length) = length {
            f.get(length).u32_const(MAX_LENGTH).ins().i32_gt_u();
            self.emitter.trap_if(f, TrapReason::BufferTooLong);
        }
        let Some(element) = element else { return };
        let element = layout::of(&self.graph.types, element);
        let memory = self.memory(opts.memory);
        let memory = memory.expect("validation demands a memory for elements");
        if let Some(length) = length {
            f.get(length).if_(BlockType::Empty);
            self.emitter
                .check_aligned(f, ptr, element.align, TrapReason::UnalignedPointer);
            // With 2^28 elements of as many bytes as fit into no memory, 64 bits are enough.
            f.get(ptr).ins().i64_extend_i32_u();
            f.get(length).ins().i64_extend_i32_u();
            f.ins()
                .i64_const(element.size.into())
                .i64_mul()
                .i64_add()
                .memory_size(memory.0)
                .i64_extend_i32_u()
                .i64_const(16)
                .i64_shl()
                .i64_gt_u();
            self.emitter.trap_if(f, TrapReason::PointerOutOfBounds);
            f.end();
        } else {
            self.emitter
                .check_aligned(f, ptr, element.align, TrapReason::UnalignedPointer);
            let size = Bytes::Const(element.size);
            self.emitter
                .check_in_bounds(f, memory, ptr, size, TrapReason::PointerOutOfBounds);
        }
    }
}

/// The tag of the slots that hold such an end.
pub(super) fn tag(end: End) -> u32 {
    let writable = if end.writable { kind::WRITABLE } else { 0 };
    readable_tag(end.channel) | writable
}
