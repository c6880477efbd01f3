//! Encodes the types of core modules.

use crate::rec_groups;
use std::collections::HashMap;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{EntityType, ModuleType, TagKind, TagType};
use wasmparser::UnpackedIndex;
use wasmparser::component_types::ComponentCoreModuleTypeId;
use wasmparser::types::{self as parsed, CoreTypeId, Types};

/// The type of a core module.
pub fn module_type(types: &Types, ty: ComponentCoreModuleTypeId) -> ModuleType {
    let mut encoder = CoreTypes {
        types,
        module: ModuleType::new(),
        indices: HashMap::new(),
        count: 0,
        group: 0,
    };
    let module = &types[ty];
    for ((module, name), ty) in &module.imports {
        let ty = encoder.entity(ty);
        encoder.module.import(module, name, ty);
    }
    for (name, ty) in &module.exports {
        let ty = encoder.entity(ty);
        encoder.module.export(name, ty);
    }
    encoder.module
}

struct CoreTypes<'t> {
    types: &'t Types,
    module: ModuleType,
    indices: HashMap<CoreTypeId, u32>,
    /// How many types there are: the encoder counts a recursion group as one.
    count: u32,
    /// The index of the first type of the recursion group that is being encoded.
    group: u32,
}

impl CoreTypes<'_> {
    fn entity(&mut self, ty: &parsed::EntityType) -> EntityType {
        match ty {
            parsed::EntityType::Func(id) => EntityType::Function(self.index(*id)),
            parsed::EntityType::FuncExact(id) => EntityType::FunctionExact(self.index(*id)),
            parsed::EntityType::Table(ty) => {
                EntityType::Table(self.table_type(*ty).expect("validated by read"))
            }
            parsed::EntityType::Memory(ty) => EntityType::Memory((*ty).into()),
            parsed::EntityType::Global(ty) => {
                EntityType::Global(self.global_type(*ty).expect("validated by read"))
            }
            parsed::EntityType::Tag(id) => EntityType::Tag(TagType {
                kind: TagKind::Exception,
                func_type_idx: self.index(*id),
            }),
        }
    }

    /// The index of a type, whose recursion group is defined now if it was not yet.
    fn index(&mut self, ty: CoreTypeId) -> u32 {
        if let Some(&index) = self.indices.get(&ty) {
            return index;
        }
        let groups =
            rec_groups::missing(self.types.as_ref(), ty, |id| self.indices.contains_key(&id));
        for group in groups {
            self.define(&group);
        }
        self.indices[&ty]
    }

    fn define(&mut self, group: &[CoreTypeId]) {
        self.group = self.count;
        self.count += group.len() as u32;
        self.indices.extend(group.iter().copied().zip(self.group..));
        let encoded: Vec<_> = group
            .iter()
            .map(|id| {
                self.sub_type(rec_groups::sub_type(self.types.as_ref(), *id))
                    .expect("validated by read")
            })
            .collect();
        match &encoded[..] {
            [single] => self.module.ty().subtype(single),
            _ => self.module.ty().rec(encoded),
        }
    }
}

impl Reencode for CoreTypes<'_> {
    type Error = Infallible;

    fn type_index_unpacked(&mut self, ty: UnpackedIndex) -> Result<u32, Error<Infallible>> {
        Ok(match ty {
            UnpackedIndex::Id(id) => self.index(id),
            UnpackedIndex::RecGroup(index) => self.group + index,
            UnpackedIndex::Module(_) => {
                unreachable!("the validator's types have no module indices")
            }
        })
    }
}
