//! The index spaces of one component instance while its definitions are interpreted.

use super::items::FrameId;
use super::names::Imported;
use super::{
    ComponentDef, ComponentInstanceId, CoreDef, CoreSpaces, FuncDef, InstanceDef, Item, ModuleDef,
    TypeDef,
};
use crate::read::StaticComponentId;
use fuse_abi::types::{FuncTypeId, ResourceId, Type};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use wasmparser::component_types::{
    self, ComponentDefinedTypeId, ComponentFuncTypeId, ComponentInstanceTypeId,
};

/// The exports of a core instance.
pub type CoreExports<'a> = Rc<HashMap<&'a str, CoreDef<'a>>>;

/// The index spaces of one component instance.
pub struct Frame<'a> {
    /// The component that is interpreted.
    pub component: StaticComponentId,
    /// The instance that it becomes.
    pub instance: ComponentInstanceId,
    /// The frame of the component around it, for outer aliases.
    pub parent: Option<FrameId>,
    /// What its imports are satisfied with.
    pub args: IndexMap<&'a str, Item<'a>>,
    /// Its exports so far.
    pub exports: IndexMap<&'a str, Item<'a>>,
    pub core: CoreSpaces<'a>,
    pub modules: Vec<ModuleDef>,
    pub core_instances: Vec<CoreExports<'a>>,
    pub funcs: Vec<FuncDef>,
    pub instances: Vec<Rc<InstanceDef<'a>>>,
    pub components: Vec<ComponentDef>,
    pub types: Vec<TypeDef>,
    /// What of these is imported, by name.
    pub imported: Imported<'a>,
    /// Identity of each resource type that the validator tells apart within the component.
    pub resources: HashMap<component_types::ResourceId, ResourceId>,
    pub value_types: HashMap<ComponentDefinedTypeId, Type>,
    pub func_types: HashMap<ComponentFuncTypeId, FuncTypeId>,
    /// Instances within instances whose resource types are in `resources` already, by the type that they have here. One instance may be
    /// in many others.
    pub bound: HashSet<(ComponentInstanceTypeId, *const InstanceDef<'a>)>,
}

impl<'a> Frame<'a> {
    pub fn new(
        component: StaticComponentId,
        instance: ComponentInstanceId,
        parent: Option<FrameId>,
        args: IndexMap<&'a str, Item<'a>>,
    ) -> Self {
        Frame {
            component,
            instance,
            parent,
            args,
            exports: IndexMap::new(),
            core: CoreSpaces::default(),
            modules: Vec::new(),
            core_instances: Vec::new(),
            funcs: Vec::new(),
            instances: Vec::new(),
            components: Vec::new(),
            types: Vec::new(),
            imported: Imported::default(),
            resources: HashMap::new(),
            value_types: HashMap::new(),
            func_types: HashMap::new(),
            bound: HashSet::new(),
        }
    }
}
