//! What the root's imports and exports are called, as core modules name them: as they would be imported and exported by the core module
//! that a component is made of, with the names that the canonical ABI's tools give them.

use crate::boundary::{Exported, Source};
use crate::graph::{
    FuncDef, HostImportId, InstanceGraph, Item, LiftId, LowerId, Resource, TypeDef,
};
use crate::plan::{ChannelOp, HostOp};
use fuse_abi::types::{DefId, ResourceId};
use fuse_async::HostFunc;
use std::collections::HashMap;

/// The module name of what belongs to no interface.
const ROOT: &str = "$root";

/// The place of a function or a resource type in the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldItem {
    /// The interface, with those around it before it; none for what the world itself has.
    pub interface: Option<String>,
    /// The name in the interface or world.
    pub name: String,
}

impl WorldItem {
    /// What is at the end of `path`, which begins with the name of an import or export.
    pub fn new(path: &[&str]) -> Self {
        let (name, around) = path.split_last().expect("a path has a last name");
        WorldItem {
            interface: (!around.is_empty()).then(|| around.join("#")),
            name: (*name).to_string(),
        }
    }

    /// The module name under which it is imported.
    fn module(&self) -> &str {
        self.interface.as_deref().unwrap_or(ROOT)
    }

    /// The module name of built-ins that are about an export.
    fn export_module(&self) -> String {
        format!("[export]{}", self.module())
    }

    /// The name under which it is exported, its own name being `name`.
    fn exported(&self, name: &str) -> String {
        match &self.interface {
            Some(interface) => format!("{interface}#{name}"),
            None => name.to_string(),
        }
    }
}

/// The places of what the root exports.
pub struct Canonical<'g, 'a> {
    graph: &'g InstanceGraph<'a>,
    lifts: HashMap<LiftId, WorldItem>,
    resources: HashMap<ResourceId, WorldItem>,
}

impl<'g, 'a> Canonical<'g, 'a> {
    /// Looks through the root's exports; of several places the first counts.
    pub fn of(graph: &'g InstanceGraph<'a>) -> Self {
        let mut names = Canonical {
            graph,
            lifts: HashMap::new(),
            resources: HashMap::new(),
        };
        for (name, item) in &graph.exports {
            names.export(&mut vec![name], item);
        }
        names
    }

