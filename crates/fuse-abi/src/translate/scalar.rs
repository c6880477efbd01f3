//! Values of one core value: integers, floats, `bool`, `char`, flags and discriminants.

use super::Walk;
use super::place::{Address, Place};
use crate::func::{Local, memarg};
use crate::layout;
use crate::trap::TrapReason;
use wasm_encoder::ValType::{self, F32, F64, I32, I64};

/// How a value of one core value is stored, and which of its bit patterns are values.
#[derive(Copy, Clone, Debug)]
pub(super) enum Scalar {
    /// 0 or, as it is read, anything else.
    Bool,
    /// Eight bits, sign-extended on the stack.
    S8,
    /// Eight bits, zero-extended on the stack.
    U8,
    /// Sixteen bits, sign-extended on the stack.
    S16,
    /// Sixteen bits, zero-extended on the stack.
    U16,
    /// Every pattern is a value.
    Bits(ValType),
    /// A Unicode scalar value; others trap.
    Char,
    /// The bits of `mask`; others are ignored.
    Flags {
        /// In memory.
        bytes: u32,
        /// One bit for each label.
        mask: u32,
    },
}

impl Scalar {
    /// Flags with that many labels.
    pub(super) fn flags(labels: usize) -> Self {
        Scalar::Flags {
            bytes: layout::flags(labels),
            mask: u32::MAX >> (32 - labels),
        }
    }

    /// Its type on the stack.
    fn flat(self) -> ValType {
        match self {
            Scalar::Bits(ty) => ty,
            _ => I32,
        }
    }

    /// How many bytes it has in memory.
    fn bytes(self) -> u32 {
        match self {
            Scalar::Bool | Scalar::S8 | Scalar::U8 => 1,
            Scalar::S16 | Scalar::U16 => 2,
            Scalar::Char | Scalar::Bits(I32 | F32) => 4,
            Scalar::Bits(_) => 8,
            Scalar::Flags { bytes, .. } => bytes,
        }
    }

    fn is_signed(self) -> bool {
        matches!(self, Scalar::S8 | Scalar::S16)
    }
}

impl Walk<'_, '_> {
    /// Copies a scalar.
    pub(super) fn scalar(&mut self, scalar: Scalar, src: Place<'_>, dst: Place<'_>) {
        self.scalar_by(scalar, src, dst, |walk| walk.normalise(scalar, src, dst));
    }

    /// Copies a scalar with `change` made to it on the stack.
    pub(super) fn scalar_by(
        &mut self,
        scalar: Scalar,
        src: Place<'_>,
        dst: Place<'_>,
        change: impl FnOnce(&mut Self),
    ) {
        if let Place::Memory(address) = dst {
            self.f.get(address.base);
        }
        match src {
            Place::Stack(locals) => self.get_flat(locals[0], scalar.flat()),
            Place::Memory(address) => self.load_scalar(scalar, address),
        }
        change(self);
        match dst {
            Place::Stack(locals) => self.set_flat(locals[0], scalar.flat()),
            Place::Memory(address) => self.store_scalar(scalar, address),
        }
    }

    /// Makes the core value on the stack the one that stands for what was lifted.
    ///
    /// Loads extend and stores wrap by themselves, so that small integers need it only from stack to stack.
    fn normalise(&mut self, scalar: Scalar, src: Place<'_>, dst: Place<'_>) {
        let on_stack = matches!((src, dst), (Place::Stack(_), Place::Stack(_)));
        match scalar {
            Scalar::Bool => _ = self.f.i32_const(0).ins().i32_ne(),
            Scalar::S8 if on_stack => _ = self.f.ins().i32_extend8_s(),
            Scalar::U8 if on_stack => _ = self.f.u32_const(0xff).ins().i32_and(),
            Scalar::S16 if on_stack => _ = self.f.ins().i32_extend16_s(),
            Scalar::U16 if on_stack => _ = self.f.u32_const(0xffff).ins().i32_and(),
            Scalar::Flags { bytes, mask } => {
                let storage = u32::MAX >> (32 - 8 * bytes);
                if mask != u32::MAX && (on_stack || mask != storage) {
                    self.f.u32_const(mask).ins().i32_and();
                }
            }
            Scalar::Char => {
                let char = self.f.local(I32);
                self.f.tee(char);
                self.check_char();
                self.f.get(char);
                self.f.free(char);
            }
            Scalar::S8 | Scalar::U8 | Scalar::S16 | Scalar::U16 | Scalar::Bits(_) => {}
        }
    }

