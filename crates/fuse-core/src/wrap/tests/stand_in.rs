//! A module with the imports and exports that the fused module of a graph would have, and no code.

use crate::boundary::{Boundary, CoreExport, CoreImport, Exported, Source};
use crate::graph::{
    BuiltinKind, CoreDef, CoreKind, FuncDef, GraphOpts, InstanceGraph, Item, LiftId, Resource,
};
use crate::plan::{HostOp, host_opts};
use fuse_abi::flat;
use fuse_async::{HostFunc, Output, Signature};
use indexmap::{IndexMap, IndexSet};
use wasm_encoder::{
    CodeSection, ConstExpr, EntityType, ExportKind, ExportSection, FuncType, Function,
    FunctionSection, GlobalSection, ImportSection, Module, TypeSection, ValType,
};
use wasmparser::types::EntityType as Parsed;

/// A module in place of the fused one.
pub struct StandIn<'a> {
    pub boundary: Boundary<'a>,
    /// Its bytes, unless it would be empty.
    pub module: Option<Vec<u8>>,
    memories: IndexMap<CoreDef<'a>, u32>,
    tables: IndexMap<CoreDef<'a>, u32>,
}

impl<'a> StandIn<'a> {
    /// A stand-in that imports every host function that is lowered, and exports what the outer component needs.
    pub fn new(graph: &InstanceGraph<'a>) -> Self {
        let mut parts = Parts::empty(graph);
        parts.imports();
        let mut lifts = IndexSet::new();
        graph
            .exports
            .values()
            .for_each(|item| exported_lifts(item, &mut lifts));
        parts.runtime(&lifts);
        for &id in &lifts {
            let lift = &graph.lifts[id];
            parts.realloc(&lift.opts);
            if graph.types.func(lift.ty).async_ {
                parts.entry(id);
                continue;
            }
            parts.export_func(Exported::Lift(id), lift.func);
            if let Some(post_return) = lift.opts.post_return {
                parts.export_func(Exported::PostReturn(id), post_return);
            }
        }
        for (id, resource) in graph.resources.iter() {
            if let Resource::Defined {
                dtor: Some(dtor), ..
            } = resource
            {
                parts.export_func(Exported::Dtor(id), *dtor);
            }
        }
        parts.args();
        if graph
            .tree
            .modules
            .values()
            .any(|module| module.start.is_some())
        {
            let ty = parts.types.len();
            parts.types.ty().function([], []);
            parts.define_func(Exported::Start, ty);
        }
        parts.finish(lifts)
    }

    /// The final index of a memory or a table.
    pub fn index(&self, def: CoreDef<'a>) -> u32 {
        if def.kind() == CoreKind::Memory {
            self.memories[&def]
        } else {
            self.tables[&def]
        }
    }
}

fn exported_lifts(item: &Item<'_>, lifts: &mut IndexSet<LiftId>) {
    match item {
        Item::Func(FuncDef::Lift(id)) => {
            lifts.insert(*id);
        }
        Item::Instance(def) => def
            .exports
            .values()
            .for_each(|item| exported_lifts(item, lifts)),
        _ => {}
    }
}

struct Parts<'g, 'a> {
    graph: &'g InstanceGraph<'a>,
    boundary: Boundary<'a>,
    types: TypeSection,
    funcs: FunctionSection,
    globals: GlobalSection,
    code: CodeSection,
    imported_funcs: u32,
    imported_globals: u32,
    memories: IndexMap<CoreDef<'a>, u32>,
    tables: IndexMap<CoreDef<'a>, u32>,
}

impl<'g, 'a> Parts<'g, 'a> {
    fn empty(graph: &'g InstanceGraph<'a>) -> Self {
        Parts {
            graph,
            boundary: Boundary::default(),
            types: TypeSection::new(),
            funcs: FunctionSection::new(),
            globals: GlobalSection::new(),
            code: CodeSection::new(),
            imported_funcs: 0,
            imported_globals: 0,
            memories: IndexMap::new(),
            tables: IndexMap::new(),
        }
    }

