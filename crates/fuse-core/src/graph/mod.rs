//! The instance graph: what a component's definitions *are* once it is instantiated, rather than what they are called.
//!
//! [`instantiate`] interprets the definitions of the root component and, at each instantiation, those of the component that is
//! instantiated. Every index becomes a key of this graph; instances made from exports, aliases, re-exports and imports satisfied
//! by arguments leave no trace. Nothing after this stage looks at a name to find out what is wired to what.

mod apart;
mod builtin;
mod canon;
mod core;
mod frame;
mod import;
mod instantiate;
mod items;
mod kind;
mod names;
mod spaces;
mod trim;
mod types;

pub use builtin::{Builtin, BuiltinKind, Channel, End, SetAccess};
pub use instantiate::instantiate;
pub use items::{ComponentDef, FuncDef, InstanceDef, Item, TypeDef};
pub use kind::CoreKind;
pub use names::{Names, Path};
pub use spaces::{CoreSpaces, Spaces};

use crate::error::Location;
use crate::read::{ComponentTree, StaticComponentId, StaticModule, StaticModuleId};
use fuse_abi::entity::PrimaryMap;
use fuse_abi::entity_id;
use fuse_abi::opts::CanonOpts;
use fuse_abi::types::{FuncTypeId, ResourceId, TypeTable};
use fuse_async::{Dispatch, HostFunc};
use fuse_handles::Trap;
use indexmap::IndexMap;
use std::collections::BTreeSet;
use wasmparser::ValType;
use wasmparser::component_types::ComponentEntityType;
use wasmparser::types::{CoreTypeId, EntityType, Types, TypesRef};

entity_id! {
    /// An instance of a component.
    ComponentInstanceId, "instance";
    /// An instance of a core module.
    CoreInstanceId, "core";
    /// A `canon lift` of one component instance.
    LiftId, "lift";
    /// A `canon lower` of one component instance.
    LowerId, "lower";
    /// A canonical built-in of one component instance.
    BuiltinId, "builtin";
    /// Something the root imports, or an export of an instance that it imports.
    HostImportId, "import";
}

/// A flat picture of an instantiated component.
pub struct InstanceGraph<'a> {
    /// The definitions behind it.
    pub tree: &'a ComponentTree<'a>,
    /// Value and function types.
    pub types: TypeTable,
    /// Component instances; the root is `instance0`.
    pub instances: PrimaryMap<ComponentInstanceId, ComponentInstance>,
    /// Core instances in the order they are instantiated.
    pub core_instances: PrimaryMap<CoreInstanceId, CoreInstance<'a>>,
    /// Lifted functions.
    pub lifts: PrimaryMap<LiftId, Lift<'a>>,
    /// Lowered functions.
    pub lowers: PrimaryMap<LowerId, Lower<'a>>,
    /// Canonical built-ins.
    pub builtins: PrimaryMap<BuiltinId, Builtin<'a>>,
    /// Resource types, by identity.
    pub resources: PrimaryMap<ResourceId, Resource<'a>>,
    /// What the host provides.
    pub imports: PrimaryMap<HostImportId, HostImport<'a>>,
    /// Instances of static modules that stay modules of their own, because an instance of an imported module stands between
    /// them and the rest.
    pub apart: BTreeSet<CoreInstanceId>,
    /// The instance of the runtime, which is merged like any other; it counts as the root's.
    pub runtime: CoreInstanceId,
    /// The exports of the root, in order.
    pub exports: IndexMap<&'a str, Item<'a>>,
    /// What instances call their functions and resource types.
    pub names: Names<'a>,
}

/// An instance of a component.
#[derive(Debug)]
pub struct ComponentInstance {
    /// The instance that made this one.
    pub parent: Option<ComponentInstanceId>,
    /// The component it is an instance of.
    pub component: StaticComponentId,
    /// Names from the root inwards, `/`-separated; empty for the root.
    pub path: String,
}

