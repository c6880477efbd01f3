//! `cargo fuse`: a Cargo workspace or a few components in, one fused component out.
//!
//! The way through: [`Cli`] → `workspace` (cargo metadata) → `config` (`[package.metadata.fuse]`) → `members` (builds)
//! → `inputs` (bytes) → `job` (`compose` with the wires of `wiring`, then `fuse_core::fuse`) → `output`. The fuser
//! compares the world of its output with that of its input on the level of types, so nothing here does it again.

mod cli;
mod compose;
mod config;
mod exit;
mod host;
mod import_map;
mod inputs;
mod job;
mod manifest;
mod members;
mod output;
mod progress;
mod suggest;
mod wiring;
mod workspace;

use std::path::PathBuf;

use anyhow::Context;
use cargo_metadata::Package;

pub use cli::Cli;
pub use exit::ExitCode;
pub use progress::{report, usage};

use config::{FuseConfig, Plug, PlugSource};
use exit::Failure;
use host::Hosts;
use inputs::{Part, name_of};
use job::Job;
use manifest::Manifest;
use members::Built;
use progress::Shell;
use wiring::Remedy;
use workspace::Workspace;

/// Does what the command line says.
///
/// # Errors
///
/// For every class of [`ExitCode`] that is one; [`report`] prints the error and tells the class.
pub fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    let mut shell = Shell::new(cli);
    if cli.files.is_empty() {
        fuse_workspace(cli, &mut shell)?;
    } else {
        fuse_files(cli, &mut shell)?;
    }
    Ok(ExitCode::Success)
}

/// Fuses the components that the command line names.
fn fuse_files(cli: &Cli, shell: &mut Shell) -> anyhow::Result<()> {
    let mut parts = Vec::new();
    for (index, path) in cli.files.iter().enumerate() {
        parts.push(Part::read(
            name_of(path),
            path.clone(),
            (index > 0).then_some(0),
        )?);
    }
    let alone = parts.len() == 1 && cli.host.is_empty();
    let job = Job {
        name: parts[0].name.clone(),
        parts,
        hosts: if alone {
            Hosts::Everything
        } else {
            Hosts::Listed(cli.host.clone())
        },
        remedy: Remedy::CommandLine,
        names: !cli.no_names,
        folder: None,
    };
    job.run(cli, shell)
}

/// Builds and fuses packages of the workspace.
fn fuse_workspace(cli: &Cli, shell: &mut Shell) -> anyhow::Result<()> {
    let workspace = Workspace::load(&cli.build)?;
    let selected = workspace.select(&cli.build)?;
    let one_file = [
        ("--output", &cli.output),
        ("--emit-import-map", &cli.emit_import_map),
    ];
    let one_file = one_file.iter().find(|(_, path)| path.is_some());
    if let (2.., Some((flag, _))) = (selected.len(), one_file) {
        return Err(ExitCode::Usage
            .error(format!(
                "`{flag}` names one file, and more than one package is to be fused"
            ))
            .help("select one with `--package`")
            .into());
    }
    let root = Manifest::read(
        workspace
            .metadata
            .workspace_root
            .join("Cargo.toml")
            .as_std_path(),
    )?;
    let mut fusions = Vec::new();
    let mut members = Vec::new();
    for package in &selected {
        let context = || format!("failed to read the configuration of `{}`", package.name);
        let manifest = Manifest::read(package.manifest_path.as_std_path()).with_context(context)?;
        let config = config::read(&manifest, &root).with_context(context)?;
        add_member(&mut members, package);
        add_plugs(&mut members, &workspace, &config.plugs).with_context(context)?;
        fusions.push((*package, config));
    }
    let built = members::build(cli, shell, &selected, &members)?;
    for (package, config) in fusions {
        job(cli, &workspace, &built, package, config)?.run(cli, shell)?;
    }
    Ok(())
}

/// Adds the members that `plugs` name, once each; fails for what is not there.
fn add_plugs<'a>(
    members: &mut Vec<&'a Package>,
    workspace: &'a Workspace,
    plugs: &[Plug],
) -> Result<(), Failure> {
    for plug in plugs {
        match &plug.source {
            PlugSource::Package(name) => add_member(members, member(workspace, name, plug)?),
            PlugSource::File(path) if path.is_file() => {}
            PlugSource::File(path) => {
                return Err(plug
                    .place
                    .error(format!("there is no file `{}`", path.display()))
                    .help("paths are relative to the manifest"));
            }
        }
        add_plugs(members, workspace, &plug.plugs)?;
    }
    Ok(())
}

fn add_member<'a>(members: &mut Vec<&'a Package>, package: &'a Package) {
    if members.iter().all(|member| member.id != package.id) {
        members.push(package);
    }
}

/// The workspace member that `plug` calls `name`.
fn member<'a>(workspace: &'a Workspace, name: &str, plug: &Plug) -> Result<&'a Package, Failure> {
    workspace.member(name).ok_or_else(|| {
        let error = plug.place.error(format!("the workspace has no member `{name}`"));
        error.help(match workspace.nearest_member(name) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add the package to `members` of the workspace, or plug in a file with `{ path = \"..\" }`".to_owned(),
        })
    })
}

/// The job that `config` describes, now that its members are built.
fn job(
    cli: &Cli,
    workspace: &Workspace,
    built: &Built,
    package: &Package,
    config: FuseConfig,
) -> Result<Job, Failure> {
    let socket = built.component(package, config.bin.as_deref(), None)?;
    let folder: PathBuf = socket
        .parent()
        .expect("an artifact lies in a folder")
        .join("fused");
    let mut parts = vec![Part::read(package.name.to_string(), socket, None)?];
    read_plugs(&mut parts, workspace, built, &config.plugs, 0)?;
    let mut host = config.host;
    host.extend(cli.host.iter().cloned());
    Ok(Job {
        name: package.name.to_string(),
        parts,
        hosts: Hosts::Listed(host),
        remedy: Remedy::Manifest,
        names: config.names && !cli.no_names,
        folder: Some(folder),
    })
}

/// Reads the components that plug into the part `socket`, and those that plug into them.
fn read_plugs(
    parts: &mut Vec<Part>,
    workspace: &Workspace,
    built: &Built,
    plugs: &[Plug],
    socket: usize,
) -> Result<(), Failure> {
    for plug in plugs {
        let (name, path) = match &plug.source {
            PlugSource::Package(name) => {
                let package = member(workspace, name, plug)?;
                (
                    name.clone(),
                    built.component(package, plug.bin.as_deref(), Some(&plug.place))?,
                )
            }
            PlugSource::File(path) => (name_of(path), path.clone()),
        };
        let index = parts.len();
        parts.push(Part::read(name, path, Some(socket))?);
        read_plugs(parts, workspace, built, &plug.plugs, index)?;
    }
    Ok(())
}
