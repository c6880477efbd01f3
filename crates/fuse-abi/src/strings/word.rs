//! Runs of plain units, eight bytes at a time.

use super::pass::Span;
use super::{Dest, Simple, Source, advance, lanes};
use crate::func::{FuncBuilder, Label, Local, memarg};
use wasm_encoder::{BlockType, ValType};

/// The bytes of a word.
const WORD: u32 = 8;

/// Which units the destination takes as they are.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Plain {
    /// Those with none of these bits.
    Without(u16),
    /// Those outside the range of surrogates.
    NotSurrogate,
    /// All.
    All,
}

impl Plain {
    /// What a pass from `src` to `dst` needs not decode.
    pub(super) fn of(src: Source, dst: Option<Dest>, span: Span) -> Self {
        match (src.encoding, dst.map(|dst| dst.encoding), span) {
            (Simple::Latin1, Some(Simple::Utf16), _) => Plain::All,
            (Simple::Utf8 | Simple::Latin1, ..) => Plain::Without(0x80),
            (Simple::Utf16, Some(Simple::Utf8), _) | (Simple::Utf16, _, Span::Ascii) => {
                Plain::Without(0xff80)
            }
            (Simple::Utf16, _, Span::Latin1) => Plain::Without(0xff00),
            (Simple::Utf16, _, Span::Whole | Span::Rest) => Plain::NotSurrogate,
        }
    }

    /// Branches to `special` if `unit` is not plain.
    pub(super) fn br_if_special(self, f: &mut FuncBuilder, unit: Local, special: Label) {
        match self {
            Plain::Without(bits) => {
                f.get(unit).u32_const(bits.into()).ins().i32_and();
            }
            Plain::NotSurrogate => {
                f.get(unit).u32_const(0xf800).ins().i32_and();
                f.u32_const(0xd800).ins().i32_eq();
            }
            Plain::All => return,
        }
        f.br_if(special);
    }
}

/// The part of a pass that goes over words.
pub(super) struct Words {
    src: Source,
    dst: Option<Dest>,
    span: Span,
    plain: Plain,
    word: Local,
    /// The special units of `word`: the lowest bit that is set lies in the first of them.
    special: Local,
}

impl Words {
    /// The part of the pass from `src` to `dst` over `span`.
    pub(super) fn of(f: &mut FuncBuilder, src: Source, dst: Option<Dest>, span: Span) -> Self {
        Self {
            src,
            dst,
            span,
            plain: Plain::of(src, dst, span),
            word: f.local(ValType::I64),
            special: f.local(ValType::I64),
        }
    }

    /// Gives the locals back.
    pub(super) fn free(self, f: &mut FuncBuilder) {
        f.free(self.word);
        f.free(self.special);
    }

    /// Goes over plain units until one of three: the source's end, which branches to `done`; a special unit, which
    /// branches to `special`; or a rest of fewer than eight bytes, which falls through.
    pub(super) fn run(&self, f: &mut FuncBuilder, done: Label, special: Label) {
        let Source { at, end, .. } = self.src;
        let tail = f.block(BlockType::Empty);
        if self.dst.is_none() {
            self.skip_blocks(f);
        }
        let again = f.loop_(BlockType::Empty);
        f.get(end).get(at).ins().i32_sub();
        f.u32_const(WORD).ins().i32_lt_u();
        f.br_if(tail);
        self.load(f, at, 0);
        self.find_special(f);
        f.ins().i64_eqz();
        f.if_(BlockType::Empty);
        self.store(f);
        self.move_by_word(f);
        f.br(again).end().end();
        self.stop_at_special(f, special);
        f.end();
        self.src.br_if_at_end(f, done);
        if self.span != Span::Rest {
            self.last_word(f, done);
        }
    }

    /// Skips blocks of eight words that are plain throughout.
    fn skip_blocks(&self, f: &mut FuncBuilder) {
        const WORDS: u32 = 8;
        let Source { at, end, .. } = self.src;
        let rest = f.block(BlockType::Empty);
        let again = f.loop_(BlockType::Empty);
        f.get(end).get(at).ins().i32_sub();
        f.u32_const(WORDS * WORD).ins().i32_lt_u();
        f.br_if(rest);
        for word in 0..WORDS {
            self.load(f, at, word * WORD);
            self.find_special(f);
            if word > 0 {
                f.ins().i64_or();
            }
        }
        f.ins().i64_const(0).i64_ne();
        f.br_if(rest);
        advance(f, at, WORDS * WORD);
        f.br(again).end().end();
    }

    /// Goes from a word with special units to the first of them.
    fn stop_at_special(&self, f: &mut FuncBuilder, special: Label) {
        if self.plain == Plain::All {
            f.ins().unreachable();
            return;
        }
        self.store(f);
        let skipped = f.local(ValType::I32);
        let bits_log2 = 3 + self.src.encoding.unit_log2();
        f.get(self.special).ins().i64_ctz().i32_wrap_i64();
        f.u32_const(bits_log2).ins().i32_shr_u();
        f.set(skipped);
        self.move_by_units(f, self.src.at, self.src.encoding, skipped);
        if let Some(dst) = self.dst {
            self.move_by_units(f, dst.at, dst.encoding, skipped);
        }
        f.free(skipped);
        f.br(special);
    }

