//! Merges the core instances that are kept into one module, each with its own copy of what its module defines.

mod code;
mod external;
mod instance;
mod module;
mod names;
mod relocate;
mod start;
mod types;

pub use module::CoreModule;
pub use names::func_name;

use crate::boundary::Boundary;
use crate::graph::InstanceGraph;
use crate::layout::{Emitted, Layout};
use crate::plan::Plan;
use fuse_async::rt::layout::OUTSTANDING;
use wasm_encoder::{ConstExpr, GlobalType, ValType};

/// Merges what `plan` keeps; functions that fusion adds are declared, and left to be defined.
pub fn merge<'a>(
    graph: &InstanceGraph<'a>,
    plan: &Plan<'a>,
    layout: &Layout<'a>,
    names: bool,
) -> (CoreModule, Boundary<'a>) {
    let mut module = CoreModule::new(names);
    let mut boundary = Boundary::default();
    external::imports(graph, layout, &mut module, &mut boundary);
    for id in graph.core_instances.keys() {
        if let Some(source) = graph.module(id) {
            instance::merge(graph, plan, layout, &mut module, id, source);
        }
    }
    let flags = layout.flags.values().map(|_| 1);
    for initial in flags.chain(layout.taking_back.map(|_| 0)) {
        let ty = GlobalType {
            val_type: ValType::I32,
            mutable: true,
            shared: false,
        };
        module.globals.global(ty, &ConstExpr::i32_const(initial));
    }
    external::emitted(graph, plan, layout, &mut module);
    if let Some(&func) = layout.emitted.get(&Emitted::Start) {
        start::define(graph, plan, layout, &mut module, func);
    }
    external::exports(graph, layout, &mut module, &mut boundary);
    (module, boundary)
}

/// Has the runtime know that something can happen at any time while only the host goes on: it counts as one more call that is outstanding.
pub fn note_peers(
    graph: &InstanceGraph<'_>,
    plan: &Plan<'_>,
    layout: &Layout<'_>,
    module: &mut CoreModule,
) {
    if !plan.tasks.intrinsics.is_empty() {
        let memory = layout.index(graph.runtime_memory());
        let address = ConstExpr::i32_const(OUTSTANDING as i32);
        module.datas.active(memory, &address, 1_u32.to_le_bytes());
    }
}
