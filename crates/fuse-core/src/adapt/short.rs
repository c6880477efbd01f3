//! Operations on tasks that are short enough to stand in the fused code itself.
//!
//! Each is a path for the common case, a call that returns at once, with a call of the runtime behind it for all others, the traps among
//! them. What a record holds at the end of such a path is what the runtime would have written.

use super::Adapt;
use super::call::lift_flag;
use crate::graph::ComponentInstanceId;
use crate::plan::EdgeId;
use fuse_abi::func::{FuncBuilder, Label, Local, memarg};
use fuse_async::Intrinsic;
use fuse_async::rt::layout::{CURRENT, code, flag, host, instance, state, task, wait};
use fuse_handles::rt::layout::FREE_BLOCKS;
use wasm_encoder::{BlockType, MemArg, ValType};

/// Where the list of free blocks starts that have the size of a task's record.
const FREE_RECORDS: u32 = {
    assert!(task::SIZE.is_power_of_two());
    FREE_BLOCKS + 4 * task::SIZE.ilog2()
};

/// What a task that must not return has set of its state and its flags, which are two words next to each other.
const NOT_RETURNING: i64 = {
    assert!(task::FLAGS == task::STATE + 4);
    assert!(state::RESOLVED == 4 && state::CANCEL_DELIVERED < state::RESOLVED);
    pair(state::RESOLVED, flag::SYNC | flag::SYNC_LIFT)
};

/// A task that was made in place of a call of `task-new`; its host task has not counted it.
#[derive(Copy, Clone)]
pub(super) struct Made {
    pub task: Local,
    instance: ComponentInstanceId,
    /// The task that was running.
    previous: Local,
}

impl Adapt<'_, '_> {
    /// Makes a task that is let in at once, as `task-new` and `task-enter` do; branches to `other` if that is not how it goes.
    pub(super) fn make_task(
        &mut self,
        f: &mut FuncBuilder,
        edge: EdgeId,
        retptr: Option<Local>,
        other: Label,
    ) -> Made {
        let lift = &self.graph.lifts[self.plan.tasks.edges[edge].lift];
        let header = self.tables.header(lift.owner);
        let task = f.local(ValType::I32);
        let host = f.local(ValType::I32);

        // Nobody holds the instance, holds others off, or was there before.
        const { assert!(instance::EXCLUSIVE == instance::BACKPRESSURE + 4) };
        self.head(f, header + instance::ENTERING);
        f.br_if(other);
        f.i32_const(0);
        f.ins()
            .i64_load(self.both(header + instance::BACKPRESSURE))
            .i64_const(0)
            .i64_ne();
        f.br_if(other);
        self.current(f);
        let previous = f.save(ValType::I32);
        self.field(f, previous, task::HOST);
        f.tee(host).ins().i32_eqz();
        f.br_if(other);
        self.head(f, FREE_RECORDS);
        f.tee(task).ins().i32_eqz();
        f.br_if(other);
        f.i32_const(0);
        self.field(f, task, 0);
        f.ins().i32_store(self.tables.word(FREE_RECORDS));

        const { assert!(task::EDGE == task::INSTANCE + 4 && task::CONTEXT == task::BORROWS + 4) };
        const { assert!(task::SUBTASK == task::CONTEXT + 8) };
        for (offset, value) in [
            (task::INSTANCE, pair(header, edge.0)),
            (task::STATE, pair(state::INITIAL, lift_flag(lift))),
            (task::BORROWS, 0),
            (task::CONTEXT + 4, 0),
        ] {
            f.get(task).ins().i64_const(value);
            f.ins().i64_store(self.both(offset));
        }
        if let Some(retptr) = retptr {
            self.set_field(f, task, task::RETPTR, |f| _ = f.get(retptr));
        }
        self.set_field(f, task, task::HOST, |f| _ = f.get(host));
        self.set_field(f, task, task::LENDS, |f| _ = f.u32_const(0));
        f.i32_const(0).get(task);
        f.ins()
            .i32_store(self.tables.word(header + instance::EXCLUSIVE));
        f.free(host);
        Made {
            task,
            instance: lift.owner,
            previous,
        }
    }

    /// Pushes whether the task has returned and is at its end, after its first activation, which has given `packed` back, and nobody waits
    /// for its instance or for the end of a lend.
    pub(super) fn is_over(&mut self, f: &mut FuncBuilder, made: Made, packed: Local) {
        const { assert!(code::EXIT == 0) };
        let header = self.tables.header(made.instance);
        self.field(f, made.task, task::STATE);
        f.u32_const(state::RESOLVED).ins().i32_xor();
        f.get(packed).ins().i32_or();
        self.field(f, made.task, task::LENDS);
        f.ins().i32_or();
        self.head(f, header + instance::GATE);
        f.ins().i32_or();
        self.head(f, header + instance::HELD_UP);
        f.ins().i32_or().i32_eqz();
    }

