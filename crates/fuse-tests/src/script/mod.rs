//! Runs a `.wast` script twice, as written and with every component fused, and compares the two directive by directive.
//!
//! Both runs go through wasmtime's own script runner, so there is one meaning of every directive. The fused run differs
//! in its text only: each `(component …)` is spelt as `(component binary "…")` with the fused bytes, and expected trap
//! messages are empty, because a trap is a trap but its text belongs to whoever raises it.

mod fused;
mod fuser;
mod runner;
mod split;
mod verdict;

pub use fuser::{Extent, Fuser, Fusing, Output};
pub use runner::engine;
pub use verdict::{Report, Verdict};

use fused::Fused;
use runner::Runner;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

/// Runs the script at `path` both ways.
///
/// # Errors
///
/// If the file cannot be read or is not a sequence of parenthesised forms; whatever a directive does is in the report.
pub fn run(path: &Path, fusing: Fusing) -> anyhow::Result<Report> {
    run_text(&std::fs::read_to_string(path)?, &move |component| {
        fusing.fuse(component)
    })
}

/// Runs the script `text` both ways, where `fuser` fuses.
///
/// # Errors
///
/// If it is not a sequence of parenthesised forms.
pub fn run_text(text: &str, fuser: &Fuser) -> anyhow::Result<Report> {
    let engine = runner::engine()?;
    let (mut composed, mut fused) = (Runner::new(&engine)?, Runner::new(&engine)?);
    let mut report = Report::default();
    // After the host has failed a directive, the two runs may have different current instances: what they say to each
    // other counts again from the next component on.
    let mut host_failed = false;
    for directive in split::directives(text)? {
        let ours = fused::rewrite(directive.text, fuser);
        report.components(&ours);
        let original = composed.run(directive.text);
        let outcome = fused.run(ours.text(directive.text));
        host_failed &= !(ours.starts_instance && original.is_ok());
        match original {
            Ok(()) if host_failed => {}
            Ok(()) => compare(&mut report, directive.line, &ours, outcome),
            Err(reason) => {
                host_failed = true;
                report.skip(directive.line, &reason);
            }
        }
    }
    Ok(report)
}

/// Runs the script at `path` both ways on a thread of its own; a script that panics, or takes longer than `limit`, differs.
///
/// # Errors
///
/// As for [`run`].
pub fn run_within(path: &Path, fusing: Fusing, limit: Duration) -> anyhow::Result<Report> {
    let (done, result) = mpsc::channel();
    let path = path.to_owned();
    // Component values and types nest, and every layer of this program that walks them recurs.
    let builder = std::thread::Builder::new().stack_size(64 << 20);
    builder.spawn(move || {
        // Nobody listens any more to a script that took too long.
        drop(done.send(run(&path, fusing)));
    })?;
    match result.recv_timeout(limit) {
        Ok(report) => report,
        Err(mpsc::RecvTimeoutError::Timeout) => Ok(Report::differing(format!(
            "no end after {} s",
            limit.as_secs()
        ))),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            Ok(Report::differing("the harness panicked".into()))
        }
    }
}

/// Compares one directive that the host passes as written.
fn compare(report: &mut Report, line: usize, ours: &Fused, outcome: Result<(), String>) {
    report.directives += 1;
    match (&ours.mistake, outcome) {
        (Some(mistake), _) => report.differ(line, mistake),
        (None, Err(reason)) => report.differ(line, &format!("fused: {reason}")),
        (None, Ok(())) => report.agreed += 1,
    }
}
