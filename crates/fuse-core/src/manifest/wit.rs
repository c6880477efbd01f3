//! Function types of the root's imports and exports as WIT writes them, with the names that their interface has for types.

use crate::graph::{ComponentInstanceId, InstanceGraph};
use std::collections::HashMap;
use wasmparser::component_types::{
    AliasableResourceId, ComponentAnyTypeId, ComponentDefinedType, ComponentDefinedTypeId,
    ComponentEntityType, ComponentFuncTypeId, ComponentItem, ComponentValType, ResourceId,
};
use wasmparser::types::Types;

/// Which end of the root something is at.
#[derive(Copy, Clone, Debug)]
pub enum End {
    /// It is imported.
    Import,
    /// It is exported.
    Export,
}

/// Names for types.
#[derive(Default)]
struct Names {
    defined: HashMap<ComponentDefinedTypeId, String>,
    resources: HashMap<ResourceId, String>,
}

impl Names {
    /// Names `item`, if it is a type; of several names the first counts.
    fn add(&mut self, name: &str, item: &ComponentItem) {
        let ComponentEntityType::Type { created, .. } = item.ty else {
            return;
        };
        match created {
            ComponentAnyTypeId::Defined(id) => {
                let named = self.defined.entry(id);
                named.or_insert_with(|| name.to_string());
            }
            ComponentAnyTypeId::Resource(id) => {
                let named = self.resources.entry(id.resource());
                named.or_insert_with(|| name.to_string());
            }
            _ => {}
        }
    }
}

/// The names that the root's imports and exports have for types, and the interfaces among them.
pub struct World<'t> {
    types: &'t Types,
    names: Names,
}

impl<'t> World<'t> {
    /// Those of the root of `graph`.
    pub fn of(graph: &InstanceGraph<'t>) -> Self {
        let types = graph.types_of(ComponentInstanceId(0));
        let mut names = Names::default();
        let imports = graph
            .imports
            .values()
            .filter(|import| import.path.is_empty());
        let imports = imports.map(|import| import.name);
        let imports = imports.map(|name| (name, types.component_item_for_import(name)));
        let exports = graph.exports.keys();
        let exports = exports.map(|name| (*name, types.component_item_for_export(name)));
        for (name, item) in imports.chain(exports) {
            let item = item.expect("the root has it");
            names.add(name, item);
            if let ComponentEntityType::Instance(id) = item.ty {
                for (inner, item) in &types[id].exports {
                    names.add(&format!("{name}#{inner}"), item);
                }
            }
        }
        World { types, names }
    }

    /// The type of the root's function at `path`, whose first name is that of an import or export.
    pub fn func(&self, end: End, path: &[&str]) -> String {
        let types = self.types;
        let (first, inner) = path.split_first().expect("a path has a first name");
        let item = match end {
            End::Import => types.component_item_for_import(first),
            End::Export => types.component_item_for_export(first),
        };
        let mut ty = item.expect("the root has it").ty;
        let mut around = Vec::new();
        for step in inner {
            let ComponentEntityType::Instance(id) = ty else {
                unreachable!("paths go through instances")
            };
            around.push(id);
            ty = types[id].exports[*step].ty;
        }
        let ComponentEntityType::Func(id) = ty else {
            unreachable!("the path leads to a function")
        };
        let mut wit = Wit {
            world: self,
            near: Names::default(),
        };
        for id in around.into_iter().rev() {
            for (name, item) in &types[id].exports {
                wit.near.add(name, item);
            }
        }
        wit.func(id)
    }
}

/// Names for types, those of the interface before those of others.
struct Wit<'w> {
    world: &'w World<'w>,
    near: Names,
}

impl Wit<'_> {
    fn func(&self, id: ComponentFuncTypeId) -> String {
        let func = &self.world.types[id];
        let params = func.params.iter();
        let params = join(params.map(|(name, ty)| format!("{name}: {}", self.value(*ty))));
        let result = func
            .result
            .map_or_else(String::new, |ty| format!(" -> {}", self.value(ty)));
        let async_ = if func.async_ { "async " } else { "" };
        format!("{async_}func({params}){result}")
    }

    fn value(&self, ty: ComponentValType) -> String {
        match ty {
            ComponentValType::Primitive(ty) => ty.to_string(),
            ComponentValType::Type(id) => {
                let near = self.near.defined.get(&id);
                match near.or_else(|| self.world.names.defined.get(&id)) {
                    Some(name) => name.clone(),
                    None => self.defined(&self.world.types[id]),
                }
            }
        }
    }

    fn optional(&self, ty: Option<ComponentValType>) -> String {
        ty.map_or_else(|| "_".to_string(), |ty| self.value(ty))
    }

    fn resource(&self, id: AliasableResourceId) -> String {
        let id = id.resource();
        let near = self.near.resources.get(&id);
        let name = near.or_else(|| self.world.names.resources.get(&id));
        name.map_or_else(|| "resource".to_string(), Clone::clone)
    }

    /// A type that has no name.
    fn defined(&self, ty: &ComponentDefinedType) -> String {
        use ComponentDefinedType as D;
        match ty {
            D::Primitive(ty) => ty.to_string(),
            D::Record(record) => {
                let fields = record.fields.iter();
                let fields = fields.map(|(name, ty)| format!("{name}: {}", self.value(*ty)));
                format!("record {{ {} }}", join(fields))
            }
            D::Variant(variant) => {
                let cases = variant.cases.iter().map(|(name, case)| match case.ty {
                    Some(ty) => format!("{name}({})", self.value(ty)),
                    None => name.to_string(),
                });
                format!("variant {{ {} }}", join(cases))
            }
            D::List { element, .. } => format!("list<{}>", self.value(*element)),
            D::FixedLengthList {
                element, length, ..
            } => format!("list<{}, {length}>", self.value(*element)),
            D::Map { key, value, .. } => {
                format!("map<{}, {}>", self.value(*key), self.value(*value))
            }
            D::Tuple(tuple) => {
                let types = tuple.types.iter().map(|ty| self.value(*ty));
                format!("tuple<{}>", join(types))
            }
            D::Flags(names) => {
                format!(
                    "flags {{ {} }}",
                    join(names.iter().map(ToString::to_string))
                )
            }
            D::Enum(names) => {
                format!("enum {{ {} }}", join(names.iter().map(ToString::to_string)))
            }
            D::Option { ty, .. } => format!("option<{}>", self.value(*ty)),
            D::Result {
                ok: None,
                err: None,
                ..
            } => "result".to_string(),
            D::Result { ok, err: None, .. } => format!("result<{}>", self.optional(*ok)),
            D::Result { ok, err, .. } => {
                format!("result<{}, {}>", self.optional(*ok), self.optional(*err))
            }
            D::Own(id) => self.resource(*id),
            D::Borrow(id) => format!("borrow<{}>", self.resource(*id)),
            D::Future { ty: None, .. } => "future".to_string(),
            D::Future { ty, .. } => format!("future<{}>", self.optional(*ty)),
            D::Stream { ty: None, .. } => "stream".to_string(),
            D::Stream { ty, .. } => format!("stream<{}>", self.optional(*ty)),
        }
    }
}

fn join(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}
