//! `cargo xtask test-p3`: everything asynchronous, composed and fused side by side.
//!
//! That is wit-bindgen's asynchronous compositions, the scripts of our own in `crates/fuse-tests/run/async`, and the
//! example `p3lab`. Nothing among them may be refused.

use crate::suite::{self, Choice, Kind};
use crate::tally::{Tally, Verdict};
use crate::ui::{self, Step};
use crate::workspace::{self, Profile};
use crate::{child, demo, files};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::process::{Command, Stdio};

/// The folder of scripts.
const SCRIPTS: &str = "crates/fuse-tests/run/async";

/// The example.
const EXAMPLE: &str = "p3lab";

/// Arguments of `cargo xtask test-p3`.
#[derive(clap::Args, Default)]
pub struct Args {
    /// Run only compositions, scripts (`run/async/…`) and examples whose path contains this
    filter: Option<String>,
    /// Compile the guests of wit-bindgen's suite again
    #[arg(long)]
    recompile: bool,
}

impl Args {
    fn admits(&self, name: &str) -> bool {
        self.filter
            .as_ref()
            .is_none_or(|filter| name.contains(filter))
    }
}

/// Runs the three parts, each even when another one cannot be run; fails unless every case agrees.
pub fn run(args: &Args) -> Result<()> {
    let parts = [
        ("wit-bindgen's compositions", compositions(args)),
        ("scripts of our own", scripts(args)),
        ("the example p3lab", example(args)),
    ];
    println!("\n| part | all | agree | differ | unsupported | skipped |");
    println!("|---|--:|--:|--:|--:|--:|");
    let mut tallies = Vec::new();
    let mut broken = Vec::new();
    for (name, outcome) in parts {
        match outcome {
            Ok(tally) => {
                row(name, tally);
                tallies.push(tally);
            }
            Err(error) => {
                println!("| {name} | could not be run |");
                broken.push(error.context(format!("failed to run {name}")));
            }
        }
    }
    let total: Tally = tallies.into_iter().sum();
    row("all", total);
    println!();
    broken.iter().for_each(ui::error);
    if !broken.is_empty() {
        bail!("not all parts could be run");
    }
    match (&args.filter, total.all()) {
        (Some(filter), 0) => bail!("nothing asynchronous has a path that contains `{filter}`"),
        _ => total.strict().check(),
    }
}

/// Runs wit-bindgen's compositions and counts them.
pub fn compositions(args: &Args) -> Result<Tally> {
    let choice = Choice {
        filter: args.filter.as_deref(),
        recompile: args.recompile,
    };
    suite::run(Kind::Async, choice)
}

/// One script's entry in the harness's report.
#[derive(Deserialize)]
struct Script {
    name: String,
    verdict: Verdict,
    reason: Option<String>,
    report: Counts,
}

/// What the harness counted in a script.
#[derive(Deserialize)]
struct Counts {
    changed: usize,
}

/// Runs the scripts, prints every verdict that is not "agrees" with its reason, and counts them.
fn scripts(args: &Args) -> Result<Tally> {
    let harness = workspace::build_bin("fuse-conformance", Profile::Dev)?;
    let report = workspace::target_dir()?.join("test-p3.json");
    files::remove(&report)?;
    let mut command = Command::new(harness);
    command
        .arg("--root")
        .arg(workspace::root().join(SCRIPTS))
        .arg("--json")
        .arg(&report)
        .stdout(Stdio::null());
    if let Some(filter) = &args.filter {
        command.args(["--filter", filter]);
    }
    let step = Step::start("Running", format_args!("the scripts of {SCRIPTS}"));
    let status = child::show(&mut command)?;
    drop(step);
    if !report.exists() {
        bail!("`fuse-conformance` ended ({status}) without a report");
    }
    let scripts: Vec<Script> = serde_json::from_str(&files::read(&report)?)
        .context("failed to understand the report of `fuse-conformance`")?;
    ui::status("Reported", report.display());
    Ok(scripts.iter().map(|script| judge(script).into()).sum())
}

/// The verdict on a script, printed unless it agrees.
fn judge(script: &Script) -> Verdict {
    let (verdict, reason) = match (script.verdict, script.report.changed) {
        // Agreement of the same bytes with themselves says nothing.
        (Verdict::Agrees, 0) => (Verdict::Skipped, Some("fusion changed no component")),
        (verdict, _) => (verdict, script.reason.as_deref()),
    };
    if let Some(reason) = reason {
        println!("{verdict}: {}: {reason}", script.name);
    }
    verdict
}

/// Runs the example's commands and counts them.
fn example(args: &Args) -> Result<Tally> {
    if !args.admits(&format!("examples/{EXAMPLE}")) {
        return Ok(Tally::default());
    }
    demo::suite(&demo::Args {
        example: Some(EXAMPLE.to_owned()),
        ..demo::Args::default()
    })
}

fn row(name: &str, tally: Tally) {
    let Tally {
        passed,
        failed,
        unsupported,
        skipped,
    } = tally;
    let all = tally.all();
    println!("| {name} | {all} | {passed} | {failed} | {unsupported} | {skipped} |");
}
