//! The string transcoders: one function for each pair of memories and encodings, which checks a string where it lies,
//! allocates its copy and writes that in the destination's encoding.
//!
//! A transcoder is put together from parts, so that there is no code for any one pair of encodings:
//!
//! * `check`: what must hold of a string before it is read
//! * `store`: how often and for what sizes the destination's `realloc` is called, which guests can observe
//! * `pass`: the loop that reads units and writes them, as far as it is asked to
//! * `word`, `lanes`: eight bytes at a time, for the units that need no decoding
//! * `decode`, `encode`: everything else, by way of a code point
//! * `bytes`: copies within one encoding
//!
//! Sources are validated while they are read, after the destination's first allocation if that saves a pass. Which
//! comes first cannot be observed: an invalid string traps, and nothing runs after a trap.

mod bytes;
mod check;
mod decode;
mod encode;
mod lanes;
mod pass;
mod store;
mod word;

use crate::emitter::Emitter;
use crate::func::{FuncBuilder, Label, Local};
use crate::opts::{FuncIndex, MemoryIndex, StringEncoding};
use wasm_encoder::{BlockType, ValType};

/// Which strings a transcoder reads and which it writes.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Transcode {
    /// How the source is encoded.
    pub src: StringEncoding,
    /// How the destination is encoded.
    pub dst: StringEncoding,
    /// Where the source lies.
    pub src_memory: MemoryIndex,
    /// Where the destination goes.
    pub dst_memory: MemoryIndex,
    /// What allocates the destination.
    pub dst_realloc: FuncIndex,
}

/// In a length of `latin1+utf16`, says that the units are UTF-16 (CanonicalABI, *Loading*: `utf16_tag`).
const UTF16_TAG: u32 = 1 << 31;

/// Emits the transcoder for `key`, of type `(src_ptr, tagged_code_units) -> (dst_ptr, tagged_code_units)`.
pub fn emit(emitter: &mut Emitter<'_>, key: Transcode) -> FuncIndex {
    let name = format!(
        "[transcode] {} {} → {} {}",
        key.src.as_str(),
        key.src_memory,
        key.dst.as_str(),
        key.dst_memory
    );
    let pointer_and_units = [ValType::I32; 2];
    let func = emitter.declare(&name, &pointer_and_units, &pointer_and_units);
    let mut f = FuncBuilder::new(&pointer_and_units);
    let dst = Allocation {
        base: f.local(ValType::I32),
        units: f.local(ValType::I32),
    };
    match key.src {
        StringEncoding::Utf8 => load_and_store(emitter, &mut f, key, Simple::Utf8, dst),
        StringEncoding::Utf16 => load_and_store(emitter, &mut f, key, Simple::Utf16, dst),
        StringEncoding::CompactUtf16 => {
            let units = f.param(1);
            f.get(units).u32_const(UTF16_TAG).ins().i32_and();
            f.if_(BlockType::Empty);
            f.get(units).u32_const(UTF16_TAG).ins().i32_xor();
            f.set(units);
            load_and_store(emitter, &mut f, key, Simple::Utf16, dst);
            f.else_();
            load_and_store(emitter, &mut f, key, Simple::Latin1, dst);
            f.end();
        }
    }
    f.get(dst.base).get(dst.units);
    emitter.define(func, f);
    func
}

/// Stores the string of `encoding` that the parameters name, as `key` says.
fn load_and_store(
    emitter: &mut Emitter<'_>,
    f: &mut FuncBuilder,
    key: Transcode,
    encoding: Simple,
    dst: Allocation,
) {
    let src = check::source(emitter, f, key, encoding);
    store::store(emitter, f, key, src, dst);
    f.free(src.at);
    f.free(src.end);
}

/// What units a string really consists of: a [`StringEncoding`] once the tag of `latin1+utf16` has been looked at.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Simple {
    Utf8,
    Utf16,
    Latin1,
}

impl Simple {
    /// The binary logarithm of the bytes in a unit.
    fn unit_log2(self) -> u32 {
        match self {
            Simple::Utf8 | Simple::Latin1 => 0,
            Simple::Utf16 => 1,
        }
    }

    /// Pushes the bytes that `units` take.
    fn push_byte_length(self, f: &mut FuncBuilder, units: Local) {
        f.get(units);
        if self.unit_log2() != 0 {
            f.u32_const(self.unit_log2()).ins().i32_shl();
        }
    }
}

/// The string being read: what is left of it are the units between `at` and `end`.
#[derive(Copy, Clone)]
struct Source {
    encoding: Simple,
    memory: MemoryIndex,
    start: Local,
    /// How many there are from `start` to `end`.
    units: Local,
    at: Local,
    /// It is 0 for a string that ends with a memory of 4 GiB, so it is only ever subtracted from, and compared for
    /// equality.
    end: Local,
}

impl Source {
    fn br_if_at_end(self, f: &mut FuncBuilder, label: Label) {
        f.get(self.at).get(self.end).ins().i32_eq();
        f.br_if(label);
    }
}

/// Where a pass writes next.
#[derive(Copy, Clone)]
struct Dest {
    encoding: Simple,
    memory: MemoryIndex,
    at: Local,
}

/// What a transcoder returns.
#[derive(Copy, Clone)]
struct Allocation {
    base: Local,
    /// With the tag, if there is one.
    units: Local,
}

/// Moves `at` by a number of bytes.
fn advance(f: &mut FuncBuilder, at: Local, bytes: u32) {
    f.get(at).u32_const(bytes).ins().i32_add();
    f.set(at);
}
