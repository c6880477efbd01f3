//! Where the repository and its build products are, and how a binary of the workspace is built.

use anyhow::{Context, Result, bail};
use cargo_metadata::{Message, MetadataCommand};
use std::env;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How a binary is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// The profile that `cargo test` uses too, so that nothing is built twice.
    Dev,
    /// For measurements.
    Release,
}

/// The repository's top folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace's folder")
        .to_owned()
}

/// The workspace's target folder, as cargo sees it.
pub fn target_dir() -> Result<PathBuf> {
    let metadata = MetadataCommand::new()
        .current_dir(root())
        .no_deps()
        .exec()
        .context("failed to ask cargo for the target folder")?;
    Ok(metadata.target_directory.into_std_path_buf())
}

/// The cargo that runs this program, in the repository's folder.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Builds one binary of the workspace and gives its path.
///
/// `--workspace` makes cargo choose the same features as `cargo test --workspace` does; with
/// `--package` some dependencies would be built a second time.
pub fn build_bin(name: &str, profile: Profile) -> Result<PathBuf> {
    let mut command = cargo();
    command.args(["build", "--workspace", "--bin", name]);
    command.arg("--message-format=json-render-diagnostics");
    if profile == Profile::Release {
        command.arg("--release");
    }
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .context("failed to start cargo")?;
    let stdout = child.stdout.take().expect("the child's stdout is a pipe");
    let mut executable = None;
    for message in Message::parse_stream(BufReader::new(stdout)) {
        let message = message.context("failed to read cargo's messages")?;
        if let Message::CompilerArtifact(artifact) = message
            && artifact.target.is_bin()
            && artifact.target.name == name
        {
            executable = artifact.executable;
        }
    }
    let status = child.wait().context("failed to wait for cargo")?;
    if !status.success() {
        bail!("failed to build `{name}`");
    }
    let executable = executable.with_context(|| format!("cargo named no program for `{name}`"))?;
    Ok(executable.into_std_path_buf())
}
