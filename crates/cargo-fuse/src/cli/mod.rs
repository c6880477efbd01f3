//! The command line, for people and for cargo.

mod build;
mod other;
mod shell;

use std::ffi::OsString;

use clap::{Arg, ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};

pub(crate) use build::{BuildArgs, Emit, FuseArgs, Goal};
pub(crate) use other::{CompletionsArgs, InspectArgs, NewArgs};
pub(crate) use shell::{MessageFormat, ShellArgs, When};

use crate::config::keys_help;
use crate::exit::ExitCode;
use crate::suggest::nearest;

/// Fuse WebAssembly components into one core module, wrapped as one component.
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
    /// Build, compose and fuse; what happens when no command is named.
    #[command(alias = "b")]
    Build(Box<FuseArgs>),
    /// Fuse, then run the result on wasmtime or the target's runner.
    #[command(alias = "r")]
    Run(Box<FuseArgs>),
    /// Do everything but write.
    #[command(alias = "c")]
    Check(Box<FuseArgs>),
    /// Print the effective configuration and where each value comes from.
    Config(Box<FuseArgs>),
    /// Say what is in a component or core module.
    Inspect(InspectArgs),
    /// Make a small workspace that is ready to fuse.
    New(NewArgs),
    /// Print completions for a shell.
    Completions(CompletionsArgs),
    /// Print the manual page.
    #[command(hide = true)]
    Man,
}

/// The flags that the page without a command shows, with what it says about them; `cargo fuse build --help` has all.
const COMMON: &[(&str, &str)] = &[
    ("output", "Write the output here"),
    ("emit", "What to make: component, core, composed, plan"),
    ("packages", "Package to fuse"),
    ("release", "Build with optimizations"),
    ("verbose", "Say more; twice for even more"),
];

/// How the page without a command says how to begin.
const USAGE: &str = "cargo fuse [COMMAND] [OPTIONS] [FILES]... [-- <ARGS>...]";

/// What the page without a command says last.
const WITHOUT_COMMAND: &str = "\
FILES are components, the first the socket; without any, the workspace is fused.
`cargo fuse build --help` has all flags and the exit codes.";

/// The names of the commands that fuse.
const FUSING: [&str; 3] = ["build", "run", "check"];

/// The flags that fuse and build, and say nothing about the configuration.
const WITHOUT_EFFECT_ON_CONFIG: &[&str] = &[
    "files",
    "forwarded",
    "emit_import_map",
    "validate",
    "verify",
    "explain",
    "features",
    "all_features",
    "no_default_features",
    "jobs",
    "keep_going",
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
        let mut parser = Cli::command()
            .mut_args(without_command)
            .override_usage(USAGE)
            .disable_version_flag(true)
            .arg(version())
            .after_help(WITHOUT_COMMAND)
            .mut_subcommand("run", |run| {
                run.mut_arg("forwarded", |forwarded| {
                    forwarded
                        .value_name("ARGS")
                        .help("Arguments for the program")
                        .help_heading(None)
                })
            })
            .mut_subcommand("check", |check| {
                check
                    .mut_arg("output", |output| output.hide(true))
                    .mut_arg("emit_import_map", |map| map.hide(true))
            })
            .mut_subcommand("config", |config| {
                config
                    .mut_args(|arg| {
                        let idle = WITHOUT_EFFECT_ON_CONFIG.contains(&arg.get_id().as_str());
                        arg.hide(idle)
                    })
                    .after_long_help(keys_help())
            });
        for name in FUSING {
            parser = parser.mut_subcommand(name, |command| command.after_long_help(exit_codes()));
        }
        parser
    }

    /// The command whose name is most like `word`.
    pub(crate) fn nearest_command(word: &str) -> Option<String> {
        let parser = Cli::parser();
        let names = parser.get_subcommands().map(clap::Command::get_name);
        nearest(word, names).map(ToOwned::to_owned)
    }

    /// The command that was named, or the one that needs no name.
    pub(crate) fn into_command(self) -> Command {
        self.command
            .unwrap_or_else(|| Command::Build(Box::new(self.build)))
    }
}

impl Command {
    /// How this command talks to the user, for those that do more than print.
    pub(crate) fn shell(&self) -> Option<&ShellArgs> {
        match self {
            Command::Build(args)
            | Command::Run(args)
            | Command::Check(args)
            | Command::Config(args) => Some(&args.shell),
            Command::Inspect(args) => Some(&args.shell),
            Command::New(args) => Some(&args.shell),
            Command::Completions(_) | Command::Man => None,
        }
    }
}

/// The flag for the version, which is not worth a line where there are few.
fn version() -> Arg {
    Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .hide(true)
}

/// `arg` as the page without a command shows it.
fn without_command(arg: Arg) -> Arg {
    let common = COMMON.iter().find(|(id, _)| arg.get_id() == *id);
    match common {
        Some((id, help)) => arg
            .help(help)
            .hide_possible_values(*id == "emit")
            .help_heading(None),
        None => arg.hide(true),
    }
}

/// The table of exit codes for `--help`.
fn exit_codes() -> String {
    let mut text = String::from("Exit codes:\n");
    for code in ExitCode::ALL {
        text += &format!("  {:>3}  {}\n", code.number(), code.meaning());
    }
    text
}
