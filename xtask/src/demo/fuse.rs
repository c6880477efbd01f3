//! Has `cargo fuse` build, compose and fuse an example.

use super::examples::Example;
use crate::{child, files, setup, ui};
use anyhow::{Context, Result, bail};
use cargo_metadata::MetadataCommand;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The two forms of an example.
pub struct Forms {
    /// The component before fusion.
    pub composed: PathBuf,
    /// The component after fusion.
    pub fused: PathBuf,
    /// The manifest of the bare core module, which lies beside it; none if the example has functions of async type.
    pub core: Option<PathBuf>,
}

/// Makes both forms of an example, and says what the plan has.
pub fn fuse(cargo_fuse: &Path, example: &Example, debug: bool) -> Result<Forms> {
    let manifest = example.path().join("Cargo.toml");
    let plan = run(cargo_fuse, &manifest, example, debug)?;
    let folder = output_folder(example, &manifest, debug)?;
    let file = |end: &str| folder.join(format!("{}.{end}", example.command));
    summarize(&plan, &file("plan.txt"))?;
    Ok(Forms {
        composed: file("composed.wasm"),
        fused: file("wasm"),
        core: example.core.then(|| file("core.json")),
    })
}

/// Runs `cargo fuse` and gives the plan that it prints.
fn run(cargo_fuse: &Path, manifest: &Path, example: &Example, debug: bool) -> Result<String> {
    let mut command = Command::new(cargo_fuse);
    command.arg("fuse").arg("--manifest-path").arg(manifest);
    command.args(["--emit", "component,composed,plan", "--locked"]);
    if example.core {
        command.args(["--emit", "core"]);
    }
    if !debug {
        command.arg("--release");
    }
    setup::guest_env()?.apply(&mut command);
    ui::status("Running", child::name(&command));
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .context("failed to start cargo-fuse")?;
    if !output.status.success() {
        bail!("`cargo fuse` failed ({})", output.status);
    }
    String::from_utf8(output.stdout).context("the plan is not UTF-8")
}

/// Where `cargo fuse` leaves what it makes of the example.
fn output_folder(example: &Example, manifest: &Path, debug: bool) -> Result<PathBuf> {
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        .no_deps()
        .exec()
        .context("failed to ask cargo for the example's target folder")?;
    let profile = if debug { "debug" } else { "release" };
    let folder = metadata
        .target_directory
        .join(example.target)
        .join(profile)
        .join("fused");
    Ok(folder.into_std_path_buf())
}

/// Writes the plan to `file` and says how many lines of each kind it has.
fn summarize(plan: &str, file: &Path) -> Result<()> {
    files::write(file, plan)?;
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    // What is indented belongs to the line above.
    for line in plan.lines().filter(|line| !line.starts_with(' ')) {
        if let Some(kind) = line.split_whitespace().next() {
            *kinds.entry(kind).or_default() += 1;
        }
    }
    let counts: Vec<String> = kinds
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    ui::status(
        "Planned",
        format_args!("{} ({})", counts.join(", "), file.display()),
    );
    Ok(())
}
