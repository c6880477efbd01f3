//! Says of each import of the fused core module what it is and who satisfies it, for those who instantiate the module themselves.
//!
//! Types are read back from the module's bytes, so that indices of types mean there what they mean here.

use crate::boundary::{Boundary, CoreImport, Source};
use crate::graph::{FuncDef, HostImportId, InstanceGraph, LowerId, Resource};
use crate::plan::HostOp;
use std::fmt;
use wasmparser::{
    BinaryReaderError, FuncType, GlobalType, MemoryType, Parser, Payload, SubType, TableType,
    TypeRef,
};

/// The imports of a fused core module.
#[derive(Clone, Debug)]
pub struct ImportMap {
    /// In the order the module has them.
    pub imports: Vec<Import>,
}

/// An import of a fused core module.
#[derive(Clone, Debug)]
pub struct Import {
    /// The module name.
    pub module: String,
    /// The field name; the pair is unique.
    pub name: String,
    /// What sort of thing satisfies it.
    pub kind: ImportKind,
    /// What satisfies it, in the words of the component: `a:b/c@1.0.0#f`, or `resource.drop a:b/c@1.0.0#r`; none if that is no part
    /// of the component's world.
    pub from: Option<String>,
    /// Its type.
    pub ty: ImportType,
}

/// What sort of thing satisfies an import.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ImportKind {
    /// A canonical built-in for asynchronous functions, streams or futures.
    P3Builtin,
    /// A canonical built-in for handles to resources.
    Resource,
    /// A function of an interface in the namespace `wasi`, lowered.
    Wasi,
    /// Any other function of the host, lowered.
    Function,
    /// A memory or a table that nothing else has, to be made for this module.
    Provider,
    /// An export of an instance of a core module that the host provides.
    CoreModule,
}

/// The type of an import; type indices are those of the fused module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportType {
    /// A function.
    Func(FuncType),
    /// A table.
    Table(TableType),
    /// A memory.
    Memory(MemoryType),
    /// A global.
    Global(GlobalType),
    /// A tag, with what an exception carries as parameters.
    Tag(FuncType),
}

impl ImportMap {
    /// The imports of the fused `module`, which has the given `boundary`.
    pub(crate) fn of(graph: &InstanceGraph<'_>, boundary: &Boundary<'_>, module: &[u8]) -> Self {
        let types = import_types(module).expect("what was encoded can be read");
        assert_eq!(
            types.len(),
            boundary.imports.len(),
            "the boundary lists every import"
        );
        let named = |(import, ty): (&CoreImport<'_>, ImportType)| Import {
            module: import.module.clone(),
            name: import.name.clone(),
            kind: kind(graph, import.source),
            from: from(graph, import.source),
            ty,
        };
        ImportMap {
            imports: boundary.imports.iter().zip(types).map(named).collect(),
        }
    }
}

impl ImportKind {
    /// The word for it in the map's text form.
    pub fn as_str(self) -> &'static str {
        match self {
            ImportKind::P3Builtin => "p3-builtin",
            ImportKind::Resource => "resource",
            ImportKind::Wasi => "wasi",
            ImportKind::Function => "function",
            ImportKind::Provider => "provider",
            ImportKind::CoreModule => "core-module",
        }
    }
}

impl fmt::Display for ImportKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn kind(graph: &InstanceGraph<'_>, source: Source<'_>) -> ImportKind {
    match source {
        Source::Lower(id) if is_wasi(graph.imports[host_func(graph, id)].name) => ImportKind::Wasi,
        Source::Lower(_) => ImportKind::Function,
        Source::Resource(_) => ImportKind::Resource,
        Source::Builtin(_) | Source::Channel(_) | Source::TaskReturn(_) => ImportKind::P3Builtin,
        Source::Provided => ImportKind::Provider,
        Source::Foreign { .. } => ImportKind::CoreModule,
    }
}

/// Whether the import called `name` is an interface of WASI.
fn is_wasi(name: &str) -> bool {
    name.split_once(':')
        .is_some_and(|(namespace, _)| namespace == "wasi")
}

fn from(graph: &InstanceGraph<'_>, source: Source<'_>) -> Option<String> {
    match source {
        Source::Lower(id) => Some(graph.imports[host_func(graph, id)].display()),
        Source::Resource(op) => Some(resource_op(graph, op)),
        Source::Builtin(func) => Some(func.name().to_string()),
        Source::Channel(op) => Some(op.name(graph).to_string()),
        Source::TaskReturn(id) => Some(format!("task.return of {id}")),
        Source::Provided => None,
        Source::Foreign { instance, name, .. } => {
            let module = &graph.core_instances[instance].name;
            Some(format!("{module}#{name}"))
        }
    }
}

/// The function of the host that `lower` lowers.
fn host_func(graph: &InstanceGraph<'_>, lower: LowerId) -> HostImportId {
    match graph.lowers[lower].callee {
        FuncDef::Host(import) => import,
        FuncDef::Lift(lift) => unreachable!("{lift} is called directly"),
    }
}

/// A built-in of a resource type: one of the host by its import, one that a component defines by its number in the plan.
fn resource_op(graph: &InstanceGraph<'_>, op: HostOp) -> String {
    let (builtin, resource) = match op {
        HostOp::New(resource) => ("resource.new", resource),
        HostOp::Rep(resource) => ("resource.rep", resource),
        HostOp::Drop(resource) => ("resource.drop", resource),
    };
    match graph.resources[resource] {
        Resource::Host(import) => format!("{builtin} {}", graph.imports[import].display()),
        Resource::Defined { .. } => format!("{builtin} {resource}"),
    }
}

/// The types of the imports of `module`.
fn import_types(module: &[u8]) -> Result<Vec<ImportType>, BinaryReaderError> {
    let mut types: Vec<SubType> = Vec::new();
    let mut imports = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::TypeSection(section) => {
                for group in section {
                    types.extend(group?.into_types());
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imports.push(import_type(&types, import?.ty));
                }
            }
            // What follows is everything but imports.
            Payload::FunctionSection(_) => break,
            _ => {}
        }
    }
    Ok(imports)
}

fn import_type(types: &[SubType], ty: TypeRef) -> ImportType {
    let func = |index: u32| types[index as usize].unwrap_func().clone();
    match ty {
        TypeRef::Func(index) | TypeRef::FuncExact(index) => ImportType::Func(func(index)),
        TypeRef::Table(ty) => ImportType::Table(ty),
        TypeRef::Memory(ty) => ImportType::Memory(ty),
        TypeRef::Global(ty) => ImportType::Global(ty),
        TypeRef::Tag(ty) => ImportType::Tag(func(ty.func_type_idx)),
    }
}