    fn export(&mut self, path: &mut Vec<&'a str>, item: &Item<'a>) {
        match item {
            Item::Func(FuncDef::Lift(id)) => {
                self.lifts
                    .entry(*id)
                    .or_insert_with(|| WorldItem::new(path));
            }
            Item::Type(TypeDef::Resource(id)) => {
                self.resources
                    .entry(*id)
                    .or_insert_with(|| WorldItem::new(path));
            }
            Item::Instance(instance) => {
                for (inner, item) in &instance.exports {
                    path.push(inner);
                    self.export(path, item);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    /// The place of a function that the root exports.
    pub fn lift(&self, id: LiftId) -> &WorldItem {
        &self.lifts[&id]
    }

    /// The place of something that the root imports.
    pub fn import(&self, id: HostImportId) -> WorldItem {
        let import = &self.graph.imports[id];
        let path: Vec<&str> = std::iter::once(import.name)
            .chain(import.path.iter().copied())
            .collect();
        WorldItem::new(&path)
    }

    /// The place of a resource type; none for one that only types of the root mention.
    pub fn resource(&self, id: ResourceId) -> Option<WorldItem> {
        match self.graph.resources[id] {
            Resource::Host(import) => Some(self.import(import)),
            Resource::Defined { .. } => self.resources.get(&id).cloned(),
        }
    }

    /// The function of the host that `lower` lowers.
    pub fn callee(&self, lower: LowerId) -> WorldItem {
        match self.graph.lowers[lower].callee {
            FuncDef::Host(import) => self.import(import),
            FuncDef::Lift(lift) => unreachable!("{lift} is called directly"),
        }
    }

    /// Whether the wrapper lowers `lower` with `async`: it does for functions of async type, however their callers lower them.
    pub fn is_async(&self, lower: LowerId) -> bool {
        let lower = &self.graph.lowers[lower];
        lower.opts.async_ || self.graph.types.func(lower.ty).async_
    }

    /// The module and field name of what satisfies an import.
    pub fn import_name(&self, source: Source<'a>) -> (String, String) {
        match source {
            Source::Lower(id) => {
                let callee = self.callee(id);
                let prefix = if self.is_async(id) {
                    "[async-lower]"
                } else {
                    ""
                };
                (
                    callee.module().to_string(),
                    format!("{prefix}{}", callee.name),
                )
            }
            Source::Resource(op) => self.resource_op(op),
            Source::Builtin(func) => {
                let (module, name) = builtin(func);
                (module.to_string(), name.to_string())
            }
            Source::Channel(op) => self.channel_op(op),
            Source::TaskReturn(id) => {
                let lift = self.lift(id);
                (lift.export_module(), format!("[task-return]{}", lift.name))
            }
            Source::Foreign { instance, name, .. } => {
                let module = &self.graph.core_instances[instance].name;
                (module.clone(), name.to_string())
            }
            Source::Provided => unreachable!("a bare core module has memories and tables itself"),
        }
    }

    /// A built-in of a stream or a future is called after a function with that type, and the position of the type among those of the function.
    fn channel_op(&self, op: ChannelOp) -> (String, String) {
        let (module, function, position) = self.channel_place(op.channel(self.graph).ty);
        let builtin = op.name(self.graph).replace('.', "-");
        let prefix = match op {
            ChannelOp::Copy(_) => "[async-lower]",
            _ => "",
        };
        (module, format!("{prefix}[{builtin}-{position}]{function}"))
    }

    fn channel_place(&self, ty: DefId) -> (String, String, usize) {
        let types = &self.graph.types;
        let position = |func| {
            let func = types.func(func);
            let all = types.channels(func.param_types().into_iter().chain(func.result));
            all.iter().position(|it| *it == ty)
        };
        let imported = self.graph.lowers.iter().filter_map(|(id, lower)| {
            let place = matches!(lower.callee, FuncDef::Host(_)).then(|| self.callee(id))?;
            Some((place.module().to_string(), place.name, position(lower.ty)?))
        });
        let mut exports: Vec<_> = self.lifts.iter().collect();
        exports.sort_by_key(|(id, _)| **id);
        let exported = exports.into_iter().filter_map(|(id, place)| {
            let position = position(self.graph.lifts[*id].ty)?;
            Some((place.export_module(), place.name.clone(), position))
        });
        let mut found = imported.chain(exported);
        found
            .next()
            .expect("what crosses is in a function of the world")
    }

    fn resource_op(&self, op: HostOp) -> (String, String) {
        let (builtin, id) = match op {
            HostOp::New(id) => ("resource-new", id),
            HostOp::Rep(id) => ("resource-rep", id),
            HostOp::Drop(id) => ("resource-drop", id),
        };
        let place = self.resource_place(id);
        let module = match self.graph.resources[id] {
            Resource::Host(_) => place.module().to_string(),
            Resource::Defined { .. } => place.export_module(),
        };
        (module, format!("[{builtin}]{}", place.name))
    }

    /// The place of a resource type; one that has no name in the world counts as the world's own, by the name that the plan gives it.
    fn resource_place(&self, id: ResourceId) -> WorldItem {
        self.resource(id).unwrap_or_else(|| WorldItem {
            interface: None,
            name: id.to_string(),
        })
    }

    /// The name of an export, if nothing else has it.
    pub fn export_name(&self, exported: Exported<'a>) -> String {
        let lifted = |id| {
            let place = self.lift(id);
            let name = place.exported(&place.name);
            let is_async = self.graph.types.func(self.graph.lifts[id].ty).async_;
            if is_async {
                format!("[async-lift]{name}")
            } else {
                name
            }
        };
        match exported {
            Exported::Lift(id) => lifted(id),
            Exported::PostReturn(id) => format!("cabi_post_{}", lifted(id)),
            Exported::Callback(id) => format!("[callback]{}", lifted(id)),
            Exported::Realloc(_) => "cabi_realloc".to_string(),
            Exported::Dtor(id) => {
                let place = self.resource_place(id);
                place.exported(&format!("[dtor]{}", place.name))
            }
            Exported::Start => "_initialize".to_string(),
            Exported::Arg(_) => "arg".to_string(),
            Exported::Memory(_) => "memory".to_string(),
        }
    }
}

/// The module and field name of a built-in that the runtime calls; its streams have no elements.
fn builtin(func: HostFunc) -> (&'static str, &'static str) {
    let name = match func {
        HostFunc::SetNew => "[waitable-set-new]",
        HostFunc::SetWait => "[waitable-set-wait]",
        HostFunc::SetPoll => "[waitable-set-poll]",
        HostFunc::SetDrop => "[waitable-set-drop]",
        HostFunc::Join => "[waitable-join]",
        HostFunc::SubtaskCancel => "[subtask-cancel]",
        HostFunc::SubtaskDrop => "[subtask-drop]",
        HostFunc::TaskCancel => return ("[export]$root", "[task-cancel]"),
        HostFunc::ThreadYield => "[thread-yield]",
        HostFunc::ContextGet => "[context-get-0]",
        HostFunc::ContextSet => "[context-set-0]",
        HostFunc::StreamNew => "[stream-new-unit]",
        HostFunc::StreamRead => "[async-lower][stream-read-unit]",
        HostFunc::StreamWrite => "[async-lower][stream-write-unit]",
        HostFunc::StreamDropReadable => "[stream-drop-readable-unit]",
        HostFunc::StreamDropWritable => "[stream-drop-writable-unit]",
    };
    (ROOT, name)
}
