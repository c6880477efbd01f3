//! Handles that cross between the host and a component, in ways that no `.wast` script can express: nested in what host
//! functions take and return, and passed to the host and back.
//!
//! Every test runs with the composed component and with the fused one, and says itself what is to be seen.

mod chain;
mod guests;
mod hosts;
mod subject;
