//! A fused call of a function that is not of async type, or that might as well not be: the body of *canon lower* around the body of
//! *canon lift* (CanonicalABI).

use super::{Adapt, split};
use crate::graph::{LiftId, LowerId};
use fuse_abi::flat;
use fuse_abi::func::FuncBuilder;
use fuse_abi::handles::Holder;
use fuse_abi::opts::FuncIndex;
use fuse_async::rt::layout::progress;
use fuse_handles::Intrinsic;
use wasm_encoder::ValType;

impl Adapt<'_, '_> {
    /// *canon lower* of `id` around *canon lift* of `lift`.
    pub(super) fn adapter(&mut self, id: LowerId, lift: LiftId) -> FuncBuilder {
        let ty = self.graph.lowers[id].ty;
        let func = self.graph.lifts[lift].func;
        let (caller, callee) = self.sides(id, lift);
        let (lower, lift) = (&caller.opts, &callee.opts);
        let func_ty = self.graph.types.func(ty);
        let (params, results) = flat::lower_signature(&self.graph.types, func_ty, lower.async_);
        let (_, callee_results) = flat::lift_signature(&self.graph.types, func_ty, false);
        let max_params = flat::max_params(lower.async_);
        let flat_params = flat::params(&self.graph.types, func_ty, max_params);
        let declared = flat_params.map_or(1, |params| params.len());

        let mut f = FuncBuilder::new(&params);
        let (args, retptr) = split(f.params(), declared);
        self.check_may_leave(&mut f, caller.owner);
        if func_ty.async_ && !lower.async_ {
            self.check_may_block(&mut f, caller.owner);
        }
        let lends = matches!(lower.holder, Some(Holder::Lending(_))).then(|| {
            f.call(self.tables.intrinsic(Intrinsic::Lends));
            f.save(ValType::I32)
        });
        self.barred(&mut f, &results, |this, f| {
            // `realloc` runs only while values with pointers are lowered, and only it could see the flag.
            let callee_flag = lift.realloc.map(|_| callee.owner);
            this.set_may_leave(f, callee_flag, false);
            let callee_args = this.emitter.start(f, ty, lower, lift, &args);
            this.set_may_leave(f, callee_flag, true);

            let task = this.enter_task(f, callee.owner);
            f.get_all(&callee_args)
                .call(FuncIndex(this.layout.index(func)));
            let returned = f.save_all(&callee_results);
            this.check_borrows(f, callee.owner, ty);

            let caller_flag = lower.realloc.map(|_| caller.owner);
            this.set_may_leave(f, caller_flag, false);
            let resolved = this.emitter.resolve(f, ty, lower, lift, &returned, retptr);
            this.set_may_leave(f, caller_flag, true);

            if let Some(post_return) = lift.post_return {
                this.set_may_leave(f, Some(callee.owner), false);
                f.get_all(&returned).call(post_return);
                this.set_may_leave(f, Some(callee.owner), true);
            }
            this.leave_task(f, task);
            if let Some(mark) = lends {
                f.get(mark).call(this.tables.intrinsic(Intrinsic::LendsEnd));
            }
            f.get_all(&resolved);
            if lower.async_ {
                f.u32_const(progress::RETURNED);
            }
        });
        f
    }
}
