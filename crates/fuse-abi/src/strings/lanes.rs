//! Words of several units: four units of a byte made four of two bytes, and back.

use crate::func::FuncBuilder;
use wasm_encoder::ValType;

/// Turns an `i64` below 2^32, which is four bytes, into four units of two bytes.
pub(super) fn widen(f: &mut FuncBuilder) {
    or_shifted(f, Shift::Left(16));
    f.ins().i64_const(0x0000_ffff_0000_ffff).i64_and();
    or_shifted(f, Shift::Left(8));
    f.ins().i64_const(0x00ff_00ff_00ff_00ff).i64_and();
}

/// Turns an `i64` of four units below 0x100 into four bytes, its low half.
pub(super) fn narrow(f: &mut FuncBuilder) {
    or_shifted(f, Shift::Right(8));
    f.ins().i64_const(0x0000_ffff_0000_ffff).i64_and();
    or_shifted(f, Shift::Right(16));
}

enum Shift {
    Left(i64),
    Right(i64),
}

/// Turns an `i64` into itself or itself shifted.
fn or_shifted(f: &mut FuncBuilder, shift: Shift) {
    let word = f.local(ValType::I64);
    f.tee(word).get(word);
    match shift {
        Shift::Left(bits) => f.ins().i64_const(bits).i64_shl(),
        Shift::Right(bits) => f.ins().i64_const(bits).i64_shr_u(),
    };
    f.ins().i64_or();
    f.free(word);
}
