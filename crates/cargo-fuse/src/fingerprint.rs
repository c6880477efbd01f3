//! Tells whether outputs are still what would be made, by a record beside them of what they were made from.
//!
//! Everything counts by its content: a member that is built again to the same bytes, or a file with a new date, changes nothing, and
//! an output that somebody replaced is made again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::progress::Shell;
use crate::shown::shown;

/// What outputs are made from and with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fingerprint {
    /// The cargo-fuse that makes them.
    tool: String,
    /// What they are made from: a name and a hash each.
    inputs: Vec<(String, String)>,
    /// What else decides on them.
    options: Vec<(String, String)>,
}

/// What lies beside the outputs.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    fingerprint: Fingerprint,
    /// The outputs and the hashes of what was written to them.
    outputs: BTreeMap<PathBuf, String>,
    said: Said,
}

/// What a run has to say about its outputs, in which a later one that makes nothing repeats it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Said {
    /// Warnings.
    pub(crate) warnings: Vec<String>,
    /// What is left to the host.
    pub(crate) left: Vec<String>,
}

impl Said {
    /// Says it.
    pub(crate) fn tell(&self, shell: &Shell) {
        for warning in &self.warnings {
            shell.warning(warning);
        }
        for left in &self.left {
            shell.detail("Leaving", format!("{left} to the host"));
        }
    }
}

/// Whether there is something to do.
#[derive(Debug)]
pub(crate) enum Freshness {
    /// The outputs are what would be made.
    Fresh(Said),
    /// They are not, because of this; without a reason where they were never made.
    Stale(Option<String>),
}

impl Fingerprint {
    /// The fingerprint of outputs that this program makes from `inputs`, by name, with `options`.
    pub(crate) fn new<'a>(
        inputs: impl Iterator<Item = (String, &'a [u8])>,
        options: Vec<(String, String)>,
    ) -> Fingerprint {
        Fingerprint {
            tool: tool(),
            inputs: inputs.map(|(name, bytes)| (name, hash(bytes))).collect(),
            options,
        }
    }

    /// Compares with what the record at `path` says about `outputs`.
    pub(crate) fn check(&self, path: &Path, outputs: &[PathBuf]) -> Freshness {
        let Ok(text) = fs::read_to_string(path) else {
            return Freshness::Stale(None);
        };
        let Ok(record) = serde_json::from_str::<Record>(&text) else {
            return Freshness::Stale(Some("its record cannot be read".to_owned()));
        };
        let reason = self
            .difference(&record.fingerprint)
            .or_else(|| replaced(&record.outputs, outputs));
        match reason {
            None => Freshness::Fresh(record.said),
            reason => Freshness::Stale(reason),
        }
    }

    /// What differs from `old`.
    fn difference(&self, old: &Fingerprint) -> Option<String> {
        if self.tool != old.tool {
            return Some("it was made by another cargo-fuse".to_owned());
        }
        if let Some(name) = first_difference(&self.inputs, &old.inputs) {
            return Some(format!("`{name}` has changed"));
        }
        first_difference(&self.options, &old.options)
            .map(|name| format!("the setting `{name}` has changed"))
    }

    /// The text of the record for `outputs`, files with their bytes.
    pub(crate) fn record(self, outputs: &[(PathBuf, &[u8])], said: Said) -> String {
        let outputs = outputs
            .iter()
            .map(|(path, bytes)| (path.clone(), hash(bytes)));
        let record = Record {
            fingerprint: self,
            outputs: outputs.collect(),
            said,
        };
        serde_json::to_string_pretty(&record).expect("a record is strings in lists")
    }
}

/// The name of the first pair that is in one of the lists alone.
fn first_difference<'a>(
    new: &'a [(String, String)],
    old: &'a [(String, String)],
) -> Option<&'a str> {
    let only_in = |one: &'a [(String, String)], other: &[(String, String)]| {
        one.iter()
            .find(|pair| !other.contains(pair))
            .map(|(name, _)| name.as_str())
    };
    only_in(new, old)
        .or_else(|| only_in(old, new))
        .or_else(|| (new != old).then(|| new[0].0.as_str()))
}

/// Says which of `outputs` is not what `recorded` has for it.
fn replaced(recorded: &BTreeMap<PathBuf, String>, outputs: &[PathBuf]) -> Option<String> {
    if recorded.keys().ne(outputs.iter().collect::<BTreeSet<_>>()) {
        return Some("other files are to be written".to_owned());
    }
    let (path, _) = recorded
        .iter()
        .find(|(path, written)| fs::read(path).map_or(true, |bytes| hash(&bytes) != **written))?;
    let what = if path.exists() {
        "was changed"
    } else {
        "is gone"
    };
    Some(format!("`{}` {what}", shown(path)))
}

/// Where the record for `outputs` of the package `name` lies in `folder`; `words` tell what is made and where to.
pub(crate) fn path(folder: &Path, name: &str, words: &str) -> PathBuf {
    let hash = hash(words.as_bytes());
    folder
        .join(".fingerprint")
        .join(format!("{name}-{}.json", &hash[..16]))
}

/// This very program: its version, and its file, since programs of one version differ while it is worked on.
fn tool() -> String {
    let file = env::current_exe().and_then(fs::metadata);
    let file = file.and_then(|file| Ok((file.len(), file.modified()?)));
    format!("{} {file:?}", env!("CARGO_PKG_VERSION"))
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
