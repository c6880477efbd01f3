//! What must hold of a string before it is read, other than that its units are valid (CanonicalABI, *Loading*).

use super::{Simple, Source, Transcode};
use crate::emitter::Emitter;
use crate::func::FuncBuilder;
use crate::memory::{Bytes, MAX_STRING_BYTE_LENGTH};
use crate::opts::StringEncoding;
use crate::trap::TrapReason;
use wasm_encoder::ValType;

/// How strings of `encoding` are aligned, whatever their units are.
pub(super) fn alignment(encoding: StringEncoding) -> u32 {
    match encoding {
        StringEncoding::Utf8 => 1,
        StringEncoding::Utf16 | StringEncoding::CompactUtf16 => 2,
    }
}

/// The string that the parameters name, at its start; traps unless it is short enough, aligned and within its memory.
///
/// The limit on the length comes first: after it no multiple of a length that is needed overflows.
pub(super) fn source(
    e: &mut Emitter<'_>,
    f: &mut FuncBuilder,
    key: Transcode,
    encoding: Simple,
) -> Source {
    let (start, units) = (f.param(0), f.param(1));
    f.get(units)
        .u32_const(MAX_STRING_BYTE_LENGTH >> encoding.unit_log2())
        .ins()
        .i32_gt_u();
    e.trap_if(f, TrapReason::StringTooLong);
    e.check_aligned(f, start, alignment(key.src), TrapReason::UnalignedString);
    let end = f.local(ValType::I32);
    encoding.push_byte_length(f, units);
    f.set(end);
    e.check_in_bounds(
        f,
        key.src_memory,
        start,
        Bytes::Local(end),
        TrapReason::StringOutOfBounds,
    );
    let at = f.local(ValType::I32);
    f.get(start).tee(at).get(end).ins().i32_add();
    f.set(end);
    Source {
        encoding,
        memory: key.src_memory,
        start,
        units,
        at,
        end,
    }
}
