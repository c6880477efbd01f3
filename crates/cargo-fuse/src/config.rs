//! What `[package.metadata.fuse]` and `[workspace.metadata.fuse]` say: who plugs into whom, and what the host gives.

use std::borrow::Cow;
use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::exit::{ExitCode, Failure};
use crate::manifest::{Manifest, Place};
use crate::suggest::{listed, nearest};

/// The keys of `[package.metadata.fuse]`.
const PACKAGE_KEYS: &[&str] = &["bin", "host", "names", "plug"];
/// The keys of `[workspace.metadata.fuse]`.
const WORKSPACE_KEYS: &[&str] = &["host", "names"];
/// The keys of an entry of `plug`.
const PLUG_KEYS: &[&str] = &["bin", "package", "path", "plug"];

/// The configuration of one fused package, over that of its workspace.
#[derive(Debug)]
pub(crate) struct FuseConfig {
    /// What plugs into the package.
    pub(crate) plugs: Vec<Plug>,
    /// The imports that are left to the host.
    pub(crate) host: Vec<String>,
    /// Which binary of the package to fuse.
    pub(crate) bin: Option<String>,
    /// Whether to write a name section.
    pub(crate) names: bool,
}

/// A component that plugs into another.
#[derive(Debug)]
pub(crate) struct Plug {
    /// Where it comes from.
    pub(crate) source: PlugSource,
    /// Which binary of the package it is.
    pub(crate) bin: Option<String>,
    /// What plugs into this component alone.
    pub(crate) plugs: Vec<Plug>,
    /// Where the configuration names it.
    pub(crate) place: Place,
}

/// Where a plug comes from.
#[derive(Debug)]
pub(crate) enum PlugSource {
    /// It is built from the workspace member of this name.
    Package(String),
    /// It is a file, relative to the manifest.
    File(PathBuf),
}

/// Reads the configuration of the package at `manifest`, in the workspace at `workspace`.
pub(crate) fn read(manifest: &Manifest, workspace: &Manifest) -> Result<FuseConfig, Failure> {
    let document = parse(manifest)?;
    let Some(value) = metadata(&document, "package") else {
        return Err(ExitCode::Configuration
            .error(format!("`{}` has no `[package.metadata.fuse]`", manifest.path.display()))
            .help("add the table, with `plug = [..]` naming the components that plug into this one; it may be empty"));
    };
    let table = Table::new(manifest, "`[package.metadata.fuse]`", value, PACKAGE_KEYS)?;
    let mut config = FuseConfig {
        plugs: plugs(&table)?,
        host: table.strings("host")?,
        bin: table.string("bin")?,
        names: true,
    };

    let document = parse(workspace)?;
    let mut names = table.boolean("names")?;
    if let Some(value) = metadata(&document, "workspace") {
        let table = Table::new(
            workspace,
            "`[workspace.metadata.fuse]`",
            value,
            WORKSPACE_KEYS,
        )?;
        config.host.extend(table.strings("host")?);
        names = names.or(table.boolean("names")?);
    }
    if let Some(names) = names {
        config.names = names;
    }
    Ok(config)
}

/// The value of `[<section>.metadata.fuse]`.
fn metadata<'a, 'i>(
    document: &'a Spanned<DeTable<'i>>,
    section: &str,
) -> Option<&'a Spanned<DeValue<'i>>> {
    document
        .get_ref()
        .get(section)?
        .get_ref()
        .get("metadata")?
        .get_ref()
        .get("fuse")
}

/// The manifest as TOML with spans.
fn parse(manifest: &Manifest) -> Result<Spanned<DeTable<'_>>, Failure> {
    DeTable::parse(&manifest.text).map_err(|error| {
        ExitCode::Configuration
            .error(format!("failed to parse `{}`", manifest.path.display()))
            .because(error)
    })
}

/// The entries of the key `plug`.
fn plugs(table: &Table<'_, '_>) -> Result<Vec<Plug>, Failure> {
    let Some(value) = table.get("plug") else {
        return Ok(Vec::new());
    };
    let Some(entries) = value.get_ref().as_array() else {
        return Err(table
            .wrong_type("plug", value, "an array")
            .help("`plug` is a list such as `plug = [\"member\", { path = \"other.wasm\" }]`"));
    };
    entries
        .iter()
        .map(|entry| plug(table.manifest, entry))
        .collect()
}

