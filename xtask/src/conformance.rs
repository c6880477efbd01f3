//! `cargo xtask conformance`: wasmtime's and the specification's component tests, as written and fused.

use crate::tally::{Tally, Verdict};
use crate::workspace::{self, Profile};
use crate::{child, files, registry, ui};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::process::Command;

/// The package that carries the suites, at the last version that does.
const PACKAGE: (&str, &str) = ("wasmtime-cli", "45.0.0");

/// The folders in it that are about components.
const FOLDERS: [&str; 2] = [
    "tests/misc_testsuite/component-model",
    "tests/component-model/test",
];

/// Arguments of `cargo xtask conformance`.
#[derive(clap::Args, Default)]
pub struct Args {
    /// Run only files whose path contains this
    filter: Option<String>,
    /// More arguments of `fuse-conformance`
    #[arg(last = true)]
    args: Vec<String>,
}

/// One file's entry in the harness's report.
#[derive(Deserialize)]
struct Entry {
    verdict: Verdict,
}

/// Runs the suites; fails if a file does.
pub fn run(args: &Args) -> Result<()> {
    suite(args)?.check()
}

/// Builds the harness, finds the suites, runs one over the other and counts the verdicts.
pub fn suite(args: &Args) -> Result<Tally> {
    let (name, version) = PACKAGE;
    let package = registry::sources(name, version)?;
    let harness = workspace::build_bin("fuse-conformance", Profile::Dev)?;
    let mut command = Command::new(harness);
    command.current_dir(workspace::root());
    for folder in FOLDERS {
        command.arg("--root").arg(package.join(folder));
    }
    if let Some(filter) = &args.filter {
        command.args(["--filter", filter]);
    }
    let report = workspace::target_dir()?.join("conformance.json");
    files::remove(&report)?;
    let status = child::show(command.arg("--json").arg(&report).args(&args.args))?;
    if !report.exists() {
        bail!("`fuse-conformance` ended ({status}) without a report");
    }
    ui::status("Reported", report.display());
    let entries: Vec<Entry> = serde_json::from_str(&files::read(&report)?)
        .context("failed to understand the report of `fuse-conformance`")?;
    Ok(entries.iter().map(|entry| entry.verdict.into()).sum())
}
