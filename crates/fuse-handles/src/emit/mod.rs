//! The operations that are short enough to stand in the fused code itself.
//!
//! Each is a path for the common case, with a call of the runtime behind it for all others, the traps among them.

mod stash;

pub use stash::Stash;

use crate::rt::layout::{self, slot, table};
use crate::{Intrinsic, Trap};
use fuse_abi::func::{FuncBuilder, Label, Local, memarg};
use fuse_abi::opts::{FuncIndex, MemoryIndex};
use fuse_abi::trap::TrapReason;
use wasm_encoder::{BlockType, MemArg, ValType};

impl Trap {
    /// The reason as adapters give it.
    pub fn reason(self) -> TrapReason {
        match self {
            Trap::UnknownHandle => TrapReason::UnknownHandle,
            Trap::WrongHandleType => TrapReason::WrongHandleType,
            Trap::NotOwned => TrapReason::NotOwned,
            Trap::Lent => TrapReason::Lent,
            Trap::HeldHandle => TrapReason::HeldHandle,
            Trap::TooManyHandles => TrapReason::TooManyHandles,
            Trap::NotResolving => TrapReason::NotResolving,
            Trap::ResultType => TrapReason::ResultType,
            Trap::AlreadyResolved => TrapReason::AlreadyResolved,
            Trap::BorrowOutlivesTask => TrapReason::BorrowOutlivesTask,
            Trap::NotCancelled => TrapReason::NotCancelled,
            Trap::NotReturned => TrapReason::NotReturned,
            Trap::CallbackCode => TrapReason::CallbackCode,
            Trap::CannotBlock => TrapReason::CannotBlock,
            Trap::Deadlock => TrapReason::Deadlock,
            Trap::NotDelivered => TrapReason::NotDelivered,
            Trap::CancelledTwice => TrapReason::CancelledTwice,
            Trap::InWaitableSet => TrapReason::InWaitableSet,
            Trap::Awaited => TrapReason::Awaited,
            Trap::SetInUse => TrapReason::SetInUse,
            Trap::Backpressure => TrapReason::Backpressure,
            Trap::EndBusy => TrapReason::EndBusy,
            Trap::NotCopying => TrapReason::NotCopying,
            Trap::FutureUnwritten => TrapReason::FutureUnwritten,
            Trap::SameInstance => TrapReason::SameInstance,
        }
    }
}

impl Intrinsic {
    /// The core function type.
    pub fn signature(self) -> (&'static [ValType], &'static [ValType]) {
        const I32: [ValType; 4] = [ValType::I32; 4];
        let results: &[ValType] = match self {
            Intrinsic::Drop => &[ValType::I64],
            Intrinsic::LendsEnd
            | Intrinsic::HostRelease
            | Intrinsic::Stash
            | Intrinsic::ScratchFree
            | Intrinsic::ErrorContextDrop => &[],
            _ => &[ValType::I32],
        };
        (&I32[..self.params()], results)
    }
}

/// The handles to one resource type in one table.
#[derive(Copy, Clone, Debug)]
pub struct Entries {
    /// The memory of the runtime.
    pub memory: MemoryIndex,
    /// The address of the table's header.
    pub header: u32,
    /// The [tag](layout::own_tag) of owned handles.
    pub tag: u32,
}

impl Entries {
    /// Pushes the owned handle that it makes of `rep` (CanonicalABI, *canon resource.new*); `add` is [`Intrinsic::OwnAdd`].
    pub fn add(&self, f: &mut FuncBuilder, rep: Local, add: FuncIndex) {
        let index = f.local(ValType::I32);
        let address = f.local(ValType::I32);
        self.header(f, table::FREE);
        f.tee(index).if_(BlockType::Result(ValType::I32));
        self.address(f, index);
        f.set(address);
        self.take_free(f, address);
        self.fill(f, address, |f| _ = f.get(rep));
        f.get(index).else_();
        f.u32_const(self.header).u32_const(self.tag).get(rep);
        f.call(add).end();
        f.free(index);
        f.free(address);
    }

    /// Pushes the representation behind the handle `index`, owned or borrowed (CanonicalABI, *canon resource.rep* and
    /// `lift_borrow`); `read` is [`Intrinsic::Rep`].
    pub fn rep(&self, f: &mut FuncBuilder, index: Local, read: FuncIndex) {
        let address = f.local(ValType::I32);
        let done = f.block(BlockType::Result(ValType::I32));
        let other = f.block(BlockType::Empty);
        self.find(f, index, address, other);
        f.get(address).ins().i32_load(self.word(slot::TAG));
        f.u32_const(!layout::VARIANT_BITS).ins().i32_and();
        f.u32_const(self.tag).ins().i32_ne();
        f.br_if(other);
        f.get(address).ins().i32_load(self.word(slot::REP));
        f.br(done).end();
        self.ask(f, index, read);
        f.end();
        f.free(address);
    }

