//! The index spaces of one component, component type or instance type while it is encoded.

use std::collections::{HashMap, HashSet};
use wasm_encoder::{
    Alias, ComponentBuilder, ComponentCoreTypeEncoder, ComponentExportKind, ComponentExternName,
    ComponentType, ComponentTypeEncoder, ComponentTypeRef, InstanceType,
};
use wasmparser::component_types::{ComponentAnyTypeId, ComponentCoreModuleTypeId, ResourceId};

/// What is being encoded.
pub enum Body {
    Component(Box<ComponentBuilder>),
    ComponentType(ComponentType),
    InstanceType(InstanceType),
}

/// Where a scope has a type.
#[derive(Clone)]
pub enum Place<'t> {
    /// In its type index space.
    Index(u32),
    /// In an instance, under the export names of `path` from the outside inwards; not aliased yet.
    Export { instance: u32, path: Vec<&'t str> },
}

/// The index spaces of what is being encoded.
pub struct Scope<'t> {
    pub body: Body,
    /// Types that imports and exports give a name, each by the identity that it got from that.
    named: HashMap<ComponentAnyTypeId, Place<'t>>,
    /// One of the named types for each resource.
    resources: HashMap<ResourceId, ComponentAnyTypeId>,
    /// Types that stand in for named ones until those are there.
    stand_ins: HashMap<ComponentAnyTypeId, u32>,
    stand_in_resources: HashMap<ResourceId, u32>,
    /// Types that are written out here.
    pub anonymous: HashMap<ComponentAnyTypeId, u32>,
    /// Types that were looked up in `named` and not found. Once they are named, what was written out must not be used again.
    missed: HashSet<ComponentAnyTypeId>,
    /// Core module types.
    pub modules: HashMap<ComponentCoreModuleTypeId, u32>,
}

impl<'t> Scope<'t> {
    /// Index spaces with nothing in them.
    pub fn new(body: Body) -> Self {
        Scope {
            body,
            named: HashMap::new(),
            resources: HashMap::new(),
            stand_ins: HashMap::new(),
            stand_in_resources: HashMap::new(),
            anonymous: HashMap::new(),
            missed: HashSet::new(),
            modules: HashMap::new(),
        }
    }

    /// Those of a component.
    pub fn component() -> Self {
        Self::new(Body::Component(Box::default()))
    }

    /// Whether `ty` is a named type here.
    pub fn has(&self, ty: ComponentAnyTypeId) -> bool {
        self.named.contains_key(&ty)
    }

    /// A named type here that is the resource type `resource`.
    pub fn resource(&self, resource: ResourceId) -> Option<ComponentAnyTypeId> {
        self.resources.get(&resource).copied()
    }

    /// Notes that `ty` was looked for among the named types in vain.
    pub fn miss(&mut self, ty: ComponentAnyTypeId) {
        self.missed.insert(ty);
    }

    /// Records where the named type `ty` is.
    pub fn name(&mut self, ty: ComponentAnyTypeId, place: Place<'t>) {
        if self.missed.contains(&ty) {
            self.missed.clear();
            self.anonymous.clear();
        }
        self.named.insert(ty, place);
        if let ComponentAnyTypeId::Resource(resource) = ty {
            self.resources.entry(resource.resource()).or_insert(ty);
        }
    }

    /// Records that type `index` will do for `ty` as long as nothing here has that name.
    pub fn stand_in(&mut self, ty: ComponentAnyTypeId, index: u32) {
        self.stand_ins.insert(ty, index);
        if let ComponentAnyTypeId::Resource(resource) = ty {
            self.stand_in_resources
                .entry(resource.resource())
                .or_insert(index);
        }
    }

    /// The type that stands in for `ty`.
    pub fn stand_in_for(&self, ty: ComponentAnyTypeId) -> Option<u32> {
        self.stand_ins.get(&ty).copied()
    }

    /// A type that stands in for the resource type `resource`.
    pub fn stand_in_resource(&self, resource: ResourceId) -> Option<u32> {
        self.stand_in_resources.get(&resource).copied()
    }

