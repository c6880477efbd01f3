//! The five core index spaces that cross module boundaries, with something for each member.

use super::{CoreDef, CoreKind};

/// A `T` for each member of each core index space.
#[derive(Clone, Debug)]
pub struct Spaces<T> {
    /// Functions.
    pub funcs: Vec<T>,
    /// Tables.
    pub tables: Vec<T>,
    /// Memories.
    pub memories: Vec<T>,
    /// Globals.
    pub globals: Vec<T>,
    /// Tags.
    pub tags: Vec<T>,
}

/// Definitions by core index space.
pub type CoreSpaces<'a> = Spaces<CoreDef<'a>>;

impl<T> Spaces<T> {
    /// What there is for the members of `kind`.
    pub fn space(&self, kind: CoreKind) -> &[T] {
        match kind {
            CoreKind::Func => &self.funcs,
            CoreKind::Table => &self.tables,
            CoreKind::Memory => &self.memories,
            CoreKind::Global => &self.globals,
            CoreKind::Tag => &self.tags,
        }
    }

    /// What there is for the members of `kind`, to change it.
    pub fn space_mut(&mut self, kind: CoreKind) -> &mut Vec<T> {
        match kind {
            CoreKind::Func => &mut self.funcs,
            CoreKind::Table => &mut self.tables,
            CoreKind::Memory => &mut self.memories,
            CoreKind::Global => &mut self.globals,
            CoreKind::Tag => &mut self.tags,
        }
    }

    /// Appends to the index space of `kind`.
    pub fn push(&mut self, kind: CoreKind, item: T) {
        self.space_mut(kind).push(item);
    }
}

impl<T> Default for Spaces<T> {
    fn default() -> Self {
        Spaces {
            funcs: Vec::new(),
            tables: Vec::new(),
            memories: Vec::new(),
            globals: Vec::new(),
            tags: Vec::new(),
        }
    }
}
