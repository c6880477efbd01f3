//! `cargo xtask test-p2`: wit-bindgen's runtime suite, every composition run fused.
//!
//! `wit-bindgen test` compiles the guests and composes them; it is given a runner that only takes
//! notes. Guests do not depend on the fuser, so that happens once; [`run`] then hands each
//! composition to `fuse-p2-runner` with the arguments that wit-bindgen wanted it run with.

mod compile;
mod report;

use crate::setup::{self, Part};
use crate::tally::Tally;
use crate::ui::{self, Step};
use crate::workspace::{self, Profile};
use crate::{child, files};
use anyhow::{Context, Result, bail};
use compile::Composition;
use report::Entry;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// How long one composition may take; a fused program that waits for ever is a difference.
const LIMIT: Duration = Duration::from_secs(120);

/// Arguments of `cargo xtask test-p2`.
#[derive(clap::Args, Default)]
pub struct Args {
    /// Run only compositions whose path within the suite contains this
    filter: Option<String>,
    /// Compile the guests again
    #[arg(long)]
    recompile: bool,
}

/// Runs the suite; fails if a composition does.
pub fn run(args: &Args) -> Result<()> {
    suite(args)?.check()
}

/// Runs the suite, prints the table of verdicts and counts them.
pub fn suite(args: &Args) -> Result<Tally> {
    let cache = setup::ensure(Part::P2)?;
    let folder = workspace::target_dir()?.join("p2");
    if args.recompile {
        files::remove(&folder)?;
    }
    let mut compositions = compile::compositions(&cache, &folder)?;
    if let Some(filter) = &args.filter {
        compositions.retain(|composition| composition.name.contains(filter.as_str()));
        if compositions.is_empty() {
            bail!("no composition's name contains `{filter}`");
        }
    }
    let runner = workspace::build_bin("fuse-p2-runner", Profile::Dev)?;
    let entries = run_all(&runner, &folder, &compositions)?;
    let path = folder.join("report.jsonl");
    report::write(&path, &entries)?;
    report::print(&entries);
    ui::status("Reported", path.display());
    Ok(entries.iter().map(|entry| entry.verdict.into()).sum())
}

/// Runs the compositions on all processors; the entries are in the order of the compositions.
fn run_all(runner: &Path, folder: &Path, compositions: &[Composition]) -> Result<Vec<Entry>> {
    let reports = folder.join("reports");
    files::remove(&reports)?;
    files::make_folder(&reports)?;
    let step = Step::start(
        "Running",
        format_args!("{} compositions", compositions.len()),
    );
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let work = || -> Result<()> {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(composition) = compositions.get(index) else {
                return Ok(());
            };
            step.note(&composition.name);
            let report = reports.join(format!("{index}.jsonl"));
            let entry = run_one(runner, composition, &report)?;
            done.lock().expect("no worker panics").push((index, entry));
        }
    };
    let workers = thread::available_parallelism().context("failed to count the processors")?;
    thread::scope(|scope| {
        let handles: Vec<_> = (0..workers.get()).map(|_| scope.spawn(work)).collect();
        handles
            .into_iter()
            .try_for_each(|handle| handle.join().expect("no worker panics"))
    })?;
    let mut done = done.into_inner().expect("no worker panics");
    done.sort_by_key(|(index, _)| *index);
    Ok(done.into_iter().map(|(_, entry)| entry).collect())
}

/// Runs one composition and reads the line that the runner writes about it.
fn run_one(runner: &Path, composition: &Composition, report: &Path) -> Result<Entry> {
    let log_path = report.with_extension("log");
    let log = File::create(&log_path)
        .with_context(|| format!("failed to make `{}`", log_path.display()))?;
    let mut command = Command::new(runner);
    command
        .args(&composition.args)
        .env("FUSE_P2_REPORT", report)
        .stdin(Stdio::null())
        .stdout(log.try_clone().context("failed to copy a file handle")?)
        .stderr(log);
    let mut child = command
        .spawn()
        .with_context(|| format!("failed to start `{}`", child::name(&command)))?;
    let Some(status) = child::wait_at_most(&mut child, LIMIT)? else {
        let reason = format!("still running after {} s", LIMIT.as_secs());
        return Ok(Entry::silent(&composition.name, reason));
    };
    if !report.exists() {
        let said = files::read(&log_path)?;
        let last = said.trim_end().lines().last().map(str::to_owned);
        let reason = last.unwrap_or_else(|| format!("{status}, without a word"));
        return Ok(Entry::silent(&composition.name, reason));
    }
    let entry = report::read_one(report, &composition.name)?;
    if status.success() == entry.verdict.is_failure() {
        bail!(
            "the runner says {} of {} and ends with {status}",
            entry.verdict,
            composition.name
        );
    }
    Ok(entry)
}
