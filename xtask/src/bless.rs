//! `cargo xtask bless`: runs the tests and accepts what golden files now say.

use crate::{child, ui, workspace};
use anyhow::{Result, bail};

/// Arguments of `cargo xtask bless`.
#[derive(clap::Args)]
pub struct Args {
    /// Arguments of `cargo test`, such as a filter
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
}

/// Runs `cargo test --workspace` with `BLESS=1`.
pub fn run(args: &Args) -> Result<()> {
    let mut command = workspace::cargo();
    command.args(["test", "--workspace"]).args(&args.args);
    if !child::show(command.env("BLESS", "1"))?.success() {
        bail!("some tests fail even when their golden files are written anew");
    }
    ui::status(
        "Blessed",
        "the golden files; read `git diff` before committing",
    );
    Ok(())
}
