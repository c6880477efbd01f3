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
const LIMIT: &str = "60";

/// The composed form, then the fused ones.
pub struct Sides<'a> {
    example: &'a Example,
    sides: Vec<Side>,
}

/// A form, and the folder that it sees, if it sees one.
struct Side {
    /// What it is in a sentence.
    name: &'static str,
    /// Runs it, up to what the program is given.
    command: Vec<OsString>,
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

impl<'a> Sides<'a> {
    /// Gives each form a fresh copy of the example's folder.
    ///
    /// All forms get the same name, as a program is told its own.
    pub fn new(fuse_run: &Path, example: &'a Example, forms: &Forms) -> Result<Sides<'a>> {
        let mut sides = Vec::new();
        for (name, form) in [("composed", &forms.composed), ("fused", &forms.fused)] {
            let place = form.with_file_name(name);
            files::remove(&place)?;
            files::make_folder(&place)?;
            let component = place.join(example.command).with_extension("wasm");
            files::copy(form, &component)?;
            let mut command = vec![fuse_run.into(), "run".into(), component.into()];
            command.extend(["--limit", LIMIT].map(OsString::from));
            sides.push(Side::new(name, command, example, &place)?);
        }
        if let Some(manifest) = &forms.core {
            let wasmi = workspace::build_bin("fuse-core-run", Profile::Dev)?;
            let script = workspace::root().join("crates/fuse-tests/core-host/run.mjs");
            let hosts = [
                ("core on wasmi", vec![wasmi.into()]),
                (
                    "core on Node.js",
                    vec![setup::node()?.into(), script.into()],
                ),
            ];
            for (name, mut command) in hosts {
                let place = manifest.with_file_name(name.replace(' ', "-"));
                files::remove(&place)?;
                files::make_folder(&place)?;
                command.extend([manifest.into(), "--program".into()]);
                command.push(format!("{}.wasm", example.command).into());
                sides.push(Side::new(name, command, example, &place)?);
            }
        }
        Ok(Sides { example, sides })
    }

    /// Runs all forms, the composed one first; `stdin` is a file of the example.
    pub fn run(&self, args: &[&str], stdin: Option<&str>) -> Result<Vec<Run>> {
        let sides = self.sides.iter();
        sides.map(|side| self.run_side(side, args, stdin)).collect()
    }

    fn run_side(&self, side: &Side, args: &[&str], stdin: Option<&str>) -> Result<Run> {
        let (program, first) = side.command.split_first().expect("a command has a program");
        let mut command = Command::new(program);
        command.args(first);
        if let Some(Folder { path, name }) = &side.folder {
            command.arg("--dir");
            command.arg(format!("{}::{name}", path.display()));
        }
        if let Some(file) = stdin {
            command.arg("--stdin").arg(self.example.path().join(file));
        }
        command.arg("--").args(args);
        let output = command
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("failed to start `{}`", child::name(&command)))?;
        let folder = side.folder.as_ref().map(|folder| folder.path.as_path());
        let seen =
            Seen::new(output, folder).with_context(|| format!("failed to run it {}", side.name))?;
        Ok(Run {
            form: side.name,
            seen,
        })
    }
}

impl Side {
    /// A form with its own copy, in `place`, of the example's folder.
    fn new(
        name: &'static str,
        command: Vec<OsString>,
        example: &Example,
        place: &Path,
    ) -> Result<Side> {
        let folder = example.folder.map(|name| Folder {
            path: place.join(name),
            name,
        });
        if let Some(Folder { path, name }) = &folder {
            folder::copy(&example.path().join(name), path)?;
        }
        Ok(Side {
            name,
            command,
            folder,
        })
    }
}
