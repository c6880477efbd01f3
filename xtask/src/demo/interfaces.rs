//! Puts the published interfaces of WASI where an example looks for them.

use super::examples::{Example, Interfaces};
use super::folder;
use crate::{files, registry};
use anyhow::Result;

/// Gives the example the interfaces of WASI that it needs, if they are not there yet.
pub fn provide(example: &Example) -> Result<()> {
    let Some(Interfaces {
        package,
        version,
        from,
        to,
    }) = &example.interfaces
    else {
        return Ok(());
    };
    let from = registry::sources(package, version)?.join(from);
    let to = example.path().join(to);
    // Files that stay as they are do not make cargo build anything again.
    if to.exists() && folder::read(&to)? == folder::read(&from)? {
        return Ok(());
    }
    files::remove(&to)?;
    folder::copy(&from, &to)
}
