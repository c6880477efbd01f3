//! `cargo xtask tidy`: what the house style asks of files and no compiler checks.
//!
//! A source file stays short and starts with a sentence about itself; a file that the docs name
//! is there; everything is built with the oldest Rust that the manifests promise, and the manual names it.

use crate::{child, files, ui, workspace};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// A source file has fewer lines than this, its inline tests not counted.
const LINES: usize = 800;

/// The line that inline tests start with.
const INLINE_TESTS: &str = "#[cfg(test)]";

/// What a path in the docs ends with for it to be checked.
const EXTENSIONS: [&str; 8] = ["rs", "md", "toml", "wit", "wat", "wast", "py", "lock"];

/// Prints every breach and fails if there is one.
pub fn run() -> Result<()> {
    let root = workspace::root();
    let tracked = tracked_files(&root)?;
    let mut breaches = Vec::new();
    for file in &tracked {
        let path = Path::new(file);
        let text = || files::read(&root.join(file));
        if path.extension().is_some_and(|ext| ext == "rs") {
            breaches.extend(check_source(file, &text()?));
        } else if file == "README.md" || is_doc(path) {
            breaches.extend(check_doc(file, &text()?, &tracked));
        }
    }
    breaches.extend(check_rust(&root)?);
    for breach in &breaches {
        println!("{breach}");
    }
    if !breaches.is_empty() {
        bail!("{} breaches of the house style", breaches.len());
    }
    ui::status("Tidy", format_args!("{} files", tracked.len()));
    Ok(())
}

/// The files that git knows or would take up, by their path from the top.
fn tracked_files(root: &Path) -> Result<BTreeSet<String>> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard"]);
    let list = child::stdout(git.current_dir(root)).context("failed to ask git for the files")?;
    let there = list.lines().filter(|file| root.join(file).exists());
    Ok(there.map(str::to_owned).collect())
}

/// Checks that the toolchain is the oldest one supported, and that the README names it.
fn check_rust(root: &Path) -> Result<Option<String>> {
    let read = |file: &str| files::read(&root.join(file));
    let (manifest, toolchain) = (read("Cargo.toml")?, read("rust-toolchain.toml")?);
    let oldest = quoted(&manifest, "rust-version").context("Cargo.toml has no `rust-version`")?;
    let used = quoted(&toolchain, "channel").context("rust-toolchain.toml has no `channel`")?;
    let named = read("README.md")?.contains(&format!("Rust {oldest}"));
    Ok(match (used.starts_with(oldest), named) {
        (true, true) => None,
        (false, _) => Some(format!(
            "rust-toolchain.toml: builds with {used}, and Cargo.toml promises {oldest}"
        )),
        (true, false) => Some(format!("README.md: does not name Rust {oldest}")),
    })
}

/// The text in quotes after `key =` at the start of a line.
fn quoted<'a>(toml: &'a str, key: &str) -> Option<&'a str> {
    let mut values = toml.lines().filter_map(|line| line.strip_prefix(key));
    values.find_map(|rest| rest.trim_start().strip_prefix('=')?.split('"').nth(1))
}

fn is_doc(path: &Path) -> bool {
    path.starts_with("docs") && path.extension().is_some_and(|ext| ext == "md")
}

fn check_source(file: &str, text: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    let lines = text
        .lines()
        .take_while(|line| *line != INLINE_TESTS)
        .count();
    if lines >= LINES {
        breaches.push(format!("{file}: {lines} lines, the limit is {LINES}"));
    }
    if !text.starts_with("//!") {
        breaches.push(format!("{file}: does not start with a `//!` sentence"));
    }
    breaches
}

/// Checks the paths in code spans and in the targets of links.
fn check_doc(file: &str, text: &str, tracked: &BTreeSet<String>) -> Vec<String> {
    let spans = text.split('`').skip(1).step_by(2);
    let links = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#']).next());
    spans
        .chain(links)
        .filter(|name| names_a_file(name))
        .filter(|name| !is_there(file, name, tracked))
        .map(|name| format!("{file}: names `{name}`, which does not exist"))
        .collect()
}

/// Whether a span is a path of this repository, and not a pattern, a command or a file to come.
fn names_a_file(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    let known = Path::new(name)
        .extension()
        .is_some_and(|ext| EXTENSIONS.iter().any(|known| ext == *known));
    known && name.chars().all(plain) && !name.starts_with("target/") && !name.starts_with('/')
}

/// A path counts from the top or from the doc's folder; a bare name may be any file's.
fn is_there(doc: &str, name: &str, tracked: &BTreeSet<String>) -> bool {
    let folder = Path::new(doc).parent().expect("a file lies in a folder");
    let beside = folder.join(name);
    tracked.contains(name)
        || tracked.contains(beside.to_string_lossy().as_ref())
        || tracked
            .iter()
            .any(|file| file.ends_with(&format!("/{name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_and_files_without_a_sentence_are_breaches() {
        let long = "//! One.\n".repeat(LINES);
        assert_eq!(check_source("a.rs", &long).len(), 1);
        let with_tests = format!("//! One.\n{INLINE_TESTS}\n{long}");
        assert_eq!(check_source("a.rs", &with_tests).len(), 0);
        assert_eq!(check_source("a.rs", "fn main() {}\n").len(), 1);
    }

    #[test]
    fn docs_name_files_that_are_there() {
        let tracked = BTreeSet::from(["docs/a.md".to_owned(), "src/deep/b.rs".to_owned()]);
        let check = |text: &str| check_doc("docs/c.md", text, &tracked).len();
        assert_eq!(check("see `docs/a.md`, [a](a.md#part) and `deep/b.rs`"), 0);
        assert_eq!(check("see `docs/b.md` and [b](b.md)"), 2);
        assert_eq!(
            check("`<case>/input.wat`, `*.rs`, `target/x.md`, `cargo x`"),
            0
        );
    }
}
