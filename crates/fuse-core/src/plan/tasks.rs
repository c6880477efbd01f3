//! Decides how functions of async type are called: by which tasks, over which edges, with what of the runtime.

use super::{Channels, Live, Target, guard};
use crate::graph::{
    BuiltinId, BuiltinKind, ComponentInstanceId, InstanceGraph, LiftId, LowerId, Resource,
};
use fuse_abi::entity::PrimaryMap;
use fuse_abi::entity_id;
use fuse_abi::types::FuncTypeId;
use fuse_async::Intrinsic;
use std::collections::{BTreeMap, BTreeSet};

entity_id! {
    /// A way by which a lifted function of async type is called.
    EdgeId, "edge";
    /// A function of async type that the host provides, as one instance lowers it.
    HostCallId, "hostcall";
    /// A built-in that reads from, or writes to, a stream or a future.
    CopyId, "copy";
}

/// Who calls which lifted function of async type.
#[derive(Copy, Clone, Debug)]
pub struct Edge {
    /// The lowered function; `None` if the host calls.
    pub lower: Option<LowerId>,
    /// The lifted function.
    pub lift: LiftId,
}

/// What runs as a task.
#[derive(Debug, Default)]
pub struct Tasks {
    /// Calls between instances and of exports, by the number that the runtime knows them by.
    pub edges: PrimaryMap<EdgeId, Edge>,
    calls: BTreeMap<LowerId, EdgeId>,
    roots: BTreeMap<LiftId, EdgeId>,
    /// Functions of the host, likewise.
    pub host_calls: PrimaryMap<HostCallId, LowerId>,
    host_call_ids: BTreeMap<LowerId, HostCallId>,
    /// Built-ins of streams and futures, likewise.
    pub copies: PrimaryMap<CopyId, BuiltinId>,
    copy_ids: BTreeMap<BuiltinId, CopyId>,
    /// Instances in which something can tell which task is the running one.
    pub aware: BTreeSet<ComponentInstanceId>,
    /// Of these, the ones whose `realloc` or post-return functions may ask for the running task's context: those run as tasks as well.
    pub contextual: BTreeSet<ComponentInstanceId>,
    /// Instances that have a table header, since something of theirs names it.
    pub instances: BTreeSet<ComponentInstanceId>,
    /// The functions of the runtime that are needed.
    pub intrinsics: BTreeSet<Intrinsic>,
}

impl Tasks {
    /// The edge of a lowered function that calls another instance's function of async type.
    pub fn call(&self, lower: LowerId) -> Option<EdgeId> {
        self.calls.get(&lower).copied()
    }

    /// The edge by which the host calls an exported function of async type.
    pub fn root(&self, lift: LiftId) -> Option<EdgeId> {
        self.roots.get(&lift).copied()
    }

    /// The number of a lowered function of async type that the host provides.
    pub fn host_call(&self, lower: LowerId) -> Option<HostCallId> {
        self.host_call_ids.get(&lower).copied()
    }

    /// The number of a built-in that copies.
    pub fn copy(&self, builtin: BuiltinId) -> Option<CopyId> {
        self.copy_ids.get(&builtin).copied()
    }

    /// Whether anything runs as a task.
    pub fn any(&self) -> bool {
        !self.intrinsics.is_empty()
    }
}

/// Decides on tasks.
pub fn tasks(
    graph: &InstanceGraph<'_>,
    live: &Live<'_>,
    targets: &BTreeMap<LowerId, Target>,
    builtins: &BTreeSet<BuiltinId>,
    exported: &[LiftId],
    channels: &Channels,
) -> Tasks {
    let mut tasks = Tasks::default();
    for &id in builtins {
        tasks.builtin(graph, channels, id);
    }
    let plain = tasks.plain_calls(graph, targets, builtins);
    for (&id, target) in targets {
        let lower = &graph.lowers[id];
        if let Target::Adapter(lift) = target
            && !graph.types.func_handles(lower.ty).channels.is_empty()
        {
            tasks.passes_ends([lower.owner, graph.lifts[*lift].owner]);
        }
        if let Target::Host(_) = target {
            tasks.crosses(graph, channels, lower.owner, lower.ty);
        }
        if !graph.types.func(lower.ty).async_ || plain.contains(&id) {
            continue;
        }
        match *target {
            Target::Adapter(lift) => {
                let edge = Edge {
                    lower: Some(id),
                    lift,
                };
                let edge = tasks.edges.push(edge);
                tasks.calls.insert(id, edge);
                tasks.instances.insert(graph.lifts[lift].owner);
                tasks.needs(&[
                    Intrinsic::TaskNew,
                    Intrinsic::TaskEnter,
                    Intrinsic::TaskStart,
                ]);
                tasks.needs(match lower.opts.async_ {
                    true => &[Intrinsic::CallEnd, Intrinsic::CallWait],
                    false => &[
                        Intrinsic::SyncEnter,
                        Intrinsic::SyncEnd,
                        Intrinsic::TaskRelease,
                    ],
                });
                tasks.resolves(graph, lift);
            }
            Target::Host(_) => {
                let call = tasks.host_calls.push(id);
                tasks.host_call_ids.insert(id, call);
                tasks.needs(match lower.opts.async_ {
                    true => &[Intrinsic::HostCallEnd],
                    false => &[Intrinsic::HostCallAwait],
                });
            }
            Target::Reentry => continue,
        }
        tasks.instances.insert(lower.owner);
    }
    for &id in exported {
        let lift = &graph.lifts[id];
        tasks.crosses(graph, channels, lift.owner, lift.ty);
        if !graph.types.func(lift.ty).async_ {
            continue;
        }
        let edge = Edge {
            lower: None,
            lift: id,
        };
        let edge = tasks.edges.push(edge);
        tasks.roots.insert(id, edge);
        tasks.instances.insert(lift.owner);
        tasks.needs(&[
            Intrinsic::RootNew,
            Intrinsic::TaskEnter,
            Intrinsic::TaskStart,
            Intrinsic::ArgsAlloc,
            Intrinsic::RootEnd,
            Intrinsic::RootWait,
            Intrinsic::RootEvent,
        ]);
        tasks.resolves(graph, id);
    }
    if tasks.any() {
        tasks.contextual = guard::contextual(graph, live);
        tasks.sync(graph, live, targets, exported);
    }
    tasks
}

