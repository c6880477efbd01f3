//! What stands around calls of guest code: the `may_leave` flag, the bar to exceptions, the task of a call that is not of async type.

use super::Adapt;
use crate::graph::{ComponentInstanceId, Lift, Resource};
use fuse_abi::func::{FuncBuilder, Label, Local, memarg};
use fuse_abi::trap::TrapReason;
use fuse_abi::types::{FuncTypeId, ResourceId};
use fuse_async::Intrinsic;
use fuse_async::rt::layout::{CURRENT, flag, instance, task};
use fuse_handles::emit;
use std::collections::{BTreeMap, BTreeSet};
use wasm_encoder::{BlockType, MemArg, ValType};

impl Adapt<'_, '_> {
    /// Writes `body`, whose values are `results`, so that no exception gets out of it (CanonicalABI, `call_and_trap_on_throw`).
    pub(super) fn barred(
        &mut self,
        f: &mut FuncBuilder,
        results: &[ValType],
        body: impl FnOnce(&mut Self, &mut FuncBuilder),
    ) {
        if !self.plan.throws {
            return body(self, f);
        }
        let ty = block_type(results);
        let done = f.block(ty);
        let caught = f.block(BlockType::Empty);
        let _ = f.try_table_catch_all(ty, caught);
        body(self, f);
        f.end().br(done).end();
        self.emitter.trap_always(f, TrapReason::UncaughtException);
        f.end();
    }

    /// Writes a branch on `selector` to the case whose number `table` has at this position, or to `otherwise`, which does not go on. The
    /// values of each case are `results`.
    pub(super) fn switch(
        &mut self,
        f: &mut FuncBuilder,
        results: &[ValType],
        selector: Local,
        table: &[Option<usize>],
        mut case: impl FnMut(&mut Self, &mut FuncBuilder, usize),
        otherwise: impl FnOnce(&mut Self, &mut FuncBuilder),
    ) {
        let first = table.iter().position(Option::is_some);
        let first = first.unwrap_or(table.len());
        let cases: BTreeSet<usize> = table.iter().flatten().copied().collect();
        let done = f.block(block_type(results));
        let none = f.block(BlockType::Empty);
        let opened = cases.iter().map(|&case| (case, f.block(BlockType::Empty)));
        let labels: BTreeMap<usize, Label> = opened.collect();
        f.get(selector);
        if first > 0 {
            let first = u32::try_from(first).expect("there are fewer than 2^32 cases");
            f.u32_const(first).ins().i32_sub();
        }
        let branches = table[first..].iter();
        let branches = branches.map(|to| to.map_or(none, |to| labels[&to]));
        f.br_table(&branches.collect::<Vec<_>>(), none);
        for &number in cases.iter().rev() {
            f.end();
            case(self, f, number);
            f.br(done);
        }
        f.end();
        otherwise(self, f);
        f.ins().unreachable();
        f.end();
    }

    /// Traps if `callee`, which was called with parameters of type `ty`, still has handles that it borrowed (CanonicalABI,
    /// `Task.return_`).
    pub(super) fn check_borrows(
        &mut self,
        f: &mut FuncBuilder,
        callee: ComponentInstanceId,
        ty: FuncTypeId,
    ) {
        if self.keeps_borrows(callee, ty) {
            let header = self.tables.header(callee);
            emit::borrows(f, self.tables.memory(), header);
            self.emitter.trap_if(f, TrapReason::BorrowOutlivesCall);
        }
    }

    /// Whether `callee` gets handles that it borrows by a call with parameters of type `ty`: the one that defines the resource type gets
    /// the representation.
    pub(super) fn keeps_borrows(&self, callee: ComponentInstanceId, ty: FuncTypeId) -> bool {
        let uses = self.graph.types.func_handles(ty);
        let defined = |id: &ResourceId| match self.graph.resources[*id] {
            Resource::Defined { owner, .. } => owner == callee,
            Resource::Host(_) => false,
        };
        !uses.params_borrow.iter().all(defined)
    }

    pub(super) fn check_may_leave(&mut self, f: &mut FuncBuilder, instance: ComponentInstanceId) {
        if let Some(&flag) = self.layout.flags.get(&instance) {
            f.global_get(flag).ins().i32_eqz();
            self.emitter.trap_if(f, TrapReason::CannotLeave);
        }
    }

