//! What can go wrong: input that is not a component, input that is invalid, input that cannot be fused, and our own mistakes.

use std::fmt;

/// Why a component was not fused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input is not a component at all.
    #[error("expected a component, found {found}")]
    NotAComponent {
        /// What the first bytes say it is.
        found: Found,
    },
    /// The input is not a valid component.
    #[error("invalid component at offset {:#x}: {}", .0.offset(), .0.message())]
    Invalid(#[source] wasmparser::BinaryReaderError),
    /// The input is valid, and has something that cannot be fused.
    #[error("{at}: {feature} is not supported; {help}")]
    Unsupported {
        /// What it has, in the words of the specification.
        feature: String,
        /// Where it has it.
        at: Location,
        /// What can be done about it.
        help: &'static str,
    },
    /// The output is wrong, which is a mistake of this crate and never of the input.
    #[error("internal error while {stage}: {message}")]
    Internal {
        /// What was being done.
        stage: &'static str,
        /// What was found, with the place in the output.
        message: String,
    },
}

/// The result of fusing.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What an input that is not a component turned out to be.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A core module.
    CoreModule,
    /// Something without the header of a WebAssembly file.
    NotWasm,
    /// Nothing.
    Empty,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Found::CoreModule => "a core module (make it a component first, with `wasm-tools component new` or cargo-component)",
            Found::NotWasm => "something that is not WebAssembly (no `\\0asm` header)",
            Found::Empty => "an empty file",
        })
    }
}

/// A place inside a component: the instances from the root inwards, then an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// Debug path of the component instance, `/`-separated; empty for the root.
    pub instance: String,
    /// The item within it, such as `func "a:kv/get"` or `core module 3`.
    pub item: String,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.instance.as_str(), self.item.as_str()) {
            ("", "") => f.write_str("root component"),
            ("", item) => write!(f, "root component: {item}"),
            (instance, "") => write!(f, "instance `{instance}`"),
            (instance, item) => write!(f, "instance `{instance}`: {item}"),
        }
    }
}
