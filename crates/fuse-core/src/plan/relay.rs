//! Decides which functions of the host are called by way of the runtime's memory.
//!
//! The outer component lowers functions of async type with `async`, also those that an instance lowers without. Such a lower takes fewer
//! parameters on the stack, returns its result in memory, and may read the parameters later. Where the caller has not provided the room,
//! both lie in the runtime's memory, as if the runtime were the caller.

use crate::graph::{FuncDef, GraphOpts, InstanceGraph, LowerId};
use fuse_abi::flat::{self, MAX_FLAT_ASYNC_PARAMS, MAX_FLAT_PARAMS, MAX_FLAT_RESULTS};

/// Whether the parameters and the result of a lowered function are copied to and from the runtime's memory.
///
/// What the host returns in blocks that it allocates itself is not: nobody could tell the blocks of calls that overlap apart.
pub fn is_relayed(graph: &InstanceGraph<'_>, id: LowerId) -> bool {
    let lower = &graph.lowers[id];
    let types = &graph.types;
    let func = types.func(lower.ty);
    let allocates = func.result.is_some_and(|ty| types.has_pointers(ty));
    !allocates
        && (lacks_room(graph, id)
            || waits_for_host(graph, id)
                && types.has_handles_in_memory(&func.param_types(), MAX_FLAT_ASYNC_PARAMS))
}

/// Whether a lowered function passes in no memory what the outer component passes in memory.
pub fn lacks_room(graph: &InstanceGraph<'_>, id: LowerId) -> bool {
    let types = &graph.types;
    let func = types.func(graph.lowers[id].ty);
    let are_flat = |max| flat::params(types, func, max).is_some();
    let returns_flat =
        func.result.is_some() && flat::results(types, func, MAX_FLAT_RESULTS).is_some();
    waits_for_host(graph, id)
        && (are_flat(MAX_FLAT_PARAMS) && !are_flat(MAX_FLAT_ASYNC_PARAMS) || returns_flat)
}

/// Whether it is a function of the host of async type that an instance lowers without `async`.
fn waits_for_host(graph: &InstanceGraph<'_>, id: LowerId) -> bool {
    let lower = &graph.lowers[id];
    matches!(lower.callee, FuncDef::Host(_))
        && graph.types.func(lower.ty).async_
        && !lower.opts.async_
}

/// The options by which the outer component lowers a function of the host, but for `async`.
pub fn host_opts<'a>(graph: &InstanceGraph<'a>, id: LowerId) -> GraphOpts<'a> {
    let opts = &graph.lowers[id].opts;
    if !is_relayed(graph, id) {
        return opts.clone();
    }
    GraphOpts {
        memory: Some(graph.runtime_memory()),
        encoding: opts.encoding,
        ..GraphOpts::default()
    }
}
