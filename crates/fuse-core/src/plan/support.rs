//! Refuses what fusion does not support, where it is reached.

use super::reach::leaving_builtins;
use super::{Live, handles};
use crate::error::{Error, Result};
use crate::graph::{
    BuiltinId, BuiltinKind, ComponentDef, ComponentInstanceId, CoreDef, CoreInstanceId, FuncDef,
    InstanceDef, InstanceGraph, Item, LiftId, LowerId, Resource,
};
use fuse_abi::types::{FuncTypeId, ResourceId};
use std::collections::BTreeSet;

/// Fails on the first thing reached that is not supported.
pub fn check(graph: &InstanceGraph<'_>, live: &Live<'_>, exported: &[LiftId]) -> Result<()> {
    let check = Check { graph };
    for (name, item) in &graph.exports {
        check.export(name, item)?;
    }
    for &id in &live.lifts {
        let lift = &graph.lifts[id];
        if lift.opts.async_ && lift.opts.callback.is_none() {
            let feature = "a function that is lifted with `async` and without `callback`";
            return Err(check.unsupported(lift.owner, &graph.lift_item(id), feature.to_string()));
        }
    }
    for &id in &live.lowers {
        let lower = &graph.lowers[id];
        if let FuncDef::Host(_) = lower.callee {
            check.host_call(id)?;
        }
    }
    for &id in exported {
        let lift = &graph.lifts[id];
        check.crosses(lift.owner, &graph.lift_item(id), lift.ty)?;
    }
    check.foreign(live)
}

/// Decides on built-ins: gives those that the host provides, then those that always trap because nothing calls them but
/// functions that run while their instance may not be left.
pub fn builtins(
    graph: &InstanceGraph<'_>,
    live: &Live<'_>,
    exported: &[LiftId],
) -> Result<(BTreeSet<BuiltinId>, BTreeSet<BuiltinId>)> {
    let known = |id: &BuiltinId| !matches!(graph.builtins[*id].kind, BuiltinKind::Other(_));
    let (host, others): (BTreeSet<_>, BTreeSet<_>) = live.builtins.iter().partition(|id| known(id));
    if others.is_empty() {
        return Ok((host, others));
    }
    let leaving = leaving_builtins(graph, exported);
    for &id in &others {
        let builtin = &graph.builtins[id];
        let BuiltinKind::Other(name) = builtin.kind else {
            unreachable!("{id} is not known")
        };
        if !builtin.kind.checks_may_leave() || leaving.contains(&id) {
            let feature = format!("the built-in `{name}`");
            return Err(Check { graph }.unsupported(builtin.owner, "", feature));
        }
    }
    Ok((host, others))
}

struct Check<'g, 'a> {
    graph: &'g InstanceGraph<'a>,
}

impl Check<'_, '_> {
    /// What the host and an instance pass to each other.
    fn crosses(&self, owner: ComponentInstanceId, item: &str, ty: FuncTypeId) -> Result<()> {
        if !self.graph.types.func_handles(ty).error_contexts {
            return Ok(());
        }
        let feature = "an error context that crosses to or from the host,";
        Err(self.unsupported(owner, item, feature.to_string()))
    }

    /// A function of the host.
    fn host_call(&self, id: LowerId) -> Result<()> {
        let lower = &self.graph.lowers[id];
        let item = self.graph.lower_item(id);
        self.crosses(lower.owner, &item, lower.ty)?;
        let types = &self.graph.types;
        if !types.func(lower.ty).async_ {
            return Ok(());
        }
        // The host may hold such a handle until it has returned, and nobody would count it as lent until then.
        let defined = |id: &ResourceId| !matches!(self.graph.resources[*id], Resource::Host(_));
        if types
            .func_handles(lower.ty)
            .params_borrow
            .iter()
            .any(defined)
        {
            let feature = "a borrowed handle of a component's own resource that an async function of the host takes,";
            return Err(self.unsupported(lower.owner, &item, feature.to_string()));
        }
        Ok(())
    }

    fn export(&self, name: &str, item: &Item<'_>) -> Result<()> {
        let root = ComponentInstanceId(0);
        let at = format!("export `{name}`");
        match item {
            Item::Instance(instance) => self.instance(name, instance),
            Item::Component(ComponentDef::Static { component, .. })
                if self.graph.tree.components[*component].outer_reach > 0 =>
            {
                Err(self.unsupported(
                    root,
                    &at,
                    "exporting a component that aliases what is around it".to_string(),
                ))
            }
            _ => Ok(()),
        }
    }

    fn instance(&self, name: &str, instance: &InstanceDef<'_>) -> Result<()> {
        if instance.import.is_some() {
            return Ok(());
        }
        instance
            .exports
            .iter()
            .try_for_each(|(inner, item)| self.export(&format!("{name}#{inner}"), item))
    }

    /// What the fused module imports has to be there before it, and so cannot need it.
    fn foreign(&self, live: &Live<'_>) -> Result<()> {
        let mut seen = BTreeSet::new();
        for def in &live.foreign {
            let CoreDef::Foreign { instance, .. } = def else {
                unreachable!("{def:?} is foreign")
            };
            if let Some(needing) = self.needs_fused(*instance, &mut seen) {
                let core = &self.graph.core_instances[needing];
                return Err(self.unsupported(
                    core.owner,
                    &format!("core module `{}`", core.name),
                    "a function that fusion writes, needed before an imported core module is instantiated,"
                        .to_string(),
                ));
            }
        }
        self.start_order()
    }

    /// Start functions of the fused module run when everything is in place, so none may have to run before a module that stays
    /// apart is instantiated.
    fn start_order(&self) -> Result<()> {
        let mut first_start = None;
        for (id, core) in self.graph.core_instances.iter() {
            match (self.graph.module(id), first_start) {
                (Some(module), None) if module.start.is_some() => first_start = Some(core),
                (None, Some(started)) => {
                    return Err(self.unsupported(
                        started.owner,
                        &format!("core module `{}`", started.name),
                        "a start function before an imported core module is instantiated"
                            .to_string(),
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Which of `instance` and those that it imports from needs a function of the fused module; those that were `seen` do not.
    fn needs_fused(
        &self,
        instance: CoreInstanceId,
        seen: &mut BTreeSet<CoreInstanceId>,
    ) -> Option<CoreInstanceId> {
        if !seen.insert(instance) {
            return None;
        }
        self.graph.core_instances[instance]
            .imports
            .iter()
            .find_map(|arg| match arg.def {
                CoreDef::Foreign { instance, .. } => self.needs_fused(instance, seen),
                CoreDef::Lower(id) => {
                    let lower = &self.graph.lowers[id];
                    let fused = matches!(lower.callee, FuncDef::Lift(_))
                        || self.graph.types.func(lower.ty).async_;
                    (fused || handles::occur(self.graph, lower.ty)).then_some(instance)
                }
                CoreDef::Builtin(_) | CoreDef::Defined { .. } => Some(instance),
                CoreDef::Trap(_) | CoreDef::Dispatch(_) | CoreDef::HostFunc(_) => {
                    unreachable!("the runtime alone imports {:?}", arg.def)
                }
            })
    }

    fn unsupported(&self, owner: ComponentInstanceId, item: &str, feature: String) -> Error {
        Error::Unsupported {
            feature,
            at: self.graph.location(owner, item),
            help: "keep the component that needs it out of the fusion",
        }
    }
}
