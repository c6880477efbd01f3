//! A module that exchanges handles with the host.

use super::Stub;
use super::handles::{GUEST, ImportedHandles};
use fuse_abi::emitter::Emitter;
use fuse_abi::flat::{lift_signature, lower_signature, task_return_params};
use fuse_abi::func::FuncBuilder;
use fuse_abi::handles::Holder;
use fuse_abi::types::{FuncTypeId, TypeTable};

/// A module that exports two functions of type `func`: `lowered`, by which the guest calls the host, and `lifted`, by
/// which the host calls the guest, with or without `async`.
///
/// With `async`, the guest is imported as a function that returns what it passes to `task.return`, and so does `lifted`.
pub fn module(types: &TypeTable, func: FuncTypeId, async_: bool) -> Vec<u8> {
    let mut stub = Stub::default();
    let memory = stub.import_memory("guest");
    let lowered = lower_signature(types, types.func(func), async_);
    let host = stub.import("host", "function", &lowered.0, &lowered.1);
    let mut lifted = lift_signature(types, types.func(func), async_);
    if async_ {
        lifted.1 = task_return_params(types, types.func(func).result);
    }
    let guest = stub.import("guest", "function", &lifted.0, &lifted.1);
    let mut handles = ImportedHandles::default();
    for (src, dst) in [(GUEST, Holder::Host), (Holder::Host, GUEST)] {
        handles.import_params(&mut stub, types, func, (src, dst));
        handles.import_result(&mut stub, types, func, (src, dst));
    }
    handles.import_stash(&mut stub);

    let mut emitter = Emitter::new(types, &mut stub, &handles);
    let memory = Some(memory);
    let lowered = {
        let (params, results) = lowered;
        let function = emitter.declare("lowered", &params, &results);
        let mut f = FuncBuilder::new(&params);
        let args = f.params();
        let exchange = match async_ {
            false => Emitter::exchange_params,
            true => Emitter::exchange_async_params,
        };
        let passed = exchange(
            &mut emitter,
            &mut f,
            func,
            memory,
            GUEST,
            Holder::Host,
            &args,
        );
        f.get_all(&passed).call(host);
        let mut returned = f.save_all(&results);
        let has_result = types.func(func).result.is_some();
        if async_ && has_result {
            let retptr = args[args.len() - 1];
            emitter.exchange_result_at(&mut f, func, memory, GUEST, retptr);
        } else if has_result {
            let at = if results.is_empty() {
                &args[args.len() - 1..]
            } else {
                &returned
            };
            let result = emitter.exchange_result(&mut f, func, memory, Holder::Host, GUEST, at);
            returned = result[..results.len()].to_vec();
        }
        f.get_all(&returned);
        emitter.define(function, f);
        function
    };
    let lifted = {
        let (params, results) = lifted;
        let function = emitter.declare("lifted", &params, &results);
        let mut f = FuncBuilder::new(&params);
        let args = f.params();
        let passed = emitter.exchange_params(&mut f, func, memory, Holder::Host, GUEST, &args);
        f.get_all(&passed).call(guest);
        let returned = f.save_all(&results);
        let exchange = match async_ {
            false => Emitter::exchange_result,
            true => Emitter::exchange_returned,
        };
        let result = exchange(
            &mut emitter,
            &mut f,
            func,
            memory,
            GUEST,
            Holder::Host,
            &returned,
        );
        f.get_all(&result);
        emitter.define(function, f);
        function
    };
    stub.export(lowered, "lowered");
    stub.export(lifted, "lifted");
    stub.finish()
}
