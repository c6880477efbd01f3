//! `cargo xtask test`: every test of the repository, each suite even when an earlier one fails.

use crate::setup::{self, Part};
use crate::tally::Tally;
use crate::{build_rt, conformance, demo, model, package, test_p2, test_p3, tidy, ui, workspace};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::Stdio;

/// Runs the checks, the workspace's tests, the examples and the suites from the cargo registry.
pub fn run() -> Result<()> {
    tidy::run()?;
    setup::ensure(Part::STANDARD)?;
    let suites = [
        ("workspace", workspace_tests()),
        ("build-rt", one_case(build_rt::run(&build_rt::CHECK))),
        ("package", package::suite(&package::Args::default())),
        ("demo", demo::suite(&demo::Args::default())),
        ("test-p2", test_p2::suite(&test_p2::Args::default())),
        // The rest of `test-p3` are tests of the workspace and one of the examples.
        (
            "test-p3",
            test_p3::compositions(&test_p3::Args::default()).map(Tally::strict),
        ),
        (
            "conformance",
            conformance::suite(&conformance::Args::default()),
        ),
        ("model", model::suite(&model::Args::default())),
    ];
    let mut tallies = Vec::new();
    let mut broken = Vec::new();
    for (name, outcome) in suites {
        match outcome {
            Ok(tally) => {
                ui::status("Tested", format_args!("{name}: {tally}"));
                tallies.push(tally);
            }
            Err(error) => {
                ui::error(&error.context(format!("failed to run {name}")));
                broken.push(name);
            }
        }
    }
    if !broken.is_empty() {
        bail!("not all suites could be run: {}", broken.join(", "));
    }
    let total: Tally = tallies.into_iter().sum();
    println!("{total}");
    total.check()
}

/// Runs `cargo test --workspace` and adds up what its many programs report.
fn workspace_tests() -> Result<Tally> {
    let mut command = workspace::cargo();
    let mut child = command
        .args(["test", "--workspace", "--no-fail-fast"])
        .stdout(Stdio::piped())
        .spawn()
        .context("failed to start cargo")?;
    let stdout = child.stdout.take().expect("the child's stdout is a pipe");
    let mut tally = Tally::default();
    for line in BufReader::new(stdout).lines() {
        let line = line.context("failed to read from cargo")?;
        println!("{line}");
        if let Some(summary) = line.strip_prefix("test result: ") {
            tally.passed += count(summary, "passed")?;
            tally.failed += count(summary, "failed")?;
            tally.skipped += count(summary, "ignored")?;
        }
    }
    let status = child.wait().context("failed to wait for cargo")?;
    if !status.success() && tally.failed == 0 {
        bail!("`cargo test --workspace` failed, and not because of a test");
    }
    Ok(tally)
}

/// Counts a verb that compares things of its own as one case.
fn one_case(outcome: Result<()>) -> Result<Tally> {
    outcome.map(|()| Tally {
        passed: 1,
        ..Tally::default()
    })
}

/// Finds the number before `word` in libtest's `ok. 12 passed; 0 failed; …`.
fn count(summary: &str, word: &str) -> Result<usize> {
    let words: Vec<&str> = summary.split([' ', ';']).collect();
    let at = words.iter().position(|found| *found == word);
    let number = at.and_then(|at| words.get(at.checked_sub(1)?));
    let number =
        number.with_context(|| format!("libtest reported no count of {word}: {summary}"))?;
    number
        .parse()
        .with_context(|| format!("libtest reported `{number}` {word}"))
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn counts_are_read_from_libtest() {
        let summary = "FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 1 filtered out";
        let read = |word| count(summary, word).ok();
        assert_eq!((read("passed"), read("failed")), (Some(12), Some(3)));
        assert_eq!(read("lost"), None);
    }
}
