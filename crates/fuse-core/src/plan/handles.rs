//! Refuses resources where a single table of handles can be told from one table per component instance.
//!
//! The handles of all instances of a fusion are in one table, the host's for the fused component. Nothing can tell as long as handles
//! are opaque numbers to those that hold them, which those of WASI are taken to be; of others, one instance alone may hold some.

use super::Live;
use crate::error::{Error, Result};
use crate::graph::{BuiltinKind, ComponentInstanceId, FuncDef, InstanceGraph, Resource};
use fuse_abi::types::{Def, FuncTypeId, ResourceId, Type};
use std::collections::BTreeSet;

/// Fails on the first use of a resource that is not supported.
pub fn check(graph: &InstanceGraph<'_>, live: &Live<'_>) -> Result<()> {
    let mut uses = Uses {
        graph,
        found: BTreeSet::new(),
    };
    for &id in &live.lifts {
        let lift = &graph.lifts[id];
        uses.func(lift.owner, &id.to_string(), lift.ty, false)?;
    }
    for &id in &live.lowers {
        let lower = &graph.lowers[id];
        let inner = matches!(lower.callee, FuncDef::Lift(_));
        uses.func(lower.owner, &id.to_string(), lower.ty, inner)?;
    }
    for &id in &live.builtins {
        let builtin = &graph.builtins[id];
        if let BuiltinKind::ResourceNew(r)
        | BuiltinKind::ResourceRep(r)
        | BuiltinKind::ResourceDrop(r) = builtin.kind
        {
            uses.resource(builtin.owner, "", r)?;
        }
    }
    uses.one_table()
}

struct Uses<'g, 'a> {
    graph: &'g InstanceGraph<'a>,
    found: BTreeSet<(ComponentInstanceId, ResourceId)>,
}

impl Uses<'_, '_> {
    /// Notes the resources of a function type; an `inner` function passes them between instances of the fusion.
    fn func(
        &mut self,
        owner: ComponentInstanceId,
        item: &str,
        ty: FuncTypeId,
        inner: bool,
    ) -> Result<()> {
        let func = self.graph.types.func(ty);
        let mut types: Vec<Type> = func
            .params
            .iter()
            .map(|param| param.ty)
            .chain(func.result)
            .collect();
        while let Some(ty) = types.pop() {
            let Some(def) = self.graph.types.def(ty) else {
                continue;
            };
            match def {
                Def::Own(resource) | Def::Borrow(resource) => {
                    let guest = matches!(self.graph.resources[*resource], Resource::Defined { .. });
                    if inner && (guest || matches!(def, Def::Borrow(_))) {
                        let what = format!(
                            "a handle to {} that passes between components",
                            self.describe(*resource)
                        );
                        return Err(self.unsupported(owner, item, what));
                    }
                    self.resource(owner, item, *resource)?;
                }
                Def::List(ty) | Def::FixedList(ty, _) | Def::Option(ty) => types.push(*ty),
                Def::Map(key, value) => types.extend([*key, *value]),
                Def::Record(fields) => types.extend(fields.iter().map(|field| field.ty)),
                Def::Tuple(items) => types.extend(items),
                Def::Variant(cases) => types.extend(cases.iter().filter_map(|case| case.ty)),
                Def::Result { ok, err } => types.extend(ok.iter().chain(err)),
                Def::Stream(ty) | Def::Future(ty) => types.extend(ty),
                Def::Enum(_) | Def::Flags(_) => {}
            }
        }
        Ok(())
    }

    /// Notes that `user` has handles to `resource`.
    fn resource(
        &mut self,
        user: ComponentInstanceId,
        item: &str,
        resource: ResourceId,
    ) -> Result<()> {
        if let Resource::Defined { owner, .. } = self.graph.resources[resource]
            && owner != user
        {
            let what = format!(
                "a handle to {} in another instance",
                self.describe(resource)
            );
            return Err(self.unsupported(user, item, what));
        }
        self.found.insert((user, resource));
        Ok(())
    }

    /// Refuses a second instance with handles that are not of WASI.
    fn one_table(&self) -> Result<()> {
        let mut others = self
            .found
            .iter()
            .filter(|(_, resource)| !self.is_wasi(*resource));
        let Some(&(first, _)) = others.next() else {
            return Ok(());
        };
        match others.find(|(user, _)| *user != first) {
            None => Ok(()),
            Some(&(user, resource)) => {
                let what = format!(
                    "{}, while `{}` has handles too,",
                    self.describe(resource),
                    self.graph.instances[first].display()
                );
                Err(self.unsupported(user, "", what))
            }
        }
    }

    fn is_wasi(&self, resource: ResourceId) -> bool {
        match self.graph.resources[resource] {
            Resource::Host(import) => self.graph.imports[import].name.starts_with("wasi:"),
            Resource::Defined { .. } => false,
        }
    }

    fn describe(&self, resource: ResourceId) -> String {
        match self.graph.resources[resource] {
            Resource::Host(import) => format!(
                "the host's resource `{}`",
                self.graph.imports[import].display()
            ),
            Resource::Defined { owner, .. } => {
                format!(
                    "a resource type that `{}` defines",
                    self.graph.instances[owner].display()
                )
            }
        }
    }

    fn unsupported(&self, owner: ComponentInstanceId, item: &str, feature: String) -> Error {
        Error::Unsupported {
            feature,
            at: self.graph.location(owner, item),
            help: "keep the component that needs it out of the fusion",
        }
    }
}
