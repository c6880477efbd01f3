//! Python, and componentize-py, which makes components from Python programs.

use super::apt;
use super::cache::Cache;
use crate::{child, files};
use anyhow::{Context, Result};
use std::process::Command;

/// The version that is installed.
pub const VERSION: &str = "0.25.1";

/// Makes sure that there is a `python3`, and gives the command that runs it.
pub fn interpreter() -> Result<Command> {
    if child::stdout(Command::new("python3").arg("--version")).is_err() {
        apt::ensure(&["python3"], "the interpreter of Python programs")?;
    }
    Ok(Command::new("python3"))
}

/// Installs componentize-py into a folder of its own unless it is there.
///
/// `pip install --target` works where `venv` is missing and where the system's Python is managed
/// by somebody else.
pub fn ensure(cache: &Cache) -> Result<()> {
    let package = format!("componentize-py=={VERSION}");
    cache.once("componentize-py", &package, || {
        let folder = cache.path("python");
        files::remove(&folder)?;
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--only-binary", ":all:", "--target"]);
        pip.arg(&folder).arg(&package);
        child::step("Installing", &package, &mut pip).with_context(|| {
            format!("failed to install {package}; it needs Python 3 with pip (`python3 -m pip`)")
        })
    })
}

/// A command that runs what [`ensure`] installed.
pub fn componentize_py(cache: &Cache) -> Command {
    let folder = cache.path("python");
    let mut command = Command::new("python3");
    command.arg(folder.join("bin/componentize-py"));
    command.env("PYTHONPATH", folder);
    command
}
