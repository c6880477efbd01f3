//! The data segments that the providers of memories write.

use super::Preset;
use super::assign::Assign;
use crate::graph::{CoreDef, CoreInstanceId, CoreKind};
use crate::plan::{Late, eval_const};
use std::collections::HashSet;
use wasmparser::DataKind;

impl<'a> Assign<'_, 'a> {
    /// Finds the data segments that providers can write: those at the front of each memory's whose place is known, and within it.
    pub(super) fn presets(&mut self) {
        let mut ended = HashSet::new();
        for (id, marks) in self.plan.live.instances.iter() {
            let Some(module) = self.graph.module(id) else {
                // What is not merged may write into memories too, and then comes before whatever is instantiated later.
                let imported = &self.graph.core_instances[id].imported;
                ended.extend(imported.space(CoreKind::Memory).iter().copied());
                continue;
            };
            for (index, data) in module.datas.iter().enumerate() {
                let DataKind::Active { memory_index, .. } = data.kind else {
                    continue;
                };
                let memory = self.graph.resolve(id, CoreKind::Memory, memory_index);
                if !marks.datas[index] || ended.contains(&memory) {
                    continue;
                }
                if let Some(preset) = self.preset(id, index, memory) {
                    let presets = &mut self.layout.presets;
                    presets.entry(memory).or_default().push(preset);
                    self.layout.is_preset.insert((id, index));
                } else {
                    ended.insert(memory);
                }
            }
        }
    }

    fn preset(
        &self,
        instance: CoreInstanceId,
        index: usize,
        memory: CoreDef<'a>,
    ) -> Option<Preset<'a>> {
        let late = Late::Data(instance, index as u32);
        let CoreDef::Defined {
            instance: owner,
            kind,
            index: at,
        } = memory
        else {
            return None;
        };
        if self.plan.start.late.contains(&late)
            || !self.layout.provides(self.graph, owner, kind, at as usize)
        {
            return None;
        }
        let merged = |id| self.graph.module(id).expect("the instance is merged");
        let ty = merged(owner).memories[at as usize];
        let data = &merged(instance).datas[index];
        let DataKind::Active { offset_expr, .. } = &data.kind else {
            unreachable!("only active segments are written")
        };
        let offset = eval_const(self.graph, instance, offset_expr)?;
        let end = offset.checked_add(data.data.len() as u64)?;
        let size = ty.initial.checked_shl(ty.page_size_log2.unwrap_or(16))?;
        (end <= size && !ty.memory64 && !ty.shared).then_some(Preset {
            offset: offset as u32,
            bytes: data.data,
        })
    }
}
