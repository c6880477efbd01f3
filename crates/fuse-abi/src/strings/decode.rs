//! From the units of the source to a code point, with every check that makes a string well-formed.

use super::encode::CodePoint;
use super::pass::{Exits, Span};
use super::word::Plain;
use super::{Simple, Source, advance};
use crate::func::{FuncBuilder, Local, memarg};
use std::ops::RangeInclusive;
use wasm_encoder::{BlockType, ValType};

/// Decodes special units: those that are not [`Plain`].
#[derive(Copy, Clone)]
pub(super) struct Decoder {
    pub src: Source,
    /// The unit that the source stands at.
    pub unit: Local,
    pub plain: Plain,
    pub span: Span,
    pub exits: Exits,
}

/// Emits what is done with a code point.
type Then<'a> = dyn FnMut(&mut FuncBuilder, CodePoint) + 'a;

impl Decoder {
    /// Whether the pass ends at each special unit.
    pub(super) fn always_ends(&self) -> bool {
        match (self.src.encoding, self.span) {
            (_, Span::Ascii) | (Simple::Utf16 | Simple::Latin1, Span::Latin1) => true,
            (_, Span::Whole | Span::Rest) | (Simple::Utf8, Span::Latin1) => false,
        }
    }

    /// Decodes a code point and moves the source behind it, before `then`; or leaves the pass by one of its exits.
    pub(super) fn decode(self, f: &mut FuncBuilder, then: &mut Then<'_>) {
        let value = f.local(ValType::I32);
        match self.src.encoding {
            Simple::Utf8 => self.utf8(f, value, then),
            Simple::Utf16 => self.utf16(f, value, then),
            Simple::Latin1 => {
                advance(f, self.src.at, 1);
                then(
                    f,
                    CodePoint {
                        value: self.unit,
                        range: 0x80..=0xff,
                    },
                );
            }
        }
        f.free(value);
    }

    /// Overlong sequences are those whose value is below its length's range, which the lead already shows for a
    /// sequence of two.
    fn utf8(self, f: &mut FuncBuilder, value: Local, then: &mut Then<'_>) {
        if self.span == Span::Latin1 {
            f.get(self.unit).u32_const(0xc3).ins().i32_gt_u();
            f.br_if(self.exits.done);
            self.utf8_sequence(f, value, 2, 0x80..=0xff, then);
            return;
        }
        self.if_unit_at_most(f, 0xdf);
        self.utf8_sequence(f, value, 2, 0x80..=0x7ff, then);
        f.else_();
        self.if_unit_at_most(f, 0xef);
        self.utf8_sequence(f, value, 3, 0x800..=0xffff, then);
        f.else_();
        self.utf8_sequence(f, value, 4, 0x1_0000..=0x10_ffff, then);
        f.end().end();
    }

    fn if_unit_at_most(self, f: &mut FuncBuilder, last: u32) {
        f.get(self.unit).u32_const(last).ins().i32_le_u();
        f.if_(BlockType::Empty);
    }

    /// A sequence of `length` bytes, whose code point must be in `range` and no surrogate.
    fn utf8_sequence(
        self,
        f: &mut FuncBuilder,
        value: Local,
        length: u32,
        range: RangeInclusive<u32>,
        then: &mut Then<'_>,
    ) {
        let Exits { invalid, .. } = self.exits;
        self.need(f, length);
        let bytes = self.load_marked(f, length);
        self.value(f, bytes, length);
        f.set(value);
        // In the bits of the first two bytes that these masks keep, zero means that a shorter sequence would do. For
        // two and three bytes that needs no value, which validation alone has no other use for.
        match length {
            2 => {
                f.get(bytes).u32_const(0x1e).ins().i32_and().i32_eqz();
            }
            3 => {
                f.get(bytes).u32_const(0x200f).ins().i32_and();
                f.tee(bytes).ins().i32_eqz();
                f.br_if(invalid);
                f.get(bytes).u32_const(0x200d).ins().i32_eq();
            }
            _ => {
                f.get(value).u32_const(*range.start()).ins().i32_sub();
                f.u32_const(range.end() - range.start()).ins().i32_gt_u();
            }
        }
        f.br_if(invalid).free(bytes);
        advance(f, self.src.at, length);
        then(f, CodePoint { value, range });
    }

