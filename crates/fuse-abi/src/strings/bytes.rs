//! Copies within one encoding: of a whole string, and of Latin-1 onto the UTF-16 that takes its place.

use super::{advance, lanes};
use crate::func::{FuncBuilder, Local, memarg};
use crate::opts::MemoryIndex;
use wasm_encoder::{BlockType, ValType};

/// From how many bytes on `memory.copy`, which engines make a call of, is faster than words.
const BULK: u32 = 64;

/// One side of a copy: a memory and an address in it.
#[derive(Copy, Clone)]
pub(super) struct Place {
    pub memory: MemoryIndex,
    pub address: Local,
}

/// Copies `length` bytes.
pub(super) fn copy(f: &mut FuncBuilder, dst: Place, src: Place, length: Local) {
    let done = f.block(BlockType::Empty);
    f.get(length).u32_const(BULK).ins().i32_ge_u();
    f.if_(BlockType::Empty);
    f.get(dst.address)
        .get(src.address)
        .get(length)
        .ins()
        .memory_copy(dst.memory.0, src.memory.0);
    f.br(done).end();
    let short = Short {
        dst,
        src,
        offset: f.local(ValType::I32),
        last: f.local(ValType::I32),
    };
    for width_log2 in [3, 2, 1] {
        f.get(length).u32_const(1 << width_log2).ins().i32_ge_u();
        f.if_(BlockType::Empty);
        short.copy(f, length, width_log2);
        f.br(done).end();
    }
    f.get(length).ins().i32_eqz();
    f.br_if(done);
    f.i32_const(0).set(short.offset);
    short.move_at(f, short.offset, 0);
    f.end().free(short.offset);
    f.free(short.last);
}

/// A copy of so few bytes that a loop is faster than a call.
struct Short {
    dst: Place,
    src: Place,
    offset: Local,
    last: Local,
}

impl Short {
    /// Copies at least `1 << width_log2` bytes in steps of that many. The last step ends where the string ends, and
    /// may copy again what the step before has copied.
    fn copy(&self, f: &mut FuncBuilder, length: Local, width_log2: u32) {
        f.i32_const(0).set(self.offset);
        f.get(length).u32_const(1 << width_log2).ins().i32_sub();
        f.set(self.last);
        let again = f.loop_(BlockType::Empty);
        self.move_at(f, self.offset, width_log2);
        advance(f, self.offset, 1 << width_log2);
        f.get(self.offset).get(self.last).ins().i32_lt_u();
        f.br_if(again).end();
        self.move_at(f, self.last, width_log2);
    }

    fn move_at(&self, f: &mut FuncBuilder, offset: Local, width_log2: u32) {
        f.get(self.dst.address).get(offset).ins().i32_add();
        f.get(self.src.address).get(offset).ins().i32_add();
        let (load, store) = (memarg(self.src.memory, 0, 0), memarg(self.dst.memory, 0, 0));
        match width_log2 {
            0 => f.ins().i32_load8_u(load).i32_store8(store),
            1 => f.ins().i32_load16_u(load).i32_store16(store),
            2 => f.ins().i32_load(load).i32_store(store),
            _ => f.ins().i64_load(load).i64_store(store),
        };
    }
}

/// Makes UTF-16 of the `count` Latin-1 bytes at `base`, in place.
///
/// It goes backwards, because a unit is never written before its byte: not even when four are.
pub(super) fn inflate(f: &mut FuncBuilder, place: Place, count: Local) {
    let left = f.local(ValType::I32);
    f.get(count).set(left);
    for units_log2 in [2, 0] {
        let done = f.block(BlockType::Empty);
        let again = f.loop_(BlockType::Empty);
        f.get(left).u32_const(1 << units_log2).ins().i32_lt_u();
        f.br_if(done);
        f.get(left).u32_const(1 << units_log2).ins().i32_sub();
        f.set(left);
        f.get(place.address)
            .get(left)
            .i32_const(1)
            .ins()
            .i32_shl()
            .i32_add();
        f.get(place.address).get(left).ins().i32_add();
        let unaligned = memarg(place.memory, 0, 0);
        if units_log2 == 2 {
            f.ins().i64_load32_u(unaligned);
            lanes::widen(f);
            f.ins().i64_store(unaligned);
        } else {
            f.ins().i32_load8_u(unaligned).i32_store16(unaligned);
        }
        f.br(again).end().end();
    }
    f.free(left);
}
