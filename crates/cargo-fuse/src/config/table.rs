//! One table of the configuration: only keys that are known, and values of the type that is asked for.

use std::path::{Component, Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::At;
use super::settings::{Origin, Valued};
use crate::exit::Failure;
use crate::manifest::{Manifest, Place};
use crate::suggest::{listed, nearest};

/// A table whose keys are all known.
pub(super) struct Table<'a, 'i> {
    /// The file it stands in.
    pub(super) manifest: &'a Manifest,
    /// Which table it is.
    at: At,
    entries: &'a DeTable<'i>,
    /// Where it begins.
    pub(super) place: Place,
}

/// An entry of a table whose keys anybody may choose.
pub(super) struct Entry<'a, 'i> {
    /// Its name.
    pub(super) name: String,
    /// Where the name stands.
    pub(super) place: Place,
    /// What stands there.
    pub(super) value: &'a Spanned<DeValue<'i>>,
}

impl<'a, 'i> Table<'a, 'i> {
    /// `value` as the table `at`.
    pub(super) fn new(
        manifest: &'a Manifest,
        at: At,
        value: &'a Spanned<DeValue<'i>>,
    ) -> Result<Self, Failure> {
        let place = manifest.place(value.span());
        let what = at.title();
        let Some(entries) = value.get_ref().as_table() else {
            let found = with_article(value.get_ref());
            return Err(place.error(format!("{what} must be a table, found {found}")));
        };
        // The table is sorted by key; the first mistake is the one that stands first.
        let unknown = entries
            .keys()
            .filter(|key| at.keys().all(|known| known != key.get_ref().as_ref()));
        if let Some(key) = unknown.min_by_key(|key| key.span().start) {
            let mut keys: Vec<&str> = at.keys().collect();
            keys.sort_unstable();
            let keys = listed(keys);
            let help = match nearest(key.get_ref(), at.keys()) {
                Some(near) => format!("did you mean `{near}`? the keys are {keys}"),
                None => format!("the keys are {keys}"),
            };
            return Err(manifest
                .place(key.span())
                .error(format!("unknown key `{}` in {what}", key.get_ref()))
                .help(help));
        }
        Ok(Table {
            manifest,
            at,
            entries,
            place,
        })
    }

    /// The value of `key`, which is one of this table's.
    pub(super) fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'i>>> {
        assert!(
            self.at.keys().any(|known| known == key),
            "`{key}` is in the table of keys for {}",
            self.at.title()
        );
        self.entries.get(key)
    }

    /// The place of `value`, which stands in the file of this table.
    pub(super) fn place_of(&self, value: &Spanned<DeValue<'_>>) -> Place {
        self.manifest.place(value.span())
    }

    /// The place of the value of `key`, if there is one.
    pub(super) fn place_at(&self, key: &str) -> Option<Place> {
        self.get(key).map(|value| self.place_of(value))
    }

    /// A string.
    pub(super) fn text(&self, key: &str) -> Result<Option<Valued<String>>, Failure> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let text = value
            .get_ref()
            .as_str()
            .ok_or_else(|| self.wrong_type(key, value, "a string"))?;
        Ok(Some(self.valued(text.to_owned(), value)))
    }

    /// The path of a file, relative to the manifest's folder.
    pub(super) fn path(&self, key: &str) -> Result<Option<Valued<PathBuf>>, Failure> {
        let Some(Valued { value, origin }) = self.text(key)? else {
            return Ok(None);
        };
        let place = self.place_at(key).expect("the key has a value");
        if value.is_empty() {
            return Err(place
                .error(format!("`{key}` is empty"))
                .help("give the path of a file"));
        }
        if value.contains('\\') {
            return Err(place
                .error(format!(
                    "`{key}` has a `\\`, which separates folders on Windows only"
                ))
                .help(format!(
                    "write `{}`, which works everywhere",
                    value.replace('\\', "/")
                )));
        }
        let folder = self
            .manifest
            .path
            .parent()
            .expect("a manifest lies in a folder");
        Ok(Some(Valued {
            value: normal(&folder.join(value)),
            origin,
        }))
    }

    /// A boolean.
    pub(super) fn boolean(&self, key: &str) -> Result<Option<Valued<bool>>, Failure> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let flag = value
            .get_ref()
            .as_bool()
            .ok_or_else(|| self.wrong_type(key, value, "`true` or `false`"))?;
        Ok(Some(self.valued(flag, value)))
    }

    /// An array of strings.
    pub(super) fn texts(&self, key: &str) -> Result<Option<Vec<Valued<String>>>, Failure> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let entries = value
            .get_ref()
            .as_array()
            .ok_or_else(|| self.wrong_type(key, value, "an array of strings"))?;
        let texts = entries.iter().map(|entry| match entry.get_ref().as_str() {
            Some(text) => Ok(self.valued(text.to_owned(), entry)),
            None => Err(self.wrong_type(key, entry, "an array of nothing but strings")),
        });
        texts.collect::<Result<_, _>>().map(Some)
    }

    /// The entries of the table that is the value of `key`.
    pub(super) fn entries(&self, key: &str) -> Result<Vec<Entry<'a, 'i>>, Failure> {
        let Some(value) = self.get(key) else {
            return Ok(Vec::new());
        };
        let Some(table) = value.get_ref().as_table() else {
            return Err(self.wrong_type(key, value, "a table"));
        };
        let entries = table.iter().map(|(name, value)| Entry {
            name: name.get_ref().to_string(),
            place: self.manifest.place(name.span()),
            value,
        });
        Ok(entries.collect())
    }

    /// The error about the type of `value`, which belongs to `key`.
    pub(super) fn wrong_type(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        expected: &str,
    ) -> Failure {
        let found = with_article(value.get_ref());
        self.place_of(value)
            .error(format!("`{key}` must be {expected}, found {found}"))
            .help(format!("write it as in `{}`", self.example(key)))
    }

    /// The error about `value`, which is not one of those that `key` takes.
    pub(super) fn wrong_value<'n>(
        &self,
        key: &str,
        value: &Valued<String>,
        valid: impl IntoIterator<Item = &'n str> + Clone,
    ) -> Failure {
        let list = listed(valid.clone());
        let help = match nearest(&value.value, valid) {
            Some(near) => format!("did you mean `{near}`? it may be one of {list}"),
            None => format!("it may be one of {list}"),
        };
        value
            .origin
            .error(format!("`{key}` does not know `{}`", value.value))
            .help(help)
    }

    /// The line that the table of keys has for `key`.
    fn example(&self, key: &str) -> &'static str {
        let mut keys = super::keys::KEYS.iter();
        let key = keys.find(|known| known.name == key && known.at.contains(&self.at));
        key.expect("only known keys are read").example
    }

    fn valued<T>(&self, value: T, at: &Spanned<DeValue<'_>>) -> Valued<T> {
        Valued {
            value,
            origin: Origin::Manifest(self.place_of(at)),
        }
    }
}

/// `path` without `.` and `..`, as cargo has it for the paths in manifests.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(normal.components().next_back(), Some(Component::Normal(_))) =>
            {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

/// The type of `value` as it stands in a sentence.
pub(super) fn with_article(value: &DeValue<'_>) -> String {
    let name = value.type_str();
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}
