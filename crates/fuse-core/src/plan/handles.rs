//! Decides where handles live and by which steps they get from one holder to another.
//!
//! Every component instance that holds handles has a table of its own in the runtime's memory, and no handle of an instance is ever an
//! index of the host's table: not those of the host's resources either, which a table holds by the host's index.

use super::{Live, Target};
use crate::error::{Error, Result};
use crate::graph::{
    BuiltinId, BuiltinKind, ComponentInstanceId, CoreDef, FuncDef, InstanceDef, InstanceGraph,
    Item, Lift, LiftId, LowerId, Resource, TypeDef,
};
use fuse_abi::entity::PrimaryMap;
use fuse_abi::flat;
use fuse_abi::handles::{Handle, Holder, TableId};
use fuse_abi::types::{FuncTypeId, ResourceId};
use fuse_abi::uses::FuncHandles;
use fuse_handles::Intrinsic;
use fuse_handles::rt::layout::{MAX_TABLES, own_tag, table_header};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Handle tables and what works on them.
#[derive(Debug, Default)]
pub struct Handles {
    /// The instances that have a table.
    pub tables: PrimaryMap<TableId, ComponentInstanceId>,
    ids: BTreeMap<ComponentInstanceId, TableId>,
    /// The resource types that there are handles to.
    pub types: BTreeMap<ResourceId, HandleType>,
    /// The functions of the runtime that are needed.
    pub intrinsics: BTreeSet<Intrinsic>,
    /// The host's built-ins that are needed.
    pub host: BTreeSet<HostOp>,
    /// The resource types of component instances that the host gets to know.
    pub public: BTreeSet<ResourceId>,
    /// The exported functions whose handles are not the same words on both sides.
    pub entries: BTreeSet<LiftId>,
}

/// A resource type that there are handles to.
#[derive(Debug)]
pub struct HandleType {
    /// Its number in tags.
    number: u32,
    /// The tables that can hold handles to it.
    pub tables: BTreeSet<TableId>,
    /// The functions of the host that handles to it are passed to or returned from.
    pub lowers: Vec<LowerId>,
    /// The exported functions that take or return handles to it.
    pub lifts: Vec<LiftId>,
}

/// A built-in of the host, on handles of the outer component.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HostOp {
    /// `resource.new`
    New(ResourceId),
    /// `resource.rep`
    Rep(ResourceId),
    /// `resource.drop`
    Drop(ResourceId),
}

impl fmt::Display for HostOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HostOp::New(resource) => write!(f, "resource.new {resource}"),
            HostOp::Rep(resource) => write!(f, "resource.rep {resource}"),
            HostOp::Drop(resource) => write!(f, "resource.drop {resource}"),
        }
    }
}

/// A step on the way of a handle from one holder to another: it takes one word and gives one.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A function of the runtime on one table.
    On(Intrinsic, TableId),
    /// [`Intrinsic::OwnMove`] from one table to another.
    Move(TableId, TableId),
    /// The host's handle becomes the representation, and the host's handle is dropped without its destructor.
    TakeBack,
    /// The representation becomes a handle of the host's.
    HandOut,
}

