//! A module that passes the result of one call on as that of another.

use super::Stub;
use super::adapter::{Side, opts};
use super::handles::{CALLEE, CALLER, ImportedHandles};
use fuse_abi::emitter::Emitter;
use fuse_abi::flat::lower_signature;
use fuse_abi::func::FuncBuilder;
use fuse_abi::opts::StringEncoding;
use fuse_abi::types::{FuncTypeId, TypeTable};
use wasm_encoder::ValType;

/// A module that exports `pass`, which takes the address of the result of `func` in the callee's memory, and one in the caller's memory for where
/// it is to go if it is not returned, and calls the callee's `free` for what was copied.
pub fn module(
    types: &TypeTable,
    func: FuncTypeId,
    caller: Side,
    callee: StringEncoding,
) -> Vec<u8> {
    let mut stub = Stub::default();
    let i32 = ValType::I32;
    let memories = (stub.import_memory("caller"), stub.import_memory("callee"));
    let caller_realloc = stub.import("caller", "realloc", &[i32; 4], &[i32]);
    let callee_realloc = stub.import("callee", "realloc", &[i32; 4], &[i32]);
    let free = stub.import("callee", "free", &[i32; 2], &[]);
    let lower = opts(caller, memories.0, caller_realloc, CALLER);
    let again = opts(callee.into(), memories.1, callee_realloc, CALLEE);
    let mut handles = ImportedHandles::default();
    handles.import_result(&mut stub, types, func, (CALLEE, CALLER));

    let (_, results) = lower_signature(types, types.func(func), lower.async_);
    let results = match lower.async_ {
        true => vec![],
        false => results,
    };
    let mut emitter = Emitter::new(types, &mut stub, &handles);
    let pass = emitter.declare("pass", &[i32; 2], &results);
    let mut f = FuncBuilder::new(&[i32; 2]);
    let (at, retptr) = (f.param(0), f.param(1));
    let returned =
        emitter.pass_on_result(&mut f, func, &lower, &again, Some(free), at, Some(retptr));
    f.get_all(&returned);
    emitter.define(pass, f);
    stub.export(pass, "pass");
    stub.finish()
}
