//! Decides which streams and futures the host gets to know: those in functions of the host and in exported ones.
//!
//! An end of such a type may be the host's business at run time, and until it is, the runtime's. So what instances do to it asks the
//! runtime first, and the host if that says so.

use crate::error::{Error, Result};
use crate::graph::{
    BuiltinId, BuiltinKind, Channel, ComponentInstanceId, End, FuncDef, GraphOpts, InstanceGraph,
    LiftId,
};
use crate::plan::Live;
use fuse_abi::types::{Def, DefId, Type};
use std::collections::{BTreeMap, BTreeSet};

/// The stream and future types whose ends cross to or from the host.
#[derive(Debug, Default)]
pub struct Channels {
    /// Those of which an instance passes ends to the host.
    given: BTreeSet<DefId>,
    /// Those of which the host passes ends to an instance.
    taken: BTreeSet<DefId>,
    /// The host's built-ins that are needed.
    pub ops: BTreeSet<ChannelOp>,
}

/// A built-in of the host, on ends of a stream or a future.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChannelOp {
    /// `stream.new` or `future.new`
    New(Channel),
    /// `stream.read` and the other three, with `async` and the other options of the instance's.
    Copy(BuiltinId),
    /// `stream.cancel-read` and the other three.
    Cancel {
        /// Whose copy is cancelled.
        end: End,
        /// Whether it is `async`, as the instance's is.
        async_: bool,
    },
    /// `stream.drop-readable` and the other three.
    Drop(End),
}

impl Channels {
    /// Whether ends of this type cross.
    pub fn cross(&self, ty: DefId) -> bool {
        self.given.contains(&ty) || self.taken.contains(&ty)
    }

    /// Whether the host's handles of ends of this type become an instance's.
    pub fn are_taken(&self, ty: DefId) -> bool {
        self.taken.contains(&ty)
    }

    /// Whether an instance's ends of this type become the host's.
    pub fn are_given(&self, ty: DefId) -> bool {
        self.given.contains(&ty)
    }
}

