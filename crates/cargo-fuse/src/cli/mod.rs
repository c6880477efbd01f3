//! The command line, for people and for cargo.

mod build;

use std::ffi::OsString;

use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

pub(crate) use build::{BuildArgs, Emit, FuseArgs};

use crate::exit::ExitCode;

/// Fuse WebAssembly components into one core module, wrapped as one component.
///
/// Without FILES, builds the packages that `[package.metadata.fuse]` names, plugs them together and fuses the result.
/// With FILES, fuses these: the first is the socket, the others plug into it.
#[derive(Debug, Parser)]
#[command(
    name = "cargo-fuse",
    bin_name = "cargo fuse",
    version,
    max_term_width = 100,
    args_conflicts_with_subcommands = true
)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    build: FuseArgs,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build, compose and fuse; the command when none is named.
    Build(Box<FuseArgs>),
}

/// How to talk to the user.
#[derive(Debug, clap::Args)]
pub(crate) struct ShellArgs {
    /// Say what is being run and what is left to the host; twice for more.
    #[arg(short, long, action = ArgAction::Count, conflicts_with = "quiet")]
    pub(crate) verbose: u8,

    /// Print nothing but errors.
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// When to use colours.
    #[arg(long, value_name = "WHEN")]
    pub(crate) color: Option<When>,
}

/// When to use colours.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl When {
    /// The word that cargo has for it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            When::Auto => "auto",
            When::Always => "always",
            When::Never => "never",
        }
    }
}

/// The flags that the page without a command shows; `cargo fuse build --help` has them all.
const COMMON: &[&str] = &[
    "files",
    "output",
    "emit",
    "packages",
    "release",
    "verbose",
    "quiet",
    "forwarded",
];

impl Cli {
    /// Reads `argv`, with or without the `fuse` that cargo puts first.
    ///
    /// # Errors
    ///
    /// When the arguments make no sense, and for `--help` and `--version`.
    pub fn read(argv: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
        let mut argv: Vec<OsString> = argv.into_iter().collect();
        if argv.get(1).is_some_and(|word| word == "fuse") {
            argv.remove(1);
        }
        let matches = Cli::parser().try_get_matches_from(argv)?;
        Cli::from_arg_matches(&matches)
    }

    /// The parser, with help that fits a screen where no command is named.
    pub(crate) fn parser() -> clap::Command {
        Cli::command()
            .mut_args(|arg| {
                let common = COMMON.contains(&arg.get_id().as_str());
                arg.hide(!common)
            })
            .after_help("`cargo fuse build --help` has all flags and the exit codes.")
            .mut_subcommand("build", |build| build.after_long_help(exit_codes()))
    }

    /// The command that was named, or the one that needs no name.
    pub(crate) fn into_command(self) -> Command {
        self.command
            .unwrap_or_else(|| Command::Build(Box::new(self.build)))
    }
}

/// The table of exit codes for `--help`.
fn exit_codes() -> String {
    let mut text = String::from("Exit codes:\n");
    for code in ExitCode::ALL {
        text += &format!("  {:>3}  {}\n", code as u8, code.meaning());
    }
    text
}
