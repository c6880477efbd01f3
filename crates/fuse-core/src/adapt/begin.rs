//! The start of a task: *canon lift* (CanonicalABI) up to where the core function first returns.

use super::Adapt;
use crate::graph::{Lift, LiftId, LowerId};
use crate::layout::signature;
use crate::plan::EdgeId;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::handles::Holder;
use fuse_abi::opts::FuncIndex;
use fuse_async::Intrinsic;
use fuse_async::rt::layout::{code, task};
use fuse_handles::rt::layout::table;
use wasm_encoder::{MemArg, ValType};

impl Adapt<'_, '_> {
    /// The start of a task over `id`.
    pub(super) fn begin(&mut self, id: EdgeId) -> FuncBuilder {
        let edge = self.plan.tasks.edges[id];
        let (params, results) = signature::begin(self.graph, edge);
        let mut f = FuncBuilder::new(&params);
        let mut args = f.params();
        let task = args.remove(0);
        self.barred(&mut f, &results, |this, f| {
            let args = match edge.lower {
                Some(lower) => this.start_call(f, lower, edge.lift, task, &args),
                None => this.start_root(f, edge.lift, task, &args),
            };
            this.start_task(f, task);
            let lift = &this.graph.lifts[edge.lift];
            f.get_all(&args)
                .call(FuncIndex(this.layout.index(lift.func)));
            if !lift.opts.async_ {
                this.end_sync(f, id, task);
                f.u32_const(code::EXIT);
            }
        });
        f
    }

    /// Copies the parameters of a call between instances.
    fn start_call(
        &mut self,
        f: &mut FuncBuilder,
        lower: LowerId,
        lift: LiftId,
        task: Local,
        args: &[Local],
    ) -> Vec<Local> {
        let ty = self.graph.lowers[lower].ty;
        let callee = &self.graph.lifts[lift];
        let (lower, lift) = self.sides(lower, lift);
        let mark = matches!(lower.opts.holder, Some(Holder::Lending(_))).then(|| {
            f.call(self.tables.intrinsic(fuse_handles::Intrinsic::Lends));
            f.save(ValType::I32)
        });
        self.open_scope(f, callee, task);
        let flag = lift.opts.realloc.map(|_| lift.owner);
        self.set_may_leave(f, flag, false);
        let args = self.emitter.start(f, ty, &lower.opts, &lift.opts, args);
        self.set_may_leave(f, flag, true);
        self.close_scope(f, callee);
        if let Some(mark) = mark {
            f.get(mark).get(task);
            f.call(self.tables.task_intrinsic(Intrinsic::LendsKeep));
        }
        args
    }

    /// Has borrowed handles that are added to the callee's table counted as the task's.
    pub(super) fn open_scope(&self, f: &mut FuncBuilder, callee: &Lift<'_>, task: Local) {
        if self.keeps_borrows(callee.owner, callee.ty) {
            f.i32_const(0).get(task).u32_const(task::BORROWS);
            f.ins().i32_add().i32_store(self.scope(callee));
        }
    }

    /// Ends what [`Adapt::open_scope`] began.
    pub(super) fn close_scope(&self, f: &mut FuncBuilder, callee: &Lift<'_>) {
        if self.keeps_borrows(callee.owner, callee.ty) {
            f.i32_const(0).i32_const(0);
            f.ins().i32_store(self.scope(callee));
        }
    }

    fn scope(&self, callee: &Lift<'_>) -> MemArg {
        let header = self.tables.header(callee.owner);
        self.tables.word(header + table::SCOPE)
    }
}
