//! The fused module's imports and exports, and the declarations of the functions that fusion adds.

use super::module::CoreModule;
use super::relocate::Relocate;
use crate::boundary::{Boundary, CoreExport, CoreImport, Exported, Source};
use crate::graph::{
    ComponentInstanceId, CoreDef, CoreKind, FuncDef, InstanceGraph, Item, LiftId, LowerId,
};
use crate::layout::{Emitted, Import, Layout, signature};
use crate::plan::{HostOp, Plan};
use fuse_abi::flat;
use fuse_abi::opts::TypeIndex;
use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{EntityType, ValType};
use wasmparser::UnpackedIndex;
use wasmparser::types::{CoreTypeId, TypesRef};

const VALIDATED: &str = "validated by read";

/// Writes the imports.
pub fn imports<'a>(
    graph: &InstanceGraph<'a>,
    layout: &Layout<'a>,
    module: &mut CoreModule,
    boundary: &mut Boundary<'a>,
) {
    for (number, &Import { source, kind, def }) in layout.imports.iter().enumerate() {
        let ty = match source {
            Source::Lower(id) => EntityType::Function(host_func_type(graph, module, id).0),
            Source::Builtin(func) => {
                let (params, results) = signature::of(func.signature());
                EntityType::Function(module.types.func(&params, &results).0)
            }
            Source::TaskReturn(id) => {
                let result = graph.types.func(graph.lifts[id].ty).result;
                let params = flat::task_return_params(&graph.types, result);
                EntityType::Function(module.types.func(&params, &[]).0)
            }
            Source::Resource(op) => {
                let results: &[ValType] = match op {
                    HostOp::New(_) | HostOp::Rep(_) => &[ValType::I32],
                    HostOp::Drop(_) => &[],
                };
                EntityType::Function(module.types.func(&[ValType::I32], results).0)
            }
            Source::Provided => {
                let def = def.expect("a provider stands for a definition");
                provided_type(graph, layout, module, def)
            }
            Source::Foreign { instance, name, .. } => {
                let (types, ty) = graph.foreign_type(instance, name);
                foreign_type(module, types, ty)
            }
        };
        if kind == CoreKind::Func {
            let func = module.imported_funcs;
            module.imported_funcs += 1;
            module.name(fuse_abi::opts::FuncIndex(func), || {
                import_name(graph, source)
            });
        }
        let presets = def.map_or(&[][..], |def| layout.presets(def));
        let import = CoreImport {
            module: String::new(),
            name: number.to_string(),
            source,
            ty,
            presets: presets.iter().map(|p| (p.offset, p.bytes)).collect(),
        };
        module.imports.import(&import.module, &import.name, ty);
        boundary.imports.push(import);
    }
}

fn func_type(
    graph: &InstanceGraph<'_>,
    module: &mut CoreModule,
    owner: ComponentInstanceId,
    ty: CoreTypeId,
) -> TypeIndex {
    module.types.intern(graph.types_of(owner).as_ref(), ty)
}

/// The core type of a function of the host as the wrapper lowers it: one of async type always with `async`.
fn host_func_type(graph: &InstanceGraph<'_>, module: &mut CoreModule, id: LowerId) -> TypeIndex {
    let lower = &graph.lowers[id];
    let func = graph.types.func(lower.ty);
    if func.async_ && !lower.opts.async_ {
        let (params, results) = flat::lower_signature(&graph.types, func, true);
        return module.types.func(&params, &results);
    }
    func_type(graph, module, lower.owner, lower.core_ty)
}

fn import_name(graph: &InstanceGraph<'_>, source: Source<'_>) -> String {
    match source {
        Source::Lower(id) => match graph.lowers[id].callee {
            FuncDef::Host(import) => format!("[host] {}", graph.imports[import].display()),
            FuncDef::Lift(lift) => unreachable!("{lift} is called directly"),
        },
        Source::Resource(op) => format!("[host] {op}"),
        Source::Builtin(func) => format!("[host] {}", func.name()),
        Source::TaskReturn(id) => format!("[host] task.return {id}"),
        Source::Provided => unreachable!("functions are not provided"),
        Source::Foreign { instance, name, .. } => {
            format!("{}:{name}", graph.core_instances[instance].name)
        }
    }
}

