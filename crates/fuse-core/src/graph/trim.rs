//! Drops canonical options that a function's type has no use for, so that what only they refer to can be dropped too.
//!
//! The rules are those by which validation demands the options (CanonicalABI, *canon lift* and *canon lower*). Async calls keep
//! all their options.

use super::GraphOpts;
use fuse_abi::flat;
use fuse_abi::flat::{MAX_FLAT_PARAMS, MAX_FLAT_RESULTS};
use fuse_abi::types::{Def, FuncType, FuncTypeId, Type, TypeTable};

/// Drops from the options of a lift what lowering its parameters and lifting its result does not need.
pub fn lift(types: &TypeTable, ty: FuncTypeId, opts: &mut GraphOpts<'_>) {
    let use_ = Use::of(types, types.func(ty));
    if use_.async_ || opts.async_ {
        return;
    }
    if !use_.spilled_params && !use_.pointers_in_params {
        opts.realloc = None;
        if !use_.spilled_result && !use_.pointers_in_result {
            opts.memory = None;
        }
    }
}

/// Drops from the options of a lower what lifting its parameters and lowering its result does not need.
pub fn lower(types: &TypeTable, ty: FuncTypeId, opts: &mut GraphOpts<'_>) {
    let use_ = Use::of(types, types.func(ty));
    if use_.async_ || opts.async_ {
        return;
    }
    if !use_.pointers_in_result {
        opts.realloc = None;
        if !use_.spilled_result && !use_.spilled_params && !use_.pointers_in_params {
            opts.memory = None;
        }
    }
}

/// How a function type uses memory.
struct Use {
    async_: bool,
    spilled_params: bool,
    spilled_result: bool,
    pointers_in_params: bool,
    pointers_in_result: bool,
}

impl Use {
    fn of(types: &TypeTable, func: &FuncType) -> Use {
        Use {
            async_: func.async_,
            spilled_params: flat::params(types, func, MAX_FLAT_PARAMS).is_none(),
            spilled_result: flat::results(types, func, MAX_FLAT_RESULTS).is_none(),
            pointers_in_params: func
                .params
                .iter()
                .any(|param| has_pointers(types, param.ty)),
            pointers_in_result: func.result.is_some_and(|ty| has_pointers(types, ty)),
        }
    }
}

/// Whether a value of type `ty` refers to memory outside of itself.
fn has_pointers(types: &TypeTable, ty: Type) -> bool {
    let any = |ty: &Option<Type>| ty.is_some_and(|ty| has_pointers(types, ty));
    match types.def(ty) {
        None => ty == Type::String,
        Some(def) => match def {
            Def::List(_) | Def::Map(..) => true,
            Def::FixedList(ty, _) | Def::Option(ty) => has_pointers(types, *ty),
            Def::Record(fields) => fields.iter().any(|field| has_pointers(types, field.ty)),
            Def::Tuple(items) => items.iter().any(|&ty| has_pointers(types, ty)),
            Def::Variant(cases) => cases.iter().any(|case| any(&case.ty)),
            Def::Result { ok, err } => any(ok) || any(err),
            Def::Enum(_)
            | Def::Flags(_)
            | Def::Own(_)
            | Def::Borrow(_)
            | Def::Stream(_)
            | Def::Future(_) => false,
        },
    }
}
