//! What an index of a component's index spaces stands for.

use super::{HostImportId, LiftId, ModuleDef};
use crate::read::StaticComponentId;
use fuse_abi::entity_id;
use fuse_abi::types::ResourceId;
use indexmap::IndexMap;
use std::rc::Rc;

entity_id! {
    /// The index spaces of one component instance, during the interpretation of its definitions.
    FrameId, "frame";
}

/// Anything a component can import or export.
#[derive(Clone, Debug)]
pub enum Item<'a> {
    /// A function.
    Func(FuncDef),
    /// An instance.
    Instance(Rc<InstanceDef<'a>>),
    /// A type.
    Type(TypeDef),
    /// A component.
    Component(ComponentDef),
    /// A core module.
    Module(ModuleDef),
}

/// A component-level function.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum FuncDef {
    /// Lifted from a core function.
    Lift(LiftId),
    /// Imported by the root.
    Host(HostImportId),
}

/// A component-level instance.
#[derive(Debug)]
pub struct InstanceDef<'a> {
    /// Its exports.
    pub exports: IndexMap<&'a str, Item<'a>>,
    /// The import that it is, if the root imports it.
    pub import: Option<HostImportId>,
}

/// A type, as far as instantiation tells types apart.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum TypeDef {
    /// A resource type.
    Resource(ResourceId),
    /// Any other type: structural, so its name says nothing.
    Structural,
}

/// A component with the index spaces that its outer aliases refer to.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum ComponentDef {
    /// A component of the input.
    Static {
        /// The component.
        component: StaticComponentId,
        /// The frame of the component around it.
        parent: FrameId,
    },
    /// A component that the host provides.
    Host(HostImportId),
}
