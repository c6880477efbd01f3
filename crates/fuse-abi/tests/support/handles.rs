//! Handles that imported functions turn into those of other holders.

use super::Stub;
use fuse_abi::emitter::Emitter;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::handles::{Handles, Holder, TableId};
use fuse_abi::opts::FuncIndex;
use fuse_abi::types::{FuncTypeId, ResourceId, Type, TypeTable};
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
    /// Whether it is an `own`, else it is a `borrow`.
    pub own: bool,
    /// What it is a handle of.
    pub resource: ResourceId,
    /// Who has it.
    pub src: Holder,
    /// Who gets it.
    pub dst: Holder,
}

impl Transfer {
    /// The name of its import from the module `handles`.
    pub fn name(&self) -> String {
        let own = if self.own { "own" } else { "borrow" };
        let holder = |holder: Holder| match holder.table() {
            Some(table) => table.to_string(),
            None => "host".to_owned(),
        };
        let (resource, src, dst) = (self.resource, holder(self.src), holder(self.dst));
        format!("{own} {resource} {src} {dst}")
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
        let own = found.own.into_iter().map(|resource| (true, resource));
        let borrow = found.borrow.into_iter().map(|resource| (false, resource));
        for (own, resource) in own.chain(borrow) {
            let transfer = Transfer {
                own,
                resource,
                src,
                dst,
            };
            self.transfers.entry(transfer).or_insert_with(|| {
                let i32 = ValType::I32;
                stub.import("handles", &transfer.name(), &[i32], &[i32])
            });
        }
    }
}

impl Handles for ImportedHandles {
    fn own(
        &self,
        _: &mut Emitter<'_>,
        f: &mut FuncBuilder,
        resource: ResourceId,
        src: Holder,
        dst: Holder,
    ) {
        let transfer = Transfer {
            own: true,
            resource,
            src,
            dst,
        };
        f.call(self.transfers[&transfer]);
    }

    fn borrow(
        &self,
        _: &mut Emitter<'_>,
        f: &mut FuncBuilder,
        resource: ResourceId,
        src: Holder,
        dst: Holder,
    ) {
        let transfer = Transfer {
            own: false,
            resource,
            src,
            dst,
        };
        f.call(self.transfers[&transfer]);
    }

    fn stash(
        &self,
        _: &mut Emitter<'_>,
        f: &mut FuncBuilder,
        address: Local,
        ours: Local,
        theirs: Local,
    ) {
        f.get_all(&[address, ours, theirs]);
        f.call(self.stash.expect("adapters stash nothing"));
    }
}
