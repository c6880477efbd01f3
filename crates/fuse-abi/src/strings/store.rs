//! How a string's copy is allocated: the sequences of `realloc` calls that the canonical ABI prescribes for each pair of
//! encodings (CanonicalABI, *Storing*: `store_string_into_range`).

use super::bytes::{self, Place};
use super::pass::{self, Span};
use super::{Allocation, Dest, Simple, Source, Transcode, UTF16_TAG, check};
use crate::emitter::Emitter;
use crate::func::{FuncBuilder, Local};
use crate::memory::Bytes;
use crate::opts::StringEncoding;
use crate::trap::TrapReason;
use wasm_encoder::{BlockType, ValType};

/// Stores `src`, whose range has been checked, as `key` says.
pub(super) fn store(
    e: &mut Emitter<'_>,
    f: &mut FuncBuilder,
    key: Transcode,
    src: Source,
    dst: Allocation,
) {
    let store = Store {
        key,
        src,
        dst,
        alignment: check::alignment(key.dst),
    };
    match (src.encoding, key.dst) {
        (Simple::Utf8, StringEncoding::Utf8) => store.same_units(e, f, Simple::Utf8),
        (Simple::Utf16 | Simple::Latin1, StringEncoding::Utf16) => {
            store.same_units(e, f, Simple::Utf16)
        }
        (Simple::Latin1, StringEncoding::CompactUtf16) => store.same_units(e, f, Simple::Latin1),
        (Simple::Utf16, StringEncoding::Utf8) => store.grown(e, f, 3),
        (Simple::Latin1, StringEncoding::Utf8) => store.grown(e, f, 2),
        (Simple::Utf8, StringEncoding::Utf16) => store.shrunk(e, f),
        (Simple::Utf16, StringEncoding::CompactUtf16)
            if key.src == StringEncoding::CompactUtf16 =>
        {
            store.probably_utf16(e, f)
        }
        (Simple::Utf8 | Simple::Utf16, StringEncoding::CompactUtf16) => store.probably_latin1(e, f),
    }
}

/// The two ends of a store, for the functions of this module.
#[derive(Copy, Clone)]
struct Store {
    key: Transcode,
    src: Source,
    dst: Allocation,
    alignment: u32,
}

impl Store {
    /// A copy with as many units as the source, so that one allocation fits: `store_string_copy`.
    fn same_units(self, e: &mut Emitter<'_>, f: &mut FuncBuilder, encoding: Simple) {
        if self.src.encoding != Simple::Latin1 {
            pass::pass(e, f, self.src, None, Span::Whole);
        }
        let length = f.local(ValType::I32);
        encoding.push_byte_length(f, self.src.units);
        f.set(length);
        self.allocate(e, f, length);
        if self.src.encoding == encoding {
            self.copy(f, length);
        } else {
            self.write_all(e, f, encoding);
        }
        f.get(self.src.units).set(self.dst.units);
        f.free(length);
    }

    /// A byte for each unit as long as they are ASCII, then room for the worst case, then what was needed:
    /// `store_string_to_utf8`.
    fn grown(self, e: &mut Emitter<'_>, f: &mut FuncBuilder, worst_case: u32) {
        self.allocate(e, f, self.src.units);
        let at = f.local(ValType::I32);
        f.get(self.dst.base).set(at);
        self.write(e, f, Simple::Utf8, at, Span::Ascii);
        self.if_unfinished(f);
        {
            let length = f.local(ValType::I32);
            // This stays on the stack until the allocation's new place is known.
            self.written(f, at);
            f.get(self.src.units).u32_const(worst_case).ins().i32_mul();
            f.set(length);
            self.reallocate(e, f, self.src.units, length);
            f.get(self.dst.base).ins().i32_add();
            f.set(at);
            self.write(e, f, Simple::Utf8, at, Span::Rest);
            self.shrink(e, f, at, length);
            f.get(length).set(self.dst.units);
            f.free(length);
        }
        f.else_().get(self.src.units).set(self.dst.units);
        f.end().free(at);
    }

    /// Room for the worst case, then what was needed: `store_utf8_to_utf16`.
    fn shrunk(self, e: &mut Emitter<'_>, f: &mut FuncBuilder) {
        let (at, length) = (f.local(ValType::I32), f.local(ValType::I32));
        Simple::Utf16.push_byte_length(f, self.src.units);
        f.set(length);
        self.allocate(e, f, length);
        f.get(self.dst.base).set(at);
        self.write(e, f, Simple::Utf16, at, Span::Whole);
        self.shrink(e, f, at, length);
        f.get(length).i32_const(1).ins().i32_shr_u();
        f.set(self.dst.units);
        f.free(at);
        f.free(length);
    }

