//! A lowered function that calls a lifted one of async type: *canon lower* (CanonicalABI) as far as the caller goes.
//!
//! The callee runs as a task. When it may start at once, [`Adapt::begin`] starts it, right here; otherwise an asynchronous caller leaves
//! its arguments in the task's record and goes on, and a synchronous one waits.

use super::{Adapt, split};
use crate::graph::{ComponentInstanceId, Lift, Lower, LowerId};
use crate::layout::{Emitted, signature};
use crate::plan::EdgeId;
use fuse_abi::flat;
use fuse_abi::func::{FuncBuilder, Local, memarg};
use fuse_async::Intrinsic;
use fuse_async::rt::layout::{flag, task};
use wasm_encoder::{BlockType, MemArg, ValType};

/// Bytes of an argument in a task's record.
pub(super) const ARG_SIZE: u32 = 8;

impl Adapt<'_, '_> {
    /// The lowered function.
    pub(super) fn call(&mut self, id: LowerId) -> FuncBuilder {
        let edge = self.plan.tasks.call(id);
        let edge = edge.expect("the lowered function has an edge");
        let Lower {
            owner, ty, opts, ..
        } = &self.graph.lowers[id];
        let func = self.graph.types.func(*ty);
        let (params, results) = flat::lower_signature(&self.graph.types, func, opts.async_);
        let args = self.caller_args(edge).len();

        let mut f = FuncBuilder::new(&params);
        let (args, retptr) = split(f.params(), args);
        self.check_may_leave(&mut f, *owner);
        if !opts.async_ {
            self.check_may_block(&mut f, *owner);
        }
        let task = self.new_task(&mut f, edge, retptr);
        if opts.async_ {
            self.call_async(&mut f, edge, task, &args);
        } else {
            self.call_sync(&mut f, edge, task, &args);
            if let [result] = *results {
                let at = memarg(self.tables.memory(), task::RESULT, 3);
                load(&mut f, task, at, result);
            }
            f.get(task)
                .call(self.tables.task_intrinsic(Intrinsic::TaskRelease));
        }
        f
    }

    fn new_task(&mut self, f: &mut FuncBuilder, edge: EdgeId, retptr: Option<Local>) -> Local {
        let lift = &self.graph.lifts[self.plan.tasks.edges[edge].lift];
        f.u32_const(self.tables.header(lift.owner))
            .u32_const(edge.0);
        match retptr {
            Some(retptr) => f.get(retptr),
            None => f.u32_const(0),
        };
        f.u32_const(lift_flag(lift));
        f.call(self.tables.task_intrinsic(Intrinsic::TaskNew));
        f.save(ValType::I32)
    }

    /// Pushes the status that the caller sees.
    fn call_async(&mut self, f: &mut FuncBuilder, edge: EdgeId, task: Local, args: &[Local]) {
        let caller = self.tables.header(self.caller(edge));
        f.get(task)
            .call(self.tables.task_intrinsic(Intrinsic::TaskEnter));
        f.if_(BlockType::Result(ValType::I32));
        f.get(task);
        self.call_begin(f, edge, task, args);
        f.u32_const(caller);
        f.call(self.tables.task_intrinsic(Intrinsic::CallEnd));
        f.else_();
        if !args.is_empty() {
            self.store_args(f, task, task::INLINE_ARGS, args);
            f.get(task).get(task).u32_const(task::INLINE_ARGS);
            f.ins().i32_add().i32_store(self.tables.word(task::ARGS));
        }
        f.get(task).u32_const(caller);
        f.call(self.tables.task_intrinsic(Intrinsic::CallWait));
        f.end();
    }

    fn call_sync(&mut self, f: &mut FuncBuilder, edge: EdgeId, task: Local, args: &[Local]) {
        f.get(task)
            .call(self.tables.task_intrinsic(Intrinsic::TaskEnter));
        f.ins().i32_eqz();
        f.if_(BlockType::Empty);
        f.get(task)
            .call(self.tables.task_intrinsic(Intrinsic::SyncEnter));
        f.end();
        f.get(task);
        self.call_begin(f, edge, task, args);
        f.call(self.tables.task_intrinsic(Intrinsic::SyncEnd));
    }

    /// Starts the task, and pushes what its core function returns.
    pub(super) fn call_begin(
        &mut self,
        f: &mut FuncBuilder,
        edge: EdgeId,
        task: Local,
        args: &[Local],
    ) {
        let begin = self.layout.emitted[&Emitted::Begin(edge)];
        f.get(task).get_all(args).call(begin);
    }

    /// The core arguments that the caller passes, its return pointer not among them.
    pub(super) fn caller_args(&self, edge: EdgeId) -> Vec<ValType> {
        signature::args(self.graph, self.plan.tasks.edges[edge])
    }

    fn caller(&self, edge: EdgeId) -> ComponentInstanceId {
        let lower = self.plan.tasks.edges[edge].lower;
        self.graph.lowers[lower.expect("an instance calls")].owner
    }

    /// Stores arguments one after the other, from `offset` on of what `at` points to.
    pub(super) fn store_args(&self, f: &mut FuncBuilder, at: Local, offset: u32, args: &[Local]) {
        for (&arg, offset) in args.iter().zip((offset..).step_by(ARG_SIZE as usize)) {
            f.get(at).get(arg);
            let at = memarg(self.tables.memory(), offset, 3);
            store(f, at, arg.ty());
        }
    }

    /// Pushes arguments that [`Adapt::store_args`] stored at the address in `at`.
    pub(super) fn load_args(&self, f: &mut FuncBuilder, at: Local, types: &[ValType]) {
        for (&ty, offset) in types.iter().zip((0..).step_by(ARG_SIZE as usize)) {
            let from = memarg(self.tables.memory(), offset, 3);
            load(f, at, from, ty);
        }
    }
}

/// What the runtime has to know of the lifted function.
pub(super) fn lift_flag(lift: &Lift<'_>) -> u32 {
    if lift.opts.async_ { 0 } else { flag::SYNC_LIFT }
}

/// Pops a `ty`, and an address below it.
pub(super) fn store(f: &mut FuncBuilder, at: MemArg, ty: ValType) {
    let mut ins = f.ins();
    match ty {
        ValType::I32 => ins.i32_store(MemArg { align: 2, ..at }),
        ValType::I64 => ins.i64_store(at),
        ValType::F32 => ins.f32_store(MemArg { align: 2, ..at }),
        ValType::F64 => ins.f64_store(at),
        _ => unreachable!("{ty:?} is the form of no value"),
    };
}

/// Pushes a `ty` that lies at the address in `base`.
fn load(f: &mut FuncBuilder, base: Local, at: MemArg, ty: ValType) {
    let mut ins = f.get(base).ins();
    match ty {
        ValType::I32 => ins.i32_load(MemArg { align: 2, ..at }),
        ValType::I64 => ins.i64_load(at),
        ValType::F32 => ins.f32_load(MemArg { align: 2, ..at }),
        ValType::F64 => ins.f64_load(at),
        _ => unreachable!("{ty:?} is the form of no value"),
    };
}
