//! The interpreter: one pass over a component's definitions for each time that it is instantiated.

use super::apart::apart;
use super::frame::Frame;
use super::items::FrameId;
use super::{
    ComponentDef, ComponentInstance, ComponentInstanceId, CoreInstanceId, InstanceDef,
    InstanceGraph, Item, ModuleDef, Names, Resource, TypeDef,
};
use crate::error::{Error, Result};
use crate::read::{ComponentTree, Def, StaticComponentId};
use fuse_abi::entity::PrimaryMap;
use fuse_abi::types::TypeTable;
use indexmap::IndexMap;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasmparser::component_types::{ComponentAnyTypeId, ComponentEntityType};
use wasmparser::types::Types;
use wasmparser::{
    ComponentAlias, ComponentExternalKind, ComponentInstance as ComponentInstanceExpr,
    ComponentOuterAliasKind,
};

/// The most instances of components, and of core modules, that a component may have: nested instantiation can grow exponentially
/// in the size of the input.
pub(super) const MAX_INSTANCES: usize = 10_000;

/// The most instances of components that may be within one another.
const MAX_DEPTH: usize = 100;

/// The most bytes of a path before the instances at its front are left out. A path stands in the name of each function, so one that is as
/// long as the input would make the output as long as the input squared.
const MAX_PATH: usize = 400;

/// Interprets the root component of `tree`.
///
/// Which instances are not merged shows in the finished graph only, so in the rare case that there are any it is made again.
pub fn instantiate<'a>(tree: &'a ComponentTree<'a>) -> Result<InstanceGraph<'a>> {
    let graph = interpret(tree, BTreeSet::new())?;
    let apart = apart(&graph);
    if apart.is_empty() {
        Ok(graph)
    } else {
        interpret(tree, apart)
    }
}

fn interpret<'a>(
    tree: &'a ComponentTree<'a>,
    apart: BTreeSet<CoreInstanceId>,
) -> Result<InstanceGraph<'a>> {
    let graph = InstanceGraph {
        tree,
        types: TypeTable::default(),
        instances: PrimaryMap::new(),
        core_instances: PrimaryMap::new(),
        lifts: PrimaryMap::new(),
        lowers: PrimaryMap::new(),
        builtins: PrimaryMap::new(),
        resources: PrimaryMap::new(),
        imports: PrimaryMap::new(),
        apart,
        runtime: CoreInstanceId(0),
        exports: IndexMap::new(),
        names: Names::default(),
    };
    let mut interpreter = Interpreter {
        graph,
        frames: PrimaryMap::new(),
    };
    let root = interpreter.enter(
        StaticComponentId(0),
        None,
        None,
        IndexMap::new(),
        String::new(),
    )?;
    let exports = std::mem::take(&mut interpreter.frames[root].exports);
    let mut graph = interpreter.graph;
    let runtime = super::core::runtime(tree);
    Ok(InstanceGraph {
        exports,
        runtime: graph.core_instances.push(runtime),
        ..graph
    })
}

/// The interpreter's state.
pub(super) struct Interpreter<'a> {
    pub(super) graph: InstanceGraph<'a>,
    pub(super) frames: PrimaryMap<FrameId, Frame<'a>>,
}

impl<'a> Interpreter<'a> {
    /// Makes an instance of `component` and interprets its definitions.
    fn enter(
        &mut self,
        component: StaticComponentId,
        parent_frame: Option<FrameId>,
        parent: Option<ComponentInstanceId>,
        args: IndexMap<&'a str, Item<'a>>,
        path: String,
    ) -> Result<FrameId> {
        let instance = self.graph.instances.push(ComponentInstance {
            parent,
            component,
            path,
        });
        if self.graph.instances.len() > MAX_INSTANCES {
            return Err(self.too_many(instance, MAX_INSTANCES, "component instances"));
        }
        let around = std::iter::successors(parent, |id| self.graph.instances[*id].parent);
        if around.count() > MAX_DEPTH {
            return Err(self.too_many(
                instance,
                MAX_DEPTH,
                "component instances within one another",
            ));
        }
        let frame = self
            .frames
            .push(Frame::new(component, instance, parent_frame, args));
        let tree = self.graph.tree;
        for def in &tree.components[component].defs {
            self.def(frame, def)?;
        }
        self.name_exports(frame);
        Ok(frame)
    }

