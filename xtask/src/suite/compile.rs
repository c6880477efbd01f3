//! The suite's compositions: compiled and composed by `wit-bindgen test`, kept in the target folder.

use super::Kind;
use crate::files::{make_folder, read, remove, write, write_program};
use crate::setup::{self, Cache, WIT_BINDGEN_VERSION};
use crate::{child, registry};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many compositions Rust and C guests make; another number means that some got lost.
const COUNT: usize = Kind::Sync.count() + Kind::Async.count();

/// Cases that link shared libraries of a wasi-sdk, which Debian has no package of.
const LEFT_OUT: [&str; 2] = ["rust/dylibs", "rust/dylibs-async"];

/// A composed component and how wit-bindgen wants it run.
pub struct Composition {
    /// Its path within the artifacts.
    pub name: String,
    /// `--invoke=run()`, flags for wasmtime, and the file.
    pub args: Vec<String>,
}

impl Composition {
    /// The component's file.
    pub fn path(&self) -> &str {
        self.args.last().expect("a composition has a file")
    }
}

/// Gives the compositions in the order of their names, compiling them if need be.
pub fn compositions(cache: &Cache, folder: &Path) -> Result<Vec<Composition>> {
    let guest = setup::guest_env()?;
    let stamp = folder.join("compiled");
    let list = folder.join("compositions");
    let artifacts = folder.join("artifacts");
    let ingredients = format!(
        "wit-bindgen {WIT_BINDGEN_VERSION}, {}, {}\n",
        guest.toolchain(),
        artifacts.display()
    );
    if !stamp.exists() || read(&stamp)? != ingredients {
        remove(&stamp)?;
        remove(&list)?;
        let suite = copy_suite(folder)?;
        let mut command = Command::new(cache.program("wit-bindgen"));
        guest.apply(&mut command).current_dir(folder);
        command.args(["test", "--languages", "rust,c"]);
        command.args(["--c-target", "wasm32-wasip1", "--wasi-sdk-path"]);
        command.arg(setup::wasi_sdk()?);
        command.arg("--artifacts").arg(&artifacts);
        command.arg("--runner").arg(note_taker(folder)?);
        command.arg(suite).env("COMPOSITIONS", &list);
        child::step(
            "Compiling",
            "the guests of wit-bindgen's runtime suite",
            &mut command,
        )?;
        let found = parse(&read(&list)?, &artifacts)?.len();
        if found != COUNT {
            bail!("wit-bindgen's runtime suite gave {found} compositions instead of {COUNT}");
        }
        write(&stamp, &ingredients)?;
    }
    parse(&read(&list)?, &artifacts)
}

/// Copies the suite out of the package, without the cases that cannot be built here.
fn copy_suite(folder: &Path) -> Result<PathBuf> {
    let package = registry::sources("wit-bindgen-cli", WIT_BINDGEN_VERSION)?;
    let suite = folder.join("suite");
    remove(&suite)?;
    make_folder(folder)?;
    let mut cp = Command::new("cp");
    cp.arg("-R").arg(package.join("tests/runtime")).arg(&suite);
    child::stdout(&mut cp).context("failed to copy wit-bindgen's runtime suite")?;
    for case in LEFT_OUT {
        let case = suite.join(case);
        if !case.exists() {
            bail!("the runtime suite has no `{}` to leave out", case.display());
        }
        remove(&case)?;
    }
    Ok(suite)
}

/// Writes the runner for wit-bindgen: it appends its arguments to a list, one composition a line.
fn note_taker(folder: &Path) -> Result<PathBuf> {
    let path = folder.join("note-composition");
    let script = "#!/bin/sh\n[ \"$1\" = --version ] && exit\nIFS='\t'\nprintf '%s\\n' \"$*\" >> \"$COMPOSITIONS\"\n";
    write_program(&path, script)?;
    Ok(path)
}

fn parse(list: &str, artifacts: &Path) -> Result<Vec<Composition>> {
    let mut compositions = Vec::new();
    for line in list.lines() {
        let args: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let file = Path::new(args.last().context("wit-bindgen ran nothing")?);
        let name = file
            .strip_prefix(artifacts)
            .with_context(|| format!("`{}` is not among the artifacts", file.display()))?;
        let name = name.to_string_lossy().into_owned();
        compositions.push(Composition { name, args });
    }
    compositions.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(compositions)
}
