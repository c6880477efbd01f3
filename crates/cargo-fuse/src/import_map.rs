//! The import map as JSON, and as lines for those who ask what is left to the host.

use fuse_core::{Import, ImportMap, ImportType, Shape};
use fuse_split::Split;
use indexmap::IndexSet;
use serde::Serialize;
use wasmparser::ValType;

use crate::split;

/// Goes up when a reader of the last version would go wrong; a new kind or key does not.
const VERSION: u32 = 1;

/// The version of documents about several modules, which a reader of the first would not understand.
const IN_PARTS: u32 = 2;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    shape: &'static str,
    #[serde(flatten)]
    content: Content<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Content<'a> {
    /// What the one core module imports.
    Imports(Vec<Entry<'a>>),
    /// What each core module imports.
    Groups(Vec<Module<'a>>),
}

/// One of several core modules.
#[derive(Serialize)]
struct Module<'a> {
    /// The instances it is made of.
    instances: &'a [String],
    imports: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    module: &'a str,
    name: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    #[serde(flatten)]
    ty: Type,
}

/// The type of an import, beside the other keys of its entry.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Type {
    Func {
        params: Vec<String>,
        results: Vec<String>,
    },
    Table {
        element: String,
        #[serde(flatten)]
        limits: Limits,
    },
    Memory {
        #[serde(flatten)]
        limits: Limits,
        /// The base-2 logarithm of a page's size, when that is not 16.
        #[serde(rename = "page-size-log2", skip_serializing_if = "Option::is_none")]
        page_size_log2: Option<u32>,
    },
    Global {
        content: String,
        mutable: bool,
        shared: bool,
    },
    Tag {
        params: Vec<String>,
    },
}

#[derive(Serialize)]
struct Limits {
    minimum: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<u64>,
    address: &'static str,
    shared: bool,
}

/// What the core modules of `made`, of the form `shape`, import, as a JSON document.
pub(crate) fn json(made: &Split, shape: Shape) -> String {
    let mut modules = split::modules(made);
    let whole = modules.next().filter(|_| made.is_whole());
    let (version, content) = match whole {
        Some((_, map)) => (VERSION, Content::Imports(entries(map))),
        None => {
            let groups = split::modules(made).map(|(instances, map)| Module {
                instances,
                imports: entries(map),
            });
            (IN_PARTS, Content::Groups(groups.collect()))
        }
    };
    let document = Document {
        version,
        shape: match shape {
            Shape::Component => "component",
            Shape::Core => "core",
        },
        content,
    };
    let mut text = serde_json::to_string_pretty(&document).expect("every key is a string");
    text.push('\n');
    text
}

fn entries(map: &ImportMap) -> Vec<Entry<'_>> {
    map.imports.iter().map(entry).collect()
}

/// What the host is asked for, once each, as it stands in a sentence.
pub(crate) fn left_to_the_host(map: &ImportMap) -> IndexSet<String> {
    let hosts = map.imports.iter().filter_map(|import| {
        let from = import.from.as_ref()?;
        Some(format!("`{from}` ({})", import.kind))
    });
    hosts.collect()
}

fn entry(import: &Import) -> Entry<'_> {
    Entry {
        module: &import.module,
        name: &import.name,
        kind: import.kind.as_str(),
        from: import.from.as_deref(),
        ty: ty(&import.ty),
    }
}

fn ty(ty: &ImportType) -> Type {
    match ty {
        ImportType::Func(func) => Type::Func {
            params: words(func.params()),
            results: words(func.results()),
        },
        ImportType::Table(table) => Type::Table {
            element: table.element_type.to_string(),
            limits: Limits {
                minimum: table.initial,
                maximum: table.maximum,
                address: address(table.table64),
                shared: table.shared,
            },
        },
        ImportType::Memory(memory) => Type::Memory {
            limits: Limits {
                minimum: memory.initial,
                maximum: memory.maximum,
                address: address(memory.memory64),
                shared: memory.shared,
            },
            page_size_log2: memory.page_size_log2,
        },
        ImportType::Global(global) => Type::Global {
            content: global.content_type.to_string(),
            mutable: global.mutable,
            shared: global.shared,
        },
        ImportType::Tag(tag) => Type::Tag {
            params: words(tag.params()),
        },
    }
}

fn address(is_64: bool) -> &'static str {
    if is_64 { "i64" } else { "i32" }
}

/// Value types in the words of the text format.
fn words(types: &[ValType]) -> Vec<String> {
    types.iter().map(ToString::to_string).collect()
}
