//! Running other programs: with their output kept aside, taken, or shown, and with a time limit.

use crate::ui::Step;
use anyhow::{Context, Result, bail};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How many lines of a failed program's output are shown.
const TAIL: usize = 40;

/// Runs a program under a [`Step`]; its output is shown only if it fails.
pub fn step(verb: &str, message: &str, command: &mut Command) -> Result<()> {
    let step = Step::start(verb, message);
    // One pipe for both streams keeps their lines in order.
    let (reader, writer) = std::io::pipe().context("failed to make a pipe")?;
    command
        .stdin(Stdio::null())
        .stdout(writer.try_clone().context("failed to copy a pipe")?)
        .stderr(writer);
    let spawned = command.spawn();
    let name = name(command);
    // The command holds the pipe's writing end, which has to close for the reader to see the end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = spawned.with_context(|| format!("failed to start `{name}`"))?;
    let mut tail = VecDeque::new();
    for line in BufReader::new(reader).split(b'\n') {
        let line = line.with_context(|| format!("failed to read from `{name}`"))?;
        let line = String::from_utf8_lossy(&line).into_owned();
        step.note(&line);
        if tail.len() == TAIL {
            tail.pop_front();
        }
        tail.push_back(line);
    }
    let status = child
        .wait()
        .with_context(|| format!("failed to wait for `{name}`"))?;
    drop(step);
    if !status.success() {
        let tail = Vec::from(tail).join("\n");
        bail!("`{name}` failed ({status}); the end of its output:\n{tail}");
    }
    Ok(())
}

/// Runs a program and takes its standard output; its standard error is shown only if it fails.
pub fn stdout(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("failed to start `{}`", name(command)))?;
    if !output.status.success() {
        bail!(
            "`{}` failed ({}):\n{}",
            name(command),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim_end()
        );
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed something that is not UTF-8", name(command)))
}

/// Runs a program that shares this one's streams.
pub fn show(command: &mut Command) -> Result<ExitStatus> {
    command
        .status()
        .with_context(|| format!("failed to start `{}`", name(command)))
}

/// Waits for a child at most `limit`; kills it and gives `None` when it takes longer.
pub fn wait_at_most(child: &mut Child, limit: Duration) -> Result<Option<ExitStatus>> {
    let deadline = Instant::now() + limit;
    loop {
        if let Some(status) = child.try_wait().context("failed to wait for a program")? {
            return Ok(Some(status));
        }
        if Instant::now() >= deadline {
            child.kill().context("failed to end a program")?;
            child.wait().context("failed to wait for a program")?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The program and its arguments as a user would type them, shortened.
pub fn name(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|arg| arg.to_string_lossy().into_owned()),
    );
    let line = words.join(" ");
    match line.char_indices().nth(160) {
        Some((end, _)) => format!("{} …", &line[..end]),
        None => line,
    }
}