impl Tasks {
    fn needs(&mut self, intrinsics: &[Intrinsic]) {
        self.intrinsics.extend(intrinsics);
    }

    /// Finds the calls of functions of async type that need no task: the function is lifted without `async`, by an instance in which
    /// nothing can tell tasks apart and which lets everybody in. Of all other calls the caller is aware.
    fn plain_calls(
        &mut self,
        graph: &InstanceGraph<'_>,
        targets: &BTreeMap<LowerId, Target>,
        builtins: &BTreeSet<BuiltinId>,
    ) -> BTreeSet<LowerId> {
        let holds_back = |owner: ComponentInstanceId| {
            let mut all = builtins.iter().map(|id| &graph.builtins[*id]);
            all.any(|it| it.owner == owner && it.kind == BuiltinKind::BackpressureInc)
        };
        let mut plain: BTreeSet<LowerId> = targets
            .iter()
            .filter(|(id, target)| match target {
                Target::Adapter(lift) => {
                    let lift = &graph.lifts[*lift];
                    let async_ = graph.types.func(graph.lowers[**id].ty).async_;
                    async_ && !lift.opts.async_ && !holds_back(lift.owner)
                }
                _ => false,
            })
            .map(|(id, _)| *id)
            .collect();
        loop {
            for (&id, target) in targets {
                let lower = &graph.lowers[id];
                let async_ = graph.types.func(lower.ty).async_;
                if async_ && !plain.contains(&id) && *target != Target::Reentry {
                    self.aware.insert(lower.owner);
                }
            }
            let before = plain.len();
            plain.retain(|id| match targets[id] {
                Target::Adapter(lift) => !self.aware.contains(&graph.lifts[lift].owner),
                _ => false,
            });
            if plain.len() == before {
                return plain;
            }
        }
    }

    /// Ends of streams and futures get from one of these instances to another.
    fn passes_ends(&mut self, instances: impl IntoIterator<Item = ComponentInstanceId>) {
        self.needs(&[Intrinsic::EndMove]);
        self.instances.extend(instances);
    }

    /// Ends of streams and futures get from this instance to the host, or from there, in a function of this type.
    fn crosses(
        &mut self,
        graph: &InstanceGraph<'_>,
        channels: &Channels,
        owner: ComponentInstanceId,
        ty: FuncTypeId,
    ) {
        for channel in graph.types.func_handles(ty).channels {
            self.instances.insert(owner);
            if channels.are_taken(channel) {
                self.needs(&[Intrinsic::EndTake]);
            }
            if channels.are_given(channel) {
                self.needs(&[Intrinsic::EndGive, Intrinsic::EndPromote]);
            }
        }
    }

    /// A task may resolve that runs `lift`; its parameters may be lends.
    fn resolves(&mut self, graph: &InstanceGraph<'_>, lift: LiftId) {
        let lift = &graph.lifts[lift];
        self.needs(&[Intrinsic::TaskResolve]);
        if !graph.types.func_handles(lift.ty).params_borrow.is_empty() {
            self.needs(&[Intrinsic::LendsKeep]);
        }
    }

