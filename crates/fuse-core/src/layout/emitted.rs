//! The functions that fusion adds, in the order of their indices.

use super::Emitted;
use super::assign::Assign;
use crate::graph::{CoreDef, CoreKind, LiftId, Resource};
use crate::plan::{Target, handles};
use fuse_abi::opts::FuncIndex;
use fuse_abi::types::ResourceId;

impl<'a> Assign<'_, 'a> {
    /// Gives an index to each of them.
    pub(super) fn emitted(&mut self) {
        for (&id, target) in &self.plan.targets {
            match *target {
                Target::Adapter(lift) => self.emit(Emitted::Adapter(id, lift)),
                Target::Reentry => self.emit(Emitted::Reentry(id)),
                Target::Host(_) => {
                    let lower = &self.graph.lowers[id];
                    let guarded = self.plan.guarded.contains(&lower.owner);
                    if guarded || handles::occur(self.graph, lower.ty) {
                        self.emit(Emitted::HostCall(id));
                    }
                    if let Some(realloc) = lower.opts.realloc
                        && (guarded || handles::stashes_params(self.graph, lower.ty))
                    {
                        self.emit(Emitted::Realloc(lower.owner, realloc));
                    }
                }
            }
        }
        for &id in &self.plan.barred {
            self.emit(Emitted::Barred(id));
        }
        for &id in &self.plan.builtins {
            self.emit(Emitted::Builtin(id));
        }
        for &id in &self.plan.exported {
            self.entry(id);
        }
        if self.layout.taking_back.is_some() {
            for &id in &self.plan.handles.public {
                if self.dtor(id).is_some() {
                    self.emit(Emitted::Dtor(id));
                }
            }
        }
        for &trap in &self.plan.live.traps {
            self.emit(Emitted::Trap(trap));
        }
        if !self.plan.start.steps.is_empty() {
            self.emit(Emitted::Start);
        }
    }

    /// What stands between the host and an exported function.
    fn entry(&mut self, id: LiftId) {
        let lift = &self.graph.lifts[id];
        let guarded = self.plan.guarded.contains(&lift.owner);
        if self.plan.handles.entries.contains(&id) {
            self.emit(Emitted::Entry(id));
        }
        if guarded && let Some(realloc) = lift.opts.realloc {
            self.emit(Emitted::Realloc(lift.owner, realloc));
        }
        if guarded && lift.opts.post_return.is_some() || handles::stashes_result(self.graph, lift) {
            self.emit(Emitted::PostReturn(id));
        }
    }

    /// The destructor of a resource type that a component instance defines, if it is kept.
    pub(super) fn dtor(&self, id: ResourceId) -> Option<u32> {
        match self.graph.resources[id] {
            Resource::Defined { dtor, .. } => self.layout.get(dtor?),
            Resource::Host(_) => None,
        }
    }

    fn emit(&mut self, emitted: Emitted<'a>) {
        if !self.layout.emitted.contains_key(&emitted) {
            let index = self.next(CoreKind::Func);
            self.layout.emitted.insert(emitted, FuncIndex(index));
            match emitted {
                Emitted::Adapter(id, _) | Emitted::Reentry(id) | Emitted::HostCall(id) => {
                    self.layout.outside.insert(CoreDef::Lower(id), index);
                }
                Emitted::Builtin(id) | Emitted::Barred(id) => {
                    self.layout.outside.insert(CoreDef::Builtin(id), index);
                }
                Emitted::Trap(trap) => {
                    self.layout.outside.insert(CoreDef::Trap(trap), index);
                }
                Emitted::Entry(_)
                | Emitted::Dtor(_)
                | Emitted::Realloc(..)
                | Emitted::PostReturn(_)
                | Emitted::Start => {}
            }
        }
    }
}
