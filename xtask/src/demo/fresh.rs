//! What `cargo fuse new` makes, built and run the way its README says.

use super::stock::Stock;
use crate::tally::{Tally, Verdict};
use crate::{child, files, setup, ui, workspace};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What its program is asked, and what then is seen: exit code, stdout, and a part of stderr.
const RUNS: &[(&[&str], i32, &str, &str)] = &[
    (
        &["run", "--", "world", "moon"],
        0,
        "Hello, world!\nHello, moon!\n",
        "Finished",
    ),
    (&["run"], 1, "", "usage: hello"),
    (
        &["run", "--verify", "--", "world"],
        0,
        "Hello, world!\n",
        "composed and fused agree",
    ),
    (&["check"], 0, "", "Checked hello"),
];

/// A new workspace and how to run things in it.
struct Fresh<'a> {
    cargo_fuse: &'a Path,
    stock: &'a Stock,
    folder: PathBuf,
}

/// Makes a workspace and runs it; a case is one command.
pub fn suite(cargo_fuse: &Path, stock: &Stock) -> Result<Tally> {
    let place = workspace::target_dir()?.join("new-workspace");
    files::make_folder(&place)?;
    let fresh = Fresh {
        cargo_fuse,
        stock,
        folder: place.join("hello"),
    };
    files::remove(&fresh.folder)?;
    let mut new = Command::new(cargo_fuse);
    new.arg("fuse").arg("new").arg(&fresh.folder);
    child::stdout(&mut new)?;
    let cases = RUNS.iter().map(|(args, code, stdout, stderr)| {
        let output = fresh.run(args, &place.join("target"))?;
        let said = String::from_utf8_lossy(&output.stderr);
        let agrees = output.status.code() == Some(*code)
            && output.stdout == stdout.as_bytes()
            && said.contains(stderr);
        let line = format!("new workspace: cargo fuse {}", args.join(" "));
        Ok(Tally::from(if agrees {
            ui::status("Agrees", line);
            Verdict::Agrees
        } else {
            let printed = String::from_utf8_lossy(&output.stdout);
            ui::status(
                "Differs",
                format_args!("{line} ({}):\n{printed}{said}", output.status),
            );
            Verdict::Differs
        }))
    });
    cases.sum()
}

impl Fresh<'_> {
    /// Runs `cargo fuse` in the workspace, with what it builds in `target`.
    fn run(&self, args: &[&str], target: &Path) -> Result<Output> {
        let mut command = Command::new(self.cargo_fuse);
        command.arg("fuse").args(args).current_dir(&self.folder);
        command.env("CARGO_TARGET_DIR", target);
        setup::guest_env()?.apply(&mut command);
        self.stock.apply(&mut command)?;
        ui::status("Running", child::name(&command));
        command.output().context("failed to start cargo-fuse")
    }
}
