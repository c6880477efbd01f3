//! The arguments about how to talk to the user.

use clap::{ArgAction, ValueEnum};

/// How to talk to the user.
#[derive(Clone, Debug, clap::Args)]
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

    /// What stdout has: what a person reads, or one JSON object a line.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) message_format: MessageFormat,
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

/// What stdout has.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// What a person reads.
    Human,
    /// Cargo's messages and our own, one JSON object a line.
    Json,
}
