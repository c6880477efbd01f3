//! Resource types that component instances define and the host gets to know, and the built-ins of all resource types.

use super::Wrapper;
use crate::boundary::Exported;
use crate::graph::{HostImportId, Resource};
use crate::plan::HostOp;
use fuse_abi::types::ResourceId;
use wasm_encoder::ValType;
use wasmparser::component_types::ComponentEntityType;

impl Wrapper<'_, '_> {
    /// A built-in that the host provides.
    pub(super) fn resource_op(&mut self, op: HostOp) -> u32 {
        if let Some(&known) = self.resource_ops.get(&op) {
            return known;
        }
        let (HostOp::New(resource) | HostOp::Rep(resource) | HostOp::Drop(resource)) = op;
        let ty = self.resource_type(resource);
        let out = self.out();
        let index = match op {
            HostOp::New(_) => out.resource_new(ty),
            HostOp::Rep(_) => out.resource_rep(ty),
            HostOp::Drop(_) => out.resource_drop(ty),
        };
        self.resource_ops.insert(op, index);
        index
    }

    /// The index of a resource type.
    pub(super) fn resource_type(&mut self, resource: ResourceId) -> u32 {
        match self.graph.resources[resource] {
            Resource::Host(import) => self.imported_resource(import),
            Resource::Defined { .. } => self.defined_resource(resource),
        }
    }

    fn imported_resource(&mut self, import: HostImportId) -> u32 {
        let ComponentEntityType::Type { created, .. } = self.host_type(import) else {
            unreachable!("{import} is a type")
        };
        self.encoder.type_index(created)
    }

    /// The type is defined when it is first needed; its destructor is in the fused module, which the shim stands in for.
    fn defined_resource(&mut self, resource: ResourceId) -> u32 {
        if let Some(&known) = self.defined.get(&resource) {
            return known;
        }
        let has_dtor = self
            .boundary
            .exports
            .contains_key(&Exported::Dtor(resource));
        let dtor = has_dtor.then(|| self.shim_dtor(resource));
        let rep = self.rep(resource);
        let index = self.out().type_resource(None, rep, dtor);
        self.defined.insert(resource, index);
        index
    }

    /// The core type that represents a resource type that a component instance defines.
    pub(super) fn rep(&self, resource: ResourceId) -> ValType {
        match self.graph.resources[resource] {
            Resource::Defined {
                rep: wasmparser::ValType::I64,
                ..
            } => ValType::I64,
            Resource::Defined { .. } => ValType::I32,
            Resource::Host(import) => unreachable!("{import} is represented by the host"),
        }
    }
}
