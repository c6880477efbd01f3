//! `cargo xtask demo`: fuses the example workspaces and runs them composed and fused, side by side.

mod examples;
mod folder;
mod fuse;
mod interfaces;
mod run;
mod seen;

use crate::setup::{self, Part};
use crate::workspace::{self, Profile};
use crate::{child, ui};
use anyhow::{Result, bail};
use examples::{EXAMPLES, Example, Run};
use fuse::Forms;
use run::Sides;
use std::path::Path;
use std::process::Command;

/// Arguments of `cargo xtask demo`.
#[derive(clap::Args, Default)]
pub struct Args {
    /// Build the examples without optimizations, which is quicker
    #[arg(long)]
    debug: bool,
    /// The example; all of them if absent
    example: Option<String>,
    /// What the example is asked to do, instead of what it is always asked
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
}

/// Builds cargo-fuse, has it build and fuse the examples, and compares the two forms of each.
pub fn run(args: Args) -> Result<()> {
    let examples = choose(args.example.as_deref())?;
    setup::ensure(Part::DEMO)?;
    let cargo_fuse = workspace::build_bin("cargo-fuse", Profile::Dev)?;
    let fuse_run = workspace::build_bin("fuse-run", Profile::Dev)?;
    for example in examples {
        interfaces::provide(example)?;
        let forms = fuse::fuse(&cargo_fuse, example, args.debug)?;
        let sides = Sides::new(&fuse_run, example, &forms)?;
        if args.args.is_empty() {
            all(&sides, example)?;
            time(&fuse_run, example, &forms)?;
        } else {
            one(&sides, &args.args)?;
        }
    }
    Ok(())
}

fn choose(name: Option<&str>) -> Result<Vec<&'static Example>> {
    let Some(name) = name else {
        return Ok(EXAMPLES.iter().collect());
    };
    match EXAMPLES.iter().find(|example| example.name == name) {
        Some(example) => Ok(vec![example]),
        None => {
            let names: Vec<&str> = EXAMPLES.iter().map(|example| example.name).collect();
            bail!(
                "there is no example `{name}`; the examples are {}",
                names.join(", ")
            )
        }
    }
}

/// Runs an example as often as it is always run; each run finds the files that those before it left.
fn all(sides: &Sides<'_>, example: &Example) -> Result<()> {
    let mut different = 0;
    for Run {
        args,
        stdin,
        ending,
    } in example.runs
    {
        let [composed, fused] = sides.run(args, *stdin)?;
        let line = format!("{} {}", example.name, args.join(" "));
        if composed.ending() != *ending {
            bail!("{line} should end with {ending} before fusion, not with {composed}");
        }
        match composed.difference(&fused) {
            None => ui::status("Agrees", format_args!("{line} ({composed})")),
            Some(difference) => {
                different += 1;
                ui::status("Differs", format_args!("{line}: {difference}"));
            }
        }
    }
    if different > 0 {
        bail!(
            "the composed and the fused {} differ in {different} of {} runs",
            example.name,
            example.runs.len()
        );
    }
    Ok(())
}

/// Runs an example once, as the user says, and shows what it does.
fn one(sides: &Sides<'_>, args: &[String]) -> Result<()> {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let [composed, fused] = sides.run(&args, None)?;
    composed.show()?;
    match composed.difference(&fused) {
        None => {
            ui::status(
                "Agrees",
                format_args!("fused, it did the same ({composed})"),
            );
            Ok(())
        }
        Some(difference) => bail!("fused, it did something else: {difference}"),
    }
}

/// Shows one run with the times that the two forms take.
fn time(fuse_run: &Path, example: &Example, forms: &Forms) -> Result<()> {
    let mut compare = Command::new(fuse_run);
    compare.arg("compare").args([&forms.composed, &forms.fused]);
    let folder = example.path().join(example.folder);
    compare.arg("--dir");
    compare.arg(format!("{}::{}", folder.display(), example.folder));
    compare.arg("--").args(example.timed);
    ui::status(
        "Timing",
        format_args!("{} {}", example.name, example.timed.join(" ")),
    );
    if !child::show(&mut compare)?.success() {
        bail!("the composed and the fused {} differ", example.name);
    }
    Ok(())
}