fn provided_type<'a>(
    graph: &InstanceGraph<'a>,
    layout: &Layout<'a>,
    module: &mut CoreModule,
    def: CoreDef<'a>,
) -> EntityType {
    let CoreDef::Defined {
        instance,
        kind,
        index,
    } = def
    else {
        unreachable!("providers stand for definitions")
    };
    let source = graph
        .module(instance)
        .expect("only static modules have definitions");
    let mut declared = std::mem::take(&mut module.declared);
    let mut relocate = Relocate::new(graph, layout, instance, &mut module.types, &mut declared);
    match kind {
        CoreKind::Memory => EntityType::Memory(
            relocate
                .memory_type(source.memories[index as usize])
                .expect(VALIDATED),
        ),
        CoreKind::Table => EntityType::Table(
            relocate
                .table_type(source.tables[index as usize].ty)
                .expect(VALIDATED),
        ),
        other => unreachable!("{other:?} is never provided"),
    }
}

/// Encodes a type of an imported core module's export.
fn foreign_type(
    module: &mut CoreModule,
    types: TypesRef<'_>,
    ty: wasmparser::types::EntityType,
) -> EntityType {
    use wasmparser::types::EntityType as E;
    let mut foreign = Foreign { types, module };
    match ty {
        E::Func(id) => EntityType::Function(foreign.intern(id)),
        E::FuncExact(id) => EntityType::FunctionExact(foreign.intern(id)),
        E::Table(ty) => EntityType::Table(foreign.table_type(ty).expect(VALIDATED)),
        E::Memory(ty) => EntityType::Memory(foreign.memory_type(ty).expect(VALIDATED)),
        E::Global(ty) => EntityType::Global(foreign.global_type(ty).expect(VALIDATED)),
        E::Tag(id) => EntityType::Tag(wasm_encoder::TagType {
            kind: wasm_encoder::TagKind::Exception,
            func_type_idx: foreign.intern(id),
        }),
    }
}

struct Foreign<'m, 't> {
    types: TypesRef<'t>,
    module: &'m mut CoreModule,
}

impl Foreign<'_, '_> {
    fn intern(&mut self, id: CoreTypeId) -> u32 {
        self.module.types.intern(self.types, id).0
    }
}

impl Reencode for Foreign<'_, '_> {
    type Error = Infallible;

    fn type_index_unpacked(&mut self, ty: UnpackedIndex) -> Result<u32, Error<Infallible>> {
        match ty {
            UnpackedIndex::Id(id) => Ok(self.intern(id)),
            UnpackedIndex::Module(index) => {
                Ok(self.intern(self.types.core_type_at_in_module(index)))
            }
            UnpackedIndex::RecGroup(_) => unreachable!("only types within a group refer to it"),
        }
    }
}

