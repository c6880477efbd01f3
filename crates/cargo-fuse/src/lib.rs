//! `cargo fuse`: a Cargo workspace or a few components in, one fused component out.
//!
//! [`Cli`] names a command. The way through the one that fuses, `fuse`: `workspace` (cargo metadata) → `config`
//! (`[package.metadata.fuse]`) → `members` (builds) → `inputs` (bytes) → `job` (`compose` with the wires of `wiring`, then
//! `fuse_core::fuse`) → `output`. The fuser compares the world of its output with that of its input on the level of types, so
//! nothing here does it again.

mod cli;
mod compose;
mod config;
mod exit;
mod fuse;
mod host;
mod import_map;
mod inputs;
mod job;
mod manifest;
mod members;
mod output;
mod progress;
mod suggest;
mod wiring;
mod workspace;

pub use cli::Cli;
pub use exit::ExitCode;
pub use progress::{report, usage};

use cli::Command;
use progress::Shell;

/// Does what the command line says.
///
/// # Errors
///
/// For every class of [`ExitCode`] that is one; [`report`] prints the error and tells the class.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.into_command() {
        Command::Build(args) => fuse::fuse(&args, &mut Shell::new(&args.shell))?,
    }
    Ok(ExitCode::Success)
}
