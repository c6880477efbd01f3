//! Gathers the manifest from the graph, and from the names that the fused module has for its imports and exports.

use super::types::{Types, core_type};
use super::wit::{End, World};
use super::{
    Abi, Area, CoreSignature, Export, Function, Home, Import, ImportKind, Manifest, Param,
    Resource, VERSION,
};
use crate::boundary::{Boundary, CoreImport, Exported, Source};
use crate::canonical::{Canonical, WorldItem};
use crate::graph::{self, CoreDef, FuncDef, GraphOpts, HostImportId, InstanceGraph, Item, LiftId};
use crate::import_map::{ImportMap, ImportType};
use crate::plan::{HostOp, host_opts};
use fuse_abi::types::{FuncType, FuncTypeId, ResourceId, Type};
use fuse_abi::{flat, layout};
use indexmap::IndexSet;

/// The manifest of the bare core module with the given `boundary`, whose imports are also in `map`.
pub fn gather<'a>(graph: &InstanceGraph<'a>, boundary: &Boundary<'a>, map: &ImportMap) -> Manifest {
    let mut gather = Gather {
        graph,
        boundary,
        names: Canonical::of(graph),
        world: World::of(graph),
        types: Types::new(&graph.types),
    };
    let imports = boundary.imports.iter().zip(&map.imports);
    let imports = imports
        .map(|(import, mapped)| gather.import(import, &mapped.ty))
        .collect();
    let mut exports = Vec::new();
    for (name, item) in &graph.exports {
        gather.export(&mut vec![name], item, &mut exports);
    }
    Manifest {
        version: VERSION,
        initialize: gather.export_of(Exported::Start),
        imports,
        exports,
        resources: gather.resources(),
        types: gather.types.types,
    }
}

/// The position of `id` among `resources`, to which it is added if it is not there.
pub fn resource_index(resources: &mut IndexSet<ResourceId>, id: ResourceId) -> usize {
    resources.insert_full(id).0
}

struct Gather<'g, 'a> {
    graph: &'g InstanceGraph<'a>,
    boundary: &'g Boundary<'a>,
    names: Canonical<'g, 'a>,
    world: World<'g>,
    types: Types<'g>,
}

