//! Finds the core instances that cannot be merged because an imported core module comes between them and the rest.
//!
//! The host instantiates an imported module itself. If the fused module needs its exports, it has to be there first; so whatever
//! it imports in turn has to be there before that, and cannot be part of the fused module.

use super::{CoreDef, CoreInstanceId, InstanceGraph, ModuleDef};
use std::collections::BTreeSet;

/// The instances of static modules on which instances of imported modules depend that others depend on.
pub fn apart(graph: &InstanceGraph<'_>) -> BTreeSet<CoreInstanceId> {
    let mut early = BTreeSet::new();
    for (id, instance) in graph.core_instances.iter() {
        if matches!(instance.module, ModuleDef::Static(_)) {
            require_all(graph, id, &mut early);
        }
    }
    for (_, lift) in graph.lifts.iter() {
        let opts = &lift.opts;
        for def in [Some(lift.func), opts.memory, opts.realloc, opts.post_return]
            .into_iter()
            .flatten()
        {
            require_foreign(graph, def, &mut early);
        }
    }
    for (_, lower) in graph.lowers.iter() {
        for def in [lower.opts.memory, lower.opts.realloc]
            .into_iter()
            .flatten()
        {
            require_foreign(graph, def, &mut early);
        }
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
