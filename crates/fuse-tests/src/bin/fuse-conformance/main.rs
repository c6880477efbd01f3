//! Runs the component scripts under some folders composed and fused, each in a process of its own, and sums up.

mod child;
mod stages;
mod summary;

use anyhow::{Context as _, ensure};
use clap::Parser;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use summary::Outcome;

/// Do fused components behave like the composed ones, over whole folders of `.wast` scripts?
#[derive(Parser)]
struct Cli {
    /// A folder of scripts, searched to any depth.
    #[arg(long = "root", value_name = "DIR")]
    roots: Vec<PathBuf>,
    /// Run only the scripts whose path contains this.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Write every report there.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Seconds that one script may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// Run one script in this process and print its report.
    #[arg(long, value_name = "FILE", hide = true, conflicts_with_all = ["roots", "filter", "json"])]
    one: Option<PathBuf>,
}

fn main() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    if let Some(path) = &cli.one {
        child::report(path, Duration::from_secs(cli.timeout))?;
        return Ok(ExitCode::SUCCESS);
    }
    let scripts = find(&cli.roots, cli.filter.as_deref())?;
    let outcomes = run_all(&scripts, Duration::from_secs(cli.timeout))?;
    if let Some(path) = &cli.json {
        let json = serde_json::to_vec_pretty(&outcomes)?;
        fs::write(path, json).with_context(|| format!("failed to write {}", path.display()))?;
    }
    print!("{}", summary::text(&outcomes));
    Ok(if summary::is_success(&outcomes) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A script, and the name it goes by: its path from the last two folders of its root on.
struct Script {
    path: PathBuf,
    name: String,
}

/// The scripts under `roots` that speak of components, sorted by name.
fn find(roots: &[PathBuf], filter: Option<&str>) -> anyhow::Result<Vec<Script>> {
    ensure!(!roots.is_empty(), "name at least one folder with --root");
    let mut scripts = Vec::new();
    for root in roots {
        let root = root
            .canonicalize()
            .with_context(|| format!("failed to find the root {}", root.display()))?;
        let named_from = root.ancestors().nth(2).unwrap_or(&root).to_owned();
        walk(&root, &mut |path| {
            let name = path
                .strip_prefix(&named_from)
                .unwrap_or(path)
                .display()
                .to_string();
            if filter.is_none_or(|filter| name.contains(filter))
                && fs::read_to_string(path)?.contains("(component")
            {
                scripts.push(Script {
                    path: path.to_owned(),
                    name,
                });
            }
            Ok(())
        })?;
    }
    scripts.sort_by(|a, b| a.name.cmp(&b.name));
    scripts.dedup_by(|a, b| a.path == b.path);
    Ok(scripts)
}

fn walk(folder: &Path, visit: &mut impl FnMut(&Path) -> anyhow::Result<()>) -> anyhow::Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("failed to read {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, visit)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "wast")
        {
            visit(&path).with_context(|| format!("failed to read {}", path.display()))?;
        }
    }
    Ok(())
}

/// Runs every script, a few at a time, printing each verdict as it comes.
fn run_all(scripts: &[Script], limit: Duration) -> anyhow::Result<Vec<Outcome>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let workers = thread::available_parallelism()?.get();
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(script) = scripts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let report = child::run(&script.path, limit);
                    println!("{}: {}", script.name, summary::line(&report));
                    let outcome = Outcome {
                        name: script.name.clone(),
                        verdict: report.verdict(),
                        report,
                    };
                    done.lock().expect("no worker panics").push(outcome);
                }
            });
        }
    });
    let mut outcomes = done.into_inner().expect("no worker panics");
    outcomes.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(outcomes)
}
