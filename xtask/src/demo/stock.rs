//! `cargo fuse run` as users have it: with the wasmtime program on the `PATH`, and no runner configured.

use super::examples::Example;
use super::fuse::Forms;
use crate::tally::{Tally, Verdict};
use crate::{child, setup, ui};
use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The variable that would name another program.
const RUNNER: &str = "CARGO_TARGET_WASM32_WASIP2_RUNNER";

/// The wasmtime program.
pub struct Stock {
    folder: PathBuf,
}

impl Stock {
    /// Sets the program up, and says which it is.
    pub fn find() -> Result<Stock> {
        let program = setup::wasmtime()?;
        let version = child::stdout(Command::new(&program).arg("--version"))?;
        let shown = program.display();
        ui::status("Using", format_args!("{} ({shown})", version.trim_end()));
        let folder = program.parent().expect("a program lies in a folder");
        Ok(Stock {
            folder: folder.to_owned(),
        })
    }

    /// Lets `cargo fuse`, which is `command`, find the program and no other runner.
    pub fn apply(&self, command: &mut Command) -> Result<()> {
        let given = command.get_envs().find(|(name, _)| *name == "PATH");
        let path = match given {
            Some((_, path)) => path.map(ToOwned::to_owned),
            None => env::var_os("PATH"),
        };
        let path = path.context("PATH is not set")?;
        let folders = std::iter::once(self.folder.clone()).chain(env::split_paths(&path));
        let path = env::join_paths(folders).context("the folder of wasmtime cannot be on PATH")?;
        command.env("PATH", path).env_remove(RUNNER);
        Ok(())
    }

    /// Has the composed form fused, verified and run; the one case is that all of it succeeds, and that something is printed.
    pub fn suite(&self, cargo_fuse: &Path, example: &Example, forms: &Forms) -> Result<Tally> {
        let mut command = Command::new(cargo_fuse);
        command
            .args(["fuse", "run", "--verify"])
            .arg(&forms.composed);
        command.arg("--").args(example.timed);
        self.apply(&mut command)?;
        ui::status("Running", child::name(&command));
        let output = command.output().context("failed to start cargo-fuse")?;
        let line = format!(
            "{} {} (cargo fuse run)",
            example.name,
            example.timed.join(" ")
        );
        if output.status.success() && !output.stdout.is_empty() {
            ui::status("Agrees", line);
            return Ok(Verdict::Agrees.into());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        ui::status(
            "Differs",
            format_args!("{line} ({}):\n{said}", output.status),
        );
        Ok(Verdict::Differs.into())
    }
}
