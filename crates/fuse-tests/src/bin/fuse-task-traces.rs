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
    count: u64,
    /// The first one's number
    #[arg(long, default_value_t = 1)]
    first: u64,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "{}", record::header())?;
    for number in args.first..args.first + args.count {
        writeln!(out, "{}", record::trace(number))?;
    }
    out.flush()?;
    Ok(())
}
