//! The large input: a Python program made a component, and its composition with a small plug.
//!
//! componentize-py puts 42 core modules around a shared-everything CPython, 18 MB in all. Making
//! it takes half a minute, so the files are kept in the cache.

use crate::setup::{self, Cache};
use crate::{child, files, workspace};
use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

/// The fixture's files, in `xtask/fixtures/python`.
const FILES: [&str; 4] = [
    "app.py",
    "words.wat",
    "wit/world.wit",
    "wit/deps/cli/run.wit",
];

/// The composition and what it is made of.
pub struct Python {
    /// The component that componentize-py makes, which imports `fixture:python/words`.
    pub socket: PathBuf,
    /// The small component that exports it.
    pub plug: PathBuf,
    /// Both, by `wac plug`.
    pub composed: PathBuf,
}

/// Gives the composition, made if need be.
pub fn composition(cache: &Cache) -> Result<Python> {
    let fixture = workspace::root().join("xtask/fixtures/python");
    let folder = cache.path("python-composition");
    let python = Python {
        socket: folder.join("app.wasm"),
        plug: folder.join("words.wasm"),
        composed: folder.join("composed.wasm"),
    };
    let mut ingredients = setup::COMPONENTIZE_PY_VERSION.to_owned();
    for file in FILES {
        ingredients += &files::read(&fixture.join(file))?;
    }
    cache.once("python-composition", &ingredients, || {
        // A copy, because Python writes its own cache beside what it runs.
        files::remove(&folder)?;
        files::make_folder(&folder.join("wit/deps/cli"))?;
        for file in FILES {
            files::copy(&fixture.join(file), &folder.join(file))?;
        }
        let mut command = setup::componentize_py(cache);
        command.args(["-d", "wit", "-w", "app", "componentize", "app"]);
        command.arg("-o").arg(&python.socket).current_dir(&folder);
        child::step("Making", "a component from a Python program", &mut command)?;
        let mut parse = Command::new(cache.program("wasm-tools"));
        parse.arg("parse").arg(folder.join("words.wat"));
        child::stdout(parse.arg("-o").arg(&python.plug))?;
        child::stdout(&mut python.plug_command(cache, &python.composed))?;
        Ok(())
    })?;
    Ok(python)
}

impl Python {
    /// `wac plug` of the composition.
    pub fn plug_command(&self, cache: &Cache, output: &std::path::Path) -> Command {
        let mut command = Command::new(cache.program("wac"));
        command.arg("plug").arg("--plug").arg(&self.plug);
        command.arg(&self.socket).arg("-o").arg(output);
        command
    }
}
