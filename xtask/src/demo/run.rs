//! Runs the forms of an example with the same arguments, each in a world of its own.

use super::examples::Example;
use super::folder;
use super::fuse::Forms;
use super::seen::Seen;
use crate::workspace::{self, Profile};
use crate::{child, files, setup};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// After so many seconds a run is stopped.
const LIMIT: u32 = 60;

/// The forms, in groups: each begins with the composed form, with which the others in the group are compared.
pub struct Sides<'a> {
    example: &'a Example,
    groups: Vec<Vec<Side>>,
}

/// A form, and the folder that it sees, if it sees one.
struct Side {
    /// What it is in a sentence.
    name: &'static str,
    host: Host,
    /// What is run.
    file: PathBuf,
    folder: Option<Folder>,
}

/// A form that was run, and what was seen.
pub struct Run {
    /// What the form is in a sentence.
    pub form: &'static str,
    /// What was seen.
    pub seen: Seen,
}

/// A copy of an example's folder.
struct Folder {
    path: PathBuf,
    /// What the program calls it.
    name: &'static str,
}

/// A program that runs forms.
#[derive(Clone)]
struct Host {
    kind: HostKind,
    /// The program, and what is to be done with the file.
    command: Vec<OsString>,
    options: Vec<OsString>,
}

/// A kind of program that runs forms.
#[derive(Clone, Copy)]
pub enum HostKind {
    /// One written for the tests: `FILE [OPTIONS] [--dir HOST::GUEST] [--stdin FILE] -- ARGS`.
    Own,
    /// The wasmtime program: `[OPTIONS] [--dir HOST::GUEST] -- FILE ARGS`.
    Wasmtime,
}

impl<'a> Sides<'a> {
    /// Gives each form a fresh copy of the example's folder.
    ///
    /// All forms get the same name, as a program is told its own.
    pub fn new(fuse_run: &Path, example: &'a Example, forms: &Forms) -> Result<Sides<'a>> {
        let place = Place { example, forms };
        let embedded = Host {
            kind: HostKind::Own,
            command: vec![fuse_run.into(), "run".into()],
            options: vec!["--limit".into(), LIMIT.to_string().into()],
        };
        let stock = Host {
            kind: HostKind::Wasmtime,
            command: vec![setup::wasmtime()?.into(), "run".into()],
            options: vec!["-W".into(), format!("timeout={LIMIT}s").into()],
        };
        let mut first = vec![
            place.component("composed", &forms.composed, embedded.clone())?,
            place.component("fused", &forms.fused, embedded)?,
        ];
        if let Some(manifest) = &forms.core {
            let wasmi = workspace::build_bin("fuse-core-run", Profile::Dev)?;
            let script = workspace::root().join("crates/fuse-tests/core-host/run.mjs");
            let node = vec![setup::node()?.into(), script.into()];
            first.push(place.core("core on wasmi", manifest, vec![wasmi.into()])?);
            first.push(place.core("core on Node.js", manifest, node)?);
        }
        let second = vec![
            place.component("composed on wasmtime", &forms.composed, stock.clone())?,
            place.component("fused on wasmtime", &forms.fused, stock)?,
        ];
        Ok(Sides {
            example,
            groups: vec![first, second],
        })
    }

    /// Runs all forms, the composed one of each group first; `stdin` is a file of the example.
    ///
    /// The wasmtime program reads its standard input on a thread of its own, and how far that has come is a matter of
    /// luck: what reads it does not run there.
    pub fn run(&self, args: &[&str], stdin: Option<&str>) -> Result<Vec<Vec<Run>>> {
        let stdin = stdin.map(|file| self.example.path().join(file));
        let run = |side: &Side| side.run(args, stdin.as_deref());
        let groups = self.groups.iter();
        let groups = groups.filter(|sides| match sides[0].host.kind {
            HostKind::Own => true,
            HostKind::Wasmtime => stdin.is_none(),
        });
        groups
            .map(|sides| sides.iter().map(run).collect())
            .collect()
    }
}

/// What the sides of an example are made from.
struct Place<'a> {
    example: &'a Example,
    forms: &'a Forms,
}

impl Place<'_> {
    /// The side of a component, which is copied.
    fn component(&self, name: &'static str, form: &Path, host: Host) -> Result<Side> {
        let folder = self.fresh(name)?;
        let file = folder.join(self.example.command).with_extension("wasm");
        files::copy(form, &file)?;
        self.side(name, host, file, &folder)
    }

    /// The side of the bare core module that `manifest` describes.
    fn core(&self, name: &'static str, manifest: &Path, command: Vec<OsString>) -> Result<Side> {
        let folder = self.fresh(name)?;
        let program = format!("{}.wasm", self.example.command);
        let host = Host {
            kind: HostKind::Own,
            command,
            options: vec!["--program".into(), program.into()],
        };
        self.side(name, host, manifest.to_owned(), &folder)
    }

    /// An empty folder for the side `name`, beside the forms.
    fn fresh(&self, name: &str) -> Result<PathBuf> {
        let folder = self.forms.fused.with_file_name(name.replace(' ', "-"));
        files::remove(&folder)?;
        files::make_folder(&folder)?;
        Ok(folder)
    }

    /// A side with its own copy, in `place`, of the example's folder.
    fn side(&self, name: &'static str, host: Host, file: PathBuf, place: &Path) -> Result<Side> {
        let folder = self.example.folder.map(|name| Folder {
            path: place.join(name),
            name,
        });
        if let Some(Folder { path, name }) = &folder {
            folder::copy(&self.example.path().join(name), path)?;
        }
        Ok(Side {
            name,
            host,
            file,
            folder,
        })
    }
}

impl Side {
    fn run(&self, args: &[&str], stdin: Option<&Path>) -> Result<Run> {
        let mut command = self.command(stdin)?;
        command.args(args);
        let output = command
            .output()
            .with_context(|| format!("failed to start `{}`", child::name(&command)))?;
        let folder = self.folder.as_ref().map(|folder| folder.path.as_path());
        let seen = Seen::new(output, folder, self.host.kind);
        let seen = seen.with_context(|| format!("failed to run it {}", self.name))?;
        Ok(Run {
            form: self.name,
            seen,
        })
    }

    /// The command that runs the form, up to the arguments of the program.
    fn command(&self, stdin: Option<&Path>) -> Result<Command> {
        let Host {
            kind,
            command,
            options,
        } = &self.host;
        let (program, first) = command.split_first().expect("a host has a program");
        let mut command = Command::new(program);
        command.args(first).stdin(Stdio::null());
        let dir = self.folder.as_ref();
        let dir = dir.map(|Folder { path, name }| format!("{}::{name}", path.display()));
        let options = options.iter().cloned();
        let options = options.chain(dir.into_iter().flat_map(|dir| ["--dir".into(), dir.into()]));
        match kind {
            HostKind::Own => {
                command.arg(&self.file).args(options);
                if let Some(file) = stdin {
                    command.arg("--stdin").arg(file);
                }
                command.arg("--");
            }
            HostKind::Wasmtime => {
                command.args(options).arg("--").arg(&self.file);
                // Else what programs are told about the host's errors has a backtrace of the host.
                command.env("RUST_BACKTRACE", "0");
            }
        }
        Ok(command)
    }
}
