//! Builds members of the workspace, each with the tool it is written for, and finds the components they made.

use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cargo_metadata::{Artifact, Message, Package, TargetKind};

use crate::cli::{BuildArgs, FuseArgs};
use crate::exit::{ExitCode, Failure};
use crate::manifest::Place;
use crate::progress::Shell;
use crate::suggest::listed;
use crate::workspace::{cargo, lock_flags};

/// What the builds made.
pub(crate) struct Built {
    artifacts: Vec<Artifact>,
}

/// Builds `packages`; the features of the command line that name no package are those of `mains`.
pub(crate) fn build(
    args: &FuseArgs,
    shell: &Shell,
    mains: &[&Package],
    packages: &[&Package],
) -> Result<Built, Failure> {
    let (components, plain): (Vec<&Package>, Vec<&Package>) = packages
        .iter()
        .partition(|package| package.metadata.get("component").is_some());
    let mut artifacts = Vec::new();
    if !components.is_empty() {
        require_cargo_component(&components)?;
        artifacts.extend(run(args, shell, Tool::CargoComponent, mains, &components)?);
    }
    if !plain.is_empty() {
        artifacts.extend(run(args, shell, Tool::Cargo, mains, &plain)?);
    }
    Ok(Built { artifacts })
}

impl Built {
    /// The component that `package` made; `place` is where the configuration names it.
    pub(crate) fn component(
        &self,
        package: &Package,
        bin: Option<&str>,
        place: Option<&Place>,
    ) -> Result<PathBuf, Failure> {
        let complain = |message: String| match place {
            Some(place) => place.error(message),
            None => {
                ExitCode::Configuration.error(format!("{message} (`{}`)", package.manifest_path))
            }
        };
        let made: Vec<(&str, &Path)> = self.of(package).collect();
        let mut chosen = made
            .iter()
            .filter(|(name, _)| bin.is_none_or(|bin| bin == *name));
        match (chosen.next(), chosen.next()) {
            (Some((_, path)), None) => Ok(path.to_path_buf()),
            (Some(_), Some(_)) => Err(complain(format!(
                "`{}` builds more than one component",
                package.name
            ))
            .help(format!(
                "choose one with `bin`: {}",
                listed(made.iter().map(|(name, _)| *name))
            ))),
            (None, _) if made.is_empty() => {
                Err(complain(format!("`{}` builds no component", package.name))
                    .help("a component is a binary, or a library with `crate-type = [\"cdylib\"]`"))
            }
            (None, _) => Err(complain(format!(
                "`{}` has no binary called as `bin` says",
                package.name
            ))
            .help(format!(
                "it builds {}",
                listed(made.iter().map(|(name, _)| *name))
            ))),
        }
    }

    /// The name and file of everything that `package` made and that may be a component.
    fn of(&self, package: &Package) -> impl Iterator<Item = (&str, &Path)> {
        self.artifacts
            .iter()
            .filter(|artifact| artifact.package_id == package.id)
            .filter(|artifact| {
                artifact.target.is_kind(TargetKind::Bin)
                    || artifact.target.is_kind(TargetKind::CDyLib)
            })
            .flat_map(|artifact| {
                let wasm = artifact
                    .filenames
                    .iter()
                    .filter(|file| file.extension() == Some("wasm"));
                wasm.map(|file| (artifact.target.name.as_str(), file.as_std_path()))
            })
    }
}

/// What a member is built with.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Tool {
    /// `cargo build`, for a target whose linker makes components.
    Cargo,
    /// `cargo component build`.
    CargoComponent,
}

