//! Encodes component-level types from the validator's view of them.
//!
//! A type is found by its identity rather than by its structure: an import or an export of a type makes a new identity, and a
//! function that the component model requires to speak of *that* type has it. What no import or export names is written out.

use super::core_types;
use super::scope::{Body, Place, Scope};
use wasm_encoder::{
    Alias, ComponentBuilder, ComponentExportKind, ComponentExternName, ComponentOuterAliasKind,
    ComponentTypeRef, InstanceType, TypeBounds,
};
use wasmparser::component_types::{
    ComponentAnyTypeId, ComponentCoreModuleTypeId, ComponentEntityType, ComponentFuncTypeId,
    ComponentInstanceTypeId, ComponentItem, ComponentTypeId,
};
use wasmparser::types::Types;

/// Encodes types into a component, and into the types that are being defined inside it.
pub struct Encoder<'t> {
    /// The types of the input.
    pub types: &'t Types,
    /// Innermost last.
    scopes: Vec<Scope<'t>>,
}

/// The name of an import or export, with what is said about it.
pub fn extern_name<'n>(name: &'n str, item: &'n ComponentItem) -> ComponentExternName<'n> {
    ComponentExternName {
        name: name.into(),
        implements: item.implements.as_deref().map(Into::into),
        version_suffix: item.version_suffix.as_deref().map(Into::into),
        external_id: item.external_id.as_deref().map(Into::into),
    }
}

impl<'t> Encoder<'t> {
    /// An encoder of a component that has nothing in it; `types` are those of the input.
    pub fn new(types: &'t Types) -> Self {
        Encoder {
            types,
            scopes: vec![Scope::component()],
        }
    }

    /// The component that is being built, when no type is.
    pub fn component(&mut self) -> &mut ComponentBuilder {
        match &mut self.top().body {
            Body::Component(builder) => builder,
            _ => unreachable!("types are complete before anything else is encoded"),
        }
    }

    /// The component that was built.
    pub fn into_component(mut self) -> ComponentBuilder {
        match self.scopes.pop().expect("the component's own scope").body {
            Body::Component(builder) => *builder,
            _ => unreachable!("types are complete before the component is"),
        }
    }

