//! Where a value lies: in locals by its flat form, or in memory; and the ways from there to its parts.

use super::Walk;
use crate::flat;
use crate::func::Local;
use crate::layout::{self, VariantLayout};
use crate::types::{Type, TypeTable};
use wasm_encoder::ValType::{self, F32, F64, I32, I64};

/// Where a value lies, on the side that it is read from or on the side that it is written to.
#[derive(Copy, Clone, Debug)]
pub(super) enum Place<'l> {
    /// In its flat form. Inside a variant a local may have a type wider than the value's own, by `join`.
    Stack(&'l [Local]),
    /// In its side's memory, where it is known to be aligned and within bounds.
    Memory(Address),
}

/// An address in a memory.
#[derive(Copy, Clone, Debug)]
pub(super) struct Address {
    pub(super) base: Local,
    pub(super) offset: u32,
}

impl Address {
    pub(super) fn new(base: Local) -> Self {
        Self { base, offset: 0 }
    }

    pub(super) fn plus(self, offset: u32) -> Self {
        Self {
            base: self.base,
            offset: self.offset.saturating_add(offset),
        }
    }
}

impl<'l> Place<'l> {
    /// The fields of a record with fields of these types.
    pub(super) fn fields(self, types: &TypeTable, fields: &[Type]) -> Vec<Place<'l>> {
        match self {
            Place::Stack(mut locals) => fields
                .iter()
                .map(|&field| {
                    let (field, rest) = locals.split_at(flat_len(types, field));
                    locals = rest;
                    Place::Stack(field)
                })
                .collect(),
            Place::Memory(address) => layout::field_offsets(types, fields)
                .into_iter()
                .map(|offset| Place::Memory(address.plus(offset)))
                .collect(),
        }
    }

    /// The payload of a variant; on the stack, all that follows the discriminant.
    pub(super) fn payload(self, variant: &VariantLayout) -> Place<'l> {
        match self {
            Place::Stack(locals) => Place::Stack(&locals[1..]),
            Place::Memory(address) => Place::Memory(address.plus(variant.payload_offset)),
        }
    }

    /// On the stack, the place cut to a value of type `ty`, and the locals that such a value leaves unused.
    pub(super) fn cut(self, types: &TypeTable, ty: Option<Type>) -> (Place<'l>, &'l [Local]) {
        match self {
            Place::Stack(locals) => {
                let (used, unused) = locals.split_at(ty.map_or(0, |ty| flat_len(types, ty)));
                (Place::Stack(used), unused)
            }
            Place::Memory(_) => (self, &[]),
        }
    }
}

fn flat_len(types: &TypeTable, ty: Type) -> usize {
    flat::of(types, ty)
        .expect("a value on the stack has a flat form")
        .len()
}

/// A local to read from: one that is there anyway, or a temporary to free.
#[derive(Copy, Clone)]
pub(super) struct Held {
    pub(super) local: Local,
    temporary: bool,
}

impl Held {
    /// A local that is there anyway.
    pub(super) fn there(local: Local) -> Self {
        Self {
            local,
            temporary: false,
        }
    }
}

impl Walk<'_, '_> {
    /// Pops an `i32` into a temporary.
    pub(super) fn hold(&mut self) -> Held {
        Held {
            local: self.f.save(I32),
            temporary: true,
        }
    }

    pub(super) fn release(&mut self, held: Held) {
        if held.temporary {
            self.f.free(held.local);
        }
    }

    /// An `i32` of the flat form, unchanged but for `join`.
    pub(super) fn hold_flat(&mut self, local: Local) -> Held {
        if local.ty() == I32 {
            return Held::there(local);
        }
        self.get_flat(local, I32);
        self.hold()
    }

