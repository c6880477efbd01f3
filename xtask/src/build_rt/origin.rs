//! What the runtime module was made from: a hash of the sources, and the compiler.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The sources, as folders and files below the repository's top folder.
const SOURCES: [&str; 5] = [
    "crates/fuse-async/src",
    "crates/fuse-handles/src/intrinsic.rs",
    "crates/fuse-handles/src/rt",
    "crates/fuse-rt/Cargo.toml",
    "crates/fuse-rt/src",
];

/// The content of the module's custom section.
#[derive(Serialize, Deserialize)]
pub struct Origin {
    /// The SHA-256 of the sources, in hex.
    pub sources: String,
    /// What `rustc --version` prints.
    pub rustc: String,
}

impl Origin {
    /// The custom section's name.
    pub const SECTION: &str = "fuse-rt";
}

/// Hashes the paths and contents of all sources, in the order of their paths from `root`.
pub fn hash_sources(root: &Path) -> Result<String> {
    let mut files = BTreeMap::new();
    for source in SOURCES {
        collect(root, source, &mut files)?;
    }
    let mut hash = Sha256::new();
    for (path, content) in &files {
        for part in [path.as_bytes(), content] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    Ok(format!("{:x}", hash.finalize()))
}

/// Reads a file, or all files below a folder.
fn collect(root: &Path, path: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    let full = root.join(path);
    if !full.is_dir() {
        let content = fs::read(&full);
        let content = content.with_context(|| format!("failed to read `{path}`"))?;
        files.insert(path.to_owned(), content);
        return Ok(());
    }
    let entries = full.read_dir();
    for entry in entries.with_context(|| format!("failed to list `{path}`"))? {
        let entry = entry.with_context(|| format!("failed to list `{path}`"))?;
        let name = entry.file_name().into_string();
        let name = name.map_err(|name| anyhow::anyhow!("`{}` is not UTF-8", name.display()))?;
        collect(root, &format!("{path}/{name}"), files)?;
    }
    Ok(())
}
