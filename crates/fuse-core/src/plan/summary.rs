//! The plan in numbers.

use super::{Plan, Target};
use crate::graph::InstanceGraph;
use std::fmt;

/// The plan in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Component instances, the root included.
    pub component_instances: usize,
    /// Core instances that are merged.
    pub core_instances: usize,
    /// Lowered functions that call a lifted function directly.
    pub fused_calls: usize,
    /// Lowered functions and built-ins of the host.
    pub host_calls: usize,
    /// Functions that the root exports.
    pub exports: usize,
    /// Core functions of the input, and how many of them are kept.
    pub funcs: Kept,
    /// Memories of the input, and how many of them are kept.
    pub memories: Kept,
}

/// How many of how many.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Those that are kept.
    pub kept: usize,
    /// All of them, each once per core instance.
    pub total: usize,
}

impl Kept {
    /// How many of `marks` are set.
    pub fn of(marks: &[bool]) -> Self {
        Kept {
            kept: marks.iter().filter(|kept| **kept).count(),
            total: marks.len(),
        }
    }
}

impl Summary {
    pub(super) fn of(graph: &InstanceGraph<'_>, plan: &Plan<'_>) -> Self {
        let input = || {
            let live = plan.live.instances.iter();
            live.filter(|(id, _)| *id != graph.runtime)
                .map(|(_, live)| live)
        };
        let count = |marks: fn(&super::LiveInstance) -> &[bool]| Kept {
            kept: input().flat_map(marks).filter(|kept| **kept).count(),
            total: input().map(|live| marks(live).len()).sum(),
        };
        let targets =
            |which: fn(&Target) -> bool| plan.targets.values().filter(|t| which(t)).count();
        Summary {
            component_instances: graph.instances.len(),
            core_instances: graph
                .core_instances
                .keys()
                .filter(|id| *id != graph.runtime && graph.module(*id).is_some())
                .count(),
            fused_calls: targets(|target| matches!(target, Target::Adapter(_))),
            host_calls: targets(|target| matches!(target, Target::Host(_)))
                + plan.handles.host.len(),
            exports: plan.exported.len(),
            funcs: count(|live| &live.core.funcs),
            memories: count(|live| &live.core.memories),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "component instances: {}, core instances: {}; calls fused: {}, left to the host: {}, exported: {}; functions kept: {}, memories kept: {}",
            self.component_instances,
            self.core_instances,
            self.fused_calls,
            self.host_calls,
            self.exports,
            self.funcs,
            self.memories
        )
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.kept, self.total)
    }
}
