//! Paths as people see them: like cargo, relative to the current folder where they lie in it.

use std::env;
use std::path::{Path, PathBuf};

/// `path` without the current folder in front of it.
pub(crate) fn relative(path: &Path) -> PathBuf {
    let within = env::current_dir()
        .ok()
        .and_then(|here| Some(path.strip_prefix(here).ok()?.to_owned()));
    match within {
        Some(within) if !within.as_os_str().is_empty() => within,
        _ => path.to_owned(),
    }
}

/// `path` as it stands in a message.
pub(crate) fn shown(path: &Path) -> String {
    relative(path).display().to_string()
}
