//! The Rust toolchain that builds guests, and the environment that makes cargo use it.
//!
//! Where rustup can download, it is the workspace's own toolchain with more targets. Where it
//! cannot, [`debian`] makes one and rustup links it.

use super::cache::Cache;
use super::debian;
use crate::{child, ui, workspace};
use anyhow::{Context, Result};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

/// The targets that guests are built for.
pub const TARGETS: [&str; 3] = ["wasm32-wasip1", "wasm32-wasip2", "wasm32-unknown-unknown"];

/// The toolchain that builds the workspace.
pub struct Stock {
    /// As rustup names it.
    pub name: String,
    /// The host's target triple.
    pub host: String,
    sysroot: PathBuf,
}

impl Stock {
    /// The folder with `rust-lld` and `wasm-component-ld`.
    pub fn linkers(&self) -> PathBuf {
        self.sysroot
            .join("lib/rustlib")
            .join(&self.host)
            .join("bin")
    }

    /// The folder with `wasm-ld`.
    pub fn gcc_ld(&self) -> PathBuf {
        self.linkers().join("gcc-ld")
    }

    fn has_targets(&self) -> bool {
        let libs = |target: &&str| self.sysroot.join("lib/rustlib").join(target).join("lib");
        TARGETS.iter().all(|target| libs(target).exists())
    }
}

/// Asks rustup and rustc about the workspace's toolchain.
pub fn stock() -> Result<Stock> {
    let name = match env::var("RUSTUP_TOOLCHAIN") {
        Ok(name) => name,
        Err(_) => {
            let mut rustup = Command::new("rustup");
            rustup.args(["show", "active-toolchain"]);
            let shown = child::stdout(rustup.current_dir(workspace::root()))
                .context("failed to ask rustup for the toolchain; this project is built with it")?;
            let name = shown.split_whitespace().next();
            name.context("rustup shows no active toolchain")?.to_owned()
        }
    };
    let mut rustc = Command::new("rustc");
    rustc.env("RUSTUP_TOOLCHAIN", &name);
    let shown = child::stdout(rustc.args(["--print=sysroot", "--print=host-tuple"]))?;
    let mut lines = shown.lines();
    let (Some(sysroot), Some(host)) = (lines.next(), lines.next()) else {
        anyhow::bail!("rustc printed `{shown}` where its sysroot and host were asked for");
    };
    Ok(Stock {
        name,
        host: host.to_owned(),
        sysroot: sysroot.into(),
    })
}

/// Gives the name of the toolchain for guests, and makes it if need be.
pub fn ensure(cache: &Cache) -> Result<String> {
    let stock = stock()?;
    if let Some(linked) = debian::find(cache, &stock)? {
        return Ok(linked);
    }
    if stock.has_targets() {
        return Ok(stock.name);
    }
    match add_targets(cache, &stock) {
        Ok(()) => Ok(stock.name),
        Err(error) => {
            ui::warn("rustup cannot download the targets; making them from Debian packages");
            debian::make(cache, &stock).with_context(|| {
                format!("failed to get a toolchain for guests, first from rustup: {error}")
            })
        }
    }
}

/// Lets rustup download what it can.
fn add_targets(cache: &Cache, stock: &Stock) -> Result<()> {
    let _lock = cache.lock("targets")?;
    if stock.has_targets() {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", "--toolchain", &stock.name]);
    let targets = TARGETS.join(" ");
    child::step(
        "Adding",
        &format!("targets {targets}"),
        rustup.args(TARGETS),
    )
}

/// Makes the toolchain from Debian packages, whatever rustup can do.
pub fn ensure_debian(cache: &Cache) -> Result<String> {
    debian::make(cache, &stock()?)
}

/// The environment in which guests are built.
pub struct GuestEnv {
    toolchain: String,
    path: OsString,
}

impl GuestEnv {
    /// An environment with this toolchain and the cache's tools.
    pub fn new(toolchain: String, cache: &Cache) -> Result<GuestEnv> {
        let path = env::var_os("PATH").context("PATH is not set")?;
        let folders = std::iter::once(cache.bin()).chain(env::split_paths(&path));
        let path = env::join_paths(folders).context("the cache folder's path cannot be on PATH")?;
        Ok(GuestEnv { toolchain, path })
    }

    /// The toolchain, as rustup names it.
    pub fn toolchain(&self) -> &str {
        &self.toolchain
    }

    /// Gives a command this environment.
    ///
    /// `CARGO` and `LD_LIBRARY_PATH` point at the toolchain that runs this program; without them
    /// `cargo` and `rustc` are rustup's proxies, which obey `RUSTUP_TOOLCHAIN`.
    pub fn apply<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("RUSTUP_TOOLCHAIN", &self.toolchain)
            .env("PATH", &self.path)
            .env_remove("CARGO")
            .env_remove("LD_LIBRARY_PATH")
    }

    /// The same as shell commands.
    pub fn shell(&self) -> String {
        format!(
            "export RUSTUP_TOOLCHAIN='{}'\nexport PATH='{}'\nunset CARGO LD_LIBRARY_PATH\n",
            self.toolchain,
            self.path.display()
        )
    }
}