    /// The index of the named type `ty`, which is aliased now if it was not yet.
    pub fn index_of(&mut self, ty: ComponentAnyTypeId) -> u32 {
        let index = match self.named[&ty].clone() {
            Place::Index(index) => return index,
            Place::Export { mut instance, path } => {
                let (name, outer) = path.split_last().expect("an export has a name");
                for name in outer {
                    instance =
                        self.body
                            .alias_export(instance, name, ComponentExportKind::Instance);
                }
                self.body
                    .alias_export(instance, name, ComponentExportKind::Type)
            }
        };
        self.named.insert(ty, Place::Index(index));
        index
    }
}

impl Body {
    /// Adds a type.
    pub fn ty(&mut self) -> (u32, ComponentTypeEncoder<'_>) {
        match self {
            Body::Component(builder) => builder.ty(None),
            Body::ComponentType(ty) => (ty.type_count(), ty.ty()),
            Body::InstanceType(ty) => (ty.type_count(), ty.ty()),
        }
    }

    /// Adds a core type.
    pub fn core_type(&mut self) -> (u32, ComponentCoreTypeEncoder<'_>) {
        match self {
            Body::Component(builder) => builder.core_type(None),
            Body::ComponentType(ty) => (ty.core_type_count(), ty.core_type()),
            Body::InstanceType(ty) => (ty.core_type_count(), ty.core_type()),
        }
    }

    /// Aliases a type or an instance out of an instance.
    pub fn alias_export(&mut self, instance: u32, name: &str, kind: ComponentExportKind) -> u32 {
        self.alias(
            kind,
            Alias::InstanceExport {
                instance,
                kind,
                name,
            },
        )
    }

    /// Adds an alias, which gives an item of `kind`.
    pub fn alias(&mut self, kind: ComponentExportKind, alias: Alias<'_>) -> u32 {
        let next = self.next(kind);
        match self {
            Body::Component(builder) => {
                builder.alias(None, alias);
            }
            Body::ComponentType(ty) => {
                ty.alias(alias);
            }
            Body::InstanceType(ty) => {
                ty.alias(alias);
            }
        }
        next
    }

    /// Imports an item into a component or a component type; gives its index if it is a type or an instance.
    pub fn import(&mut self, name: ComponentExternName<'_>, ty: ComponentTypeRef) -> u32 {
        let next = self.next(ty.kind());
        match self {
            Body::Component(builder) => {
                builder.import(name, ty);
            }
            Body::ComponentType(component) => {
                component.import(name, ty);
            }
            Body::InstanceType(_) => unreachable!("instance types have no imports"),
        }
        next
    }

    /// Declares an export of a component type or an instance type; gives its index if it is a type or an instance.
    pub fn declare(&mut self, name: ComponentExternName<'_>, ty: ComponentTypeRef) -> u32 {
        let next = self.next(ty.kind());
        match self {
            Body::Component(_) => unreachable!("components export items, not types of items"),
            Body::ComponentType(component) => {
                component.export(name, ty);
            }
            Body::InstanceType(instance) => {
                instance.export(name, ty);
            }
        }
        next
    }

    /// The index of the next item of `kind`; in types, only types and instances have one.
    fn next(&self, kind: ComponentExportKind) -> u32 {
        use ComponentExportKind as K;
        match (self, kind) {
            (Body::Component(builder), K::Type) => builder.type_count(),
            (Body::Component(builder), K::Instance) => builder.instance_count(),
            (Body::Component(builder), K::Func) => builder.func_count(),
            (Body::Component(builder), K::Module) => builder.core_module_count(),
            (Body::Component(builder), K::Component) => builder.component_count(),
            (Body::ComponentType(ty), K::Type) => ty.type_count(),
            (Body::ComponentType(ty), K::Instance) => ty.instance_count(),
            (Body::InstanceType(ty), K::Type) => ty.type_count(),
            (Body::InstanceType(ty), K::Instance) => ty.instance_count(),
            _ => u32::MAX,
        }
    }
}
