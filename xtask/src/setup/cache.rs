//! The user cache folder: where it is, what has been made in it, and who may make more.

use crate::{files, ui};
use anyhow::{Context, Result};
use std::env;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// Names the folder's layout and the set of tools in it; a checkout that needs other versions of
/// them uses a folder of its own.
const VERSION: &str = "v1";

/// The folder that outlives a `cargo clean`.
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    /// Finds the folder and makes it if need be: `$CARGO_FUSE_CACHE`, or `cargo-fuse` in the
    /// user's cache folder.
    pub fn open() -> Result<Cache> {
        let root = base()?.join(VERSION);
        files::make_folder(&root)?;
        Ok(Cache { root })
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path in the folder.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The folder to put on `PATH`.
    pub fn bin(&self) -> PathBuf {
        self.path("tools/bin")
    }

    /// A program that [`super::ensure`] has installed.
    pub fn program(&self, name: &str) -> PathBuf {
        self.bin().join(name)
    }

    /// Whether `part` was made, and from the same ingredients.
    pub fn has(&self, part: &str, ingredients: &str) -> Result<bool> {
        let stamp = self.stamp(part);
        if !stamp.exists() {
            return Ok(false);
        }
        Ok(files::read(&stamp)? == ingredients)
    }

    /// Makes `part` unless it was made from the same ingredients before.
    ///
    /// One process at a time makes it; the stamp is written last, so what an interrupted
    /// run leaves is made again.
    pub fn once(
        &self,
        part: &str,
        ingredients: &str,
        make: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        if self.has(part, ingredients)? {
            return Ok(());
        }
        let _lock = self.lock(part)?;
        if self.has(part, ingredients)? {
            return Ok(());
        }
        make()?;
        files::write(&self.stamp(part), ingredients)
    }

    fn stamp(&self, part: &str) -> PathBuf {
        self.root.join("stamps").join(part)
    }

    /// Keeps other processes from making `part`, as long as the handle lives.
    ///
    /// The system ends it with the process, however that ends.
    pub fn lock(&self, part: &str) -> Result<File> {
        let folder = self.path("locks");
        files::make_folder(&folder)?;
        let path = folder.join(part);
        let file = File::create(&path)
            .with_context(|| format!("failed to open the lock file `{}`", path.display()))?;
        let locked = match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                ui::status(
                    "Blocking",
                    format_args!("waiting for another process that makes {part}"),
                );
                file.lock()
            }
            Err(TryLockError::Error(error)) => Err(error),
            Ok(()) => Ok(()),
        };
        locked.with_context(|| format!("failed to lock `{}`", path.display()))?;
        Ok(file)
    }
}

fn base() -> Result<PathBuf> {
    if let Some(folder) = env::var_os("CARGO_FUSE_CACHE") {
        return std::path::absolute(folder).context("failed to use CARGO_FUSE_CACHE");
    }
    if let Some(folder) = env::var_os("XDG_CACHE_HOME") {
        return Ok(PathBuf::from(folder).join("cargo-fuse"));
    }
    let home = env::home_dir()
        .context("there is no home folder for the cache; set CARGO_FUSE_CACHE to a folder")?;
    Ok(home.join(".cache/cargo-fuse"))
}