    /// Pushes `local` as a `want` (CanonicalABI, *Flat Lifting*: `CoerceValueIter`).
    pub(super) fn get_flat(&mut self, local: Local, want: ValType) {
        let mut ins = self.f.get(local).ins();
        match (local.ty(), want) {
            (have, want) if have == want => {}
            (I32, F32) => _ = ins.f32_reinterpret_i32(),
            (I64, I32) => _ = ins.i32_wrap_i64(),
            (I64, F32) => _ = ins.i32_wrap_i64().f32_reinterpret_i32(),
            (I64, F64) => _ = ins.f64_reinterpret_i64(),
            (have, want) => panic!("join never makes {have:?} of {want:?}"),
        }
    }

    /// Pops a `have` into `local` (CanonicalABI, *Flat Lowering*: `lower_flat_variant`).
    pub(super) fn set_flat(&mut self, local: Local, have: ValType) {
        let mut ins = self.f.ins();
        match (have, local.ty()) {
            (have, want) if have == want => {}
            (F32, I32) => _ = ins.i32_reinterpret_f32(),
            (I32, I64) => _ = ins.i64_extend_i32_u(),
            (F32, I64) => _ = ins.i32_reinterpret_f32().i64_extend_i32_u(),
            (F64, I64) => _ = ins.i64_reinterpret_f64(),
            (have, want) => panic!("join never makes {want:?} of {have:?}"),
        }
        self.f.set(local);
    }

    /// Sets locals to zero, as the specification does with the flat values that a payload leaves unused.
    pub(super) fn zero(&mut self, locals: &[Local]) {
        for &local in locals {
            let mut ins = self.f.ins();
            match local.ty() {
                I32 => ins.i32_const(0),
                I64 => ins.i64_const(0),
                F32 => ins.f32_const(0.0.into()),
                F64 => ins.f64_const(0.0.into()),
                other => panic!("no flat value has type {other:?}"),
            };
            self.f.set(local);
        }
    }

    /// Pushes an address.
    pub(super) fn push_address(&mut self, address: Address) {
        self.f.get(address.base);
        if address.offset != 0 {
            self.f.u32_const(address.offset).ins().i32_add();
        }
    }

    /// An address in one local.
    pub(super) fn hold_address(&mut self, address: Address) -> Held {
        if address.offset == 0 {
            return Held::there(address.base);
        }
        self.push_address(address);
        self.hold()
    }

    /// Pushes the two words of a string or a list.
    pub(super) fn push_range(&mut self, src: Place<'_>) {
        match src {
            Place::Stack(locals) => {
                for &local in locals {
                    self.get_flat(local, I32);
                }
            }
            Place::Memory(address) => {
                self.load_word(address);
                self.load_word(address.plus(4));
            }
        }
    }

    /// The two words of a string or a list: its pointer and its length.
    pub(super) fn hold_range(&mut self, src: Place<'_>) -> (Held, Held) {
        match src {
            Place::Stack(&[ptr, len]) => (self.hold_flat(ptr), self.hold_flat(len)),
            Place::Stack(locals) => panic!("a range has two flat values, not {}", locals.len()),
            Place::Memory(address) => {
                self.load_word(address);
                let ptr = self.hold();
                self.load_word(address.plus(4));
                (ptr, self.hold())
            }
        }
    }

    /// Copies the two words of a string or a list as they are.
    pub(super) fn words(&mut self, src: Place<'_>, dst: Place<'_>) {
        let (ptr, len) = self.hold_range(src);
        self.set_range(dst, ptr.local, len.local);
        self.release(len);
        self.release(ptr);
    }

    /// Writes the two words of a string or a list.
    pub(super) fn set_range(&mut self, dst: Place<'_>, ptr: Local, len: Local) {
        match dst {
            Place::Stack(&[dst_ptr, dst_len]) => {
                self.f.get(ptr);
                self.set_flat(dst_ptr, I32);
                self.f.get(len);
                self.set_flat(dst_len, I32);
            }
            Place::Stack(locals) => panic!("a range has two flat values, not {}", locals.len()),
            Place::Memory(address) => {
                self.f.get(address.base).get(ptr);
                self.store_word(address);
                self.f.get(address.base).get(len);
                self.store_word(address.plus(4));
            }
        }
    }
}