    fn def(&mut self, frame: FrameId, def: &'a Def<'a>) -> Result<()> {
        match def {
            Def::Import(import) => self.import(frame, import.name.name),
            Def::CoreModule(id) => self.frames[frame].modules.push(ModuleDef::Static(*id)),
            Def::Component(component) => self.frames[frame].components.push(ComponentDef::Static {
                component: *component,
                parent: frame,
            }),
            Def::CoreInstance(expr) => self.core_instance(frame, expr)?,
            Def::Instance(expr) => self.instance(frame, expr)?,
            Def::Alias(alias) => self.alias(frame, alias),
            Def::Canon(canon) => self.canon(frame, canon)?,
            Def::Type => self.push_type(frame, TypeDef::Structural),
            Def::Resource { rep, dtor } => {
                let owner = self.frames[frame].instance;
                let dtor = dtor.map(|func| self.frames[frame].core.funcs[func as usize]);
                let id = self.graph.resources.push(Resource::Defined {
                    owner,
                    rep: *rep,
                    dtor,
                });
                self.push_type(frame, TypeDef::Resource(id));
            }
            Def::CoreType => {}
            Def::Export(export) => {
                let item = self.item(frame, export.kind, export.index);
                let known = self.frames[frame].imported.get(export.kind, export.index);
                if let Some(path) = known.cloned() {
                    self.imported(frame, &item, path);
                }
                self.push(frame, &item);
                self.frames[frame].exports.insert(export.name.name, item);
            }
        }
        Ok(())
    }

