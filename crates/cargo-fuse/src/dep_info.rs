//! The `.d` file: what the outputs of a package are made from, as a rule for make and its like.

use std::fs;
use std::path::{Path, PathBuf};

/// A rule that makes `outputs` from what `parts` were made from, and from `others`.
///
/// Of a part that cargo built, what counts is its sources: cargo lists them in a `.d` file of its own beside it.
pub(crate) fn rule<'a>(
    outputs: impl Iterator<Item = &'a Path>,
    parts: impl Iterator<Item = &'a Path>,
    others: impl Iterator<Item = &'a Path>,
) -> String {
    let mut words: Vec<String> = others.map(word).collect();
    for part in parts {
        words.extend(sources(part).unwrap_or_else(|| vec![word(part)]));
    }
    words.sort();
    words.dedup();
    let outputs: Vec<String> = outputs.map(word).collect();
    format!("{}: {}\n", outputs.join(" "), words.join(" "))
}

/// The sources in the `.d` file beside `part`, as they stand there; none unless it has a rule for `part`.
fn sources(part: &Path) -> Option<Vec<String>> {
    let rules = fs::read_to_string(part.with_extension("d")).ok()?;
    let target = word(part);
    let rule = rules
        .lines()
        .find_map(|line| line.strip_prefix(&target)?.strip_prefix(": "))?;
    let mut words: Vec<String> = Vec::new();
    let mut goes_on = false;
    for piece in rule.split(' ') {
        match words.last_mut() {
            Some(last) if goes_on => {
                last.push(' ');
                last.push_str(piece);
            }
            _ => words.push(piece.to_owned()),
        }
        goes_on = piece.ends_with('\\');
    }
    Some(words)
}

/// `path` with its spaces escaped, as cargo writes it.
fn word(path: impl AsRef<Path>) -> String {
    path.as_ref().display().to_string().replace(' ', "\\ ")
}

/// Where the `.d` file of the package `name` lies.
pub(crate) fn path(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.d"))
}