/// An instance of a core module.
#[derive(Debug)]
pub struct CoreInstance<'a> {
    /// The component instance that made it.
    pub owner: ComponentInstanceId,
    /// Its module.
    pub module: ModuleDef,
    /// A name for messages and for the name section.
    pub name: String,
    /// What each import of the module is satisfied with, in the module's order, with the import's two names.
    pub imports: Vec<CoreArg<'a>>,
    /// The same definitions by index space, which is where the module's own start.
    pub imported: CoreSpaces<'a>,
}

/// A core module.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ModuleDef {
    /// A module of the input.
    Static(StaticModuleId),
    /// A module that the host provides.
    Host(HostImportId),
}

/// What satisfies an import of a core module.
#[derive(Clone, Debug)]
pub struct CoreArg<'a> {
    /// The import's module name.
    pub module: &'a str,
    /// The import's field name.
    pub name: &'a str,
    /// The definition behind it.
    pub def: CoreDef<'a>,
}

/// A core definition, traced to where it is made.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CoreDef<'a> {
    /// Defined by a static module: `index` is a position in that module's own index space of `kind`, past its imports.
    Defined {
        /// The core instance.
        instance: CoreInstanceId,
        /// The index space.
        kind: CoreKind,
        /// The position.
        index: u32,
    },
    /// A lowered function.
    Lower(LowerId),
    /// A canonical built-in.
    Builtin(BuiltinId),
    /// The function by which the runtime traps for this reason.
    Trap(Trap),
    /// The function of the fused code that the runtime calls for this.
    Dispatch(Dispatch),
    /// A built-in of the host that the runtime calls.
    HostFunc(HostFunc),
    /// An export of a core instance that is not merged.
    Foreign {
        /// The core instance.
        instance: CoreInstanceId,
        /// The index space.
        kind: CoreKind,
        /// The export's name.
        name: &'a str,
    },
}

impl CoreDef<'_> {
    /// The index space it belongs to.
    pub fn kind(self) -> CoreKind {
        match self {
            CoreDef::Defined { kind, .. } | CoreDef::Foreign { kind, .. } => kind,
            CoreDef::Lower(_)
            | CoreDef::Builtin(_)
            | CoreDef::Trap(_)
            | CoreDef::Dispatch(_)
            | CoreDef::HostFunc(_) => CoreKind::Func,
        }
    }
}

/// Canonical options by definition.
pub type GraphOpts<'a> = CanonOpts<CoreDef<'a>, CoreDef<'a>>;

/// A `canon lift`.
#[derive(Debug)]
pub struct Lift<'a> {
    /// The instance that lifts.
    pub owner: ComponentInstanceId,
    /// The function that is lifted.
    pub func: CoreDef<'a>,
    /// Its component-level type.
    pub ty: FuncTypeId,
    /// Its options.
    pub opts: GraphOpts<'a>,
}

/// A `canon lower`.
#[derive(Debug)]
pub struct Lower<'a> {
    /// The instance that lowers.
    pub owner: ComponentInstanceId,
    /// The function that is lowered.
    pub callee: FuncDef,
    /// Its component-level type.
    pub ty: FuncTypeId,
    /// The type of the core function that results.
    pub core_ty: CoreTypeId,
    /// Its options.
    pub opts: GraphOpts<'a>,
}

/// A resource type.
#[derive(Debug)]
pub enum Resource<'a> {
    /// Imported by the root.
    Host(HostImportId),
    /// Defined by a component instance.
    Defined {
        /// The instance that defines it.
        owner: ComponentInstanceId,
        /// The core type of its representation.
        rep: ValType,
        /// Its destructor.
        dtor: Option<CoreDef<'a>>,
    },
}

/// Something the root imports, or an export of an instance that it imports.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct HostImport<'a> {
    /// The root's import.
    pub name: &'a str,
    /// Export names from that import inwards; empty for the import itself.
    pub path: Vec<&'a str>,
}

