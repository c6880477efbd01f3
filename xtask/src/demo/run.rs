//! Runs the two forms of an example with the same arguments, each in a world of its own.

use super::examples::Example;
use super::folder;
use super::fuse::Forms;
use super::seen::Seen;
use crate::{child, files};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// After so many seconds a run is stopped.
const LIMIT: &str = "60";

/// The composed form and the fused one.
pub struct Sides<'a> {
    fuse_run: &'a Path,
    example: &'a Example,
    sides: [Side; 2],
}

/// A form, and the folder that it sees, if it sees one.
struct Side {
    component: PathBuf,
    folder: Option<Folder>,
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
    /// Both forms get the same name, as a program is told its own.
    pub fn new(fuse_run: &'a Path, example: &'a Example, forms: &Forms) -> Result<Sides<'a>> {
        Ok(Sides {
            fuse_run,
            example,
            sides: [
                Side::new("composed", example, &forms.composed)?,
                Side::new("fused", example, &forms.fused)?,
            ],
        })
    }

    /// Runs first the composed form, then the fused one; `stdin` is a file of the example.
    pub fn run(&self, args: &[&str], stdin: Option<&str>) -> Result<[Seen; 2]> {
        let [composed, fused] = &self.sides;
        Ok([
            self.run_side(composed, args, stdin)?,
            self.run_side(fused, args, stdin)?,
        ])
    }

    fn run_side(&self, side: &Side, args: &[&str], stdin: Option<&str>) -> Result<Seen> {
        let mut command = Command::new(self.fuse_run);
        command.arg("run").arg(&side.component);
        command.args(["--limit", LIMIT]);
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
        Seen::new(output, folder)
    }
}

impl Side {
    fn new(name: &str, example: &Example, form: &Path) -> Result<Side> {
        let place = form.with_file_name(name);
        files::remove(&place)?;
        let component = place.join(example.command).with_extension("wasm");
        files::make_folder(&place)?;
        files::copy(form, &component)?;
        let folder = example.folder.map(|name| Folder {
            path: place.join(name),
            name,
        });
        if let Some(Folder { path, name }) = &folder {
            folder::copy(&example.path().join(name), path)?;
        }
        Ok(Side { component, folder })
    }
}
