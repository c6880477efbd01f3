//! What is to be fused: the components of the command line, or packages of the workspace once they are built.

use std::path::PathBuf;

use anyhow::Context;
use cargo_metadata::Package;

use crate::cli::FuseArgs;
use crate::config::{self, FuseConfig, Plug, PlugSource};
use crate::exit::{ExitCode, Failure};
use crate::host::Hosts;
use crate::inputs::{Part, name_of};
use crate::job::Job;
use crate::manifest::Manifest;
use crate::members::{self, Built};
use crate::progress::Shell;
use crate::wiring::Remedy;
use crate::workspace::Workspace;

/// Makes all that `args` ask for.
pub(crate) fn fuse(args: &FuseArgs, shell: &mut Shell) -> anyhow::Result<()> {
    if args.files.is_empty() {
        fuse_workspace(args, shell)
    } else {
        fuse_files(args, shell)
    }
}

/// Fuses the components that the command line names.
fn fuse_files(args: &FuseArgs, shell: &mut Shell) -> anyhow::Result<()> {
    let mut parts = Vec::new();
    for (index, path) in args.files.iter().enumerate() {
        parts.push(Part::read(
            name_of(path),
            path.clone(),
            (index > 0).then_some(0),
        )?);
    }
    let alone = parts.len() == 1 && args.host.is_empty();
    let job = Job {
        name: parts[0].name.clone(),
        parts,
        hosts: if alone {
            Hosts::Everything
        } else {
            Hosts::Listed(args.host.clone())
        },
        remedy: Remedy::CommandLine,
        names: !args.no_names,
        folder: None,
    };
    job.run(args, shell)
}

/// Builds and fuses packages of the workspace.
fn fuse_workspace(args: &FuseArgs, shell: &mut Shell) -> anyhow::Result<()> {
    let workspace = Workspace::load(&args.build)?;
    let selected = workspace.select(&args.build)?;
    let one_file = [
        ("--output", &args.output),
        ("--emit-import-map", &args.emit_import_map),
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
    let built = members::build(args, shell, &selected, &members)?;
    for (package, config) in fusions {
        job(args, &workspace, &built, package, config)?.run(args, shell)?;
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
    args: &FuseArgs,
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
    host.extend(args.host.iter().cloned());
    Ok(Job {
        name: package.name.to_string(),
        parts,
        hosts: Hosts::Listed(host),
        remedy: Remedy::Manifest,
        names: config.names && !args.no_names,
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
