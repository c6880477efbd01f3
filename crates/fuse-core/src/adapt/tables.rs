//! The code by which handles get from one holder to another, as `plan/handles` decided.

use crate::boundary::Source;
use crate::graph::{Channel, ComponentInstanceId, End, InstanceGraph};
use crate::layout::Layout;
use crate::plan::{ChannelOp, HandleStep, HostOp, Plan, handles};
use fuse_abi::func::{FuncBuilder, Local, memarg};
use fuse_abi::handles::{Handle, Handles, Holder, TableId};
use fuse_abi::opts::{FuncIndex, MemoryIndex};
use fuse_abi::types::ResourceId;
use fuse_async::Intrinsic as TaskIntrinsic;
use fuse_async::rt::layout::kind;
use fuse_handles::Intrinsic;
use fuse_handles::emit::Entries;
use wasm_encoder::{BlockType, MemArg, ValType};

/// Handle tables by final index.
#[derive(Copy, Clone)]
pub struct Tables<'p, 'a> {
    pub graph: &'p InstanceGraph<'a>,
    pub plan: &'p Plan<'a>,
    pub layout: &'p Layout<'a>,
}

impl Tables<'_, '_> {
    /// A function of the runtime that works on resources.
    pub fn intrinsic(&self, intrinsic: Intrinsic) -> FuncIndex {
        FuncIndex(self.layout.index(self.graph.intrinsic(intrinsic.name())))
    }

    /// A function of the runtime that works on tasks and what they wait for.
    pub fn task_intrinsic(&self, intrinsic: TaskIntrinsic) -> FuncIndex {
        FuncIndex(self.layout.index(self.graph.intrinsic(intrinsic.name())))
    }

    /// The memory of the runtime.
    pub fn memory(&self) -> MemoryIndex {
        MemoryIndex(self.layout.index(self.graph.runtime_memory()))
    }

    /// A word of the runtime's memory.
    pub fn word(&self, offset: u32) -> MemArg {
        memarg(self.memory(), offset, 2)
    }

    /// The table of an instance with handles.
    pub fn table(&self, instance: ComponentInstanceId) -> TableId {
        self.plan
            .handles
            .table(instance)
            .expect("every instance with handles has a table")
    }

    /// The address of an instance's table header, by which the runtime knows the instance.
    pub fn header(&self, instance: ComponentInstanceId) -> u32 {
        handles::header(self.table(instance))
    }

    /// The handles to `resource` in `table`.
    pub fn entries(&self, table: TableId, resource: ResourceId) -> Entries {
        Entries {
            memory: self.memory(),
            header: handles::header(table),
            tag: self.plan.handles.tag(resource),
        }
    }

    /// Pops the readable end of a stream or a future, and pushes what it becomes where it goes.
    fn move_end(&self, f: &mut FuncBuilder, channel: Channel, src: Holder, dst: Holder) {
        let tag = readable_tag(channel);
        let handle = f.save(ValType::I32);
        match (src.table(), dst.table()) {
            (Some(src), Some(dst)) => {
                f.u32_const(handles::header(src))
                    .u32_const(handles::header(dst))
                    .u32_const(tag)
                    .get(handle);
                f.call(self.task_intrinsic(TaskIntrinsic::EndMove));
            }
            (None, Some(dst)) => {
                f.u32_const(handles::header(dst)).u32_const(tag).get(handle);
                f.call(self.task_intrinsic(TaskIntrinsic::EndTake));
            }
            (Some(src), None) => self.give_end(f, channel, src, handle),
            (None, None) => unreachable!("what the host passes to itself goes through no table"),
        }
        f.free(handle);
    }