impl<'a> InstanceGraph<'a> {
    /// The module of a core instance that is merged; `None` for one that stays apart or whose module the host provides.
    pub fn module(&self, instance: CoreInstanceId) -> Option<&'a StaticModule<'a>> {
        match self.core_instances[instance].module {
            ModuleDef::Static(id) if !self.apart.contains(&instance) => {
                Some(&self.tree.modules[id])
            }
            ModuleDef::Static(_) | ModuleDef::Host(_) => None,
        }
    }

    /// A function of the runtime, by the name that it exports it under.
    pub fn intrinsic(&self, name: &str) -> CoreDef<'a> {
        let exports = &self.tree.modules[self.tree.runtime].exports;
        let export = exports.iter().find(|e| e.name == name);
        let export = export.expect("the runtime has all intrinsics");
        self.resolve(self.runtime, CoreKind::Func, export.index)
    }

    /// The memory of the runtime.
    pub fn runtime_memory(&self) -> CoreDef<'a> {
        self.resolve(self.runtime, CoreKind::Memory, 0)
    }

    /// Where a core instance comes from, as messages and the name section show it.
    pub fn origin(&self, instance: CoreInstanceId) -> &str {
        match instance == self.runtime {
            true => "fuse",
            false => self.instances[self.core_instances[instance].owner].display(),
        }
    }

    /// What `index` of a core instance's own index space of `kind` stands for.
    pub fn resolve(&self, instance: CoreInstanceId, kind: CoreKind, index: u32) -> CoreDef<'a> {
        let imported = self.core_instances[instance].imported.space(kind);
        match imported.get(index as usize) {
            Some(def) => *def,
            None => CoreDef::Defined {
                instance,
                kind,
                index: index - imported.len() as u32,
            },
        }
    }

    /// The type of an export of a core instance that is not merged, with the types it refers to.
    pub fn foreign_type(&self, instance: CoreInstanceId, name: &str) -> (TypesRef<'a>, EntityType) {
        match self.core_instances[instance].module {
            ModuleDef::Static(id) => {
                let types = self.tree.modules[id].types().as_ref();
                let mut exports = types
                    .core_exports()
                    .expect("these are the types of a module");
                let (_, ty) = exports
                    .find(|(export, _)| *export == name)
                    .expect("the module has the export");
                (types, ty)
            }
            ModuleDef::Host(import) => {
                let types = self.types_of(ComponentInstanceId(0));
                let import = &self.imports[import];
                let item = types
                    .component_item_for_import(import.name)
                    .expect("the root has the import");
                let mut ty = item.ty;
                for step in &import.path {
                    let ComponentEntityType::Instance(id) = ty else {
                        unreachable!("paths go through instances")
                    };
                    ty = types[id].exports[*step].ty;
                }
                let ComponentEntityType::Module(id) = ty else {
                    unreachable!("the import is a core module")
                };
                (types.as_ref(), types[id].exports[name])
            }
        }
    }

    /// The validator's view of the component that `instance` is an instance of.
    pub fn types_of(&self, instance: ComponentInstanceId) -> &'a Types {
        &self.tree.components[self.instances[instance].component].types
    }

    /// `item` of component instance `instance`, for messages.
    pub fn location(&self, instance: ComponentInstanceId, item: impl Into<String>) -> Location {
        Location {
            instance: self.instances[instance].path.clone(),
            item: item.into(),
        }
    }
}

impl ComponentInstance {
    /// The instance's path as messages show it.
    pub fn display(&self) -> &str {
        match self.path.as_str() {
            "" => "root",
            path => path,
        }
    }
}

impl HostImport<'_> {
    /// The import as messages show it: `a:b/c#f`.
    pub fn display(&self) -> String {
        std::iter::once(self.name)
            .chain(self.path.iter().copied())
            .collect::<Vec<_>>()
            .join("#")
    }
}
