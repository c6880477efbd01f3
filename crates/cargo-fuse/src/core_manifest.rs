//! The manifest of the bare core module, as a JSON document: what a host without components needs to know.

use std::path::{Path, PathBuf};

use fuse_core::manifest::Manifest;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    /// The file of the core module, which lies beside the manifest.
    module: &'a str,
    #[serde(flatten)]
    manifest: &'a Manifest,
}

/// Where the manifest of the core module `module` lies: beside it, with another extension.
pub(crate) fn path(module: &Path) -> PathBuf {
    module.with_extension("json")
}

/// `manifest`, of the core module that is written to `module`.
pub(crate) fn json(manifest: &Manifest, module: &Path) -> String {
    let name = module.file_name().map(|name| name.to_string_lossy());
    let document = Document {
        module: &name.expect("an output is a file"),
        manifest,
    };
    let mut text = serde_json::to_string_pretty(&document).expect("every key is a string");
    text.push('\n');
    text
}
