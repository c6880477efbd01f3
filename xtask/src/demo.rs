//! `cargo xtask demo`: fuses the example workspace and runs it composed and fused.

use crate::setup::{self, Part};
use crate::workspace::{self, Profile};
use crate::{child, files, ui};
use anyhow::{Context, Result, bail};
use cargo_metadata::MetadataCommand;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the example is asked to do when nobody says otherwise: something from each interface.
const TASKS: &[&str] = &[
    "summary",
    "top",
    "5",
    "find",
    "sh*",
    "highlight",
    "2",
    "cipher",
    "3",
    "do",
    "redact=gulls,replace=lamp/lantern/1,title,reverse",
];

/// Arguments of `cargo xtask demo`.
#[derive(clap::Args, Default)]
pub struct Args {
    /// Build the example without optimizations, which is quicker
    #[arg(long)]
    debug: bool,
    /// What the example does with its text, such as `top 3`
    tasks: Vec<String>,
}

/// Builds cargo-fuse, has it build and fuse the example, and compares the two forms.
pub fn run(args: Args) -> Result<()> {
    setup::ensure(Part::DEMO)?;
    let cargo_fuse = workspace::build_bin("cargo-fuse", Profile::Dev)?;
    let fuse_run = workspace::build_bin("fuse-run", Profile::Dev)?;
    let example = workspace::root().join("examples/wordlab");

    let plan = fuse(&cargo_fuse, &example, args.debug)?;
    let folder = output_folder(&example, args.debug)?;
    summarize(&plan, &folder.join("wordlab.plan.txt"))?;

    let mut compare = Command::new(fuse_run);
    compare.arg("compare");
    compare.args([
        folder.join("wordlab.composed.wasm"),
        folder.join("wordlab.wasm"),
    ]);
    compare.arg("--dir");
    compare.arg(format!("{}::texts", example.join("texts").display()));
    compare.args(["--", "texts/lighthouse.txt"]);
    if args.tasks.is_empty() {
        compare.args(TASKS);
    } else {
        compare.args(args.tasks);
    }
    ui::status("Running", "wordlab, composed and fused");
    if !child::show(&mut compare)?.success() {
        bail!("the composed and the fused wordlab differ");
    }
    Ok(())
}

/// Runs `cargo fuse` on the example and gives the plan that it prints.
fn fuse(cargo_fuse: &Path, example: &Path, debug: bool) -> Result<String> {
    let mut command = Command::new(cargo_fuse);
    command.arg("fuse");
    command
        .arg("--manifest-path")
        .arg(example.join("Cargo.toml"));
    command.args(["--emit", "component,composed,plan", "--locked"]);
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
fn output_folder(example: &Path, debug: bool) -> Result<PathBuf> {
    let metadata = MetadataCommand::new()
        .manifest_path(example.join("Cargo.toml"))
        .no_deps()
        .exec()
        .context("failed to ask cargo for the example's target folder")?;
    let profile = if debug { "debug" } else { "release" };
    let folder = metadata
        .target_directory
        .join("wasm32-wasip1")
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
