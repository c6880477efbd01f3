//! Segments: they are kept if what they write is, or if writing them may trap.

use super::Reach;
use crate::graph::{CoreDef, CoreInstanceId, CoreKind, InstanceGraph};
use crate::plan::consts;
use crate::read::{StaticModule, element_count, element_table};
use std::collections::HashMap;
use wasmparser::{DataKind, ElementItems, ElementKind};

/// A segment of a core instance.
#[derive(Copy, Clone)]
pub enum Segment {
    /// An element segment.
    Element(CoreInstanceId, usize),
    /// A data segment.
    Data(CoreInstanceId, usize),
}

/// Active segments by the table or memory that they write.
pub fn active<'a>(graph: &InstanceGraph<'a>) -> HashMap<CoreDef<'a>, Vec<Segment>> {
    let mut active: HashMap<CoreDef<'a>, Vec<Segment>> = HashMap::new();
    for id in graph.core_instances.keys() {
        let Some(module) = graph.module(id) else {
            continue;
        };
        for (index, element) in module.elements.iter().enumerate() {
            if let ElementKind::Active { table_index, .. } = &element.kind {
                let table = graph.resolve(id, CoreKind::Table, element_table(*table_index));
                let writers = active.entry(table).or_default();
                writers.push(Segment::Element(id, index));
            }
        }
        for (index, data) in module.datas.iter().enumerate() {
            if let DataKind::Active { memory_index, .. } = data.kind {
                let memory = graph.resolve(id, CoreKind::Memory, memory_index);
                let writers = active.entry(memory).or_default();
                writers.push(Segment::Data(id, index));
            }
        }
    }
    active
}

impl<'a> Reach<'_, 'a> {
    pub(super) fn active_segments(&mut self, target: CoreDef<'a>) {
        for segment in self.active.remove(&target).unwrap_or_default() {
            self.segment(segment);
        }
    }

    /// Marks a segment, its offset and its contents.
    pub(super) fn segment(&mut self, segment: Segment) {
        match segment {
            Segment::Element(instance, index) => {
                if std::mem::replace(&mut self.live.instances[instance].elements[index], true) {
                    return;
                }
                let module = self
                    .graph
                    .module(instance)
                    .expect("only static modules have segments");
                let element = &module.elements[index];
                if let ElementKind::Active {
                    offset_expr,
                    table_index,
                } = &element.kind
                {
                    self.const_expr(instance, offset_expr);
                    self.mark(self.graph.resolve(
                        instance,
                        CoreKind::Table,
                        element_table(*table_index),
                    ));
                }
                match &element.items {
                    ElementItems::Functions(funcs) => {
                        for func in funcs.clone() {
                            let func = func.expect("validated by read");
                            self.mark(self.graph.resolve(instance, CoreKind::Func, func));
                        }
                    }
                    ElementItems::Expressions(_, exprs) => {
                        for expr in exprs.clone() {
                            self.const_expr(instance, &expr.expect("validated by read"));
                        }
                    }
                }
            }
            Segment::Data(instance, index) => {
                if std::mem::replace(&mut self.live.instances[instance].datas[index], true) {
                    return;
                }
                let module = self
                    .graph
                    .module(instance)
                    .expect("only static modules have segments");
                if let DataKind::Active {
                    offset_expr,
                    memory_index,
                } = &module.datas[index].kind
                {
                    self.const_expr(instance, offset_expr);
                    self.mark(
                        self.graph
                            .resolve(instance, CoreKind::Memory, *memory_index),
                    );
                }
            }
        }
    }

    /// Marks the active segments that may trap: instantiation fails there, whether or not anything reads what they write.
    pub(super) fn trapping_segments(
        &mut self,
        instance: CoreInstanceId,
        module: &'a StaticModule<'a>,
    ) {
        for (index, element) in module.elements.iter().enumerate() {
            if let ElementKind::Active {
                table_index,
                offset_expr,
            } = &element.kind
            {
                let len = element_count(&element.items);
                let table =
                    self.graph
                        .resolve(instance, CoreKind::Table, element_table(*table_index));
                let end = consts::eval(self.graph, instance, offset_expr)
                    .map(|at| at.saturating_add(len.into()));
                if !fits(end, self.min_size(table)) {
                    self.segment(Segment::Element(instance, index));
                }
            }
        }
        for (index, data) in module.datas.iter().enumerate() {
            if let DataKind::Active {
                memory_index,
                offset_expr,
            } = &data.kind
            {
                let memory = self
                    .graph
                    .resolve(instance, CoreKind::Memory, *memory_index);
                let len = data.data.len() as u64;
                let end = consts::eval(self.graph, instance, offset_expr)
                    .map(|at| at.saturating_add(len));
                if !fits(end, self.min_size(memory)) {
                    self.segment(Segment::Data(instance, index));
                }
            }
        }
    }

    /// The least size of a table in elements or of a memory in bytes, if it is known.
    fn min_size(&self, def: CoreDef<'a>) -> Option<u64> {
        let CoreDef::Defined {
            instance,
            kind,
            index,
        } = def
        else {
            return None;
        };
        let module = self
            .graph
            .module(instance)
            .expect("only static modules have definitions");
        match kind {
            CoreKind::Table => Some(module.tables[index as usize].ty.initial),
            CoreKind::Memory => {
                let ty = &module.memories[index as usize];
                ty.initial.checked_shl(ty.page_size_log2.unwrap_or(16))
            }
            _ => None,
        }
    }
}

/// Whether a segment that ends at `end` lies within `size`, as far as both are known.
fn fits(end: Option<u64>, size: Option<u64>) -> bool {
    matches!((end, size), (Some(end), Some(size)) if end <= size)
}
