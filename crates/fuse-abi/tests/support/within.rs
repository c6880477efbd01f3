//! A module that copies elements of streams, and that gives results the form that `task.return` takes.

use super::Stub;
use super::adapter::opts;
use super::handles::{CALLEE, CALLER, ImportedHandles};
use fuse_abi::emitter::Emitter;
use fuse_abi::flat::{lift_signature, task_return_params};
use fuse_abi::func::FuncBuilder;
use fuse_abi::opts::StringEncoding;
use fuse_abi::types::{FuncTypeId, TypeTable};
use wasm_encoder::ValType;

/// A module that exports `copy`, which takes two addresses and a number of elements of the type of the last parameter of `func`,
/// and `relay`, which takes the result of `func` as a function lifted without `async` returns it.
///
/// The caller writes to the stream and the callee reads from it.
pub fn module(
    types: &TypeTable,
    func: FuncTypeId,
    caller: StringEncoding,
    callee: StringEncoding,
) -> Vec<u8> {
    let mut stub = Stub::default();
    let i32 = ValType::I32;
    let memories = (stub.import_memory("caller"), stub.import_memory("callee"));
    let caller_realloc = stub.import("caller", "realloc", &[i32; 4], &[i32]);
    let callee_realloc = stub.import("callee", "realloc", &[i32; 4], &[i32]);
    let src = opts(caller.into(), memories.0, caller_realloc, CALLER);
    let dst = opts(callee.into(), memories.1, callee_realloc, CALLEE);
    let mut handles = ImportedHandles::default();
    handles.import_params(&mut stub, types, func, (CALLER, CALLEE));

    let func_ty = types.func(func);
    let mut emitter = Emitter::new(types, &mut stub, &handles);
    let copy = emitter.declare("copy", &[i32; 3], &[]);
    let mut f = FuncBuilder::new(&[i32; 3]);
    let (from, to, count) = (f.param(0), f.param(1), f.param(2));
    let element = func_ty.params.last().map(|param| param.ty);
    emitter.copy_elements(&mut f, element, &src, &dst, from, to, count);
    emitter.define(copy, f);

    let (_, returned) = lift_signature(types, func_ty, false);
    let relayed = task_return_params(types, func_ty.result);
    let relay = emitter.declare("relay", &returned, &relayed);
    let mut f = FuncBuilder::new(&returned);
    let returned = f.params();
    let relayed = emitter.relay_result(&mut f, func, &dst, &returned);
    f.get_all(&relayed);
    emitter.define(relay, f);
    stub.export(copy, "copy");
    stub.export(relay, "relay");
    stub.finish()
}
