//! The result of a task: *canon task.return*, and the end of a function that is lifted without `async` (CanonicalABI, `Task.return_`).
//!
//! Nobody but the running task knows who called, so `task.return` looks at its edge, and there is a case for each caller that the task may
//! have.

use super::Adapt;
use super::call::store;
use crate::boundary::Source;
use crate::graph::{ComponentInstanceId, GraphOpts, LiftId, LowerId};
use crate::plan::{EdgeId, handles};
use fuse_abi::flat;
use fuse_abi::func::{FuncBuilder, Local, memarg};
use fuse_abi::handles::Holder;
use fuse_abi::trap::TrapReason;
use fuse_abi::types::Type;
use fuse_async::rt::layout::task;
use indexmap::IndexSet;
use wasm_encoder::ValType;

/// Who gets a result: the same code delivers it to all lowered functions that are alike.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Receiver<'p, 'a> {
    lift: LiftId,
    caller: Option<(ComponentInstanceId, &'p GraphOpts<'a>)>,
}

impl<'p, 'a> Adapt<'p, 'a> {
    /// *canon task.return* of `owner`.
    pub(super) fn task_return(
        &mut self,
        owner: ComponentInstanceId,
        result: Option<Type>,
        opts: &GraphOpts<'a>,
    ) -> FuncBuilder {
        let params = flat::task_return_params(&self.graph.types, result);
        let mut f = FuncBuilder::new(&params);
        let values = f.params();
        self.check_may_leave(&mut f, owner);
        let task = self.returning_task(&mut f);
        f.get(task).ins().i32_load(self.tables.word(task::EDGE));
        let edge = f.save(ValType::I32);

        let mut receivers: IndexSet<Receiver<'p, 'a>> = IndexSet::new();
        let mut examples = Vec::new();
        let mut table = Vec::new();
        for id in self.plan.tasks.edges.keys() {
            table.push(self.returns(id, owner, result, opts).then(|| {
                let (position, new) = receivers.insert_full(self.receiver(id));
                if new {
                    examples.push(id);
                }
                position
            }));
        }
        self.barred(&mut f, &[], |this, f| {
            this.switch(
                f,
                &[],
                edge,
                &table,
                |this, f, case| this.deliver(f, examples[case], task, &values),
                |this, f| this.emitter.trap_always(f, TrapReason::ResultType),
            );
        });
        self.resolve_task(&mut f, task);
        f
    }

    /// Whether a task over the edge may return by a `task.return` of `owner` with these immediates.
    fn returns(
        &self,
        edge: EdgeId,
        owner: ComponentInstanceId,
        result: Option<Type>,
        opts: &GraphOpts<'a>,
    ) -> bool {
        let lift = &self.graph.lifts[self.plan.tasks.edges[edge].lift];
        lift.owner == owner
            && lift.opts.async_
            && self.graph.types.func(lift.ty).result == result
            && lift.opts.encoding == opts.encoding
            && (opts.memory.is_none() || opts.memory == lift.opts.memory)
    }

    fn receiver(&self, edge: EdgeId) -> Receiver<'p, 'a> {
        let edge = self.plan.tasks.edges[edge];
        let caller = |lower: LowerId| {
            let lower = &self.graph.lowers[lower];
            (lower.owner, &lower.opts)
        };
        Receiver {
            lift: edge.lift,
            caller: edge.lower.map(caller),
        }
    }

    /// Takes what a function that is lifted without `async` returned from the stack, and ends the call as far as its result goes.
    pub(super) fn end_sync(&mut self, f: &mut FuncBuilder, id: EdgeId, task: Local) {
        let edge = self.plan.tasks.edges[id];
        let lift = &self.graph.lifts[edge.lift];
        let func = self.graph.types.func(lift.ty);
        let (_, results) = flat::lift_signature(&self.graph.types, func, false);
        let returned = f.save_all(&results);
        if self.keeps_borrows(lift.owner, lift.ty) {
            f.get(task).ins().i32_load(self.tables.word(task::BORROWS));
            self.emitter.trap_if(f, TrapReason::BorrowOutlivesTask);
        }
        let opts = self.opts(lift.owner, &lift.opts, None);
        let values = match edge.lower {
            Some(_) => returned.clone(),
            None => self.emitter.relay_result(f, lift.ty, &opts, &returned),
        };
        self.deliver(f, id, task, &values);
        self.resolve_task(f, task);
        if let Some(post_return) = opts.post_return {
            self.set_may_leave(f, Some(lift.owner), false);
            f.get_all(&returned).call(post_return);
            self.set_may_leave(f, Some(lift.owner), true);
        }
    }

    /// Copies the result of a task to whoever called it over this edge.
    fn deliver(&mut self, f: &mut FuncBuilder, edge: EdgeId, task: Local, values: &[Local]) {
        let edge = self.plan.tasks.edges[edge];
        match edge.lower {
            Some(lower) => self.deliver_to_instance(f, lower, edge.lift, task, values),
            None => self.deliver_to_host(f, edge.lift, values),
        }
    }

    fn deliver_to_instance(
        &mut self,
        f: &mut FuncBuilder,
        lower: LowerId,
        lift: LiftId,
        task: Local,
        values: &[Local],
    ) {
        let ty = self.graph.lowers[lower].ty;
        let (lower, lift) = self.sides(lower, lift);
        let func = self.graph.types.func(ty);
        let (_, results) = flat::lower_signature(&self.graph.types, func, lower.opts.async_);
        let on_stack = !lower.opts.async_ && !results.is_empty();
        let retptr = (func.result.is_some() && !on_stack).then(|| {
            f.get(task).ins().i32_load(self.tables.word(task::RETPTR));
            f.save(ValType::I32)
        });
        let flag = lower.opts.realloc.map(|_| lower.owner);
        self.set_may_leave(f, flag, false);
        let resolved = self
            .emitter
            .resolve(f, ty, &lower.opts, &lift.opts, values, retptr);
        self.set_may_leave(f, flag, true);
        if let [result] = *resolved {
            f.get(task).get(result);
            let at = memarg(self.tables.memory(), task::RESULT, 3);
            store(f, at, result.ty());
        }
    }

    /// Hands the result over to the host, as values of its own `task.return`.
    fn deliver_to_host(&mut self, f: &mut FuncBuilder, id: LiftId, values: &[Local]) {
        let lift = &self.graph.lifts[id];
        let memory = self.memory(lift.opts.memory);
        let mut given = values.to_vec();
        if self.plan.handles.entries.contains(&id) {
            let holder = Holder::Table(self.tables.table(lift.owner));
            given =
                self.emitter
                    .exchange_returned(f, lift.ty, memory, holder, Holder::Host, values);
        }
        let stash = handles::stashes_returned(self.graph, lift).then(|| self.stash(memory));
        if let Some(stash) = stash {
            stash.show(f, None, |f| {
                self.emitter.trap_always(f, TrapReason::HandlesOverlap);
            });
        }
        f.get_all(&given)
            .call(self.layout.host(Source::TaskReturn(id)));
        if let Some(stash) = stash {
            stash.restore(f);
        }
    }
}
