//! A call of a function of the host that is of async type. The wrapper lowers it with `async`, so that the host never blocks what runs
//! inside; a caller that lowered it synchronously waits here.

use super::{Adapt, split};
use crate::boundary::Source;
use crate::graph::LowerId;
use crate::plan::HostCallId;
use fuse_abi::flat;
use fuse_abi::func::FuncBuilder;
use fuse_abi::handles::Holder;
use fuse_async::Intrinsic;
use wasm_encoder::ValType;

impl Adapt<'_, '_> {
    /// The lowered function.
    pub(super) fn host_task(&mut self, id: LowerId, call: HostCallId) -> FuncBuilder {
        let lower = &self.graph.lowers[id];
        let func = self.graph.types.func(lower.ty);
        let (params, results) = flat::lower_signature(&self.graph.types, func, lower.opts.async_);
        // Validation and the plan see to it that both ways of lowering take the same arguments.
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
        f.get_all(&args)
            .get_all(retptr.as_slice())
            .call(self.layout.host(Source::Lower(id)));
        f.u32_const(self.tables.header(lower.owner))
            .u32_const(call.0);
        match retptr {
            Some(retptr) => f.get(retptr),
            None => f.u32_const(0),
        };
        f.call(self.tables.task_intrinsic(match lower.opts.async_ {
            true => Intrinsic::HostCallEnd,
            false => Intrinsic::HostCallAwait,
        }));
        assert_eq!(
            results.as_slice(),
            if lower.opts.async_ {
                &[ValType::I32][..]
            } else {
                &[]
            },
            "a result that is not in memory is refused by plan"
        );
        f
    }
}
