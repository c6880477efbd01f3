//! Files and folders, with errors that name them.

use anyhow::{Context, Result};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Reads a text file.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("failed to read `{}`", path.display()))
}

/// Writes a file, and makes the folder it lies in.
pub fn write(path: &Path, text: &str) -> Result<()> {
    make_folder(path.parent().expect("a file lies in a folder"))?;
    fs::write(path, text).with_context(|| format!("failed to write `{}`", path.display()))
}

/// Writes a script that can be run.
pub fn write_program(path: &Path, script: &str) -> Result<()> {
    write(path, script)?;
    make_program(path)
}

/// Lets a file be run.
pub fn make_program(path: &Path) -> Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
        .with_context(|| format!("failed to make `{}` a program", path.display()))
}

/// Copies a file.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("failed to copy `{}`", from.display()))?;
    Ok(())
}

/// Makes a folder and those it lies in.
pub fn make_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).with_context(|| format!("failed to make `{}`", path.display()))
}

/// Removes a file or a folder with all that is in it, if it is there.
pub fn remove(path: &Path) -> Result<()> {
    if path.is_dir() {
        fs::remove_dir_all(path)
    } else if path.exists() {
        fs::remove_file(path)
    } else {
        return Ok(());
    }
    .with_context(|| format!("failed to remove `{}`", path.display()))
}
