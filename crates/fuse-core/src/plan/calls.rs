//! Pairs each lowered function with what it calls.

use super::{Live, Target};
use crate::error::{Error, Result};
use crate::graph::{ComponentInstanceId, FuncDef, InstanceGraph, LowerId};
use std::collections::BTreeMap;

/// What each lowered function that is reached becomes.
pub fn targets(graph: &InstanceGraph<'_>, live: &Live<'_>) -> Result<BTreeMap<LowerId, Target>> {
    live.lowers
        .iter()
        .map(|&id| Ok((id, target(graph, id)?)))
        .collect()
}

fn target(graph: &InstanceGraph<'_>, id: LowerId) -> Result<Target> {
    let lower = &graph.lowers[id];
    match lower.callee {
        FuncDef::Host(import) => Ok(Target::Host(import)),
        FuncDef::Lift(lift) => {
            let callee = &graph.lifts[lift];
            assert_eq!(
                lower.ty, callee.ty,
                "validation holds the types of {id} and {lift} equal"
            );
            if lower.owner == callee.owner {
                return Ok(Target::Reentry);
            }
            if encloses(graph, lower.owner, callee.owner)
                || encloses(graph, callee.owner, lower.owner)
            {
                return Err(Error::Unsupported {
                    feature: format!(
                        "a call into `{}`, which encloses the caller or is enclosed by it,",
                        graph.instances[callee.owner].display()
                    ),
                    at: graph.location(lower.owner, graph.lower_item(id)),
                    help: "hosts disagree on whether such a call traps: make the two components siblings",
                });
            }
            Ok(Target::Adapter(lift))
        }
    }
}

/// Whether `outer` is `inner` or one of the instances around it.
fn encloses(
    graph: &InstanceGraph<'_>,
    outer: ComponentInstanceId,
    inner: ComponentInstanceId,
) -> bool {
    std::iter::successors(Some(inner), |&id| graph.instances[id].parent).any(|id| id == outer)
}

/// Whether any module that is kept has exception tags: without tags nothing can be thrown.
pub fn throws(graph: &InstanceGraph<'_>, live: &Live<'_>) -> bool {
    live.instances.iter().any(|(id, marks)| {
        marks.core.funcs.contains(&true)
            && graph
                .module(id)
                .is_some_and(|module| module.import_counts().tags > 0 || !module.tags.is_empty())
    })
}
