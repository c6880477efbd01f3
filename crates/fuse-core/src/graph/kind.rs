//! The core index spaces that cross module boundaries.

use wasmparser::types::EntityType;
use wasmparser::{ExternalKind, TypeRef};

/// A core index space whose members modules import and export.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoreKind {
    /// Functions, of exact type or not.
    Func,
    /// Tables.
    Table,
    /// Memories.
    Memory,
    /// Globals.
    Global,
    /// Exception tags.
    Tag,
}

impl CoreKind {
    /// Every index space.
    pub const ALL: [CoreKind; 5] = [
        CoreKind::Func,
        CoreKind::Table,
        CoreKind::Memory,
        CoreKind::Global,
        CoreKind::Tag,
    ];
}

impl From<ExternalKind> for CoreKind {
    fn from(kind: ExternalKind) -> Self {
        match kind {
            ExternalKind::Func | ExternalKind::FuncExact => CoreKind::Func,
            ExternalKind::Table => CoreKind::Table,
            ExternalKind::Memory => CoreKind::Memory,
            ExternalKind::Global => CoreKind::Global,
            ExternalKind::Tag => CoreKind::Tag,
        }
    }
}

impl From<TypeRef> for CoreKind {
    fn from(ty: TypeRef) -> Self {
        match ty {
            TypeRef::Func(_) | TypeRef::FuncExact(_) => CoreKind::Func,
            TypeRef::Table(_) => CoreKind::Table,
            TypeRef::Memory(_) => CoreKind::Memory,
            TypeRef::Global(_) => CoreKind::Global,
            TypeRef::Tag(_) => CoreKind::Tag,
        }
    }
}

impl From<&EntityType> for CoreKind {
    fn from(ty: &EntityType) -> Self {
        match ty {
            EntityType::Func(_) | EntityType::FuncExact(_) => CoreKind::Func,
            EntityType::Table(_) => CoreKind::Table,
            EntityType::Memory(_) => CoreKind::Memory,
            EntityType::Global(_) => CoreKind::Global,
            EntityType::Tag(_) => CoreKind::Tag,
        }
    }
}

impl From<CoreKind> for wasm_encoder::ExportKind {
    fn from(kind: CoreKind) -> Self {
        match kind {
            CoreKind::Func => wasm_encoder::ExportKind::Func,
            CoreKind::Table => wasm_encoder::ExportKind::Table,
            CoreKind::Memory => wasm_encoder::ExportKind::Memory,
            CoreKind::Global => wasm_encoder::ExportKind::Global,
            CoreKind::Tag => wasm_encoder::ExportKind::Tag,
        }
    }
}