    /// Traps if the running task, which is one of `instance`, must not block (CanonicalABI, `may_block`): whether it would have to or not.
    pub(super) fn check_may_block(&mut self, f: &mut FuncBuilder, instance: ComponentInstanceId) {
        if self.plan.tasks.aware.contains(&instance) {
            self.current(f);
            f.ins().i32_load(self.tables.word(task::FLAGS));
            f.u32_const(flag::SYNC).ins().i32_and();
            self.emitter.trap_if(f, TrapReason::CannotBlock);
        }
    }

    /// Pushes the address of the running task's record.
    pub(super) fn current(&self, f: &mut FuncBuilder) {
        f.i32_const(0).ins().i32_load(self.tables.word(CURRENT));
    }

    pub(super) fn set_may_leave(
        &mut self,
        f: &mut FuncBuilder,
        instance: Option<ComponentInstanceId>,
        may: bool,
    ) {
        if let Some(&flag) = instance.and_then(|instance| self.layout.flags.get(&instance)) {
            f.i32_const(may.into()).global_set(flag);
        }
    }

    /// Makes a task of a call of a function of `instance` that is not of async type, if anything there could tell.
    pub(super) fn enter_task(
        &mut self,
        f: &mut FuncBuilder,
        instance: ComponentInstanceId,
    ) -> Option<Local> {
        let aware = self.plan.tasks.aware.contains(&instance);
        aware.then(|| self.enter(f, instance, Intrinsic::SyncTaskEnter))
    }

    /// Makes a task of a call of a `realloc` or a post-return function of `instance`, if these may ask for its context.
    pub(super) fn enter_context(
        &mut self,
        f: &mut FuncBuilder,
        instance: ComponentInstanceId,
    ) -> Option<Local> {
        let asks = self.plan.tasks.contextual.contains(&instance);
        asks.then(|| self.enter(f, instance, Intrinsic::SyncTaskEnter))
    }

    /// Makes a task of a call by the host of a function of `instance` that is not of async type, if there are tasks.
    pub(super) fn enter_export(
        &mut self,
        f: &mut FuncBuilder,
        instance: ComponentInstanceId,
    ) -> Option<Local> {
        let tasks = self.plan.tasks.any();
        tasks.then(|| self.enter(f, instance, Intrinsic::ExportEnter))
    }

    fn enter(
        &mut self,
        f: &mut FuncBuilder,
        instance: ComponentInstanceId,
        enter: Intrinsic,
    ) -> Local {
        f.u32_const(self.tables.header(instance));
        f.call(self.tables.task_intrinsic(enter));
        f.save(ValType::I32)
    }

    /// Keeps the context of the task of an exported function for its post-return function, if that may ask for it.
    pub(super) fn keep_context(&self, f: &mut FuncBuilder, lift: &Lift<'_>, task: Option<Local>) {
        if let Some(task) = task
            && lift.opts.post_return.is_some()
            && self.plan.tasks.contextual.contains(&lift.owner)
        {
            let header = self.tables.header(lift.owner);
            f.u32_const(header).get(task);
            f.ins().i64_load(self.both_slots(task::CONTEXT));
            f.ins().i64_store(self.both_slots(instance::CONTEXT));
        }
    }

    /// Gives the task of a post-return function, if it has one, the context that was kept for it.
    pub(super) fn resume_context(
        &self,
        f: &mut FuncBuilder,
        instance: ComponentInstanceId,
        task: Option<Local>,
    ) {
        if let Some(task) = task {
            f.get(task).u32_const(self.tables.header(instance));
            f.ins().i64_load(self.both_slots(instance::CONTEXT));
            f.ins().i64_store(self.both_slots(task::CONTEXT));
        }
    }

    /// Both slots of a context, which are two words next to each other.
    fn both_slots(&self, offset: u32) -> MemArg {
        memarg(self.tables.memory(), offset, 2)
    }

    /// Ends what [`Adapt::enter_export`] made.
    pub(super) fn leave_export(&mut self, f: &mut FuncBuilder, task: Option<Local>) {
        if let Some(task) = task {
            f.get(task)
                .call(self.tables.task_intrinsic(Intrinsic::ExportLeave));
        }
    }

    /// Ends what [`Adapt::enter_task`] or [`Adapt::enter_context`] made.
    pub(super) fn leave_task(&mut self, f: &mut FuncBuilder, task: Option<Local>) {
        if let Some(task) = task {
            f.get(task)
                .call(self.tables.task_intrinsic(Intrinsic::SyncTaskLeave));
        }
    }
}

/// The type of a block that gives `results`, which are none or one.
pub(super) fn block_type(results: &[ValType]) -> BlockType {
    match *results {
        [] => BlockType::Empty,
        [result] => BlockType::Result(result),
        _ => unreachable!("what is called from core code here has one core result at most"),
    }
}
