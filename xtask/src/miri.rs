//! `cargo xtask miri`: runs the tests of the handle tables in an interpreter that finds undefined behaviour.

use crate::{child, workspace};
use anyhow::{Context, Result, bail};
use std::process::Command;

/// The toolchain with the interpreter; there is none for a release of rustc.
const TOOLCHAIN: &str = "nightly";

/// Runs the runtime's tests, in which loops are shorter there.
pub fn run() -> Result<()> {
    child::stdout(cargo().args(["miri", "--version"])).context(
        "miri is not there; `rustup component add miri rust-src --toolchain nightly` installs it",
    )?;
    let mut command = cargo();
    command.args(["miri", "test", "--package=fuse-handles", "--tests"]);
    if !child::show(command.arg("--no-default-features"))?.success() {
        bail!("miri found something, or a test fails");
    }
    Ok(())
}

/// The toolchain's cargo, which rustup's proxy finds.
fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(workspace::root());
    command.env("RUSTUP_TOOLCHAIN", TOOLCHAIN);
    command.env_remove("CARGO").env_remove("LD_LIBRARY_PATH");
    command
}
