//! What component instances call their functions and resource types: for messages, the name section and explanations alone.
//!
//! An importer's name for a function is the one under which it is imported, an exporter's the one under which it is exported. Either may
//! be absent: a function that a component passes to one that it instantiates has a name there only.

use super::instantiate::Interpreter;
use super::items::FrameId;
use super::{
    ComponentInstanceId, FuncDef, HostImport, InstanceDef, InstanceGraph, Item, LiftId, LowerId,
    Resource, TypeDef,
};
use fuse_abi::types::ResourceId;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use wasmparser::ComponentExternalKind;

/// The name of something that is imported or exported, from the import or export inwards.
pub type Path<'a> = Vec<&'a str>;

/// Names for functions and resource types, by what they are.
#[derive(Debug, Default)]
pub struct Names<'a> {
    /// Lowered functions, as the instance that lowers them imports them.
    lowers: HashMap<LowerId, Path<'a>>,
    /// Lifted functions, as the instance that lifts them exports them.
    lifts: HashMap<LiftId, Path<'a>>,
    /// Resource types, as the instance that defines them exports them.
    resources: HashMap<ResourceId, Path<'a>>,
}

/// What the component of a frame calls the functions and instances of its index spaces, as far as they come from its imports.
#[derive(Default)]
pub struct Imported<'a> {
    funcs: HashMap<u32, Path<'a>>,
    instances: HashMap<u32, Path<'a>>,
}

impl<'a> Imported<'a> {
    /// The name of the instance `index`.
    pub fn instance(&self, index: u32) -> Option<&Path<'a>> {
        self.instances.get(&index)
    }

    /// The name of what is at `index` of the index space of `kind`.
    pub fn get(&self, kind: ComponentExternalKind, index: u32) -> Option<&Path<'a>> {
        match kind {
            ComponentExternalKind::Func => self.funcs.get(&index),
            ComponentExternalKind::Instance => self.instances.get(&index),
            _ => None,
        }
    }
}

impl<'a> Interpreter<'a> {
    /// Notes that `item`, which is about to be pushed, is imported as `path`.
    pub(super) fn imported(&mut self, frame: FrameId, item: &Item<'a>, path: Path<'a>) {
        let frame = &mut self.frames[frame];
        let next =
            |len: usize| u32::try_from(len).expect("index spaces have fewer than 2^32 members");
        match item {
            Item::Func(_) => {
                frame.imported.funcs.insert(next(frame.funcs.len()), path);
            }
            Item::Instance(_) => {
                let index = next(frame.instances.len());
                frame.imported.instances.insert(index, path);
            }
            _ => {}
        }
    }

    /// Notes the name of `lower`, which lowers the function `func`.
    pub(super) fn name_lower(&mut self, frame: FrameId, lower: LowerId, func: u32) {
        let name = self.frames[frame]
            .imported
            .get(ComponentExternalKind::Func, func);
        if let Some(path) = name {
            self.graph.names.lowers.insert(lower, path.clone());
        }
    }

    /// Notes the names of what the instance of `frame` made itself and exports.
    pub(super) fn name_exports(&mut self, frame: FrameId) {
        let InstanceGraph {
            names,
            lifts,
            resources,
            ..
        } = &mut self.graph;
        let owner = self.frames[frame].instance;
        let mut is_own = |item: &Item<'a>, path: &[&'a str]| match *item {
            Item::Func(FuncDef::Lift(id)) if lifts[id].owner == owner => {
                names.lifts.entry(id).or_insert_with(|| path.to_vec());
            }
            Item::Type(TypeDef::Resource(id)) if defines(&resources[id], owner) => {
                names.resources.entry(id).or_insert_with(|| path.to_vec());
            }
            _ => {}
        };
        let mut seen = HashSet::new();
        for (name, item) in &self.frames[frame].exports {
            visit(item, &mut vec![name], &mut seen, &mut is_own);
        }
    }
}

fn defines(resource: &Resource<'_>, instance: ComponentInstanceId) -> bool {
    matches!(resource, Resource::Defined { owner, .. } if *owner == instance)
}

/// Shows `item`, which is called `path`, and everything within it to `look`, but for instances that were `seen`.
fn visit<'a>(
    item: &Item<'a>,
    path: &mut Path<'a>,
    seen: &mut HashSet<*const InstanceDef<'a>>,
    look: &mut impl FnMut(&Item<'a>, &[&'a str]),
) {
    look(item, path);
    // What the root imports is none of an instance's own.
    if let Item::Instance(instance) = item
        && instance.import.is_none()
        && seen.insert(Rc::as_ptr(instance))
    {
        for (name, item) in &instance.exports {
            path.push(name);
            visit(item, path, seen, look);
            path.pop();
        }
    }
}

impl<'a> InstanceGraph<'a> {
    /// The path of a lowered function: the importer's name for it, else the exporter's or the host's.
    pub fn lower_path(&self, id: LowerId) -> Option<Path<'a>> {
        let own = self.names.lowers.get(&id).cloned();
        own.or_else(|| match self.lowers[id].callee {
            FuncDef::Lift(lift) => self.lift_path(lift),
            FuncDef::Host(import) => {
                let HostImport { name, path } = &self.imports[import];
                Some(std::iter::once(*name).chain(path.iter().copied()).collect())
            }
        })
    }

    /// The path of a lifted function.
    pub fn lift_path(&self, id: LiftId) -> Option<Path<'a>> {
        self.names.lifts.get(&id).cloned()
    }

    /// A lowered function as messages show it: `a:b/c#f`.
    pub fn lower_name(&self, id: LowerId) -> String {
        let path = self.lower_path(id);
        path.map_or_else(|| id.to_string(), |path| path.join("#"))
    }

    /// A lifted function as messages show it: `a:b/c#f`.
    pub fn lift_name(&self, id: LiftId) -> String {
        let path = self.lift_path(id);
        path.map_or_else(|| id.to_string(), |path| path.join("#"))
    }

    /// A lowered function as the place of something.
    pub fn lower_item(&self, id: LowerId) -> String {
        format!("import `{}`", self.lower_name(id))
    }

    /// A lifted function as the place of something.
    pub fn lift_item(&self, id: LiftId) -> String {
        format!("export `{}`", self.lift_name(id))
    }

    /// A resource type as messages show it: `a:b/c#r`; one that a component keeps to itself by its number in the plan.
    pub fn resource_name(&self, id: ResourceId) -> String {
        match self.resources[id] {
            Resource::Host(import) => self.imports[import].display(),
            Resource::Defined { .. } => match self.names.resources.get(&id) {
                Some(path) => path.join("#"),
                None => id.to_string(),
            },
        }
    }
}
