//! Writes traces of random scripts of what tasks do, for a model to follow: a line of JSON each, after one with the names of things.

use anyhow::Result;
use clap::Parser;
use fuse_tests::tasks::record;
use std::io::{self, BufWriter, Write};

/// Writes traces of random scripts of what tasks do, as JSON
#[derive(Parser)]
#[command(version)]
struct Args {
    /// How many scripts
    #[arg(long, default_value_t = 300)]
    scripts: u64,
    /// The number of the first one
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Of how many of them the trace is written once more, with something in it that did not happen
    #[arg(long, default_value_t = 0)]
    spoiled: u64,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "{}", record::header())?;
    for number in args.seed..args.seed + args.scripts {
        writeln!(out, "{}", record::trace(number))?;
    }
    for number in args.seed..args.seed + args.spoiled.min(args.scripts) {
        writeln!(out, "{}", record::spoiled(number))?;
    }
    out.flush()?;
    Ok(())
}
