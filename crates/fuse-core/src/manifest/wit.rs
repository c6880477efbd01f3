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

/// The type of the root's function at `path`, whose first name is that of an import or export.
pub fn func(graph: &InstanceGraph<'_>, end: End, path: &[&str]) -> String {
    let types = graph.types_of(ComponentInstanceId(0));
    let (first, inner) = path.split_first().expect("a path has a first name");
    let item = match end {
        End::Import => types.component_item_for_import(first),
        End::Export => types.component_item_for_export(first),
    };
    let mut ty = item.expect("the root has it").ty;
    let mut wit = Wit::of_world(graph, types);
    for step in inner {
        let ComponentEntityType::Instance(id) = ty else {
            unreachable!("paths go through instances")
        };
        let exports = &types[id].exports;
        exports
            .iter()
            .for_each(|(name, item)| wit.name(name, item, true));
        ty = exports[*step].ty;
    }
    let ComponentEntityType::Func(id) = ty else {
        unreachable!("the path leads to a function")
    };
    wit.func(id)
}

/// Names for types, those of the interface before those of others.
struct Wit<'t> {
    types: &'t Types,
    defined: HashMap<ComponentDefinedTypeId, String>,
    resources: HashMap<ResourceId, String>,
}

impl<'t> Wit<'t> {
    /// The names that the root's imports and exports have for types, and the interfaces among them.
    fn of_world(graph: &InstanceGraph<'_>, types: &'t Types) -> Self {
        let mut wit = Wit {
            types,
            defined: HashMap::new(),
            resources: HashMap::new(),
        };
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
            wit.name(name, item, false);
            if let ComponentEntityType::Instance(id) = item.ty {
                for (inner, item) in &types[id].exports {
                    wit.name(&format!("{name}#{inner}"), item, false);
                }
            }
        }
        wit
    }

    /// Names `item`, if it is a type; `nearer` says whether this name replaces another.
    fn name(&mut self, name: &str, item: &ComponentItem, nearer: bool) {
        let ComponentEntityType::Type { created, .. } = item.ty else {
            return;
        };
        match created {
            ComponentAnyTypeId::Defined(id) if nearer || !self.defined.contains_key(&id) => {
                self.defined.insert(id, name.to_string());
            }
            ComponentAnyTypeId::Resource(id)
                if nearer || !self.resources.contains_key(&id.resource()) =>
            {
                self.resources.insert(id.resource(), name.to_string());
            }
            _ => {}
        }
    }

    fn func(&self, id: ComponentFuncTypeId) -> String {
        let func = &self.types[id];
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
            ComponentValType::Type(id) => match self.defined.get(&id) {
                Some(name) => name.clone(),
                None => self.defined(&self.types[id]),
            },
        }
    }

    fn optional(&self, ty: Option<ComponentValType>) -> String {
        ty.map_or_else(|| "_".to_string(), |ty| self.value(ty))
    }

    fn resource(&self, id: AliasableResourceId) -> String {
        let name = self.resources.get(&id.resource());
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
