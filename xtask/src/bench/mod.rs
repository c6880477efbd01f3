//! `cargo xtask bench`: measures the fuser, or calls in what it makes.

mod fuse;
mod measure;
mod python;

use crate::child;
use crate::workspace::{self, Profile};
use anyhow::{Result, bail};
use clap::Subcommand;
use std::path::PathBuf;
use std::process::Command;

/// Arguments of `cargo xtask bench`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Time and memory of fusing a large composition, beside `wasm-tools strip -a` and `wac plug`
    Fuse(FuseArgs),
    /// Time of calls between components, composed and fused
    Calls(CallArgs),
    /// Time of calls of async functions, and of streams and futures, composed and fused
    Async(CallArgs),
}

#[derive(clap::Args)]
struct CallArgs {
    /// Arguments of `fuse-bench-calls`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
}

#[derive(clap::Args)]
struct FuseArgs {
    /// How often each program runs
    #[arg(long, default_value_t = 7)]
    runs: usize,
    /// Fuse this component instead of the Python composition; there is no `wac plug` row then
    #[arg(long)]
    input: Option<PathBuf>,
    /// Run the input and the output too, and fail if they do not do the same
    #[arg(long)]
    compare: bool,
}

/// Runs the benchmark that was asked for.
pub fn run(args: Args) -> Result<()> {
    match args.what {
        What::Fuse(args) => fuse::run(&args),
        What::Calls(args) => calls("sync", &args),
        What::Async(args) => calls("async", &args),
    }
}

fn calls(kind: &str, args: &CallArgs) -> Result<()> {
    // The engine's own transcoders are part of a composed call: a slow build of them would flatter the fused one.
    let program = workspace::build_bin("fuse-bench-calls", Profile::Release)?;
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    command.args(["--kind", kind]).args(&args.args);
    if !child::show(&mut command)?.success() {
        bail!("the benchmark of calls failed");
    }
    Ok(())
}
