//! The verdicts on compositions: one line of JSON each from the runner, one table for the user.

use crate::files;
use crate::tally::Verdict;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The runner's line about one composition.
#[derive(Serialize, Deserialize)]
pub struct Entry {
    /// The composition's file.
    pub file: String,
    /// What became of it.
    pub verdict: Verdict,
    /// Why, where there is something to say.
    pub reason: String,
    /// Whether the composition uses anything async; nothing where the runner did not get so far.
    pub is_async: Option<bool>,
}

impl Entry {
    /// An entry for a runner that gave none.
    pub fn silent(name: &str, reason: String) -> Entry {
        Entry {
            file: name.to_owned(),
            verdict: Verdict::Silent,
            reason,
            is_async: None,
        }
    }
}

/// Reads the one line that the runner wrote about composition `name`.
pub fn read_one(path: &Path, name: &str) -> Result<Entry> {
    let text = files::read(path)?;
    let mut entry: Entry = serde_json::from_str(&text)
        .with_context(|| format!("failed to understand the report on {name}: {text}"))?;
    entry.file = name.to_owned();
    Ok(entry)
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

/// Prints the failures with their reasons, what is unsupported by reason, and the table.
pub fn print(entries: &[Entry]) {
    for entry in entries.iter().filter(|entry| entry.verdict.is_failure()) {
        println!("{}: {}: {}", entry.verdict, entry.file, entry.reason);
    }
    println!("\n| verdict | synchronous | async | unknown |");
    println!("|---|--:|--:|--:|");
    for verdict in Verdict::ALL {
        row(
            &verdict.to_string(),
            entries.iter().filter(|entry| entry.verdict == verdict),
        );
    }
    row("all", entries.iter());
    println!();
}

fn row<'a>(label: &str, entries: impl Iterator<Item = &'a Entry>) {
    let (mut sync, mut with_async, mut unknown) = (0, 0, 0);
    for entry in entries {
        match entry.is_async {
            Some(false) => sync += 1,
            Some(true) => with_async += 1,
            None => unknown += 1,
        }
    }
    println!("| {label} | {sync} | {with_async} | {unknown} |");
}
