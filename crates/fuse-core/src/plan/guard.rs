//! Finds the instances in which `realloc` and post-return functions can tell that they are called by the canonical ABI: the `may_leave` flag
//! of these has to exist at run time, and such a function may ask for the context of a task of its own.
//!
//! The flag is clear only while the canonical ABI runs a `realloc` or a post-return function of the instance (CanonicalABI,
//! *canon lower* and *canon lift*). If no function that those can call leaves the instance, nothing can see the flag clear.

use super::Live;
use super::reach::{leaves, within};
use crate::graph::{BuiltinId, BuiltinKind, ComponentInstanceId, CoreDef, InstanceGraph};
use std::collections::{BTreeMap, BTreeSet};

/// The instances whose flag can be seen clear.
pub fn guarded(graph: &InstanceGraph<'_>, live: &Live<'_>) -> BTreeSet<ComponentInstanceId> {
    let mut called = called(graph, live);
    called.retain(|&owner, funcs| leaves(graph, owner, funcs));
    called.into_keys().collect()
}

/// The instances whose `realloc` or post-return functions may ask for the running task's context.
pub fn contextual(graph: &InstanceGraph<'_>, live: &Live<'_>) -> BTreeSet<ComponentInstanceId> {
    let context = |id: &BuiltinId| {
        matches!(
            graph.builtins[*id].kind,
            BuiltinKind::ContextGet(_) | BuiltinKind::ContextSet(_)
        )
    };
    let asking = live.builtins.iter().filter(|id| context(id));
    let asking: BTreeSet<_> = asking.map(|id| graph.builtins[*id].owner).collect();
    let mut called = called(graph, live);
    called.retain(|owner, funcs| {
        asking.contains(owner) && within(graph, funcs).0.iter().any(context)
    });
    called.into_keys().collect()
}

/// By instance, the functions that the canonical ABI runs while the instance may not be left.
fn called<'a>(
    graph: &InstanceGraph<'a>,
    live: &Live<'a>,
) -> BTreeMap<ComponentInstanceId, Vec<CoreDef<'a>>> {
    let mut called: BTreeMap<ComponentInstanceId, Vec<CoreDef<'a>>> = BTreeMap::new();
    for &id in &live.lifts {
        let lift = &graph.lifts[id];
        called
            .entry(lift.owner)
            .or_default()
            .extend(lift.opts.realloc.iter().chain(&lift.opts.post_return));
    }
    for &id in &live.lowers {
        let lower = &graph.lowers[id];
        called
            .entry(lower.owner)
            .or_default()
            .extend(lower.opts.realloc);
    }
    for &id in &live.builtins {
        let builtin = &graph.builtins[id];
        if let Some(opts) = builtin.kind.lowering() {
            let funcs = called.entry(builtin.owner).or_default();
            funcs.extend(opts.realloc);
        }
    }
    called
}
