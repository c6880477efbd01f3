//! The code by which handles get from one holder to another, as `plan/handles` decided.

use crate::boundary::Source;
use crate::graph::{ComponentInstanceId, InstanceGraph};
use crate::layout::Layout;
use crate::plan::{HandleStep, HostOp, Plan, handles};
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::handles::{Handle, Handles, Holder, TableId};
use fuse_abi::opts::{FuncIndex, MemoryIndex};
use fuse_abi::types::ResourceId;
use fuse_handles::Intrinsic;
use fuse_handles::emit::Entries;
use wasm_encoder::ValType;

/// Handle tables by final index.
#[derive(Copy, Clone)]
pub struct Tables<'p, 'a> {
    pub graph: &'p InstanceGraph<'a>,
    pub plan: &'p Plan<'a>,
    pub layout: &'p Layout<'a>,
}

impl Tables<'_, '_> {
    /// A function of the runtime.
    pub fn intrinsic(&self, intrinsic: Intrinsic) -> FuncIndex {
        FuncIndex(self.layout.index(self.graph.intrinsic(intrinsic)))
    }

    /// The memory of the runtime.
    pub fn memory(&self) -> MemoryIndex {
        MemoryIndex(self.layout.index(self.graph.runtime_memory()))
    }

    /// The table of an instance with handles.
    pub fn table(&self, instance: ComponentInstanceId) -> TableId {
        self.plan
            .handles
            .table(instance)
            .expect("every instance with handles has a table")
    }

    /// The handles to `resource` in `table`.
    pub fn entries(&self, table: TableId, resource: ResourceId) -> Entries {
        Entries {
            memory: self.memory(),
            header: handles::header(table),
            tag: self.plan.handles.tag(resource),
        }
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
        for step in self.plan.handles.steps(self.graph, handle, src, dst) {
            self.step(f, handle.resource(), step);
        }
    }

    fn stash(&self, f: &mut FuncBuilder, address: Local, ours: Local, theirs: Local) {
        f.get_all(&[address, ours, theirs])
            .call(self.intrinsic(Intrinsic::Stash));
    }
}
