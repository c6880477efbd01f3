//! The names of functions, which are all that a backtrace shows: those of the inputs, each behind the path of its instance, and those that
//! fusion adds.

use super::module::CoreModule;
use crate::graph::{ComponentInstanceId, CoreInstanceId, InstanceGraph, LiftId, LowerId};
use crate::layout::{Emitted, Layout};
use crate::plan::Plan;
use crate::read::StaticModule;
use fuse_abi::opts::FuncIndex;
use std::collections::HashMap;
use wasmparser::Name;

/// Names the functions of core instance `id` as `path:name`, or `path:module[index]` where the input has no name.
pub fn instance<'a>(
    graph: &InstanceGraph<'a>,
    layout: &Layout<'a>,
    module: &mut CoreModule,
    id: CoreInstanceId,
    source: &StaticModule<'a>,
) {
    if !module.has_names() {
        return;
    }
    let given = given_names(source);
    let imports = graph.core_instances[id].imported.funcs.len();
    for (index, last) in layout.maps[id].core.funcs.iter().enumerate().skip(imports) {
        if let Some(last) = last {
            let index = u32::try_from(index).expect("index spaces have fewer than 2^32 members");
            module.name(FuncIndex(*last), || shown(graph, id, &given, index));
        }
    }
}

/// The name that the function at `index` of a core instance's own index space has in the output.
pub fn func_name(graph: &InstanceGraph<'_>, id: CoreInstanceId, index: u32) -> String {
    let source = graph.module(id).expect("the instance is merged");
    shown(graph, id, &given_names(source), index)
}

fn shown(
    graph: &InstanceGraph<'_>,
    id: CoreInstanceId,
    given: &HashMap<u32, &str>,
    index: u32,
) -> String {
    let path = graph.origin(id);
    match given.get(&index) {
        Some(name) => format!("{path}:{name}"),
        None => format!("{path}:{}[{index}]", graph.core_instances[id].name),
    }
}

/// A malformed name section is passed over, as engines do.
fn given_names<'a>(source: &StaticModule<'a>) -> HashMap<u32, &'a str> {
    let mut given = HashMap::new();
    for name in source.names.clone().into_iter().flatten().flatten() {
        if let Name::Function(functions) = name {
            given.extend(
                functions
                    .into_iter()
                    .flatten()
                    .map(|naming| (naming.index, naming.name)),
            );
        }
    }
    given
}

/// The name of a function that fusion adds: what it is for in brackets, then who calls whom, then what is called.
pub fn emitted(graph: &InstanceGraph<'_>, plan: &Plan<'_>, emitted: Emitted<'_>) -> String {
    let instance = |id: ComponentInstanceId| graph.instances[id].display();
    let lower = |what: &str, id: LowerId, callee: &str| {
        let caller = instance(graph.lowers[id].owner);
        format!("[{what}] {caller} → {callee} {}", graph.lower_name(id))
    };
    let callee = |id: LiftId| instance(graph.lifts[id].owner);
    match emitted {
        Emitted::Adapter(id, lift) => lower("adapter", id, callee(lift)),
        Emitted::Call(id) => {
            let edge = plan.tasks.call(id).expect("a call has an edge");
            lower("call", id, callee(plan.tasks.edges[edge].lift))
        }
        Emitted::Begin(id) => {
            let edge = plan.tasks.edges[id];
            match edge.lower {
                Some(id) => lower("begin", id, callee(edge.lift)),
                None => from_host(graph, "begin", edge.lift),
            }
        }
        Emitted::Reentry(id) => lower("reentry", id, instance(graph.lowers[id].owner)),
        Emitted::HostCall(id) => lower("leave", id, HOST),
        Emitted::Entry(id) => from_host(graph, "enter", id),
        Emitted::PostReturn(id) => from_host(graph, "post-return", id),
        Emitted::Dispatch(dispatch) => format!("[dispatch] {}", dispatch.name()),
        Emitted::Builtin(id) | Emitted::Barred(id) => {
            let builtin = &graph.builtins[id];
            let what = match builtin.kind.resource() {
                Some(id) => format!("{} {}", builtin.kind.name(), graph.resource_name(id)),
                None => builtin.kind.to_string(),
            };
            format!("[{what}] {}", instance(builtin.owner))
        }
        Emitted::Dtor(id) => format!("[dtor] {}", graph.resource_name(id)),
        Emitted::Trap(trap) => format!("[trap] {}", trap.reason()),
        Emitted::Realloc(owner, _) | Emitted::TaskRealloc(owner, _) => {
            format!("[realloc] {}", instance(owner))
        }
        Emitted::Start => "[start]".to_string(),
    }
}

/// What stands for the host where an instance would be named.
const HOST: &str = "host";

/// The name of a function between the host, which calls, and a lifted function.
fn from_host(graph: &InstanceGraph<'_>, what: &str, id: LiftId) -> String {
    let callee = graph.instances[graph.lifts[id].owner].display();
    format!("[{what}] {HOST} → {callee} {}", graph.lift_name(id))
}