/// One entry of the key `plug`: a package's name or a table.
fn plug(manifest: &Manifest, value: &Spanned<DeValue<'_>>) -> Result<Plug, Failure> {
    let place = manifest.place(value.span());
    if let Some(name) = value.get_ref().as_str() {
        return Ok(Plug {
            source: PlugSource::Package(name.to_owned()),
            bin: None,
            plugs: Vec::new(),
            place,
        });
    }
    if !value.get_ref().is_table() {
        return Err(place
            .error(format!(
                "expected a package's name or a table, found {}",
                with_article(value.get_ref())
            ))
            .help("write `\"member\"`, `{ package = \"member\" }` or `{ path = \"file.wasm\" }`"));
    }
    let table = Table::new(manifest, "an entry of `plug`", value, PLUG_KEYS)?;
    let source = match (table.string("package")?, table.string("path")?) {
        (Some(package), None) => PlugSource::Package(package),
        (None, Some(path)) => {
            let folder = manifest.path.parent().expect("a manifest lies in a folder");
            PlugSource::File(folder.join(path))
        }
        (Some(_), Some(_)) => {
            return Err(place
                .error("a plug has both `package` and `path`")
                .help("keep one of the two"));
        }
        (None, None) => {
            return Err(place
                .error("a plug has neither `package` nor `path`")
                .help("name a workspace member with `package`, or a file with `path`"));
        }
    };
    let bin = table.string("bin")?;
    if let (PlugSource::File(_), Some(value)) = (&source, table.get("bin")) {
        return Err(manifest
            .place(value.span())
            .error("`bin` says nothing about a file")
            .help("remove it"));
    }
    Ok(Plug {
        source,
        bin,
        plugs: plugs(&table)?,
        place,
    })
}

/// A table whose keys are all known.
struct Table<'a, 'i> {
    manifest: &'a Manifest,
    entries: &'a DeTable<'i>,
}

impl<'a, 'i> Table<'a, 'i> {
    fn new(
        manifest: &'a Manifest,
        what: &str,
        value: &'a Spanned<DeValue<'i>>,
        known: &[&'static str],
    ) -> Result<Self, Failure> {
        let Some(entries) = value.get_ref().as_table() else {
            let found = with_article(value.get_ref());
            return Err(manifest
                .place(value.span())
                .error(format!("{what} must be a table, found {found}")));
        };
        // The table is sorted by key; the first mistake is the one that stands first.
        let unknown = entries
            .keys()
            .filter(|key| !known.contains(&key.get_ref().as_ref()));
        if let Some(key) = unknown.min_by_key(|key| key.span().start) {
            let name: &Cow<'_, str> = key.get_ref();
            let keys = listed(known.iter().copied());
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`? the keys are {keys}"),
                None => format!("the keys are {keys}"),
            };
            return Err(manifest
                .place(key.span())
                .error(format!("unknown key `{name}` in {what}"))
                .help(help));
        }
        Ok(Table { manifest, entries })
    }

    fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.entries.get(key)
    }

    fn string(&self, key: &str) -> Result<Option<String>, Failure> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let text = value
            .get_ref()
            .as_str()
            .ok_or_else(|| self.wrong_type(key, value, "a string"))?;
        Ok(Some(text.to_owned()))
    }

    fn boolean(&self, key: &str) -> Result<Option<bool>, Failure> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        value
            .get_ref()
            .as_bool()
            .map(Some)
            .ok_or_else(|| self.wrong_type(key, value, "`true` or `false`"))
    }

    fn strings(&self, key: &str) -> Result<Vec<String>, Failure> {
        let Some(value) = self.get(key) else {
            return Ok(Vec::new());
        };
        let entries = value
            .get_ref()
            .as_array()
            .ok_or_else(|| self.wrong_type(key, value, "an array of strings"))?;
        entries
            .iter()
            .map(|entry| match entry.get_ref().as_str() {
                Some(text) => Ok(text.to_owned()),
                None => Err(self.wrong_type(key, entry, "a string in the array")),
            })
            .collect()
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) -> Failure {
        let found = with_article(value.get_ref());
        self.manifest
            .place(value.span())
            .error(format!("`{key}` must be {expected}, found {found}"))
    }
}

/// The type of `value` as it stands in a sentence.
fn with_article(value: &DeValue<'_>) -> String {
    let name = value.type_str();
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}