    pub(super) fn types(&self, frame: FrameId) -> &'a Types {
        let tree = self.graph.tree;
        &tree.components[self.frames[frame].component].types
    }

    /// The item at `index` of the index space of `kind`.
    pub(super) fn item(&self, frame: FrameId, kind: ComponentExternalKind, index: u32) -> Item<'a> {
        let frame = &self.frames[frame];
        let index = index as usize;
        match kind {
            ComponentExternalKind::Module => Item::Module(frame.modules[index]),
            ComponentExternalKind::Func => Item::Func(frame.funcs[index]),
            ComponentExternalKind::Type => Item::Type(frame.types[index]),
            ComponentExternalKind::Instance => Item::Instance(frame.instances[index].clone()),
            ComponentExternalKind::Component => Item::Component(frame.components[index]),
            ComponentExternalKind::Value => unreachable!("the validator was told to refuse values"),
        }
    }

    /// Appends `item` to the index space of its kind.
    pub(super) fn push(&mut self, frame: FrameId, item: &Item<'a>) {
        let spaces = &mut self.frames[frame];
        match item {
            Item::Func(func) => spaces.funcs.push(*func),
            Item::Instance(instance) => spaces.instances.push(instance.clone()),
            Item::Component(component) => spaces.components.push(*component),
            Item::Module(module) => spaces.modules.push(*module),
            Item::Type(ty) => self.push_type(frame, *ty),
        }
    }

    pub(super) fn push_type(&mut self, frame: FrameId, ty: TypeDef) {
        let index = self.frames[frame].types.len() as u32;
        if let TypeDef::Resource(id) = ty {
            let ComponentAnyTypeId::Resource(named) =
                self.types(frame).component_any_type_at(index)
            else {
                unreachable!("type {index} of {frame} is a resource type")
            };
            self.frames[frame].resources.insert(named.resource(), id);
        }
        self.frames[frame].types.push(ty);
    }

    fn instance(&mut self, frame: FrameId, expr: &'a ComponentInstanceExpr<'a>) -> Result<()> {
        let index = self.frames[frame].instances.len() as u32;
        let exports = match expr {
            ComponentInstanceExpr::FromExports(exports) => exports
                .iter()
                .map(|e| (e.name.name, self.item(frame, e.kind, e.index)))
                .collect(),
            ComponentInstanceExpr::Instantiate {
                component_index,
                args,
            } => {
                let args = args
                    .iter()
                    .map(|a| (a.name, self.item(frame, a.kind, a.index)))
                    .collect();
                self.instantiate(frame, *component_index, args, index)?
            }
        };
        let def = Item::Instance(Rc::new(InstanceDef {
            exports,
            import: None,
        }));
        let ty = self.types(frame).component_instance_at(index);
        self.bind(frame, ComponentEntityType::Instance(ty), &def);
        self.push(frame, &def);
        Ok(())
    }

    fn instantiate(
        &mut self,
        frame: FrameId,
        component_index: u32,
        args: IndexMap<&'a str, Item<'a>>,
        instance_index: u32,
    ) -> Result<IndexMap<&'a str, Item<'a>>> {
        let owner = self.frames[frame].instance;
        let tree = self.graph.tree;
        let written = &tree.components[self.frames[frame].component];
        let (component, parent) = match self.frames[frame].components[component_index as usize] {
            ComponentDef::Static { component, parent } => (component, parent),
            ComponentDef::Host(import) => {
                return Err(Error::Unsupported {
                    feature: "instantiating an imported component".to_string(),
                    at: self.graph.location(
                        owner,
                        format!("import `{}`", self.graph.imports[import].display()),
                    ),
                    help: "compose it with the component that provides the import first",
                });
            }
        };
        let name = written
            .instance_names
            .get(&instance_index)
            .or_else(|| written.component_names.get(&component_index))
            .map_or_else(|| format!("#{instance_index}"), |name| shortened(name));
        let path = match self.graph.instances[owner].path.as_str() {
            "" => name,
            outer if outer.len() > MAX_PATH => format!("{CUT}/{name}"),
            outer => format!("{outer}/{name}"),
        };
        let child = self.enter(component, Some(parent), Some(owner), args, path)?;
        Ok(std::mem::take(&mut self.frames[child].exports))
    }

    fn alias(&mut self, frame: FrameId, alias: &'a ComponentAlias<'a>) {
        match alias {
            ComponentAlias::InstanceExport {
                instance_index,
                name,
                ..
            } => {
                let item =
                    self.frames[frame].instances[*instance_index as usize].exports[name].clone();
                if let Some(outer) = self.frames[frame].imported.instance(*instance_index) {
                    let path = outer.iter().copied().chain([*name]).collect();
                    self.imported(frame, &item, path);
                }
                self.push(frame, &item);
            }
            ComponentAlias::CoreInstanceExport {
                kind,
                instance_index,
                name,
            } => {
                let spaces = &mut self.frames[frame];
                let def = spaces.core_instances[*instance_index as usize][name];
                spaces.core.push((*kind).into(), def);
            }
            ComponentAlias::Outer { kind, count, index } => {
                let mut outer = frame;
                for _ in 0..*count {
                    outer = self.frames[outer].parent.expect("the alias was validated");
                }
                let kind = match kind {
                    ComponentOuterAliasKind::CoreModule => ComponentExternalKind::Module,
                    ComponentOuterAliasKind::Type => ComponentExternalKind::Type,
                    ComponentOuterAliasKind::Component => ComponentExternalKind::Component,
                    ComponentOuterAliasKind::CoreType => return,
                };
                let item = self.item(outer, kind, *index);
                self.push(frame, &item);
            }
        }
    }

    pub(super) fn unsupported(&self, frame: FrameId, feature: &str) -> Error {
        let instance = self.frames[frame].instance;
        Error::Unsupported {
            feature: feature.to_string(),
            at: self.graph.location(instance, "canonical options"),
            help: "keep this component out of the fusion",
        }
    }

    pub(super) fn too_many(&self, instance: ComponentInstanceId, max: usize, what: &str) -> Error {
        Error::Unsupported {
            feature: format!("more than {max} {what}"),
            at: self.graph.location(instance, ""),
            help: "instantiate fewer",
        }
    }
}

/// What stands for what is left out of a name.
const CUT: char = '…';

/// A name as messages and the names of functions show it, which is not all of it if it is very long.
pub(super) fn shortened(name: &str) -> String {
    const MAX_CHARS: usize = 100;
    match name.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}{CUT}", &name[..end]),
        None => name.to_string(),
    }
}
