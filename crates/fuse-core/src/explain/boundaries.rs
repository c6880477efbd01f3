//! Finds who imports what from whom, and how each call gets across.

use super::{Boundary, Function, Party, Step, Values, Way, party};
use crate::graph::{GraphOpts, InstanceGraph, LiftId, LowerId, Path};
use crate::plan::{Plan, Target};
use fuse_abi::flat;
use fuse_abi::types::{FuncTypeId, Type, TypeTable};
use fuse_abi::uses::{self, FuncHandles};
use indexmap::IndexMap;
use std::collections::{BTreeSet, HashSet};

/// What tells one boundary from another.
type Key = (Party, Party, Option<String>);

/// The boundaries over which something is called: those between instances, then those of the host's calls, then those of calls of the
/// host.
pub fn boundaries(graph: &InstanceGraph<'_>, plan: &Plan<'_>) -> Vec<Boundary> {
    let find = Find { graph, plan };
    let mut found: IndexMap<Key, Functions> = IndexMap::new();
    for (&id, &target) in &plan.targets {
        let (key, function) = find.lower(id, target);
        add(&mut found, key, function);
    }
    for &id in &plan.exported {
        let (key, function) = find.export(id);
        add(&mut found, key, function);
    }
    let boundary = |((importer, exporter, interface), functions): (Key, Functions)| Boundary {
        importer,
        exporter,
        interface,
        functions: functions.into_values().collect(),
    };
    let mut boundaries: Vec<Boundary> = found.into_iter().map(boundary).collect();
    boundaries.sort_by_key(|boundary| match (&boundary.importer, &boundary.exporter) {
        (Party::Instance(_), Party::Instance(_)) => 0,
        (Party::Host, _) => 1,
        (_, Party::Host) => 2,
    });
    boundaries
}

/// Functions by what tells one from another: name, lift, way and steps.
type Functions = IndexMap<(String, Option<String>, Way, Vec<Step>), Function>;

/// Adds `function`, once if an instance lowers it twice in the same way.
fn add(found: &mut IndexMap<Key, Functions>, key: Key, function: Function) {
    let Function {
        name,
        lift,
        way,
        steps,
        ..
    } = &function;
    let own = (name.clone(), lift.clone(), *way, steps.clone());
    found.entry(key).or_default().entry(own).or_insert(function);
}

struct Find<'g, 'a> {
    graph: &'g InstanceGraph<'a>,
    plan: &'g Plan<'a>,
}