/// Decides on handles.
pub fn handles(
    graph: &InstanceGraph<'_>,
    live: &Live<'_>,
    targets: &BTreeMap<LowerId, Target>,
    exported: &[LiftId],
) -> Result<Handles> {
    let mut plan = Planner {
        graph,
        handles: Handles::default(),
    };
    for &id in &live.builtins {
        plan.builtin(id)?;
    }
    for (&id, target) in targets {
        let lower = &graph.lowers[id];
        let uses = graph.types.func_handles(lower.ty);
        if uses == FuncHandles::default() {
            continue;
        }
        let caller = plan.table(lower.owner);
        let (src, dst) = match *target {
            Target::Host(_) => (Holder::Table(caller), Holder::Host),
            Target::Adapter(lift) => {
                let callee = plan.table(graph.lifts[lift].owner);
                (plan.handles.lender(graph, id), Holder::Table(callee))
            }
            Target::Reentry => continue,
        };
        if dst == Holder::Host {
            all(&uses).for_each(|resource| plan.handle_type(resource).lowers.push(id));
            if stashes_params(graph, lower.ty) {
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
            if stashes_result(graph, lift) {
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
            BuiltinKind::ResourceNew(resource) => (resource, Intrinsic::OwnAdd),
            BuiltinKind::ResourceRep(resource) => (resource, Intrinsic::Rep),
            BuiltinKind::ResourceDrop(resource) => (resource, Intrinsic::Drop),
            BuiltinKind::Other(_) => return Ok(()),
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
                    at: self.graph.location(builtin.owner, id.to_string()),
                    help: "represent it by an `i32`",
                });
            }
            _ => {}
        }
        Ok(())
    }

    /// A function whose caller holds handles as `caller` and whose callee holds them as `callee`; gives whether a handle takes a step.
    fn call(&mut self, uses: &FuncHandles, caller: Holder, callee: Holder) -> bool {
        for resource in all(uses) {
            let tables = [caller.table(), callee.table()].into_iter().flatten();
            self.handle_type(resource).tables.extend(tables);
        }
        let mut stepped = false;
        let own = |resource: &ResourceId| Handle::Own(*resource);
        let borrow = |resource: &ResourceId| Handle::Borrow(*resource);
        let params = uses.params_own.iter().map(own);
        for handle in params.chain(uses.params_borrow.iter().map(borrow)) {
            stepped |= self.pass(handle, caller, callee);
        }
        for handle in uses.result_own.iter().map(own) {
            stepped |= self.pass(handle, callee, caller);
        }
        if matches!(caller, Holder::Lending(_)) {
            let lends = [Intrinsic::Lends, Intrinsic::LendsEnd];
            self.handles.intrinsics.extend(lends);
        }
        stepped
    }

    fn pass(&mut self, handle: Handle, src: Holder, dst: Holder) -> bool {
        let resource = handle.resource();
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
            at: self.graph.location(lower.owner, id.to_string()),
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
    } = uses.clone();
    let all: BTreeSet<_> = [params_own, params_borrow, result_own]
        .into_iter()
        .flatten()
        .collect();
    all.into_iter()
}

impl Handles {
    /// The table of `instance`.
    pub fn table(&self, instance: ComponentInstanceId) -> Option<TableId> {
        self.ids.get(&instance).copied()
    }

    /// Who holds the caller's side of a fused call.
    ///
    /// In synchronous code nothing of the caller's runs during the call, so the only one who can tell that a handle is lent is the call
    /// itself, when it also moves handles of the same type.
    pub fn lender(&self, graph: &InstanceGraph<'_>, lower: LowerId) -> Holder {
        let lower = &graph.lowers[lower];
        let uses = graph.types.func_handles(lower.ty);
        let table = self.ids[&lower.owner];
        match uses.params_own.is_disjoint(&uses.params_borrow) {
            true => Holder::Table(table),
            false => Holder::Lending(table),
        }
    }

    /// The way of a handle from one holder to another.
    pub fn steps(
        &self,
        graph: &InstanceGraph<'_>,
        handle: Handle,
        src: Holder,
        dst: Holder,
    ) -> Vec<Step> {
        match handle {
            Handle::Own(resource) => own(graph, resource, src, dst),
            Handle::Borrow(resource) => self.borrow(graph, resource, src, dst),
        }
    }

    /// The way of a borrowed handle (CanonicalABI, `lift_borrow` and `lower_borrow`).
    ///
    /// To the instance that defines the resource type, and from the host if the outer component is to define it, it is the
    /// representation.
    fn borrow(
        &self,
        graph: &InstanceGraph<'_>,
        resource: ResourceId,
        src: Holder,
        dst: Holder,
    ) -> Vec<Step> {
        let definer = match graph.resources[resource] {
            Resource::Host(_) => None,
            Resource::Defined { owner, .. } => Some(owner),
        };
        let mut steps = match src {
            Holder::Table(src) => vec![Step::On(Intrinsic::Rep, src)],
            Holder::Lending(src) => vec![Step::On(Intrinsic::Lend, src)],
            Holder::Host => vec![],
        };
        match dst.table() {
            Some(dst) if src == Holder::Host && definer.is_none() => {
                steps.push(Step::On(Intrinsic::HostBorrowEnter, dst));
            }
            Some(dst) if definer != Some(self.tables[dst]) => {
                steps.push(Step::On(Intrinsic::BorrowAdd, dst));
            }
            _ => {}
        }
        steps
    }

