//! A C compiler for wasm32-wasip1, in the shape of a wasi-sdk folder.

use super::cache::Cache;
use super::{apt, guest};
use crate::files;
use anyhow::{Context, Result, bail};
use std::env;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

/// The name under which wit-bindgen looks for the compiler, in `bin/` of the folder.
const PROGRAM: &str = "wasm32-wasip1-clang";

/// The one release of clang that Debian has a wasm32 compiler-rt for and that this was tried with.
const PACKAGES: [&str; 3] = ["clang-19", "libclang-rt-19-dev-wasm32", "wasi-libc"];

/// The folder whose `bin/` has the compiler: a wasi-sdk of the user's, or one made from Debian
/// packages.
pub fn ensure(cache: &Cache) -> Result<PathBuf> {
    if let Some(folder) = env::var_os("WASI_SDK_PATH") {
        let folder = PathBuf::from(folder);
        if !folder.join("bin").join(PROGRAM).exists() {
            bail!(
                "WASI_SDK_PATH is set to `{}`, which has no `bin/{PROGRAM}`",
                folder.display()
            );
        }
        return Ok(folder);
    }
    let folder = cache.path("wasi-sdk");
    let stock = guest::stock()?;
    let linker = stock.gcc_ld().join("wasm-ld");
    let ingredients = format!("{PACKAGES:?}, linker {}\n", linker.display());
    cache.once("clang", &ingredients, || {
        apt::ensure(
            &PACKAGES,
            "the C compiler for guests (without which WASI_SDK_PATH has to name a wasi-sdk)",
        )?;
        files::remove(&folder)?;
        // Debian's clang looks for a linker with its own version in the name.
        let libexec = folder.join("libexec");
        files::make_folder(&libexec)?;
        symlink(&linker, libexec.join("wasm-ld-19"))
            .with_context(|| format!("failed to link to `{}`", linker.display()))?;
        let script = format!(
            "#!/bin/sh\nPATH='{}':\"$PATH\" exec clang-19 --target=wasm32-wasi --sysroot=/usr \"$@\"\n",
            libexec.display()
        );
        files::write_program(&folder.join("bin").join(PROGRAM), &script)
    })?;
    Ok(folder)
}
