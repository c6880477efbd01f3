//! Drops canonical options that a function's type has no use for, so that what only they refer to can be dropped too.
//!
//! The rules are those by which validation demands the options (CanonicalABI, *canon lift* and *canon lower*). Async calls keep
//! all their options.

use super::GraphOpts;
use fuse_abi::flat;
use fuse_abi::flat::{MAX_FLAT_PARAMS, MAX_FLAT_RESULTS};
use fuse_abi::types::{FuncType, FuncTypeId, TypeTable};

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
            pointers_in_params: func.params.iter().any(|param| types.has_pointers(param.ty)),
            pointers_in_result: func.result.is_some_and(|ty| types.has_pointers(ty)),
        }
    }
}
