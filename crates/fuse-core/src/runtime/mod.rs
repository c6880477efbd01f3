//! The compiled runtime: a core module like those of the input, linked in where it is needed.

/// The module. `cargo xtask build-rt` makes it; a custom section says from what.
pub const MODULE: &[u8] = include_bytes!("fuse-rt.wasm");
