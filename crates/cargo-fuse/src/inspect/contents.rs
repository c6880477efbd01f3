//! What a component or core module has: its world, and the core modules in it.

use serde::Serialize;
use wasmparser::{
    BinaryReader, ComponentExternalKind, ExternalKind, KnownCustom, Name, Parser, Payload,
    ProducersSectionReader, TypeRef,
};

/// What a file has.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Contents {
    /// Whether it is a component, and not a core module.
    #[serde(skip)]
    pub(super) is_component: bool,
    /// The version of cargo-fuse that made it, if one did.
    pub(super) fused_by: Option<String>,
    /// What it asks for.
    pub(super) imports: Vec<Item>,
    /// What it gives.
    pub(super) exports: Vec<Item>,
    /// How many components are in it, it not being counted.
    pub(super) components: usize,
    /// The core modules in it, or the one that it is.
    pub(super) modules: Vec<Module>,
}

/// An import or an export.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Item {
    pub(super) kind: &'static str,
    pub(super) name: String,
}

/// A core module.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Module {
    /// Its name, if it says so.
    pub(super) name: Option<String>,
    /// How many bytes it has.
    pub(super) bytes: u64,
    /// How many definitions it imports.
    pub(super) imports: usize,
    /// How many functions, memories and tables it defines.
    pub(super) functions: u32,
    pub(super) memories: u32,
    pub(super) tables: u32,
}

/// Where the parser is: in a component or a module, and in which module if in one.
#[derive(Copy, Clone)]
enum Level {
    Component,
    Module(usize),
}

impl Contents {
    /// What `bytes`, which are valid, have.
    pub(super) fn of(bytes: &[u8]) -> Contents {
        let mut contents = Contents {
            is_component: Parser::is_component(bytes),
            ..Contents::default()
        };
        let mut levels: Vec<Level> = Vec::new();
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload.expect(VALID);
            match &payload {
                Payload::Version {
                    encoding, range, ..
                } => {
                    levels.push(contents.enter(*encoding, range.start, bytes));
                }
                Payload::End(offset) => {
                    if let Some(Level::Module(module)) = levels.pop() {
                        let start = contents.modules[module].bytes;
                        contents.modules[module].bytes = offset - start;
                    }
                }
                _ => match levels.as_slice() {
                    [Level::Component] => contents.world(&payload),
                    [.., Level::Module(module)] => {
                        if levels.len() == 1 {
                            contents.core_world(&payload);
                        }
                        contents.modules[*module].add(&payload);
                    }
                    _ => {}
                },
            }
        }
        contents
    }

    /// Notes that a component or a module begins at `start`, which its size is counted from.
    fn enter(&mut self, encoding: wasmparser::Encoding, start: u64, bytes: &[u8]) -> Level {
        match encoding {
            wasmparser::Encoding::Component => {
                // The file itself is no component in it.
                self.components += usize::from(start > 0);
                Level::Component
            }
            wasmparser::Encoding::Module => {
                debug_assert!(start < bytes.len() as u64, "a header lies within the bytes");
                self.modules.push(Module {
                    bytes: start,
                    ..Module::default()
                });
                Level::Module(self.modules.len() - 1)
            }
        }
    }

    /// Adds what `payload` says about the world of the outermost component.
    fn world(&mut self, payload: &Payload<'_>) {
        match payload {
            Payload::ComponentImportSection(section) => {
                for import in section.clone() {
                    let import = import.expect(VALID);
                    self.imports.push(Item {
                        kind: kind_of(import.ty.kind()),
                        name: import.name.name.to_owned(),
                    });
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section.clone() {
                    let export = export.expect(VALID);
                    self.exports.push(Item {
                        kind: kind_of(export.kind),
                        name: export.name.name.to_owned(),
                    });
                }
            }
            Payload::CustomSection(section) if section.name() == "producers" => {
                self.fused_by = fused_by(section.data());
            }
            _ => {}
        }
    }

    /// Adds what `payload` says about the imports and exports of the file, a core module.
    fn core_world(&mut self, payload: &Payload<'_>) {
        match payload {
            Payload::ImportSection(section) => {
                for import in section.clone().into_imports() {
                    let import = import.expect(VALID);
                    self.imports.push(Item {
                        kind: core_kind(import.ty),
                        name: format!("{}#{}", import.module, import.name),
                    });
                }
            }
            Payload::ExportSection(section) => {
                for export in section.clone() {
                    let export = export.expect(VALID);
                    self.exports.push(Item {
                        kind: core_export_kind(export.kind),
                        name: export.name.to_owned(),
                    });
                }
            }
            Payload::CustomSection(section) if section.name() == "producers" => {
                self.fused_by = fused_by(section.data());
            }
            _ => {}
        }
    }
}

impl Module {
    /// Counts what `payload` has.
    fn add(&mut self, payload: &Payload<'_>) {
        match payload {
            Payload::ImportSection(section) => {
                self.imports += section.clone().into_imports().count();
            }
            Payload::FunctionSection(section) => self.functions += section.count(),
            Payload::MemorySection(section) => self.memories += section.count(),
            Payload::TableSection(section) => self.tables += section.count(),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    self.name = names.into_iter().flatten().find_map(|name| match name {
                        Name::Module { name, .. } => Some(name.to_owned()),
                        _ => None,
                    });
                }
            }
            _ => {}
        }
    }
}

/// The version of cargo-fuse in a producers section.
fn fused_by(data: &[u8]) -> Option<String> {
    // Custom sections are not validated; one that cannot be read says nothing.
    let fields = ProducersSectionReader::new(BinaryReader::new(data, 0)).ok()?;
    let values = fields.into_iter().flatten().flat_map(|field| field.values);
    let own = values.flatten().find(|value| value.name == "cargo-fuse")?;
    Some(own.version.to_owned())
}

fn kind_of(kind: ComponentExternalKind) -> &'static str {
    match kind {
        ComponentExternalKind::Module => "core module",
        ComponentExternalKind::Func => "function",
        ComponentExternalKind::Value => "value",
        ComponentExternalKind::Type => "type",
        ComponentExternalKind::Instance => "interface",
        ComponentExternalKind::Component => "component",
    }
}

fn core_kind(ty: TypeRef) -> &'static str {
    match ty {
        TypeRef::Func(_) | TypeRef::FuncExact(_) => "function",
        TypeRef::Table(_) => "table",
        TypeRef::Memory(_) => "memory",
        TypeRef::Global(_) => "global",
        TypeRef::Tag(_) => "tag",
    }
}

fn core_export_kind(kind: ExternalKind) -> &'static str {
    match kind {
        ExternalKind::Func | ExternalKind::FuncExact => "function",
        ExternalKind::Table => "table",
        ExternalKind::Memory => "memory",
        ExternalKind::Global => "global",
        ExternalKind::Tag => "tag",
    }
}

/// Why nothing fails here.
const VALID: &str = "the file was validated";
