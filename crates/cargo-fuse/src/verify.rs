//! `--verify`: runs the composed and the fused component and compares all that can be seen of them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::Context;

use crate::cli::FuseArgs;
use crate::config::Settings;
use crate::exit::{ExitCode, Failure};
use crate::messages::Message;
use crate::mistake::REPORT;
use crate::progress::Shell;
use crate::run::scratch;
use crate::runner::{Runner, require_command};
use crate::wasmtime::FAILED;

/// The exit code with which engines leave when a program traps; what they then say about it names places in its code.
const TRAPPED: i32 = 134;

/// Fails unless `composed` and `fused`, the two forms of `name`, do the same when they are run.
pub(crate) fn verify(
    args: &FuseArgs,
    shell: &Shell,
    name: &str,
    settings: &Settings,
    composed: &[u8],
    fused: Option<&[u8]>,
) -> anyhow::Result<()> {
    let Some(fused) = fused else {
        return Err(ExitCode::Usage
            .error("`--verify` runs the fused component, which `--emit` leaves out")
            .help("add `component` to `--emit`")
            .into());
    };
    require_command(name, composed)?;
    let runner = Runner::find(&settings.target.value)?;
    let folder = scratch()?;
    // Programs and engines may print the file's name, so both forms have the same.
    let file = folder.path().join(format!("{name}.wasm"));
    let mut seen = Vec::new();
    for (form, bytes) in [("composed", composed), ("fused", fused)] {
        shell.step("Verifying", format!("{name}, {form}"));
        let mut command = runner.command(name, &file, bytes, &args.program_args)?;
        let output = see(&mut command, &file, bytes).map_err(|error| runner.cannot_run(error));
        seen.push(output.with_context(|| format!("failed to run `{name}`, {form}"))?);
    }
    let [composed, fused] = seen.as_slice() else {
        unreachable!("there are two forms");
    };
    if let Some(difference) = difference(composed, fused) {
        return Err(differs(name, &difference).into());
    }
    shell.status(
        "Verified",
        format!("{name}: composed and fused agree ({})", composed.status),
    );
    shell.message(&Message::Verified {
        name,
        code: composed.status.code(),
        stdout: composed.stdout.len(),
        stderr: composed.stderr.len(),
    })?;
    Ok(())
}

/// Writes `bytes` to `file` and has `command` run it, without any input.
///
/// Hosts may tell programs about their errors with a backtrace of their own, which has places in the code.
fn see(command: &mut Command, file: &Path, bytes: &[u8]) -> std::io::Result<Output> {
    fs::write(file, bytes)?;
    command
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .output()
}

/// The error for a program that does not do the same in both forms.
fn differs(name: &str, difference: &str) -> Failure {
    ExitCode::Internal
        .error(format!(
            "composed and fused, `{name}` does not do the same, so nothing was written"
        ))
        .because(difference.to_owned())
        .help(format!(
            "unless its output depends on time or chance, {REPORT}"
        ))
}

/// How two runs differ, if they do.
fn difference(composed: &Output, fused: &Output) -> Option<String> {
    if composed.status != fused.status {
        return Some(format!(
            "composed, it ended with {}; fused, with {}{}",
            composed.status,
            fused.status,
            last_words(fused)
        ));
    }
    let trapped = composed.status.code().is_none_or(|code| code == TRAPPED);
    let stderr = || {
        (
            "stderr",
            without_places(&composed.stderr),
            without_places(&fused.stderr),
        )
    };
    let stderr = (!trapped).then(stderr);
    let streams = [(
        "stdout",
        composed.stdout.as_slice(),
        fused.stdout.as_slice(),
    )]
    .into_iter()
    .chain(stderr);
    streams
        .filter(|(_, composed, fused)| composed != fused)
        .map(|(stream, composed, fused)| {
            let (number, composed, fused) = first_line(composed, fused);
            format!("line {number} of {stream} is `{composed}` composed, and `{fused}` fused")
        })
        .next()
}

/// What is on stderr up to where wasmtime, whose exit code is that of a program if a function of the host fails, tells places in the code.
fn without_places(stderr: &[u8]) -> &[u8] {
    let failed = FAILED.as_bytes();
    let at = stderr
        .windows(failed.len())
        .position(|words| words == failed);
    at.map_or(stderr, |at| &stderr[..at + failed.len()])
}

/// The first line in which two texts differ, and its number.
fn first_line(composed: &[u8], fused: &[u8]) -> (usize, String, String) {
    let (composed, fused) = (
        String::from_utf8_lossy(composed),
        String::from_utf8_lossy(fused),
    );
    let (mut composed, mut fused) = (composed.split('\n'), fused.split('\n'));
    let mut number = 1;
    loop {
        match (composed.next(), fused.next()) {
            (one, other) if one == other && one.is_some() => number += 1,
            (one, other) => {
                let text = |line: Option<&str>| line.unwrap_or("(nothing)").to_owned();
                return (number, text(one), text(other));
            }
        }
    }
}

/// What `output` has on stderr, as the end of a sentence.
fn last_words(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    match text.trim_end() {
        "" => String::new(),
        text => format!(", saying\n{text}"),
    }
}
