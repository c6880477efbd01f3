//! `cargo xtask package`: what goes to a registry, packed as it would be sent.

use crate::tally::{Tally, Verdict};
use crate::{child, ui, workspace};
use anyhow::{Context, Result};
use cargo_metadata::{MetadataCommand, Package};

/// What every package has besides its sources.
const PAGES: [&str; 2] = ["README.md", "LICENSE"];

/// Arguments of `cargo xtask package`.
#[derive(clap::Args, Default)]
pub struct Args {
    /// Also build each package from what was packed
    #[arg(long)]
    pub verify: bool,
}

/// Packs, and fails if something is missing.
pub fn run(args: &Args) -> Result<()> {
    suite(args)?.check()
}

/// Packs all crates that are published, which fails for dependencies without a version; a case is a crate.
pub fn suite(args: &Args) -> Result<Tally> {
    let metadata = MetadataCommand::new()
        .current_dir(workspace::root())
        .no_deps()
        .exec()
        .context("failed to ask cargo for the packages")?;
    let published: Vec<&Package> = metadata
        .packages
        .iter()
        .filter(|package| package.publish.is_none())
        .collect();
    let mut pack = workspace::cargo();
    pack.args(["package", "--quiet", "--locked", "--allow-dirty"]);
    if !args.verify {
        pack.arg("--no-verify");
    }
    for package in &published {
        pack.args(["--package", package.name.as_str()]);
    }
    child::stdout(&mut pack)?;
    published.into_iter().map(judge).sum()
}

/// Says whether a package has its pages, and what a registry wants to be told.
fn judge(package: &Package) -> Result<Tally> {
    let mut list = workspace::cargo();
    list.args(["package", "--list", "--allow-dirty", "--package"]);
    let packed = child::stdout(list.arg(package.name.as_str()))?;
    let missing = |page: &&str| packed.lines().all(|file| file != *page);
    let mut lacks: Vec<&str> = PAGES.iter().copied().filter(missing).collect();
    let facts = [
        ("description", package.description.is_none()),
        ("licence", package.license.is_none()),
        ("repository", package.repository.is_none()),
        ("oldest Rust", package.rust_version.is_none()),
        ("keywords", package.keywords.is_empty()),
        ("categories", package.categories.is_empty()),
    ];
    lacks.extend(
        facts
            .iter()
            .filter(|(_, lacks)| *lacks)
            .map(|(fact, _)| fact),
    );
    if lacks.is_empty() {
        ui::status("Packed", &package.name);
        return Ok(Verdict::Agrees.into());
    }
    ui::status(
        "Lacks",
        format_args!("{}: {}", package.name, lacks.join(", ")),
    );
    Ok(Verdict::Differs.into())
}
