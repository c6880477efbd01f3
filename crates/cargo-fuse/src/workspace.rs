//! The workspace: its packages and which of them to fuse, as `cargo metadata` tells.

use std::env;
use std::ffi::OsString;

use cargo_metadata::{Metadata, MetadataCommand, Package};

use crate::cli::BuildArgs;
use crate::exit::{ExitCode, Failure};
use crate::suggest::nearest;

/// A Cargo workspace.
pub(crate) struct Workspace {
    pub(crate) metadata: Metadata,
}

impl Workspace {
    /// Asks cargo about the workspace that the command line means.
    pub(crate) fn load(args: &BuildArgs) -> Result<Workspace, Failure> {
        let mut command = MetadataCommand::new();
        command.cargo_path(cargo()).no_deps();
        if let Some(path) = &args.manifest_path {
            command.manifest_path(path);
        }
        command.other_options(lock_flags(args));
        let metadata = command.exec().map_err(|error| match error {
            cargo_metadata::Error::CargoMetadata { stderr } => {
                let text = stderr.trim();
                let help = if text.contains("could not find `Cargo.toml`") {
                    "run inside a Cargo workspace, name one with `--manifest-path`, or give components as arguments"
                } else {
                    "correct what cargo complains about; `cargo metadata` has to succeed"
                };
                ExitCode::Metadata
                    .error("failed to read the workspace with `cargo metadata`")
                    .because(text.strip_prefix("error: ").unwrap_or(text))
                    .help(help)
            }
            cargo_metadata::Error::Io(error) => ExitCode::Setup
                .error(format!("failed to run `{}`", cargo().display()))
                .because(error)
                .help("install cargo, or set `CARGO` to its path"),
            other => ExitCode::Metadata
                .error("failed to understand `cargo metadata`")
                .because(other)
                .help("check that `CARGO` is cargo 1.71 or newer"),
        })?;
        Ok(Workspace { metadata })
    }

    /// The packages to fuse: those of `--package`, else the default members that have a configuration.
    pub(crate) fn select(&self, args: &BuildArgs) -> Result<Vec<&Package>, Failure> {
        if !args.packages.is_empty() {
            return args
                .packages
                .iter()
                .map(|name| self.named_on_command_line(name))
                .collect();
        }
        let candidates = self.metadata.workspace_default_packages();
        let selected: Vec<&Package> = candidates
            .into_iter()
            .filter(|package| package.metadata.get("fuse").is_some())
            .collect();
        if selected.is_empty() {
            let manifest = self.metadata.workspace_root.join("Cargo.toml");
            return Err(ExitCode::Configuration
                .error(format!("no package selected in `{manifest}` has `[package.metadata.fuse]`"))
                .help(
                    "add the table to the manifest of the component that the others plug into, or select it with `-p`",
                ));
        }
        Ok(selected)
    }

    fn named_on_command_line(&self, name: &str) -> Result<&Package, Failure> {
        self.member(name).ok_or_else(|| {
            let error = ExitCode::Usage.error(format!("no package `{name}` in the workspace"));
            match self.nearest_member(name) {
                Some(near) => error.help(format!("did you mean `{near}`?")),
                None => error,
            }
        })
    }

    /// The member called `name`.
    pub(crate) fn member(&self, name: &str) -> Option<&Package> {
        self.metadata
            .workspace_packages()
            .into_iter()
            .find(|package| package.name.as_str() == name)
    }

    /// The member whose name is most like `name`.
    pub(crate) fn nearest_member(&self, name: &str) -> Option<&str> {
        let packages = self.metadata.workspace_packages();
        nearest(
            name,
            packages.into_iter().map(|package| package.name.as_str()),
        )
    }
}

/// The cargo that runs us, or the one on the `PATH`.
pub(crate) fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The flags about Cargo.lock and the network.
pub(crate) fn lock_flags(args: &BuildArgs) -> Vec<String> {
    let flags = [
        ("--locked", args.locked),
        ("--offline", args.offline),
        ("--frozen", args.frozen),
    ];
    flags
        .into_iter()
        .filter(|(_, on)| *on)
        .map(|(flag, _)| flag.to_owned())
        .collect()
}