impl<'a> Gather<'_, 'a> {
    fn import(&mut self, import: &CoreImport<'a>, ty: &ImportType) -> Import {
        let core = match ty {
            ImportType::Func(ty) => Some(CoreSignature {
                params: ty.params().iter().map(ToString::to_string).collect(),
                results: ty.results().iter().map(ToString::to_string).collect(),
            }),
            _ => None,
        };
        Import {
            module: import.module.clone(),
            name: import.name.clone(),
            core,
            kind: self.import_kind(import.source),
        }
    }

    fn import_kind(&mut self, source: Source<'a>) -> ImportKind {
        match source {
            Source::Lower(id) => {
                let lower = &self.graph.lowers[id];
                let FuncDef::Host(import) = lower.callee else {
                    unreachable!("{id} is left to the host")
                };
                let is_async = self.names.is_async(id);
                ImportKind::Function {
                    function: self.imported(import, lower.ty),
                    abi: self.lower_abi(source, &host_opts(self.graph, id), lower.ty, is_async),
                }
            }
            Source::Resource(op) => self.resource_op(op),
            Source::Builtin(func) => ImportKind::Builtin {
                builtin: func.name(),
                memory: self.memory(source.memory(self.graph)),
            },
            Source::Channel(op) => ImportKind::Channel {
                builtin: op.name(self.graph),
                channel: self.types.add(Type::Def(op.channel(self.graph).ty)),
                abi: op
                    .opts(self.graph)
                    .map(|opts| self.abi(opts, opts.memory, true)),
            },
            Source::TaskReturn(id) => self.task_return(id),
            Source::Foreign { instance, name, .. } => ImportKind::CoreModule {
                instance: self.graph.core_instances[instance].name.clone(),
                export: name.to_string(),
            },
            Source::Provided => unreachable!("a bare core module has memories and tables itself"),
        }
    }

    fn resource_op(&mut self, op: HostOp) -> ImportKind {
        let (HostOp::New(id) | HostOp::Rep(id) | HostOp::Drop(id)) = op;
        let resource = resource_index(&mut self.types.resources, id);
        match op {
            HostOp::New(_) => ImportKind::ResourceNew { resource },
            HostOp::Rep(_) => ImportKind::ResourceRep { resource },
            HostOp::Drop(_) => ImportKind::ResourceDrop { resource },
        }
    }

    fn task_return(&mut self, id: LiftId) -> ImportKind {
        let lift = &self.graph.lifts[id];
        let result = self.graph.types.func(lift.ty).result;
        let results: Vec<Type> = result.into_iter().collect();
        let is_flat = flat::of_all(&self.graph.types, result, flat::MAX_FLAT_PARAMS).is_some();
        ImportKind::TaskReturn {
            of: self
                .export_of(Exported::Lift(id))
                .expect("what the root exports is exported"),
            result: result.map(|ty| self.types.add(ty)),
            abi: Abi {
                params_area: (!is_flat).then(|| self.area(&results)),
                ..self.abi(&lift.opts, lift.opts.memory, true)
            },
        }
    }

    fn export(&mut self, path: &mut Vec<&'a str>, item: &Item<'a>, exports: &mut Vec<Export>) {
        match item {
            Item::Func(FuncDef::Lift(id)) => exports.push(self.lifted(path, *id)),
            Item::Func(FuncDef::Host(import)) => exports.push(self.re_exported(path, *import)),
            Item::Instance(instance) => {
                for (name, item) in &instance.exports {
                    path.push(name);
                    self.export(path, item, exports);
                    path.pop();
                }
            }
            Item::Type(_) => {}
            Item::Component(_) | Item::Module(_) => {
                unreachable!("components and modules are refused")
            }
        }
    }

    fn lifted(&mut self, path: &[&str], id: LiftId) -> Export {
        let lift = &self.graph.lifts[id];
        let types = &self.graph.types;
        let func = types.func(lift.ty);
        let (params, results) = flat::lift_signature(types, func, func.async_);
        let name = self.export_of(Exported::Lift(id));
        let fits = flat::params(types, func, flat::MAX_FLAT_PARAMS).is_some();
        let result_fits =
            func.async_ || flat::results(types, func, flat::MAX_FLAT_RESULTS).is_some();
        Export::Function {
            name: name.expect("what the root exports is exported"),
            core: CoreSignature {
                params: params.iter().map(core_type).collect(),
                results: results.iter().map(core_type).collect(),
            },
            function: self.function(End::Export, path, lift.ty),
            abi: Abi {
                post_return: self.export_of(Exported::PostReturn(id)),
                callback: self.export_of(Exported::Callback(id)),
                params_area: (!fits).then(|| self.area(&func.param_types())),
                return_area: (!result_fits).then(|| self.result_area(func)),
                ..self.abi(&lift.opts, lift.opts.memory, func.async_)
            },
        }
    }

    /// A function that the root exports as it imports it.
    fn re_exported(&self, path: &[&str], import: HostImportId) -> Export {
        let place = WorldItem::new(path);
        let from = self.names.import(import);
        Export::Import {
            interface: place.interface,
            function: place.name,
            wit: self.world.func(End::Export, path),
            from_interface: from.interface,
            from_function: from.name,
        }
    }

    fn lower_abi(
        &mut self,
        source: Source<'a>,
        opts: &GraphOpts<'a>,
        ty: FuncTypeId,
        is_async: bool,
    ) -> Abi {
        let types = &self.graph.types;
        let func = types.func(ty);
        let fits = flat::params(types, func, flat::max_params(is_async)).is_some();
        let result_fits = func.result.is_none()
            || !is_async && flat::results(types, func, flat::MAX_FLAT_RESULTS).is_some();
        Abi {
            params_area: (!fits).then(|| self.area(&func.param_types())),
            return_area: (!result_fits).then(|| self.result_area(func)),
            ..self.abi(opts, source.memory(self.graph), is_async)
        }
    }

    fn abi(&self, opts: &GraphOpts<'a>, memory: Option<CoreDef<'a>>, async_: bool) -> Abi {
        let realloc = opts.realloc.map(|def| {
            self.export_of(Exported::Realloc(def))
                .expect("what the host calls is exported")
        });
        Abi {
            async_,
            string_encoding: opts.encoding.as_str(),
            memory: self.memory(memory),
            realloc,
            post_return: None,
            callback: None,
            params_area: None,
            return_area: None,
        }
    }

    fn memory(&self, def: Option<CoreDef<'a>>) -> Option<String> {
        def.map(|def| {
            self.export_of(Exported::Memory(def))
                .expect("what the host reads and writes is exported")
        })
    }

    fn export_of(&self, exported: Exported<'a>) -> Option<String> {
        let export = self.boundary.exports.get(&exported)?;
        Some(export.name.clone())
    }

    fn area(&self, values: &[Type]) -> Area {
        let room = layout::record(&self.graph.types, values);
        Area {
            size: room.size,
            align: room.align,
            offsets: layout::field_offsets(&self.graph.types, values),
        }
    }

    fn result_area(&self, func: &FuncType) -> Area {
        self.area(&func.result.into_iter().collect::<Vec<_>>())
    }

    fn imported(&mut self, import: HostImportId, ty: FuncTypeId) -> Function {
        let host = &self.graph.imports[import];
        let path: Vec<&str> = std::iter::once(host.name)
            .chain(host.path.iter().copied())
            .collect();
        self.function(End::Import, &path, ty)
    }

    fn function(&mut self, end: End, path: &[&str], ty: FuncTypeId) -> Function {
        let func = self.graph.types.func(ty);
        let place = WorldItem::new(path);
        let param = |this: &mut Self, name: &str, ty| Param {
            name: name.to_string(),
            ty: this.types.add(ty),
        };
        let params = func.params.iter();
        Function {
            interface: place.interface,
            function: place.name,
            wit: self.world.func(end, path),
            async_: func.async_,
            params: params.map(|p| param(self, &p.name, p.ty)).collect(),
            result: func.result.map(|ty| self.types.add(ty)),
        }
    }

    fn resources(&self) -> Vec<Resource> {
        let resource = |&id: &ResourceId| {
            let place = self.names.resource(id);
            Resource {
                interface: place.as_ref().and_then(|place| place.interface.clone()),
                name: place.map(|place| place.name),
                home: match self.graph.resources[id] {
                    graph::Resource::Host(_) => Home::Host,
                    graph::Resource::Defined { .. } => Home::Module,
                },
                dtor: self.export_of(Exported::Dtor(id)),
            }
        };
        self.types.resources.iter().map(resource).collect()
    }
}
