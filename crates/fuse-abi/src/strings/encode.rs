//! From a code point to the units that the destination holds.

use super::{Dest, Simple, advance};
use crate::func::{FuncBuilder, Local, memarg};
use std::ops::RangeInclusive;
use wasm_encoder::BlockType;

/// A code point, and what is known of it when emitting.
pub(super) struct CodePoint {
    pub value: Local,
    pub range: RangeInclusive<u32>,
}

/// How code points above those of the previous length, and up to `last`, are encoded.
struct Length {
    last: u32,
    bytes: u32,
    store: fn(&mut FuncBuilder, Dest, Local),
}

/// Writes `code_point` and moves `dst` behind it. The destination must be able to hold it.
pub(super) fn encode(f: &mut FuncBuilder, dst: Dest, code_point: CodePoint) {
    let lengths: &[Length] = match dst.encoding {
        Simple::Utf8 => &[
            Length {
                last: 0x7f,
                bytes: 1,
                store: store_unit,
            },
            Length {
                last: 0x7ff,
                bytes: 2,
                store: two_bytes,
            },
            Length {
                last: 0xffff,
                bytes: 3,
                store: three_bytes,
            },
            Length {
                last: 0x10_ffff,
                bytes: 4,
                store: four_bytes,
            },
        ],
        Simple::Utf16 => &[
            Length {
                last: 0xffff,
                bytes: 2,
                store: store_unit,
            },
            Length {
                last: 0x10_ffff,
                bytes: 4,
                store: surrogates,
            },
        ],
        Simple::Latin1 => &[Length {
            last: 0xff,
            bytes: 1,
            store: store_unit,
        }],
    };
    let CodePoint { value, range } = code_point;
    let mut open = 0;
    for length in lengths
        .iter()
        .filter(|length| length.last >= *range.start())
    {
        let longer = length.last < *range.end();
        if longer {
            f.get(value).u32_const(length.last).ins().i32_le_u();
            f.if_(BlockType::Empty);
        }
        (length.store)(f, dst, value);
        advance(f, dst.at, length.bytes);
        if !longer {
            break;
        }
        f.else_();
        open += 1;
    }
    for _ in 0..open {
        f.end();
    }
}

/// Writes a unit that is the whole code point, without moving `dst`.
pub(super) fn store_unit(f: &mut FuncBuilder, dst: Dest, value: Local) {
    f.get(dst.at).get(value);
    match dst.encoding {
        Simple::Utf8 | Simple::Latin1 => f.ins().i32_store8(memarg(dst.memory, 0, 0)),
        Simple::Utf16 => f.ins().i32_store16(memarg(dst.memory, 0, 1)),
    };
}

fn two_bytes(f: &mut FuncBuilder, dst: Dest, value: Local) {
    f.get(dst.at);
    lead(f, value, 0xc0, 6);
    continuation(f, value, 0, 8);
    f.ins().i32_or().i32_store16(memarg(dst.memory, 0, 0));
}

fn three_bytes(f: &mut FuncBuilder, dst: Dest, value: Local) {
    f.get(dst.at);
    lead(f, value, 0xe0, 12);
    continuation(f, value, 6, 8);
    f.ins().i32_or().i32_store16(memarg(dst.memory, 0, 0));
    f.get(dst.at);
    continuation(f, value, 0, 0);
    f.ins().i32_store8(memarg(dst.memory, 2, 0));
}

fn four_bytes(f: &mut FuncBuilder, dst: Dest, value: Local) {
    f.get(dst.at);
    lead(f, value, 0xf0, 18);
    for (shift, position) in [(12, 8), (6, 16), (0, 24)] {
        continuation(f, value, shift, position);
        f.ins().i32_or();
    }
    f.ins().i32_store(memarg(dst.memory, 0, 0));
}

/// Pushes the first byte of several: `mark`, and `value` from the bit `shift` on.
fn lead(f: &mut FuncBuilder, value: Local, mark: u32, shift: u32) {
    f.get(value).u32_const(shift).ins().i32_shr_u();
    f.u32_const(mark).ins().i32_or();
}

/// Pushes a byte that is not the first, with the six bits of `value` at `shift`, moved to the bit `position`.
fn continuation(f: &mut FuncBuilder, value: Local, shift: u32, position: u32) {
    f.get(value).u32_const(shift).ins().i32_shr_u();
    f.u32_const(0x3f).ins().i32_and();
    f.u32_const(0x80).ins().i32_or();
    f.u32_const(position).ins().i32_shl();
}

/// Writes both surrogates at once. The high one is `0xd800 + ((value - 0x10000) >> 10)`, and `0xd7c0` is what stays
/// of its constants.
fn surrogates(f: &mut FuncBuilder, dst: Dest, value: Local) {
    f.get(dst.at);
    f.get(value).i32_const(10).ins().i32_shr_u();
    f.u32_const(0xd7c0).ins().i32_add();
    f.get(value).u32_const(0x3ff).ins().i32_and();
    f.u32_const(0xdc00).ins().i32_or();
    f.i32_const(16)
        .ins()
        .i32_shl()
        .i32_or()
        .i32_store(memarg(dst.memory, 0, 0));
}
