//! What the user sees while it runs: cargo's status lines, a progress bar on a terminal, and errors; all on stderr.

use std::env;
use std::io;

use anstream::{AutoStream, ColorChoice, eprintln};
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::{MessageFormat, ShellArgs, When};
use crate::exit::{ExitCode, Failure};
use crate::messages::{self, Message};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default().bold();
const DONE: Style = AnsiColor::Green.on_default().bold();
const DOING: Style = AnsiColor::Cyan.on_default().bold();

/// Where status lines and the progress bar go.
pub(crate) struct Shell {
    quiet: bool,
    verbose: bool,
    json: bool,
    bar: ProgressBar,
}

impl Shell {
    /// A shell as loud and as colourful as the command line and cargo's environment ask for.
    pub(crate) fn new(args: &ShellArgs) -> Shell {
        choose_colors(args.color);
        let quiet = args.quiet || (args.verbose == 0 && switched_on("CARGO_TERM_QUIET"));
        let verbose = args.verbose > 0 || (!quiet && switched_on("CARGO_TERM_VERBOSE"));
        Shell {
            quiet,
            verbose,
            json: args.message_format == MessageFormat::Json,
            bar: ProgressBar::hidden(),
        }
    }

    /// Prints `verb` as cargo does, then `message`.
    pub(crate) fn status(&self, verb: &str, message: impl std::fmt::Display) {
        if !self.quiet {
            self.bar
                .suspend(|| eprintln!("{DONE}{verb:>12}{DONE:#} {message}"));
        }
    }

    /// Prints `message` as a warning.
    pub(crate) fn warning(&self, message: impl std::fmt::Display) {
        if !self.quiet {
            self.bar
                .suspend(|| eprintln!("{WARNING}warning{WARNING:#}: {message}"));
        }
        // If stdout is closed, the last message, which is always there, is what fails.
        let _ = self.message(&Message::Warning {
            message: &message.to_string(),
        });
    }

    /// As [`Shell::status`], for those who asked for more.
    pub(crate) fn detail(&self, verb: &str, message: impl std::fmt::Display) {
        if self.verbose {
            self.status(verb, message);
        }
    }

    /// Whether there is somebody to tell [`Shell::detail`]s.
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Whether stdout is for machines.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Prints `message` on stdout, if that is for machines.
    pub(crate) fn message(&self, message: &Message<'_>) -> Result<(), Failure> {
        if self.json {
            messages::print(message)?;
        }
        Ok(())
    }

    /// Starts a bar of `length` steps, if anybody can see it.
    pub(crate) fn start(&mut self, length: u64) {
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let never = env::var_os("CARGO_TERM_PROGRESS_WHEN").is_some_and(|when| when == "never");
        if self.quiet || dumb || never {
            return;
        }
        let style = ProgressStyle::with_template("{prefix} [{bar:27}] {pos}/{len}: {msg}")
            .expect("the template is well formed")
            .progress_chars("=> ");
        self.bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr())
            .with_style(style);
    }

    /// Says that the next step is `verb`ing `message`; call [`Shell::advance`] when it is done.
    pub(crate) fn step(&self, verb: &str, message: impl Into<String>) {
        let verb = format!("{verb:>12}");
        let colored = AutoStream::choice(&io::stderr()) != ColorChoice::Never;
        self.bar.set_prefix(if colored {
            format!("{DOING}{verb}{DOING:#}")
        } else {
            verb
        });
        self.bar.set_message(message.into());
    }

    /// Moves the bar on by one step.
    pub(crate) fn advance(&self) {
        self.bar.inc(1);
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// Prints `error`, its causes, its remedies and the tool's version, and returns its class.
#[must_use]
pub fn report(error: &anyhow::Error) -> ExitCode {
    eprintln!("{ERROR}error{ERROR:#}: {error}");
    for (above, cause) in error.chain().zip(error.chain().skip(1)) {
        if tells_its_cause(above) {
            break;
        }
        let text = cause.to_string();
        eprintln!("\nCaused by:\n  {}", text.trim_end().replace('\n', "\n  "));
    }
    eprintln!();
    for help in error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<Failure>()?.remedy())
    {
        eprintln!("{HELP}help{HELP:#}: {help}");
    }
    note_version();
    ExitCode::of(error)
}

/// Whether the message of `error` has that of its source in it.
fn tells_its_cause(error: &(dyn std::error::Error + 'static)) -> bool {
    matches!(error.downcast_ref(), Some(fuse_core::Error::Invalid(_)))
}

/// Prints what clap has to say, which is not an error for `--help` and `--version`.
#[must_use]
pub fn usage(error: &clap::Error) -> ExitCode {
    choose_colors(None);
    // There is nobody left to tell when stderr is closed.
    let _ = error.print();
    if !error.use_stderr() {
        return ExitCode::Success;
    }
    note_version();
    ExitCode::Usage
}

/// Prints which cargo-fuse is speaking.
fn note_version() {
    eprintln!(
        "{HELP}note{HELP:#}: this is cargo-fuse {}",
        env!("CARGO_PKG_VERSION")
    );
}

/// Colours for the whole process: `--color` over `CARGO_TERM_COLOR` over `NO_COLOR` and the terminal.
fn choose_colors(flag: Option<When>) {
    let word = match flag {
        Some(when) => when.as_str().to_owned(),
        None => env::var("CARGO_TERM_COLOR").unwrap_or_else(|_| "auto".to_owned()),
    };
    match word.as_str() {
        "always" => ColorChoice::Always.write_global(),
        "never" => ColorChoice::Never.write_global(),
        _ => ColorChoice::Auto.write_global(),
    }
}

/// Whether the boolean of cargo's environment called `name` is true.
fn switched_on(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| value == "true")
}
