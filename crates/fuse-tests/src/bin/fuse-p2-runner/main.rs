//! `fuse-p2-runner`: the `--runner` of `wit-bindgen test` that runs a composition, fuses it, and runs it again.
//!
//! It is called as wasmtime is: `--invoke=run() [flags] composed.wasm`. The flags only switch on features, and the host
//! has them all on. The verdict goes as one line of JSON to the file that `FUSE_P2_REPORT` names.

mod asyncness;
mod judge;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use serde::Serialize;

use judge::{Judgement, Verdict};

/// The variable that names the file of verdicts.
const REPORT: &str = "FUSE_P2_REPORT";

/// One line of the report.
#[derive(Serialize)]
struct Line {
    file: PathBuf,
    verdict: Verdict,
    reason: String,
    is_async: bool,
}

/// What the test tool asks for.
struct Call {
    function: String,
    file: PathBuf,
}

fn main() -> Result<ExitCode> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    // The test tool asks for the version to find out whether there is such a program.
    if args == ["--version"] {
        println!("fuse-p2-runner {}", env!("CARGO_PKG_VERSION"));
        return Ok(ExitCode::SUCCESS);
    }
    let Call { function, file } = parse(&args)?;
    let bytes =
        std::fs::read(&file).with_context(|| format!("failed to read `{}`", file.display()))?;
    let is_async = asyncness::uses_async(&bytes)?;
    let Judgement { verdict, reason } = judge::judge(&bytes, &function)?;
    if !reason.is_empty() {
        eprintln!("{}: {verdict}: {reason}", file.display());
    }
    report(&Line {
        file,
        verdict,
        reason,
        is_async,
    })?;
    Ok(match verdict {
        Verdict::Differs | Verdict::FuseFailed => ExitCode::FAILURE,
        Verdict::Agrees | Verdict::Unsupported | Verdict::Skipped => ExitCode::SUCCESS,
    })
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

/// Appends `line` to the report, if there is one.
///
/// Several runners write at once: the file is open for appending and the line goes out in one write, so that lines stay
/// whole.
fn report(line: &Line) -> Result<()> {
    let Some(path) = std::env::var_os(REPORT) else {
        return Ok(());
    };
    let path = PathBuf::from(path);
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    let mut file = OpenOptions::new()
        .append(true)
        .create(true)
        .open(&path)
        .with_context(|| format!("failed to open the report `{}`", path.display()))?;
    let written = file
        .write(&text)
        .with_context(|| format!("failed to write the report `{}`", path.display()))?;
    if written != text.len() {
        bail!(
            "failed to write a whole line to the report `{}`",
            path.display()
        );
    }
    Ok(())
}
