//! `cargo xtask model`: the specification's own definitions of the canonical ABI follow what random scripts of tasks show.
//!
//! The definitions are a Python program of the component model's repository, which a package of the cargo registry carries. They are run
//! from where cargo unpacks them.

use crate::tally::Tally;
use crate::workspace::{self, Profile};
use crate::{registry, setup, ui};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The package that carries the definitions, at a version whose streams and cancellations are those of the host that the tests run on.
const PACKAGE: (&str, &str) = ("wasm-tools", "1.263.0");

/// Where it has them.
const DEFINITIONS: &str = "tests/component-model/design/mvp/canonical-abi/definitions.py";

/// The program that follows traces in them, in the repository.
const REPLAY: &str = "crates/fuse-tests/model/replay.py";

/// How many scripts are enough for `cargo xtask test`.
const SCRIPTS: u64 = 1500;

/// For how many of them the model has to notice that a trace is wrong.
const SPOILED: u64 = 100;

/// Arguments of `cargo xtask model`.
#[derive(clap::Args)]
pub struct Args {
    /// How many scripts
    #[arg(long, default_value_t = SCRIPTS)]
    scripts: u64,
    /// The number of the first script; the others' come after it
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Follow the traces in this `definitions.py` instead of the one in the cargo registry
    #[arg(long)]
    definitions: Option<PathBuf>,
}

impl Default for Args {
    fn default() -> Args {
        Args {
            scripts: SCRIPTS,
            seed: 1,
            definitions: None,
        }
    }
}

/// What the model says in the end.
#[derive(Deserialize)]
struct Outcome {
    /// Traces that it has followed to their end.
    followed: usize,
    /// Traces that it has not.
    parted: usize,
    /// What it has followed of both.
    steps: usize,
    /// Traces with something wrong in them, which it has noticed.
    caught: usize,
    /// Those with something wrong that it has not noticed, or has taken something else for.
    missed: usize,
}

/// Runs the model; fails if it cannot follow a trace, or follows a wrong one.
pub fn run(args: &Args) -> Result<()> {
    suite(args)?.check()
}

/// Runs the model, and counts the traces.
pub fn suite(args: &Args) -> Result<Tally> {
    let Outcome {
        followed,
        parted,
        steps,
        caught,
        missed,
    } = follow(args)?;
    ui::status(
        "Followed",
        format_args!(
            "{followed} of {} traces, {steps} steps; noticed what is wrong in {caught} of {} others",
            followed + parted,
            caught + missed
        ),
    );
    Ok(Tally {
        passed: followed + caught,
        failed: parted + missed,
        ..Tally::default()
    })
}

/// Lets the definitions follow the traces of random scripts.
fn follow(args: &Args) -> Result<Outcome> {
    let mut python = setup::python()
        .context("failed to set up Python, in which the specification's definitions are written")?;
    let definitions = match &args.definitions {
        Some(path) => path.clone(),
        None => {
            let (name, version) = PACKAGE;
            registry::sources(name, version)?.join(DEFINITIONS)
        }
    };
    let traces = workspace::build_bin("fuse-task-traces", Profile::Dev)?;
    let mut traces = Command::new(traces)
        .args(["--scripts", &args.scripts.to_string()])
        .args(["--seed", &args.seed.to_string()])
        .args(["--spoiled", &SPOILED.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .context("failed to start `fuse-task-traces`")?;
    let lines = traces.stdout.take().expect("the child's stdout is a pipe");
    let model = python
        .arg(workspace::root().join(REPLAY))
        .arg(definitions)
        .stdin(lines)
        .stderr(Stdio::inherit())
        .output()
        .context("failed to start `python3`")?;
    let status = traces
        .wait()
        .context("failed to wait for `fuse-task-traces`")?;
    if !model.status.success() {
        bail!("the model failed ({})", model.status);
    }
    if !status.success() {
        bail!("`fuse-task-traces` failed ({status})");
    }
    serde_json::from_slice(&model.stdout).context("failed to understand what the model says")
}
