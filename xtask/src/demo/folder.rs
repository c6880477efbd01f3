//! Folders of files: copying one, and reading everything in it.

use crate::files;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What is in a folder and the folders in it: the bytes of each file, under its path from the top.
pub type Contents = BTreeMap<PathBuf, Vec<u8>>;

/// Copies everything in `from` to the folder `to`, which is made.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    files::make_folder(to)?;
    for (path, bytes) in read(from)? {
        let file = to.join(path);
        files::make_folder(file.parent().expect("a file lies in a folder"))?;
        fs::write(&file, bytes).with_context(|| format!("failed to write `{}`", file.display()))?;
    }
    Ok(())
}

/// Reads everything in a folder.
pub fn read(folder: &Path) -> Result<Contents> {
    let mut contents = Contents::new();
    let mut open = vec![PathBuf::new()];
    while let Some(inner) = open.pop() {
        let path = folder.join(&inner);
        let explain = || format!("failed to read `{}`", path.display());
        for entry in path.read_dir().with_context(explain)? {
            let entry = entry.with_context(explain)?;
            let inner = inner.join(entry.file_name());
            if entry.file_type().with_context(explain)?.is_dir() {
                open.push(inner);
            } else {
                let bytes = fs::read(entry.path()).with_context(explain)?;
                contents.insert(inner, bytes);
            }
        }
    }
    Ok(contents)
}