    /// Pops an `i32` and traps unless it is a Unicode scalar value.
    ///
    /// `xor` permutes what lies below 0x110000 and moves the surrogates to 0..0x800, which the subtraction then wraps
    /// around: one unsigned comparison is left.
    pub(super) fn check_char(&mut self) {
        self.f.u32_const(0xd800).ins().i32_xor();
        self.f.u32_const(0x800).ins().i32_sub();
        self.f.u32_const(0x11_0000 - 0x800).ins().i32_ge_u();
        self.emitter.trap_if(self.f, TrapReason::InvalidChar);
    }

    /// Traps unless `discriminant` is that of one of `cases` cases.
    pub(super) fn check_discriminant(&mut self, discriminant: Local, cases: usize) {
        let cases = u32::try_from(cases).expect("fewer than 2^32 cases");
        self.f.get(discriminant).u32_const(cases).ins().i32_ge_u();
        self.emitter
            .trap_if(self.f, TrapReason::InvalidDiscriminant);
    }

    fn load_scalar(&mut self, scalar: Scalar, Address { base, offset }: Address) {
        let align = scalar.bytes().trailing_zeros();
        let mem = memarg(self.src.memory(), offset, align);
        let mut ins = self.f.get(base).ins();
        match (scalar.flat(), scalar.bytes()) {
            (I32, 1) if scalar.is_signed() => ins.i32_load8_s(mem),
            (I32, 1) => ins.i32_load8_u(mem),
            (I32, 2) if scalar.is_signed() => ins.i32_load16_s(mem),
            (I32, 2) => ins.i32_load16_u(mem),
            (I32, 4) => ins.i32_load(mem),
            (I64, 8) => ins.i64_load(mem),
            (F32, 4) => ins.f32_load(mem),
            (F64, 8) => ins.f64_load(mem),
            other => panic!("no scalar is {other:?}"),
        };
    }

    fn store_scalar(&mut self, scalar: Scalar, Address { offset, .. }: Address) {
        let align = scalar.bytes().trailing_zeros();
        let mem = memarg(self.dst.memory(), offset, align);
        let mut ins = self.f.ins();
        match (scalar.flat(), scalar.bytes()) {
            (I32, 1) => ins.i32_store8(mem),
            (I32, 2) => ins.i32_store16(mem),
            (I32, 4) => ins.i32_store(mem),
            (I64, 8) => ins.i64_store(mem),
            (F32, 4) => ins.f32_store(mem),
            (F64, 8) => ins.f64_store(mem),
            other => panic!("no scalar is {other:?}"),
        };
    }

    /// Pushes the `i32` at `address` of the source's memory.
    pub(super) fn load_word(&mut self, address: Address) {
        self.load_scalar(Scalar::Bits(I32), address);
    }

    /// Pops an `i32` and the address that it goes to, short of the offset, in the destination's memory.
    pub(super) fn store_word(&mut self, address: Address) {
        self.store_scalar(Scalar::Bits(I32), address);
    }

    /// Pushes the unsigned integer of `bytes` bytes at `address` of the source's memory.
    pub(super) fn load_unsigned(&mut self, bytes: u32, address: Address) {
        self.load_scalar(
            Scalar::Flags {
                bytes,
                mask: u32::MAX,
            },
            address,
        );
    }

    /// The store that goes with [`Walk::load_unsigned`].
    pub(super) fn store_unsigned(&mut self, bytes: u32, address: Address) {
        self.store_scalar(
            Scalar::Flags {
                bytes,
                mask: u32::MAX,
            },
            address,
        );
    }

    /// Copies `bytes` bytes of memory to memory, of values that are aligned to `align`.
    pub(super) fn copy_bytes(&mut self, bytes: u32, align: u32, src: Address, dst: Address) {
        /// As much as is worth copying without `memory.copy`, which engines make a call of.
        const UNROLLED: u32 = 64;
        if bytes > UNROLLED {
            self.push_address(dst);
            self.push_address(src);
            self.f
                .u32_const(bytes)
                .ins()
                .memory_copy(self.dst.memory().0, self.src.memory().0);
            return;
        }
        let (src_memory, dst_memory) = (self.src.memory(), self.dst.memory());
        let mut done = 0;
        for chunk in [8, 4, 2, 1] {
            while bytes - done >= chunk {
                let align = align.min(chunk).trailing_zeros();
                let load = memarg(src_memory, src.plus(done).offset, align);
                let store = memarg(dst_memory, dst.plus(done).offset, align);
                let mut ins = self.f.get(dst.base).get(src.base).ins();
                match chunk {
                    8 => ins.i64_load(load).i64_store(store),
                    4 => ins.i32_load(load).i32_store(store),
                    2 => ins.i32_load16_u(load).i32_store16(store),
                    _ => ins.i32_load8_u(load).i32_store8(store),
                };
                done += chunk;
            }
        }
    }
}