    /// The tag of owned handles to `resource`.
    pub fn tag(&self, resource: ResourceId) -> u32 {
        own_tag(self.types[&resource].number)
    }

    /// Whether there is an instance with handles.
    pub fn any(&self) -> bool {
        !self.tables.is_empty()
    }

    /// Whether the host gives back what [`Step::HandOut`] gave it, destructor and all.
    pub fn takes_back(&self) -> bool {
        self.host.iter().any(|op| matches!(op, HostOp::Rep(_)))
    }
}

/// The way of an owned handle (CanonicalABI, `lift_own` and `lower_own`).
fn own(graph: &InstanceGraph<'_>, resource: ResourceId, src: Holder, dst: Holder) -> Vec<Step> {
    let host_defines = matches!(graph.resources[resource], Resource::Host(_));
    match (src.table(), dst.table()) {
        (Some(src), Some(dst)) => vec![Step::Move(src, dst)],
        (None, Some(dst)) if host_defines => vec![Step::On(Intrinsic::HostOwnEnter, dst)],
        (None, Some(dst)) => vec![Step::TakeBack, Step::On(Intrinsic::OwnAdd, dst)],
        (Some(src), None) if host_defines => vec![Step::On(Intrinsic::HostOwnLeave, src)],
        (Some(src), None) => vec![Step::On(Intrinsic::OwnTake, src), Step::HandOut],
        (None, None) => unreachable!("what the host passes to itself goes through no table"),
    }
}

/// The address of a table's header.
pub fn header(table: TableId) -> u32 {
    table_header(table.0)
}

/// Whether handles occur in a function of type `ty`.
pub fn occur(graph: &InstanceGraph<'_>, ty: FuncTypeId) -> bool {
    let func = graph.types.func(ty);
    let mut types = func.params.iter().map(|param| param.ty).chain(func.result);
    types.any(|ty| graph.types.has_handles(ty))
}

/// The memory in which `owner` passes handles to functions of the host that are lowered with this `realloc`, if it does.
pub fn shown_memory<'a>(
    graph: &InstanceGraph<'a>,
    targets: &BTreeMap<LowerId, Target>,
    owner: ComponentInstanceId,
    realloc: CoreDef<'a>,
) -> Option<CoreDef<'a>> {
    targets.iter().find_map(|(&id, target)| {
        let lower = &graph.lowers[id];
        let shows = matches!(target, Target::Host(_)) && stashes_params(graph, lower.ty);
        let same = lower.owner == owner && lower.opts.realloc == Some(realloc);
        lower.opts.memory.filter(|_| shows && same)
    })
}

/// Whether handles among the parameters of a function of the host lie in the caller's memory, where the host reads them.
pub fn stashes_params(graph: &InstanceGraph<'_>, ty: FuncTypeId) -> bool {
    let params = graph.types.func(ty).params.iter();
    let params: Vec<_> = params.map(|param| param.ty).collect();
    graph
        .types
        .has_handles_in_memory(&params, flat::MAX_FLAT_PARAMS)
}

/// Whether an exported function's result holds handles that its post-return function, or the instance itself, can find again.
pub fn stashes_result(graph: &InstanceGraph<'_>, lift: &Lift<'_>) -> bool {
    let types = &graph.types;
    types.func(lift.ty).result.is_some_and(|result| {
        types.has_handles_in_memory(&[result], flat::MAX_FLAT_RESULTS)
            || types.has_handles(result) && lift.opts.post_return.is_some()
    })
}
