//! The workspace: its packages and which of them to fuse, as `cargo metadata` tells.

use std::env;
use std::ffi::OsString;

use cargo_metadata::{Metadata, MetadataCommand, Package};

use crate::cli::BuildArgs;
use crate::exit::{ExitCode, Failure};
use crate::shown::shown;
use crate::spec;
use crate::suggest::{listed, nearest};

/// A Cargo workspace.
pub(crate) struct Workspace {
    pub(crate) metadata: Metadata,
}

/// Something to fuse.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) enum Selected<'a> {
    /// A package with `[package.metadata.fuse]`.
    Package(&'a Package),
    /// The application of the workspace of this name.
    App(&'a str),
}

impl Workspace {
    /// Asks cargo about the workspace that the command line means.
    pub(crate) fn load(args: &BuildArgs) -> Result<Workspace, Failure> {
        let mut command = MetadataCommand::new();
        command.cargo_path(cargo()).no_deps();
        if let Some(path) = &args.manifest_path {
            command.manifest_path(path);
        }
        command.other_options(cargo_flags(args));
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

    /// What to fuse: the packages of `--package` and the applications of `--app`; else the default members, or all members,
    /// that have a configuration, and every one of `apps`.
    pub(crate) fn select<'a>(
        &'a self,
        args: &BuildArgs,
        apps: impl IntoIterator<Item = &'a str> + Clone,
    ) -> Result<Vec<Selected<'a>>, Failure> {
        let mut selected = Vec::new();
        let mut add = |one| {
            if !selected.contains(&one) {
                selected.push(one);
            }
        };
        if !args.packages.is_empty() || !args.apps.is_empty() {
            for spec in &args.packages {
                let packages = self.named_on_command_line(spec)?.into_iter();
                packages.map(Selected::Package).for_each(&mut add);
            }
            for name in &args.apps {
                add(Selected::App(app(name, apps.clone())?));
            }
            return Ok(selected);
        }
        let packages = if args.workspace {
            self.metadata.workspace_packages()
        } else {
            self.metadata.workspace_default_packages()
        };
        for name in &args.exclude {
            let mut names = apps.clone().into_iter();
            let mut members = self.metadata.workspace_packages().into_iter();
            if names.any(|app| app == name) || members.any(|member| spec::means(name, member)) {
                continue;
            }
            let members = self.metadata.workspace_packages();
            let members = members.into_iter().map(|member| member.name.as_str());
            let near = nearest(name, members.chain(apps.clone()));
            return Err(ExitCode::Usage
                .error(format!(
                    "the workspace has no package and no application `{name}`"
                ))
                .help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "leave `--exclude` out".to_owned(),
                }));
        }
        packages
            .into_iter()
            .filter(|package| is_configured(package))
            .filter(|package| !args.exclude.iter().any(|spec| spec::means(spec, package)))
            .map(Selected::Package)
            .for_each(&mut add);
        apps.into_iter()
            .filter(|app| !args.exclude.iter().any(|excluded| excluded == app))
            .map(Selected::App)
            .for_each(&mut add);
        if selected.is_empty() {
            return Err(self.nothing_selected());
        }
        Ok(selected)
    }

    /// The error for a workspace of which nothing that the command line selects has a configuration.
    fn nothing_selected(&self) -> Failure {
        let manifest = self.metadata.workspace_root.join("Cargo.toml");
        let manifest = shown(manifest.as_std_path());
        let members = self.metadata.workspace_packages().into_iter();
        let configured: Vec<&str> = members
            .filter(|package| is_configured(package))
            .map(|package| package.name.as_str())
            .collect();
        ExitCode::Configuration
            .error(format!(
                "no package selected in `{manifest}` has `[package.metadata.fuse]`"
            ))
            .help(match configured.as_slice() {
                [] => "add the table to the manifest of the component that the others plug into"
                    .to_owned(),
                [one] => format!("`{one}` has it: select it with `-p {one}`"),
                several => format!(
                    "select one that has it with `-p`: {}",
                    listed(several.iter().copied())
                ),
            })
    }

    /// The members that `spec` means; those of a pattern only if they have a configuration.
    fn named_on_command_line(&self, spec: &str) -> Result<Vec<&Package>, Failure> {
        let mut members = self.metadata.workspace_packages();
        members.retain(|package| spec::means(spec, package));
        if members.is_empty() {
            let error = ExitCode::Usage.error(format!("no package `{spec}` in the workspace"));
            return Err(match self.nearest_member(spec) {
                Some(near) => error.help(format!("did you mean `{near}`?")),
                None => error.help("`cargo metadata --no-deps` lists the members"),
            });
        }
        if spec::is_pattern(spec) {
            members.retain(|package| is_configured(package));
            if members.is_empty() {
                return Err(ExitCode::Configuration
                    .error(format!(
                        "no package that `{spec}` means has `[package.metadata.fuse]`"
                    ))
                    .help(
                        "add the table to the manifest of the component that the others plug into",
                    ));
            }
        }
        Ok(members)
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

/// Whether `package` says in its manifest what plugs into it.
fn is_configured(package: &Package) -> bool {
    package.metadata.get("fuse").is_some()
}

/// The one of `apps` called `name`.
fn app<'a>(
    name: &str,
    apps: impl IntoIterator<Item = &'a str> + Clone,
) -> Result<&'a str, Failure> {
    let found = apps.clone().into_iter().find(|app| *app == name);
    found.ok_or_else(|| {
        let error = ExitCode::Usage.error(format!("no application `{name}` in the workspace"));
        let known: Vec<&str> = apps.clone().into_iter().collect();
        error.help(match nearest(name, apps) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => {
                format!("describe it in `[workspace.metadata.fuse.apps.{name}]`")
            }
            None => format!("the workspace has {}", listed(known)),
        })
    })
}

/// The cargo that runs us, or the one on the `PATH`.
pub(crate) fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The flags about Cargo.lock, the network and cargo's configuration, which concern everything that cargo does.
pub(crate) fn cargo_flags(args: &BuildArgs) -> Vec<String> {
    let flags = [
        ("--locked", args.locked),
        ("--offline", args.offline),
        ("--frozen", args.frozen),
    ];
    let flags = flags.into_iter().filter(|(_, on)| *on);
    let settings = args
        .config
        .iter()
        .flat_map(|setting| ["--config".to_owned(), setting.clone()]);
    flags
        .map(|(flag, _)| flag.to_owned())
        .chain(settings)
        .collect()
}
