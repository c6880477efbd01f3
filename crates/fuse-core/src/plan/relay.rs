//! Decides which functions of the host are called by way of the runtime's memory.
//!
//! The outer component lowers functions of async type with `async`, also those that an instance lowers without. Such a lower takes fewer
//! parameters on the stack, returns its result in memory, and may read the parameters later. Where the caller has not provided the room, or
//! where the host is to find other handles than the caller has written, both lie in the runtime's memory, as if the runtime were the
//! caller; so does what the host allocates for the result.

use crate::graph::{FuncDef, GraphOpts, InstanceGraph, LowerId};
use fuse_abi::flat::{self, MAX_FLAT_ASYNC_PARAMS, MAX_FLAT_PARAMS, MAX_FLAT_RESULTS};
use fuse_handles::Intrinsic;

/// Whether the parameters and the result of a lowered function are copied to and from the runtime's memory.
pub fn is_relayed(graph: &InstanceGraph<'_>, id: LowerId) -> bool {
    let lower = &graph.lowers[id];
    let types = &graph.types;
    let func = types.func(lower.ty);
    let hosts = matches!(lower.callee, FuncDef::Host(_)) && func.async_;
    hosts
        && (lacks_room(graph, id)
            || types.has_handles_in_memory(&func.param_types(), MAX_FLAT_ASYNC_PARAMS))
}

/// Whether a function of the host that is of async type is lowered such that it passes in no memory what the outer component passes in
/// memory.
fn lacks_room(graph: &InstanceGraph<'_>, id: LowerId) -> bool {
    let types = &graph.types;
    let lower = &graph.lowers[id];
    let func = types.func(lower.ty);
    let are_flat = |max| flat::params(types, func, max).is_some();
    let returns_flat =
        func.result.is_some() && flat::results(types, func, MAX_FLAT_RESULTS).is_some();
    !lower.opts.async_
        && (are_flat(MAX_FLAT_PARAMS) && !are_flat(MAX_FLAT_ASYNC_PARAMS) || returns_flat)
}

/// Whether what the host returns lies in blocks that it allocates.
pub fn host_allocates(graph: &InstanceGraph<'_>, id: LowerId) -> bool {
    let result = graph.types.func(graph.lowers[id].ty).result;
    result.is_some_and(|ty| graph.types.has_pointers(ty))
}

/// The options by which the outer component lowers a function of the host, but for `async`.
pub fn host_opts<'a>(graph: &InstanceGraph<'a>, id: LowerId) -> GraphOpts<'a> {
    let opts = &graph.lowers[id].opts;
    if !is_relayed(graph, id) {
        return opts.clone();
    }
    let realloc = || graph.intrinsic(Intrinsic::ResultRealloc.name());
    GraphOpts {
        memory: Some(graph.runtime_memory()),
        realloc: host_allocates(graph, id).then(realloc),
        encoding: opts.encoding,
        ..GraphOpts::default()
    }
}
