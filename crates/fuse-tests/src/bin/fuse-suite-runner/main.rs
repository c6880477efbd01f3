//! `fuse-suite-runner`: runs a composition of wit-bindgen's runtime suite, fuses it, and runs it again.
//!
//! `run` takes what `wit-bindgen test` gives its runner, `--invoke=run() [flags] composed.wasm`. The flags only switch on
//! features, and the host has them all on. The verdict goes as one line of JSON to the file that `--report` names.
//! `kinds` tells which compositions use the component model's concurrency.

mod asyncness;
mod judge;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::{Parser, Subcommand};
use serde::Serialize;

use judge::{Judgement, Verdict};

/// Does a composition of wit-bindgen's runtime suite run fused as it does composed?
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Print `sync` or `async` for each composition, a line each
    Kinds {
        /// The compositions
        files: Vec<PathBuf>,
    },
    /// Run a composition before and after fusion
    Run {
        /// Write the verdict there
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
        /// As `wit-bindgen test` calls its runner
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        call: Vec<String>,
    },
}

/// The verdict as it is reported.
#[derive(Serialize)]
struct Line {
    verdict: Verdict,
    reason: String,
}

/// What the test tool asks for.
struct Call {
    function: String,
    file: PathBuf,
}

fn main() -> Result<ExitCode> {
    match Cli::parse().verb {
        Verb::Kinds { files } => kinds(&files),
        Verb::Run { report, call } => run(report.as_deref(), &call),
    }
}

fn kinds(files: &[PathBuf]) -> Result<ExitCode> {
    for file in files {
        let is_async = asyncness::uses_async(&read(file)?)
            .with_context(|| format!("failed to understand `{}`", file.display()))?;
        println!("{}", if is_async { "async" } else { "sync" });
    }
    Ok(ExitCode::SUCCESS)
}

fn run(report: Option<&Path>, call: &[String]) -> Result<ExitCode> {
    let Call { function, file } = parse(call)?;
    let Judgement { verdict, reason } = judge::judge(&read(&file)?, &function)?;
    if !reason.is_empty() {
        eprintln!("{}: {verdict}: {reason}", file.display());
    }
    if let Some(path) = report {
        let mut line = serde_json::to_string(&Line { verdict, reason })?;
        line.push('\n');
        std::fs::write(path, line)
            .with_context(|| format!("failed to write the report `{}`", path.display()))?;
    }
    Ok(match verdict {
        Verdict::Differs | Verdict::FuseFailed => ExitCode::FAILURE,
        Verdict::Agrees | Verdict::Unsupported | Verdict::Skipped => ExitCode::SUCCESS,
    })
}

fn read(file: &Path) -> Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("failed to read `{}`", file.display()))
}

/// Takes the function from `--invoke=name()` and the file from the last argument.
fn parse(args: &[String]) -> Result<Call> {
    let Some((file, flags)) = args.split_last() else {
        bail!("expected `--invoke=NAME() [flags] composed.wasm`");
    };
    let function = flags
        .iter()
        .find_map(|flag| flag.strip_prefix("--invoke="))
        .context("expected `--invoke=NAME()` before the file")?;
    let name = function
        .strip_suffix("()")
        .with_context(|| format!("expected a call without arguments, found `{function}`"))?;
    Ok(Call {
        function: name.to_owned(),
        file: file.into(),
    })
}
