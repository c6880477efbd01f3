//! Puts the published interfaces of WASI where an example looks for them.

use super::examples::Example;
use super::folder;
use crate::{files, registry};
use anyhow::Result;

/// The package that carries the interfaces, and its version, which is theirs too.
const PACKAGE: (&str, &str) = ("wasi", "0.14.4+wasi-0.2.4");

/// Gives the example the interfaces of WASI, if it has a folder for them and they are not there yet.
pub fn provide(example: &Example) -> Result<()> {
    let Some(to) = example.interfaces.map(|folder| example.path().join(folder)) else {
        return Ok(());
    };
    let (name, version) = PACKAGE;
    let from = registry::sources(name, version)?.join("wit/deps");
    // Files that stay as they are do not make cargo build anything again.
    if to.exists() && folder::read(&to)? == folder::read(&from)? {
        return Ok(());
    }
    files::remove(&to)?;
    folder::copy(&from, &to)
}
