//! What the program says about itself: help, completions and the manual page.

use std::env;
use std::path::Path;
use std::process::Command;

use libtest_mimic::Failed;

use crate::stand_in;

/// The commands that everybody is to find.
const COMMANDS: [&str; 7] = [
    "build",
    "run",
    "check",
    "config",
    "inspect",
    "new",
    "completions",
];

/// The page without a command is no longer and no wider than a screen, and the same however it is asked for.
pub fn the_help_fits_a_screen() -> Result<(), Failed> {
    let long = printed(&["fuse", "--help"])?;
    for args in [&["fuse", "-h"][..], &["fuse", "help"], &["--help"]] {
        if printed(args)? != long {
            return Err(format!("{args:?} prints another page than `--help`").into());
        }
    }
    let lines = long.lines().count();
    let columns = long.lines().map(|line| line.chars().count()).max();
    if lines > 24 || columns.is_none_or(|columns| columns > 80) {
        return Err(format!("{lines} lines and {columns:?} columns do not fit a screen").into());
    }
    names_all(&long, COMMANDS)
}

/// The help and what is wrong with a command line have colours when cargo's environment asks for them.
pub fn the_help_is_as_colourful_as_cargo() -> Result<(), Failed> {
    for argument in ["--help", "--no-such-flag"] {
        let output = Command::new(env!("CARGO_BIN_EXE_cargo-fuse"))
            .args(["fuse", argument])
            .env("CARGO_TERM_COLOR", "always")
            .output()?;
        let said = [output.stdout, output.stderr].concat();
        if !said.contains(&0x1b) {
            return Err(format!("`{argument}` has no colours").into());
        }
    }
    Ok(())
}

/// The real cargo finds this program on the `PATH`, and its help.
pub fn cargo_help_fuse() -> Result<(), Failed> {
    let program = Path::new(env!("CARGO_BIN_EXE_cargo-fuse"));
    let folder = program.parent().ok_or("a program lies in a folder")?;
    let old = env::var_os("PATH").ok_or("there is a `PATH`")?;
    let path = env::join_paths(
        [folder.to_owned()]
            .into_iter()
            .chain(env::split_paths(&old)),
    )?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    for args in [["help", "fuse"], ["fuse", "--help"]] {
        let output = Command::new(&cargo)
            .args(args)
            .env("PATH", &path)
            .env_remove(stand_in::VARIABLE)
            .output()?;
        let page = String::from_utf8(output.stdout)?;
        if !output.status.success() || page != printed(&["fuse", "--help"])? {
            return Err(format!("`cargo {}` prints {page:?}", args.join(" ")).into());
        }
    }
    Ok(())
}

/// Each shell is told of every command and of a flag.
pub fn completions() -> Result<(), Failed> {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let text = printed(&["fuse", "completions", shell])?;
        names_all(&text, COMMANDS)?;
        names_all(&text, ["message-format", "cargo-fuse"])?;
    }
    Ok(())
}

/// The manual page is one that `man` reads, with everything that `build --help` names.
pub fn manual_page() -> Result<(), Failed> {
    let page = printed(&["fuse", "man"])?;
    if !page.contains("\n.TH cargo-fuse 1") {
        return Err("the manual page has no title".into());
    }
    // Dashes are escaped.
    let page = page.replace('\\', "");
    names_all(&page, COMMANDS)?;
    let help = printed(&["fuse", "build", "--help"])?;
    names_all(&page, flags(&help))
}

/// The page about commands and flags has every command, and every flag of `build --help`.
pub fn docs() -> Result<(), Failed> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/commands.md");
    let page = std::fs::read_to_string(page)?;
    let rows: String = page.lines().filter(|line| line.starts_with('|')).collect();
    names_all(&rows, COMMANDS)?;
    let help = printed(&["fuse", "build", "--help"])?;
    names_all(&rows, flags(&help).filter(|flag| *flag != "--help"))
}

/// The flags that a page of help has.
fn flags(help: &str) -> impl Iterator<Item = &str> {
    help.split_whitespace()
        .map(|word| word.trim_end_matches(','))
        .map(|word| word.split_once('[').map_or(word, |(flag, _)| flag))
        .map(|word| word.trim_end_matches("..."))
        .filter(|word| {
            let name = word.strip_prefix("--");
            name.is_some_and(|name| {
                !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-')
            })
        })
}

/// Fails unless `text` has all of `names`.
fn names_all<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Result<(), Failed> {
    match names.into_iter().find(|name| !text.contains(name)) {
        Some(name) => Err(format!("`{name}` is missing").into()),
        None => Ok(()),
    }
}

/// What the program prints when it succeeds.
fn printed(args: &[&str]) -> Result<String, Failed> {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-fuse"))
        .args(args)
        .output()?;
    if !output.status.success() {
        return Err(format!("{args:?} fails").into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