    /// Loads the bytes of a sequence into the low bytes of a local, the lead lowest, and checks each one's mark.
    fn load_marked(self, f: &mut FuncBuilder, length: u32) -> Local {
        let bytes = f.local(ValType::I32);
        let unaligned = |offset| memarg(self.src.memory, offset, 0);
        f.get(self.src.at);
        let (mask, marks) = match length {
            2 => {
                f.ins().i32_load16_u(unaligned(0));
                (0xc0e0, 0x80c0)
            }
            3 => {
                f.ins().i32_load16_u(unaligned(1));
                f.i32_const(8).ins().i32_shl();
                f.get(self.unit).ins().i32_or();
                (0xc0_c0f0, 0x80_80e0)
            }
            _ => {
                f.ins().i32_load(unaligned(0));
                (0xc0c0_c0f8, 0x8080_80f0)
            }
        };
        f.tee(bytes).u32_const(mask).ins().i32_and();
        f.u32_const(marks).ins().i32_ne();
        f.br_if(self.exits.invalid);
        bytes
    }

    /// Pushes the code point that `bytes` hold, the first byte lowest.
    fn value(self, f: &mut FuncBuilder, bytes: Local, length: u32) {
        let last = length - 1;
        f.get(bytes).u32_const(0x7f >> length).ins().i32_and();
        f.u32_const(6 * last).ins().i32_shl();
        for byte in 1..length {
            f.get(bytes).u32_const(8 * byte).ins().i32_shr_u();
            f.u32_const(0x3f).ins().i32_and();
            f.u32_const(6 * (last - byte)).ins().i32_shl().i32_or();
        }
    }

    /// A special unit is a surrogate, unless the destination takes only ASCII as it is.
    fn utf16(self, f: &mut FuncBuilder, value: Local, then: &mut Then<'_>) {
        if self.plain == Plain::NotSurrogate {
            self.surrogates(f, value, then);
            return;
        }
        f.get(self.unit).u32_const(0xf800).ins().i32_and();
        f.u32_const(0xd800).ins().i32_ne();
        f.if_(BlockType::Empty);
        advance(f, self.src.at, 2);
        then(
            f,
            CodePoint {
                value: self.unit,
                range: 0x80..=0xffff,
            },
        );
        f.else_();
        self.surrogates(f, value, then);
        f.end();
    }

    /// A high surrogate and the low one that must follow it, as one load.
    fn surrogates(self, f: &mut FuncBuilder, value: Local, then: &mut Then<'_>) {
        self.need(f, 4);
        f.get(self.src.at)
            .ins()
            .i32_load(memarg(self.src.memory, 0, 1));
        f.tee(value).u32_const(0xfc00_fc00).ins().i32_and();
        f.u32_const(0xdc00_d800).ins().i32_ne();
        f.br_if(self.exits.invalid);
        f.get(value).u32_const(0x3ff).ins().i32_and();
        f.i32_const(10).ins().i32_shl();
        f.get(value).i32_const(16).ins().i32_shr_u();
        f.u32_const(0x3ff).ins().i32_and().i32_or();
        f.u32_const(0x1_0000).ins().i32_add();
        f.set(value);
        advance(f, self.src.at, 4);
        then(
            f,
            CodePoint {
                value,
                range: 0x1_0000..=0x10_ffff,
            },
        );
    }

    /// The string is not valid if it ends within the next `bytes`.
    fn need(self, f: &mut FuncBuilder, bytes: u32) {
        f.get(self.src.end).get(self.src.at).ins().i32_sub();
        f.u32_const(bytes).ins().i32_lt_u();
        f.br_if(self.exits.invalid);
    }
}
