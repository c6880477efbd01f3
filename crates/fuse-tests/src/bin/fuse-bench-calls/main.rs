//! `fuse-bench-calls`: what a call between two instances costs, composed and fused, in one process on wasmtime.

mod measure;
mod rows;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Parser;
use fuse_tests::host;
use wasmtime::Engine;

use measure::{Sampling, Times};
use rows::{ROWS, Row};

/// Prints a table in Markdown: one row a kind of call.
#[derive(Parser)]
#[command(name = "fuse-bench-calls")]
struct Cli {
    /// How many samples of each form are taken; the median counts.
    #[arg(long, default_value_t = 11, value_parser = clap::value_parser!(u16).range(1..))]
    samples: u16,
    /// How long a sample takes, in milliseconds.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    sample_ms: u64,
    /// Only the rows whose name contains this.
    #[arg(long, value_name = "TEXT", default_value = "")]
    row: String,
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
    println!("| call | composed, ns | fused, ns | ratio | goal | |");
    println!("|---|--:|--:|--:|--:|---|");
    let mut complete = true;
    for row in ROWS.iter().filter(|row| row.name.contains(&cli.row)) {
        match measure(&engine, row, sampling) {
            Ok(times) => println!("{}", line(row, &times)),
            Err(error) => {
                complete = false;
                let error = format!("{error:#}");
                let error = error.lines().next().expect("every error says something");
                println!("| {} | – | – | – | ≥ {} | {error} |", row.name, row.goal);
            }
        }
    }
    Ok(if complete {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
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
    let composed = wat::parse_str(row.fixture).context("failed to assemble the fixture")?;
    let fused =
        fuse_core::fuse(&composed, &fuse_core::Options::default()).context("failed to fuse")?;
    measure::measure(engine, &composed, &fused.bytes, row.size, sampling)
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
