//! Helper functions: what is too long to inline, or is there already, is emitted once and called.
//!
//! A function inlines as much as its fuel pays for; every further layer is a call. So a function's size is bounded by
//! its fuel and its own outermost layer, there is at most one helper for each type, place and pair of sides, and the
//! size of all code stays linear in that of the types, however often they name each other.

use super::place::{Address, Place};
use super::{Side, Walk};
use crate::emitter::Emitter;
use crate::flat;
use crate::func::{FuncBuilder, Local};
use crate::handles::Holder;
use crate::opts::{FuncIndex, StringEncoding};
use crate::types::{Def, Type, TypeTable};
use wasm_encoder::ValType::{self, I32};

/// A function that copies values or exchanges the handles in them.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Helper {
    /// `(src_ptr, len) -> dst_ptr`, for lists of this element.
    List(Type, Side, Side),
    /// The source's flat form or address, and the destination's address if it is in memory; gives the destination's
    /// flat form if it is not.
    Value {
        ty: Type,
        src: (Side, Kind),
        dst: (Side, Kind),
    },
    /// The flat form, or the address; gives the flat values that may be handles.
    Exchange {
        ty: Type,
        kind: Kind,
        src: Side,
        dst: Side,
    },
}

/// The kind of a [`Place`].
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Kind {
    Stack,
    Memory,
}

impl Place<'_> {
    pub(super) fn kind(self) -> Kind {
        match self {
            Place::Stack(_) => Kind::Stack,
            Place::Memory(_) => Kind::Memory,
        }
    }
}

impl Walk<'_, '_> {
    /// Copies a list by a call; see [`Walk::inlined_range`].
    pub(super) fn outlined_range(&mut self, element: Type, src_ptr: Local, len: Local) -> Local {
        let (src, dst) = self.sides_for(element, true);
        let helper = self.emitter.helper(Helper::List(element, src, dst));
        self.f.get(src_ptr).get(len).call(helper);
        self.f.save(I32)
    }

    /// Copies a value of type `ty` by a call.
    pub(super) fn outlined(&mut self, ty: Type, src: Place<'_>, dst: Place<'_>) {
        let (src_side, dst_side) = self.sides_for(ty, false);
        let helper = Helper::Value {
            ty,
            src: (src_side, src.kind()),
            dst: (dst_side, dst.kind()),
        };
        let helper = self.emitter.helper(helper);
        self.push_place(ty, src);
        if let Place::Memory(address) = dst {
            self.push_address(address);
        }
        self.f.call(helper);
        if let Place::Stack(locals) = dst {
            for (&local, &have) in locals.iter().zip(stack_types(self.types(), ty)).rev() {
                self.set_flat(local, have);
            }
        }
    }

    /// Pushes the flat form or the address of a value of type `ty`.
    pub(super) fn push_place(&mut self, ty: Type, place: Place<'_>) {
        match place {
            Place::Stack(locals) => {
                for (&local, &want) in locals.iter().zip(stack_types(self.types(), ty)) {
                    self.get_flat(local, want);
                }
            }
            Place::Memory(address) => self.push_address(address),
        }
    }

    /// The sides, cut down to what makes a difference to `ty`, so that more calls share a helper.
    fn sides_for(&mut self, ty: Type, in_list: bool) -> (Side, Side) {
        let cost = self.emitter.cost(ty);
        let handles = self.types().has_handles(ty);
        let points = in_list || cost.allocates;
        let cut = |side: Side, realloc: bool| Side {
            memory: side.memory,
            realloc: side.realloc.filter(|_| realloc),
            free: side.free.filter(|_| points),
            encoding: if cost.strings {
                side.encoding
            } else {
                StringEncoding::Utf8
            },
            holder: side.holder.filter(|_| handles),
        };
        (cut(self.src, false), cut(self.dst, points))
    }
}

