//! Builds members of the workspace, each with the tool it is written for, and finds the components they made.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cargo_metadata::{Artifact, Message, Package, TargetKind};

use crate::cli::{BuildArgs, FuseArgs, MessageFormat};
use crate::config::{Builder, Component, Settings, Valued};
use crate::exit::{ExitCode, Failure};
use crate::messages;
use crate::package_features::{self, Feature};
use crate::progress::Shell;
use crate::suggest::listed;
use crate::workspace::{cargo, cargo_flags};

/// How to build a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Recipe {
    builder: Builder,
    profile: String,
    /// The target, which cargo-component chooses itself.
    target: Option<String>,
}

impl Recipe {
    /// How `component`, which is `package`, is built for something with `settings`.
    pub(crate) fn of(component: &Component, settings: &Settings, package: &Package) -> Recipe {
        fn choose(own: Option<&Valued<String>>, all: &Valued<String>) -> String {
            let own = own.filter(|_| !all.origin.is_flag());
            own.unwrap_or(all).value.clone()
        }
        let chosen = component.builder.as_ref().or(settings.builder.as_ref());
        let builder = match chosen {
            Some(builder) => builder.value,
            None => Builder::of(package),
        };
        Recipe {
            builder,
            profile: choose(component.profile.as_ref(), &settings.profile),
            target: match builder {
                Builder::Cargo => Some(choose(component.target.as_ref(), &settings.target)),
                Builder::CargoComponent => None,
            },
        }
    }
}

/// A member to build.
#[derive(Clone)]
pub(crate) struct Order<'a> {
    /// The member.
    pub(crate) package: &'a Package,
    /// How to build it.
    pub(crate) recipe: Recipe,
}

/// What the builds made.
pub(crate) struct Built {
    artifacts: Vec<(Recipe, Artifact)>,
}

