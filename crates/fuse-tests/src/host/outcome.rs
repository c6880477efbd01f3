//! What a run let be seen, and whether two runs let the same be seen.

use std::fmt;
use std::time::Duration;

use wasmtime::component::Val;

/// How much of two different outputs a [`Outcome::difference`] shows.
const SHOWN: usize = 60;

/// Everything that was seen of a run.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What it printed.
    pub stdout: Vec<u8>,
    /// What it printed about what went wrong.
    pub stderr: Vec<u8>,
    /// How it ended.
    pub ending: Ending,
    /// How long instantiation took; zero if it did not come to its end.
    pub instantiate: Duration,
    /// How long the call took; zero if it was not made, or not ended.
    pub run: Duration,
}

/// How a run ended.
#[derive(Clone, Debug)]
pub enum Ending {
    /// A command left with this code.
    Exited(i32),
    /// A function returned these values.
    Returned(Vec<Val>),
    /// It trapped; the text is the engine's, and the forms of a component need not agree on it.
    Trapped(String),
    /// It was stopped because it took too long.
    TimedOut,
}

impl Outcome {
    /// Whether the run did what it was made for: exit code zero, or a value.
    #[must_use]
    pub fn succeeded(&self) -> bool {
        matches!(self.ending, Ending::Exited(0) | Ending::Returned(_))
    }

    /// The first thing in which `fused` is not like this run of the composed component, in words.
    ///
    /// A trap is a trap whatever its text; times do not count.
    #[must_use]
    pub fn difference(&self, fused: &Outcome) -> Option<String> {
        if !self.ending.is_like(&fused.ending) {
            return Some(format!("composed {}, fused {}", self.ending, fused.ending));
        }
        output_difference("stdout", &self.stdout, &fused.stdout)
            .or_else(|| output_difference("stderr", &self.stderr, &fused.stderr))
    }
}

impl Ending {
    fn is_like(&self, other: &Ending) -> bool {
        match (self, other) {
            (Ending::Exited(a), Ending::Exited(b)) => a == b,
            (Ending::Returned(a), Ending::Returned(b)) => a == b,
            (Ending::Trapped(_), Ending::Trapped(_)) | (Ending::TimedOut, Ending::TimedOut) => true,
            _ => false,
        }
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ending::Exited(code) => write!(f, "exits with code {code}"),
            Ending::Returned(values) if values.is_empty() => f.write_str("returns"),
            Ending::Returned(values) => {
                f.write_str("returns ")?;
                f.debug_list().entries(values).finish()
            }
            Ending::Trapped(text) => write!(f, "traps: {text}"),
            Ending::TimedOut => f.write_str("does not end in time"),
        }
    }
}

fn output_difference(name: &str, composed: &[u8], fused: &[u8]) -> Option<String> {
    if composed == fused {
        return None;
    }
    let at = composed
        .iter()
        .zip(fused)
        .take_while(|(a, b)| a == b)
        .count();
    let shown = |bytes: &[u8]| {
        let rest = &bytes[at..];
        let text = String::from_utf8_lossy(&rest[..rest.len().min(SHOWN)]).into_owned();
        if rest.is_empty() {
            "the end".to_owned()
        } else {
            format!("{text:?}")
        }
    };
    Some(format!(
        "{name} differs at byte {at}: composed has {}, fused has {}",
        shown(composed),
        shown(fused)
    ))
}
