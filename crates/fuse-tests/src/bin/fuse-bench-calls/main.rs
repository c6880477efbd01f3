//! `fuse-bench-calls`: what a call between two instances costs, composed and fused, in one process on wasmtime.

mod measure;
mod rows;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::{Parser, ValueEnum};
use fuse_tests::{host, memory};
use wasmtime::Engine;

use measure::{Sampling, Times};
use rows::{ASYNC, HANDLES, Row, VALUES};

/// Prints two tables in Markdown: what each kind of call costs, and how much memory calls with handles and tasks need.
#[derive(Parser)]
#[command(name = "fuse-bench-calls")]
struct Cli {
    /// Which calls.
    #[arg(long, value_enum, default_value_t = Kind::Sync)]
    kind: Kind,
    /// How many samples of each form are taken; the median counts.
    #[arg(long, default_value_t = 11, value_parser = clap::value_parser!(u16).range(1..))]
    samples: u16,
    /// How long a sample takes, in milliseconds.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    sample_ms: u64,
    /// Only the rows whose name contains this.
    #[arg(long, value_name = "TEXT", default_value = "")]
    row: String,
    /// How many calls are made at most to see that they need no more memory than a few; none if 0.
    #[arg(long, value_name = "CALLS", default_value_t = 10_000_000)]
    memory_calls: u32,
}

/// Which table of calls.
#[derive(Copy, Clone, ValueEnum)]
enum Kind {
    /// Of functions that are not async.
    Sync,
    /// Of functions that are, and streams and futures.
    Async,
}

impl Cli {
    /// The rows that were asked for, in the order of the table.
    fn rows(&self) -> impl Iterator<Item = &Row> {
        let tables: &[&[Row]] = match self.kind {
            Kind::Sync => &[VALUES, HANDLES],
            Kind::Async => &[ASYNC],
        };
        tables
            .iter()
            .copied()
            .flatten()
            .filter(|row| row.name.contains(&self.row))
    }
}

fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    if cfg!(debug_assertions) {
        eprintln!(
            "warning: the engine's string transcoders are slower in a debug build, which flatters the fused form"
        );
    }
    let engine = Engine::new(&host::config())?;
    let sampling = Sampling {
        samples: cli.samples.into(),
        length: Duration::from_millis(cli.sample_ms),
    };
    println!(
        "wasmtime {}, Cranelift for speed; median of {} samples of {} ms each.\n",
        engine_version()?,
        cli.samples,
        cli.sample_ms
    );
    let complete = print_times(&engine, &cli, sampling);
    let constant = cli.memory_calls == 0 || print_sizes(&engine, &cli);
    Ok(if complete && constant {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Prints the table of times, and says whether it is complete.
fn print_times(engine: &Engine, cli: &Cli, sampling: Sampling) -> bool {
    println!("| call | composed, ns | fused, ns | ratio | goal | |");
    println!("|---|--:|--:|--:|--:|---|");
    let mut complete = true;
    for row in cli.rows() {
        match measure(engine, row, sampling) {
            Ok(times) => println!("{}", line(row, &times)),
            Err(error) => {
                complete = false;
                println!(
                    "| {} | – | – | – | ≥ {} | {} |",
                    row.name,
                    row.goal,
                    first_line(&error)
                );
            }
        }
    }
    complete
}

/// Prints the table of memory, and says whether no row needs more for more calls.
fn print_sizes(engine: &Engine, cli: &Cli) -> bool {
    println!("\nLinear memory of the fused component, in bytes.\n");
    println!("| call | 1000 calls | calls more | bytes then | |");
    println!("|---|--:|--:|--:|---|");
    let mut constant = true;
    for row in cli.rows() {
        let Some(calls) = row.memory_calls else {
            continue;
        };
        let calls = calls.min(cli.memory_calls);
        match sizes(engine, row, calls) {
            Ok(memory::Sizes { few, many, .. }) => {
                constant &= few == many;
                let verdict = if few == many { "met" } else { "missed" };
                println!("| {} | {few} | {calls} | {many} | {verdict} |", row.name);
            }
            Err(error) => {
                constant = false;
                println!(
                    "| {} | – | {calls} | – | {} |",
                    row.name,
                    first_line(&error)
                );
            }
        }
    }
    constant
}

fn first_line(error: &anyhow::Error) -> String {
    let error = format!("{error:#}");
    let line = error.lines().next();
    line.expect("every error says something").to_owned()
}

/// The version of wasmtime that this program is built with, which only the lock file tells.
fn engine_version() -> Result<&'static str> {
    let lock = include_str!("../../../../../Cargo.lock");
    lock.split_once("name = \"wasmtime\"\nversion = \"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(version, _)| version)
        .context("failed to find wasmtime in the lock file")
}

fn measure(engine: &Engine, row: &Row, sampling: Sampling) -> Result<Times> {
    let (composed, fused) = forms(row)?;
    measure::measure(engine, &composed, &fused, row, sampling)
}

fn sizes(engine: &Engine, row: &Row, calls: u32) -> Result<memory::Sizes> {
    let (_, fused) = forms(row)?;
    memory::sizes(engine, &fused, row.size, calls)
}

/// The fixture of `row`, as it is and fused.
fn forms(row: &Row) -> Result<(Vec<u8>, Vec<u8>)> {
    let composed = wat::parse_str(row.fixture).context("failed to assemble the fixture")?;
    let fused =
        fuse_core::fuse(&composed, &fuse_core::Options::default()).context("failed to fuse")?;
    Ok((composed, fused.bytes))
}

fn line(row: &Row, times: &Times) -> String {
    let ratio = times.ratio();
    let verdict = if ratio >= row.goal { "met" } else { "missed" };
    format!(
        "| {} | {:.1} | {:.1} | {ratio:.2}× | ≥ {}× | {verdict} |",
        row.name,
        times.composed(),
        times.fused(),
        row.goal
    )
}
