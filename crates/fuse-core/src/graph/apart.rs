//! Finds the core instances that cannot be merged because an imported core module comes between them and the rest.
//!
//! The host instantiates an imported module itself. If the fused module needs its exports, it has to be there first; so whatever
//! it imports in turn has to be there before that, and cannot be part of the fused module.

use super::{CoreDef, CoreInstanceId, GraphOpts, InstanceGraph, ModuleDef, Resource};
use std::collections::BTreeSet;

/// The instances of static modules on which instances of imported modules depend that others depend on.
pub fn apart(graph: &InstanceGraph<'_>) -> BTreeSet<CoreInstanceId> {
    let mut early = BTreeSet::new();
    for (id, instance) in graph.core_instances.iter() {
        if matches!(instance.module, ModuleDef::Static(_)) {
            require_all(graph, id, &mut early);
        }
    }
    let lifts = graph.lifts.values();
    let mut defs: Vec<_> = lifts.clone().map(|lift| lift.func).collect();
    defs.extend(lifts.flat_map(|lift| lift.opts.defs()));
    defs.extend(graph.lowers.values().flat_map(|lower| lower.opts.defs()));
    for builtin in graph.builtins.values() {
        defs.extend(builtin.kind.opts().into_iter().flat_map(GraphOpts::defs));
        defs.extend(builtin.kind.event_memory());
    }
    defs.extend(
        graph
            .resources
            .values()
            .filter_map(|resource| match resource {
                Resource::Defined { dtor, .. } => *dtor,
                Resource::Host(_) => None,
            }),
    );
    for def in defs {
        require_foreign(graph, def, &mut early);
    }
    early.retain(|id| matches!(graph.core_instances[*id].module, ModuleDef::Static(_)));
    early
}

/// Requires the instances of imported modules that `instance` imports from.
fn require_all(
    graph: &InstanceGraph<'_>,
    instance: CoreInstanceId,
    early: &mut BTreeSet<CoreInstanceId>,
) {
    for arg in &graph.core_instances[instance].imports {
        require_foreign(graph, arg.def, early);
    }
}

/// Requires the instance that `def` is an export of, if its module is imported, and all that this needs.
fn require_foreign(
    graph: &InstanceGraph<'_>,
    def: CoreDef<'_>,
    early: &mut BTreeSet<CoreInstanceId>,
) {
    if let CoreDef::Foreign { instance, .. } = def {
        require(graph, instance, early);
    }
}

fn require(
    graph: &InstanceGraph<'_>,
    instance: CoreInstanceId,
    early: &mut BTreeSet<CoreInstanceId>,
) {
    if early.insert(instance) {
        for arg in &graph.core_instances[instance].imports {
            if let CoreDef::Foreign { instance, .. } | CoreDef::Defined { instance, .. } = arg.def {
                require(graph, instance, early);
            }
        }
    }
}
