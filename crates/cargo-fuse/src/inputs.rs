//! The components that are composed: read from files, and blamed by name when they turn out to be invalid.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use fuse_core::{Error, Found};
use wasmparser::{Parser, Validator, WasmFeatures};
use wat::Detect;

use crate::cli::Cli;
use crate::config::Valued;
use crate::exit::{ExitCode, Failure};
use crate::host::matches;
use crate::shown::shown;

/// A component that takes part in the composition.
pub(crate) struct Part {
    /// What to call it.
    pub(crate) name: String,
    /// The file it comes from.
    pub(crate) path: PathBuf,
    /// Its bytes, which have the header of a component; composing takes them away.
    pub(crate) bytes: Vec<u8>,
    /// The part it plugs into, an earlier one; none for the socket.
    pub(crate) into: Option<usize>,
    /// The imports that it is to satisfy; none: whichever it exports.
    pub(crate) interfaces: Option<Vec<Valued<String>>>,
}

impl Part {
    /// Reads the component at `path`.
    pub(crate) fn read(name: String, path: PathBuf, into: Option<usize>) -> Result<Part, Failure> {
        let bytes = fs::read(&path).map_err(|error| {
            ExitCode::Input
                .error(format!("failed to read `{}`", shown(&path)))
                .because(error)
                .help(help_for_missing(&path))
        })?;
        let bytes = binary(bytes, &path).map_err(|error| {
            ExitCode::Input
                .error(format!("failed to parse `{}`", shown(&path)))
                .because(error.to_string())
                .help("correct the text, or give a component in the binary format")
        })?;
        if let Some(found) = found(&bytes) {
            let help = match found {
                Found::CoreModule => {
                    "build it with cargo-component or for wasm32-wasip2, or convert it"
                }
                Found::NotWasm | Found::Empty => {
                    "give a component, in the binary or the text format"
                }
            };
            return Err(ExitCode::Input
                .error(format!("failed to read `{}`", shown(&path)))
                .because(Error::NotAComponent { found })
                .help(help));
        }
        Ok(Part {
            name,
            path,
            bytes,
            into,
            interfaces: None,
        })
    }

    /// Whether this part is to satisfy imports of `export`, which it exports.
    pub(crate) fn offers(&self, export: &str) -> bool {
        self.interfaces
            .as_ref()
            .is_none_or(|names| names.iter().any(|name| matches(&name.value, export)))
    }

    /// An error about this part, which is not a valid component.
    pub(crate) fn invalid(
        &self,
        error: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Failure {
        ExitCode::Input
            .error(format!("{self} is not a valid component"))
            .because(error)
            .help("the file may be truncated, or made for a proposal that this version does not know; build it again")
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ({})", self.name, shown(&self.path))
    }
}

/// `bytes` of the file at `path`, assembled if they are in the text format; else as they are.
pub(crate) fn binary(bytes: Vec<u8>, path: &Path) -> Result<Vec<u8>, wat::Error> {
    match Detect::from_bytes(&bytes) {
        Detect::WasmText => match wat::parse_bytes(&bytes) {
            Ok(bytes) => Ok(bytes.into_owned()),
            Err(mut error) => {
                error.set_path(shown(path));
                Err(error)
            }
        },
        Detect::WasmBinary | Detect::Unknown => Ok(bytes),
    }
}

/// What to do where there is nothing to read at `path`: a word may also be a misspelt command.
fn help_for_missing(path: &Path) -> String {
    let word = path
        .to_str()
        .filter(|word| !word.contains(['.', '/', '\\']));
    match word.and_then(Cli::nearest_command) {
        Some(command) => format!("did you mean the command `{command}`?"),
        None => {
            "give the path of a component; members of a workspace are built when no path is given"
                .to_owned()
        }
    }
}

/// What `bytes` are, unless they begin as a component does.
pub(crate) fn found(bytes: &[u8]) -> Option<Found> {
    if bytes.is_empty() {
        Some(Found::Empty)
    } else if Parser::is_component(bytes) {
        None
    } else if Parser::is_core_wasm(bytes) {
        Some(Found::CoreModule)
    } else {
        Some(Found::NotWasm)
    }
}

/// The error about the first part that does not validate: a composition of valid parts is valid.
///
/// Only the types of the parts are read to compose them; their code is validated as a part of the composition. When
/// that fails, this says which file is to blame and at which offset of it.
pub(crate) fn blame(parts: &[Part]) -> Option<Failure> {
    parts.iter().find_map(|part| {
        let bytes = binary(fs::read(&part.path).ok()?, &part.path).ok()?;
        let error = Validator::new_with_features(WasmFeatures::all())
            .validate_all(&bytes)
            .err()?;
        Some(part.invalid(Error::Invalid(error)))
    })
}

/// The name of the component in the file at `path`.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_stem().map_or_else(
        || path.display().to_string(),
        |stem| stem.to_string_lossy().into_owned(),
    )
}
