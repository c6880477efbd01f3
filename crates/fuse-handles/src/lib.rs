//! The handle table that every component instance owns (CanonicalABI, *Table State* and *Resource State*).
//!
//! Inside a fused module the tables of all component instances lie in one memory, that of the runtime. The crate has three parts:
//!
//! * [`rt`] is the runtime: the table and what the canonical ABI does with it, over any [`rt::Memory`]. The very same code runs
//!   natively under test and, compiled to wasm, in every fused module that has resources.
//! * [`Intrinsic`] names the functions that the compiled runtime exports, and gives their signatures.
//! * `emit`, with the feature of that name, writes the paths that are short enough to stand in the fused code itself.

#![no_std]

#[cfg(feature = "emit")]
extern crate std;

#[cfg(feature = "emit")]
pub mod emit;
mod intrinsic;
pub mod rt;

pub use intrinsic::{Intrinsic, Trap};