impl ChannelOp {
    /// Its name in the specification's text format.
    pub fn name(self, graph: &InstanceGraph<'_>) -> &'static str {
        let kind = match self {
            ChannelOp::New(channel) => BuiltinKind::PairNew(channel),
            ChannelOp::Copy(id) => return graph.builtins[id].kind.name(),
            ChannelOp::Cancel { end, async_ } => BuiltinKind::CopyCancel { end, async_ },
            ChannelOp::Drop(end) => BuiltinKind::EndDrop(end),
        };
        kind.name()
    }

    /// What it is of.
    pub fn channel(self, graph: &InstanceGraph<'_>) -> Channel {
        match self {
            ChannelOp::New(channel) => channel,
            ChannelOp::Copy(id) => copied(graph, id).0.channel,
            ChannelOp::Cancel { end, .. } | ChannelOp::Drop(end) => end.channel,
        }
    }

    /// The instance's built-in that it stands for, if it copies.
    pub fn builtin(self) -> Option<BuiltinId> {
        match self {
            ChannelOp::Copy(id) => Some(id),
            ChannelOp::New(_) | ChannelOp::Cancel { .. } | ChannelOp::Drop(_) => None,
        }
    }

    /// Whether it is a writable end's.
    pub fn is_write(self, graph: &InstanceGraph<'_>) -> bool {
        match self {
            ChannelOp::New(_) => false,
            ChannelOp::Copy(id) => copied(graph, id).0.writable,
            ChannelOp::Cancel { end, .. } | ChannelOp::Drop(end) => end.writable,
        }
    }

    /// The options of the instance's built-in, if it copies elements.
    pub fn opts<'g, 'a>(self, graph: &'g InstanceGraph<'a>) -> Option<&'g GraphOpts<'a>> {
        self.builtin().map(|id| copied(graph, id).1)
    }
}

/// The end by which a built-in copies, and its options.
fn copied<'g, 'a>(graph: &'g InstanceGraph<'a>, id: BuiltinId) -> (End, &'g GraphOpts<'a>) {
    match &graph.builtins[id].kind {
        BuiltinKind::Copy { end, opts } => (*end, opts),
        _ => unreachable!("{id} copies"),
    }
}

/// Finds them, and fails if one of them cannot be the host's and an instance's alike.
pub fn channels(
    graph: &InstanceGraph<'_>,
    live: &Live<'_>,
    builtins: &BTreeSet<BuiltinId>,
    exported: &[LiftId],
) -> Result<Channels> {
    let mut channels = Channels::default();
    for &id in &live.lowers {
        let lower = &graph.lowers[id];
        if let FuncDef::Host(_) = lower.callee {
            let func = graph.types.func(lower.ty);
            let (params, result) = (func.param_types(), func.result);
            let place = || (lower.owner, graph.lower_item(id));
            cross(graph, &mut channels.given, params, place)?;
            cross(graph, &mut channels.taken, result, place)?;
        }
    }
    for &id in exported {
        let lift = &graph.lifts[id];
        let func = graph.types.func(lift.ty);
        let (params, result) = (func.param_types(), func.result);
        let place = || (lift.owner, graph.lift_item(id));
        cross(graph, &mut channels.taken, params, place)?;
        cross(graph, &mut channels.given, result, place)?;
    }
    returning(graph, &channels, builtins)?;
    channels.ops = ops(graph, &channels, builtins);
    Ok(channels)
}

/// Notes what crosses among values of these types.
fn cross(
    graph: &InstanceGraph<'_>,
    found: &mut BTreeSet<DefId>,
    values: impl IntoIterator<Item = Type>,
    place: impl Fn() -> (ComponentInstanceId, String),
) -> Result<()> {
    let types = &graph.types;
    for ty in types.handle_use(values).channels {
        let element = types[ty].element();
        if element.is_some_and(|element| types.has_handles(element)) {
            let (owner, item) = place();
            return Err(Error::Unsupported {
                feature: "a stream or a future of handles that crosses to or from the host,"
                    .to_string(),
                at: graph.location(owner, item),
                help: "keep the component that needs it out of the fusion",
            });
        }
        found.insert(ty);
    }
    Ok(())
}

/// Refuses what the host may give back to another instance than it came from: it does not copy from a component to that component itself,
/// unless it copies numbers.
fn returning(
    graph: &InstanceGraph<'_>,
    channels: &Channels,
    builtins: &BTreeSet<BuiltinId>,
) -> Result<()> {
    let mut sides: BTreeMap<DefId, [BTreeSet<ComponentInstanceId>; 2]> = BTreeMap::new();
    for &id in builtins {
        let builtin = &graph.builtins[id];
        if let BuiltinKind::Copy { end, .. } = builtin.kind {
            let ty = end.channel.ty;
            let element = graph.types[ty].element();
            let returns = channels.are_given(ty) && channels.are_taken(ty);
            if returns && element.is_some_and(|element| !element.is_number()) {
                sides.entry(ty).or_default()[usize::from(end.writable)].insert(builtin.owner);
            }
        }
    }
    for [readers, writers] in sides.values() {
        let mut others = readers
            .iter()
            .filter(|reader| writers.iter().any(|it| it != *reader));
        if let Some(&reader) = others.next() {
            return Err(Error::Unsupported {
                feature: "a stream or a future, not of numbers, that the host may pass from one instance to another,"
                    .to_string(),
                at: graph.location(reader, ""),
                help: "keep the component that reads it, or the one that writes it, out of the fusion",
            });
        }
    }
    Ok(())
}

/// The host's built-ins that ends may need which cross.
fn ops(
    graph: &InstanceGraph<'_>,
    channels: &Channels,
    builtins: &BTreeSet<BuiltinId>,
) -> BTreeSet<ChannelOp> {
    let mut ops = BTreeSet::new();
    for &ty in &channels.given {
        let future = matches!(graph.types[ty], Def::Future(_));
        let channel = Channel { ty, future };
        ops.insert(ChannelOp::New(channel));
        if !future {
            let writable = true;
            ops.insert(ChannelOp::Drop(End { channel, writable }));
        }
    }
    for &id in builtins {
        let op = match graph.builtins[id].kind {
            BuiltinKind::Copy { end, .. } => (end, ChannelOp::Copy(id)),
            BuiltinKind::CopyCancel { end, async_ } => (end, ChannelOp::Cancel { end, async_ }),
            BuiltinKind::EndDrop(end) => (end, ChannelOp::Drop(end)),
            _ => continue,
        };
        let (end, op) = op;
        if channels.cross(end.channel.ty) {
            ops.insert(op);
        }
    }
    ops
}
