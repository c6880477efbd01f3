//! A module that exchanges handles with the host.

use super::Stub;
use super::handles::{GUEST, ImportedHandles};
use fuse_abi::emitter::Emitter;
use fuse_abi::flat::{lift_signature, lower_signature};
use fuse_abi::func::FuncBuilder;
use fuse_abi::handles::Holder;
use fuse_abi::opts::FuncIndex;
use fuse_abi::types::{FuncTypeId, TypeTable};
use wasm_encoder::ValType;

/// A module that exports two functions of type `func`: `lowered`, by which the guest calls the host, and `lifted`, by
/// which the host calls the guest.
pub fn module(types: &TypeTable, func: FuncTypeId) -> Vec<u8> {
    let mut stub = Stub::default();
    let memory = stub.import_memory("guest");
    let lowered = lower_signature(types, types.func(func));
    let host = stub.import("host", "function", &lowered.0, &lowered.1);
    let lifted = lift_signature(types, types.func(func));
    let guest = stub.import("guest", "function", &lifted.0, &lifted.1);
    let mut handles = ImportedHandles::default();
    for (src, dst) in [(GUEST, Holder::Host), (Holder::Host, GUEST)] {
        handles.import_params(&mut stub, types, func, (src, dst));
        handles.import_result(&mut stub, types, func, (src, dst));
    }
    handles.import_stash(&mut stub);

    let mut emitter = Emitter::new(types, &mut stub, &handles);
    let mut function = |name, signature: &Signature, callee: FuncIndex, src, dst| {
        let (params, results) = signature;
        let function = emitter.declare(name, params, results);
        let mut f = FuncBuilder::new(params);
        let args = f.params();
        let passed = emitter.exchange_params(&mut f, func, Some(memory), src, dst, &args);
        f.get_all(&passed).call(callee);
        let returned = f.save_all(results);
        let result = match returned.is_empty() && types.func(func).result.is_some() {
            true => &args[args.len() - 1..],
            false => &returned,
        };
        let result = emitter.exchange_result(&mut f, func, Some(memory), dst, src, result);
        f.get_all(&result[..results.len()]);
        emitter.define(function, f);
        function
    };
    let exports = [
        function("lowered", &lowered, host, GUEST, Holder::Host),
        function("lifted", &lifted, guest, Holder::Host, GUEST),
    ];
    stub.export(exports[0], "lowered");
    stub.export(exports[1], "lifted");
    stub.finish()
}

type Signature = (Vec<ValType>, Vec<ValType>);
