//! The verdicts on compositions: one line of JSON each from the runner, and a file of them all.

use crate::files;
use crate::tally::Verdict;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What became of one composition.
#[derive(Serialize)]
pub struct Entry {
    /// The composition's file.
    pub file: String,
    /// What the runner said.
    #[serde(flatten)]
    pub line: Line,
}

/// The runner's line about one composition.
#[derive(Serialize, Deserialize)]
pub struct Line {
    /// What became of it.
    pub verdict: Verdict,
    /// Why, where there is something to say.
    pub reason: String,
}

impl Line {
    /// A line for a runner that wrote none.
    pub fn silent(reason: String) -> Line {
        Line {
            verdict: Verdict::Silent,
            reason,
        }
    }
}

/// Reads the one line that the runner wrote about composition `name`.
pub fn read_one(path: &Path, name: &str) -> Result<Line> {
    let text = files::read(path)?;
    serde_json::from_str(&text)
        .with_context(|| format!("failed to understand the report on {name}: {text}"))
}

/// Writes all entries as lines of JSON.
pub fn write(path: &Path, entries: &[Entry]) -> Result<()> {
    let mut text = String::new();
    for entry in entries {
        text += &serde_json::to_string(entry).context("failed to write an entry as JSON")?;
        text.push('\n');
    }
    files::write(path, &text)
}
