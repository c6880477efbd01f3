//! Finds what is not part of the output since nothing reaches it.

use super::{CoreInstance, KeptParts, Unused};
use crate::graph::{ComponentInstanceId, InstanceGraph};
use crate::plan::{Kept, Plan};
use indexmap::IndexSet;
use std::collections::HashSet;

/// What is kept of each core instance of the input.
pub fn core_instances(graph: &InstanceGraph<'_>, plan: &Plan<'_>) -> Vec<CoreInstance> {
    let all = plan.live.instances.iter();
    all.filter(|(id, _)| *id != graph.runtime)
        .map(|(id, marks)| CoreInstance {
            instance: graph.origin(id).to_string(),
            module: graph.core_instances[id].name.clone(),
            kept: graph.module(id).map(|_| KeptParts {
                funcs: Kept::of(&marks.core.funcs),
                tables: Kept::of(&marks.core.tables),
                memories: Kept::of(&marks.core.memories),
                globals: Kept::of(&marks.core.globals),
                elements: Kept::of(&marks.elements),
                datas: Kept::of(&marks.datas),
            }),
        })
        .collect()
}

/// Functions of the component level that nothing calls: what instances import, then what they export, each once.
///
/// A function that an instance lowers twice is called if one of the two is.
pub fn unused(graph: &InstanceGraph<'_>, plan: &Plan<'_>) -> Vec<Unused> {
    let show = |owner: ComponentInstanceId, imported, name| Unused {
        instance: graph.instances[owner].display().to_string(),
        imported,
        name,
    };
    let mut used = HashSet::new();
    let mut unused = IndexSet::new();
    for (id, lower) in graph.lowers.iter() {
        let shown = show(lower.owner, true, graph.lower_name(id));
        match plan.live.lowers.contains(&id) {
            true => _ = used.insert(shown),
            false => _ = unused.insert(shown),
        }
    }
    for (id, lift) in graph.lifts.iter() {
        if !plan.live.lifts.contains(&id) {
            unused.insert(show(lift.owner, false, graph.lift_name(id)));
        }
    }
    unused.retain(|shown| !used.contains(shown));
    unused.into_iter().collect()
}
