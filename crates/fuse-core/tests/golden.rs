//! Golden files: what fusion plans and makes of each `tests/fuse/<case>/input.wat`.
//!
//! Beside the input of a case lie
//!
//! * `plan.txt`, the plan, `explain.txt`, what it means without sizes, and `fused.wat`, the output without the bodies of the runtime's
//!   functions; or
//! * `error.txt`, if fusing fails.
//!
//! `BLESS=1 cargo test -p fuse-core --test golden` writes them. Read the diff before it is committed: a change that
//! nobody can explain is a bug.

use fuse_core::{Options, fuse, plan};
use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The files that a case may have beside its input.
const OUTPUTS: [&str; 4] = ["plan.txt", "explain.txt", "fused.wat", "error.txt"];

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuse");
    let bless = std::env::var_os("BLESS").is_some_and(|value| value == "1");
    let mut cases: Vec<_> = fs::read_dir(&root)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry of the folder").path())
        .collect();
    cases.sort();
    let trials = cases.into_iter().map(|case| {
        let name = case
            .file_name()
            .expect("a folder in the root")
            .to_string_lossy()
            .into_owned();
        Trial::test(name, move || run(&case, bless))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn run(case: &Path, bless: bool) -> Result<(), Failed> {
    let outputs = outputs(case)?;
    for name in OUTPUTS {
        let path = case.join(name);
        let found = outputs
            .iter()
            .find(|(output, _)| *output == name)
            .map(|(_, text)| text.as_str());
        if bless {
            write(&path, found)?;
        } else {
            compare(&path, found)?;
        }
    }
    Ok(())
}

/// The outputs of the case in the folder `case`, by their names.
fn outputs(case: &Path) -> Result<Vec<(&'static str, String)>, Failed> {
    let component = wat::parse_file(case.join("input.wat"))?;
    Ok(match fuse(&component, &Options::default()) {
        Ok(fused) => {
            let planned = plan(&component, &Options::default())?;
            let text = wasmprinter::print_bytes(&fused.bytes)?;
            vec![
                ("plan.txt", fused.plan.to_string()),
                ("explain.txt", planned.explanation().to_string()),
                ("fused.wat", without_runtime(&text)),
            ]
        }
        Err(error) => vec![("error.txt", format!("{error}\n"))],
    })
}

fn write(path: &Path, text: Option<&str>) -> Result<(), Failed> {
    match text {
        Some(text) => fs::write(path, text)?,
        None if path.exists() => fs::remove_file(path)?,
        None => {}
    }
    Ok(())
}

fn compare(path: &PathBuf, found: Option<&str>) -> Result<(), Failed> {
    let expected = path
        .exists()
        .then(|| fs::read_to_string(path))
        .transpose()?;
    let name = path.display();
    match (expected, found) {
        (None, None) => Ok(()),
        (Some(_), None) => Err(format!("{name} is no longer made").into()),
        (None, Some(text)) => Err(format!("{name} is missing; it would be:\n{text}").into()),
        (Some(expected), Some(text)) if expected == text => Ok(()),
        (Some(expected), Some(text)) => {
            let line = expected
                .lines()
                .zip(text.lines())
                .take_while(|(a, b)| a == b)
                .count();
            let at = |text: &str| {
                text.lines()
                    .nth(line)
                    .unwrap_or("the end of the file")
                    .to_owned()
            };
            let (expected, found) = (at(&expected), at(text));
            Err(format!(
                "{name}, line {}\n  expected: {expected}\n     found: {found}",
                line + 1
            )
            .into())
        }
    }
}

/// The text without the bodies of the runtime's functions, which come from a module with tests of its own.
fn without_runtime(text: &str) -> String {
    let mut kept = String::new();
    let mut in_runtime = false;
    for line in text.lines() {
        if !in_runtime {
            kept.push_str(line);
            kept.push('\n');
        }
        if line.starts_with("    (func $fuse:") {
            in_runtime = true;
        } else if line == "    )" {
            in_runtime = false;
        }
    }
    kept
}
