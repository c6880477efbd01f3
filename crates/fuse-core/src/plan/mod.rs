//! Decides what becomes of every lower, lift and built-in that is reached: the last stage that can fail.

mod blocking;
mod calls;
mod channels;
mod consts;
mod guard;
pub mod handles;
mod limits;
mod print;
mod reach;
mod relay;
mod start;
mod summary;
mod support;
mod tasks;

pub use channels::{ChannelOp, Channels};
pub use consts::{eval as eval_const, written_out};
pub use handles::{Handles, HostOp, Step as HandleStep};
pub use reach::{Live, LiveInstance};
pub use relay::{host_allocates, host_opts, is_relayed};
pub use start::{Late, Start, Step};
pub use summary::{Kept, Summary};
pub use tasks::{Edge, EdgeId, HostCallId, Tasks};

use crate::error::Result;
use crate::graph::{
    BuiltinId, ComponentInstanceId, FuncDef, HostImportId, InstanceGraph, Item, LiftId, LowerId,
};
use indexmap::IndexSet;
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
    /// Which streams and futures the host gets to know.
    pub channels: Channels,
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
    limits::world(graph)?;
    let exported = exported_lifts(graph);
    let mut live = reach::from_root(graph, &exported);
    support::check(graph, &live, &exported)?;
    let (builtins, barred) = support::builtins(graph, &live, &exported)?;
    let targets = calls::targets(graph, &live)?;
    let channels = channels::channels(graph, &live, &builtins, &exported)?;
    let tasks = tasks::tasks(graph, &live, &targets, &builtins, &exported, &channels);
    blocking::check(graph, &tasks, &live, &targets, &exported)?;
    let handles = handles::handles(graph, &live, &targets, &tasks, &exported)?;
    reach::runtime(graph, &mut live, &handles, &tasks);
    limits::members(graph, &live)?;
    Ok(Plan {
        builtins,
        tasks,
        channels,
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

/// The functions that the root exports, itself and in instances, each once.
fn exported_lifts(graph: &InstanceGraph<'_>) -> Vec<LiftId> {
    let mut lifts = IndexSet::new();
    for item in graph.exports.values() {
        add_lifts(item, &mut lifts);
    }
    lifts.into_iter().collect()
}

fn add_lifts(item: &Item<'_>, lifts: &mut IndexSet<LiftId>) {
    match item {
        Item::Func(FuncDef::Lift(lift)) => _ = lifts.insert(*lift),
        // What the root imports is exported again as it is.
        Item::Instance(instance) if instance.import.is_none() => {
            for item in instance.exports.values() {
                add_lifts(item, lifts);
            }
        }
        _ => {}
    }
}