    fn imports(&mut self) {
        let graph = self.graph;
        for (id, lower) in graph.lowers.iter() {
            if let FuncDef::Host(import) = lower.callee {
                let func = graph.types.func(lower.ty);
                let (params, results) = flat::lower_signature(&graph.types, func, func.async_);
                let ty = self.define_type(&FuncType::new(params, results));
                self.import(
                    &graph.imports[import].display(),
                    format!("{id}"),
                    Source::Lower(id),
                    EntityType::Function(ty),
                );
                let opts = host_opts(graph, id);
                self.memory(&opts);
                self.realloc(&opts);
            }
        }
        let op = |kind: &BuiltinKind| match *kind {
            BuiltinKind::ResourceNew(resource) => Some(HostOp::New(resource)),
            BuiltinKind::ResourceRep(resource) => Some(HostOp::Rep(resource)),
            BuiltinKind::ResourceDrop(resource) => Some(HostOp::Drop(resource)),
            _ => None,
        };
        for (id, builtin) in graph.builtins.iter() {
            if let Some(op) = op(&builtin.kind) {
                let ty = self.func_type(CoreDef::Builtin(id));
                self.import(
                    "resource",
                    format!("{id}"),
                    Source::Resource(op),
                    EntityType::Function(ty),
                );
            }
        }
        for (instance, _) in graph.core_instances.iter() {
            let Some(module) = graph.module(instance).filter(|_| instance != graph.runtime) else {
                continue;
            };
            for (kind, count) in [
                (CoreKind::Memory, module.memories.len()),
                (CoreKind::Table, module.tables.len()),
            ] {
                for index in 0..count as u32 {
                    self.provided(CoreDef::Defined {
                        instance,
                        kind,
                        index,
                    });
                }
            }
        }
        for (_, lift) in graph.lifts.iter() {
            self.memory(&lift.opts);
        }
        for (id, core) in graph.core_instances.iter() {
            if graph.module(id).is_some() {
                core.imports.iter().for_each(|arg| self.foreign(arg.def));
            }
        }
    }

    /// Imports what the runtime and functions of async type call of the host, if there is anything asynchronous.
    fn runtime(&mut self, lifts: &IndexSet<LiftId>) {
        let graph = self.graph;
        let is_async = |ty| graph.types.func(ty).async_;
        if !(graph.lowers.values().any(|lower| is_async(lower.ty))
            || graph.lifts.values().any(|lift| is_async(lift.ty)))
        {
            return;
        }
        self.provided(graph.runtime_memory());
        for func in HostFunc::ALL {
            let Signature { params, result } = func.signature();
            let result = match result {
                Output::None => None,
                Output::I32 => Some(ValType::I32),
                Output::I64 => Some(ValType::I64),
            };
            let ty = self.define_type(&FuncType::new(vec![ValType::I32; params], result));
            let ty = EntityType::Function(ty);
            self.import("host", func.name().to_string(), Source::Builtin(func), ty);
        }
        for &id in lifts.iter().filter(|id| is_async(graph.lifts[**id].ty)) {
            let result = graph.types.func(graph.lifts[id].ty).result;
            let params = flat::task_return_params(&graph.types, result);
            let ty = EntityType::Function(self.define_type(&FuncType::new(params, [])));
            self.import("return", id.to_string(), Source::TaskReturn(id), ty);
        }
    }

    /// Exports what the host calls for a function of async type.
    fn entry(&mut self, id: LiftId) {
        let types = &self.graph.types;
        let func = types.func(self.graph.lifts[id].ty);
        let (params, results) = flat::lift_signature(types, func, true);
        let entry = self.define_type(&FuncType::new(params, results));
        self.define_func(Exported::Lift(id), entry);
        let callback = self.define_type(&FuncType::new([ValType::I32; 3], [ValType::I32]));
        self.define_func(Exported::Callback(id), callback);
    }

    fn import(&mut self, module: &str, name: String, source: Source<'a>, ty: EntityType) {
        match ty {
            EntityType::Function(_) => self.imported_funcs += 1,
            EntityType::Global(_) => self.imported_globals += 1,
            _ => {}
        }
        self.boundary.imports.push(CoreImport {
            presets: Vec::new(),
            module: module.to_string(),
            name,
            source,
            ty,
        });
    }

    fn foreign(&mut self, def: CoreDef<'a>) {
        let CoreDef::Foreign {
            instance,
            kind,
            name,
        } = def
        else {
            return;
        };
        let field = format!("{instance} {name}");
        if self
            .boundary
            .imports
            .iter()
            .any(|import| import.name == field)
        {
            return;
        }
        let ty = match self.graph.foreign_type(instance, name).1 {
            Parsed::Func(_) | Parsed::FuncExact(_) => EntityType::Function(self.func_type(def)),
            Parsed::Table(ty) => {
                self.tables.insert(def, self.tables.len() as u32);
                EntityType::Table(ty.try_into().expect("no type indices"))
            }
            Parsed::Memory(ty) => {
                self.memories.insert(def, self.memories.len() as u32);
                EntityType::Memory(ty.into())
            }
            Parsed::Global(ty) => EntityType::Global(ty.try_into().expect("no type indices")),
            Parsed::Tag(_) => return,
        };
        self.import(
            "foreign",
            field,
            Source::Foreign {
                instance,
                kind,
                name,
            },
            ty,
        );
    }

    /// Imports the memory that `opts` name.
    fn memory(&mut self, opts: &GraphOpts<'a>) {
        match opts.memory {
            Some(def) if !self.memories.contains_key(&def) => self.foreign(def),
            _ => {}
        }
    }

