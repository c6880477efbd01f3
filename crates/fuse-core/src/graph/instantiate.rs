//! The interpreter: one pass over a component's definitions for each time that it is instantiated.

use super::apart::apart;
use super::frame::{CoreExports, Frame};
use super::items::FrameId;
use super::trim;
use super::types::TypeReader;
use super::{
    Builtin, BuiltinKind, ComponentDef, ComponentInstance, ComponentInstanceId, CoreArg, CoreDef,
    CoreInstance, CoreInstanceId, CoreKind, CoreSpaces, FuncDef, GraphOpts, HostImport,
    InstanceDef, InstanceGraph, Item, Lift, Lower, ModuleDef, Resource, TypeDef,
};
use crate::error::{Error, Result};
use crate::read::{ComponentTree, Def, StaticComponentId};
use fuse_abi::entity::PrimaryMap;
use fuse_abi::opts::StringEncoding;
use fuse_abi::types::{FuncTypeId, ResourceId, TypeTable};
use indexmap::IndexMap;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use wasmparser::component_types::{ComponentAnyTypeId, ComponentEntityType};
use wasmparser::types::Types;
use wasmparser::{
    CanonicalFunction, CanonicalOption, ComponentAlias, ComponentExternalKind,
    ComponentInstance as ComponentInstanceExpr, ComponentOuterAliasKind,
    Instance as CoreInstanceExpr,
};

/// The most core instances a component may have: nested instantiation can grow exponentially in the size of the input.
const MAX_CORE_INSTANCES: usize = 10_000;
/// The most component instances, and imported definitions, for the same reason.
const MAX_INSTANCES: usize = 10_000;

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
        exports: IndexMap::new(),
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
    Ok(InstanceGraph {
        exports,
        ..interpreter.graph
    })
}

