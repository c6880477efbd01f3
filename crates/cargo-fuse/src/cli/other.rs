//! The arguments of the commands that do not fuse.

use std::path::PathBuf;

use clap_complete::Shell as CompletionShell;

use super::ShellArgs;

/// Which file to look into.
#[derive(Debug, clap::Args)]
pub(crate) struct InspectArgs {
    /// A component, fused or not, or a core module.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) shell: ShellArgs,
}

/// What the new workspace is called, and where it goes.
#[derive(Debug, clap::Args)]
pub(crate) struct NewArgs {
    /// The folder to make.
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,

    /// What to call the command; the folder's name if absent.
    #[arg(long)]
    pub(crate) name: Option<String>,

    #[command(flatten)]
    pub(crate) shell: ShellArgs,
}

/// For which shell.
#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// The shell that is to complete `cargo-fuse`.
    #[arg(value_name = "SHELL")]
    pub(crate) shell: CompletionShell,
}
