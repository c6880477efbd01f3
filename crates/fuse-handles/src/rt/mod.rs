//! The runtime: handle tables in a memory with 32-bit addresses.
//!
//! There is one function for each [`Intrinsic`](crate::Intrinsic), of the same name. They take the addresses and numbers that the fused
//! code has at hand, and trust what the emitter computes (`table`, `tag`, `mark`); what a guest gives (`index`) or can reach by writing
//! over what the host gave (`handle`) is checked.
//!
//! [`heap`] makes room, [`stack`] and [`table`] are what lies in it; on them stand `resource`, `host` and `error_context`, what the canonical
//! ABI does with handles. `scratch` is room for values that fused code copies into this memory. Reasons to trap are found before anything is changed, but for a memory that does not grow.

#[cfg(feature = "arena")]
mod arena;
mod error_context;
pub mod heap;
mod host;
pub mod layout;
mod memory;
mod resource;
mod scratch;
pub mod stack;
pub mod table;

#[cfg(feature = "arena")]
pub use arena::Arena;
pub use error_context::{
    error_context_copy, error_context_drop, error_context_find, error_context_new,
};
pub use host::{
    host_borrow_enter, host_own_enter, host_own_leave, host_own_offer, host_release, offer_take,
    stash,
};
pub use memory::{Memory, PAGE};
pub use resource::{borrow_add, drop, lend, lends, lends_end, own_add, own_move, own_take, rep};
pub use scratch::{result_free, result_realloc, scratch_free, scratch_realloc, scratch_take};
