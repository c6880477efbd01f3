//! The built-ins of error contexts (CanonicalABI, *canon error-context.new* to *canon error-context.drop*).
//!
//! A debug message lies in the runtime's memory, in UTF-8 whatever the encoding of the instance that gave it.

use super::Adapt;
use crate::graph::{ComponentInstanceId, GraphOpts};
use fuse_abi::func::{FuncBuilder, memarg};
use fuse_abi::memory::Bytes;
use fuse_abi::opts::StringEncoding;
use fuse_abi::strings::Transcode;
use fuse_abi::trap::TrapReason;
use fuse_handles::Intrinsic;
use fuse_handles::rt::layout::error_context::{LENGTH, MESSAGE};
use wasm_encoder::ValType;

/// Bytes of a string, a pointer and a length.
const STRING_SIZE: u32 = 8;

impl<'a> Adapt<'_, 'a> {
    /// *canon error-context.new*
    pub(super) fn error_context_new(
        &mut self,
        owner: ComponentInstanceId,
        opts: &GraphOpts<'a>,
    ) -> FuncBuilder {
        let opts = self.opts(owner, opts, None);
        let transcoder = self.emitter.transcoder(Transcode {
            src: opts.encoding,
            dst: StringEncoding::Utf8,
            src_memory: opts.memory.expect("validation demands a memory"),
            dst_memory: self.tables.memory(),
            dst_realloc: self.tables.intrinsic(Intrinsic::ScratchRealloc),
        });
        let mut f = FuncBuilder::new(&[ValType::I32; 2]);
        self.check_may_leave(&mut f, owner);
        let message = f.params();
        f.get_all(&message).call(transcoder);
        let length = f.save(ValType::I32);
        // The runtime knows where the message lies, since it gave it the room.
        f.ins().drop();
        f.u32_const(self.tables.header(owner)).get(length);
        f.call(self.tables.intrinsic(Intrinsic::ErrorContextNew));
        f
    }

    /// *canon error-context.debug-message*
    pub(super) fn error_context_debug_message(
        &mut self,
        owner: ComponentInstanceId,
        opts: &GraphOpts<'a>,
    ) -> FuncBuilder {
        let opts = self.opts(owner, opts, None);
        let memory = opts.memory.expect("validation demands a memory");
        let transcoder = self.emitter.transcoder(Transcode {
            src: StringEncoding::Utf8,
            dst: opts.encoding,
            src_memory: self.tables.memory(),
            dst_memory: memory,
            dst_realloc: opts.realloc.expect("validation demands a realloc"),
        });
        let mut f = FuncBuilder::new(&[ValType::I32; 2]);
        let (index, ptr) = (f.param(0), f.param(1));
        self.check_may_leave(&mut f, owner);
        f.u32_const(self.tables.header(owner)).get(index);
        f.call(self.tables.intrinsic(Intrinsic::ErrorContextFind));
        let context = f.save(ValType::I32);
        self.emitter.check_in_bounds(
            &mut f,
            memory,
            ptr,
            Bytes::Const(STRING_SIZE),
            TrapReason::PointerOutOfBounds,
        );
        // Nothing drops the context meanwhile, as `realloc` may not leave the instance.
        self.set_may_leave(&mut f, Some(owner), false);
        let (start, length) = (f.local(ValType::I32), f.local(ValType::I32));
        self.barred(&mut f, &[], |this, f| {
            f.get(context).u32_const(MESSAGE).ins().i32_add();
            f.get(context).ins().i32_load(this.tables.word(LENGTH));
            f.call(transcoder).set(length).set(start);
        });
        self.set_may_leave(&mut f, Some(owner), true);
        // The specification asks for no alignment here.
        for (word, offset) in [(start, 0), (length, 4)] {
            f.get(ptr).get(word);
            f.ins().i32_store(memarg(memory, offset, 0));
        }
        f
    }

    /// *canon error-context.drop*
    pub(super) fn error_context_drop(&mut self, owner: ComponentInstanceId) -> FuncBuilder {
        let mut f = FuncBuilder::new(&[ValType::I32]);
        let index = f.param(0);
        self.check_may_leave(&mut f, owner);
        f.u32_const(self.tables.header(owner)).get(index);
        f.call(self.tables.intrinsic(Intrinsic::ErrorContextDrop));
        f
    }
}