struct Interpreter<'a> {
    graph: InstanceGraph<'a>,
    frames: PrimaryMap<FrameId, Frame<'a>>,
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
            return Err(self.too_many(instance, "component instances"));
        }
        let frame = self
            .frames
            .push(Frame::new(component, instance, parent_frame, args));
        let tree = self.graph.tree;
        for def in &tree.components[component].defs {
            self.def(frame, def)?;
        }
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
                self.push(frame, &item);
                self.frames[frame].exports.insert(export.name.name, item);
            }
        }
        Ok(())
    }

    fn types(&self, frame: FrameId) -> &'a Types {
        let tree = self.graph.tree;
        &tree.components[self.frames[frame].component].types
    }

    /// The item at `index` of the index space of `kind`.
    fn item(&self, frame: FrameId, kind: ComponentExternalKind, index: u32) -> Item<'a> {
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
    fn push(&mut self, frame: FrameId, item: &Item<'a>) {
        let spaces = &mut self.frames[frame];
        match item {
            Item::Func(func) => spaces.funcs.push(*func),
            Item::Instance(instance) => spaces.instances.push(instance.clone()),
            Item::Component(component) => spaces.components.push(*component),
            Item::Module(module) => spaces.modules.push(*module),
            Item::Type(ty) => self.push_type(frame, *ty),
        }
    }

    fn push_type(&mut self, frame: FrameId, ty: TypeDef) {
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

    fn import(&mut self, frame: FrameId, name: &'a str) {
        let item = self
            .types(frame)
            .component_item_for_import(name)
            .expect("the import was validated");
        let def = if self.frames[frame].parent.is_none() {
            self.host_item(frame, name, &mut Vec::new(), item.ty)
        } else {
            let def = self.frames[frame].args[name].clone();
            self.bind(frame, item.ty, &def);
            def
        };
        self.push(frame, &def);
    }

    /// Resolves the resource types that `ty`, a type of `frame`, names to those that `item` has.
    fn bind(&mut self, frame: FrameId, ty: ComponentEntityType, item: &Item<'a>) {
        match (ty, item) {
            (
                ComponentEntityType::Type {
                    created: ComponentAnyTypeId::Resource(named),
                    ..
                },
                Item::Type(TypeDef::Resource(id)),
            ) => {
                self.frames[frame].resources.insert(named.resource(), *id);
            }
            (ComponentEntityType::Instance(id), Item::Instance(def)) => {
                for (name, export) in &self.types(frame)[id].exports {
                    self.bind(frame, export.ty, &def.exports[name.as_str()]);
                }
            }
            _ => {}
        }
    }

    /// What the root's import `name`, or the export at `path` of it, stands for.
    fn host_item(
        &mut self,
        frame: FrameId,
        name: &'a str,
        path: &mut Vec<&'a str>,
        ty: ComponentEntityType,
    ) -> Item<'a> {
        let import = |this: &mut Self, path: &[&'a str]| {
            this.graph.imports.push(HostImport {
                name,
                path: path.to_vec(),
            })
        };
        match ty {
            ComponentEntityType::Func(_) => Item::Func(FuncDef::Host(import(self, path))),
            ComponentEntityType::Module(_) => Item::Module(ModuleDef::Host(import(self, path))),
            ComponentEntityType::Component(_) => {
                Item::Component(ComponentDef::Host(import(self, path)))
            }
            ComponentEntityType::Type {
                created: ComponentAnyTypeId::Resource(named),
                ..
            } => {
                let named = named.resource();
                let known = self.frames[frame].resources.get(&named).copied();
                let id = known.unwrap_or_else(|| {
                    let import = import(self, path);
                    self.graph.resources.push(Resource::Host(import))
                });
                self.frames[frame].resources.insert(named, id);
                Item::Type(TypeDef::Resource(id))
            }
            ComponentEntityType::Type { .. } => Item::Type(TypeDef::Structural),
            ComponentEntityType::Instance(id) => {
                let own = import(self, path);
                let mut exports = IndexMap::new();
                for (export, item) in &self.types(frame)[id].exports {
                    path.push(export);
                    exports.insert(export.as_str(), self.host_item(frame, name, path, item.ty));
                    path.pop();
                }
                Item::Instance(Rc::new(InstanceDef {
                    exports,
                    import: Some(own),
                }))
            }
            ComponentEntityType::Value(_) => {
                unreachable!("the validator was told to refuse values")
            }
        }
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
            .map_or_else(|| format!("#{instance_index}"), |name| name.to_string());
        let path = match self.graph.instances[owner].path.as_str() {
            "" => name,
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

    fn core_instance(&mut self, frame: FrameId, expr: &'a CoreInstanceExpr<'a>) -> Result<()> {
        let exports = match expr {
            CoreInstanceExpr::FromExports(exports) => {
                let core = &self.frames[frame].core;
                Rc::new(
                    exports
                        .iter()
                        .map(|e| (e.name, core.space(e.kind.into())[e.index as usize]))
                        .collect(),
                )
            }
            CoreInstanceExpr::Instantiate { module_index, args } => {
                let args = args
                    .iter()
                    .map(|arg| {
                        (
                            arg.name,
                            self.frames[frame].core_instances[arg.index as usize].clone(),
                        )
                    })
                    .collect();
                self.instantiate_module(frame, *module_index, &args)?
            }
        };
        self.frames[frame].core_instances.push(exports);
        Ok(())
    }

    fn instantiate_module(
        &mut self,
        frame: FrameId,
        module_index: u32,
        args: &HashMap<&'a str, CoreExports<'a>>,
    ) -> Result<CoreExports<'a>> {
        let owner = self.frames[frame].instance;
        if self.graph.core_instances.len() >= MAX_CORE_INSTANCES {
            return Err(self.too_many(owner, "core instances"));
        }
        let module = self.frames[frame].modules[module_index as usize];
        let mut imported = CoreSpaces::default();
        let mut arg = |module: &'a str, name: &'a str, kind: CoreKind| {
            let def = args[module][name];
            imported.push(kind, def);
            CoreArg { module, name, def }
        };
        let tree = self.graph.tree;
        let types = self.types(frame);
        let (name, imports) = match module {
            ModuleDef::Static(id) => {
                let module = &tree.modules[id];
                let name = module
                    .name
                    .map_or_else(|| format!("module{}", id.0), str::to_string);
                (
                    name,
                    module
                        .imports
                        .iter()
                        .map(|i| arg(i.module, i.name, i.ty.into()))
                        .collect(),
                )
            }
            ModuleDef::Host(import) => {
                let ty = &types[types.module_at(module_index)];
                let imports = ty
                    .imports
                    .iter()
                    .map(|((module, name), ty)| arg(module, name, ty.into()))
                    .collect();
                (self.graph.imports[import].display(), imports)
            }
        };
        let instance = self.graph.core_instances.push(CoreInstance {
            owner,
            module,
            name,
            imports,
            imported,
        });
        Ok(match module {
            ModuleDef::Static(id) if self.graph.apart.contains(&instance) => {
                let foreign = |e: &wasmparser::Export<'a>| {
                    (
                        e.name,
                        CoreDef::Foreign {
                            instance,
                            kind: e.kind.into(),
                            name: e.name,
                        },
                    )
                };
                Rc::new(tree.modules[id].exports.iter().map(foreign).collect())
            }
            ModuleDef::Static(_) => self.static_exports(instance),
            ModuleDef::Host(_) => {
                let ty = &types[types.module_at(module_index)];
                let foreign = |(name, ty): (&'a String, &wasmparser::types::EntityType)| {
                    (
                        name.as_str(),
                        CoreDef::Foreign {
                            instance,
                            kind: ty.into(),
                            name: name.as_str(),
                        },
                    )
                };
                Rc::new(ty.exports.iter().map(foreign).collect())
            }
        })
    }

    /// The exports of an instance of a static module, imports that are exported again traced to their definitions.
    fn static_exports(&self, instance: CoreInstanceId) -> CoreExports<'a> {
        let module = self
            .graph
            .module(instance)
            .expect("the instance was made from a static module");
        let resolve = |e: &wasmparser::Export<'a>| {
            (e.name, self.graph.resolve(instance, e.kind.into(), e.index))
        };
        Rc::new(module.exports.iter().map(resolve).collect())
    }

    fn canon(&mut self, frame: FrameId, canon: &'a CanonicalFunction) -> Result<()> {
        let owner = self.frames[frame].instance;
        match canon {
            CanonicalFunction::Lift {
                core_func_index,
                type_index,
                options,
            } => {
                let ComponentAnyTypeId::Func(id) =
                    self.types(frame).component_any_type_at(*type_index)
                else {
                    unreachable!("the lift was validated")
                };
                let ty = self.func_type(frame, id);
                let func = self.frames[frame].core.funcs[*core_func_index as usize];
                let mut opts = self.opts(frame, options)?;
                trim::lift(&self.graph.types, ty, &mut opts);
                let lift = self.graph.lifts.push(Lift {
                    owner,
                    func,
                    ty,
                    opts,
                });
                self.frames[frame].funcs.push(FuncDef::Lift(lift));
            }
            CanonicalFunction::Lower {
                func_index,
                options,
            } => {
                let callee = self.frames[frame].funcs[*func_index as usize];
                let id = self.types(frame).component_function_at(*func_index);
                let ty = self.func_type(frame, id);
                let mut opts = self.opts(frame, options)?;
                trim::lower(&self.graph.types, ty, &mut opts);
                let core_ty = self.next_core_type(frame);
                let lower = self.graph.lowers.push(Lower {
                    owner,
                    callee,
                    ty,
                    core_ty,
                    opts,
                });
                self.frames[frame].core.funcs.push(CoreDef::Lower(lower));
            }
            builtin => {
                let kind = self.builtin(frame, builtin);
                let core_ty = self.next_core_type(frame);
                let id = self.graph.builtins.push(Builtin {
                    owner,
                    kind,
                    core_ty,
                });
                self.frames[frame].core.funcs.push(CoreDef::Builtin(id));
            }
        }
        Ok(())
    }

    /// The type of the core function that is about to be defined.
    fn next_core_type(&self, frame: FrameId) -> wasmparser::types::CoreTypeId {
        let index = self.frames[frame].core.funcs.len() as u32;
        self.types(frame).as_ref().core_function_at(index)
    }

    fn func_type(
        &mut self,
        frame: FrameId,
        id: wasmparser::component_types::ComponentFuncTypeId,
    ) -> FuncTypeId {
        let types = self.types(frame);
        TypeReader {
            table: &mut self.graph.types,
            types,
            frame: &mut self.frames[frame],
        }
        .func(id)
    }

    fn builtin(&self, frame: FrameId, canon: &CanonicalFunction) -> BuiltinKind {
        let resource = |index: u32| -> ResourceId {
            match self.frames[frame].types[index as usize] {
                TypeDef::Resource(id) => id,
                TypeDef::Structural => unreachable!("the built-in was validated"),
            }
        };
        match canon {
            CanonicalFunction::ResourceNew { resource: r } => {
                BuiltinKind::ResourceNew(resource(*r))
            }
            CanonicalFunction::ResourceRep { resource: r } => {
                BuiltinKind::ResourceRep(resource(*r))
            }
            CanonicalFunction::ResourceDrop { resource: r } => {
                BuiltinKind::ResourceDrop(resource(*r))
            }
            other => BuiltinKind::Other(super::builtin_name(other)),
        }
    }

    fn opts(&self, frame: FrameId, options: &[CanonicalOption]) -> Result<GraphOpts<'a>> {
        let core = &self.frames[frame].core;
        let func = |index: &u32| Some(core.funcs[*index as usize]);
        let mut opts = GraphOpts::default();
        for option in options {
            match option {
                CanonicalOption::UTF8 => opts.encoding = StringEncoding::Utf8,
                CanonicalOption::UTF16 => opts.encoding = StringEncoding::Utf16,
                CanonicalOption::CompactUTF16 => opts.encoding = StringEncoding::CompactUtf16,
                CanonicalOption::Memory(index) => {
                    self.check_memory(frame, *index)?;
                    opts.memory = Some(core.memories[*index as usize]);
                }
                CanonicalOption::Realloc(index) => opts.realloc = func(index),
                CanonicalOption::PostReturn(index) => opts.post_return = func(index),
                CanonicalOption::Callback(index) => opts.callback = func(index),
                CanonicalOption::Async => opts.async_ = true,
                CanonicalOption::CoreType(_) | CanonicalOption::Gc => {
                    return Err(self.unsupported(frame, "the GC form of the canonical ABI"));
                }
            }
        }
        Ok(opts)
    }

    fn check_memory(&self, frame: FrameId, index: u32) -> Result<()> {
        let ty = self.types(frame).as_ref().memory_at(index);
        if ty.memory64 {
            return Err(self.unsupported(frame, "a 64-bit memory in canonical options"));
        }
        if ty.page_size_log2.is_some_and(|log2| log2 != 16) {
            return Err(
                self.unsupported(frame, "a custom page size of a memory in canonical options")
            );
        }
        Ok(())
    }

    fn unsupported(&self, frame: FrameId, feature: &str) -> Error {
        let instance = self.frames[frame].instance;
        Error::Unsupported {
            feature: feature.to_string(),
            at: self.graph.location(instance, "canonical options"),
            help: "keep this component out of the fusion",
        }
    }

    fn too_many(&self, instance: ComponentInstanceId, what: &str) -> Error {
        Error::Unsupported {
            feature: format!("more than {MAX_INSTANCES} {what}"),
            at: self.graph.location(instance, ""),
            help: "instantiate fewer",
        }
    }
}
