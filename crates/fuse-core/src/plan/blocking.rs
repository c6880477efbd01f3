//! Refuses graphs in which an instance may have to wait with its stack in use while others need control.
//!
//! A fused module has one stack. A function that waits on it for an event runs the scheduler on top of itself, and so goes on only when
//! what runs above has returned. That is what the composition does if (1) whoever calls a function that may block waits for it too, and
//! (2) all that the host may call meanwhile is locked in the composition as well.

use super::reach::within;
use super::{Live, Target, Tasks};
use crate::error::{Error, Result};
use crate::graph::{
    BuiltinId, BuiltinKind, ComponentInstanceId, FuncDef, InstanceGraph, LiftId, LowerId,
};
use std::collections::{BTreeMap, BTreeSet};

/// Fails unless every instance that may block on the stack can do so.
pub fn check(
    graph: &InstanceGraph<'_>,
    tasks: &Tasks,
    live: &Live<'_>,
    targets: &BTreeMap<LowerId, Target>,
    exported: &[LiftId],
) -> Result<()> {
    let blocking = blocking(graph, live, targets);
    spinning(graph, tasks, live)?;
    for edge in tasks.edges.values() {
        let lift = &graph.lifts[edge.lift];
        let (Some(lower), Some(why)) = (edge.lower, blocking.get(&lift.owner)) else {
            continue;
        };
        if !graph.lowers[lower].opts.async_ && !lift.opts.async_ {
            continue;
        }
        let caller = graph.instances[graph.lowers[lower].owner].display();
        return Err(Error::Unsupported {
            feature: format!(
                "an async call from `{caller}` into an instance that may block on its stack ({why})"
            ),
            at: graph.location(lift.owner, graph.lift_item(edge.lift)),
            help: "use a callback in place of the blocking call, or keep the component out of the fusion",
        });
    }
    let async_ = |id: &&LiftId| graph.types.func(graph.lifts[**id].ty).async_;
    let owners: BTreeSet<_> = exported
        .iter()
        .filter(async_)
        .map(|id| graph.lifts[*id].owner)
        .collect();
    let Some((&instance, why)) = blocking.iter().next() else {
        return Ok(());
    };
    match owners.iter().find(|owner| !blocking.contains_key(owner)) {
        Some(&other) => Err(shared(graph, instance, other, why)),
        None if owners.len() > 1 => {
            let others: Vec<_> = owners.into_iter().collect();
            Err(shared(graph, others[0], others[1], &blocking[&others[0]]))
        }
        None => Ok(()),
    }
}

/// Refuses an async call of a function that may call `thread.yield` until somebody calls another function of its instance: its caller
/// might be the one to do so, and would not get control.
fn spinning(graph: &InstanceGraph<'_>, tasks: &Tasks, live: &Live<'_>) -> Result<()> {
    let yields =
        |id: &BuiltinId| matches!(graph.builtins[*id].kind, BuiltinKind::ThreadYield { .. });
    if !live.builtins.iter().any(yields) {
        return Ok(());
    }
    let barges_in = |owner: ComponentInstanceId| {
        let lifts = live.lifts.iter().map(|id| &graph.lifts[*id]);
        lifts
            .filter(|lift| lift.owner == owner)
            .any(|lift| !graph.types.func(lift.ty).async_)
    };
    for edge in tasks.edges.values() {
        let lift = &graph.lifts[edge.lift];
        let funcs: Vec<_> = [Some(lift.func), lift.opts.callback]
            .into_iter()
            .flatten()
            .collect();
        let async_ = edge.lower.is_some_and(|id| graph.lowers[id].opts.async_);
        if async_ && barges_in(lift.owner) && within(graph, &funcs).0.iter().any(yields) {
            return Err(Error::Unsupported {
                feature: "an async call of a function that uses `thread.yield`, of an instance that others call as well,"
                    .to_string(),
                at: graph.location(lift.owner, graph.lift_item(edge.lift)),
                help: "yield by the callback's result, or keep the component out of the fusion",
            });
        }
    }
    Ok(())
}

fn shared(
    graph: &InstanceGraph<'_>,
    instance: ComponentInstanceId,
    other: ComponentInstanceId,
    why: &str,
) -> Error {
    let other = graph.instances[other].display();
    Error::Unsupported {
        feature: format!(
            "an instance that may block on its stack ({why}) beside async exports of `{other}`"
        ),
        at: graph.location(instance, ""),
        help: "use a callback in place of the blocking call, or keep the component out of the fusion",
    }
}

/// The instances that may block on the stack, and by what.
fn blocking(
    graph: &InstanceGraph<'_>,
    live: &Live<'_>,
    targets: &BTreeMap<LowerId, Target>,
) -> BTreeMap<ComponentInstanceId, String> {
    let mut blocking = BTreeMap::new();
    let mut pressing = BTreeSet::new();
    for &id in &live.builtins {
        let builtin = &graph.builtins[id];
        let blocks = match &builtin.kind {
            BuiltinKind::SetWait(_) => true,
            BuiltinKind::Copy { opts, .. } => !opts.async_,
            BuiltinKind::BackpressureInc => {
                pressing.insert(builtin.owner);
                false
            }
            _ => false,
        };
        if blocks {
            let why = || format!("it uses `{}`", builtin.kind.name());
            blocking.entry(builtin.owner).or_insert_with(why);
        }
    }
    let sync = targets.keys().filter(|id| {
        let lower = &graph.lowers[**id];
        graph.types.func(lower.ty).async_ && !lower.opts.async_
    });
    let sync: Vec<_> = sync.collect();
    loop {
        let before = blocking.len();
        for &&id in &sync {
            let lower = &graph.lowers[id];
            let blocks = match lower.callee {
                FuncDef::Host(_) => true,
                FuncDef::Lift(lift) => {
                    let lift = &graph.lifts[lift];
                    lift.opts.async_
                        || blocking.contains_key(&lift.owner)
                        || pressing.contains(&lift.owner)
                }
            };
            if blocks {
                let why = || {
                    format!(
                        "it calls the async `{}` synchronously",
                        graph.lower_name(id)
                    )
                };
                blocking.entry(lower.owner).or_insert_with(why);
            }
        }
        if blocking.len() == before {
            return blocking;
        }
    }
}
