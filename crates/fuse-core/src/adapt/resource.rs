//! The built-ins of resources (CanonicalABI, *canon resource.new*, *canon resource.rep* and *canon resource.drop*).

use super::Adapt;
use crate::boundary::Source;
use crate::graph::{ComponentInstanceId, Resource};
use crate::plan::HostOp;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::opts::FuncIndex;
use fuse_abi::types::ResourceId;
use fuse_handles::Intrinsic;
use wasm_encoder::{BlockType, ValType};

impl Adapt<'_, '_> {
    /// *canon resource.new*
    pub(super) fn resource_new(
        &mut self,
        owner: ComponentInstanceId,
        resource: ResourceId,
    ) -> FuncBuilder {
        let mut f = FuncBuilder::new(&[ValType::I32]);
        let rep = f.param(0);
        self.check_may_leave(&mut f, owner);
        let add = self.tables.intrinsic(Intrinsic::OwnAdd);
        let entries = self.tables.entries(self.tables.table(owner), resource);
        entries.add(&mut f, rep, add);
        f
    }

    /// *canon resource.rep*
    pub(super) fn resource_rep(
        &mut self,
        owner: ComponentInstanceId,
        resource: ResourceId,
    ) -> FuncBuilder {
        let mut f = FuncBuilder::new(&[ValType::I32]);
        let index = f.param(0);
        let read = self.tables.intrinsic(Intrinsic::Rep);
        let entries = self.tables.entries(self.tables.table(owner), resource);
        entries.rep(&mut f, index, read);
        f
    }

    /// *canon resource.drop*
    pub(super) fn resource_drop(
        &mut self,
        owner: ComponentInstanceId,
        resource: ResourceId,
    ) -> FuncBuilder {
        let mut f = FuncBuilder::new(&[ValType::I32]);
        let index = f.param(0);
        self.check_may_leave(&mut f, owner);
        let entries = self.tables.entries(self.tables.table(owner), resource);
        let remove = self.tables.intrinsic(Intrinsic::Drop);
        let host = match self.graph.resources[resource] {
            Resource::Host(_) => Some((
                self.tables.intrinsic(Intrinsic::HostRelease),
                self.layout.host(Source::Resource(HostOp::Drop(resource))),
            )),
            Resource::Defined { .. } => None,
        };
        entries.drop(
            &mut f,
            index,
            remove,
            |f, rep| match host {
                Some((release, drop)) => _ = f.get(rep).call(release).get(rep).call(drop),
                None => self.destroy(f, resource, rep),
            },
            |f| match host {
                Some((_, drop)) => drop_lent(f, drop),
                None => _ = f.ins().drop(),
            },
        );
        f
    }

    /// Calls the destructor of `resource`, if it has one that is kept.
    fn destroy(&mut self, f: &mut FuncBuilder, resource: ResourceId, rep: Local) {
        let Resource::Defined { owner, dtor, .. } = self.graph.resources[resource] else {
            unreachable!("the host destroys {resource}")
        };
        let Some(dtor) = dtor.and_then(|dtor| self.layout.get(dtor)) else {
            return;
        };
        let task = self.enter_task(f, owner);
        self.barred(f, &[], |_, f| {
            f.get(rep).call(FuncIndex(dtor));
        });
        self.leave_task(f, task);
    }
}

/// Pops what [`Intrinsic::Drop`] gave for a borrowed handle; if the host lent it, drops the host's handle as well.
fn drop_lent(f: &mut FuncBuilder, drop: FuncIndex) {
    f.ins().i32_wrap_i64();
    let handle = f.save(ValType::I32);
    f.get(handle).if_(BlockType::Empty);
    f.get(handle).call(drop).end();
}
