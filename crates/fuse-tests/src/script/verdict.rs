//! What the two runs of a script say about fusion.

use super::Extent;
use super::fused::{Fused, Outcome};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The one-word answer for a script, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "verdict", content = "reason")]
pub enum Verdict {
    /// Every directive gives the same, composed and fused.
    Agrees,
    /// The directives agree, but some component is refused, and ran as written.
    Unsupported(String),
    /// A directive that passes as written fails when fused, or fusion failed.
    Differs(String),
    /// The host fails a directive as written; the rest agree.
    Skipped(String),
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Agrees => f.write_str("agrees"),
            Verdict::Unsupported(reason) => write!(f, "unsupported ({reason})"),
            Verdict::Differs(reason) => write!(f, "differs ({reason})"),
            Verdict::Skipped(reason) => {
                write!(f, "skipped because the host fails it unfused ({reason})")
            }
        }
    }
}

/// What a script's two runs gave.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// Directives compared.
    pub directives: usize,
    /// Directives that agree.
    pub agreed: usize,
    /// Components that fusion was asked for.
    pub components: usize,
    /// Components that fusion changed: without any, agreement says nothing.
    pub changed: usize,
    /// Components that are one core module.
    pub whole: usize,
    /// Why components are fused in part, one reason for each of them.
    pub parts: Vec<String>,
    /// Why nothing of components is fused, one reason for each of them.
    pub nothing: Vec<String>,
    differs: Option<String>,
    skipped: Option<String>,
    unsupported: Option<String>,
}

impl Report {
    /// A report that says no more than that the script differs.
    #[must_use]
    pub fn differing(reason: String) -> Self {
        Report {
            differs: Some(reason),
            ..Report::default()
        }
    }

    /// The worst that was found.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let Report {
            differs,
            skipped,
            unsupported,
            ..
        } = self.clone();
        None.or(differs.map(Verdict::Differs))
            .or(skipped.map(Verdict::Skipped))
            .or(unsupported.map(Verdict::Unsupported))
            .unwrap_or(Verdict::Agrees)
    }

    /// Counts the component of a directive.
    pub(super) fn components(&mut self, fused: &Fused) {
        let Some(outcome) = &fused.component else {
            return;
        };
        self.components += 1;
        match outcome {
            Outcome::Changed(extent) => {
                self.changed += 1;
                self.extent(extent);
            }
            Outcome::Unchanged(extent) => self.extent(extent),
            Outcome::Failed => {}
            Outcome::Unsupported(reason) => _ = self.unsupported.get_or_insert(reason.clone()),
        }
    }

    fn extent(&mut self, extent: &Extent) {
        match extent {
            Extent::Whole => self.whole += 1,
            Extent::Parts(reason) => self.parts.push(reason.clone()),
            Extent::Nothing(reason) => self.nothing.push(reason.clone()),
        }
    }

    /// Records that the host fails the directive on `line` as written; the first such is kept.
    pub(super) fn skip(&mut self, line: usize, reason: &str) {
        self.skipped.get_or_insert(format!("line {line}: {reason}"));
    }

    /// Records that the directive on `line` differs; the first such is kept.
    pub(super) fn differ(&mut self, line: usize, reason: &str) {
        self.differs.get_or_insert(format!("line {line}: {reason}"));
    }
}
