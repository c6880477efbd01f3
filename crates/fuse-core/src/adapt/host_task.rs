//! A call of a function of the host that is of async type. The wrapper lowers it with `async`, so that the host never blocks what runs
//! inside; a caller that lowered it synchronously waits here.

use super::{Adapt, split};
use crate::boundary::Source;
use crate::graph::LowerId;
use crate::plan::{HostCallId, is_relayed};
use fuse_abi::flat;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::handles::Holder;
use fuse_async::Intrinsic;
use fuse_async::rt::layout::NO_LENDS;
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
        let holder = self.host_lender(id);
        let mark = self.mark_lends(&mut f, holder);
        if let Some(holder) = holder {
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
        f.get_all(&args).get_all(retptr.as_slice());
        self.call_host(&mut f, id, call.0, retptr, mark);
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

    /// Who holds the handles of the caller, if there are any.
    pub(super) fn host_lender(&self, id: LowerId) -> Option<Holder> {
        let lower = &self.graph.lowers[id];
        self.holder(lower.owner, lower.ty)
            .map(|_| self.plan.handles.host_lender(self.graph, id))
    }

    /// How many lends there are before those of a call, if it may have some.
    pub(super) fn mark_lends(&self, f: &mut FuncBuilder, holder: Option<Holder>) -> Option<Local> {
        matches!(holder, Some(Holder::Lending(_))).then(|| {
            f.call(self.tables.intrinsic(HandleIntrinsic::Lends));
            f.save(ValType::I32)
        })
    }

    /// Pops the arguments and calls the host's function; if the caller lowered it synchronously, waits until it has returned, and otherwise
    /// pushes the status. `call` and `result` are what the runtime knows the call by.
    pub(super) fn call_host(
        &mut self,
        f: &mut FuncBuilder,
        id: LowerId,
        call: u32,
        result: Option<Local>,
        mark: Option<Local>,
    ) {
        let lower = &self.graph.lowers[id];
        f.call(self.layout.host(Source::Lower(id)));
        f.u32_const(self.tables.header(lower.owner)).u32_const(call);
        match result {
            Some(at) => f.get(at),
            None => f.u32_const(0),
        };
        match mark {
            Some(mark) => f.get(mark),
            None => f.u32_const(NO_LENDS),
        };
        f.call(self.tables.task_intrinsic(match lower.opts.async_ {
            true => Intrinsic::HostCallEnd,
            false => Intrinsic::HostCallAwait,
        }));
    }
}