    fn builtin(&mut self, graph: &InstanceGraph<'_>, channels: &Channels, id: BuiltinId) {
        let builtin = &graph.builtins[id];
        let (aware, intrinsic) = match &builtin.kind {
            BuiltinKind::ResourceNew(_)
            | BuiltinKind::ResourceRep(_)
            | BuiltinKind::ResourceDrop(_)
            | BuiltinKind::ErrorContextNew { .. }
            | BuiltinKind::ErrorContextDebugMessage { .. }
            | BuiltinKind::ErrorContextDrop
            | BuiltinKind::Other(_) => return,
            BuiltinKind::ContextGet(_) | BuiltinKind::ContextSet(_) => (true, None),
            BuiltinKind::TaskReturn { .. } => {
                self.needs(&[Intrinsic::TaskResolve]);
                (true, Some(Intrinsic::TaskReturning))
            }
            BuiltinKind::TaskCancel => (true, Some(Intrinsic::TaskCancel)),
            BuiltinKind::BackpressureInc => (false, Some(Intrinsic::BackpressureInc)),
            BuiltinKind::BackpressureDec => (false, Some(Intrinsic::BackpressureDec)),
            BuiltinKind::ThreadYield { .. } => (true, Some(Intrinsic::ThreadYield)),
            BuiltinKind::SubtaskCancel { async_: false } => (true, Some(Intrinsic::SubtaskCancel)),
            BuiltinKind::SubtaskCancel { async_: true } => {
                (true, Some(Intrinsic::SubtaskCancelAsync))
            }
            BuiltinKind::SubtaskDrop => (false, Some(Intrinsic::SubtaskDrop)),
            BuiltinKind::SetNew => (false, Some(Intrinsic::SetNew)),
            BuiltinKind::SetWait(_) => (true, Some(Intrinsic::SetWait)),
            BuiltinKind::SetPoll(_) => (true, Some(Intrinsic::SetPoll)),
            BuiltinKind::SetDrop => (false, Some(Intrinsic::SetDrop)),
            BuiltinKind::Join => (false, Some(Intrinsic::Join)),
            BuiltinKind::PairNew(_) => (false, Some(Intrinsic::PairNew)),
            BuiltinKind::Copy { end, opts } => {
                let copy = self.copies.push(id);
                self.copy_ids.insert(id, copy);
                let element = graph.types[end.channel.ty].element();
                if !graph.types.handle_use(element).channels.is_empty() {
                    self.passes_ends([builtin.owner]);
                }
                if channels.cross(end.channel.ty) {
                    self.needs(&[Intrinsic::EndCopied]);
                }
                let copy = match end.channel.future {
                    true => Intrinsic::FutureCopy,
                    false => Intrinsic::StreamCopy,
                };
                (!opts.async_, Some(copy))
            }
            BuiltinKind::CopyCancel { end, async_ } => {
                if channels.cross(end.channel.ty) {
                    self.needs(&[Intrinsic::EndCancelled]);
                }
                (!async_, Some(Intrinsic::CopyCancel))
            }
            BuiltinKind::EndDrop(_) => (false, Some(Intrinsic::EndDrop)),
        };
        self.intrinsics.extend(intrinsic);
        self.instances.insert(builtin.owner);
        if aware {
            self.aware.insert(builtin.owner);
            // What else it is called from is a task too.
            self.needs(&[Intrinsic::SyncTaskEnter, Intrinsic::SyncTaskLeave]);
        }
    }

    /// Functions that are not of async type: those of aware instances run as tasks too, and exports may wake tasks.
    fn sync(
        &mut self,
        graph: &InstanceGraph<'_>,
        live: &Live<'_>,
        targets: &BTreeMap<LowerId, Target>,
        exported: &[LiftId],
    ) {
        let sync = |id: &LiftId| !graph.types.func(graph.lifts[*id].ty).async_;
        let functions = exported.iter().filter(|id| sync(id));
        let functions = functions.map(|id| graph.lifts[*id].owner);
        // The host may call any destructor that is kept.
        let made = live.builtins.iter().map(|id| &graph.builtins[*id]);
        let destructors = made.filter_map(|builtin| match builtin.kind {
            BuiltinKind::ResourceNew(resource) => match graph.resources[resource] {
                Resource::Defined { owner, dtor, .. } => dtor.map(|_| owner),
                Resource::Host(_) => None,
            },
            _ => None,
        });
        let entered: BTreeSet<_> = functions.chain(destructors).collect();
        if !entered.is_empty() {
            self.needs(&[Intrinsic::ExportEnter, Intrinsic::ExportLeave]);
            self.instances.extend(entered);
        }
        let called = targets.values().filter_map(|target| match target {
            Target::Adapter(lift) => Some(graph.lifts[*lift].owner),
            _ => None,
        });
        let started = live
            .instances
            .keys()
            .map(|id| graph.core_instances[id].owner);
        if called
            .chain(started)
            .any(|owner| self.aware.contains(&owner))
        {
            self.needs(&[Intrinsic::SyncTaskEnter, Intrinsic::SyncTaskLeave]);
        }
    }
}