    /// Handles a rest of fewer than eight bytes as part of the string's last eight, if it has so many and all are plain:
    /// what is written once more was plain before too, so it was written as one unit for each.
    fn last_word(&self, f: &mut FuncBuilder, done: Label) {
        let Source { at, end, units, .. } = self.src;
        let short = f.block(BlockType::Empty);
        f.get(units)
            .u32_const(WORD >> self.src.encoding.unit_log2());
        f.ins().i32_lt_u();
        f.br_if(short);
        let start = f.local(ValType::I32);
        f.get(end).u32_const(WORD).ins().i32_sub();
        f.set(start);
        self.load(f, start, 0);
        self.find_special(f);
        f.ins().i64_const(0).i64_ne();
        f.br_if(short);
        if let Some(dst) = self.dst {
            f.get(dst.at).get(at).get(start).ins().i32_sub();
            self.rescale(f, dst);
            f.ins().i32_sub();
            f.set(dst.at);
        }
        f.get(start).set(at);
        self.store(f);
        self.move_by_word(f);
        f.br(done).end().free(start);
    }

    /// Turns the bytes of the source that an `i32` counts into those of as many units of the destination.
    fn rescale(&self, f: &mut FuncBuilder, dst: Dest) {
        match (self.src.encoding.unit_log2(), dst.encoding.unit_log2()) {
            (0, 1) => f.i32_const(1).ins().i32_shl(),
            (1, 0) => f.i32_const(1).ins().i32_shr_u(),
            _ => return,
        };
    }

    /// Moves behind a word of the source.
    fn move_by_word(&self, f: &mut FuncBuilder) {
        advance(f, self.src.at, WORD);
        if let Some(dst) = self.dst {
            let units = WORD >> self.src.encoding.unit_log2();
            advance(f, dst.at, units << dst.encoding.unit_log2());
        }
    }

    /// Moves `at` by a number of units.
    fn move_by_units(&self, f: &mut FuncBuilder, at: Local, encoding: Simple, units: Local) {
        f.get(at);
        encoding.push_byte_length(f, units);
        f.ins().i32_add();
        f.set(at);
    }

    fn load(&self, f: &mut FuncBuilder, at: Local, offset: u32) {
        let unaligned = memarg(self.src.memory, offset, 0);
        f.get(at).ins().i64_load(unaligned);
        f.set(self.word);
    }

    /// Pushes the special units of `word`, which are none if it is zero, and keeps them.
    fn find_special(&self, f: &mut FuncBuilder) {
        match self.plain {
            Plain::Without(bits) => {
                f.get(self.word).ins().i64_const(self.splat(bits)).i64_and();
            }
            Plain::NotSurrogate => self.find_surrogates(f),
            Plain::All => {
                f.ins().i64_const(0);
            }
        }
        f.tee(self.special);
    }

    /// Pushes a word that has a bit set if there is a surrogate in `word`, the lowest one in the first surrogate.
    ///
    /// A surrogate becomes a zero in its sixteen bits, and a subtraction of one from each sixteen bits borrows first
    /// from the highest of those that are zero.
    fn find_surrogates(&self, f: &mut FuncBuilder) {
        let zero = self.special;
        f.get(self.word)
            .ins()
            .i64_const(self.splat(0xf800))
            .i64_and();
        f.ins().i64_const(self.splat(0xd800)).i64_xor();
        f.tee(zero).ins().i64_const(self.splat(1)).i64_sub();
        f.get(zero).ins().i64_const(-1).i64_xor().i64_and();
        f.ins().i64_const(self.splat(0x8000)).i64_and();
    }

    /// A word of units that all have the value `unit`.
    fn splat(&self, unit: u16) -> i64 {
        let ones: u64 = match self.src.encoding {
            Simple::Utf8 | Simple::Latin1 => 0x0101_0101_0101_0101,
            Simple::Utf16 => 0x0001_0001_0001_0001,
        };
        (ones * u64::from(unit)).cast_signed()
    }

    /// Writes the units of `word`, if there is a destination.
    fn store(&self, f: &mut FuncBuilder) {
        let Some(dst) = self.dst else { return };
        match (self.src.encoding.unit_log2(), dst.encoding.unit_log2()) {
            (0, 1) => {
                f.get(dst.at).get(self.word);
                f.ins().i32_wrap_i64().i64_extend_i32_u();
                lanes::widen(f);
                f.ins().i64_store(memarg(dst.memory, 0, 0));
                f.get(dst.at).get(self.word);
                f.ins().i64_const(32).i64_shr_u();
                lanes::widen(f);
                f.ins().i64_store(memarg(dst.memory, WORD, 0));
            }
            (1, 0) => {
                f.get(dst.at).get(self.word);
                lanes::narrow(f);
                f.ins().i64_store32(memarg(dst.memory, 0, 0));
            }
            _ => {
                f.get(dst.at)
                    .get(self.word)
                    .ins()
                    .i64_store(memarg(dst.memory, 0, 0));
            }
        }
    }
}
