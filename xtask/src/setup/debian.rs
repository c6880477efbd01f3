//! A guest toolchain from Debian packages, for machines where rustup cannot download.
//!
//! Debian has a recent rustc with its library sources, but no wasm `std`; rustup's toolchain
//! has the linkers. `std` is built once per target, put into a sysroot folder beside Debian's
//! compiler, and `rustup toolchain link` gives the folder a name.

use super::apt;
use super::cache::Cache;
use super::guest::{Stock, TARGETS};
use crate::child;
use crate::files::{copy, make_folder, read, remove, write, write_program};
use anyhow::{Context, Result};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

const PACKAGES: [&str; 4] = ["rustc-web", "rust-web-src", "cargo-web", "wasi-libc"];

/// Where Debian's compiler keeps its libraries and their sources.
const DEBIAN_RUSTLIB: &str = "/usr/lib/rustlib";

/// Where Debian keeps wasi-libc.
const DEBIAN_WASI: &str = "/usr/lib/wasm32-wasi";

/// The toolchain's name, if it was made here before and rustup still knows it.
pub fn find(cache: &Cache, stock: &Stock) -> Result<Option<String>> {
    let name_file = cache.path("guest/name");
    if !name_file.exists() || !cache.has("guest", &ingredients(stock))? {
        return Ok(None);
    }
    let name = read(&name_file)?;
    link(&name, &sysroot(cache))?;
    Ok(Some(name))
}

/// Makes the toolchain and gives its name.
pub fn make(cache: &Cache, stock: &Stock) -> Result<String> {
    cache.once("guest", &ingredients(stock), || {
        apt::ensure(&PACKAGES, "the Rust toolchain for guests")?;
        let version = child::stdout(Command::new("/usr/bin/rustc").arg("--version"))?;
        let version = version.split_whitespace().nth(1);
        let version = version.context("Debian's rustc did not say its version")?;
        let sysroot = sysroot(cache);
        remove(&sysroot)?;
        let build = cache.path("build-std");
        remove(&build)?;
        build_std(&build, stock)?;
        assemble(&sysroot, &build, stock)?;
        remove(&build)?;
        let name = format!("cargo-fuse-guest-{version}");
        write(&cache.path("guest/name"), &name)
    })?;
    let found = find(cache, stock)?;
    found.context("the toolchain was made but is not to be found")
}

/// The linkers are the stock toolchain's, so another one needs the wrappers written anew.
fn ingredients(stock: &Stock) -> String {
    format!("debian, linkers of {}\n", stock.linkers().display())
}

fn sysroot(cache: &Cache) -> PathBuf {
    cache.path("guest/sysroot")
}

/// Makes rustup know the folder by the name, unless it does.
fn link(name: &str, sysroot: &Path) -> Result<()> {
    let mut rustc = Command::new("rustup");
    rustc.args(["run", name, "rustc", "--print=sysroot"]);
    rustc.env_remove("LD_LIBRARY_PATH");
    if child::stdout(&mut rustc).is_ok_and(|shown| Path::new(shown.trim()) == sysroot) {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    rustup.args(["toolchain", "link", name]).arg(sysroot);
    child::stdout(&mut rustup).context("failed to make rustup know the guests' toolchain")?;
    Ok(())
}

/// Builds `std` for every target as a dependency of an empty crate.
fn build_std(folder: &Path, stock: &Stock) -> Result<()> {
    write(
        &folder.join("Cargo.toml"),
        "[package]\nname = \"nothing\"\nedition = \"2021\"\n\n[workspace]\n",
    )?;
    write(&folder.join("src/lib.rs"), "")?;
    for target in TARGETS {
        let mut cargo = Command::new("/usr/bin/cargo");
        cargo.args(["build", "--release", "-Zbuild-std=std,panic_abort"]);
        cargo.args(["--target", target]).current_dir(folder);
        cargo.env("RUSTC_BOOTSTRAP", "1");
        cargo.env("RUSTC", "/usr/bin/rustc");
        cargo.env("CARGO_TARGET_DIR", folder.join("target"));
        cargo.env("PATH", linker_path(stock)?);
        cargo.env_remove("LD_LIBRARY_PATH").env_remove("CARGO");
        child::step("Building", &format!("std for {target}"), &mut cargo)?;
    }
    Ok(())
}

/// Lays out the folder as rustc and rustup expect a toolchain.
fn assemble(sysroot: &Path, build: &Path, stock: &Stock) -> Result<()> {
    let rustlib = sysroot.join("lib/rustlib");
    make_folder(&rustlib)?;
    for shared in [stock.host.as_str(), "src"] {
        let source = Path::new(DEBIAN_RUSTLIB).join(shared);
        symlink(&source, rustlib.join(shared))
            .with_context(|| format!("failed to link to `{}`", source.display()))?;
    }
    for target in TARGETS {
        let libs = rustlib.join(target).join("lib");
        make_folder(&libs)?;
        let built = build.join("target").join(target).join("release/deps");
        copy_libs(&built, &libs)?;
        if target.contains("wasi") {
            let own = libs.join("self-contained");
            make_folder(&own)?;
            for file in ["libc.a", "crt1-command.o", "crt1-reactor.o"] {
                copy(&Path::new(DEBIAN_WASI).join(file), &own.join(file))?;
            }
        }
    }
    let bin = sysroot.join("bin");
    let rustc = format!(
        "#!/bin/sh\nPATH='{}':'{}':\"$PATH\" exec /usr/bin/rustc --sysroot '{}' \"$@\"\n",
        stock.linkers().display(),
        stock.gcc_ld().display(),
        sysroot.display()
    );
    write_program(&bin.join("rustc"), &rustc)?;
    write_program(
        &bin.join("cargo"),
        "#!/bin/sh\nexec /usr/bin/cargo \"$@\"\n",
    )
}

/// Copies the libraries of `std`, without the empty crate's own.
fn copy_libs(built: &Path, libs: &Path) -> Result<()> {
    let entries = built
        .read_dir()
        .with_context(|| format!("failed to list `{}`", built.display()))?;
    for entry in entries {
        let path = entry.context("failed to list the libraries")?.path();
        let name = path.file_name().expect("an entry has a name");
        let is_lib = path.extension().is_some_and(|ext| ext == "rlib");
        if is_lib && !name.to_string_lossy().starts_with("libnothing-") {
            copy(&path, &libs.join(name))?;
        }
    }
    Ok(())
}

fn linker_path(stock: &Stock) -> Result<std::ffi::OsString> {
    let path = std::env::var_os("PATH").context("PATH is not set")?;
    let folders = [stock.linkers(), stock.gcc_ld()];
    let folders = folders.into_iter().chain(std::env::split_paths(&path));
    std::env::join_paths(folders).context("the toolchain's path cannot be on PATH")
}
