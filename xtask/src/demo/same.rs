//! The fused example, made again and again in other folders, byte for byte.

use super::examples::Example;
use super::folder::{self, Contents};
use super::fuse::Forms;
use crate::tally::{Tally, Verdict};
use crate::{child, files, ui, workspace};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// In how many folders.
const FOLDERS: usize = 100;

/// Fuses the composed form in many folders; the one case is that all get the same files.
pub fn suite(cargo_fuse: &Path, example: &Example, forms: &Forms) -> Result<Tally> {
    let place = workspace::target_dir()?.join("same-bytes");
    files::remove(&place)?;
    let emit = match forms.core {
        Some(_) => "component,core",
        None => "component",
    };
    let make = |run: usize| -> Result<Contents> {
        let folder = place.join(format!("folder {run}"));
        files::make_folder(&folder)?;
        files::copy(&forms.composed, &folder.join("composed.wasm"))?;
        let mut fuse = Command::new(cargo_fuse);
        fuse.current_dir(&folder);
        fuse.args(["fuse", "composed.wasm", "--quiet", "--output", "fused.wasm"]);
        fuse.args(["--emit", emit, "--emit-import-map", "imports.json"]);
        child::stdout(&mut fuse)?;
        let made = folder::read(&folder)?;
        files::remove(&folder)?;
        Ok(made)
    };
    let first = make(0)?;
    let line = format!("{} in {FOLDERS} folders", example.name);
    for run in 1..FOLDERS {
        let made = make(run)?;
        if let Some((path, _)) = first
            .iter()
            .find(|(path, bytes)| made.get(*path) != Some(*bytes))
        {
            ui::status("Differs", format_args!("{line}: `{}`", path.display()));
            return Ok(Verdict::Differs.into());
        }
    }
    ui::status("Agrees", line);
    Ok(Verdict::Agrees.into())
}
