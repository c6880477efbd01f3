//! Goes through everything that handles pass through, and notes what it takes.

use super::{
    HandleType, Handles, HostOp, Step, shown_memory, stashes_params, stashes_result,
    stashes_returned,
};
use crate::error::{Error, Result};
use crate::graph::{
    BuiltinId, BuiltinKind, ComponentInstanceId, End, FuncDef, InstanceDef, InstanceGraph, Item,
    LiftId, LowerId, Resource, TypeDef,
};
use crate::plan::{Live, Target, Tasks, host_allocates, is_relayed};
use fuse_abi::handles::{Handle, Holder, TableId};
use fuse_abi::types::ResourceId;
use fuse_abi::uses::FuncHandles;
use fuse_handles::Intrinsic;
use fuse_handles::rt::layout::MAX_TABLES;
use std::collections::{BTreeMap, BTreeSet};

/// What it takes to pass on a call by way of the runtime's memory.
const RELAY: [Intrinsic; 3] = [
    Intrinsic::ScratchRealloc,
    Intrinsic::ScratchTake,
    Intrinsic::ScratchFree,
];

/// Decides on handles.
pub fn handles(
    graph: &InstanceGraph<'_>,
    live: &Live<'_>,
    targets: &BTreeMap<LowerId, Target>,
    tasks: &Tasks,
    exported: &[LiftId],
) -> Result<Handles> {
    let mut plan = Planner {
        graph,
        handles: Handles::default(),
    };
    for &instance in &tasks.instances {
        plan.table(instance);
    }
    for &id in &live.builtins {
        plan.builtin(id)?;
    }
    plan.copies(tasks);
    for (&id, target) in targets {
        let lower = &graph.lowers[id];
        if is_relayed(graph, id) {
            plan.handles.intrinsics.extend(RELAY);
            if host_allocates(graph, id) {
                let results = [Intrinsic::ResultRealloc, Intrinsic::ResultFree];
                plan.handles.intrinsics.extend(results);
            }
        }
        let uses = graph.types.func_handles(lower.ty);
        if uses == FuncHandles::default() {
            continue;
        }
        plan.table(lower.owner);
        let (src, dst) = match *target {
            Target::Host(_) => (plan.handles.host_lender(graph, id), Holder::Host),
            Target::Adapter(lift) => {
                let callee = plan.table(graph.lifts[lift].owner);
                (plan.handles.lender(graph, tasks, id), Holder::Table(callee))
            }
            Target::Reentry => continue,
        };
        if dst == Holder::Host {
            all(&uses).for_each(|resource| plan.handle_type(resource).lowers.push(id));
            if stashes_params(graph, id) {
                plan.handles.intrinsics.insert(Intrinsic::Stash);
                plan.one_memory(targets, id)?;
            }
        }
        _ = plan.call(&uses, src, dst);
    }
    for &id in exported {
        let lift = &graph.lifts[id];
        let uses = graph.types.func_handles(lift.ty);
        if uses != FuncHandles::default() {
            let callee = plan.table(lift.owner);
            all(&uses).for_each(|resource| plan.handle_type(resource).lifts.push(id));
            if stashes_result(graph, lift) || stashes_returned(graph, lift) {
                plan.handles.intrinsics.insert(Intrinsic::Stash);
            }
            if plan.call(&uses, Holder::Host, Holder::Table(callee)) {
                plan.handles.entries.insert(id);
            }
        }
    }
    for item in graph.exports.values() {
        plan.public(item);
    }
    plan.finish()
}

struct Planner<'g, 'a> {
    graph: &'g InstanceGraph<'a>,
    handles: Handles,
}

impl Planner<'_, '_> {
    fn table(&mut self, instance: ComponentInstanceId) -> TableId {
        let Handles { tables, ids, .. } = &mut self.handles;
        *ids.entry(instance).or_insert_with(|| tables.push(instance))
    }

