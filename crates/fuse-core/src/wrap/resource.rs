//! Resource types that component instances define, and the built-ins of all resource types.

use super::Wrapper;
use crate::boundary::Exported;
use crate::graph::{BuiltinId, BuiltinKind, HostImportId, Resource};
use fuse_abi::types::ResourceId;
use wasm_encoder::ValType;
use wasmparser::component_types::ComponentEntityType;

impl Wrapper<'_, '_> {
    /// A built-in that the host provides.
    pub(super) fn builtin(&mut self, id: BuiltinId) -> u32 {
        if let Some(&known) = self.builtins.get(&id) {
            return known;
        }
        let index = match self.graph.builtins[id].kind {
            BuiltinKind::ResourceNew(resource) => {
                let ty = self.resource_type(resource);
                self.out().resource_new(ty)
            }
            BuiltinKind::ResourceRep(resource) => {
                let ty = self.resource_type(resource);
                self.out().resource_rep(ty)
            }
            BuiltinKind::ResourceDrop(resource) => {
                let ty = self.resource_type(resource);
                self.out().resource_drop(ty)
            }
            BuiltinKind::Other(name) => unreachable!("{id}: `{name}` is refused by plan"),
        };
        self.builtins.insert(id, index);
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
