//! Handles that imported functions turn into those of other holders.

use super::Stub;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::handles::{Handle, Handles, Holder, TableId};
use fuse_abi::opts::FuncIndex;
use fuse_abi::types::{FuncTypeId, Type, TypeTable};
use std::collections::HashMap;
use wasm_encoder::ValType;

/// The instance that calls.
pub const CALLER: Holder = Holder::Table(TableId(0));
/// The instance that is called.
pub const CALLEE: Holder = Holder::Table(TableId(1));
/// The instance that exchanges handles with the host.
pub const GUEST: Holder = Holder::Table(TableId(2));

/// How a handle gets from one holder to another.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Transfer {
    /// The handle.
    pub handle: Handle,
    /// Who has it.
    pub src: Holder,
    /// Who gets it.
    pub dst: Holder,
}

impl Transfer {
    /// The name of its import from the module `handles`.
    pub fn name(&self) -> String {
        let handle = match self.handle {
            Handle::Own(resource) => format!("own {resource}"),
            Handle::Borrow(resource) => format!("borrow {resource}"),
            Handle::Stream(stream) => format!("stream {stream}"),
            Handle::Future(future) => format!("future {future}"),
            Handle::ErrorContext => "error-context".to_owned(),
        };
        let holder = |holder: Holder| match holder.table() {
            Some(table) => table.to_string(),
            None => "host".to_owned(),
        };
        format!("{handle} {} {}", holder(self.src), holder(self.dst))
    }
}

/// The functions that were imported.
#[derive(Default)]
pub struct ImportedHandles {
    transfers: HashMap<Transfer, FuncIndex>,
    stash: Option<FuncIndex>,
}

impl ImportedHandles {
    /// Imports what the parameters of `func` need.
    pub fn import_params(
        &mut self,
        stub: &mut Stub,
        types: &TypeTable,
        func: FuncTypeId,
        sides: (Holder, Holder),
    ) {
        let params = types.func(func).params.iter().map(|param| param.ty);
        self.import(stub, types, params, sides);
    }

    /// Imports what the result of `func` needs.
    pub fn import_result(
        &mut self,
        stub: &mut Stub,
        types: &TypeTable,
        func: FuncTypeId,
        sides: (Holder, Holder),
    ) {
        self.import(stub, types, types.func(func).result, sides);
    }

    /// Imports what stashing needs.
    pub fn import_stash(&mut self, stub: &mut Stub) {
        self.stash = Some(stub.import("handles", "stash", &[ValType::I32; 3], &[]));
    }

    fn import(
        &mut self,
        stub: &mut Stub,
        types: &TypeTable,
        values: impl IntoIterator<Item = Type>,
        (src, dst): (Holder, Holder),
    ) {
        let found = types.handle_use(values);
        let mut handles: Vec<Handle> = found.own.into_iter().map(Handle::Own).collect();
        handles.extend(found.borrow.into_iter().map(Handle::Borrow));
        handles.extend(
            found.channels.into_iter().map(|id| {
                Handle::of(types, Type::Def(id)).expect("streams and futures are handles")
            }),
        );
        handles.extend(found.error_contexts.then_some(Handle::ErrorContext));
        for handle in handles {
            let transfer = Transfer { handle, src, dst };
            self.transfers.entry(transfer).or_insert_with(|| {
                let i32 = ValType::I32;
                stub.import("handles", &transfer.name(), &[i32], &[i32])
            });
        }
    }
}

impl Handles for ImportedHandles {
    fn pass(&self, f: &mut FuncBuilder, handle: Handle, src: Holder, dst: Holder) {
        f.call(self.transfers[&Transfer { handle, src, dst }]);
    }

    fn stash(&self, f: &mut FuncBuilder, address: Local, ours: Local, theirs: Local) {
        f.get_all(&[address, ours, theirs]);
        f.call(self.stash.expect("adapters stash nothing"));
    }
}
