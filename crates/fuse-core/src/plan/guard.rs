//! Finds the instances whose `may_leave` flag has to exist at run time.
//!
//! The flag is clear only while the canonical ABI runs a `realloc` or a post-return function of the instance (CanonicalABI,
//! *canon lower* and *canon lift*). If no function that those can call leaves the instance, nothing can see the flag clear.

use super::Live;
use super::reach::leaves;
use crate::graph::{ComponentInstanceId, CoreDef, InstanceGraph};
use std::collections::{BTreeMap, BTreeSet};

/// The instances whose flag can be seen clear.
pub fn guarded(graph: &InstanceGraph<'_>, live: &Live<'_>) -> BTreeSet<ComponentInstanceId> {
    let mut called: BTreeMap<ComponentInstanceId, Vec<CoreDef<'_>>> = BTreeMap::new();
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
    called.retain(|&owner, funcs| leaves(graph, owner, funcs));
    called.into_keys().collect()
}
