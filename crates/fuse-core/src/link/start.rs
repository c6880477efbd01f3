//! The fused start function: late segments and start functions, in the order in which instantiation would have had them.

use super::module::CoreModule;
use super::relocate::Relocate;
use crate::graph::{ComponentInstanceId, CoreDef, CoreInstanceId, CoreKind, InstanceGraph};
use crate::layout::Layout;
use crate::plan::{Late, Plan, Step, handles};
use fuse_abi::opts::FuncIndex;
use fuse_abi::sink::CodeSink;
use fuse_async::Intrinsic;
use wasm_encoder::{Function, ValType};
use wasmparser::{ConstExpr, DataKind, ElementKind};

/// The local that holds the task of the start function that runs.
const TASK: u32 = 0;

/// Defines `func` as the fused start function.
pub fn define<'a>(
    graph: &InstanceGraph<'a>,
    plan: &Plan<'a>,
    layout: &Layout<'a>,
    module: &mut CoreModule,
    func: FuncIndex,
) {
    let tasks = plan.tasks.any();
    let mut body = Function::new(tasks.then_some((1, ValType::I32)));
    for step in &plan.start.steps {
        match *step {
            Step::Call(def) => call(graph, plan, layout, &mut body, def),
            Step::Write(late) => write(graph, layout, module, &mut body, late),
        }
    }
    body.instructions().end();
    module.define(func, body);
}

/// Calls a start function, in a task if anything in its instance could tell.
fn call<'a>(
    graph: &InstanceGraph<'a>,
    plan: &Plan<'a>,
    layout: &Layout<'a>,
    body: &mut Function,
    def: CoreDef<'a>,
) {
    let intrinsic = |intrinsic: Intrinsic| layout.index(graph.intrinsic(intrinsic.name()));
    let owner = owner(graph, def);
    let mut code = body.instructions();
    if !plan.tasks.aware.contains(&owner) {
        code.call(layout.index(def));
        return;
    }
    let table = plan.handles.table(owner);
    let table = table.expect("an instance that can tell tasks apart has a table");
    code.i32_const(handles::header(table).cast_signed())
        .call(intrinsic(Intrinsic::SyncTaskEnter))
        .local_set(TASK)
        .call(layout.index(def))
        .local_get(TASK)
        .call(intrinsic(Intrinsic::SyncTaskLeave));
}

/// The instance that a start function runs in.
fn owner(graph: &InstanceGraph<'_>, def: CoreDef<'_>) -> ComponentInstanceId {
    match def {
        CoreDef::Defined { instance, .. } | CoreDef::Foreign { instance, .. } => {
            graph.core_instances[instance].owner
        }
        CoreDef::Lower(id) => graph.lowers[id].owner,
        CoreDef::Builtin(id) => graph.builtins[id].owner,
        CoreDef::Trap(_) | CoreDef::Dispatch(_) | CoreDef::HostFunc(_) => {
            unreachable!("only the runtime imports {def:?}")
        }
    }
}

/// Writes a segment as instantiation does: all of it, then it is gone.
fn write<'a>(
    graph: &InstanceGraph<'a>,
    layout: &Layout<'a>,
    module: &mut CoreModule,
    body: &mut Function,
    late: Late,
) {
    let (id, index) = match late {
        Late::Element(id, index) | Late::Data(id, index) => (id, index as usize),
    };
    let source = graph.module(id).expect("only static modules have segments");
    match late {
        Late::Element(..) => {
            let element = &source.elements[index];
            let ElementKind::Active {
                table_index,
                offset_expr,
            } = &element.kind
            else {
                unreachable!("only active segments are late")
            };
            let len = crate::read::element_count(&element.items);
            let table = layout.index(graph.resolve(
                id,
                CoreKind::Table,
                crate::read::element_table(*table_index),
            ));
            let segment = layout.maps[id].elements[index].expect("a late segment is kept");
            push_offset(graph, layout, module, body, id, offset_expr);
            let mut code = body.instructions();
            code.i32_const(0)
                .i32_const(len.cast_signed())
                .table_init(table, segment)
                .elem_drop(segment);
        }
        Late::Data(..) => {
            let data = &source.datas[index];
            let DataKind::Active {
                memory_index,
                offset_expr,
            } = &data.kind
            else {
                unreachable!("only active segments are late")
            };
            let len =
                u32::try_from(data.data.len()).expect("a data segment has fewer than 2^32 bytes");
            let memory = layout.index(graph.resolve(id, CoreKind::Memory, *memory_index));
            let segment = layout.maps[id].datas[index].expect("a late segment is kept");
            push_offset(graph, layout, module, body, id, offset_expr);
            let mut code = body.instructions();
            code.i32_const(0)
                .i32_const(len.cast_signed())
                .memory_init(memory, segment)
                .data_drop(segment);
        }
    }
}

fn push_offset<'a>(
    graph: &InstanceGraph<'a>,
    layout: &Layout<'a>,
    module: &mut CoreModule,
    body: &mut Function,
    id: CoreInstanceId,
    offset: &ConstExpr<'a>,
) {
    let CoreModule {
        types, declared, ..
    } = module;
    let ops = Relocate::new(graph, layout, id, types, declared).const_ops(offset);
    body.raw(ops);
}
