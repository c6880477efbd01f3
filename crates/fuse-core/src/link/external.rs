//! The fused module's imports and exports, and the declarations of the functions that fusion adds.

use super::module::CoreModule;
use super::names;
use super::relocate::Relocate;
use crate::Shape;
use crate::boundary::{Boundary, CoreExport, CoreImport, Source};
use crate::canonical::Canonical;
use crate::graph::{ComponentInstanceId, CoreDef, CoreKind, FuncDef, InstanceGraph, LowerId};
use crate::layout::{Emitted, Import, Layout, signature};
use crate::plan::{HostOp, Plan};
use fuse_abi::flat;
use fuse_abi::opts::TypeIndex;
use std::collections::HashMap;
use std::convert::Infallible;
use std::hash::Hash;
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
    let names = Canonical::of(graph);
    let mut taken = HashMap::new();
    for (number, &Import { source, kind, def }) in layout.imports.iter().enumerate() {
        let ty = match source {
            Source::Lower(id) => EntityType::Function(host_func_type(graph, module, id).0),
            Source::Builtin(func) => {
                let (params, results) = signature::of(func.signature());
                EntityType::Function(module.types.func(&params, &results).0)
            }
            Source::Channel(op) => {
                let (params, results) = signature::channel(graph, op);
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
        let (module_name, name) = match layout.shape() {
            // Nobody but the wrapper sees them, so they are short.
            Shape::Component => (String::new(), number.to_string()),
            Shape::Core => {
                let (module, name) = names.import_name(source);
                unique(&mut taken, |suffix| {
                    (module.clone(), format!("{name}{suffix}"))
                })
            }
        };
        let import = CoreImport {
            module: module_name,
            name,
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
        Source::Channel(op) => format!("[host] {}", op.name(graph)),
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
    for (&emitted, &func) in &layout.emitted {
        let ty = emitted_type(graph, plan, module, emitted);
        let declared = module.push_func(ty, None);
        assert_eq!(
            declared, func,
            "functions are emitted in the order of their indices"
        );
        module.name(func, || names::emitted(graph, plan, emitted));
    }
}

fn emitted_type(
    graph: &InstanceGraph<'_>,
    plan: &Plan<'_>,
    module: &mut CoreModule,
    emitted: Emitted<'_>,
) -> TypeIndex {
    let (params, results) = match emitted {
        Emitted::Adapter(id, _)
        | Emitted::Call(id)
        | Emitted::Reentry(id)
        | Emitted::HostCall(id) => {
            let lower = &graph.lowers[id];
            return func_type(graph, module, lower.owner, lower.core_ty);
        }
        Emitted::Builtin(id) | Emitted::Barred(id) => {
            let builtin = &graph.builtins[id];
            return func_type(graph, module, builtin.owner, builtin.core_ty);
        }
        Emitted::Begin(id) => signature::begin(graph, plan.tasks.edges[id]),
        Emitted::Dispatch(dispatch) => signature::of(dispatch.signature()),
        Emitted::Entry(id) => {
            let func = graph.types.func(graph.lifts[id].ty);
            flat::lift_signature(&graph.types, func, func.async_)
        }
        Emitted::PostReturn(id) => {
            let func = graph.types.func(graph.lifts[id].ty);
            let (_, results) = flat::lift_signature(&graph.types, func, false);
            (results, vec![])
        }
        Emitted::Realloc(..) | Emitted::TaskRealloc(..) => {
            (vec![ValType::I32; 4], vec![ValType::I32])
        }
        Emitted::Dtor(_) => (vec![ValType::I32], vec![]),
        Emitted::Trap(_) | Emitted::Start => (vec![], vec![]),
    };
    module.types.func(&params, &results)
}

/// Writes the exports.
pub fn exports<'a>(
    graph: &InstanceGraph<'a>,
    layout: &Layout<'a>,
    module: &mut CoreModule,
    boundary: &mut Boundary<'a>,
) {
    let names = Canonical::of(graph);
    let mut taken = HashMap::new();
    for (&exported, &(kind, index)) in &layout.exports {
        let wanted = names.export_name(exported);
        let name = unique(&mut taken, |suffix| format!("{wanted}{suffix}"));
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

/// The first name that is not taken: the one without a suffix, else one with a number.
///
/// What is taken comes with the number to try next.
fn unique<N: Clone + Eq + Hash>(taken: &mut HashMap<N, u32>, name: impl Fn(&str) -> N) -> N {
    const FIRST: u32 = 2;
    let plain = name("");
    let mut free = plain.clone();
    let mut number = taken.get(&plain).map_or(FIRST, |number| *number);
    while taken.contains_key(&free) {
        free = name(&format!(".{number}"));
        number += 1;
    }
    taken.insert(plain, number);
    taken.entry(free.clone()).or_insert(FIRST);
    free
}
