//! The typed walker: emits the code that reads a value where the source has it and writes it where the destination
//! wants it.
//!
//! The validator demands that both sides of a call have equal types, so one type directs the walk; the sides differ in
//! the places of their values (`place`) and in their options (`Side`). Lifting and lowering are interleaved, value
//! by value, in the order in which the specification lowers. That gives the `realloc` calls of the specification, and
//! what is interleaved cannot be told apart from lifting everything first, since the two memories are distinct and
//! nobody sees what a trap leaves behind.
//!
//! Where both sides are one, a value moves between its flat form and its place in memory: what it points to stays where
//! it is, and its handles are whose they were.

mod cost;
mod exchange;
mod halves;
mod handle;
mod list;
mod outline;
mod place;
mod record;
mod scalar;
mod string;
mod variant;

pub(crate) use cost::Cost;
pub(crate) use outline::Helper;

use crate::emitter::Emitter;
use crate::func::{FuncBuilder, Local};
use crate::handles::{Handle, Holder};
use crate::opts::{FinalOpts, FuncIndex, MemoryIndex, StringEncoding};
use crate::types::{Def, DefId, Type, TypeTable};
use place::Place;
use scalar::Scalar;
use wasm_encoder::ValType;

/// How much code one function may inline before it calls helpers, in the unit of [`cost`].
const FUEL: u32 = 80;

/// What the translation of a value needs to know of one side's canonopts.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Side {
    memory: Option<MemoryIndex>,
    realloc: Option<FuncIndex>,
    encoding: StringEncoding,
    holder: Option<Holder>,
    /// `(address, length)`: takes back what a string or a list of the source lies in when it was copied, if anybody does.
    free: Option<FuncIndex>,
}

impl Side {
    fn new(opts: &FinalOpts) -> Self {
        Self {
            memory: opts.memory,
            realloc: opts.realloc,
            encoding: opts.encoding,
            holder: opts.holder,
            free: None,
        }
    }

    /// A side that is no more than a memory.
    fn of_memory(memory: Option<MemoryIndex>) -> Self {
        Self {
            memory,
            realloc: None,
            encoding: StringEncoding::Utf8,
            holder: None,
            free: None,
        }
    }

    fn memory(&self) -> MemoryIndex {
        self.memory
            .expect("validation demands a memory for types that use it")
    }

    fn holder(&self) -> Holder {
        self.holder
            .expect("a side with handles has a holder for them")
    }

    fn realloc(&self) -> FuncIndex {
        self.realloc
            .expect("validation demands a realloc for types that allocate")
    }
}

/// The emission of one function, as far as it translates values.
struct Walk<'w, 'a> {
    emitter: &'w mut Emitter<'a>,
    f: &'w mut FuncBuilder,
    src: Side,
    dst: Side,
    fuel: u32,
}

impl<'w, 'a> Walk<'w, 'a> {
    fn new(emitter: &'w mut Emitter<'a>, f: &'w mut FuncBuilder, src: Side, dst: Side) -> Self {
        Self {
            emitter,
            f,
            src,
            dst,
            fuel: FUEL,
        }
    }

    fn types(&self) -> &'a TypeTable {
        self.emitter.types()
    }

    /// Takes back what a string or a list of the source lies in, which was copied.
    fn free_source(&mut self, address: Local, length: Local) {
        if let Some(free) = self.src.free {
            self.f.get(address).get(length).call(free);
        }
    }

    /// Whether both sides are one. So are two that have neither memories nor handles, which is no difference.
    fn stays(&self) -> bool {
        self.src == self.dst
    }

    /// Copies a value of type `ty` from `src` to `dst`, here or by a call.
    fn translate(&mut self, ty: Type, src: Place<'_>, dst: Place<'_>) {
        let def = self.types().def(ty);
        match def.and_then(|def| self.types().list_element(def)) {
            Some(_) if self.stays() => self.words(src, dst),
            Some(element) => self.list(element, src, dst),
            None if def.is_none() || self.afford(ty) => self.layer(ty, src, dst),
            None => self.outlined(ty, src, dst),
        }
    }

    /// Whether the outermost layer of `ty` is inlined; if so, it is paid for.
    fn afford(&mut self, ty: Type) -> bool {
        let cost = self.emitter.cost(ty);
        if cost.is_small() {
            return true;
        }
        match self.fuel.checked_sub(cost.layer) {
            Some(fuel) => {
                self.fuel = fuel;
                true
            }
            None => false,
        }
    }

    /// Copies a value of type `ty` from `src` to `dst`, the outermost layer of it here.
    fn layer(&mut self, ty: Type, src: Place<'_>, dst: Place<'_>) {
        match ty {
            Type::Bool => self.scalar(Scalar::Bool, src, dst),
            Type::S8 => self.scalar(Scalar::S8, src, dst),
            Type::U8 => self.scalar(Scalar::U8, src, dst),
            Type::S16 => self.scalar(Scalar::S16, src, dst),
            Type::U16 => self.scalar(Scalar::U16, src, dst),
            Type::S32 | Type::U32 => self.scalar(Scalar::Bits(ValType::I32), src, dst),
            Type::S64 | Type::U64 => self.scalar(Scalar::Bits(ValType::I64), src, dst),
            Type::F32 => self.scalar(Scalar::Bits(ValType::F32), src, dst),
            Type::F64 => self.scalar(Scalar::Bits(ValType::F64), src, dst),
            Type::Char => self.scalar(Scalar::Char, src, dst),
            Type::String if self.stays() => self.words(src, dst),
            Type::String => self.string(src, dst),
            Type::ErrorContext => self.handle(Handle::ErrorContext, src, dst),
            Type::Def(id) => self.def(id, src, dst),
        }
    }

    fn def(&mut self, id: DefId, src: Place<'_>, dst: Place<'_>) {
        let def = &self.types()[id];
        match def {
            Def::List(_) | Def::Map(..) => {
                unreachable!("lists are translated before their layer is asked for")
            }
            Def::FixedList(element, count) => self.fixed_list(*element, *count, src, dst),
            Def::Record(_) | Def::Tuple(_) => {
                self.fields(
                    &def.fields().expect("records and tuples have fields"),
                    src,
                    dst,
                );
            }
            Def::Variant(_) | Def::Enum(_) | Def::Option(_) | Def::Result { .. } => {
                self.variant(&def.cases().expect("variants have cases"), src, dst);
            }
            Def::Flags(labels) => self.scalar(Scalar::flags(labels.len()), src, dst),
            Def::Own(resource) => self.handle(Handle::Own(*resource), src, dst),
            Def::Borrow(resource) => self.handle(Handle::Borrow(*resource), src, dst),
            Def::Stream(_) => self.handle(Handle::Stream(id), src, dst),
            Def::Future(_) => self.handle(Handle::Future(id), src, dst),
        }
    }
}
