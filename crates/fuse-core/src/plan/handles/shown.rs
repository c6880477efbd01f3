//! Handles that the host is shown in the memory of an instance.

use crate::graph::{ComponentInstanceId, CoreDef, InstanceGraph, Lift, LowerId};
use crate::plan::{Target, is_relayed};
use fuse_abi::flat;
use std::collections::BTreeMap;

/// The memory in which `owner` passes handles to functions of the host that are lowered with this `realloc`, if it does.
pub fn shown_memory<'a>(
    graph: &InstanceGraph<'a>,
    targets: &BTreeMap<LowerId, Target>,
    owner: ComponentInstanceId,
    realloc: CoreDef<'a>,
) -> Option<CoreDef<'a>> {
    targets.iter().find_map(|(&id, target)| {
        let lower = &graph.lowers[id];
        let same = lower.owner == owner && lower.opts.realloc == Some(realloc);
        let shows = || same && matches!(target, Target::Host(_)) && stashes_params(graph, id);
        lower.opts.memory.filter(|_| shows())
    })
}

/// Whether handles among the parameters of a function of the host lie in the caller's memory, where the host reads them.
pub fn stashes_params(graph: &InstanceGraph<'_>, lower: LowerId) -> bool {
    let params = graph.types.func(graph.lowers[lower].ty).param_types();
    !is_relayed(graph, lower)
        && graph
            .types
            .has_handles_in_memory(&params, flat::MAX_FLAT_PARAMS)
}

/// Whether an exported function's result holds handles that its post-return function, or the instance itself, can find again.
pub fn stashes_result(graph: &InstanceGraph<'_>, lift: &Lift<'_>) -> bool {
    let types = &graph.types;
    let func = types.func(lift.ty);
    // What `task.return` shows is the instance's again when it returns.
    !func.async_
        && func.result.is_some_and(|result| {
            types.has_handles_in_memory(&[result], flat::MAX_FLAT_RESULTS)
                || types.has_handles(result) && lift.opts.post_return.is_some()
        })
}

/// Whether handles in what an exported function of async type returns lie in the instance's memory, where the host reads them.
pub fn stashes_returned(graph: &InstanceGraph<'_>, lift: &Lift<'_>) -> bool {
    let func = graph.types.func(lift.ty);
    let result = func.result.filter(|_| func.async_);
    result.is_some_and(|ty| {
        graph
            .types
            .has_handles_in_memory(&[ty], flat::MAX_FLAT_PARAMS)
    })
}
