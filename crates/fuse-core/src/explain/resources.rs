//! Finds the home of each resource type, and who has handles to it.

use super::{Party, Resource, party};
use crate::graph::{self, CoreDef, InstanceGraph};
use crate::plan::Plan;

/// The resource types that there are handles to.
pub fn resources(graph: &InstanceGraph<'_>, plan: &Plan<'_>) -> Vec<Resource> {
    let types = plan.handles.types.iter();
    let resources = types.map(|(&id, ty)| {
        let (home, destructor) = match graph.resources[id] {
            graph::Resource::Host(_) => (Party::Host, None),
            graph::Resource::Defined { owner, dtor, .. } => {
                let dtor = dtor.filter(|dtor| plan.live.keeps(*dtor));
                (
                    party(graph, owner),
                    dtor.map(|dtor| core_func_name(graph, dtor)),
                )
            }
        };
        let holders = ty.tables.iter().map(|table| plan.handles.tables[*table]);
        let lowers = ty.lowers.iter().map(|id| graph.lower_name(*id));
        let mut host_functions: Vec<String> = lowers
            .chain(ty.lifts.iter().map(|id| graph.lift_name(*id)))
            .collect();
        host_functions.sort();
        host_functions.dedup();
        Resource {
            id: id.to_string(),
            name: graph.resource_name(id),
            home,
            destructor,
            tables: holders
                .map(|id| graph.instances[id].display().to_string())
                .collect(),
            host_functions,
        }
    });
    resources.collect()
}

/// A core function as backtraces show it, or by what it is.
fn core_func_name(graph: &InstanceGraph<'_>, def: CoreDef<'_>) -> String {
    match def {
        CoreDef::Defined {
            instance, index, ..
        } => {
            let module = graph
                .module(instance)
                .expect("only static modules have definitions");
            crate::link::func_name(graph, instance, module.import_counts().funcs + index)
        }
        CoreDef::Lower(id) => graph.lower_name(id),
        CoreDef::Builtin(id) => graph.builtins[id].kind.name().to_string(),
        CoreDef::Foreign { instance, name, .. } => {
            format!("{}:{name}", graph.core_instances[instance].name)
        }
        CoreDef::Trap(_) | CoreDef::Dispatch(_) | CoreDef::HostFunc(_) => {
            unreachable!("only the runtime refers to {def:?}")
        }
    }
}
