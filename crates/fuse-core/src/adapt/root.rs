//! Exported functions of async type: each call of the host runs as a task of its own, whatever the function is lifted like.

use super::Adapt;
use super::call::lift_flag;
use crate::graph::LiftId;
use crate::plan::EdgeId;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::handles::Holder;
use fuse_async::Intrinsic;
use wasm_encoder::{BlockType, ValType};

impl Adapt<'_, '_> {
    /// The core function that the wrapper lifts with `async` and the callback of the runtime.
    pub(super) fn root(&mut self, edge: EdgeId) -> FuncBuilder {
        let lift = &self.graph.lifts[self.plan.tasks.edges[edge].lift];
        let args = self.caller_args(edge);
        let mut f = FuncBuilder::new(&args);
        let args = f.params();
        f.u32_const(self.tables.header(lift.owner))
            .u32_const(edge.0)
            .u32_const(lift_flag(lift));
        f.call(self.tables.task_intrinsic(Intrinsic::RootNew));
        let task = f.save(ValType::I32);
        f.get(task)
            .call(self.tables.task_intrinsic(Intrinsic::TaskEnter));
        f.if_(BlockType::Result(ValType::I32));
        f.get(task).get(task);
        self.call_begin(&mut f, edge, &args);
        f.call(self.tables.task_intrinsic(Intrinsic::RootEnd));
        f.else_();
        if !args.is_empty() {
            let count = u32::try_from(args.len()).expect("there are 16 arguments at most");
            f.get(task).u32_const(count);
            f.call(self.tables.task_intrinsic(Intrinsic::ArgsAlloc));
            let at = f.save(ValType::I32);
            self.store_args(&mut f, at, 0, &args);
        }
        f.get(task)
            .call(self.tables.task_intrinsic(Intrinsic::RootWait));
        f.end();
        f
    }

    /// Takes the handles among the parameters from the host.
    pub(super) fn start_root(
        &mut self,
        f: &mut FuncBuilder,
        id: LiftId,
        task: Local,
        args: &[Local],
    ) -> Vec<Local> {
        if !self.plan.handles.entries.contains(&id) {
            return args.to_vec();
        }
        let lift = &self.graph.lifts[id];
        let memory = self.memory(lift.opts.memory);
        let holder = Holder::Table(self.tables.table(lift.owner));
        self.open_scope(f, lift, task);
        let args = self
            .emitter
            .exchange_params(f, lift.ty, memory, Holder::Host, holder, args);
        self.close_scope(f, lift);
        args
    }
}
