//! `cargo xtask demo`: fuses the example workspaces and runs them composed and fused, side by side.

mod examples;
mod folder;
mod fresh;
mod fuse;
mod interfaces;
mod run;
mod same;
mod seen;
mod stock;

use crate::setup::{self, Part};
use crate::tally::{Tally, Verdict};
use crate::workspace::{self, Profile};
use crate::{child, ui};
use anyhow::{Result, bail};
use examples::{EXAMPLES, Example};
use fuse::Forms;
use run::{Run, Sides};
use std::path::Path;
use std::process::Command;
use stock::Stock;

/// Arguments of `cargo xtask demo`.
#[derive(clap::Args, Default)]
pub struct Args {
    /// Build the examples without optimizations, which is quicker
    #[arg(long)]
    pub debug: bool,
    /// The example; all of them if absent
    pub example: Option<String>,
    /// What the example is asked to do, instead of what it is always asked
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub args: Vec<String>,
}

/// Fails if the two forms of an example differ.
pub fn run(args: Args) -> Result<()> {
    suite(&args)?.check()
}

/// Builds cargo-fuse, has it build and fuse the examples, and compares the two forms of each; a case is one run.
pub fn suite(args: &Args) -> Result<Tally> {
    let examples = choose(args.example.as_deref())?;
    setup::ensure(Part::DEMO)?;
    let cargo_fuse = workspace::build_bin("cargo-fuse", Profile::Dev)?;
    let fuse_run = workspace::build_bin("fuse-run", Profile::Dev)?;
    let stock = Stock::find()?;
    let mut tallies = Vec::new();
    for example in examples {
        interfaces::provide(example)?;
        let forms = fuse::fuse(&cargo_fuse, example, args.debug)?;
        let sides = Sides::new(&fuse_run, example, &forms)?;
        let tally = if args.args.is_empty() {
            all(&sides, example)?
        } else {
            one(&sides, example, &args.args)?
        };
        if args.args.is_empty() && tally.failed == 0 {
            time(&fuse_run, example, &forms)?;
        }
        tallies.push(tally);
        if args.args.is_empty() && example.core {
            tallies.push(same::suite(&cargo_fuse, example, &forms)?);
        }
        if args.args.is_empty() && example.folder.is_none() {
            tallies.push(stock.suite(&cargo_fuse, example, &forms)?);
        }
    }
    if args.example.is_none() {
        tallies.push(fresh::suite(&cargo_fuse, &stock)?);
    }
    Ok(tallies.into_iter().sum())
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
fn all(sides: &Sides<'_>, example: &Example) -> Result<Tally> {
    let cases = example.runs.iter().map(|run| {
        let groups = sides.run(run.args, run.stdin)?;
        let composed = groups.iter().map(|runs| &runs[0]);
        for Run { form, seen } in composed {
            if seen.ending() != run.ending {
                let line = line(example, run.args);
                let ending = run.ending;
                bail!("{line} should end with {ending} {form}, not with {seen}");
            }
        }
        Ok(judge_all(example, run.args, &groups))
    });
    cases.sum()
}

/// Runs an example once, as the user says, and shows what it does.
fn one(sides: &Sides<'_>, example: &Example, args: &[String]) -> Result<Tally> {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let groups = sides.run(&args, None)?;
    groups[0][0].seen.show()?;
    Ok(judge_all(example, &args, &groups))
}

fn judge_all(example: &Example, args: &[&str], groups: &[Vec<Run>]) -> Tally {
    groups.iter().map(|runs| judge(example, args, runs)).sum()
}

/// Says whether the forms after the first, which is the composed one, did the same; a case is one form.
fn judge(example: &Example, args: &[&str], runs: &[Run]) -> Tally {
    let line = line(example, args);
    let (composed, fused) = runs.split_first().expect("there is a composed form");
    let judge = |run: &Run| match composed.seen.difference(&run.seen) {
        None => {
            ui::status(
                "Agrees",
                format_args!("{line} ({}, {})", run.form, composed.seen),
            );
            Verdict::Agrees
        }
        Some(difference) => {
            ui::status(
                "Differs",
                format_args!("{line} ({}): {difference}", run.form),
            );
            Verdict::Differs
        }
    };
    fused.iter().map(|run| Tally::from(judge(run))).sum()
}

fn line(example: &Example, args: &[&str]) -> String {
    [&[example.name], args].concat().join(" ")
}

/// Shows one run with the times that the two forms take.
fn time(fuse_run: &Path, example: &Example, forms: &Forms) -> Result<()> {
    let mut compare = Command::new(fuse_run);
    compare.arg("compare").args([&forms.composed, &forms.fused]);
    if let Some(name) = example.folder {
        let folder = example.path().join(name);
        compare.arg("--dir");
        compare.arg(format!("{}::{name}", folder.display()));
    }
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
