//! One script in one process, so that whatever it does to the process is its verdict and nobody else's.

use anyhow::{Context as _, bail};
use fuse_tests::script::{self, Fusing, Report};
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How much longer than its limit a child may live: by then it has said itself that the script did not end.
const GRACE: Duration = Duration::from_secs(10);

/// The child's side: runs the script at `path` and prints its report.
pub fn report(path: &Path, limit: Duration) -> anyhow::Result<()> {
    println!(
        "{}",
        serde_json::to_string(&script::run_within(path, Fusing::Parts, limit)?)?
    );
    Ok(())
}

/// The parent's side: the report of a child that ran the script at `path`.
pub fn run(path: &Path, limit: Duration) -> Report {
    spawn(path, limit).unwrap_or_else(|error| Report::differing(format!("{error:#}")))
}

fn spawn(path: &Path, limit: Duration) -> anyhow::Result<Report> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("--timeout")
        .arg(limit.as_secs().to_string())
        .arg("--one")
        .arg(path)
        // The older scripts leave out the `core` keyword where the text format now asks for it.
        .env("WAST_STRICT_COMPONENT_INDICES", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("failed to start a process for the script")?;
    let (mut stdout, mut stderr) = (
        child.stdout.take().context("stdout")?,
        child.stderr.take().context("stderr")?,
    );
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut text = String::new();
        let read = stdout.read_to_string(&mut text).map(|_| text);
        // The receiver is gone if it has stopped waiting.
        sender.send(read).ok();
    });
    let errors = std::thread::spawn(move || {
        let mut text = Vec::new();
        stderr
            .read_to_end(&mut text)
            .map(|_| String::from_utf8_lossy(&text).into_owned())
    });
    let text = receiver.recv_timeout(limit + GRACE);
    if text.is_err() {
        child.kill().context("failed to stop the process")?;
    }
    let status = child.wait()?;
    match text {
        Ok(text) if status.success() => {
            serde_json::from_str(&text?).context("failed to read the report")
        }
        Ok(_) => {
            let errors = errors.join().expect("reading does not panic")?;
            bail!(
                "the process ended with {status}: {}",
                errors.lines().last().unwrap_or("it said nothing")
            )
        }
        Err(_) => bail!("the process hung"),
    }
}
