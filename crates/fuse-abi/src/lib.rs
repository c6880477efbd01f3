//! The canonical ABI of the component model, as code generation.
//!
//! This crate knows types and code, not graphs: given the two sides of a call (their canonopts with final
//! indices) it emits the core wasm that copies values from one side to the other.

pub mod entity;
pub mod opts;
pub mod sink;
pub mod types;
