//! The functions that fusion adds, in the order of their indices.

use super::Emitted;
use super::assign::Assign;
use crate::graph::{BuiltinId, ComponentInstanceId, CoreDef, CoreKind, LiftId, LowerId, Resource};
use crate::plan::{ChannelOp, Target, handles, is_relayed};
use fuse_abi::opts::FuncIndex;
use fuse_abi::types::ResourceId;

impl<'a> Assign<'_, 'a> {
    /// Gives an index to each of them.
    pub(super) fn emitted(&mut self) {
        let plan = self.plan;
        for (&id, &target) in &plan.targets {
            self.lower(id, target);
        }
        for id in plan.tasks.edges.keys() {
            self.emit(Emitted::Begin(id));
        }
        for &id in &plan.barred {
            self.emit(Emitted::Barred(id));
        }
        for &id in &plan.builtins {
            self.emit(Emitted::Builtin(id));
            self.builtin(id);
        }
        for &dispatch in &plan.live.dispatches {
            self.emit(Emitted::Dispatch(dispatch));
        }
        for &id in &plan.exported {
            self.entry(id);
        }
        if self.layout.taking_back.is_some() || plan.tasks.any() {
            for &id in &plan.handles.public {
                if self.dtor(id).is_some() {
                    self.emit(Emitted::Dtor(id));
                }
            }
        }
        for &trap in &plan.live.traps {
            self.emit(Emitted::Trap(trap));
        }
        if !plan.start.steps.is_empty() {
            self.emit(Emitted::Start);
        }
    }

    /// A lowered function, and what its adapter calls.
    fn lower(&mut self, id: LowerId, target: Target) {
        let plan = self.plan;
        let lower = &self.graph.lowers[id];
        match target {
            Target::Adapter(lift) => {
                match plan.tasks.call(id) {
                    Some(_) => self.emit(Emitted::Call(id)),
                    None => self.emit(Emitted::Adapter(id, lift)),
                }
                let lift = &self.graph.lifts[lift];
                self.task_realloc(lower.owner, lower.opts.realloc);
                self.task_realloc(lift.owner, lift.opts.realloc);
            }
            Target::Reentry => self.emit(Emitted::Reentry(id)),
            Target::Host(_) => {
                let guarded = plan.guarded.contains(&lower.owner);
                let waits = plan.tasks.host_call(id).is_some();
                if guarded || waits || handles::occur(self.graph, lower.ty) {
                    self.emit(Emitted::HostCall(id));
                }
                if is_relayed(self.graph, id) {
                    self.task_realloc(lower.owner, lower.opts.realloc);
                } else if let Some(realloc) = lower.opts.realloc
                    && (guarded
                        || plan.tasks.contextual.contains(&lower.owner)
                        || handles::stashes_params(self.graph, id))
                {
                    self.emit(Emitted::Realloc(lower.owner, realloc));
                }
            }
        }
    }

    /// What a built-in calls.
    fn builtin(&mut self, id: BuiltinId) {
        let builtin = &self.graph.builtins[id];
        let Some(opts) = builtin.kind.lowering() else {
            return;
        };
        self.task_realloc(builtin.owner, opts.realloc);
        if self.plan.channels.ops.contains(&ChannelOp::Copy(id))
            && self.is_around(builtin.owner)
            && let Some(realloc) = opts.realloc
        {
            self.emit(Emitted::Realloc(builtin.owner, realloc));
        }
    }

    fn task_realloc(&mut self, owner: ComponentInstanceId, realloc: Option<CoreDef<'a>>) {
        if let Some(realloc) = realloc
            && self.plan.tasks.contextual.contains(&owner)
        {
            self.emit(Emitted::TaskRealloc(owner, realloc));
        }
    }

    /// Whether something has to stand around the `realloc` and post-return functions of an instance that the host calls.
    fn is_around(&self, owner: ComponentInstanceId) -> bool {
        self.plan.tasks.contextual.contains(&owner) || self.plan.guarded.contains(&owner)
    }

    /// What stands between the host and an exported function.
    fn entry(&mut self, id: LiftId) {
        let lift = &self.graph.lifts[id];
        let around = self.is_around(lift.owner);
        if self.plan.tasks.any() || self.plan.handles.entries.contains(&id) {
            self.emit(Emitted::Entry(id));
        }
        if around && let Some(realloc) = lift.opts.realloc {
            self.emit(Emitted::Realloc(lift.owner, realloc));
        }
        // A task calls the post-return function itself.
        let calls = around && lift.opts.post_return.is_some() && self.plan.tasks.root(id).is_none();
        if calls || handles::stashes_result(self.graph, lift) {
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
                Emitted::Adapter(id, _)
                | Emitted::Call(id)
                | Emitted::Reentry(id)
                | Emitted::HostCall(id) => {
                    self.layout.outside.insert(CoreDef::Lower(id), index);
                }
                Emitted::Builtin(id) | Emitted::Barred(id) => {
                    self.layout.outside.insert(CoreDef::Builtin(id), index);
                }
                Emitted::Trap(trap) => {
                    self.layout.outside.insert(CoreDef::Trap(trap), index);
                }
                Emitted::Dispatch(dispatch) => {
                    self.layout
                        .outside
                        .insert(CoreDef::Dispatch(dispatch), index);
                }
                Emitted::Begin(_)
                | Emitted::Entry(_)
                | Emitted::Dtor(_)
                | Emitted::Realloc(..)
                | Emitted::TaskRealloc(..)
                | Emitted::PostReturn(_)
                | Emitted::Start => {}
            }
        }
    }
}
