//! `cargo fuse`: a Cargo workspace or a few components in, one fused component out.
//!
//! [`Cli`] names a command. The way through the one that fuses, `fuse`: `workspace` (cargo metadata) → `config`
//! (`[package.metadata.fuse]`) → `members` (builds) → `inputs` (bytes) → `job` (`compose` with the wires of `wiring`, or `wac`; then
//! `fuse_core::fuse`) → `output`. The fuser compares the world of its output with that of its input on the level of types, so
//! nothing here does it again.

mod cli;
mod compose;
mod config;
mod core_manifest;
mod dep_info;
mod exit;
mod explain;
mod features;
mod fingerprint;
mod fuse;
mod fusing;
mod host;
mod import_map;
mod inputs;
mod inspect;
mod interrupt;
mod job;
mod lock;
mod man;
mod manifest;
mod members;
mod messages;
mod mistake;
mod new;
mod output;
mod outside;
mod package_features;
mod progress;
mod record;
mod run;
mod runner;
mod shown;
mod spec;
mod split;
mod suggest;
mod validated;
mod verify;
mod wac;
mod wasmtime;
mod wiring;
mod workspace;

pub use cli::Cli;
pub use exit::ExitCode;
pub use progress::{report, usage};

use cli::{Command, MessageFormat};
use messages::Message;
use progress::Shell;

/// Does what the command line says.
///
/// # Errors
///
/// For every class of [`ExitCode`] that is one; [`report`] prints the error and tells the class.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    mistake::watch();
    interrupt::watch()?;
    let command = cli.into_command();
    let json = command
        .shell()
        .is_some_and(|shell| shell.message_format == MessageFormat::Json);
    let result =
        mistake::guarded("working", || obey(command)).unwrap_or_else(|error| Err(error.into()));
    if json {
        finish(&result)?;
    }
    result
}

/// Says how it ended to those who read messages.
fn finish(result: &anyhow::Result<ExitCode>) -> anyhow::Result<()> {
    if let Err(error) = result {
        messages::print(&Message::error(error))?;
    }
    let code = result.as_ref().map_or_else(ExitCode::of, |code| *code);
    messages::print(&Message::Finished {
        success: code == ExitCode::Success,
        code: code.number(),
    })?;
    Ok(())
}

fn obey(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Build(args) => {
            fuse::fuse(&args, &mut Shell::new(&args.shell))?;
        }
        Command::Run(args) => {
            let mut shell = Shell::new(&args.shell);
            return run::run(*args, &mut shell);
        }
        Command::Check(args) => {
            let mut shell = Shell::new(&args.shell);
            run::check(*args, &mut shell)?;
        }
        Command::Config(args) => config::show(&args)?,
        Command::Inspect(args) => inspect::inspect(&args)?,
        Command::New(args) => new::new(&args, &Shell::new(&args.shell))?,
        Command::Completions(args) => man::completions(&args)?,
        Command::Man => man::page()?,
    }
    Ok(ExitCode::Success)
}
