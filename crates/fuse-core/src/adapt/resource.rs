//! The built-ins of resources (CanonicalABI, *canon resource.new*, *canon resource.rep* and *canon resource.drop*).

use super::Adapt;
use crate::boundary::Source;
use crate::graph::{BuiltinId, BuiltinKind, Resource};
use crate::plan::HostOp;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::opts::FuncIndex;
use fuse_abi::types::ResourceId;
use fuse_handles::Intrinsic;
use wasm_encoder::{BlockType, ValType};

impl Adapt<'_, '_> {
    /// A built-in.
    pub(super) fn builtin(&mut self, id: BuiltinId) -> FuncBuilder {
        let builtin = &self.graph.builtins[id];
        let table = self.tables.table(builtin.owner);
        let mut f = FuncBuilder::new(&[ValType::I32]);
        let param = f.param(0);
        match builtin.kind {
            BuiltinKind::ResourceNew(resource) => {
                self.check_may_leave(&mut f, builtin.owner);
                let add = self.tables.intrinsic(Intrinsic::OwnAdd);
                self.tables.entries(table, resource).add(&mut f, param, add);
            }
            BuiltinKind::ResourceRep(resource) => {
                let read = self.tables.intrinsic(Intrinsic::Rep);
                self.tables
                    .entries(table, resource)
                    .rep(&mut f, param, read);
            }
            BuiltinKind::ResourceDrop(resource) => {
                self.check_may_leave(&mut f, builtin.owner);
                let entries = self.tables.entries(table, resource);
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
                    param,
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
            }
            BuiltinKind::Other(name) => unreachable!("`{name}` is refused by plan"),
        }
        f
    }

    /// Calls the destructor of `resource`, if it has one that is kept.
    fn destroy(&mut self, f: &mut FuncBuilder, resource: ResourceId, rep: Local) {
        let Resource::Defined { dtor, .. } = self.graph.resources[resource] else {
            unreachable!("the host destroys {resource}")
        };
        let Some(dtor) = dtor.and_then(|dtor| self.layout.get(dtor)) else {
            return;
        };
        self.barred(f, &[], |_, f| {
            f.get(rep).call(FuncIndex(dtor));
        });
    }
}

/// Pops what [`Intrinsic::Drop`] gave for a borrowed handle; if the host lent it, drops the host's handle as well.
fn drop_lent(f: &mut FuncBuilder, drop: FuncIndex) {
    f.ins().i32_wrap_i64();
    let handle = f.save(ValType::I32);
    f.get(handle).if_(BlockType::Empty);
    f.get(handle).call(drop).end();
}