/// Runs one build and collects its artifacts; its diagnostics go straight to stderr.
fn run(
    args: &FuseArgs,
    shell: &Shell,
    tool: Tool,
    mains: &[&Package],
    packages: &[&Package],
) -> Result<Vec<Artifact>, Failure> {
    let mut command = command(args, tool, mains, packages);
    let line = display(&command);
    shell.detail("Running", format!("`{line}`"));
    let cannot_run = |error| {
        ExitCode::Setup
            .error(format!("failed to run `{line}`"))
            .because(error)
    };
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(cannot_run)?;

    let stdout = child.stdout.take().expect("stdout is piped");
    let mut artifacts = Vec::new();
    for message in Message::parse_stream(BufReader::new(stdout)) {
        let message = message.map_err(|error| {
            ExitCode::Build
                .error(format!("failed to read what `{line}` says"))
                .because(error)
        })?;
        if let Message::CompilerArtifact(artifact) = message {
            artifacts.push(artifact);
        }
    }
    let status = child.wait().map_err(cannot_run)?;
    if status.success() {
        return Ok(artifacts);
    }
    let names = listed(packages.iter().map(|package| package.name.as_str()));
    require_target(&args.build.target, tool)?;
    Err(ExitCode::Build
        .error(format!("failed to build {names}"))
        .because(format!("`{line}` ended with {status}")))
}

/// The build of `packages` with `tool`.
fn command(args: &FuseArgs, tool: Tool, mains: &[&Package], packages: &[&Package]) -> Command {
    let (shell, args) = (&args.shell, &args.build);
    let mut command = Command::new(cargo());
    match tool {
        Tool::Cargo => command.args(["build", "--target", &args.target]),
        Tool::CargoComponent => command.args(["component", "build"]),
    };
    command.args(["--message-format", "json-render-diagnostics"]);
    if let Some(path) = &args.manifest_path {
        command.arg("--manifest-path").arg(path);
    }
    for package in packages {
        command.args(["--package", package.name.as_str()]);
    }
    profile_and_features(&mut command, args, mains, packages);
    if let Some(dir) = &args.target_dir {
        command.arg("--target-dir").arg(dir);
    }
    if let Some(jobs) = &args.jobs {
        command.args(["--jobs", jobs]);
    }
    command.args(lock_flags(args));
    if shell.quiet {
        command.arg("--quiet");
    }
    for _ in 0..shell.verbose {
        command.arg("--verbose");
    }
    if let Some(when) = shell.color {
        command.args(["--color", when.as_str()]);
    }
    command.args(&args.forwarded);
    command
}

/// Adds the flags that say how to build, leaving out the features of packages that this build does not make.
fn profile_and_features(
    command: &mut Command,
    args: &BuildArgs,
    mains: &[&Package],
    packages: &[&Package],
) {
    if args.release {
        command.arg("--release");
    }
    if let Some(profile) = &args.profile {
        command.args(["--profile", profile]);
    }
    if args.all_features {
        command.arg("--all-features");
    }
    if args.no_default_features {
        command.arg("--no-default-features");
    }
    let features = args
        .features
        .iter()
        .flat_map(|features| features.split([',', ' ']))
        .filter(|name| !name.is_empty());
    for feature in features {
        let qualified: Vec<String> = match feature.split_once('/') {
            Some(_) => vec![feature.to_owned()],
            None => mains
                .iter()
                .map(|package| format!("{}/{feature}", package.name))
                .collect(),
        };
        let ours = |name: &&String| {
            packages
                .iter()
                .any(|package| name.starts_with(&format!("{}/", package.name)))
        };
        for name in qualified.iter().filter(ours) {
            command.args(["--features", name]);
        }
    }
}

/// Fails unless cargo can run cargo-component.
fn require_cargo_component(packages: &[&Package]) -> Result<(), Failure> {
    let found = Command::new(cargo())
        .args(["component", "--version"])
        .stdin(Stdio::null())
        .output();
    if found.is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    let names = listed(packages.iter().map(|package| package.name.as_str()));
    Err(ExitCode::Setup
        .error(format!(
            "cargo-component is not installed, and {names} has `[package.metadata.component]`"
        ))
        .help("install it with `cargo install --locked cargo-component`"))
}

/// Fails when a build failed for want of the target's standard library.
fn require_target(target: &str, tool: Tool) -> Result<(), Failure> {
    let target = if tool == Tool::Cargo {
        target
    } else {
        "wasm32-wasip1"
    };
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", target])
        .output();
    let Ok(output) = output else { return Ok(()) };
    let folder = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() || Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    Err(ExitCode::Setup
        .error(format!(
            "the standard library for `{target}` is not installed"
        ))
        .help(format!("install it with `rustup target add {target}`")))
}

/// `command` as one would type it.
fn display(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}