    /// What is being encoded now.
    pub(super) fn top(&mut self) -> &mut Scope<'t> {
        self.scopes.last_mut().expect("the component's own scope")
    }

    /// The index of a type that an import or export names, here or further out.
    pub fn find(&mut self, ty: ComponentAnyTypeId) -> Option<u32> {
        let mut next = Some(ty);
        while let Some(ty) = next {
            if let Some(index) = self.named(ty) {
                return Some(index);
            }
            self.top().miss(ty);
            if let Some(index) = self.stand_in_for(|scope| scope.stand_in_for(ty)) {
                return Some(index);
            }
            next = self.types.peel_alias(ty);
        }
        let ComponentAnyTypeId::Resource(resource) = ty else {
            return None;
        };
        match self
            .scopes
            .iter()
            .rev()
            .find_map(|scope| scope.resource(resource.resource()))
        {
            Some(same) => self.named(same),
            None => self.stand_in_for(|scope| scope.stand_in_resource(resource.resource())),
        }
    }

    /// The index of the innermost stand-in that `find` finds.
    fn stand_in_for(&mut self, find: impl Fn(&Scope<'t>) -> Option<u32>) -> Option<u32> {
        let (count, index) = (0..)
            .zip(self.scopes.iter().rev())
            .find_map(|(count, scope)| Some((count, find(scope)?)))?;
        Some(self.alias_outer(count, index))
    }

    /// The index here of a type that has `index` `count` scopes further out.
    fn alias_outer(&mut self, count: u32, index: u32) -> u32 {
        if count == 0 {
            return index;
        }
        let alias = Alias::Outer {
            kind: ComponentOuterAliasKind::Type,
            count,
            index,
        };
        self.top().body.alias(ComponentExportKind::Type, alias)
    }

    /// Whether an import or export names the type under this very identity.
    pub fn is_named(&self, ty: ComponentAnyTypeId) -> bool {
        self.scopes.iter().any(|scope| scope.has(ty))
    }

    fn named(&mut self, ty: ComponentAnyTypeId) -> Option<u32> {
        let count = self.scopes.iter().rev().position(|scope| scope.has(ty))?;
        let at = self.scopes.len() - 1 - count;
        let index = self.scopes[at].index_of(ty);
        let index = self.alias_outer(count as u32, index);
        self.top().name(ty, Place::Index(index));
        Some(index)
    }

    /// The index of a type, which is written out unless it has a name.
    pub fn type_index(&mut self, ty: ComponentAnyTypeId) -> u32 {
        if let Some(index) = self.find(ty) {
            return index;
        }
        let mut base = ty;
        while let Some(inner) = self.types.peel_alias(base) {
            base = inner;
        }
        if let Some(&index) = self.top().anonymous.get(&base) {
            return index;
        }
        let index = match base {
            ComponentAnyTypeId::Defined(id) => self.define_value(id),
            ComponentAnyTypeId::Func(id) => self.define_func(id),
            ComponentAnyTypeId::Instance(id) => self.instance_type(id),
            ComponentAnyTypeId::Component(id) => self.component_type(id),
            ComponentAnyTypeId::Resource(id) => {
                unreachable!("{id:?} is imported or defined before it is used")
            }
        };
        self.top().anonymous.insert(base, index);
        index
    }

    /// The index of a function type.
    pub fn func_type(&mut self, ty: ComponentFuncTypeId) -> u32 {
        self.type_index(ComponentAnyTypeId::Func(ty))
    }

    /// The type of an import or export.
    pub fn entity(&mut self, ty: ComponentEntityType) -> ComponentTypeRef {
        match ty {
            ComponentEntityType::Module(id) => ComponentTypeRef::Module(self.module_type(id)),
            ComponentEntityType::Func(id) => ComponentTypeRef::Func(self.func_type(id)),
            ComponentEntityType::Type { referenced, .. } => {
                ComponentTypeRef::Type(self.bounds(referenced))
            }
            ComponentEntityType::Instance(id) => ComponentTypeRef::Instance(self.instance_type(id)),
            ComponentEntityType::Component(id) => {
                ComponentTypeRef::Component(self.component_type(id))
            }
            ComponentEntityType::Value(_) => {
                unreachable!("the validator was told to refuse values")
            }
        }
    }

    fn bounds(&mut self, ty: ComponentAnyTypeId) -> TypeBounds {
        match ty {
            ComponentAnyTypeId::Resource(_) if self.find(ty).is_none() => TypeBounds::SubResource,
            ty => TypeBounds::Eq(self.type_index(ty)),
        }
    }

    /// Records that type `index` stands in for `ty` until an export gives it its name.
    pub fn stand_in(&mut self, ty: ComponentAnyTypeId, index: u32) {
        self.top().stand_in(ty, index);
    }

    /// Imports a type that stands in for `ty` until an export gives it its name.
    pub fn import_stand_in(&mut self, name: &str, ty: ComponentAnyTypeId) {
        let bounds = self.bounds(ty);
        let index = self
            .component()
            .import(name, ComponentTypeRef::Type(bounds));
        self.top().stand_in(ty, index);
    }

    /// Whether [`Encoder::import_stand_in`] was called for this very type.
    pub fn has_stand_in(&mut self, ty: ComponentAnyTypeId) -> bool {
        self.top().stand_in_for(ty).is_some()
    }

    /// Records that item `index` was imported or exported with type `ty`, so that the types it brings can be used.
    pub fn register(&mut self, ty: ComponentEntityType, index: u32) {
        match ty {
            ComponentEntityType::Type { created, .. } => {
                self.top().name(created, Place::Index(index))
            }
            ComponentEntityType::Instance(id) => self.register_instance(id, index, &mut Vec::new()),
            _ => {}
        }
    }

    fn register_instance(
        &mut self,
        ty: ComponentInstanceTypeId,
        instance: u32,
        path: &mut Vec<&'t str>,
    ) {
        let types = self.types;
        for (name, item) in &types[ty].exports {
            path.push(name);
            match item.ty {
                ComponentEntityType::Type { created, .. } if !self.top().has(created) => {
                    self.top().name(
                        created,
                        Place::Export {
                            instance,
                            path: path.clone(),
                        },
                    );
                }
                ComponentEntityType::Instance(inner) => {
                    self.register_instance(inner, instance, path)
                }
                _ => {}
            }
            path.pop();
        }
    }

    fn module_type(&mut self, ty: ComponentCoreModuleTypeId) -> u32 {
        if let Some(&index) = self.top().modules.get(&ty) {
            return index;
        }
        let encoded = core_types::module_type(self.types, ty);
        let (index, encoder) = self.top().body.core_type();
        encoder.module(&encoded);
        self.top().modules.insert(ty, index);
        index
    }

    fn instance_type(&mut self, ty: ComponentInstanceTypeId) -> u32 {
        self.scopes
            .push(Scope::new(Body::InstanceType(InstanceType::new())));
        self.declare(&self.types[ty].exports);
        let Some(Scope {
            body: Body::InstanceType(encoded),
            ..
        }) = self.scopes.pop()
        else {
            unreachable!("scopes nest")
        };
        let (index, encoder) = self.top().body.ty();
        encoder.instance(&encoded);
        index
    }

    /// Imports come first: what they refer to is imported as well, so no export needs to stand before them.
    fn component_type(&mut self, ty: ComponentTypeId) -> u32 {
        self.scopes.push(Scope::new(Body::ComponentType(
            wasm_encoder::ComponentType::new(),
        )));
        for (name, item) in &self.types[ty].imports {
            let ty = self.entity(item.ty);
            let index = self.top().body.import(extern_name(name, item), ty);
            self.register(item.ty, index);
        }
        self.declare(&self.types[ty].exports);
        let Some(Scope {
            body: Body::ComponentType(encoded),
            ..
        }) = self.scopes.pop()
        else {
            unreachable!("scopes nest")
        };
        let (index, encoder) = self.top().body.ty();
        encoder.component(&encoded);
        index
    }

    fn declare(&mut self, exports: &wasmparser::collections::IndexMap<String, ComponentItem>) {
        for (name, item) in exports {
            let ty = self.entity(item.ty);
            let index = self.top().body.declare(extern_name(name, item), ty);
            self.register(item.ty, index);
        }
    }

    fn define_func(&mut self, ty: ComponentFuncTypeId) -> u32 {
        let func = &self.types[ty];
        let params: Vec<_> = func
            .params
            .iter()
            .map(|(name, ty)| (name.as_str(), self.value(*ty)))
            .collect();
        let result = func.result.map(|ty| self.value(ty));
        let (index, encoder) = self.top().body.ty();
        encoder
            .function()
            .async_(func.async_)
            .params(params)
            .result(result);
        index
    }
}
