//! A lowered function that calls a lifted one of async type: *canon lower* (CanonicalABI) as far as the caller goes.
//!
//! The callee runs as a task. When it may start at once, [`Adapt::begin`] starts it, right here; otherwise an asynchronous caller leaves
//! its arguments in the task's record and goes on, and a synchronous one waits.

use super::around::block_type;
use super::{Adapt, split};
use crate::graph::{ComponentInstanceId, Lift, Lower, LowerId};
use crate::layout::{Emitted, signature};
use crate::plan::EdgeId;
use fuse_abi::flat;
use fuse_abi::func::{FuncBuilder, Local, memarg};
use fuse_async::Intrinsic;
use fuse_async::rt::layout::{flag, progress, task};
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
        let done = f.block(block_type(&results));
        let other = f.block(BlockType::Empty);
        let made = self.make_task(&mut f, edge, retptr, other);
        f.get(made.task);
        self.call_begin(&mut f, edge, &args);
        let packed = f.save(ValType::I32);
        self.is_over(&mut f, made, packed);
        f.if_(block_type(&results));
        match opts.async_ {
            true => _ = f.u32_const(progress::RETURNED),
            false => self.flat_result(&mut f, made.task, &results),
        }
        self.end_task(&mut f, made);
        f.else_();
        self.keep_task(&mut f, made);
        f.get(made.task).get(packed);
        self.end_call(&mut f, made.task, edge, &results);
        f.end().br(done).end();

        let task = self.new_task(&mut f, edge, retptr);
        match opts.async_ {
            true => self.enter_or_go_on(&mut f, edge, task, &args),
            false => self.enter_or_wait(&mut f, edge, task, &args),
        }
        self.end_call(&mut f, task, edge, &results);
        f.end();
        f
    }

    /// Pops the task and what its core function has returned, and pushes the results of the lowered function.
    fn end_call(&mut self, f: &mut FuncBuilder, task: Local, edge: EdgeId, results: &[ValType]) {
        let (caller, async_) = self.caller(edge);
        if async_ {
            f.u32_const(self.tables.header(caller));
            f.call(self.tables.task_intrinsic(Intrinsic::CallEnd));
            return;
        }
        f.call(self.tables.task_intrinsic(Intrinsic::SyncEnd));
        self.flat_result(f, task, results);
        f.get(task)
            .call(self.tables.task_intrinsic(Intrinsic::TaskRelease));
    }

    /// Pushes the flat result of a task that was called synchronously, if it has one.
    fn flat_result(&self, f: &mut FuncBuilder, task: Local, results: &[ValType]) {
        if let [result] = *results {
            let at = memarg(self.tables.memory(), task::RESULT, 3);
            load(f, task, at, result);
        }
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

    /// Pushes the task and what its core function returns; if it may not start, returns at once.
    fn enter_or_go_on(&mut self, f: &mut FuncBuilder, edge: EdgeId, task: Local, args: &[Local]) {
        f.get(task)
            .call(self.tables.task_intrinsic(Intrinsic::TaskEnter));
        f.ins().i32_eqz();
        f.if_(BlockType::Empty);
        if !args.is_empty() {
            self.store_args(f, task, task::INLINE_ARGS, args);
            f.get(task).get(task).u32_const(task::INLINE_ARGS);
            f.ins().i32_add().i32_store(self.tables.word(task::ARGS));
        }
        let (caller, _) = self.caller(edge);
        f.get(task).u32_const(self.tables.header(caller));
        f.call(self.tables.task_intrinsic(Intrinsic::CallWait));
        f.ins().return_();
        f.end();
        f.get(task).get(task);
        self.call_begin(f, edge, args);
    }

    /// Pushes the task and what its core function returns; if it may not start, waits until it may.
    fn enter_or_wait(&mut self, f: &mut FuncBuilder, edge: EdgeId, task: Local, args: &[Local]) {
        f.get(task)
            .call(self.tables.task_intrinsic(Intrinsic::TaskEnter));
        f.ins().i32_eqz();
        f.if_(BlockType::Empty);
        f.get(task)
            .call(self.tables.task_intrinsic(Intrinsic::SyncEnter));
        f.end();
        f.get(task).get(task);
        self.call_begin(f, edge, args);
    }

    /// Pops a task and starts it, and pushes what its core function returns.
    pub(super) fn call_begin(&mut self, f: &mut FuncBuilder, edge: EdgeId, args: &[Local]) {
        let begin = self.layout.emitted[&Emitted::Begin(edge)];
        f.get_all(args).call(begin);
    }

    /// The core arguments that the caller passes, its return pointer not among them.
    pub(super) fn caller_args(&self, edge: EdgeId) -> Vec<ValType> {
        signature::args(self.graph, self.plan.tasks.edges[edge])
    }

    /// The instance that calls, and whether it does so asynchronously.
    fn caller(&self, edge: EdgeId) -> (ComponentInstanceId, bool) {
        let lower = self.plan.tasks.edges[edge].lower;
        let lower = &self.graph.lowers[lower.expect("an instance calls")];
        (lower.owner, lower.opts.async_)
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