impl<'a> Find<'_, 'a> {
    fn lower(&self, id: LowerId, target: Target) -> (Key, Function) {
        let lower = &self.graph.lowers[id];
        let (exporter, lift, way, steps) = match target {
            Target::Adapter(lift) => {
                let callee = &self.graph.lifts[lift];
                let way = match self.plan.tasks.call(id) {
                    Some(_) => Way::Task,
                    None => Way::Direct,
                };
                let steps = self.between(lower.ty, &lower.opts, &callee.opts);
                (party(self.graph, callee.owner), Some(lift), way, steps)
            }
            Target::Host(_) => {
                let way = match self.plan.tasks.host_call(id) {
                    Some(_) => Way::HostTask,
                    None => Way::Host,
                };
                (Party::Host, None, way, self.handles(lower.ty))
            }
            Target::Reentry => (party(self.graph, lower.owner), None, Way::Trap, Vec::new()),
        };
        let (interface, name) = split(self.graph.lower_path(id), &id.to_string());
        let function = Function {
            name,
            ty: self.graph.types.display_func(lower.ty),
            lower: Some(id.to_string()),
            lift: lift.map(|id| id.to_string()),
            way,
            steps,
        };
        (
            (party(self.graph, lower.owner), exporter, interface),
            function,
        )
    }

    /// A function that the host calls.
    fn export(&self, id: LiftId) -> (Key, Function) {
        let lift = &self.graph.lifts[id];
        let (interface, name) = split(self.graph.lift_path(id), &id.to_string());
        let function = Function {
            name,
            ty: self.graph.types.display_func(lift.ty),
            lower: None,
            lift: Some(id.to_string()),
            way: match self.plan.tasks.root(id) {
                Some(_) => Way::Task,
                None => Way::Direct,
            },
            steps: match self.plan.handles.entries.contains(&id) {
                true => self.handles(lift.ty),
                false => Vec::new(),
            },
        };
        (
            (Party::Host, party(self.graph, lift.owner), interface),
            function,
        )
    }

    /// What an adapter does with values: copying and transcoding, then handles.
    fn between(&self, ty: FuncTypeId, caller: &GraphOpts<'a>, callee: &GraphOpts<'a>) -> Vec<Step> {
        let types = &self.graph.types;
        let func = types.func(ty);
        let params = func.param_types();
        let limits = [caller.async_, false].map(flat::max_params);
        let spilled = limits
            .iter()
            .any(|limit| flat::params(types, func, *limit).is_none());
        let mut steps = Vec::new();
        self.values(
            Values::Params,
            &params,
            spilled,
            [caller, callee],
            &mut steps,
        );
        let result: Vec<Type> = func.result.into_iter().collect();
        let spilled = flat::results(types, func, flat::MAX_FLAT_RESULTS).is_none();
        let in_memory = spilled || (caller.async_ && !result.is_empty());
        self.values(
            Values::Result,
            &result,
            in_memory,
            [callee, caller],
            &mut steps,
        );
        steps.extend(self.handles(ty));
        steps
    }

    /// What is done with `values`, which lie in memory on one side at least if they are `in_memory`.
    fn values(
        &self,
        which: Values,
        values: &[Type],
        in_memory: bool,
        [src, dst]: [&GraphOpts<'a>; 2],
        steps: &mut Vec<Step>,
    ) {
        let types = &self.graph.types;
        if in_memory || values.iter().any(|ty| types.has_pointers(*ty)) {
            steps.push(Step::Copy { values: which });
        }
        if src.encoding != dst.encoding && have_strings(types, values) {
            steps.push(Step::Transcode {
                values: which,
                from: src.encoding.as_str(),
                to: dst.encoding.as_str(),
            });
        }
    }

    /// The tables that handles in a call of type `ty` go through.
    fn handles(&self, ty: FuncTypeId) -> Vec<Step> {
        let FuncHandles {
            params_own,
            params_borrow,
            result_own,
            channels,
            error_contexts,
        } = self.graph.types.func_handles(ty);
        let resources: BTreeSet<_> = [params_own, params_borrow, result_own]
            .into_iter()
            .flatten()
            .collect();
        let resources = resources.into_iter().map(|id| Step::Handles {
            resource: id.to_string(),
            name: self.graph.resource_name(id),
        });
        let channels = channels.into_iter().map(|id| Step::Channel {
            ty: self.graph.types.display(Type::Def(id)),
        });
        let contexts = error_contexts.then_some(Step::ErrorContexts);
        resources.chain(channels).chain(contexts).collect()
    }
}

/// Whether values of these types have strings; what streams and futures carry is not passed with them.
fn have_strings(types: &TypeTable, values: &[Type]) -> bool {
    let mut seen = HashSet::new();
    let mut pending = values.to_vec();
    while let Some(ty) = pending.pop() {
        match ty {
            Type::String => return true,
            Type::Def(id) if seen.insert(id) => pending.extend(uses::parts(types, &types[id])),
            _ => {}
        }
    }
    false
}

/// The interface and the name within it of a function, which is called `otherwise` if it has no name.
fn split(path: Option<Path<'_>>, otherwise: &str) -> (Option<String>, String) {
    let Some(path) = path else {
        return (None, otherwise.to_string());
    };
    let (name, interface) = path.split_last().expect("a path has a step");
    let interface = (!interface.is_empty()).then(|| interface.join("#"));
    (interface, (*name).to_string())
}
