//! Writes the functions that fusion adds: what stands between instances, between instances and the host, and between the runtime and
//! both; and the built-ins.
//!
//! * calls of functions that are not of async type: `adapter`, `host`
//! * calls of functions of async type: `call` and `begin`, `resolve` for their results; `root`, `host_task` and `relayed` where the host takes part
//! * what the runtime calls: `dispatch`
//! * canonical built-ins: `builtin`, with `resource`, `task`, `channel` and `error_context`
//! * what all of these need: `around`, `tables`, `short`
//!
//! The copying of values is left to [`Emitter`].

mod adapter;
mod around;
mod begin;
mod builtin;
mod call;
mod channel;
mod dispatch;
mod error_context;
mod host;
mod host_task;
mod relayed;
mod resolve;
mod resource;
mod root;
mod short;
mod tables;
mod task;

use crate::graph::{ComponentInstanceId, GraphOpts, InstanceGraph, LiftId, LowerId};
use crate::layout::{Emitted, Layout};
use crate::link::CoreModule;
use crate::plan::{Plan, handles};
use fuse_abi::emitter::Emitter;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::handles::Holder;
use fuse_abi::opts::FinalOpts;
use fuse_abi::trap::TrapReason;
use fuse_abi::types::FuncTypeId;
use tables::Tables;

/// Defines every function of `layout.emitted` but the start function, which the linker has defined.
pub fn emit<'a>(
    module: &mut CoreModule,
    graph: &InstanceGraph<'a>,
    plan: &Plan<'a>,
    layout: &Layout<'a>,
) {
    let tables = Tables {
        graph,
        plan,
        layout,
    };
    let mut adapt = Adapt {
        graph,
        plan,
        layout,
        tables,
        emitter: Emitter::new(&graph.types, module, &tables),
    };
    for (&emitted, &func) in &layout.emitted {
        if let Emitted::Trap(trap) = emitted {
            adapt.emitter.use_trap(trap.reason(), func);
        }
    }
    for (&emitted, &func) in &layout.emitted {
        let body = match emitted {
            Emitted::Adapter(lower, lift) => adapt.adapter(lower, lift),
            Emitted::Reentry(_) => adapt.trap(TrapReason::CannotEnter),
            Emitted::Barred(_) => adapt.trap(TrapReason::CannotLeave),
            Emitted::Call(id) => adapt.call(id),
            Emitted::Begin(id) => adapt.begin(id),
            Emitted::Dispatch(dispatch) => adapt.dispatch(dispatch),
            Emitted::HostCall(id) => match plan.tasks.host_call(id) {
                Some(call) => adapt.host_task(id, call),
                None => adapt.host_call(id),
            },
            Emitted::Builtin(id) => adapt.builtin(id),
            Emitted::Entry(id) => match plan.tasks.root(id) {
                Some(edge) => adapt.root(edge),
                None => adapt.entry(id),
            },
            Emitted::Dtor(id) => adapt.exported_dtor(id),
            Emitted::Realloc(owner, def) => adapt.exported_realloc(owner, def),
            Emitted::TaskRealloc(owner, def) => adapt.task_realloc(owner, def),
            Emitted::PostReturn(id) => adapt.exported_post_return(id),
            Emitted::Trap(_) => {
                let mut f = FuncBuilder::new(&[]);
                f.ins().unreachable();
                f
            }
            Emitted::Start => continue,
        };
        adapt.emitter.define(func, body);
    }
}

struct Adapt<'p, 'a> {
    graph: &'p InstanceGraph<'a>,
    plan: &'p Plan<'a>,
    layout: &'p Layout<'a>,
    tables: Tables<'p, 'a>,
    emitter: Emitter<'p>,
}

/// One side of a call.
struct Side {
    owner: ComponentInstanceId,
    opts: FinalOpts,
}

impl<'a> Adapt<'_, 'a> {
    /// The two sides of a call between instances: the caller's and the callee's.
    fn sides(&self, lower: LowerId, lift: LiftId) -> (Side, Side) {
        let caller = &self.graph.lowers[lower];
        let callee = &self.graph.lifts[lift];
        let lender = handles::occur(self.graph, caller.ty).then(|| {
            self.plan
                .handles
                .lender(self.graph, &self.plan.tasks, lower)
        });
        let holder = self.holder(callee.owner, callee.ty);
        (
            Side {
                owner: caller.owner,
                opts: self.opts(caller.owner, &caller.opts, lender),
            },
            Side {
                owner: callee.owner,
                opts: self.opts(callee.owner, &callee.opts, holder),
            },
        )
    }

    /// Canonical options of `owner` by final index, as adapters use them.
    fn opts(
        &self,
        owner: ComponentInstanceId,
        opts: &GraphOpts<'a>,
        holder: Option<Holder>,
    ) -> FinalOpts {
        let mut finals = self.layout.opts(opts, holder);
        if let Some(realloc) = opts.realloc {
            let thunk = Emitted::TaskRealloc(owner, realloc);
            let thunk = self.layout.emitted.get(&thunk).copied();
            finals.realloc = thunk.or(finals.realloc);
        }
        finals
    }

    /// A function that always traps.
    fn trap(&mut self, reason: TrapReason) -> FuncBuilder {
        // The body has no use for its parameters.
        let mut f = FuncBuilder::new(&[]);
        self.emitter.trap_always(&mut f, reason);
        f
    }

    /// Who holds the handles of `instance` in calls of type `ty`, if there are any.
    fn holder(&self, instance: ComponentInstanceId, ty: FuncTypeId) -> Option<Holder> {
        handles::occur(self.graph, ty).then(|| Holder::Table(self.tables.table(instance)))
    }
}

/// Parameters of the function type, and the pointer behind them to which a spilled result goes.
fn split(mut params: Vec<Local>, declared: usize) -> (Vec<Local>, Option<Local>) {
    let retptr = params.split_off(declared);
    assert!(
        retptr.len() <= 1,
        "one pointer at most stands behind the parameters"
    );
    (params, retptr.first().copied())
}
