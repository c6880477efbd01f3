//! Finds what in a component's code matters to those around it.

use wasmparser::{BinaryReaderError, CanonicalFunction, Parser, Payload};

/// What in a component's code matters to those around it, at any depth.
#[derive(Copy, Clone, Debug, Default)]
pub struct Traits {
    /// Whether code runs while it is instantiated.
    pub starts: bool,
    /// The first built-in by which it holds callers back, or goes on later without returning.
    pub gates: Option<&'static str>,
}

/// Those of the component `bytes`.
pub fn of(bytes: &[u8]) -> Result<Traits, BinaryReaderError> {
    let mut traits = Traits::default();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::StartSection { .. } => traits.starts = true,
            Payload::ComponentCanonicalSection(section) => {
                for canon in section {
                    let gate = match canon? {
                        CanonicalFunction::BackpressureInc => "backpressure.inc",
                        CanonicalFunction::ThreadYield { .. } => "thread.yield",
                        _ => continue,
                    };
                    traits.gates.get_or_insert(gate);
                }
            }
            _ => {}
        }
    }
    Ok(traits)
}
