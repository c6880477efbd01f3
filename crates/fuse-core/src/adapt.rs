//! Writes the functions that fusion adds: one adapter per fused call, and the thunks that keep `may_leave` right where the host calls.
//!
//! An adapter is the body of *canon lower* around the body of *canon lift* (CanonicalABI), with the copying left to
//! [`Emitter::start`] and [`Emitter::resolve`].

use crate::graph::{
    BuiltinKind, ComponentInstanceId, CoreDef, InstanceGraph, Lift, LiftId, Lower, LowerId,
    Resource,
};
use crate::layout::{Emitted, Layout};
use crate::link::CoreModule;
use crate::plan::Plan;
use fuse_abi::emitter::Emitter;
use fuse_abi::flat;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::opts::FuncIndex;
use fuse_abi::trap::TrapReason;
use wasm_encoder::{BlockType, ValType};

/// Defines every function of `layout.emitted` but the start function, which the linker has defined.
pub fn emit<'a>(
    module: &mut CoreModule,
    graph: &InstanceGraph<'a>,
    plan: &Plan<'a>,
    layout: &Layout<'a>,
) {
    let mut adapt = Adapt {
        graph,
        plan,
        layout,
        emitter: Emitter::new(&graph.types, module),
    };
    for (&emitted, &func) in &layout.emitted {
        let body = match emitted {
            Emitted::Adapter(lower, lift) => adapt.adapter(lower, lift),
            Emitted::Reentry(_) => adapt.trap(TrapReason::CannotEnter),
            Emitted::Barred(_) => adapt.trap(TrapReason::CannotLeave),
            Emitted::GuardedLower(id) => {
                let lower = &graph.lowers[id];
                let (params, _) = flat::lower_signature(&graph.types, graph.types.func(lower.ty));
                adapt.leave(&params, lower.owner, layout.import(CoreDef::Lower(id)))
            }
            Emitted::GuardedBuiltin(id) => {
                let builtin = &graph.builtins[id];
                let param = builtin_param(graph, &builtin.kind);
                adapt.leave(&[param], builtin.owner, layout.import(CoreDef::Builtin(id)))
            }
            Emitted::Realloc(owner, def) => {
                adapt.with_leave_clear(&[ValType::I32; 4], &[ValType::I32], owner, def)
            }
            Emitted::PostReturn(id) => adapt.exported_post_return(id),
            Emitted::Start => continue,
        };
        adapt.emitter.define(func, body);
    }
}

struct Adapt<'p, 'a> {
    graph: &'p InstanceGraph<'a>,
    plan: &'p Plan<'a>,
    layout: &'p Layout<'a>,
    emitter: Emitter<'p>,
}

impl<'a> Adapt<'_, 'a> {
    /// *canon lower* of `lower` around *canon lift* of `lift`, both synchronous.
    fn adapter(&mut self, lower: LowerId, lift: LiftId) -> FuncBuilder {
        let Lower {
            owner: caller,
            ty,
            opts: lower,
            ..
        } = &self.graph.lowers[lower];
        let Lift {
            owner: callee,
            func,
            opts: lift,
            ..
        } = &self.graph.lifts[lift];
        let func_ty = self.graph.types.func(*ty);
        let (params, results) = flat::lower_signature(&self.graph.types, func_ty);
        let (_, callee_results) = flat::lift_signature(&self.graph.types, func_ty);
        let (lower, lift) = (self.layout.opts(lower), self.layout.opts(lift));

        let flat_params = flat::params(&self.graph.types, func_ty, flat::MAX_FLAT_PARAMS);
        let declared = flat_params.map_or(1, |params| params.len());

        let mut f = FuncBuilder::new(&params);
        let (args, retptr) = split(f.params(), declared);
        self.check_may_leave(&mut f, *caller);
        self.barred(&mut f, &results, |this, f| {
            // `realloc` runs only while values with pointers are lowered, and only it could see the flag.
            let callee_flag = lift.realloc.map(|_| *callee);
            this.set_may_leave(f, callee_flag, false);
            let callee_args = this.emitter.start(f, *ty, &lower, &lift, &args);
            this.set_may_leave(f, callee_flag, true);

            f.get_all(&callee_args)
                .call(FuncIndex(this.layout.index(*func)));
            let returned = f.save_all(&callee_results);

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

    /// A function of the host, called if `owner` may be left.
    fn leave(
        &mut self,
        params: &[ValType],
        owner: ComponentInstanceId,
        func: FuncIndex,
    ) -> FuncBuilder {
        let mut f = FuncBuilder::new(params);
        self.check_may_leave(&mut f, owner);
        let params = f.params();
        f.get_all(&params).call(func);
        f
    }

    /// A function of `owner` that the host calls while `owner` may not be left.
    fn with_leave_clear(
        &mut self,
        params: &[ValType],
        results: &[ValType],
        owner: ComponentInstanceId,
        def: CoreDef<'a>,
    ) -> FuncBuilder {
        let mut f = FuncBuilder::new(params);
        self.set_may_leave(&mut f, Some(owner), false);
        let params = f.params();
        f.get_all(&params).call(FuncIndex(self.layout.index(def)));
        let results = f.save_all(results);
        self.set_may_leave(&mut f, Some(owner), true);
        f.get_all(&results);
        f
    }

    fn exported_post_return(&mut self, id: LiftId) -> FuncBuilder {
        let lift = &self.graph.lifts[id];
        let (_, params) = flat::lift_signature(&self.graph.types, self.graph.types.func(lift.ty));
        let def = lift
            .opts
            .post_return
            .expect("only lifts with a post-return function get a thunk for it");
        self.with_leave_clear(&params, &[], lift.owner, def)
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

/// The parameter of a built-in: a representation for `resource.new`, a handle otherwise.
fn builtin_param(graph: &InstanceGraph<'_>, kind: &BuiltinKind) -> ValType {
    match kind {
        BuiltinKind::ResourceNew(resource) => match graph.resources[*resource] {
            Resource::Defined {
                rep: wasmparser::ValType::I64,
                ..
            } => ValType::I64,
            Resource::Defined { .. } | Resource::Host(_) => ValType::I32,
        },
        BuiltinKind::ResourceRep(_) | BuiltinKind::ResourceDrop(_) => ValType::I32,
        BuiltinKind::Other(name) => unreachable!("`{name}` is refused by plan"),
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
