//! Finds the types that the component behind an exported instance has to import by name.
//!
//! A function of a component may speak of records, variants, enums, flags and resources only if an import or export names them.

use super::instance::Shim;
use super::types::Encoder;
use std::collections::HashSet;
use wasm_encoder::ComponentExportKind;
use wasmparser::collections::IndexMap;
use wasmparser::component_types::{
    ComponentAnyTypeId, ComponentDefinedType, ComponentDefinedTypeId, ComponentEntityType,
    ComponentFuncTypeId, ComponentInstanceTypeId, ComponentItem, ComponentValType,
};

/// Imports into `shim` the types that it has to name in order to import the items of an instance of type `ty`, and to export them
/// again; `outer` encodes the component around the shim.
pub fn name_types<'a>(outer: &mut Encoder<'a>, shim: &mut Shim<'a>, ty: ComponentInstanceTypeId) {
    let types = outer.types;
    Walk {
        outer,
        shim,
        own: HashSet::new(),
        seen: HashSet::new(),
    }
    .imports(&types[ty].exports);
    let mut walk = Walk {
        outer,
        shim,
        own: HashSet::new(),
        seen: HashSet::new(),
    };
    walk.own(&types[ty].exports);
    walk.exports(&types[ty].exports);
}

struct Walk<'w, 'a> {
    outer: &'w mut Encoder<'a>,
    shim: &'w mut Shim<'a>,
    /// Types that something which is looked through names itself.
    own: HashSet<ComponentAnyTypeId>,
    seen: HashSet<ComponentAnyTypeId>,
}

impl Walk<'_, '_> {
    /// Notes the types that an instance with these exports names.
    fn own(&mut self, exports: &IndexMap<String, ComponentItem>) {
        let types = self.outer.types;
        for item in exports.values() {
            match item.ty {
                ComponentEntityType::Type { created, .. } => {
                    self.own.insert(created);
                }
                ComponentEntityType::Instance(id) => self.own(&types[id].exports),
                _ => {}
            }
        }
    }

    /// Finds what functions need that are imported.
    fn imports(&mut self, exports: &IndexMap<String, ComponentItem>) {
        let types = self.outer.types;
        for item in exports.values() {
            match item.ty {
                ComponentEntityType::Func(id) => self.func(id),
                ComponentEntityType::Instance(id) => self.imports(&types[id].exports),
                ComponentEntityType::Component(id) => self.parts(ComponentAnyTypeId::Component(id)),
                _ => {}
            }
        }
    }

    /// Finds what types need that are exported.
    fn exports(&mut self, exports: &IndexMap<String, ComponentItem>) {
        let types = self.outer.types;
        for item in exports.values() {
            match item.ty {
                ComponentEntityType::Type { referenced, .. } if self.outer.is_named(referenced) => {
                    self.import_same(referenced)
                }
                ComponentEntityType::Type {
                    referenced: ty @ ComponentAnyTypeId::Resource(_),
                    ..
                } => self.import(ty),
                ComponentEntityType::Type { referenced, .. } => self.parts(referenced),
                ComponentEntityType::Instance(id) => self.exports(&types[id].exports),
                _ => {}
            }
        }
    }

    /// Looks through the type of an instance or a component that is part of another type.
    fn items(&mut self, items: &IndexMap<String, ComponentItem>) {
        let types = self.outer.types;
        self.own(items);
        for item in items.values() {
            match item.ty {
                ComponentEntityType::Func(id) => self.func(id),
                ComponentEntityType::Type { referenced, .. } => self.mention(referenced),
                ComponentEntityType::Instance(id) => self.items(&types[id].exports),
                ComponentEntityType::Component(id) => self.parts(ComponentAnyTypeId::Component(id)),
                ComponentEntityType::Module(_) | ComponentEntityType::Value(_) => {}
            }
        }
    }

    fn func(&mut self, id: ComponentFuncTypeId) {
        let func = &self.outer.types[id];
        for ty in func.params.iter().map(|(_, ty)| ty).chain(&func.result) {
            self.value(*ty);
        }
    }

    fn value(&mut self, ty: ComponentValType) {
        if let ComponentValType::Type(id) = ty {
            self.mention(id.into());
        }
    }

    fn mention(&mut self, ty: ComponentAnyTypeId) {
        if self.own.contains(&ty) || !self.seen.insert(ty) {
            return;
        }
        match ty {
            ComponentAnyTypeId::Resource(_) => self.import(ty),
            ComponentAnyTypeId::Defined(id) if must_be_named(&self.outer.types[id]) => {
                self.import(ty)
            }
            _ => self.parts(ty),
        }
    }

    /// Imports a type, unless the shim has one that is equal.
    fn import(&mut self, ty: ComponentAnyTypeId) {
        if self.shim.encoder.find(ty).is_none() {
            self.import_same(ty);
        }
    }

    /// Imports a type, unless the shim has it under this very identity: what is an alias of what stays visible.
    fn import_same(&mut self, ty: ComponentAnyTypeId) {
        if self.shim.encoder.has_stand_in(ty) {
            return;
        }
        self.parts(ty);
        let name = format!("type{}", self.shim.args.len());
        self.shim.encoder.import_stand_in(&name, ty);
        self.shim
            .args
            .push((name, ComponentExportKind::Type, self.outer.type_index(ty)));
    }

    /// Looks at what a type is made of.
    fn parts(&mut self, ty: ComponentAnyTypeId) {
        let types = self.outer.types;
        match ty {
            ComponentAnyTypeId::Resource(_) => {}
            ComponentAnyTypeId::Defined(id) => self.value_parts(id),
            ComponentAnyTypeId::Func(id) => self.func(id),
            ComponentAnyTypeId::Instance(id) => self.items(&types[id].exports),
            ComponentAnyTypeId::Component(id) => {
                self.items(&types[id].imports);
                self.items(&types[id].exports);
            }
        }
    }

    fn value_parts(&mut self, id: ComponentDefinedTypeId) {
        use ComponentDefinedType as D;
        match &self.outer.types[id] {
            D::Primitive(_) | D::Flags(_) | D::Enum(_) => {}
            D::Record(record) => record.fields.values().for_each(|ty| self.value(*ty)),
            D::Variant(variant) => variant
                .cases
                .values()
                .filter_map(|case| case.ty)
                .for_each(|ty| self.value(ty)),
            D::Tuple(tuple) => tuple.types.iter().for_each(|ty| self.value(*ty)),
            D::List { element: ty, .. }
            | D::FixedLengthList { element: ty, .. }
            | D::Option { ty, .. } => self.value(*ty),
            D::Map { key, value, .. } => {
                self.value(*key);
                self.value(*value);
            }
            D::Result { ok, err, .. } => ok.iter().chain(err).for_each(|ty| self.value(*ty)),
            D::Own(id) | D::Borrow(id) => self.mention((*id).into()),
            D::Future { ty, .. } | D::Stream { ty, .. } => ty.iter().for_each(|ty| self.value(*ty)),
        }
    }
}

/// Whether functions may not speak of a type like this one unless it has a name.
fn must_be_named(ty: &ComponentDefinedType) -> bool {
    use ComponentDefinedType as D;
    matches!(ty, D::Record(_) | D::Variant(_) | D::Flags(_) | D::Enum(_))
}
