//! What is to be fused: the components of the command line, or applications of the workspace once their members are built.

use std::path::{Path, PathBuf};

use anyhow::Context;
use cargo_metadata::Package;

use crate::cli::FuseArgs;
use crate::config::{
    Application, Component, Kind, Layer, Plug, Settings, Source, Wiring, WorkspaceConfig,
};
use crate::exit::{ExitCode, Failure};
use crate::host::Hosts;
use crate::inputs::{Part, name_of};
use crate::job::{Job, Made};
use crate::lock::Lock;
use crate::manifest::Manifest;
use crate::members::{self, Built, Order, Recipe};
use crate::progress::Shell;
use crate::shown::shown;
use crate::wiring::Remedy;
use crate::workspace::{Selected, Workspace};

/// Makes all that `args` ask for.
pub(crate) fn fuse(args: &FuseArgs, shell: &mut Shell) -> anyhow::Result<Vec<Made>> {
    if args.files.is_empty() {
        fuse_workspace(args, shell)
    } else {
        Ok(vec![fuse_files(args, shell)?])
    }
}

/// Fuses the components that the command line names.
fn fuse_files(args: &FuseArgs, shell: &mut Shell) -> anyhow::Result<Made> {
    let mut parts = Vec::new();
    for (index, path) in args.files.iter().enumerate() {
        parts.push(Part::read(
            name_of(path),
            path.clone(),
            (index > 0).then_some(0),
        )?);
    }
    let settings = Settings::of_files(args)?;
    let alone = parts.len() == 1 && settings.host.is_empty();
    let job = Job {
        name: parts[0].name.clone(),
        parts,
        hosts: if alone {
            Hosts::Everything
        } else {
            Hosts::Listed(settings.hosts())
        },
        remedy: Remedy::CommandLine,
        settings,
        wac: None,
        sources: Vec::new(),
        folder: None,
    };
    job.run(args, shell)
}

/// Builds and fuses applications of the workspace.
fn fuse_workspace(args: &FuseArgs, shell: &mut Shell) -> anyhow::Result<Vec<Made>> {
    let workspace = Workspace::load(&args.build)?;
    let applications = applications(args, &workspace)?;
    refuse_clashes(args, &applications)?;
    let mut orders = Vec::new();
    let mut mains = Vec::new();
    for application in &applications {
        let context = || failed_to_read(&application.name);
        for component in application.wiring.components() {
            let order = order(&workspace, &application.settings, component);
            orders.extend(order.with_context(context)?);
        }
        if let Wiring::Wac { file, .. } = &application.wiring
            && !file.value.is_file()
        {
            let missing = format!("there is no file `{}`", shown(&file.value));
            let missing = file.origin.error(missing);
            return Err(missing.help("paths are relative to the manifest")).with_context(context);
        }
        mains.extend(main(&workspace, application));
    }
    let _lock = Lock::take(target_folder(args, &workspace), shell)?;
    let built = members::build(args, shell, &mains, &orders)?;
    let mut made = Vec::new();
    for application in applications {
        made.push(job(args, &workspace, &built, application)?.run(args, shell)?);
    }
    Ok(made)
}

/// What the command line selects of `workspace`, as all levels of the configuration describe it.
pub(crate) fn applications(
    args: &FuseArgs,
    workspace: &Workspace,
) -> anyhow::Result<Vec<Application>> {
    let command_line = Layer::of_command_line(args)?;
    let root = workspace.metadata.workspace_root.join("Cargo.toml");
    let config = WorkspaceConfig::read(&Manifest::read(root.as_std_path())?)
        .context("failed to read the configuration of the workspace")?;
    let selected = workspace.select(&args.build, config.apps())?;
    let applications = selected.into_iter().map(|selected| match selected {
        Selected::App(name) => Ok(config.app(name, &command_line)),
        Selected::Package(package) => Manifest::read(package.manifest_path.as_std_path())
            .and_then(|manifest| config.package(&package.name, &manifest, &command_line))
            .with_context(|| failed_to_read(&package.name)),
    });
    applications.collect()
}

fn failed_to_read(name: &str) -> String {
    format!("failed to read the configuration of `{name}`")
}

/// Fails if two of `applications` would write one file.
fn refuse_clashes(args: &FuseArgs, applications: &[Application]) -> Result<(), Failure> {
    let one_file = [
        ("--output", &args.output),
        ("--emit-import-map", &args.emit_import_map),
    ];
    let one_file = one_file.iter().find(|(_, path)| path.is_some());
    if let (2.., Some((flag, _))) = (applications.len(), one_file) {
        return Err(ExitCode::Usage
            .error(format!(
                "`{flag}` names one file, and more than one package is to be fused"
            ))
            .help("select one with `--package` or `--app`"));
    }
    for (index, one) in applications.iter().enumerate() {
        for other in &applications[index + 1..] {
            if let (Some(one), Some(output)) = (&one.settings.output, &other.settings.output)
                && one.value == output.value
            {
                return Err(output
                    .origin
                    .error(format!(
                        "the output of `{}` is that of another application as well",
                        other.name
                    ))
                    .help("choose another file"));
            }
            if one.name == other.name {
                return Err(ExitCode::Configuration
                    .error(format!(
                        "both a package and an application of the workspace are called `{}`",
                        one.name
                    ))
                    .help("rename the application, as the outputs are called after them"));
            }
        }
    }
    Ok(())
}

