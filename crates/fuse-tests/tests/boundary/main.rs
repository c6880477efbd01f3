//! What crosses between the host and a component in ways that no `.wast` script can express: handles nested in what host functions take
//! and return, or passed to the host and back; and functions of async type with all kinds of parameters and results.
//!
//! Every test runs with the composed component and with the fused one, and says itself what is to be seen.

mod chain;
mod ends;
mod guests;
mod hosts;
mod relays;
mod subject;
mod waits;
