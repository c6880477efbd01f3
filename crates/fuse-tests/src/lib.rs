//! Does a fused component behave like the composed one: the oracles, and the hosts they run on.
//!
//! * [`concurrency`] runs a guest under one script of a host that calls, answers and gives up when it likes.
//! * [`core_host`] runs a bare core module on wasmi, from its manifest alone.
//! * [`echo`] sends random values through random functions.
//! * [`handles`] runs random scripts of operations with resource handles.
//! * [`host`] runs a component that needs WASI, and keeps everything it lets be seen.
//! * [`memory`] tells how much memory many calls need.
//! * [`script`] runs a `.wast` file as written and fused, and says whether the two agree.
//! * [`tasks`] runs random scripts of what tasks do.

pub mod concurrency;
pub mod core_host;
pub mod echo;
pub mod handles;
pub mod host;
pub mod memory;
pub mod script;
pub mod tasks;
