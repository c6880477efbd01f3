//! Every case of `cases/` and `host-ends/` lets the same be seen composed and fused: calls of the host and their results, what guests log,
//! and in which order.
//!
//! One test per case; a `.cases` file has several, and the `.trace` file beside it says what the composed ones let be
//! seen, so that a case shows what it was made for. `BLESS=1` accepts what comes out.

mod random;
mod random_ends;

use anyhow::Context as _;
use arbtest::arbitrary::Unstructured;
use fuse_tests::concurrency::Stage;
use fuse_tests::concurrency::case::{self, Case};
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// Where cases are; in those of the second, ends of streams and futures pass between the guest and the host.
const FOLDERS: [&str; 2] = ["cases", "host-ends"];

/// How long random cases are run, unless `ARBTEST_BUDGET_MS` says so.
const BUDGET: Duration = Duration::from_secs(3);

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/concurrency");
    let stage = Arc::new(Stage::new().expect("the machine can be compiled for"));
    let mut trials = Vec::new();
    for file in FOLDERS.iter().flat_map(|name| files(&folder.join(name))) {
        let cases = match read(&file) {
            Ok(cases) => cases,
            Err(error) => panic!("{}: {error:#}", file.display()),
        };
        let topic = file
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned();
        let cases: Arc<[Case]> = cases.into();
        for at in 0..cases.len() {
            let (stage, cases) = (Arc::clone(&stage), Arc::clone(&cases));
            let name = format!("{topic}/{}", cases[at].name.replace(' ', "-"));
            trials.push(Trial::test(name, move || agrees(&stage, &cases[at])));
        }
        let stage = Arc::clone(&stage);
        let name = format!("{topic}/is-as-recorded");
        trials.push(Trial::test(name, move || {
            is_as_recorded(&stage, &cases, &file)
        }));
    }
    let again = Arc::clone(&stage);
    trials.push(Trial::test("random", move || {
        random_cases_agree(&again, random::case);
        Ok(())
    }));
    trials.push(Trial::test("random-ends", move || {
        random_cases_agree(&stage, random_ends::case);
        Ok(())
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = folder
        .read_dir()
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "cases")
        })
        .collect();
    files.sort();
    files
}

fn read(file: &Path) -> anyhow::Result<Vec<Case>> {
    case::parse(&fs::read_to_string(file)?)
}

/// The case lets the same be seen both ways.
fn agrees(stage: &Stage, case: &Case) -> Result<(), Failed> {
    let composed = stage.composed(case).map_err(said)?;
    let fused = stage.fused(case).map_err(said)?;
    match composed.difference(&fused, case.order) {
        None => Ok(()),
        Some(difference) => Err(difference.into()),
    }
}

/// Random cases let the same be seen both ways.
fn random_cases_agree(
    stage: &Stage,
    case: fn(&mut Unstructured<'_>) -> arbtest::arbitrary::Result<String>,
) {
    let run = |u: &mut Unstructured<'_>| {
        let text = case(u)?;
        let cases = case::parse(&text).expect("what is made is well-formed");
        if let Err(failed) = agrees(stage, &cases[0]) {
            let reason = failed.message().unwrap_or("no reason");
            panic!("{text}\n{reason}");
        }
        Ok(())
    };
    let test = arbtest::arbtest(run);
    if env::var_os("ARBTEST_BUDGET_MS").is_none() {
        test.budget(BUDGET);
    }
}

/// The composed cases of a file let be seen what is written down.
fn is_as_recorded(stage: &Stage, cases: &[Case], file: &Path) -> Result<(), Failed> {
    let mut found = String::new();
    for case in cases {
        let trace = stage.composed(case).with_context(|| case.name.clone());
        found += &format!("== {}\n{}\n", case.name, trace.map_err(said)?);
    }
    let recorded = file.with_extension("trace");
    if env::var_os("BLESS").is_some_and(|value| value == "1") {
        return Ok(fs::write(&recorded, found)?);
    }
    let recorded = fs::read_to_string(&recorded)?;
    let (recorded, found) = (sections(&recorded), sections(&found));
    for (name, found) in &found {
        if recorded.get(name) != Some(found) {
            let recorded = recorded.get(name).copied().unwrap_or("nothing");
            return Err(format!(
                "--- recorded of {name}\n{recorded}\n--- found\n{found}\n--- BLESS=1 accepts it"
            )
            .into());
        }
    }
    if recorded.len() != found.len() {
        return Err("something is recorded of a case that is not there".into());
    }
    Ok(())
}

/// The whole of an error; by itself it would tell the outermost of its causes.
fn said(error: anyhow::Error) -> Failed {
    format!("{error:#}").into()
}

fn sections(text: &str) -> BTreeMap<&str, &str> {
    text.split("== ")
        .skip(1)
        .filter_map(|section| section.split_once('\n'))
        .collect()
}
