//! `cargo xtask build-rt`: compiles the runtime to the wasm module that fuse-core embeds.
//!
//! The module is committed, so that nobody who installs cargo-fuse needs a wasm target. It says what it was made from: a test holds
//! that equal to the tree, and `--check` holds the bytes equal to what the same compiler makes again.

mod module;
mod origin;

use crate::setup::{self, Part};
use crate::{child, files, ui, workspace};
use anyhow::{Context, Result, bail};
use origin::Origin;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target that the runtime is compiled for.
const TARGET: &str = "wasm32-unknown-unknown";

/// A module that grows beyond this is looked at before it is taken.
const MAX_SIZE: usize = 24 << 10;

/// Arguments of `cargo xtask build-rt`.
#[derive(clap::Args)]
pub struct Args {
    /// Change nothing, and fail unless the committed module is what this compiler makes
    #[arg(long)]
    check: bool,
}

/// What the tests of the repository do.
pub const CHECK: Args = Args { check: true };

/// Builds the module, and writes it or compares it.
pub fn run(args: &Args) -> Result<()> {
    setup::ensure(&[Part::Guest])?;
    let guest = setup::guest_env()?;
    let mut rustc = Command::new("rustc");
    let rustc = child::stdout(guest.apply(rustc.arg("--version")))?;
    let origin = Origin {
        sources: origin::hash_sources(&workspace::root())?,
        rustc: rustc.trim().to_owned(),
    };
    if args.check {
        return check(&guest, &origin);
    }
    let module = build(&guest, &origin)?;
    let path = committed();
    files::make_folder(path.parent().expect("a file lies in a folder"))?;
    fs::write(&path, &module).with_context(|| format!("failed to write `{}`", path.display()))?;
    for (name, size) in module::function_sizes(&module)? {
        ui::status("", format_args!("{size:5} bytes  {name}"));
    }
    let shown = path.strip_prefix(workspace::root()).unwrap_or(&path);
    ui::status(
        "Built",
        format_args!(
            "{}: {} bytes, {}",
            shown.display(),
            module.len(),
            origin.rustc
        ),
    );
    Ok(())
}

/// Compares the committed module with the sources and, where the compiler is the same, with its result.
fn check(guest: &setup::GuestEnv, now: &Origin) -> Result<()> {
    let path = committed();
    let module = read(&path)?;
    let recorded = module::origin(&module)?;
    if recorded.sources != now.sources {
        bail!("the runtime's sources have changed; run `cargo xtask build-rt`");
    }
    let rebuilt = build(guest, now)?;
    if recorded.rustc != now.rustc {
        ui::warn(format_args!(
            "the runtime was compiled by {}; {} is another compiler, so its {} bytes say nothing about the committed {}",
            recorded.rustc,
            now.rustc,
            rebuilt.len(),
            module.len()
        ));
        return Ok(());
    }
    if rebuilt != module {
        bail!(
            "{} makes another module of the same sources; run `cargo xtask build-rt`",
            now.rustc
        );
    }
    ui::status(
        "Checked",
        format_args!("the runtime: {} bytes, {}", module.len(), now.rustc),
    );
    Ok(())
}

/// Compiles the crate in a folder where nothing was built before, and makes of the result what is committed.
fn build(guest: &setup::GuestEnv, origin: &Origin) -> Result<Vec<u8>> {
    let folder = workspace::target_dir()?.join("build-rt");
    files::remove(&folder)?;
    let mut cargo = Command::new("cargo");
    cargo.args(["rustc", "--package=fuse-rt", "--lib", "--profile=rt"]);
    // A compiler from Debian may be older than what the workspace asks for.
    cargo.args(["--target", TARGET, "--locked", "--ignore-rust-version"]);
    // The stack would be the larger part of the memory, and nothing uses it.
    cargo.args(["--", "-Clink-arg=-zstack-size=16"]);
    cargo.current_dir(workspace::root());
    cargo.env("CARGO_TARGET_DIR", &folder);
    for flags in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        cargo.env_remove(flags);
    }
    child::step("Building", "the runtime", guest.apply(&mut cargo))?;
    let linked = read(&folder.join(TARGET).join("rt/fuse_rt.wasm"))?;
    let module = module::finish(&linked, origin).context("failed to finish the module")?;
    if module.len() > MAX_SIZE {
        bail!(
            "the module has {} bytes, more than {MAX_SIZE}",
            module.len()
        );
    }
    Ok(module)
}

/// The module that fuse-core embeds.
fn committed() -> PathBuf {
    workspace::root().join("crates/fuse-core/src/runtime/fuse-rt.wasm")
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("failed to read `{}`", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_module_was_built_from_these_sources() {
        let module = read(&committed()).expect("the module is committed");
        let recorded = module::origin(&module).expect("the module names its sources");
        let sources = origin::hash_sources(&workspace::root()).expect("the sources are there");
        assert_eq!(
            recorded.sources, sources,
            "the runtime's sources have changed; run `cargo xtask build-rt`"
        );
    }
}