    /// Removes the handle `index` (CanonicalABI, *canon resource.drop*). If it is owned, `owned` writes what becomes of the
    /// representation in its local; if it is borrowed, `borrowed` writes what becomes of the result of [`Intrinsic::Drop`], which is
    /// `remove`, on the stack.
    pub fn drop(
        &self,
        f: &mut FuncBuilder,
        index: Local,
        remove: FuncIndex,
        owned: impl FnOnce(&mut FuncBuilder, Local),
        borrowed: impl FnOnce(&mut FuncBuilder),
    ) {
        let address = f.local(ValType::I32);
        let rep = f.local(ValType::I32);
        let done = f.block(BlockType::Empty);
        let other = f.block(BlockType::Empty);
        self.find_owned(f, index, address, other);
        f.get(address).ins().i32_load(self.word(slot::REP));
        f.set(rep);
        self.put_free(f, index, address);
        owned(f, rep);
        f.br(done).end();
        self.ask(f, index, remove);
        borrowed(f);
        f.end();
        f.free(address);
        f.free(rep);
    }

    /// Removes the owned handle `index`, and pushes the one that it becomes in `dst`, the same type's handles in another table
    /// (CanonicalABI, `lift_own` and `lower_own`); `move_` is [`Intrinsic::OwnMove`].
    pub fn pass(&self, f: &mut FuncBuilder, dst: &Entries, index: Local, move_: FuncIndex) {
        let from = f.local(ValType::I32);
        let to = f.local(ValType::I32);
        let moved = f.local(ValType::I32);
        let done = f.block(BlockType::Result(ValType::I32));
        let other = f.block(BlockType::Empty);
        self.find_owned(f, index, from, other);
        dst.header(f, table::FREE);
        f.tee(moved).ins().i32_eqz();
        f.br_if(other);
        dst.address(f, moved);
        f.set(to);
        dst.take_free(f, to);
        dst.fill(f, to, |f| {
            f.get(from).ins().i32_load(self.word(slot::REP));
        });
        self.put_free(f, index, from);
        f.get(moved).br(done).end();
        f.u32_const(self.header).u32_const(dst.header);
        f.u32_const(self.tag).get(index).call(move_).end();
        f.free(from);
        f.free(to);
        f.free(moved);
    }

    /// Sets `address` to that of the slot `index`; branches to `other` unless it holds an owned handle that is not lent.
    fn find_owned(&self, f: &mut FuncBuilder, index: Local, address: Local, other: Label) {
        self.find(f, index, address, other);
        f.get(address).ins().i32_load(self.word(slot::TAG));
        f.u32_const(self.tag).ins().i32_ne();
        f.br_if(other);
        f.get(address).ins().i32_load(self.word(slot::LENDS));
        f.br_if(other);
    }

    /// Takes the slot at `address` from the head of the list of free ones.
    fn take_free(&self, f: &mut FuncBuilder, address: Local) {
        f.i32_const(0);
        f.get(address).ins().i32_load(self.word(slot::REP));
        f.ins().i32_store(self.word(self.header + table::FREE));
    }

    /// Makes the slot `index`, which is at `address`, the head of the list of free ones.
    fn put_free(&self, f: &mut FuncBuilder, index: Local, address: Local) {
        f.get(address).i32_const(0);
        f.ins().i32_store(self.word(slot::TAG));
        f.get(address);
        self.header(f, table::FREE);
        f.ins().i32_store(self.word(slot::REP));
        f.i32_const(0).get(index);
        f.ins().i32_store(self.word(self.header + table::FREE));
    }

    /// Puts an owned handle into the slot at `address`, where nothing is lent.
    fn fill(&self, f: &mut FuncBuilder, address: Local, rep: impl FnOnce(&mut FuncBuilder)) {
        f.get(address).u32_const(self.tag);
        f.ins().i32_store(self.word(slot::TAG));
        f.get(address);
        rep(f);
        f.ins().i32_store(self.word(slot::REP));
    }

    /// Sets `address` to that of the slot `index`; branches to `other` if the table has none.
    fn find(&self, f: &mut FuncBuilder, index: Local, address: Local, other: Label) {
        f.get(index);
        self.header(f, table::LEN);
        f.ins().i32_ge_u();
        f.br_if(other);
        self.address(f, index);
        f.set(address);
    }

    /// Pushes the address of the slot `index`.
    fn address(&self, f: &mut FuncBuilder, index: Local) {
        f.get(index)
            .u32_const(slot::SIZE.trailing_zeros())
            .ins()
            .i32_shl();
        self.header(f, table::BASE);
        f.ins().i32_add();
    }

    /// Calls an intrinsic for the handle `index`.
    fn ask(&self, f: &mut FuncBuilder, index: Local, intrinsic: FuncIndex) {
        f.u32_const(self.header).u32_const(self.tag).get(index);
        f.call(intrinsic);
    }

    /// Pushes a word of the header.
    fn header(&self, f: &mut FuncBuilder, field: u32) {
        f.i32_const(0)
            .ins()
            .i32_load(self.word(self.header + field));
    }

    fn word(&self, offset: u32) -> MemArg {
        memarg(self.memory, offset, 2)
    }
}

/// Pushes how many borrowed handles the running task of the instance has not dropped whose table has its header at `header` of `memory`.
pub fn borrows(f: &mut FuncBuilder, memory: MemoryIndex, header: u32) {
    let borrows = memarg(memory, header + table::BORROWS, 2);
    f.i32_const(0).ins().i32_load(borrows);
}
