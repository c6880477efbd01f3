//! Says of each import and export of a bare core module how to provide and how to call it: all that a host without components needs.
//!
//! What is public here is, by way of `serde`, the format of the manifest; `docs/core.md` explains it to those who write hosts.

mod gather;
mod support;
mod types;
mod wit;

pub use types::{Case, Cases, Field, TypeRef, ValueKind, ValueType};

pub(crate) use gather::gather;
pub(crate) use support::check;

use serde::Serialize;

/// Goes up when a reader of the last version would go wrong; a new kind or key does not.
pub const VERSION: u32 = 1;

/// The interface of a bare core module.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Manifest {
    /// [`VERSION`].
    pub version: u32,
    /// The export to call once the module is instantiated, before any other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initialize: Option<String>,
    /// The imports, in the order the module has them.
    pub imports: Vec<Import>,
    /// What the component exports, in its order.
    pub exports: Vec<Export>,
    /// The resource types that functions mention.
    pub resources: Vec<Resource>,
    /// The value types that functions mention, each behind those that it is made of.
    pub types: Vec<ValueType>,
}

/// An import of the module.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Import {
    /// The module name.
    pub module: String,
    /// The field name; the pair is unique.
    pub name: String,
    /// The core type, if it is a function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub core: Option<CoreSignature>,
    /// What satisfies it.
    #[serde(flatten)]
    pub kind: ImportKind,
}

/// What satisfies an import.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ImportKind {
    /// A function of the world, lowered.
    Function {
        /// The function.
        #[serde(flatten)]
        function: Function,
        /// How values get across.
        abi: Abi,
    },
    /// Makes a handle of a representation.
    ResourceNew {
        /// The position in [`Manifest::resources`].
        resource: usize,
    },
    /// Gives the representation behind a handle.
    ResourceRep {
        /// The position in [`Manifest::resources`].
        resource: usize,
    },
    /// Drops a handle.
    ResourceDrop {
        /// The position in [`Manifest::resources`].
        resource: usize,
    },
    /// Takes the result of a running call of an exported function of async type.
    TaskReturn {
        /// The export's name.
        of: String,
        /// The type of the result.
        #[serde(skip_serializing_if = "Option::is_none")]
        result: Option<TypeRef>,
        /// How it gets across: as if it were the only parameter.
        abi: Abi,
    },
    /// A canonical built-in of a stream or a future that crosses.
    Channel {
        /// Its name in the specification.
        builtin: &'static str,
        /// The type of the stream or the future.
        channel: TypeRef,
        /// How elements get across, if the built-in copies some.
        #[serde(skip_serializing_if = "Option::is_none")]
        abi: Option<Abi>,
    },
    /// Any other canonical built-in.
    Builtin {
        /// Its name in the specification.
        builtin: &'static str,
        /// The memory that it writes to.
        #[serde(skip_serializing_if = "Option::is_none")]
        memory: Option<String>,
    },
    /// An export of an instance of a core module that the host provides.
    CoreModule {
        /// The module.
        instance: String,
        /// The export.
        export: String,
    },
}

/// An export of the component.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every export is of the large variant"
)]
pub enum Export {
    /// A function, lifted from one that the module exports.
    Function {
        /// The name of the module's export.
        name: String,
        /// The core type.
        core: CoreSignature,
        /// The function.
        #[serde(flatten)]
        function: Function,
        /// How values get across.
        abi: Abi,
    },
    /// A function that the component imports: the module has no part in it.
    Import {
        /// The interface that it is exported in; none for a function of the world itself.
        #[serde(skip_serializing_if = "Option::is_none")]
        interface: Option<String>,
        /// The name in the interface or world.
        function: String,
        /// The type as WIT writes it.
        wit: String,
        /// The interface that it is imported from; none if the world itself imports it.
        #[serde(rename = "from-interface", skip_serializing_if = "Option::is_none")]
        from_interface: Option<String>,
        /// The name under which it is imported.
        #[serde(rename = "from-function")]
        from_function: String,
    },
}

/// A core function type, in the words of the text format.
#[derive(Clone, Debug, Serialize)]
pub struct CoreSignature {
    /// Types of the parameters.
    pub params: Vec<String>,
    /// Types of the results.
    pub results: Vec<String>,
}

/// A function of the world.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Function {
    /// The interface; none for a function of the world itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interface: Option<String>,
    /// The name in the interface or world.
    pub function: String,
    /// The type as WIT writes it.
    pub wit: String,
    /// Whether the type is `async`.
    #[serde(rename = "async")]
    pub async_: bool,
    /// Parameters.
    pub params: Vec<Param>,
    /// The type of the result, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<TypeRef>,
}

/// A parameter of a function.
#[derive(Clone, Debug, Serialize)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: TypeRef,
}

/// How the values of a call get across. Functions and memories are named as the module exports them.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Abi {
    /// Whether the canonical option `async` is there.
    #[serde(rename = "async")]
    pub async_: bool,
    /// The encoding of strings.
    pub string_encoding: &'static str,
    /// The memory that values lie in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<String>,
    /// Allocates in that memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub realloc: Option<String>,
    /// To be called with the core result once the result is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_return: Option<String>,
    /// To be called with each event of the task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback: Option<String>,
    /// Where the parameters lie, if a pointer stands for all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub params_area: Option<Area>,
    /// Where the result lies, if it is not a core value: an import takes a pointer behind its parameters, an export returns one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_area: Option<Area>,
}

/// A piece of memory.
#[derive(Clone, Debug, Serialize)]
pub struct Area {
    /// In bytes.
    pub size: u32,
    /// A power of two.
    pub align: u32,
    /// Where each value in it begins.
    pub offsets: Vec<u32>,
}

/// A resource type.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Resource {
    /// The interface; none for one of the world itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interface: Option<String>,
    /// The name in the interface or world; none for one that the world does not name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who implements it.
    pub home: Home,
    /// The export to call with the representation when the last handle is dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dtor: Option<String>,
}

/// Who implements a resource type.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Home {
    /// The host.
    Host,
    /// The module.
    Module,
}
