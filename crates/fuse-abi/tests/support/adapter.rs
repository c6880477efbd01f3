//! A module that holds one adapter.

use super::Stub;
use super::handles::{CALLEE, CALLER, ImportedHandles};
use fuse_abi::emitter::Emitter;
use fuse_abi::flat::{lift_signature, lower_signature, task_return_params};
use fuse_abi::func::FuncBuilder;
use fuse_abi::handles::Holder;
use fuse_abi::opts::{FinalOpts, FuncIndex, MemoryIndex, StringEncoding};
use fuse_abi::types::{FuncTypeId, TypeTable};
use wasm_encoder::ValType;

/// One side's canonopts.
#[derive(Copy, Clone, Debug)]
pub struct Side {
    /// `None` for a side without a memory.
    pub encoding: Option<StringEncoding>,
    /// `async`
    pub async_: bool,
}

impl From<StringEncoding> for Side {
    fn from(encoding: StringEncoding) -> Self {
        Side {
            encoding: Some(encoding),
            async_: false,
        }
    }
}

/// What a function that is lowered with `async` returns if the call has returned.
pub const RETURNED: u32 = 2;

/// A module that exports `adapter`: `func` lowered by the caller, made of the two halves and a call between them.
///
/// A callee that is lifted with `async` is imported as a function that returns what it passes to `task.return`.
pub fn module(types: &TypeTable, func: FuncTypeId, caller: Side, callee: Side) -> Vec<u8> {
    let mut stub = Stub::default();
    let i32 = ValType::I32;
    let memories = (stub.import_memory("caller"), stub.import_memory("callee"));
    let caller_realloc = stub.import("caller", "realloc", &[i32; 4], &[i32]);
    let callee_realloc = stub.import("callee", "realloc", &[i32; 4], &[i32]);
    let (lower, lift) = (
        opts(caller, memories.0, caller_realloc, CALLER),
        opts(callee, memories.1, callee_realloc, CALLEE),
    );
    let func_ty = types.func(func);
    let (params, results) = lower_signature(types, func_ty, lower.async_);
    let (callee_params, mut callee_results) = lift_signature(types, func_ty, lift.async_);
    if lift.async_ {
        callee_results = task_return_params(types, func_ty.result);
    }
    let callee = stub.import("callee", "function", &callee_params, &callee_results);
    let mut handles = ImportedHandles::default();
    handles.import_params(&mut stub, types, func, (CALLER, CALLEE));
    handles.import_result(&mut stub, types, func, (CALLEE, CALLER));

    let mut emitter = Emitter::new(types, &mut stub, &handles);
    let adapter = emitter.declare("adapter", &params, &results);
    let mut f = FuncBuilder::new(&params);
    let args = f.params();
    let lowered = emitter.start(&mut f, func, &lower, &lift, &args);
    f.get_all(&lowered).call(callee);
    let returned = f.save_all(&callee_results);
    let spilled = lower.async_ || results.is_empty();
    let retptr = args.last().copied().filter(|_| spilled);
    let resolved = emitter.resolve(&mut f, func, &lower, &lift, &returned, retptr);
    f.get_all(&resolved);
    if lower.async_ {
        f.u32_const(RETURNED);
    }
    emitter.define(adapter, f);
    stub.export(adapter, "adapter");
    stub.finish()
}

pub fn opts(side: Side, memory: MemoryIndex, realloc: FuncIndex, holder: Holder) -> FinalOpts {
    let without = FinalOpts {
        holder: Some(holder),
        async_: side.async_,
        ..Default::default()
    };
    match side.encoding {
        None => without,
        Some(encoding) => FinalOpts {
            memory: Some(memory),
            realloc: Some(realloc),
            encoding,
            ..without
        },
    }
}
