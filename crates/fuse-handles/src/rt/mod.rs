//! The runtime: handle tables in a memory with 32-bit addresses.
//!
//! There is one function for each [`Intrinsic`](crate::Intrinsic), of the same name. They take the addresses and numbers that the fused
//! code has at hand, and trust what the emitter computes (`table`, `tag`, `mark`); what a guest gives (`index`) or can reach by writing
//! over what the host gave (`handle`) is checked.
//!
//! [`heap`] makes room, [`stack`] and [`table`] are what lies in it; on them stand `resource` and `host`, what the canonical ABI does
//! with handles. Reasons to trap are found before anything is changed, but for a memory that does not grow.

#[cfg(feature = "arena")]
mod arena;
pub mod heap;
mod host;
pub mod layout;
mod memory;
mod resource;
pub mod stack;
pub mod table;

#[cfg(feature = "arena")]
pub use arena::Arena;
pub use host::{host_borrow_enter, host_own_enter, host_own_leave, host_release, stash};
pub use memory::{Memory, PAGE};
pub use resource::{borrow_add, drop, lend, lends, lends_end, own_add, own_move, own_take, rep};
