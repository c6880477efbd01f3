//! `cargo xtask test-p2`: the synchronous compositions of wit-bindgen's runtime suite, composed and fused.

use crate::suite::{self, Choice, Kind};
use crate::tally::Tally;
use anyhow::{Result, bail};

/// Arguments of `cargo xtask test-p2`.
#[derive(clap::Args, Default)]
pub struct Args {
    /// Run only compositions whose path within the suite contains this
    filter: Option<String>,
    /// Compile the guests again
    #[arg(long)]
    recompile: bool,
}

/// Runs the compositions; fails unless all of them agree.
pub fn run(args: &Args) -> Result<()> {
    suite(args)?.check()
}

/// Runs the compositions, prints how many came to what and counts all that do not agree as failed.
pub fn suite(args: &Args) -> Result<Tally> {
    let choice = Choice {
        filter: args.filter.as_deref(),
        recompile: args.recompile,
    };
    let tally = suite::run(Kind::Sync, choice)?;
    if let (0, Some(filter)) = (tally.all(), &args.filter) {
        bail!("no synchronous composition's path contains `{filter}`");
    }
    println!("{tally} of {} synchronous compositions", tally.all());
    Ok(tally.strict())
}
