//! The built-ins of tasks, subtasks and waitable sets (CanonicalABI, *canon task.cancel* to *canon subtask.drop*), save `task.return`.

use super::Adapt;
use crate::graph::{Builtin, SetAccess};
use fuse_abi::func::{FuncBuilder, Local, memarg};
use fuse_abi::memory::Bytes;
use fuse_abi::opts::MemoryIndex;
use fuse_abi::trap::TrapReason;
use fuse_async::Intrinsic;
use fuse_async::rt::layout::{EVENT, task};
use wasm_encoder::{MemArg, ValType};

/// Bytes of what `waitable-set.wait` stores, two `u32`.
const EVENT_SIZE: u32 = 8;
/// Bytes of a slot of `context.get`.
const CONTEXT_SIZE: u32 = 4;

impl<'a> Adapt<'_, 'a> {
    /// A built-in that does no more than call the runtime: with the instance, then `consts`, then its own parameters.
    pub(super) fn relay(
        &mut self,
        builtin: &Builtin<'a>,
        intrinsic: Intrinsic,
        consts: &[u32],
    ) -> FuncBuilder {
        let signature = intrinsic.signature();
        let params = signature.params - 1 - consts.len();
        let mut f = FuncBuilder::new(&vec![ValType::I32; params]);
        if builtin.kind.checks_may_leave() {
            self.check_may_leave(&mut f, builtin.owner);
        }
        if intrinsic == Intrinsic::SubtaskCancel {
            self.check_may_block(&mut f, builtin.owner);
        }
        let params = f.params();
        f.u32_const(self.tables.header(builtin.owner));
        for &value in consts {
            f.u32_const(value);
        }
        f.get_all(&params)
            .call(self.tables.task_intrinsic(intrinsic));
        f
    }

    /// *canon task.cancel*
    pub(super) fn task_cancel(&mut self, builtin: &Builtin<'a>) -> FuncBuilder {
        let mut f = FuncBuilder::new(&[]);
        self.check_may_leave(&mut f, builtin.owner);
        f.call(self.tables.task_intrinsic(Intrinsic::TaskCancel));
        f
    }

    /// *canon thread.yield*
    pub(super) fn thread_yield(&mut self, builtin: &Builtin<'a>, cancellable: bool) -> FuncBuilder {
        let mut f = FuncBuilder::new(&[]);
        self.check_may_leave(&mut f, builtin.owner);
        f.u32_const(cancellable.into());
        f.call(self.tables.task_intrinsic(Intrinsic::ThreadYield));
        f
    }

    /// *canon context.get*
    pub(super) fn context_get(&mut self, slot: u32) -> FuncBuilder {
        let mut f = FuncBuilder::new(&[]);
        self.current(&mut f);
        f.ins().i32_load(self.context(slot));
        f
    }

    /// *canon context.set*
    pub(super) fn context_set(&mut self, slot: u32) -> FuncBuilder {
        let mut f = FuncBuilder::new(&[ValType::I32]);
        let value = f.param(0);
        self.current(&mut f);
        f.get(value).ins().i32_store(self.context(slot));
        f
    }

    /// *canon waitable-set.wait* and *canon waitable-set.poll*
    pub(super) fn set_access(
        &mut self,
        builtin: &Builtin<'a>,
        access: SetAccess<'a>,
        intrinsic: Intrinsic,
    ) -> FuncBuilder {
        let mut f = FuncBuilder::new(&[ValType::I32; 2]);
        let (set, ptr) = (f.param(0), f.param(1));
        self.check_may_leave(&mut f, builtin.owner);
        if intrinsic == Intrinsic::SetWait {
            self.check_may_block(&mut f, builtin.owner);
        }
        f.u32_const(self.tables.header(builtin.owner))
            .u32_const(access.cancellable.into())
            .get(set);
        f.call(self.tables.task_intrinsic(intrinsic));
        let memory = MemoryIndex(self.layout.index(access.memory));
        self.store_event(&mut f, memory, ptr);
        f
    }

    /// Stores the second and the third word of the event that was taken last.
    fn store_event(&mut self, f: &mut FuncBuilder, memory: MemoryIndex, ptr: Local) {
        self.emitter
            .check_aligned(f, ptr, 4, TrapReason::UnalignedPointer);
        self.emitter.check_in_bounds(
            f,
            memory,
            ptr,
            Bytes::Const(EVENT_SIZE),
            TrapReason::PointerOutOfBounds,
        );
        f.get(ptr).i32_const(0);
        f.ins().i64_load(memarg(self.tables.memory(), EVENT, 3));
        f.ins().i64_store(memarg(memory, 0, 2));
    }

    fn context(&self, slot: u32) -> MemArg {
        self.tables.word(task::CONTEXT + CONTEXT_SIZE * slot)
    }
}