    fn handle_type(&mut self, resource: ResourceId) -> &mut HandleType {
        let number = self.handles.types.len() as u32;
        let new = || HandleType {
            number,
            tables: BTreeSet::new(),
            lowers: Vec::new(),
            lifts: Vec::new(),
        };
        self.handles.types.entry(resource).or_insert_with(new)
    }

    fn builtin(&mut self, id: BuiltinId) -> Result<()> {
        let builtin = &self.graph.builtins[id];
        let (resource, intrinsic) = match builtin.kind {
            BuiltinKind::ErrorContextNew { .. } => {
                let needed = [Intrinsic::ScratchRealloc, Intrinsic::ErrorContextNew];
                self.table(builtin.owner);
                self.handles.intrinsics.extend(needed);
                return Ok(());
            }
            BuiltinKind::ErrorContextDebugMessage { .. } => {
                self.table(builtin.owner);
                self.handles.intrinsics.insert(Intrinsic::ErrorContextFind);
                return Ok(());
            }
            BuiltinKind::ErrorContextDrop => {
                self.table(builtin.owner);
                self.handles.intrinsics.insert(Intrinsic::ErrorContextDrop);
                return Ok(());
            }
            BuiltinKind::ResourceNew(resource) => (resource, Intrinsic::OwnAdd),
            BuiltinKind::ResourceRep(resource) => (resource, Intrinsic::Rep),
            BuiltinKind::ResourceDrop(resource) => (resource, Intrinsic::Drop),
            _ => return Ok(()),
        };
        let table = self.table(builtin.owner);
        self.handle_type(resource).tables.insert(table);
        self.handles.intrinsics.insert(intrinsic);
        match self.graph.resources[resource] {
            Resource::Host(_) if intrinsic == Intrinsic::Drop => {
                self.handles.intrinsics.insert(Intrinsic::HostRelease);
                self.handles.host.insert(HostOp::Drop(resource));
            }
            Resource::Defined {
                rep: wasmparser::ValType::I64,
                ..
            } => {
                return Err(Error::Unsupported {
                    feature: "a resource type that an `i64` represents".to_string(),
                    at: self.graph.location(
                        builtin.owner,
                        format!("resource type `{}`", self.graph.resource_name(resource)),
                    ),
                    help: "represent it by an `i32`",
                });
            }
            _ => {}
        }
        Ok(())
    }

    /// Elements that are copied from each built-in that writes to each that reads.
    fn copies(&mut self, tasks: &Tasks) {
        let copies = || {
            tasks.copies.values().map(|id| {
                let builtin = &self.graph.builtins[*id];
                let BuiltinKind::Copy { end, .. } = &builtin.kind else {
                    unreachable!("{id} copies")
                };
                (builtin.owner, *end)
            })
        };
        let mut pairs = Vec::new();
        for (writer, written) in copies().filter(|(_, end)| end.writable) {
            let reads = |(_, end): &(_, End)| !end.writable && end.channel == written.channel;
            pairs.extend(
                copies()
                    .filter(reads)
                    .map(|(reader, end)| (writer, reader, end)),
            );
        }
        for (writer, reader, end) in pairs {
            let element = self.graph.types[end.channel.ty].element();
            let held = self.graph.types.handle_use(element);
            let uses = FuncHandles {
                params_own: held.own,
                error_contexts: held.error_contexts,
                ..FuncHandles::default()
            };
            if uses != FuncHandles::default() {
                let (src, dst) = (self.table(writer), self.table(reader));
                _ = self.call(&uses, Holder::Table(src), Holder::Table(dst));
            }
        }
    }

