//! What a suite's cases came to, in numbers.

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;

/// What became of one case of a suite that runs components composed and fused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Fused does what composed does.
    Agrees,
    /// The fuser says that it does not do this kind of component.
    Unsupported,
    /// Fused does something else.
    Differs,
    /// The fuser fails for another reason.
    FuseFailed,
    /// The case does not work unfused on this host.
    Skipped,
    /// The runner ended, or was ended, before it gave a verdict.
    Silent,
}

impl Verdict {
    /// Whether the suite fails because of it.
    pub fn is_failure(self) -> bool {
        match self {
            Verdict::Differs | Verdict::FuseFailed | Verdict::Silent => true,
            Verdict::Agrees | Verdict::Unsupported | Verdict::Skipped => false,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Verdict::Agrees => "agrees",
            Verdict::Unsupported => "unsupported",
            Verdict::Differs => "differs",
            Verdict::FuseFailed => "fuse-failed",
            Verdict::Skipped => "skipped",
            Verdict::Silent => "no verdict",
        })
    }
}

/// How many cases passed, failed, or could not be asked.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    /// Cases that passed.
    pub passed: usize,
    /// Cases that failed.
    pub failed: usize,
    /// Cases that the fuser refuses.
    pub unsupported: usize,
    /// Cases that were not run.
    pub skipped: usize,
}

impl Tally {
    /// How many cases there were.
    pub fn all(self) -> usize {
        self.passed + self.failed + self.unsupported + self.skipped
    }

    /// Counts every case that did not pass as failed: for suites in which the fuser refuses nothing and the host runs all.
    pub fn strict(self) -> Tally {
        Tally {
            passed: self.passed,
            failed: self.all() - self.passed,
            ..Tally::default()
        }
    }

    /// An error if a case failed.
    pub fn check(self) -> Result<()> {
        match self.failed {
            0 => Ok(()),
            failed => bail!("{failed} cases failed"),
        }
    }
}

impl From<Verdict> for Tally {
    fn from(verdict: Verdict) -> Tally {
        let mut tally = Tally::default();
        *match verdict {
            Verdict::Agrees => &mut tally.passed,
            Verdict::Unsupported => &mut tally.unsupported,
            Verdict::Skipped => &mut tally.skipped,
            Verdict::Differs | Verdict::FuseFailed | Verdict::Silent => &mut tally.failed,
        } = 1;
        tally
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Tally>>(tallies: I) -> Tally {
        tallies.fold(Tally::default(), |a, b| Tally {
            passed: a.passed + b.passed,
            failed: a.failed + b.failed,
            unsupported: a.unsupported + b.unsupported,
            skipped: a.skipped + b.skipped,
        })
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.unsupported > 0 {
            write!(f, ", {} unsupported", self.unsupported)?;
        }
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}
