//! The custom sections of the outer component: names, producers, and what the root says about its world.

use super::{ROOT, Wrapper};
use std::borrow::Cow;
use wasm_encoder::{
    ComponentNameSection, CustomSection, Encode, NameMap, ProducersField, ProducersSection,
};
use wasmparser::{BinaryReader, Chunk, Parser, Payload, ProducersSectionReader};

/// What the root may say about itself that holds for the output as well: documentation, and what registries show.
const KEPT: [&str; 9] = [
    "package-docs",
    "authors",
    "description",
    "homepage",
    "licenses",
    "registry-metadata",
    "revision",
    "source",
    "version",
];

/// Names for the name section.
#[derive(Default)]
pub struct Names {
    modules: NameMap,
    instances: NameMap,
}

impl Names {
    /// Names a core module.
    pub fn module(&mut self, index: u32, name: &str) {
        self.modules.append(index, name);
    }

    /// Names a core instance.
    pub fn instance(&mut self, index: u32, name: impl AsRef<str>) {
        self.instances.append(index, name.as_ref());
    }

    fn section(&self) -> ComponentNameSection {
        let mut section = ComponentNameSection::new();
        section.core_modules(&self.modules);
        section.core_instances(&self.instances);
        section
    }
}

impl Wrapper<'_, '_> {
    /// Adds the custom sections and gives the bytes of the component.
    pub(super) fn finish(self) -> Vec<u8> {
        let root = &self.graph.tree.components[ROOT];
        let mut out = self.encoder.into_component();
        for (name, data) in kept(root.bytes) {
            out.custom_section(&CustomSection {
                name: name.into(),
                data: Cow::Borrowed(data),
            });
        }
        if !self.names.instances.is_empty() {
            out.custom_section(&self.names.section().as_custom());
        }
        let mut section = Vec::new();
        producers(root.producers).encode(&mut section);
        out.raw_custom_section(&section);
        out.finish()
    }
}

/// The producers section of a module that is made here.
pub fn own_producers() -> ProducersSection {
    producers(None)
}

/// The producers that `known` has, and this crate.
fn producers(known: Option<&[u8]>) -> ProducersSection {
    let own = ("cargo-fuse", env!("CARGO_PKG_VERSION"));
    let mut section = ProducersSection::new();
    let mut processed = false;
    let fields =
        known.and_then(|data| ProducersSectionReader::new(BinaryReader::new(data, 0)).ok());
    for field in fields.into_iter().flatten().flatten() {
        let mut values = ProducersField::new();
        for value in field
            .values
            .into_iter()
            .flatten()
            .filter(|value| value.name != own.0)
        {
            values.value(value.name, value.version);
        }
        if field.name == "processed-by" {
            values.value(own.0, own.1);
            processed = true;
        }
        section.field(field.name, &values);
    }
    if !processed {
        section.field("processed-by", ProducersField::new().value(own.0, own.1));
    }
    section
}

/// Those custom sections of the root itself that are kept.
fn kept(root: &[u8]) -> Vec<(&str, &[u8])> {
    let mut kept = Vec::new();
    let (mut parser, mut rest) = (Parser::new(0), root);
    loop {
        let Chunk::Parsed { consumed, payload } =
            parser.parse(rest, true).expect("validated by read")
        else {
            unreachable!("all of the root is there")
        };
        rest = &rest[consumed..];
        match payload {
            Payload::CustomSection(section) if KEPT.contains(&section.name()) => {
                kept.push((section.name(), section.data()));
            }
            Payload::ModuleSection {
                unchecked_range, ..
            }
            | Payload::ComponentSection {
                unchecked_range, ..
            } => {
                rest = &rest[(unchecked_range.end - unchecked_range.start) as usize..];
            }
            Payload::End(_) => return kept,
            _ => {}
        }
    }
}