impl Emitter<'_> {
    /// The function for `helper`, emitted when it is first asked for.
    pub(super) fn helper(&mut self, helper: Helper) -> FuncIndex {
        if let Some(&func) = self.helpers.get(&helper) {
            return func;
        }
        let (params, results) = self.helper_signature(&helper);
        let func = self.declare(&helper.name(self.types()), &params, &results);
        self.helpers.insert(helper, func);
        let mut f = FuncBuilder::new(&params);
        match helper {
            Helper::List(element, src, dst) => {
                let (src_ptr, len) = (f.param(0), f.param(1));
                let dst_ptr =
                    Walk::new(self, &mut f, src, dst).inlined_range(element, src_ptr, len);
                f.get(dst_ptr);
            }
            Helper::Value {
                ty,
                src: (src, src_kind),
                dst: (dst, dst_kind),
            } => {
                let params = f.params();
                let results: Vec<Local> = results.iter().map(|&ty| f.local(ty)).collect();
                let src_place = match src_kind {
                    Kind::Stack => Place::Stack(&params[..stack_types(self.types(), ty).len()]),
                    Kind::Memory => Place::Memory(Address::new(params[0])),
                };
                let dst_place = match dst_kind {
                    Kind::Stack => Place::Stack(&results),
                    Kind::Memory => Place::Memory(Address::new(params[params.len() - 1])),
                };
                Walk::new(self, &mut f, src, dst).layer(ty, src_place, dst_place);
                f.get_all(&results);
            }
            Helper::Exchange { ty, kind, src, dst } => {
                self.exchange_body(&mut f, ty, kind, src, dst);
            }
        }
        self.define(func, f);
        func
    }

    fn helper_signature(&self, helper: &Helper) -> (Vec<ValType>, Vec<ValType>) {
        let types = self.types();
        let params = |ty, kind| match kind {
            Kind::Stack => stack_types(types, ty).to_vec(),
            Kind::Memory => vec![I32],
        };
        match *helper {
            Helper::List(..) => (vec![I32, I32], vec![I32]),
            Helper::Value {
                ty,
                src: (_, src),
                dst: (_, dst),
            } => {
                let mut params = params(ty, src);
                if dst == Kind::Memory {
                    params.push(I32);
                    return (params, vec![]);
                }
                (params, stack_types(types, ty).to_vec())
            }
            Helper::Exchange { ty, kind, .. } => {
                let mut results = vec![];
                if kind == Kind::Stack {
                    let positions = types.handle_places(ty).flat();
                    results.extend(positions.map(|position| stack_types(types, ty)[position]));
                }
                (params(ty, kind), results)
            }
        }
    }
}

impl Helper {
    fn name(&self, types: &TypeTable) -> String {
        match self {
            Helper::List(element, ..) => format!("[copy] list<{}>", type_name(types, *element, 1)),
            Helper::Value { ty, .. } => format!("[copy] {}", type_name(types, *ty, 2)),
            Helper::Exchange { ty, dst, .. } => {
                let way = match dst.holder() {
                    Holder::Host => "leave",
                    Holder::Table(_) | Holder::Lending(_) => "enter",
                };
                format!("[{way}] {}", type_name(types, *ty, 2))
            }
        }
    }
}

pub(super) fn stack_types(types: &TypeTable, ty: Type) -> &[ValType] {
    flat::of(types, ty).expect("a value on the stack has a flat form")
}

/// `ty` in the words of WIT, compound types to `depth` layers.
fn type_name(types: &TypeTable, ty: Type, depth: u32) -> String {
    let Some(def) = types.def(ty) else {
        return format!("{ty:?}").to_lowercase();
    };
    if depth == 0 {
        return "…".to_owned();
    }
    let name = |ty: &Type| type_name(types, *ty, depth - 1);
    let maybe = |ty: &Option<Type>| ty.as_ref().map_or("_".to_owned(), name);
    match def {
        Def::List(element) => format!("list<{}>", name(element)),
        Def::FixedList(element, count) => format!("list<{}, {count}>", name(element)),
        Def::Map(key, value) => format!("map<{}, {}>", name(key), name(value)),
        Def::Record(fields) => format!(
            "record{{{}}}",
            some(fields.iter().map(|field| field.name.to_string()))
        ),
        Def::Tuple(fields) => format!("tuple<{}>", some(fields.iter().map(name))),
        Def::Variant(cases) => format!(
            "variant{{{}}}",
            some(cases.iter().map(|case| case.name.to_string()))
        ),
        Def::Enum(labels) => format!(
            "enum{{{}}}",
            some(labels.iter().map(|label| label.to_string()))
        ),
        Def::Option(payload) => format!("option<{}>", name(payload)),
        Def::Result { ok, err } => format!("result<{}, {}>", maybe(ok), maybe(err)),
        Def::Flags(labels) => format!(
            "flags{{{}}}",
            some(labels.iter().map(|label| label.to_string()))
        ),
        Def::Own(resource) => format!("own<{resource}>"),
        Def::Borrow(resource) => format!("borrow<{resource}>"),
        Def::Stream(element) => format!("stream<{}>", maybe(element)),
        Def::Future(payload) => format!("future<{}>", maybe(payload)),
    }
}

/// The first names of a list, enough to know it by.
fn some(names: impl ExactSizeIterator<Item = String>) -> String {
    const ENOUGH: usize = 3;
    let more = names.len() > ENOUGH;
    let mut names: Vec<String> = names.take(ENOUGH).collect();
    if more {
        names.push("…".to_owned());
    }
    names.join(", ")
}
