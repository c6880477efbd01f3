//! One pass over a string: reads units, validates them, and writes them in another encoding.

use super::decode::Decoder;
use super::encode::{encode, store_unit};
use super::word::{Plain, Words};
use super::{Dest, Simple, Source, advance};
use crate::emitter::Emitter;
use crate::func::{FuncBuilder, Label, Local, memarg};
use crate::trap::TrapReason;
use wasm_encoder::{BlockType, ValType};

/// Where a pass begins and ends.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Span {
    /// From the source's start to its end.
    Whole,
    /// From the start to the first code point above 0x7f, if there is one.
    Ascii,
    /// From the start to the first code point above 0xff, if there is one.
    Latin1,
    /// From where a pass over `Ascii` or `Latin1` ended to the end.
    Rest,
}

/// Where to go from a unit.
#[derive(Copy, Clone)]
pub(super) struct Exits {
    /// The pass is over.
    pub done: Label,
    /// The string is not valid.
    pub invalid: Label,
}

/// Reads `src` on from where it stands and writes it to `dst`, or only validates it; `src.at` is where the pass ended.
///
/// A unit is *plain* if the destination takes it as it is, and *special* if it must be decoded. As long as units are
/// plain the pass goes on eight bytes at a time:
///
/// ```text
/// (loop $next
///   (block $special
///     words, until there is a special unit ($special), or fewer than eight bytes are left
///     (loop $tail
///       (if at the end: done)
///       (if the unit is special: $special)
///       write the unit, $tail))
///   (loop $again
///     decode, encode
///     (if at the end: done)
///     (if the next unit is special: $again))
///   $next)
/// ```
///
/// The destination must have room for one unit for each unit that is left of the source. So a word can be written
/// although some of its units are special: what is wrong in it is overwritten, or given back.
pub(super) fn pass(
    e: &mut Emitter<'_>,
    f: &mut FuncBuilder,
    src: Source,
    dst: Option<Dest>,
    span: Span,
) {
    let plain = Plain::of(src, dst, span);
    let unit = f.local(ValType::I32);
    let words = Words::of(f, src, dst, span);
    let done = f.block(BlockType::Empty);
    let invalid = f.block(BlockType::Empty);
    let exits = Exits { done, invalid };
    let next = f.loop_(BlockType::Empty);
    let special = f.block(BlockType::Empty);
    words.run(f, done, special);
    let tail = f.loop_(BlockType::Empty);
    src.br_if_at_end(f, done);
    load_unit(f, src, unit);
    plain.br_if_special(f, unit, special);
    if let Some(dst) = dst {
        store_unit(f, dst, unit);
        advance(f, dst.at, 1 << dst.encoding.unit_log2());
    }
    advance(f, src.at, 1 << src.encoding.unit_log2());
    f.br(tail).end().end();
    special_units(
        f,
        Decoder {
            src,
            unit,
            plain,
            span,
            exits,
        },
        dst,
    );
    f.br(next).end().end();
    e.trap_always(f, invalid_reason(src.encoding));
    f.end().free(unit);
    words.free(f);
}

/// Handles the special unit at which the source stands, and the special ones behind it.
fn special_units(f: &mut FuncBuilder, decoder: Decoder, dst: Option<Dest>) {
    let Decoder {
        src,
        unit,
        plain,
        exits,
        ..
    } = decoder;
    if plain == Plain::All {
        f.ins().unreachable();
        return;
    }
    if decoder.always_ends() {
        f.br(exits.done);
        return;
    }
    load_unit(f, src, unit);
    let again = f.loop_(BlockType::Empty);
    decoder.decode(f, &mut |f, code_point| {
        if let Some(dst) = dst {
            encode(f, dst, code_point);
        }
    });
    src.br_if_at_end(f, exits.done);
    load_unit(f, src, unit);
    plain.br_if_special(f, unit, again);
    f.end();
}

fn load_unit(f: &mut FuncBuilder, src: Source, unit: Local) {
    f.get(src.at);
    match src.encoding {
        Simple::Utf8 | Simple::Latin1 => f.ins().i32_load8_u(memarg(src.memory, 0, 0)),
        Simple::Utf16 => f.ins().i32_load16_u(memarg(src.memory, 0, 1)),
    };
    f.set(unit);
}

fn invalid_reason(encoding: Simple) -> TrapReason {
    match encoding {
        Simple::Utf16 => TrapReason::InvalidUtf16,
        // Any bytes are Latin-1, so for that the trap is there only to end the block.
        Simple::Utf8 | Simple::Latin1 => TrapReason::InvalidUtf8,
    }
}