/// Builds `orders`, those of one recipe together; the features of the command line that name none of them are those of `mains`.
pub(crate) fn build(
    args: &FuseArgs,
    shell: &Shell,
    mains: &[&Package],
    orders: &[Order<'_>],
) -> Result<Built, Failure> {
    let features = package_features::choose(&args.build, mains, orders)?;
    let mut batches: Vec<(&Recipe, Vec<&Package>)> = Vec::new();
    for order in orders {
        match batches
            .iter_mut()
            .find(|(recipe, _)| **recipe == order.recipe)
        {
            Some((_, packages))
                if packages
                    .iter()
                    .any(|package| package.id == order.package.id) => {}
            Some((_, packages)) => packages.push(order.package),
            None => batches.push((&order.recipe, vec![order.package])),
        }
    }
    // What needs cargo-component goes first, as it may be missing.
    batches.sort_by_key(|(recipe, _)| recipe.builder == Builder::Cargo);
    if let Some((_, packages)) = batches
        .first()
        .filter(|(recipe, _)| recipe.builder == Builder::CargoComponent)
    {
        require_cargo_component(packages)?;
    }
    let mut artifacts = Vec::new();
    for (recipe, packages) in batches {
        let made = run(args, shell, recipe, &features, &packages)?;
        artifacts.extend(made.into_iter().map(|artifact| (recipe.clone(), artifact)));
    }
    Ok(Built { artifacts })
}

impl Built {
    /// The component that `order` made, which the configuration asks for as `component`.
    pub(crate) fn component(
        &self,
        order: &Order<'_>,
        component: &Component,
    ) -> Result<PathBuf, Failure> {
        let package = order.package;
        let bin = component.bin.as_ref().map(|bin| bin.value.as_str());
        let place = component.place.as_ref();
        let complain = |message: String| match place {
            Some(place) => place.error(message),
            None => {
                ExitCode::Configuration.error(format!("{message} (`{}`)", package.manifest_path))
            }
        };
        let made: Vec<(&str, &Path)> = self.of(order).collect();
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

    /// The name and file of everything that `order` made and that may be a component.
    fn of(&self, order: &Order<'_>) -> impl Iterator<Item = (&str, &Path)> {
        self.artifacts
            .iter()
            .filter(|(recipe, artifact)| {
                *recipe == order.recipe && artifact.package_id == order.package.id
            })
            .map(|(_, artifact)| artifact)
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

/// Runs one build and collects its artifacts; its diagnostics go straight to stderr.
fn run(
    args: &FuseArgs,
    shell: &Shell,
    recipe: &Recipe,
    features: &[Feature<'_>],
    packages: &[&Package],
) -> Result<Vec<Artifact>, Failure> {
    let mut command = command(args, recipe, features, packages);
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
    for said in BufReader::new(stdout).lines() {
        let said = said.map_err(|error| {
            ExitCode::Build
                .error(format!("failed to read what `{line}` says"))
                .because(error)
        })?;
        match serde_json::from_str(&said) {
            Ok(Message::CompilerArtifact(artifact)) => artifacts.push(artifact),
            Ok(_) => {}
            // Build tools may print lines of their own.
            Err(_) => continue,
        }
        if shell.is_json() {
            messages::print_text(&format!("{said}\n"))?;
        }
    }
    let status = child.wait().map_err(cannot_run)?;
    if status.success() {
        return Ok(artifacts);
    }
    let names = listed(packages.iter().map(|package| package.name.as_str()));
    require_target(recipe)?;
    Err(ExitCode::Build
        .or_of_child(status.code())
        .error(format!("failed to build {names}"))
        .because(format!("`{line}` ended with {status}"))
        .help("correct what the build complains about above"))
}

/// The build of `packages` by `recipe`.
fn command(
    args: &FuseArgs,
    recipe: &Recipe,
    features: &[Feature<'_>],
    packages: &[&Package],
) -> Command {
    let (shell, args) = (&args.shell, &args.build);
    let mut command = Command::new(cargo());
    match &recipe.target {
        Some(target) => command.args(["build", "--target", target]),
        None => command.args(["component", "build"]),
    };
    // This is the only form that cargo-component takes.
    let diagnostics = match (&recipe.target, shell.message_format) {
        (Some(_), MessageFormat::Json) => "json",
        _ => "json-render-diagnostics",
    };
    command.args(["--message-format", diagnostics]);
    if let Some(path) = &args.manifest_path {
        command.arg("--manifest-path").arg(path);
    }
    for package in packages {
        command.args(["--package", package.name.as_str()]);
    }
    profile_and_features(&mut command, args, &recipe.profile, features, packages);
    if let Some(dir) = &args.target_dir {
        command.arg("--target-dir").arg(dir);
    }
    if let Some(jobs) = &args.jobs {
        command.args(["--jobs", jobs]);
    }
    if args.keep_going {
        command.arg("--keep-going");
    }
    command.args(cargo_flags(args));
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
    profile: &str,
    features: &[Feature<'_>],
    packages: &[&Package],
) {
    match profile {
        "dev" => {}
        "release" => {
            command.arg("--release");
        }
        other => {
            command.args(["--profile", other]);
        }
    }
    if args.all_features {
        command.arg("--all-features");
    }
    if args.no_default_features {
        command.arg("--no-default-features");
    }
    let mut ours: Vec<&str> = Vec::new();
    for feature in features {
        let made_here = packages
            .iter()
            .any(|package| package.id == feature.package.id);
        if made_here && !ours.contains(&feature.word.as_str()) {
            ours.push(&feature.word);
        }
    }
    for word in ours {
        command.args(["--features", word]);
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
            "cargo-component, which builds {names}, is not installed"
        ))
        .help("install it with `cargo install --locked cargo-component`"))
}

/// Fails when a build failed for want of the target's standard library.
fn require_target(recipe: &Recipe) -> Result<(), Failure> {
    let target = recipe.target.as_deref().unwrap_or("wasm32-wasip1");
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
