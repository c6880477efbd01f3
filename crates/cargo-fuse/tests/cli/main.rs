//! Runs the program as a user would and compares all that the user sees with a transcript.
//!
//! A case is a folder of `cases`:
//! * `cmd`: the commands, one a line, of `cargo`, `truncate`, `corrupt`, `copy`, `mkdir` and `show`;
//! * `transcript.txt`: the exit code, stdout, stderr, new and changed files of each command; `BLESS=1` writes it;
//! * everything else is copied to a scratch folder where the commands run, each `.wat` assembled to `.wasm`.
//!
//! The components of `parts` are there for every case that names them. `cargo metadata` is real; builds are made by
//! this very program, run as the stand-in of `stand_in`, which finds each member's component beside its manifest.
//!
//! `RUNNER` before a command makes this program the runner of wasm32-wasip2, `WASMTIME` or `WASMTIME=VERSION` the only program on the
//! `PATH`, and `NO_WASMTIME` leaves nothing there.

mod broken;
mod case;
mod pages;
mod runner;
mod sizes;
mod stand_in;
mod stdout;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    if let Some(code) = runner::run().or_else(stand_in::run) {
        return code;
    }
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let parts = root.join("parts");
    let mut cases: Vec<_> = fs::read_dir(root.join("cases"))
        .expect("there are cases")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    cases.sort();
    let mut trials = vec![Trial::test(
        "the-manual-lists-the-exit-codes",
        the_manual_lists_the_exit_codes,
    )];
    trials.push(Trial::test(
        "the-help-fits-a-screen",
        pages::the_help_fits_a_screen,
    ));
    trials.push(Trial::test(
        "the-help-is-as-colourful-as-cargo",
        pages::the_help_is_as_colourful_as_cargo,
    ));
    trials.push(Trial::test("cargo-help-fuse", pages::cargo_help_fuse));
    trials.push(Trial::test(
        "completions-name-every-command",
        pages::completions,
    ));
    trials.push(Trial::test(
        "the-manual-page-has-every-flag",
        pages::manual_page,
    ));
    trials.push(Trial::test("the-manual-lists-every-flag", pages::docs));
    let folder = parts.clone();
    trials.push(Trial::test("stdout-is-the-output", move || {
        stdout::is_the_output(&folder)
    }));
    let folder = root.join("cases");
    trials.push(Trial::test("everything-broken-is-reported", move || {
        broken::check(&folder)
    }));
    trials.extend(cases.into_iter().map(|folder| {
        let name = folder
            .file_name()
            .expect("a case has a name")
            .to_string_lossy()
            .into_owned();
        let parts = parts.clone();
        Trial::test(name, move || case::run(&folder, &parts).map_err(Into::into))
    }));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Checks that the manual has the table of exit codes that `cargo fuse build --help` prints.
fn the_manual_lists_the_exit_codes() -> Result<(), libtest_mimic::Failed> {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/configuration.md");
    let manual = fs::read_to_string(manual)?;
    let help = Command::new(env!("CARGO_BIN_EXE_cargo-fuse"))
        .args(["build", "--help"])
        .output()?;
    let help = String::from_utf8(help.stdout)?;
    let (_, table) = help
        .split_once("Exit codes:\n")
        .ok_or("the help has a table of exit codes")?;
    for line in table.lines().filter(|line| !line.is_empty()) {
        let (code, meaning) = line.trim().split_once("  ").ok_or("a code has a meaning")?;
        let row = format!("| {code} | {meaning} |");
        if !manual.contains(&row) {
            return Err(format!("docs/configuration.md lacks the row `{row}`").into());
        }
    }
    Ok(())
}
