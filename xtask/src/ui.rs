//! What a verb tells its user: status lines as cargo prints them, and a spinner under a long step.

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};
use std::fmt::Display;
use std::time::Duration;

const VERB: Style = AnsiColor::Green.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const ERROR: Style = AnsiColor::Red.on_default().bold();

/// Prints `   Verb message` on stderr.
pub fn status(verb: &str, message: impl Display) {
    anstream::eprintln!("{VERB}{verb:>12}{VERB:#} {message}");
}

/// Prints a warning on stderr.
pub fn warn(message: impl Display) {
    anstream::eprintln!("{WARNING}warning{WARNING:#}: {message}");
}

/// Prints an error and what caused it on stderr.
pub fn error(error: &anyhow::Error) {
    anstream::eprintln!("{ERROR}error{ERROR:#}: {error}");
    if error.chain().len() > 1 {
        anstream::eprintln!("\nCaused by:");
        for cause in error.chain().skip(1) {
            for line in cause.to_string().lines() {
                anstream::eprintln!("  {line}");
            }
        }
    }
}

/// A long step: its status line stays, its spinner lives as long as this value.
///
/// Where stderr is not a terminal there is no spinner, only the line.
pub struct Step {
    bar: ProgressBar,
}

impl Step {
    /// Announces the step and starts the spinner.
    pub fn start(verb: &str, message: impl Display) -> Step {
        status(verb, message);
        let style = ProgressStyle::with_template("{spinner:>12.cyan} [{elapsed}] {wide_msg:.dim}")
            .expect("the template is a constant");
        let bar = ProgressBar::new_spinner().with_style(style);
        bar.enable_steady_tick(Duration::from_millis(120));
        Step { bar }
    }

    /// Shows the latest line of a child's output beside the spinner.
    pub fn note(&self, line: &str) {
        self.bar.set_message(line.trim().to_owned());
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
