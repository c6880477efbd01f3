//! Encodes value types by their structure alone: a built-in may speak of a type that no import or export names.

use super::Wrapper;
use fuse_abi::types::{Def, DefId, Type};
use wasm_encoder::{ComponentDefinedTypeEncoder, ComponentValType, PrimitiveValType};

impl Wrapper<'_, '_> {
    /// A value type where there may be none.
    pub(super) fn structural_optional(&mut self, ty: Option<Type>) -> Option<ComponentValType> {
        ty.map(|ty| self.structural(ty))
    }

    /// A value type.
    pub(super) fn structural(&mut self, ty: Type) -> ComponentValType {
        use PrimitiveValType as P;
        let primitive = match ty {
            Type::Bool => P::Bool,
            Type::S8 => P::S8,
            Type::U8 => P::U8,
            Type::S16 => P::S16,
            Type::U16 => P::U16,
            Type::S32 => P::S32,
            Type::U32 => P::U32,
            Type::S64 => P::S64,
            Type::U64 => P::U64,
            Type::F32 => P::F32,
            Type::F64 => P::F64,
            Type::Char => P::Char,
            Type::String => P::String,
            Type::ErrorContext => P::ErrorContext,
            Type::Def(id) => return ComponentValType::Type(self.structural_index(id)),
        };
        ComponentValType::Primitive(primitive)
    }

    fn structural_index(&mut self, id: DefId) -> u32 {
        if let Some(&known) = self.structural.get(&id) {
            return known;
        }
        let index = self.define_structural(id);
        self.structural.insert(id, index);
        index
    }

    fn define_structural(&mut self, id: DefId) -> u32 {
        let graph = self.graph;
        let def = graph
            .types
            .def(Type::Def(id))
            .expect("compound types have structure");
        match def {
            Def::List(element) => {
                let element = self.structural(*element);
                self.define(|e| e.list(element))
            }
            Def::FixedList(element, length) => {
                let element = self.structural(*element);
                self.define(|e| e.fixed_length_list(element, *length))
            }
            Def::Map(key, value) => {
                let (key, value) = (self.structural(*key), self.structural(*value));
                self.define(|e| e.map(key, value))
            }
            Def::Record(fields) => {
                let fields: Vec<_> = fields
                    .iter()
                    .map(|field| (&*field.name, self.structural(field.ty)))
                    .collect();
                self.define(|e| e.record(fields))
            }
            Def::Tuple(types) => {
                let types: Vec<_> = types.iter().map(|ty| self.structural(*ty)).collect();
                self.define(|e| e.tuple(types))
            }
            Def::Variant(cases) => {
                let cases: Vec<_> = cases
                    .iter()
                    .map(|case| (&*case.name, self.structural_optional(case.ty)))
                    .collect();
                self.define(|e| e.variant(cases))
            }
            Def::Enum(names) => self.define(|e| e.enum_type(names.iter().map(|n| &**n))),
            Def::Flags(names) => self.define(|e| e.flags(names.iter().map(|n| &**n))),
            Def::Option(some) => {
                let some = self.structural(*some);
                self.define(|e| e.option(some))
            }
            Def::Result { ok, err } => {
                let (ok, err) = (
                    self.structural_optional(*ok),
                    self.structural_optional(*err),
                );
                self.define(|e| e.result(ok, err))
            }
            Def::Own(resource) => {
                let resource = self.resource_type(*resource);
                self.define(|e| e.own(resource))
            }
            Def::Borrow(resource) => {
                let resource = self.resource_type(*resource);
                self.define(|e| e.borrow(resource))
            }
            Def::Stream(element) => {
                let element = self.structural_optional(*element);
                self.define(|e| e.stream(element))
            }
            Def::Future(element) => {
                let element = self.structural_optional(*element);
                self.define(|e| e.future(element))
            }
        }
    }

    fn define(&mut self, encode: impl FnOnce(ComponentDefinedTypeEncoder<'_>)) -> u32 {
        let (index, encoder) = self.out().type_defined(None);
        encode(encoder);
        index
    }
}