/// Declares the functions that fusion adds.
pub fn emitted(
    graph: &InstanceGraph<'_>,
    plan: &Plan<'_>,
    layout: &Layout<'_>,
    module: &mut CoreModule,
) {
    for (emitted, &func) in &layout.emitted {
        let (ty, name) = match *emitted {
            Emitted::Adapter(lower, lift) => {
                let (lower, lift) = (&graph.lowers[lower], &graph.lifts[lift]);
                let ty = func_type(graph, module, lower.owner, lower.core_ty);
                let caller = graph.instances[lower.owner].display();
                let callee = graph.instances[lift.owner].display();
                (ty, format!("[adapter] {caller} → {callee} {func}"))
            }
            Emitted::Call(id) => {
                let lower = &graph.lowers[id];
                let ty = func_type(graph, module, lower.owner, lower.core_ty);
                let edge = plan.tasks.call(id).expect("a call has an edge");
                let callee = graph.lifts[plan.tasks.edges[edge].lift].owner;
                let caller = graph.instances[lower.owner].display();
                let callee = graph.instances[callee].display();
                (ty, format!("[call] {caller} → {callee} {func}"))
            }
            Emitted::Begin(id) => {
                let edge = plan.tasks.edges[id];
                let (params, results) = signature::begin(graph, edge);
                let ty = module.types.func(&params, &results);
                let callee = graph.instances[graph.lifts[edge.lift].owner].display();
                (ty, format!("[begin] {callee} {id}"))
            }
            Emitted::Dispatch(dispatch) => {
                let (params, results) = signature::of(dispatch.signature());
                let ty = module.types.func(&params, &results);
                (ty, format!("[dispatch] {}", dispatch.name()))
            }
            Emitted::Reentry(id) => {
                let lower = &graph.lowers[id];
                let name = format!("[reentry] {}", graph.instances[lower.owner].display());
                (func_type(graph, module, lower.owner, lower.core_ty), name)
            }
            Emitted::HostCall(id) => {
                let lower = &graph.lowers[id];
                let name = format!("[leave] {} {func}", graph.instances[lower.owner].display());
                (func_type(graph, module, lower.owner, lower.core_ty), name)
            }
            Emitted::Builtin(id) | Emitted::Barred(id) => {
                let builtin = &graph.builtins[id];
                let owner = graph.instances[builtin.owner].display();
                (
                    func_type(graph, module, builtin.owner, builtin.core_ty),
                    format!("[{}] {owner}", builtin.kind),
                )
            }
            Emitted::Entry(id) => {
                let lift = &graph.lifts[id];
                let func_ty = graph.types.func(lift.ty);
                let (params, results) = flat::lift_signature(&graph.types, func_ty, func_ty.async_);
                let ty = module.types.func(&params, &results);
                let owner = graph.instances[lift.owner].display();
                (ty, format!("[enter] {owner} {func}"))
            }
            Emitted::Dtor(resource) => {
                let ty = module.types.func(&[ValType::I32], &[]);
                (ty, format!("[dtor] {resource}"))
            }
            Emitted::Trap(trap) => (
                module.types.func(&[], &[]),
                format!("[trap] {}", trap.reason()),
            ),
            Emitted::Realloc(owner, _) | Emitted::TaskRealloc(owner, _) => {
                let ty = module.types.func(&[ValType::I32; 4], &[ValType::I32]);
                (
                    ty,
                    format!("[realloc] {}", graph.instances[owner].display()),
                )
            }
            Emitted::PostReturn(id) => {
                let lift = &graph.lifts[id];
                let (_, results) =
                    flat::lift_signature(&graph.types, graph.types.func(lift.ty), false);
                let ty = module.types.func(&results, &[]);
                (
                    ty,
                    format!("[post-return] {}", graph.instances[lift.owner].display()),
                )
            }
            Emitted::Start => (module.types.func(&[], &[]), "[start]".to_string()),
        };
        let declared = module.push_func(ty, None);
        assert_eq!(
            declared, func,
            "functions are emitted in the order of their indices"
        );
        module.name(func, || name);
    }
}

/// Writes the exports.
pub fn exports<'a>(
    graph: &InstanceGraph<'a>,
    layout: &Layout<'a>,
    module: &mut CoreModule,
    boundary: &mut Boundary<'a>,
) {
    let lifts = lift_names(graph);
    let mut taken = HashSet::new();
    for (&exported, &(kind, index)) in &layout.exports {
        let wanted = match exported {
            Exported::Lift(id) => lifts[&id].clone(),
            Exported::PostReturn(id) => format!("cabi_post_{}", lifts[&id]),
            Exported::Callback => "callback".to_string(),
            Exported::Realloc(_) => "cabi_realloc".to_string(),
            Exported::Dtor(resource) => format!("[dtor]{resource}"),
            Exported::Start => "_initialize".to_string(),
            Exported::Arg(_) => "arg".to_string(),
        };
        let name = unique(&mut taken, wanted);
        let export = CoreExport {
            name,
            kind: kind.into(),
            index,
        };
        module
            .exports
            .export(&export.name, export.kind, export.index);
        boundary.exports.insert(exported, export);
    }
}

fn unique(taken: &mut HashSet<String>, wanted: String) -> String {
    let numbered = (2..).map(|number| format!("{wanted}.{number}"));
    let free = std::iter::once(wanted.clone())
        .chain(numbered)
        .find(|name| !taken.contains(name));
    let name = free.expect("there are more numbers than names");
    taken.insert(name.clone());
    name
}

/// A name for each lift that the root exports: `f`, or `a:b/c#f` within an instance.
fn lift_names(graph: &InstanceGraph<'_>) -> HashMap<LiftId, String> {
    fn visit(name: String, item: &Item<'_>, names: &mut HashMap<LiftId, String>) {
        match item {
            Item::Func(FuncDef::Lift(id)) => {
                names.entry(*id).or_insert(name);
            }
            Item::Instance(instance) => {
                for (inner, item) in &instance.exports {
                    visit(format!("{name}#{inner}"), item, names);
                }
            }
            _ => {}
        }
    }
    let mut names = HashMap::new();
    graph
        .exports
        .iter()
        .for_each(|(name, item)| visit(name.to_string(), item, &mut names));
    names
}
