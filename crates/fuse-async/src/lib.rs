//! Tasks, subtasks, waitable sets, streams and futures (CanonicalABI, *Runtime State*), and the scheduler that runs them.
//!
//! Inside a fused module every asynchronous call between component instances is driven by this crate, which the host knows nothing of:
//!
//! * [`rt`] is the runtime: what the canonical ABI does, over any [`rt::World`]. The very same code runs natively under test and,
//!   compiled to wasm, in every fused module that has asynchronous functions.
//! * [`Intrinsic`] names the functions that the compiled runtime exports, [`Dispatch`] those of the fused code that it calls, and
//!   [`HostFunc`] the built-ins of the host that it calls.

#![no_std]

mod imported;
mod intrinsic;
pub mod rt;

pub use fuse_handles::Trap;
pub use imported::{Dispatch, HostFunc};
pub use intrinsic::{Intrinsic, Output, Signature};
