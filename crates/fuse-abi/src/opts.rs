//! Canonical options and string encodings.

use crate::entity_id;
use crate::handles::Holder;

entity_id! {
    /// A position in the function index space of the fused module.
    FuncIndex, "f";
    /// A position in the memory index space of the fused module.
    MemoryIndex, "m";
    /// A position in the global index space of the fused module.
    GlobalIndex, "g";
    /// A position in the table index space of the fused module.
    TableIndex, "t";
    /// A position in the type index space of the fused module.
    TypeIndex, "ty";
}

/// How a component stores strings (CanonicalABI, *Canonical Definitions*: `string-encoding`).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum StringEncoding {
    /// `utf8`
    #[default]
    Utf8,
    /// `utf16`
    Utf16,
    /// `latin1+utf16`
    CompactUtf16,
}

impl StringEncoding {
    /// Its name as a canonical option.
    pub fn as_str(self) -> &'static str {
        match self {
            StringEncoding::Utf8 => "utf8",
            StringEncoding::Utf16 => "utf16",
            StringEncoding::CompactUtf16 => "latin1+utf16",
        }
    }
}

/// The canonical options of a lift or a lower; `M` and `F` are what stands for a memory and a function:
/// definitions in the graph, final indices when emitting.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct CanonOpts<M, F> {
    /// `memory`, always a 32-bit one.
    pub memory: Option<M>,
    /// `realloc`
    pub realloc: Option<F>,
    /// `post-return`
    pub post_return: Option<F>,
    /// `callback`
    pub callback: Option<F>,
    /// `string-encoding`
    pub encoding: StringEncoding,
    /// `async`
    pub async_: bool,
    /// Who holds the handles of this side; known when emitting, if there are any.
    pub holder: Option<Holder>,
}

impl<M, F> Default for CanonOpts<M, F> {
    fn default() -> Self {
        CanonOpts {
            memory: None,
            realloc: None,
            post_return: None,
            callback: None,
            encoding: StringEncoding::default(),
            async_: false,
            holder: None,
        }
    }
}

impl<D: Copy> CanonOpts<D, D> {
    /// All definitions that the options name.
    pub fn defs(&self) -> impl Iterator<Item = D> + use<D> {
        [self.memory, self.realloc, self.post_return, self.callback]
            .into_iter()
            .flatten()
    }
}

/// Canonical options by final index.
pub type FinalOpts = CanonOpts<MemoryIndex, FuncIndex>;
