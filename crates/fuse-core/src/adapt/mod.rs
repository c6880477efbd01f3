//! Writes the functions that fusion adds: one adapter per fused call, the built-ins of resources, and what stands between instances
//! and the host.
//!
//! An adapter is the body of *canon lower* around the body of *canon lift* (CanonicalABI), with the copying left to
//! [`Emitter::start`] and [`Emitter::resolve`].

mod host;
mod resource;
mod tables;

use crate::graph::{ComponentInstanceId, InstanceGraph, Lift, LiftId, Lower, LowerId, Resource};
use crate::layout::{Emitted, Layout};
use crate::link::CoreModule;
use crate::plan::{Plan, handles};
use fuse_abi::emitter::Emitter;
use fuse_abi::flat;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::handles::Holder;
use fuse_abi::opts::FuncIndex;
use fuse_abi::trap::TrapReason;
use fuse_abi::types::{FuncTypeId, ResourceId};
use fuse_handles::{Intrinsic, emit};
use tables::Tables;
use wasm_encoder::{BlockType, ValType};

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
            Emitted::HostCall(id) => adapt.host_call(id),
            Emitted::Builtin(id) => adapt.builtin(id),
            Emitted::Entry(id) => adapt.entry(id),
            Emitted::Dtor(id) => adapt.exported_dtor(id),
            Emitted::Realloc(owner, def) => adapt.exported_realloc(owner, def),
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

impl<'a> Adapt<'_, 'a> {
    /// *canon lower* of `lower` around *canon lift* of `lift`, both synchronous.
    fn adapter(&mut self, id: LowerId, lift: LiftId) -> FuncBuilder {
        let Lower {
            owner: caller,
            ty,
            opts: lower,
            ..
        } = &self.graph.lowers[id];
        let Lift {
            owner: callee,
            func,
            opts: lift,
            ..
        } = &self.graph.lifts[lift];
        let func_ty = self.graph.types.func(*ty);
        let (params, results) = flat::lower_signature(&self.graph.types, func_ty);
        let (_, callee_results) = flat::lift_signature(&self.graph.types, func_ty);
        let holders = handles::occur(self.graph, *ty).then(|| {
            let caller = self.plan.handles.lender(self.graph, id);
            (caller, Holder::Table(self.tables.table(*callee)))
        });
        let lower = self.layout.opts(lower, holders.map(|(caller, _)| caller));
        let lift = self.layout.opts(lift, holders.map(|(_, callee)| callee));

        let flat_params = flat::params(&self.graph.types, func_ty, flat::MAX_FLAT_PARAMS);
        let declared = flat_params.map_or(1, |params| params.len());

        let mut f = FuncBuilder::new(&params);
        let (args, retptr) = split(f.params(), declared);
        self.check_may_leave(&mut f, *caller);
        let lends = matches!(lower.holder, Some(Holder::Lending(_))).then(|| {
            f.call(self.tables.intrinsic(Intrinsic::Lends));
            f.save(ValType::I32)
        });
        self.barred(&mut f, &results, |this, f| {
            // `realloc` runs only while values with pointers are lowered, and only it could see the flag.
            let callee_flag = lift.realloc.map(|_| *callee);
            this.set_may_leave(f, callee_flag, false);
            let callee_args = this.emitter.start(f, *ty, &lower, &lift, &args);
            this.set_may_leave(f, callee_flag, true);

            f.get_all(&callee_args)
                .call(FuncIndex(this.layout.index(*func)));
            let returned = f.save_all(&callee_results);
            this.check_borrows(f, *callee, *ty);

            let caller_flag = lower.realloc.map(|_| *caller);
            this.set_may_leave(f, caller_flag, false);
            let resolved = this
                .emitter
                .resolve(f, *ty, &lower, &lift, &returned, retptr);
            this.set_may_leave(f, caller_flag, true);

            if let Some(post_return) = lift.post_return {
                this.set_may_leave(f, Some(*callee), false);
                f.get_all(&returned).call(post_return);
                this.set_may_leave(f, Some(*callee), true);
            }
            if let Some(mark) = lends {
                f.get(mark).call(this.tables.intrinsic(Intrinsic::LendsEnd));
            }
            assert_eq!(
                resolved.len(),
                results.len(),
                "resolve gives what the lowered function returns"
            );
            f.get_all(&resolved);
        });
        f
    }

    /// A function that always traps.
    fn trap(&mut self, reason: TrapReason) -> FuncBuilder {
        // The body has no use for its parameters.
        let mut f = FuncBuilder::new(&[]);
        self.emitter.trap_always(&mut f, reason);
        f
    }

    /// Writes `body`, whose values are `results`, so that no exception gets out of it (CanonicalABI, `call_and_trap_on_throw`).
    fn barred(
        &mut self,
        f: &mut FuncBuilder,
        results: &[ValType],
        body: impl FnOnce(&mut Self, &mut FuncBuilder),
    ) {
        if !self.plan.throws {
            return body(self, f);
        }
        let ty = match *results {
            [] => BlockType::Empty,
            [result] => BlockType::Result(result),
            _ => unreachable!("a lowered function has one core result at most"),
        };
        let done = f.block(ty);
        let caught = f.block(BlockType::Empty);
        let _ = f.try_table_catch_all(ty, caught);
        body(self, f);
        f.end().br(done).end();
        self.emitter.trap_always(f, TrapReason::UncaughtException);
        f.end();
    }

    /// Who holds the handles of `instance` in calls of type `ty`, if there are any.
    fn holder(&self, instance: ComponentInstanceId, ty: FuncTypeId) -> Option<Holder> {
        handles::occur(self.graph, ty).then(|| Holder::Table(self.tables.table(instance)))
    }

    /// Traps if `callee`, which was called with parameters of type `ty`, still has handles that it borrowed (CanonicalABI,
    /// `Task.return_`).
    fn check_borrows(&mut self, f: &mut FuncBuilder, callee: ComponentInstanceId, ty: FuncTypeId) {
        let uses = self.graph.types.func_handles(ty);
        let defined = |id: &ResourceId| match self.graph.resources[*id] {
            Resource::Defined { owner, .. } => owner == callee,
            Resource::Host(_) => false,
        };
        if !uses.params_borrow.iter().all(defined) {
            let header = handles::header(self.tables.table(callee));
            emit::borrows(f, self.tables.memory(), header);
            self.emitter.trap_if(f, TrapReason::BorrowOutlivesCall);
        }
    }

    fn check_may_leave(&mut self, f: &mut FuncBuilder, instance: ComponentInstanceId) {
        if let Some(&flag) = self.layout.flags.get(&instance) {
            f.global_get(flag).ins().i32_eqz();
            self.emitter.trap_if(f, TrapReason::CannotLeave);
        }
    }

    fn set_may_leave(
        &mut self,
        f: &mut FuncBuilder,
        instance: Option<ComponentInstanceId>,
        may: bool,
    ) {
        if let Some(&flag) = instance.and_then(|instance| self.layout.flags.get(&instance)) {
            f.i32_const(may.into()).global_set(flag);
        }
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
