//! wit-bindgen's runtime suite, every composition run composed and fused: `test-p2` and `test-p3` take a part of it each.
//!
//! `wit-bindgen test` compiles the guests and composes them; it is given a runner that only takes
//! notes. Guests do not depend on the fuser, so that happens once; [`run`] then hands each
//! composition to `fuse-suite-runner` with the arguments that wit-bindgen wanted it run with.

mod compile;
mod report;

use crate::setup::{self, Part};
use crate::tally::{Tally, Verdict};
use crate::ui::{self, Step};
use crate::workspace::{self, Profile};
use crate::{child, files};
use anyhow::{Context, Result, bail};
use compile::Composition;
use report::{Entry, Line};
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// How long one composition may take; a fused program that waits for ever is a difference.
const LIMIT: Duration = Duration::from_secs(120);

/// A part of the suite.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Compositions that need nothing but synchronous calls.
    Sync,
    /// Compositions that use the component model's concurrency.
    Async,
}

impl Kind {
    /// How many compositions Rust and C guests make.
    const fn count(self) -> usize {
        match self {
            Kind::Sync => 103,
            Kind::Async => 68,
        }
    }

    /// As the runner names it.
    fn word(self) -> &'static str {
        match self {
            Kind::Sync => "sync",
            Kind::Async => "async",
        }
    }
}

/// What is run of a part.
#[derive(Clone, Copy, Default)]
pub struct Choice<'a> {
    /// Only compositions whose path within the suite contains this.
    pub filter: Option<&'a str>,
    /// Compile the guests again.
    pub recompile: bool,
}

/// Runs the chosen compositions of a part, prints every verdict that is not "agrees" with its reason, and counts them.
pub fn run(kind: Kind, choice: Choice<'_>) -> Result<Tally> {
    let cache = setup::ensure(Part::P2)?;
    let folder = workspace::target_dir()?.join("suite");
    if choice.recompile {
        files::remove(&folder)?;
    }
    let all = compile::compositions(&cache, &folder)?;
    let runner = workspace::build_bin("fuse-suite-runner", Profile::Dev)?;
    let mut compositions = of_kind(kind, &runner, all)?;
    if let Some(filter) = choice.filter {
        compositions.retain(|composition| composition.name.contains(filter));
    }
    let entries = run_all(&runner, &folder.join(kind.word()), &compositions)?;
    for Entry { file, line } in &entries {
        if line.verdict != Verdict::Agrees {
            println!("{}: {file}: {}", line.verdict, line.reason);
        }
    }
    let path = folder.join(format!("{}.jsonl", kind.word()));
    report::write(&path, &entries)?;
    ui::status("Reported", path.display());
    Ok(entries.iter().map(|entry| entry.line.verdict.into()).sum())
}

/// Asks the runner which compositions are of `kind`.
fn of_kind(kind: Kind, runner: &Path, all: Vec<Composition>) -> Result<Vec<Composition>> {
    let mut ask = Command::new(runner);
    ask.arg("kinds").args(all.iter().map(Composition::path));
    let answer = child::stdout(&mut ask)?;
    let words: Vec<&str> = answer.lines().collect();
    if words.len() != all.len() {
        bail!(
            "the runner told the kinds of {} compositions instead of {}",
            words.len(),
            all.len()
        );
    }
    let of_kind = all.into_iter().zip(words);
    let of_kind: Vec<Composition> = of_kind
        .filter_map(|(composition, word)| (word == kind.word()).then_some(composition))
        .collect();
    if of_kind.len() != kind.count() {
        bail!(
            "{} compositions are {} instead of {}",
            of_kind.len(),
            kind.word(),
            kind.count()
        );
    }
    Ok(of_kind)
}

/// Runs the compositions on all processors; the entries are in the order of the compositions.
fn run_all(runner: &Path, reports: &Path, compositions: &[Composition]) -> Result<Vec<Entry>> {
    files::remove(reports)?;
    files::make_folder(reports)?;
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
            let report = reports.join(format!("{index}.json"));
            let entry = Entry {
                file: composition.name.clone(),
                line: run_one(runner, composition, &report)?,
            };
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
fn run_one(runner: &Path, composition: &Composition, report: &Path) -> Result<Line> {
    let log_path = report.with_extension("log");
    let log = File::create(&log_path)
        .with_context(|| format!("failed to make `{}`", log_path.display()))?;
    let mut command = Command::new(runner);
    command.arg("run").arg("--report").arg(report);
    command
        .arg("--")
        .args(&composition.args)
        .stdin(Stdio::null())
        .stdout(log.try_clone().context("failed to copy a file handle")?)
        .stderr(log);
    let mut child = command
        .spawn()
        .with_context(|| format!("failed to start `{}`", child::name(&command)))?;
    let Some(status) = child::wait_at_most(&mut child, LIMIT)? else {
        let reason = format!("still running after {} s", LIMIT.as_secs());
        return Ok(Line::silent(reason));
    };
    if !report.exists() {
        let said = files::read(&log_path)?;
        let last = said.trim_end().lines().last().map(str::to_owned);
        let reason = last.unwrap_or_else(|| format!("{status}, without a word"));
        return Ok(Line::silent(reason));
    }
    let line = report::read_one(report, &composition.name)?;
    if status.success() == line.verdict.is_failure() {
        bail!(
            "the runner says {} of {} and ends with {status}",
            line.verdict,
            composition.name
        );
    }
    Ok(line)
}
