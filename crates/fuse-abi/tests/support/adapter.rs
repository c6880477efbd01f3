//! A module that holds one adapter.

use super::Stub;
use super::handles::{CALLEE, CALLER, ImportedHandles};
use fuse_abi::emitter::Emitter;
use fuse_abi::flat::{lift_signature, lower_signature};
use fuse_abi::func::FuncBuilder;
use fuse_abi::handles::Holder;
use fuse_abi::opts::{FinalOpts, FuncIndex, MemoryIndex, StringEncoding};
use fuse_abi::types::{FuncTypeId, TypeTable};
use wasm_encoder::ValType;

/// One side's canonopts: `None` for a side without any.
pub type Side = Option<StringEncoding>;

/// A module that exports `adapter`: `func` lowered by the caller, made of the two halves and a call between them.
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
    let (params, results) = lower_signature(types, types.func(func));
    let (callee_params, callee_results) = lift_signature(types, types.func(func));
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
    let retptr = args.last().copied().filter(|_| results.is_empty());
    let resolved = emitter.resolve(&mut f, func, &lower, &lift, &returned, retptr);
    f.get_all(&resolved);
    emitter.define(adapter, f);
    stub.export(adapter, "adapter");
    stub.finish()
}

fn opts(side: Side, memory: MemoryIndex, realloc: FuncIndex, holder: Holder) -> FinalOpts {
    let without = FinalOpts {
        holder: Some(holder),
        ..Default::default()
    };
    match side {
        None => without,
        Some(encoding) => FinalOpts {
            memory: Some(memory),
            realloc: Some(realloc),
            encoding,
            ..without
        },
    }
}
