//! A call of a function of the host that is of async type. The wrapper lowers it with `async`, so that the host never blocks what runs
//! inside; a caller that lowered it synchronously waits here.

use super::{Adapt, split};
use crate::boundary::Source;
use crate::graph::LowerId;
use crate::plan::{HostCallId, is_relayed};
use fuse_abi::flat;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::handles::Holder;
use fuse_abi::layout;
use fuse_abi::memory::Bytes;
use fuse_abi::opts::FinalOpts;
use fuse_async::Intrinsic;
use fuse_handles::Intrinsic as HandleIntrinsic;
use wasm_encoder::ValType;

impl Adapt<'_, '_> {
    /// The lowered function.
    pub(super) fn host_task(&mut self, id: LowerId, call: HostCallId) -> FuncBuilder {
        if is_relayed(self.graph, id) {
            return self.relayed_task(id, call);
        }
        let lower = &self.graph.lowers[id];
        let func = self.graph.types.func(lower.ty);
        let (params, results) = flat::lower_signature(&self.graph.types, func, lower.opts.async_);
        // Both ways of lowering take the same arguments, or else the call is relayed.
        let declared = flat::params(&self.graph.types, func, flat::max_params(true));
        let declared = declared.map_or(1, |params| params.len());
        let mut f = FuncBuilder::new(&params);
        self.check_may_leave(&mut f, lower.owner);
        if !lower.opts.async_ {
            self.check_may_block(&mut f, lower.owner);
        }
        let (mut args, retptr) = split(f.params(), declared);
        if let Some(holder) = self.holder(lower.owner, lower.ty) {
            let memory = self.memory(lower.opts.memory);
            args = self.emitter.exchange_async_params(
                &mut f,
                lower.ty,
                memory,
                holder,
                Holder::Host,
                &args,
            );
        }
        self.call_host(&mut f, id, call, &args, retptr);
        assert_eq!(
            results.as_slice(),
            if lower.opts.async_ {
                &[ValType::I32][..]
            } else {
                &[]
            },
            "a call whose result is not in memory is relayed"
        );
        f
    }

    /// A lowered function whose parameters and result lie in the runtime's memory while the caller waits: in blocks of this call's own, since
    /// calls overlap.
    fn relayed_task(&mut self, id: LowerId, call: HostCallId) -> FuncBuilder {
        let lower = &self.graph.lowers[id];
        let types = &self.graph.types;
        let func = types.func(lower.ty);
        let (params, _) = flat::lower_signature(types, func, false);
        let declared = flat::params(types, func, flat::MAX_FLAT_PARAMS);
        let declared = declared.map_or(1, |params| params.len());
        let holder = self.holder(lower.owner, lower.ty);
        let runtime = self.tables.memory();
        let realloc = self.tables.intrinsic(HandleIntrinsic::ScratchRealloc);
        let again = FinalOpts {
            memory: Some(runtime),
            realloc: Some(realloc),
            encoding: lower.opts.encoding,
            async_: true,
            holder: holder.map(|_| Holder::Host),
            ..FinalOpts::default()
        };
        let caller = self.opts(lower.owner, &lower.opts, holder);

        let mut f = FuncBuilder::new(&params);
        self.check_may_leave(&mut f, lower.owner);
        self.check_may_block(&mut f, lower.owner);
        let (args, retptr) = split(f.params(), declared);
        let given = self
            .emitter
            .pass_on_params(&mut f, lower.ty, &caller, &again, &args);
        let at = func.result.map(|result| {
            let room = layout::of(types, result);
            let bytes = Bytes::Const(room.size);
            self.emitter
                .allocate(&mut f, runtime, realloc, room.align, bytes)
        });
        f.call(self.tables.intrinsic(HandleIntrinsic::ScratchTake));
        let blocks = f.save(ValType::I32);
        self.call_host(&mut f, id, call, &given, at);
        let returned = match at {
            Some(at) => self
                .emitter
                .pass_on_result(&mut f, lower.ty, &caller, &again, at, retptr),
            None => vec![],
        };
        f.get(blocks)
            .call(self.tables.intrinsic(HandleIntrinsic::ScratchFree));
        f.get_all(&returned);
        f
    }

    /// Calls the host's function, whose result goes to `at`; if the caller lowered it synchronously, waits until it has returned. Otherwise
    /// pushes the status.
    fn call_host(
        &mut self,
        f: &mut FuncBuilder,
        id: LowerId,
        call: HostCallId,
        args: &[Local],
        at: Option<Local>,
    ) {
        let lower = &self.graph.lowers[id];
        f.get_all(args)
            .get_all(at.as_slice())
            .call(self.layout.host(Source::Lower(id)));
        f.u32_const(self.tables.header(lower.owner))
            .u32_const(call.0);
        match at {
            Some(at) => f.get(at),
            None => f.u32_const(0),
        };
        f.call(self.tables.task_intrinsic(match lower.opts.async_ {
            true => Intrinsic::HostCallEnd,
            false => Intrinsic::HostCallAwait,
        }));
    }
}
