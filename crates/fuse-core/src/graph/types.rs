//! The validator's component types as interned [`Type`]s, with each resource resolved to its identity.
//!
//! A type is converted in the frame of the component instance that uses it, since the same written type names different resources
//! in different instances.

use super::frame::Frame;
use fuse_abi::types::{Case, Def, Field, FuncType, FuncTypeId, Type, TypeTable};
use wasmparser::PrimitiveValType;
use wasmparser::component_types::{
    ComponentDefinedType, ComponentDefinedTypeId, ComponentFuncTypeId, ComponentValType,
};
use wasmparser::types::Types;

/// Converts types of one frame.
pub struct TypeReader<'t, 'a> {
    pub table: &'t mut TypeTable,
    pub types: &'t Types,
    pub frame: &'t mut Frame<'a>,
}

impl TypeReader<'_, '_> {
    /// The function type `id`.
    pub fn func(&mut self, id: ComponentFuncTypeId) -> FuncTypeId {
        if let Some(&ty) = self.frame.func_types.get(&id) {
            return ty;
        }
        let func = &self.types[id];
        let params = func
            .params
            .iter()
            .map(|(name, ty)| Field {
                name: name.as_str().into(),
                ty: self.value(*ty),
            })
            .collect();
        let result = func.result.map(|ty| self.value(ty));
        let ty = self.table.intern_func(FuncType {
            params,
            result,
            async_: func.async_,
        });
        self.frame.func_types.insert(id, ty);
        ty
    }

    /// The value type `ty`.
    pub fn value(&mut self, ty: ComponentValType) -> Type {
        match ty {
            ComponentValType::Primitive(ty) => primitive(ty),
            ComponentValType::Type(id) => self.defined(id),
        }
    }

    fn defined(&mut self, id: ComponentDefinedTypeId) -> Type {
        if let Some(&ty) = self.frame.value_types.get(&id) {
            return ty;
        }
        let ty = match &self.types[id] {
            ComponentDefinedType::Primitive(ty) => primitive(*ty),
            compound => {
                let def = self.compound(compound);
                self.table.intern(def)
            }
        };
        self.frame.value_types.insert(id, ty);
        ty
    }

    fn compound(&mut self, ty: &ComponentDefinedType) -> Def {
        use ComponentDefinedType as C;
        match ty {
            C::Primitive(_) => unreachable!("primitives are not compound"),
            C::Record(record) => Def::Record(
                record
                    .fields
                    .iter()
                    .map(|(name, ty)| Field {
                        name: name.as_str().into(),
                        ty: self.value(*ty),
                    })
                    .collect(),
            ),
            C::Variant(variant) => Def::Variant(
                variant
                    .cases
                    .iter()
                    .map(|(name, case)| Case {
                        name: name.as_str().into(),
                        ty: self.optional(case.ty),
                    })
                    .collect(),
            ),
            C::List { element, .. } => Def::List(self.value(*element)),
            C::Map { key, value, .. } => Def::Map(self.value(*key), self.value(*value)),
            C::FixedLengthList {
                element, length, ..
            } => Def::FixedList(self.value(*element), *length),
            C::Tuple(tuple) => Def::Tuple(tuple.types.iter().map(|ty| self.value(*ty)).collect()),
            C::Flags(names) => Def::Flags(names.iter().map(|n| n.as_str().into()).collect()),
            C::Enum(names) => Def::Enum(names.iter().map(|n| n.as_str().into()).collect()),
            C::Option { ty, .. } => Def::Option(self.value(*ty)),
            C::Result { ok, err, .. } => Def::Result {
                ok: self.optional(*ok),
                err: self.optional(*err),
            },
            C::Own(id) => Def::Own(self.frame.resources[&id.resource()]),
            C::Borrow(id) => Def::Borrow(self.frame.resources[&id.resource()]),
            C::Future { ty, .. } => Def::Future(self.optional(*ty)),
            C::Stream { ty, .. } => Def::Stream(self.optional(*ty)),
        }
    }

    fn optional(&mut self, ty: Option<ComponentValType>) -> Option<Type> {
        ty.map(|ty| self.value(ty))
    }
}

fn primitive(ty: PrimitiveValType) -> Type {
    match ty {
        PrimitiveValType::Bool => Type::Bool,
        PrimitiveValType::S8 => Type::S8,
        PrimitiveValType::U8 => Type::U8,
        PrimitiveValType::S16 => Type::S16,
        PrimitiveValType::U16 => Type::U16,
        PrimitiveValType::S32 => Type::S32,
        PrimitiveValType::U32 => Type::U32,
        PrimitiveValType::S64 => Type::S64,
        PrimitiveValType::U64 => Type::U64,
        PrimitiveValType::F32 => Type::F32,
        PrimitiveValType::F64 => Type::F64,
        PrimitiveValType::Char => Type::Char,
        PrimitiveValType::String => Type::String,
        PrimitiveValType::ErrorContext => Type::ErrorContext,
    }
}
