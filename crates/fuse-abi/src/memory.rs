//! Checks of guest pointers, and allocation in guest memories by `realloc`.

use crate::emitter::Emitter;
use crate::func::{FuncBuilder, Local};
use crate::opts::{FuncIndex, MemoryIndex};
use crate::trap::TrapReason;
use wasm_encoder::ValType;

/// The largest byte length of a list (CanonicalABI, *Loading*: `MAX_LIST_BYTE_LENGTH`).
pub const MAX_LIST_BYTE_LENGTH: u32 = (1 << 28) - 1;
/// The largest byte length of a string (CanonicalABI, *Loading*: `MAX_STRING_BYTE_LENGTH`).
pub const MAX_STRING_BYTE_LENGTH: u32 = (1 << 28) - 1;

/// A number of bytes.
#[derive(Copy, Clone, Debug)]
pub enum Bytes {
    /// Known when emitting; [`u32::MAX`] stands for anything that fits into no memory.
    Const(u32),
    /// In an `i32` local.
    Local(Local),
}

impl Emitter<'_> {
    /// Traps for `reason` unless `ptr` is a multiple of `align`.
    pub fn check_aligned(
        &mut self,
        f: &mut FuncBuilder,
        ptr: Local,
        align: u32,
        reason: TrapReason,
    ) {
        assert!(
            align.is_power_of_two(),
            "alignments are powers of two, not {align}"
        );
        if align > 1 {
            f.get(ptr).u32_const(align - 1).ins().i32_and();
            self.trap_if(f, reason);
        }
    }

    /// Traps for `reason` unless `bytes` bytes at `ptr` lie within `memory`.
    ///
    /// The comparison is in 64 bits, where neither the end of the range nor a memory of 4 GiB overflows.
    pub fn check_in_bounds(
        &mut self,
        f: &mut FuncBuilder,
        memory: MemoryIndex,
        ptr: Local,
        bytes: Bytes,
        reason: TrapReason,
    ) {
        f.get(ptr).ins().i64_extend_i32_u();
        match bytes {
            Bytes::Const(u32::MAX) => f.ins().i64_const(i64::MAX >> 1),
            Bytes::Const(bytes) => f.ins().i64_const(bytes.into()),
            Bytes::Local(bytes) => f.get(bytes).ins().i64_extend_i32_u(),
        };
        f.ins()
            .i64_add()
            .memory_size(memory.0)
            .i64_extend_i32_u()
            .i64_const(16)
            .i64_shl()
            .i64_gt_u();
        self.trap_if(f, reason);
    }

    /// Allocates by `realloc` and checks what it returns; the result is a local for the caller to free.
    pub fn allocate(
        &mut self,
        f: &mut FuncBuilder,
        memory: MemoryIndex,
        realloc: FuncIndex,
        align: u32,
        bytes: Bytes,
    ) -> Local {
        f.u32_const(0).u32_const(0).u32_const(align);
        match bytes {
            Bytes::Const(bytes) => f.u32_const(bytes),
            Bytes::Local(bytes) => f.get(bytes),
        };
        f.call(realloc);
        let ptr = f.save(ValType::I32);
        self.check_aligned(f, ptr, align, TrapReason::UnalignedRealloc);
        self.check_in_bounds(f, memory, ptr, bytes, TrapReason::ReallocOutOfBounds);
        ptr
    }
}
