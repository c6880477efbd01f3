//! The canonical ABI of the component model, as code generation.
//!
//! This crate knows types and code, not graphs: given the two sides of a call (their canonopts with final
//! indices) it emits the core wasm that copies values from one side to the other.
//!
//! * what a call is about: [`types`], [`opts`], [`entity`]
//! * what the canonical ABI says of it: [`layout`], [`flat`], [`uses`]
//! * what code is made of: [`sink`], [`func`], [`trap`], [`emitter`], [`memory`]
//! * the code itself: [`translate`], [`strings`], and [`handles`], which others write

mod display;
pub mod emitter;
pub mod entity;
pub mod flat;
pub mod func;
pub mod handles;
pub mod layout;
pub mod memory;
pub mod opts;
pub mod sink;
pub mod strings;
pub mod translate;
pub mod trap;
pub mod types;
pub mod uses;
