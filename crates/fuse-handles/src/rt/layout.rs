//! Where things lie in the runtime's memory: shared by the runtime and by the code that is emitted around it.
//!
//! ```text
//!   0 .. 16    never used: no address is 0
//!  16 .. 192   the heap's head, stacks, the set of held host handles, the return area, the copy that is being made
//! 192 .. 256   the scheduler's
//! 256 ..       table headers, 64 bytes each
//!  ..          zero up to the end of the initial memory, where the heap starts
//! ```

/// The end of the heap, or 0 as long as nothing was allocated.
pub const HEAP_END: u32 = 16;
/// Heads of the lists of free blocks: word `n` is for blocks of `1 << n` bytes.
pub const FREE_BLOCKS: u32 = 20;
/// The stack of stashed words, see [`stack`]; an entry is `address`, `ours`, `theirs`.
pub const STASH: u32 = 148;
/// The stack of lends, see [`stack`]; an entry is `table`, `index`, and `table` may have the bit [`OFFERED`].
pub const LENDS: u32 = 160;
/// The set of held host handles: address of its words, number of its words.
pub const HELD: u32 = 172;
/// Where the host writes the result of the call that words are stashed for: address, bytes.
pub const RETURN_AREA: u32 = 180;
/// What is being copied into this memory: the [`scratch`] block allocated last, or 0.
pub const SCRATCH: u32 = 188;
/// The first table header.
pub const TABLES: u32 = 256;

/// A growable stack of words.
pub mod stack {
    /// Address of its words, or 0.
    pub const BASE: u32 = 0;
    /// Number of words on it.
    pub const LEN: u32 = 4;
    /// Number of words that it has room for.
    pub const CAPACITY: u32 = 8;
}

/// A table header.
pub mod table {
    /// Bytes of a header.
    pub const SIZE: u32 = 64;
    /// Address of slot 0, or 0; that slot is never used.
    pub const BASE: u32 = 0;
    /// Number of slots ever used, slot 0 among them: every handle is less. 0 as long as there was none.
    pub const LEN: u32 = 4;
    /// Number of slots that there is room for.
    pub const CAPACITY: u32 = 8;
    /// The slot freed last, or 0.
    pub const FREE: u32 = 12;
    /// Borrowed handles that the running task of the instance has not dropped.
    pub const BORROWS: u32 = 16;
    /// The address of the count that borrowed handles added now are counted in; 0 stands for [`BORROWS`].
    pub const SCOPE: u32 = 20;
    // 24 .. 64 are the scheduler's.
}

/// A slot of a table.
pub mod slot {
    /// Bytes of a slot.
    pub const SIZE: u32 = 16;
    /// What the slot holds: 0 if it is free, otherwise `type << 8 | flags | kind`.
    pub const TAG: u32 = 0;
    /// The representation; for a resource of the host, the host's own handle; for a free slot, the one freed before it.
    pub const REP: u32 = 4;
    /// How often an owned handle is lent.
    pub const LENDS: u32 = 8;
    /// For a borrowed handle, the address of the count that it is counted in.
    pub const SCOPE: u32 = 12;
}

/// A block of what is copied into this memory.
pub mod scratch {
    /// The block allocated before it, or 0.
    pub const NEXT: u32 = 0;
    /// Bytes of the block.
    pub const SIZE: u32 = 4;
    // 8 .. 16 are for whoever keeps the block; see [`relay`](super::relay) and [`error_context`](super::error_context).
    /// Where the bytes start that were asked for.
    pub const HEAD: u32 = 16;
}

/// A call of the host by way of this memory: the [`scratch`] block with room for the result, and behind it those with the parameters.
pub mod relay {
    use super::scratch;
    /// Where the caller wants the result.
    pub const RETPTR: u32 = 8;
    /// Where the host writes it.
    pub const RESULT: u32 = scratch::HEAD;
}

/// Where a string or a list without elements lies: nothing is there.
pub const NOWHERE: u32 = 8;

/// An error context: a [`scratch`] block that was kept.
pub mod error_context {
    use super::scratch;
    /// How many handles there are.
    pub const HANDLES: u32 = scratch::NEXT;
    /// Bytes of the debug message.
    pub const LENGTH: u32 = 8;
    /// The debug message, in UTF-8.
    pub const MESSAGE: u32 = scratch::HEAD;
}

/// In an entry of the stack of lends, says that the handle goes to the host for good once that has started the call.
pub const OFFERED: u32 = 1;

/// The kind of an owned handle.
pub const OWN: u32 = 1;
/// What distinguishes a borrowed handle from an owned one of the same type.
pub const BORROWED: u32 = 2;
/// The flag of a borrowed handle that the host lent us: the host's handle is dropped together with it.
pub const DROPS_HOST: u32 = 0x10;
/// The tag of error contexts. The kinds of slots that hold neither these nor resources are the scheduler's.
pub const ERROR_CONTEXT: u32 = 6;
/// What a tag can differ in from the [`own_tag`] of its type.
pub const VARIANT_BITS: u32 = BORROWED | DROPS_HOST;

/// The most slots that a table may have, slot 0 among them (CanonicalABI, *Table State*: `MAX_LENGTH`).
pub const MAX_SLOTS: u32 = 1 << 28;

/// The tag of owned handles of the resource type with number `ty`.
pub const fn own_tag(ty: u32) -> u32 {
    ty << 8 | OWN
}

/// The address of the header of the table with number `table`.
pub const fn table_header(table: u32) -> u32 {
    TABLES + table * table::SIZE
}

/// The most tables that fit into the first page.
pub const MAX_TABLES: u32 = (0x1_0000 - TABLES) / table::SIZE;