    /// Latin-1 as long as that can hold the string, then UTF-16: `store_string_to_latin1_or_utf16`.
    fn probably_latin1(self, e: &mut Emitter<'_>, f: &mut FuncBuilder) {
        let (at, length) = (f.local(ValType::I32), f.local(ValType::I32));
        f.get(self.src.units).set(length);
        self.allocate(e, f, length);
        f.get(self.dst.base).set(at);
        self.write(e, f, Simple::Latin1, at, Span::Latin1);
        self.if_unfinished(f);
        {
            let latin1 = f.local(ValType::I32);
            self.written(f, at);
            f.set(latin1);
            Simple::Utf16.push_byte_length(f, self.src.units);
            f.set(length);
            self.reallocate(e, f, self.src.units, length);
            bytes::inflate(f, self.dst_place(), latin1);
            f.get(self.dst.base);
            Simple::Utf16.push_byte_length(f, latin1);
            f.ins().i32_add();
            f.set(at).free(latin1);
            self.write(e, f, Simple::Utf16, at, Span::Rest);
            self.shrink(e, f, at, length);
            f.get(length).i32_const(1).ins().i32_shr_u();
            f.u32_const(UTF16_TAG).ins().i32_or();
            f.set(self.dst.units);
        }
        f.else_();
        self.shrink(e, f, at, length);
        f.get(length).set(self.dst.units);
        f.end().free(at);
        f.free(length);
    }

    /// UTF-16 that was tagged as such and so is hardly all Latin-1, but may be:
    /// `store_probably_utf16_to_latin1_or_utf16`.
    ///
    /// The last `realloc` asks for the alignment of 2 that every `latin1+utf16` string must have to be loaded again.
    fn probably_utf16(self, e: &mut Emitter<'_>, f: &mut FuncBuilder) {
        let length = f.local(ValType::I32);
        Simple::Utf16.push_byte_length(f, self.src.units);
        f.set(length);
        self.allocate(e, f, length);
        pass::pass(e, f, self.src, None, Span::Latin1);
        self.if_unfinished(f);
        pass::pass(e, f, self.src, None, Span::Rest);
        self.copy(f, length);
        f.get(self.src.units).u32_const(UTF16_TAG).ins().i32_or();
        f.set(self.dst.units);
        f.else_();
        f.get(self.src.start).set(self.src.at);
        self.write_all(e, f, Simple::Latin1);
        f.get(self.src.units).set(self.dst.units);
        self.reallocate(e, f, length, self.src.units);
        f.end().free(length);
    }

    /// Opens an `if` for the case that a pass stopped before the source's end.
    fn if_unfinished(self, f: &mut FuncBuilder) {
        f.get(self.src.at).get(self.src.end).ins().i32_ne();
        f.if_(BlockType::Empty);
    }

    /// Writes what is left of the source at `at`, as far as `span` allows.
    fn write(
        self,
        e: &mut Emitter<'_>,
        f: &mut FuncBuilder,
        encoding: Simple,
        at: Local,
        span: Span,
    ) {
        let dst = Dest {
            encoding,
            memory: self.key.dst_memory,
            at,
        };
        pass::pass(e, f, self.src, Some(dst), span);
    }

    /// Writes all of a source that [`Store::same_units`] or [`Store::probably_utf16`] found to be of one unit per
    /// code point.
    fn write_all(self, e: &mut Emitter<'_>, f: &mut FuncBuilder, encoding: Simple) {
        let at = f.local(ValType::I32);
        f.get(self.dst.base).set(at);
        let span = if encoding == Simple::Latin1 {
            Span::Latin1
        } else {
            Span::Whole
        };
        self.write(e, f, encoding, at, span);
        f.free(at);
    }

    /// Copies the source as it is, which is `length` bytes.
    fn copy(self, f: &mut FuncBuilder, length: Local) {
        let src = Place {
            memory: self.src.memory,
            address: self.src.start,
        };
        bytes::copy(f, self.dst_place(), src, length);
    }

    fn dst_place(self) -> Place {
        Place {
            memory: self.key.dst_memory,
            address: self.dst.base,
        }
    }

    /// Pushes how many bytes lie between the destination's start and `at`.
    fn written(self, f: &mut FuncBuilder, at: Local) {
        f.get(at).get(self.dst.base).ins().i32_sub();
    }

    /// Gives back what lies between `at` and the allocation's end, if there is something; `length`, the length of the
    /// allocation, becomes what was written.
    fn shrink(self, e: &mut Emitter<'_>, f: &mut FuncBuilder, at: Local, length: Local) {
        let written = f.local(ValType::I32);
        self.written(f, at);
        f.tee(written).get(length).ins().i32_ne();
        f.if_(BlockType::Empty);
        self.reallocate(e, f, length, written);
        f.get(written).set(length);
        f.end().free(written);
    }

    fn allocate(self, e: &mut Emitter<'_>, f: &mut FuncBuilder, length: Local) {
        f.i32_const(0).i32_const(0);
        self.call_realloc(e, f, length);
    }

    fn reallocate(
        self,
        e: &mut Emitter<'_>,
        f: &mut FuncBuilder,
        old_length: Local,
        length: Local,
    ) {
        f.get(self.dst.base).get(old_length);
        self.call_realloc(e, f, length);
    }

    fn call_realloc(self, e: &mut Emitter<'_>, f: &mut FuncBuilder, length: Local) {
        let Allocation { base, .. } = self.dst;
        f.u32_const(self.alignment)
            .get(length)
            .call(self.key.dst_realloc)
            .set(base);
        e.check_aligned(f, base, self.alignment, TrapReason::UnalignedRealloc);
        e.check_in_bounds(
            f,
            self.key.dst_memory,
            base,
            Bytes::Local(length),
            TrapReason::ReallocOutOfBounds,
        );
    }
}