    /// Imports a memory, or a table that a provider can have.
    fn provided(&mut self, def: CoreDef<'a>) {
        let CoreDef::Defined {
            instance,
            kind,
            index,
        } = def
        else {
            unreachable!("only definitions are provided")
        };
        let module = self
            .graph
            .module(instance)
            .expect("only static modules define");
        let name = format!("{instance} {kind:?} {index}");
        if kind == CoreKind::Memory {
            self.memories.insert(def, self.memories.len() as u32);
            let ty = module.memories[index as usize].into();
            self.import("provided", name, Source::Provided, EntityType::Memory(ty));
        } else if let Ok(ty) = module.tables[index as usize].ty.try_into()
            && module.tables[index as usize].ty.element_type.is_nullable()
        {
            self.tables.insert(def, self.tables.len() as u32);
            self.import("provided", name, Source::Provided, EntityType::Table(ty));
        }
    }

    fn realloc(&mut self, opts: &GraphOpts<'a>) {
        match opts.realloc {
            Some(def @ CoreDef::Foreign { .. }) => self.foreign(def),
            Some(def) if !self.boundary.exports.contains_key(&Exported::Realloc(def)) => {
                let ty = self.define_type(&FuncType::new([ValType::I32; 4], [ValType::I32]));
                self.define_func(Exported::Realloc(def), ty);
            }
            _ => {}
        }
    }

    /// Exports what instances that are not merged import.
    fn args(&mut self) {
        for (_, core) in crate::wrap::core::foreign_instances(self.graph) {
            for arg in &core.imports {
                let what = Exported::Arg(arg.def);
                match arg.def {
                    CoreDef::Defined {
                        kind: CoreKind::Func,
                        ..
                    } => self.export_func(what, arg.def),
                    CoreDef::Defined {
                        instance,
                        kind: CoreKind::Global,
                        index,
                    } => {
                        let ty = self.graph.module(instance).expect("it defines").globals
                            [index as usize]
                            .ty;
                        let index = self.imported_globals + self.globals.len();
                        self.globals.global(
                            ty.try_into().expect("no type indices"),
                            &ConstExpr::i32_const(0),
                        );
                        self.export(what, ExportKind::Global, index);
                    }
                    _ => {}
                }
            }
        }
    }

    fn export(&mut self, what: Exported<'a>, kind: ExportKind, index: u32) {
        let name = format!("{} {kind:?}", self.boundary.exports.len());
        self.boundary
            .exports
            .entry(what)
            .or_insert(CoreExport { name, kind, index });
    }

    fn export_func(&mut self, what: Exported<'a>, def: CoreDef<'a>) {
        if !self.boundary.exports.contains_key(&what) {
            let ty = self.func_type(def);
            self.define_func(what, ty);
        }
    }

    fn define_func(&mut self, what: Exported<'a>, ty: u32) {
        // Imports are complete only at the end: exports count from the first function that is defined.
        let index = self.funcs.len();
        self.funcs.function(ty);
        let mut body = Function::new([]);
        body.instructions().unreachable().end();
        self.code.function(&body);
        self.export(what, ExportKind::Func, index);
    }

    fn func_type(&mut self, def: CoreDef<'a>) -> u32 {
        let root = &self
            .graph
            .tree
            .components
            .values()
            .next()
            .expect("a root")
            .types;
        let id = match def {
            CoreDef::Lower(id) => self.graph.lowers[id].core_ty,
            CoreDef::Builtin(id) => self.graph.builtins[id].core_ty,
            CoreDef::Trap(_) | CoreDef::Dispatch(_) | CoreDef::HostFunc(_) => {
                unreachable!("the runtime alone imports {def:?}")
            }
            CoreDef::Defined {
                instance, index, ..
            } => {
                let module = self
                    .graph
                    .module(instance)
                    .expect("only static modules define");
                module
                    .types()
                    .as_ref()
                    .core_type_at_in_module(module.funcs[index as usize])
            }
            CoreDef::Foreign { instance, name, .. } => {
                match self.graph.foreign_type(instance, name).1 {
                    Parsed::Func(id) | Parsed::FuncExact(id) => id,
                    ty => unreachable!("{ty:?} is no function"),
                }
            }
        };
        let func = root[id].unwrap_func().clone();
        let func: FuncType = func.try_into().expect("no type indices");
        self.define_type(&func)
    }

    fn define_type(&mut self, ty: &FuncType) -> u32 {
        self.types.ty().func_type(ty);
        self.types.len() - 1
    }

    fn finish(mut self, lifts: IndexSet<LiftId>) -> StandIn<'a> {
        let boundary = &mut self.boundary;
        let empty = boundary.imports.is_empty() && boundary.exports.is_empty() && lifts.is_empty();
        let mut imports = ImportSection::new();
        for import in &boundary.imports {
            imports.import(&import.module, &import.name, import.ty);
        }
        let mut exports = ExportSection::new();
        for export in boundary.exports.values_mut() {
            if export.kind == ExportKind::Func {
                export.index += self.imported_funcs;
            }
            exports.export(&export.name, export.kind, export.index);
        }
        let mut module = Module::new();
        module
            .section(&self.types)
            .section(&imports)
            .section(&self.funcs)
            .section(&self.globals);
        module.section(&exports).section(&self.code);
        StandIn {
            boundary: self.boundary,
            module: (!empty).then(|| module.finish()),
            memories: self.memories,
            tables: self.tables,
        }
    }
}
