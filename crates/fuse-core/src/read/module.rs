//! A core module as written: its sections, parsed as far as linking needs them.

use crate::operands::Operand;
use wasmparser::types::Types;
use wasmparser::{
    BinaryReaderError, Data, Element, ElementItems, Export, FunctionBody, Global, Import,
    KnownCustom, MemoryType, Name, NameSectionReader, Payload, Table, TagType, TypeRef,
};

/// A core module as written.
pub struct StaticModule<'a> {
    start_offset: usize,
    /// The module's bytes, header included.
    pub bytes: &'a [u8],
    /// Imports in order.
    pub imports: Vec<Import<'a>>,
    /// Type index of each defined function.
    pub funcs: Vec<u32>,
    /// Defined tables.
    pub tables: Vec<Table<'a>>,
    /// Defined memories.
    pub memories: Vec<MemoryType>,
    /// Defined globals.
    pub globals: Vec<Global<'a>>,
    /// Defined tags.
    pub tags: Vec<TagType>,
    /// Exports in order.
    pub exports: Vec<Export<'a>>,
    /// The start function.
    pub start: Option<u32>,
    /// Element segments.
    pub elements: Vec<Element<'a>>,
    /// Data segments.
    pub datas: Vec<Data<'a>>,
    /// Bodies of the defined functions.
    pub bodies: Vec<FunctionBody<'a>>,
    /// What each of them refers to.
    pub operands: Vec<Box<[Operand]>>,
    /// The module's own name.
    pub name: Option<&'a str>,
    /// The name section.
    pub names: Option<NameSectionReader<'a>>,
    types: Option<Types>,
}

/// How many imports a module has of each kind, which is where its own definitions start.
#[derive(Copy, Clone, Default, Debug)]
pub struct ImportCounts {
    /// Functions.
    pub funcs: u32,
    /// Tables.
    pub tables: u32,
    /// Memories.
    pub memories: u32,
    /// Globals.
    pub globals: u32,
    /// Tags.
    pub tags: u32,
}

impl<'a> StaticModule<'a> {
    pub(super) fn new(start_offset: usize) -> Self {
        StaticModule {
            start_offset,
            bytes: &[],
            imports: Vec::new(),
            funcs: Vec::new(),
            tables: Vec::new(),
            memories: Vec::new(),
            globals: Vec::new(),
            tags: Vec::new(),
            exports: Vec::new(),
            start: None,
            elements: Vec::new(),
            datas: Vec::new(),
            bodies: Vec::new(),
            operands: Vec::new(),
            name: None,
            names: None,
            types: None,
        }
    }

    /// Where in the input it starts.
    pub(super) fn start(&self) -> usize {
        self.start_offset
    }

    pub(super) fn finish(&mut self, types: Types, bytes: &'a [u8]) {
        self.types = Some(types);
        self.bytes = bytes;
    }

    /// The validator's view of the module.
    pub fn types(&self) -> &Types {
        self.types
            .as_ref()
            .expect("a module that was read to its end has types")
    }

    /// How many imports there are of each kind.
    pub fn import_counts(&self) -> ImportCounts {
        let mut counts = ImportCounts::default();
        for import in &self.imports {
            match import.ty {
                TypeRef::Func(_) | TypeRef::FuncExact(_) => counts.funcs += 1,
                TypeRef::Table(_) => counts.tables += 1,
                TypeRef::Memory(_) => counts.memories += 1,
                TypeRef::Global(_) => counts.globals += 1,
                TypeRef::Tag(_) => counts.tags += 1,
            }
        }
        counts
    }

    pub(super) fn payload(&mut self, payload: Payload<'a>) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::ImportSection(s) => {
                self.imports = s.into_imports().collect::<Result<_, _>>()?
            }
            Payload::FunctionSection(s) => self.funcs = s.into_iter().collect::<Result<_, _>>()?,
            Payload::TableSection(s) => self.tables = s.into_iter().collect::<Result<_, _>>()?,
            Payload::MemorySection(s) => self.memories = s.into_iter().collect::<Result<_, _>>()?,
            Payload::TagSection(s) => self.tags = s.into_iter().collect::<Result<_, _>>()?,
            Payload::GlobalSection(s) => self.globals = s.into_iter().collect::<Result<_, _>>()?,
            Payload::ExportSection(s) => self.exports = s.into_iter().collect::<Result<_, _>>()?,
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(s) => {
                self.elements = s.into_iter().collect::<Result<_, _>>()?
            }
            Payload::DataSection(s) => self.datas = s.into_iter().collect::<Result<_, _>>()?,
            Payload::CustomSection(s) => {
                if let KnownCustom::Name(names) = s.as_known() {
                    self.name = names.clone().flatten().find_map(|n| match n {
                        Name::Module { name, .. } => Some(name),
                        _ => None,
                    });
                    self.names = Some(names);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// The table that an active element segment writes: the encoding leaves out table 0.
pub fn element_table(written: Option<u32>) -> u32 {
    written.map_or(0, |index| index)
}

/// How many elements a segment has.
pub fn element_count(items: &ElementItems<'_>) -> u32 {
    match items {
        ElementItems::Functions(items) => items.count(),
        ElementItems::Expressions(_, items) => items.count(),
    }
}
