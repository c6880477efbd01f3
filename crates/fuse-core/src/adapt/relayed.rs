//! A call of a function of the host by way of the runtime's memory, as `plan/relay` decided: the parameters are copied there when the call is
//! made, with all that they point to, and the result is copied from there to the caller when the host has returned.
//!
//! Calls overlap, so each has blocks of its own: a list of them for the parameters and the result, and what the host allocates for the result,
//! of which each block is freed as soon as its contents were copied.

use super::{Adapt, split};
use crate::graph::LowerId;
use crate::plan::{HostCallId, host_allocates};
use fuse_abi::flat;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::handles::Holder;
use fuse_abi::layout;
use fuse_abi::memory::Bytes;
use fuse_abi::opts::FinalOpts;
use fuse_async::rt::layout::RELAYED;
use fuse_handles::Intrinsic;
use fuse_handles::rt::layout::relay;
use wasm_encoder::ValType;

impl Adapt<'_, '_> {
    /// The lowered function.
    pub(super) fn relayed_task(&mut self, id: LowerId, call: HostCallId) -> FuncBuilder {
        let lower = &self.graph.lowers[id];
        let async_ = lower.opts.async_;
        let types = &self.graph.types;
        let func = types.func(lower.ty);
        let (params, _) = flat::lower_signature(types, func, async_);
        let declared = flat::params(types, func, flat::max_params(async_));
        let declared = declared.map_or(1, |params| params.len());

        let mut f = FuncBuilder::new(&params);
        self.check_may_leave(&mut f, lower.owner);
        if !async_ {
            self.check_may_block(&mut f, lower.owner);
        }
        let (args, retptr) = split(f.params(), declared);
        let holder = self.host_lender(id);
        let mark = self.mark_lends(&mut f, holder);
        let caller = self.opts(lower.owner, &lower.opts, holder);
        let relay = self.relay_opts(id);
        let mut given = self
            .emitter
            .pass_on_params(&mut f, lower.ty, &caller, &relay, &args);
        if let (true, Some(retptr)) = (async_, retptr) {
            self.emitter
                .check_result_at(&mut f, lower.ty, &caller, retptr);
        }
        // Of the blocks in the list, that of the result is the first.
        let result = self.result_room(&mut f, id);
        f.call(self.tables.intrinsic(Intrinsic::ScratchTake));
        let blocks = f.save(ValType::I32);
        given.extend(result);
        if !async_ {
            f.get_all(&given);
            self.call_host(&mut f, id, call.0, None, mark);
            let returned = self.take_relayed(&mut f, id, result, retptr);
            f.get(blocks)
                .call(self.tables.intrinsic(Intrinsic::ScratchFree));
            f.get_all(&returned);
            return f;
        }
        if let Some(retptr) = retptr {
            f.get(blocks).get(retptr);
            f.ins().i32_store(self.tables.word(relay::RETPTR));
        }
        f.get_all(&given);
        self.call_host(&mut f, id, call.0 | RELAYED, Some(blocks), mark);
        f
    }

    /// Delivers what the host has returned for a call that an instance lowered with `async`, whose blocks are given.
    pub(super) fn deliver_relayed(&mut self, f: &mut FuncBuilder, id: LowerId, blocks: Local) {
        f.get(blocks)
            .ins()
            .i32_load(self.tables.word(relay::RETPTR));
        let retptr = f.save(ValType::I32);
        f.get(blocks).u32_const(relay::RESULT).ins().i32_add();
        let result = f.save(ValType::I32);
        self.take_relayed(f, id, Some(result), Some(retptr));
        f.free(result);
        f.free(retptr);
    }

    /// Room for the result of a call, if it has one.
    fn result_room(&mut self, f: &mut FuncBuilder, id: LowerId) -> Option<Local> {
        let result = self.graph.types.func(self.graph.lowers[id].ty).result?;
        let room = layout::of(&self.graph.types, result);
        let realloc = self.tables.intrinsic(Intrinsic::ScratchRealloc);
        let bytes = Bytes::Const(room.size);
        let memory = self.tables.memory();
        Some(self.emitter.allocate(f, memory, realloc, room.align, bytes))
    }

    /// Copies the result at `result` to the caller, and gives the core results of the lowered function.
    fn take_relayed(
        &mut self,
        f: &mut FuncBuilder,
        id: LowerId,
        result: Option<Local>,
        retptr: Option<Local>,
    ) -> Vec<Local> {
        let Some(result) = result else {
            return vec![];
        };
        let lower = &self.graph.lowers[id];
        let holder = self.holder(lower.owner, lower.ty);
        let caller = self.opts(lower.owner, &lower.opts, holder);
        let relay = self.relay_opts(id);
        let free = host_allocates(self.graph, id);
        let free = free.then(|| self.tables.intrinsic(Intrinsic::ResultFree));
        let flag = lower.opts.realloc.map(|_| lower.owner);
        let mut returned = vec![];
        self.barred(f, &[], |this, f| {
            this.set_may_leave(f, flag, false);
            returned = this
                .emitter
                .pass_on_result(f, lower.ty, &caller, &relay, free, result, retptr);
            this.set_may_leave(f, flag, true);
        });
        returned
    }

    /// By which options the host is called, as far as the copies go: the host's handles, in the runtime's memory.
    fn relay_opts(&self, id: LowerId) -> FinalOpts {
        let lower = &self.graph.lowers[id];
        FinalOpts {
            memory: Some(self.tables.memory()),
            realloc: Some(self.tables.intrinsic(Intrinsic::ScratchRealloc)),
            encoding: lower.opts.encoding,
            async_: true,
            holder: self.holder(lower.owner, lower.ty).map(|_| Holder::Host),
            ..FinalOpts::default()
        }
    }
}