/// The member that is the socket of `application`.
fn main<'a>(workspace: &'a Workspace, application: &Application) -> Option<&'a Package> {
    match &application.wiring {
        Wiring::Plugs { socket, .. } => match &socket.source {
            Source::Package(name) => workspace.member(name),
            Source::File(_) => None,
        },
        Wiring::Wac { .. } => match application.kind {
            Kind::Package => workspace.member(&application.name),
            Kind::App => None,
        },
    }
}

/// How to build `component`; nothing if it is built already. Fails for what is not there.
fn order<'a>(
    workspace: &'a Workspace,
    settings: &Settings,
    component: &Component,
) -> Result<Option<Order<'a>>, Failure> {
    match &component.source {
        Source::Package(name) => {
            let package = member(workspace, name, component)?;
            let recipe = Recipe::of(component, settings, package);
            Ok(Some(Order { package, recipe }))
        }
        Source::File(path) if path.is_file() => Ok(None),
        Source::File(path) => {
            let place = component.place.as_ref();
            let place = place.expect("only the configuration names files");
            Err(place
                .error(format!("there is no file `{}`", shown(path)))
                .help("paths are relative to the manifest"))
        }
    }
}

/// The workspace member called `name`, which is to be `component`.
fn member<'a>(
    workspace: &'a Workspace,
    name: &str,
    component: &Component,
) -> Result<&'a Package, Failure> {
    workspace.member(name).ok_or_else(|| {
        let place = component.place.as_ref();
        let place = place.expect("a package that names itself is a member");
        let error = place.error(format!("the workspace has no member `{name}`"));
        error.help(match workspace.nearest_member(name) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add the package to `members` of the workspace, or plug in a file with `{ path = \"..\" }`".to_owned(),
        })
    })
}

/// The job that `application` is, now that its members are built.
fn job(
    args: &FuseArgs,
    workspace: &Workspace,
    built: &Built,
    application: Application,
) -> Result<Job, Failure> {
    let Application {
        name,
        kind,
        settings,
        wiring,
    } = application;
    let find = |component: &Component| {
        Ok(match order(workspace, &settings, component)? {
            Some(order) => built.component(&order, component)?,
            None => match &component.source {
                Source::File(path) => path.clone(),
                Source::Package(_) => unreachable!("packages are built"),
            },
        })
    };
    let (parts, wac) = match &wiring {
        Wiring::Plugs { socket, plugs } => {
            let mut parts = vec![Part::read(name.clone(), find(socket)?, None)?];
            read_plugs(&mut parts, &find, plugs, 0)?;
            (parts, None)
        }
        Wiring::Wac { file, packages } => {
            let parts = packages
                .iter()
                .map(|(name, component)| Part::read(name.clone(), find(component)?, None))
                .collect::<Result<_, _>>()?;
            (parts, Some(Manifest::read(&file.value)?))
        }
    };
    let built_socket = match &wiring {
        Wiring::Plugs { socket, .. } => matches!(socket.source, Source::Package(_)),
        Wiring::Wac { .. } => false,
    };
    let folder = if built_socket {
        let folder = parts[0].path.parent();
        folder.expect("an artifact lies in a folder").join("fused")
    } else {
        folder_of(args, workspace, &settings)
    };
    Ok(Job {
        sources: sources(workspace, &name, wac.as_ref()),
        name,
        parts,
        hosts: Hosts::Listed(settings.hosts()),
        remedy: Remedy::Manifest(kind),
        settings,
        wac,
        folder: Some(folder),
    })
}

/// Where the output of something goes whose socket is not built.
fn folder_of(args: &FuseArgs, workspace: &Workspace, settings: &Settings) -> PathBuf {
    let profile = match settings.profile.value.as_str() {
        "dev" | "test" => "debug",
        "bench" => "release",
        other => other,
    };
    target_folder(args, workspace)
        .join(&settings.target.value)
        .join(profile)
        .join("fused")
}

/// Where everything is built.
fn target_folder<'a>(args: &'a FuseArgs, workspace: &'a Workspace) -> &'a Path {
    match &args.build.target_dir {
        Some(folder) => folder,
        None => workspace.metadata.target_directory.as_std_path(),
    }
}

/// The files that say how to make the application `name`: a change of one of them may change the result.
fn sources(workspace: &Workspace, name: &str, wac: Option<&Manifest>) -> Vec<PathBuf> {
    let root = workspace.metadata.workspace_root.join("Cargo.toml");
    let package = workspace.member(name);
    let manifests = package.map(|package| package.manifest_path.clone());
    let manifests = manifests.into_iter().chain([root]);
    manifests
        .map(Into::into)
        .chain(wac.map(|file| file.path.clone()))
        .collect()
}

/// Reads the components that plug into the part `socket`, and those that plug into them.
fn read_plugs(
    parts: &mut Vec<Part>,
    find: &impl Fn(&Component) -> Result<PathBuf, Failure>,
    plugs: &[Plug],
    socket: usize,
) -> Result<(), Failure> {
    for plug in plugs {
        let path = find(&plug.component)?;
        let name = match &plug.component.source {
            Source::Package(name) => name.clone(),
            Source::File(path) => name_of(path),
        };
        let index = parts.len();
        let mut part = Part::read(name, path, Some(socket))?;
        part.interfaces = plug.interfaces.clone();
        parts.push(part);
        read_plugs(parts, find, &plug.plugs, index)?;
    }
    Ok(())
}