    /// Ends such a task, and frees its record.
    pub(super) fn end_task(&mut self, f: &mut FuncBuilder, made: Made) {
        let header = self.tables.header(made.instance);
        for (address, value) in [
            (CURRENT, Some(made.previous)),
            (header + instance::EXCLUSIVE, None),
        ] {
            f.i32_const(0);
            match value {
                Some(value) => f.get(value),
                None => f.u32_const(0),
            };
            f.ins().i32_store(self.tables.word(address));
        }
        f.get(made.task);
        self.head(f, FREE_RECORDS);
        f.ins().i32_store(self.tables.word(0));
        f.i32_const(0).get(made.task);
        f.ins().i32_store(self.tables.word(FREE_RECORDS));
    }

    /// Makes the task, which is not at its end, one like those that `task-new` makes.
    pub(super) fn keep_task(&mut self, f: &mut FuncBuilder, made: Made) {
        self.set_field(f, made.task, task::WAIT, |f| _ = f.u32_const(wait::NONE));
        self.set_field(f, made.task, task::ARGS_COUNT, |f| _ = f.u32_const(0));
        self.field(f, made.task, task::HOST);
        let host = f.save(ValType::I32);
        f.get(host);
        self.field(f, host, host::TASKS);
        f.u32_const(1).ins().i32_add();
        f.ins().i32_store(self.tables.word(host::TASKS));
        f.free(host);
    }

    /// Makes the task the running one, which has started, as `task-start` does.
    pub(super) fn start_task(&mut self, f: &mut FuncBuilder, task: Local) {
        self.current(f);
        let current = f.save(ValType::I32);
        f.get(current).get(task).ins().i32_eq();
        f.if_(BlockType::Empty);
        // It was lined up, so its caller may have a subtask for it.
        f.get(task)
            .call(self.tables.task_intrinsic(Intrinsic::TaskStart));
        f.else_();
        self.set_field(f, task, task::PREVIOUS, |f| _ = f.get(current));
        self.set_field(f, task, task::STATE, |f| _ = f.u32_const(state::STARTED));
        f.i32_const(0).get(task);
        f.ins().i32_store(self.tables.word(CURRENT));
        f.end();
        f.free(current);
    }

    /// The running task, which may return now, as `task-returning` gives it.
    pub(super) fn returning_task(&mut self, f: &mut FuncBuilder) -> Local {
        self.current(f);
        let task = f.save(ValType::I32);
        f.get(task).ins().i64_load(self.both(task::STATE));
        f.ins().i64_const(NOT_RETURNING).i64_and();
        f.ins().i64_const(0).i64_ne();
        self.field(f, task, task::BORROWS);
        f.ins().i32_or();
        f.if_(BlockType::Empty);
        f.call(self.tables.task_intrinsic(Intrinsic::TaskReturning));
        f.set(task).end();
        task
    }

    /// The task has returned, as `task-resolve` says.
    pub(super) fn resolve_task(&mut self, f: &mut FuncBuilder, task: Local) {
        self.field(f, task, task::SUBTASK);
        f.if_(BlockType::Empty);
        f.get(task)
            .call(self.tables.task_intrinsic(Intrinsic::TaskResolve));
        f.else_();
        self.set_field(f, task, task::STATE, |f| _ = f.u32_const(state::RESOLVED));
        f.end();
    }

    /// Pushes a word of a record.
    fn field(&self, f: &mut FuncBuilder, record: Local, offset: u32) {
        f.get(record).ins().i32_load(self.tables.word(offset));
    }

    /// Stores what `value` pushes as a word of a record.
    fn set_field(
        &self,
        f: &mut FuncBuilder,
        record: Local,
        offset: u32,
        value: impl FnOnce(&mut FuncBuilder),
    ) {
        f.get(record);
        value(f);
        f.ins().i32_store(self.tables.word(offset));
    }

    /// Pushes a word at a fixed address.
    fn head(&self, f: &mut FuncBuilder, address: u32) {
        f.i32_const(0).ins().i32_load(self.tables.word(address));
    }

    /// Two words next to each other.
    fn both(&self, offset: u32) -> MemArg {
        memarg(self.tables.memory(), offset, 2)
    }
}

/// Two words, as they lie in memory one after the other.
const fn pair(first: u32, second: u32) -> i64 {
    ((second as u64) << 32 | first as u64).cast_signed()
}