    /// A function whose caller holds handles as `caller` and whose callee holds them as `callee`; gives whether a handle takes a step.
    fn call(&mut self, uses: &FuncHandles, caller: Holder, callee: Holder) -> bool {
        for resource in all(uses) {
            let tables = [caller.table(), callee.table()].into_iter().flatten();
            self.handle_type(resource).tables.extend(tables);
        }
        let mut stepped = false;
        for &resource in &uses.params_own {
            stepped |= self.pass(resource, Handle::Own(resource), caller, callee);
        }
        for &resource in &uses.params_borrow {
            stepped |= self.pass(resource, Handle::Borrow(resource), caller, callee);
        }
        for &resource in &uses.result_own {
            stepped |= self.pass(resource, Handle::Own(resource), callee, caller);
        }
        stepped |= !uses.channels.is_empty();
        if uses.error_contexts {
            self.handles.intrinsics.insert(Intrinsic::ErrorContextCopy);
        }
        if matches!(caller, Holder::Lending(_)) {
            let lends = [Intrinsic::Lends, Intrinsic::LendsEnd];
            self.handles.intrinsics.extend(lends);
        }
        stepped
    }

    fn pass(&mut self, resource: ResourceId, handle: Handle, src: Holder, dst: Holder) -> bool {
        let steps = self.handles.steps(self.graph, handle, src, dst);
        for &step in &steps {
            let Handles {
                intrinsics, host, ..
            } = &mut self.handles;
            match step {
                Step::On(intrinsic, _) => _ = intrinsics.insert(intrinsic),
                Step::Move(..) => _ = intrinsics.insert(Intrinsic::OwnMove),
                Step::TakeBack => host.extend([HostOp::Rep(resource), HostOp::Drop(resource)]),
                Step::HandOut => _ = host.insert(HostOp::New(resource)),
            }
        }
        !steps.is_empty()
    }

    /// Refuses a second memory with the same `realloc`, which has to know where to find what the host was shown.
    fn one_memory(&self, targets: &BTreeMap<LowerId, Target>, id: LowerId) -> Result<()> {
        let lower = &self.graph.lowers[id];
        let Some(realloc) = lower.opts.realloc else {
            return Ok(());
        };
        if shown_memory(self.graph, targets, lower.owner, realloc) == lower.opts.memory {
            return Ok(());
        }
        Err(Error::Unsupported {
            feature: "one `realloc` for two memories in which handles are passed to the host"
                .to_string(),
            at: self.graph.location(lower.owner, self.graph.lower_item(id)),
            help: "lower the functions with the same memory",
        })
    }

    /// Notes the resource types of component instances that an export of the root brings out.
    fn public(&mut self, item: &Item<'_>) {
        let found = match item {
            Item::Func(FuncDef::Lift(id)) => {
                all(&self.graph.types.func_handles(self.graph.lifts[*id].ty)).collect()
            }
            Item::Type(TypeDef::Resource(id)) => vec![*id],
            Item::Instance(instance) if instance.import.is_none() => {
                return self.public_instance(instance);
            }
            _ => return,
        };
        let defined =
            |id: &ResourceId| matches!(self.graph.resources[*id], Resource::Defined { .. });
        self.handles
            .public
            .extend(found.into_iter().filter(defined));
    }

    fn public_instance(&mut self, instance: &InstanceDef<'_>) {
        for item in instance.exports.values() {
            self.public(item);
        }
    }

    fn finish(self) -> Result<Handles> {
        let Some((_, &instance)) = self
            .handles
            .tables
            .iter()
            .find(|(table, _)| table.0 >= MAX_TABLES)
        else {
            return Ok(self.handles);
        };
        Err(Error::Unsupported {
            feature: format!("more than {MAX_TABLES} component instances with handles"),
            at: self.graph.location(instance, ""),
            help: "instantiate fewer",
        })
    }
}

/// All resource types that a function has handles to.
fn all(uses: &FuncHandles) -> impl Iterator<Item = ResourceId> + use<> {
    let FuncHandles {
        params_own,
        params_borrow,
        result_own,
        ..
    } = uses.clone();
    let all: BTreeSet<_> = [params_own, params_borrow, result_own]
        .into_iter()
        .flatten()
        .collect();
    all.into_iter()
}
