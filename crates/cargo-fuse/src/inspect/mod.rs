//! `cargo fuse inspect`: says what is in a component or core module, and what fusing it would make of it.

mod contents;
mod prospect;
mod show;

use std::fs;
use std::path::Path;

use fuse_core::Found;
use fuse_core::explain::{Part, PartSizes};
use indexmap::IndexMap;
use serde::Serialize;
use wasmparser::Validator;

use crate::cli::{InspectArgs, MessageFormat};
use crate::exit::{ExitCode, Failure};
use crate::inputs::{binary, found};
use crate::messages;
use crate::shown::shown;
use contents::Contents;
use prospect::Prospect;

/// All that there is to say about a file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Report<'a> {
    reason: &'static str,
    kind: &'static str,
    path: &'a Path,
    bytes: usize,
    #[serde(flatten)]
    contents: Contents,
    /// Bytes by part; together they are all bytes.
    sizes: IndexMap<&'static str, usize>,
    /// What fusing would do; nothing for a core module.
    fusion: Option<Prospect>,
}

/// Prints what is in the file that `args` name.
pub(crate) fn inspect(args: &InspectArgs) -> Result<(), Failure> {
    let path = args.file.as_path();
    let bytes = read(path)?;
    let cannot = |error: fuse_core::Error| {
        ExitCode::Input
            .error(format!("failed to read `{}`", shown(path)))
            .because(error)
    };
    Validator::new_with_features(fuse_core::encode::features())
        .validate_all(&bytes)
        .map_err(|error| {
            cannot(fuse_core::Error::Invalid(error)).help(
                "the file may be truncated, or made for a proposal that this version does not know",
            )
        })?;
    let contents = Contents::of(&bytes);
    let sizes = PartSizes::of(&bytes).map_err(cannot)?;
    let fusion = match contents.is_component {
        true => Some(Prospect::of(&bytes)?),
        false => None,
    };
    let report = Report {
        reason: "fuse-inspect",
        kind: match contents.is_component {
            true => "component",
            false => "core-module",
        },
        path,
        bytes: bytes.len(),
        contents,
        sizes: Part::ALL
            .into_iter()
            .map(|part| (part.as_str(), sizes.get(part)))
            .collect(),
        fusion,
    };
    match args.shell.message_format {
        MessageFormat::Json => messages::print(&report),
        MessageFormat::Human => messages::print_text(&show::text(&report)),
    }
}

/// The bytes of the file at `path`, which is wasm.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let cannot = || ExitCode::Input.error(format!("failed to read `{}`", shown(path)));
    let bytes = fs::read(path).map_err(|error| {
        cannot()
            .because(error)
            .help("give the path of a component or of a core module")
    })?;
    let bytes = binary(bytes, path).map_err(|error| {
        cannot()
            .because(error.to_string())
            .help("correct the text, or give the binary format")
    })?;
    match found(&bytes) {
        None | Some(Found::CoreModule) => Ok(bytes),
        Some(found) => Err(cannot()
            .because(match found {
                Found::Empty => "it is empty",
                _ => "it is not WebAssembly",
            })
            .help("give a component or a core module, in the binary or the text format")),
    }
}
