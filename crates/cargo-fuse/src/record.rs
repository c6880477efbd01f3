//! What a job leaves beside its outputs: what they were made from, for the next run and for make.

use std::fs;
use std::path::{Path, PathBuf};

use crate::config::Settings;
use crate::dep_info;
use crate::exit::Failure;
use crate::fingerprint::{self, Fingerprint, Freshness, Said};
use crate::job::Job;
use crate::output::{self, Outputs};

/// What a later run needs to know about this one.
pub(crate) struct Record {
    /// Where it lies.
    path: PathBuf,
    fingerprint: Fingerprint,
    /// The outputs, wherever that run is started.
    outputs: Vec<PathBuf>,
}

impl Record {
    /// Whether the outputs are there as this run would make them.
    pub(crate) fn check(&self) -> Freshness {
        self.fingerprint.check(&self.path, &self.outputs)
    }
}

/// `path`, wherever one stands; as it is where that is unknown.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

impl Job {
    /// Writes `files`, and with them what tells a later run that they are up to date, and make what they depend on.
    pub(crate) fn write(
        &self,
        files: &[(&Path, &[u8])],
        record: Option<Record>,
        said: Said,
    ) -> Result<(), Failure> {
        let (Some(record), Some((rule_path, rule))) =
            (record, self.rule(files.iter().map(|(path, _)| *path)))
        else {
            return output::write(files);
        };
        let outputs: Vec<(PathBuf, &[u8])> = files
            .iter()
            .map(|(path, bytes)| (absolute(path), *bytes))
            .collect();
        let text = record.fingerprint.record(&outputs, said);
        output::make_folder(output::folder_of(&record.path))?;
        let mut files = files.to_vec();
        files.push((&rule_path, rule.as_bytes()));
        files.push((&record.path, text.as_bytes()));
        output::write(&files)
    }

    /// Brings the rule for make up to date where the outputs are: sources may change and the parts stay as they are.
    pub(crate) fn renew_rule(&self, outputs: &Outputs) -> Result<(), Failure> {
        match self.rule(outputs.paths()) {
            Some((path, rule)) if !fs::read(&path).is_ok_and(|old| old == rule.as_bytes()) => {
                output::write(&[(&path, rule.as_bytes())])
            }
            _ => Ok(()),
        }
    }

    /// The rule by which make knows when `outputs` are out of date, and its file.
    fn rule<'a>(&self, outputs: impl Iterator<Item = &'a Path>) -> Option<(PathBuf, String)> {
        let folder = self.folder.as_ref()?;
        let outputs: Vec<PathBuf> = outputs.map(absolute).collect();
        let rule = dep_info::rule(
            outputs.iter().map(PathBuf::as_path),
            self.parts.iter().map(|part| part.path.as_path()),
            self.sources.iter().map(PathBuf::as_path),
        );
        Some((dep_info::path(folder, &self.name), rule))
    }

    /// What tells whether `outputs` are up to date; nothing where that is not to be told from files, or where a few files are fused
    /// and there is no place for a record.
    pub(crate) fn record(&self, outputs: &Outputs) -> Option<Record> {
        let folder = self.folder.as_ref()?;
        let paths: Vec<PathBuf> = outputs.paths().map(Path::to_path_buf).collect();
        if paths.is_empty() || paths.iter().any(|path| output::is_special(path)) {
            return None;
        }
        let words: Vec<_> = paths
            .iter()
            .map(|path| path.strip_prefix(folder).unwrap_or(path).to_string_lossy())
            .collect();
        let parts = self.parts.iter();
        Some(Record {
            path: fingerprint::path(folder, &self.name, &words.join("\n")),
            fingerprint: Fingerprint::new(
                parts.map(|part| (part.name.clone(), part.bytes.as_slice())),
                self.decisive(),
            ),
            outputs: paths.iter().map(|path| absolute(path)).collect(),
        })
    }

    /// Everything that decides on the outputs besides the bytes of the parts.
    fn decisive(&self) -> Vec<(String, String)> {
        // What decides on the parts is in their bytes, and what decides on the files is in their names.
        let Settings {
            builder: _,
            profile: _,
            target: _,
            output: _,
            emit: _,
            host: _,
            names,
            require_full,
            wasm_features,
        } = &self.settings;
        let plugs = self.parts.iter().map(|part| {
            let interfaces = part.interfaces.iter().flatten();
            let interfaces: Vec<&str> = interfaces.map(|name| name.value.as_str()).collect();
            (part.into, interfaces)
        });
        let allowed = wasm_features.as_ref().map(|features| features.value.set);
        [
            ("plug", format!("{:?}", plugs.collect::<Vec<_>>())),
            ("host", format!("{:?}", self.hosts)),
            ("names", names.value.to_string()),
            ("require-full", require_full.value.to_string()),
            ("wasm-features", format!("{allowed:?}")),
            (
                "wac",
                format!("{:?}", self.wac.as_ref().map(|file| &file.text)),
            ),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }
}
