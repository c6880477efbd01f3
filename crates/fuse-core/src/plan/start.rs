//! Orders the effects of instantiation: segments and start functions.
//!
//! Instantiating a core module writes its active segments and then calls its start function, before the next module's turn comes. In
//! the fused module all active segments are written first; so those that follow the first start function become passive ones, and
//! are written by the fused start function in their turn.

use super::Live;
use crate::graph::{CoreDef, CoreInstanceId, CoreKind, InstanceGraph};
use std::collections::BTreeSet;
use wasmparser::{DataKind, ElementKind};

/// What the fused start function does, and which segments it takes over.
#[derive(Debug, Default)]
pub struct Start<'a> {
    /// Steps in order.
    pub steps: Vec<Step<'a>>,
    /// The segments that the steps write.
    pub late: BTreeSet<Late>,
}

/// A step of the fused start function.
#[derive(Copy, Clone, Debug)]
pub enum Step<'a> {
    /// Write a segment.
    Write(Late),
    /// Call a start function.
    Call(CoreDef<'a>),
}

/// An active segment that is written late.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Late {
    /// An element segment of a core instance.
    Element(CoreInstanceId, u32),
    /// A data segment of a core instance.
    Data(CoreInstanceId, u32),
}

/// The start steps of the fused module.
pub fn start<'a>(graph: &InstanceGraph<'a>, live: &Live<'a>) -> Start<'a> {
    let mut start = Start::default();
    for (id, marks) in live.instances.iter() {
        let Some(module) = graph.module(id) else {
            continue;
        };
        if !start.steps.is_empty() {
            for (index, element) in module.elements.iter().enumerate() {
                if marks.elements[index] && matches!(element.kind, ElementKind::Active { .. }) {
                    start.write(Late::Element(id, index as u32));
                }
            }
            for (index, data) in module.datas.iter().enumerate() {
                if marks.datas[index] && matches!(data.kind, DataKind::Active { .. }) {
                    start.write(Late::Data(id, index as u32));
                }
            }
        }
        if let Some(func) = module.start {
            start
                .steps
                .push(Step::Call(graph.resolve(id, CoreKind::Func, func)));
        }
    }
    start
}

impl Start<'_> {
    fn write(&mut self, segment: Late) {
        self.steps.push(Step::Write(segment));
        self.late.insert(segment);
    }
}
