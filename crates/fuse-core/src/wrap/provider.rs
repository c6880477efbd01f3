//! The modules that memories and tables come from.
//!
//! The usual pooling allocator gives a module one memory and one table, so the fused module defines none: each comes from a
//! module of its own. A memory and a table share one, which keeps the number of instances low. What a memory starts with comes along:
//! an engine can map the first contents of a memory that a module defines itself, while those of an imported one have to be copied.

use super::Wrapper;
use crate::boundary::Source;
use std::collections::HashMap;
use wasm_encoder::{
    ConstExpr, DataSection, EntityType, ExportKind, ExportSection, MemorySection, MemoryType,
    Module, RawSection, SectionId, TableSection, TableType,
};
use wasmparser::{Parser, Payload};

const MEMORY: &str = "memory";
const TABLE: &str = "table";

/// What a memory starts with: offsets and bytes.
type Presets<'b> = &'b [(u32, &'b [u8])];

type Pair = (Option<MemoryType>, Option<TableType>);

impl Wrapper<'_, '_> {
    /// Makes the memories and tables that the fused module, `module`, does not define itself.
    pub(super) fn provide(&mut self, module: Option<&[u8]>) {
        let boundary = self.boundary;
        let (mut memories, mut tables) = (Vec::new(), Vec::new());
        for import in boundary
            .imports
            .iter()
            .filter(|import| import.source == Source::Provided)
        {
            let key = (import.module.as_str(), import.name.as_str());
            match import.ty {
                EntityType::Memory(ty) => memories.push((key, (ty, import.presets.as_slice()))),
                EntityType::Table(ty) => tables.push((key, ty)),
                ty => unreachable!("only memories and tables are provided, not {ty:?}"),
            }
        }
        // Modules of the same types serve more than once, unless there is something in their memories.
        let mut modules: HashMap<Pair, u32> = HashMap::new();
        for at in 0..memories.len().max(tables.len()) {
            let (memory, table) = (memories.get(at), tables.get(at));
            let pair = (memory.map(|m| m.1.0), table.map(|t| t.1));
            let presets = memory.map_or(&[][..], |m| m.1.1);
            let known = modules.get(&pair).filter(|_| presets.is_empty());
            let index = match known {
                Some(&index) => index,
                None => {
                    let provider = provider(pair, presets, module);
                    let index = self.out().core_module(None, &provider);
                    self.names.module(index, "provider");
                    if presets.is_empty() {
                        modules.insert(pair, index);
                    }
                    index
                }
            };
            let instance = self.out().core_instantiate(None, index, []);
            self.names.instance(instance, format!("provider{at}"));
            if let Some((key, _)) = memory {
                let index = self.core_export(instance, MEMORY, ExportKind::Memory);
                self.provided.insert(*key, (ExportKind::Memory, index));
            }
            if let Some((key, _)) = table {
                let index = self.core_export(instance, TABLE, ExportKind::Table);
                self.provided.insert(*key, (ExportKind::Table, index));
            }
        }
    }
}

/// A module that defines and exports a memory, a table, or both.
fn provider((memory, table): Pair, presets: Presets<'_>, fused: Option<&[u8]>) -> Module {
    let mut module = Module::new();
    let mut exports = ExportSection::new();
    if let Some(ty) = table {
        if let wasm_encoder::HeapType::Concrete(_) | wasm_encoder::HeapType::Exact(_) =
            ty.element_type.heap_type
        {
            let data = type_section(fused.expect("only a fused module has imports"));
            module.section(&RawSection {
                id: SectionId::Type.into(),
                data,
            });
        }
        let mut tables = TableSection::new();
        tables.table(ty);
        module.section(&tables);
        exports.export(TABLE, ExportKind::Table, 0);
    }
    if let Some(ty) = memory {
        let mut memories = MemorySection::new();
        memories.memory(ty);
        module.section(&memories);
        exports.export(MEMORY, ExportKind::Memory, 0);
    }
    module.section(&exports);
    if !presets.is_empty() {
        let mut datas = DataSection::new();
        for &(offset, bytes) in presets {
            let offset = ConstExpr::i32_const(offset.cast_signed());
            datas.active(0, &offset, bytes.iter().copied());
        }
        module.section(&datas);
    }
    module
}

/// The type section of `module`: the element type of a table refers to it by index.
fn type_section(module: &[u8]) -> &[u8] {
    Parser::new(0)
        .parse_all(module)
        .find_map(
            |payload| match payload.expect("the fused module was just encoded") {
                Payload::TypeSection(section) => {
                    Some(&module[section.range().start as usize..section.range().end as usize])
                }
                _ => None,
            },
        )
        .expect("a module with a type index has a type section")
}
