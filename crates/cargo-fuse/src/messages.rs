//! What machines read on stdout with `--message-format json`: one object a line, each with a `reason`.
//!
//! Cargo's own messages stand between ours as cargo writes them.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use crate::exit::{ExitCode, Failure};
use crate::explain::Document;

/// One message; its `reason` is the variant's name after `fuse-`.
#[derive(Debug, Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub(crate) enum Message<'a> {
    /// A file is there as it should be.
    #[serde(rename = "fuse-artifact")]
    Artifact {
        /// What it belongs to.
        name: &'a str,
        /// What it is: a value of `--emit`, or another word for files that go with these.
        kind: &'a str,
        /// Where it is.
        path: &'a Path,
        /// Whether it was there already, made from the same inputs.
        fresh: bool,
    },
    /// The fusion plan, as text.
    #[serde(rename = "fuse-plan")]
    Plan {
        /// What it belongs to.
        name: &'a str,
        /// The plan.
        text: &'a str,
    },
    /// What became of each part of what was fused.
    #[serde(rename = "fuse-explanation")]
    Explanation(Document<'a>),
    /// An output is valid.
    #[serde(rename = "fuse-validated")]
    Validated {
        /// What it belongs to.
        name: &'a str,
        /// A value of `--emit`.
        kind: &'a str,
        /// The features that it is not valid without.
        features: &'a [String],
    },
    /// Composed and fused did the same.
    #[serde(rename = "fuse-verified")]
    Verified {
        /// What was run.
        name: &'a str,
        /// The exit code of both; absent if a signal ended them.
        code: Option<i32>,
        /// How many bytes both printed on stdout.
        stdout: usize,
        /// How many bytes both printed on stderr.
        stderr: usize,
    },
    /// A workspace was made.
    #[serde(rename = "fuse-created")]
    Created {
        /// What its command is called.
        name: &'a str,
        /// Its folder.
        path: &'a Path,
    },
    /// Something that the user should know, though all was made.
    #[serde(rename = "fuse-warning")]
    Warning {
        /// What.
        message: &'a str,
    },
    /// Why it failed.
    #[serde(rename = "fuse-error")]
    Error {
        /// The exit code.
        code: u8,
        /// What the exit code means.
        class: &'a str,
        /// What went wrong.
        message: String,
        /// What made it happen, the cause of each before it.
        causes: Vec<String>,
        /// What to do about it.
        help: Vec<&'a str>,
        /// Which cargo-fuse says so.
        version: &'a str,
    },
    /// The last message.
    #[serde(rename = "fuse-finished")]
    Finished {
        /// Whether everything asked for was made.
        success: bool,
        /// The exit code.
        code: u8,
    },
}

impl<'a> Message<'a> {
    /// The message about `error`.
    pub(crate) fn error(error: &'a anyhow::Error) -> Message<'a> {
        let code = ExitCode::of(error);
        let remedy = |cause: &'a (dyn std::error::Error + 'static)| {
            cause.downcast_ref::<Failure>().and_then(Failure::remedy)
        };
        Message::Error {
            code: code.number(),
            class: code.meaning(),
            message: error.to_string(),
            causes: error.chain().skip(1).map(ToString::to_string).collect(),
            help: error.chain().filter_map(remedy).collect(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// Prints `message`, or anything else that is one object with a reason, as a line.
pub(crate) fn print(message: &impl Serialize) -> Result<(), Failure> {
    let line = serde_json::to_string(message).expect("a message has only what JSON has");
    print_text(&format!("{line}\n"))
}

/// Prints what a person or program asked for on stdout.
pub(crate) fn print_text(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(text.as_bytes());
    written.and_then(|()| stdout.flush()).map_err(|error| {
        ExitCode::Write
            .error("failed to print on stdout")
            .because(error)
            .help("check where stdout goes")
    })
}
