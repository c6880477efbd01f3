//! Decides what becomes of every lower, lift and built-in that is reached: the last stage that can fail.

mod blocking;
mod calls;
mod consts;
mod guard;
pub mod handles;
mod print;
mod reach;
mod relay;
mod start;
mod summary;
mod support;
mod tasks;

pub use consts::{eval as eval_const, init as global_init};
pub use handles::{Handles, HostOp, Step as HandleStep};
pub use reach::{Live, LiveInstance};
pub use relay::{host_opts, is_relayed};
pub use start::{Late, Start, Step};
pub use summary::{Kept, Summary};
pub use tasks::{Edge, EdgeId, HostCallId, Tasks};

use crate::error::Result;
use crate::graph::{
    BuiltinId, ComponentInstanceId, FuncDef, HostImportId, InstanceDef, InstanceGraph, Item,
    LiftId, LowerId,
};
use std::collections::{BTreeMap, BTreeSet};

/// What fusion does, decided.
#[derive(Debug)]
pub struct Plan<'a> {
    /// What is reached, and so kept.
    pub live: Live<'a>,
    /// What each lowered function that is reached becomes.
    pub targets: BTreeMap<LowerId, Target>,
    /// Built-ins that are called.
    pub builtins: BTreeSet<BuiltinId>,
    /// Where handles live.
    pub handles: Handles,
    /// What runs as a task.
    pub tasks: Tasks,
    /// Built-ins that always trap, since they are called only while their instance may not be left.
    pub barred: BTreeSet<BuiltinId>,
    /// Functions that the root exports, in the order in which the wrapper lifts them.
    pub exported: Vec<LiftId>,
    /// Instances whose `may_leave` flag can be seen clear, and so has to be kept.
    pub guarded: BTreeSet<ComponentInstanceId>,
    /// Whether a callee's exception could reach its caller, and so has to be stopped between them.
    pub throws: bool,
    /// What runs when the fused module is in place.
    pub start: Start<'a>,
}

/// What a lowered function becomes.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An adapter: core wasm that copies the values and calls the lifted function.
    Adapter(LiftId),
    /// An import of the fused module, lowered by the wrapper.
    Host(HostImportId),
    /// A trap: the function is lifted by the very instance that lowers it, which no host enters again.
    Reentry,
}

/// Plans the fusion of `graph`.
pub fn plan<'a>(graph: &InstanceGraph<'a>) -> Result<Plan<'a>> {
    let mut exported = Vec::new();
    graph
        .exports
        .values()
        .for_each(|item| exported_lifts(item, &mut exported));
    let mut live = reach::from_root(graph, &exported);
    support::check(graph, &live, &exported)?;
    let (builtins, barred) = support::builtins(graph, &live, &exported)?;
    let targets = calls::targets(graph, &live)?;
    let tasks = tasks::tasks(graph, &live, &targets, &builtins, &exported);
    blocking::check(graph, &tasks, &live, &targets, &exported)?;
    let handles = handles::handles(graph, &live, &targets, &tasks, &exported)?;
    reach::runtime(graph, &mut live, &handles, &tasks);
    Ok(Plan {
        builtins,
        tasks,
        handles,
        barred,
        guarded: guard::guarded(graph, &live),
        throws: calls::throws(graph, &live),
        start: start::start(graph, &live),
        targets,
        exported,
        live,
    })
}

/// The plan in numbers.
pub fn summarize(graph: &InstanceGraph<'_>, plan: &Plan<'_>) -> Summary {
    Summary::of(graph, plan)
}

/// Prints the plan, one fact a line; the text is stable.
pub fn print(graph: &InstanceGraph<'_>, plan: &Plan<'_>) -> String {
    print::print(graph, plan)
}

fn exported_lifts(item: &Item<'_>, lifts: &mut Vec<LiftId>) {
    match item {
        Item::Func(FuncDef::Lift(lift)) if !lifts.contains(lift) => lifts.push(*lift),
        // What the root imports is exported again as it is.
        Item::Instance(instance) if instance.import.is_none() => nested_lifts(instance, lifts),
        _ => {}
    }
}

fn nested_lifts(instance: &InstanceDef<'_>, lifts: &mut Vec<LiftId>) {
    instance
        .exports
        .values()
        .for_each(|item| exported_lifts(item, lifts));
}