    /// Pushes what a readable end becomes that is passed to the host: the host's handle of it, or one of a pair that the host makes now.
    fn give_end(&self, f: &mut FuncBuilder, channel: Channel, src: TableId, index: Local) {
        let named = |f: &mut FuncBuilder| {
            f.u32_const(handles::header(src))
                .u32_const(readable_tag(channel))
                .get(index);
        };
        let host = |op| self.layout.host(Source::Channel(op));
        named(f);
        f.call(self.task_intrinsic(TaskIntrinsic::EndGive));
        let handle = f.save(ValType::I32);
        f.get(handle).ins().i32_eqz();
        f.if_(BlockType::Empty);
        f.call(host(ChannelOp::New(channel)));
        let pair = f.save(ValType::I64);
        named(f);
        f.get(pair).ins().i64_const(32).i64_shr_u().i32_wrap_i64();
        f.call(self.task_intrinsic(TaskIntrinsic::EndPromote));
        if channel.future {
            // Who has not written to a future cannot have dropped it.
            f.ins().drop();
        } else {
            let writable = true;
            f.if_(BlockType::Empty);
            f.get(pair).ins().i64_const(32).i64_shr_u().i32_wrap_i64();
            f.call(host(ChannelOp::Drop(End { channel, writable })));
            f.end();
        }
        f.get(pair).ins().i32_wrap_i64();
        f.set(handle);
        f.free(pair);
        f.end();
        f.get(handle);
        f.free(handle);
    }

    /// Pops an error context, and pushes the same in another table.
    fn copy_error_context(&self, f: &mut FuncBuilder, src: Holder, dst: Holder) {
        let [src, dst] = [src, dst].map(|holder| {
            let table = holder.table();
            handles::header(table.expect("error contexts that the host gets to know are refused"))
        });
        let index = f.save(ValType::I32);
        f.u32_const(src).u32_const(dst).get(index);
        f.call(self.intrinsic(Intrinsic::ErrorContextCopy));
        f.free(index);
    }

    fn step(&self, f: &mut FuncBuilder, resource: ResourceId, step: HandleStep) {
        let value = f.save(ValType::I32);
        match step {
            HandleStep::On(Intrinsic::Rep, table) => {
                let read = self.intrinsic(Intrinsic::Rep);
                self.entries(table, resource).rep(f, value, read);
            }
            HandleStep::On(intrinsic, table) => {
                f.u32_const(handles::header(table))
                    .u32_const(self.plan.handles.tag(resource))
                    .get(value)
                    .call(self.intrinsic(intrinsic));
            }
            HandleStep::Move(src, dst) => {
                let dst = self.entries(dst, resource);
                let move_ = self.intrinsic(Intrinsic::OwnMove);
                self.entries(src, resource).pass(f, &dst, value, move_);
            }
            HandleStep::TakeBack => self.take_back(f, resource, value),
            HandleStep::HandOut => {
                f.get(value).call(self.host(HostOp::New(resource)));
            }
        }
        f.free(value);
    }

    /// Pushes the representation behind the host's `handle`, and drops the handle.
    fn take_back(&self, f: &mut FuncBuilder, resource: ResourceId, handle: Local) {
        let flag = self
            .layout
            .taking_back
            .expect("there is a flag where handles are taken back");
        f.get(handle).call(self.host(HostOp::Rep(resource)));
        f.i32_const(1).global_set(flag);
        f.get(handle).call(self.host(HostOp::Drop(resource)));
        f.i32_const(0).global_set(flag);
    }

    fn host(&self, op: HostOp) -> FuncIndex {
        self.layout.host(Source::Resource(op))
    }
}

impl Handles for Tables<'_, '_> {
    fn pass(&self, f: &mut FuncBuilder, handle: Handle, src: Holder, dst: Holder) {
        let resource = match handle {
            Handle::Own(resource) | Handle::Borrow(resource) => resource,
            Handle::Stream(ty) => {
                let future = false;
                return self.move_end(f, Channel { ty, future }, src, dst);
            }
            Handle::Future(ty) => {
                let future = true;
                return self.move_end(f, Channel { ty, future }, src, dst);
            }
            Handle::ErrorContext => return self.copy_error_context(f, src, dst),
        };
        for step in self.plan.handles.steps(self.graph, handle, src, dst) {
            self.step(f, resource, step);
        }
    }

    fn stash(&self, f: &mut FuncBuilder, address: Local, ours: Local, theirs: Local) {
        f.get_all(&[address, ours, theirs])
            .call(self.intrinsic(Intrinsic::Stash));
    }
}

/// The tag of the slots that hold the readable end of a stream or a future.
pub fn readable_tag(channel: Channel) -> u32 {
    let kind = match channel.future {
        true => kind::FUTURE,
        false => kind::STREAM,
    };
    channel.ty.0 << 8 | kind
}
