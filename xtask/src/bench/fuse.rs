//! `cargo xtask bench fuse`: what fusing a large composition costs.
//!
//! `wasm-tools strip -a` of the same file is the yardstick: it reads and rewrites everything and
//! does nothing else. `wac plug` makes the composition from its parts.

use super::FuseArgs;
use super::measure::{Candidate, Measured, measure};
use super::python;
use crate::setup::{self, Part};
use crate::ui::Step;
use crate::workspace::{self, Profile};
use crate::{child, files};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs the three programs in turn and prints a table.
pub fn run(args: &FuseArgs) -> Result<()> {
    let cache = setup::ensure(Part::BENCH)?;
    let fuser = workspace::build_bin("cargo-fuse", Profile::Release)?;
    let folder = workspace::target_dir()?.join("bench-fuse");
    files::make_folder(&folder)?;
    let mut candidates = Vec::new();
    let input = match &args.input {
        Some(input) => std::path::absolute(input).context("failed to find the input")?,
        None => {
            let python = python::composition(&cache)?;
            candidates.push(Candidate {
                label: "wac plug",
                command: python.plug_command(&cache, &folder.join("plugged.wasm")),
            });
            python.composed
        }
    };
    let mut strip = Command::new(cache.program("wasm-tools"));
    strip.args(["strip", "-a"]).arg(&input);
    strip.arg("-o").arg(folder.join("stripped.wasm"));
    candidates.insert(
        0,
        Candidate {
            label: "wasm-tools strip -a",
            command: strip,
        },
    );
    let fused = folder.join("fused.wasm");
    let mut fuse = Command::new(fuser);
    fuse.arg("fuse").arg(&input).arg("-o").arg(&fused);
    candidates.insert(
        0,
        Candidate {
            label: "cargo-fuse fuse",
            command: fuse,
        },
    );
    let step = Step::start(
        "Measuring",
        format_args!("{} runs of each program", args.runs),
    );
    let measured = measure(&mut candidates, args.runs)?;
    drop(step);
    print(&measured, size(&input)?, size(&fused)?);
    if args.compare {
        compare(&input, &fused)?;
    }
    Ok(())
}

/// Runs both as commands.
fn compare(composed: &Path, fused: &Path) -> Result<()> {
    let runner = workspace::build_bin("fuse-run", Profile::Dev)?;
    let mut command = Command::new(runner);
    command.arg("compare").arg(composed).arg(fused);
    if !child::show(command.args(["--runs", "1"]))?.success() {
        bail!("the fused component does not do what the composed one does");
    }
    Ok(())
}

/// Prints the table; the yardstick of time is the strip, that of memory the input.
fn print(rows: &[Measured], input: u64, fused: u64) {
    let strip = rows.iter().find(|row| row.label.starts_with("wasm-tools"));
    let strip = strip.expect("the strip is always measured");
    println!(
        "`cargo xtask bench fuse`: input {} MB, fused {} MB\n",
        megabytes(input),
        megabytes(fused)
    );
    println!("| program | wall (ms) | × strip | CPU (ms) | × strip | peak memory (MB) | × input |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for row in rows {
        println!(
            "| `{}` | {:.1} | {:.2} | {:.1} | {:.2} | {} | {:.1} |",
            row.label,
            row.wall.as_secs_f64() * 1e3,
            row.wall.as_secs_f64() / strip.wall.as_secs_f64(),
            row.cpu.as_secs_f64() * 1e3,
            row.cpu.as_secs_f64() / strip.cpu.as_secs_f64(),
            megabytes(row.peak),
            row.peak as f64 / input as f64,
        );
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

fn size(path: &Path) -> Result<u64> {
    let metadata =
        fs::metadata(path).with_context(|| format!("failed to look at `{}`", path.display()))?;
    Ok(metadata.len())
}
