//! Encodes value types.

use super::types::Encoder;
use wasm_encoder::{ComponentDefinedTypeEncoder, ComponentValType};
use wasmparser::component_types::{self as parsed, ComponentDefinedType, ComponentDefinedTypeId};

impl Encoder<'_> {
    /// A value type, which is written out unless it has a name.
    pub fn value(&mut self, ty: parsed::ComponentValType) -> ComponentValType {
        match ty {
            parsed::ComponentValType::Primitive(ty) => ComponentValType::Primitive(ty.into()),
            parsed::ComponentValType::Type(id) => {
                ComponentValType::Type(self.type_index(id.into()))
            }
        }
    }

    /// A value type where there may be none.
    pub fn optional(&mut self, ty: Option<parsed::ComponentValType>) -> Option<ComponentValType> {
        ty.map(|ty| self.value(ty))
    }

    /// Writes out a value type.
    pub fn define_value(&mut self, ty: ComponentDefinedTypeId) -> u32 {
        use ComponentDefinedType as D;
        match &self.types[ty] {
            D::Primitive(ty) => self.define(|e| e.primitive((*ty).into())),
            D::Record(record) => {
                let fields: Vec<_> = record
                    .fields
                    .iter()
                    .map(|(name, ty)| (name.as_str(), self.value(*ty)))
                    .collect();
                self.define(|e| e.record(fields))
            }
            D::Variant(variant) => {
                let cases: Vec<_> = variant
                    .cases
                    .iter()
                    .map(|(name, case)| (name.as_str(), self.optional(case.ty)))
                    .collect();
                self.define(|e| e.variant(cases))
            }
            D::List { element, .. } => {
                let element = self.value(*element);
                self.define(|e| e.list(element))
            }
            D::Map { key, value, .. } => {
                let (key, value) = (self.value(*key), self.value(*value));
                self.define(|e| e.map(key, value))
            }
            D::FixedLengthList {
                element, length, ..
            } => {
                let element = self.value(*element);
                self.define(|e| e.fixed_length_list(element, *length))
            }
            D::Tuple(tuple) => {
                let types: Vec<_> = tuple.types.iter().map(|ty| self.value(*ty)).collect();
                self.define(|e| e.tuple(types))
            }
            D::Flags(names) => {
                self.define(|e| e.flags(names.iter().map(|n| n.as_str()).collect::<Vec<_>>()))
            }
            D::Enum(names) => {
                self.define(|e| e.enum_type(names.iter().map(|n| n.as_str()).collect::<Vec<_>>()))
            }
            D::Option { ty, .. } => {
                let ty = self.value(*ty);
                self.define(|e| e.option(ty))
            }
            D::Result { ok, err, .. } => {
                let (ok, err) = (self.optional(*ok), self.optional(*err));
                self.define(|e| e.result(ok, err))
            }
            D::Own(resource) => {
                let resource = self.type_index((*resource).into());
                self.define(|e| e.own(resource))
            }
            D::Borrow(resource) => {
                let resource = self.type_index((*resource).into());
                self.define(|e| e.borrow(resource))
            }
            D::Future { ty, .. } => {
                let ty = self.optional(*ty);
                self.define(|e| e.future(ty))
            }
            D::Stream { ty, .. } => {
                let ty = self.optional(*ty);
                self.define(|e| e.stream(ty))
            }
        }
    }

    fn define(&mut self, encode: impl FnOnce(ComponentDefinedTypeEncoder<'_>)) -> u32 {
        let (index, encoder) = self.top().body.ty();
        encode(encoder.defined_type());
        index
    }
}
