//! Every script of `run/` behaves alike as written and fused. Those of `run/unsupported/` and `run/kept/` have a component that is
//! refused as a whole, and behave alike if as much of it is fused as can be, which in `run/kept/` is some of it.
//!
//! One test per `.wast` file. A script counts only if fusion changed a component of it: agreement of the same bytes
//! with themselves would say nothing.

use fuse_tests::script::{self, Fusing, Report, Verdict};
use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("run");
    let mut scripts = Vec::new();
    find(&root, &mut scripts);
    scripts.sort();
    let trials = scripts.into_iter().map(|path| {
        let name = path
            .strip_prefix(&root)
            .expect("found under the root")
            .display()
            .to_string();
        let (kept, refused) = (name.starts_with("kept/"), name.starts_with("unsupported/"));
        Trial::test(name, move || match kept || refused {
            true => agrees_in_parts(&path, kept),
            false => agrees(&path),
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn find(folder: &Path, scripts: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().expect("the folder of scripts") {
        let path = entry.expect("an entry of the folder").path();
        if path.is_dir() {
            find(&path, scripts);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "wast")
        {
            scripts.push(path);
        }
    }
}

fn agrees(path: &Path) -> Result<(), Failed> {
    let report = script::run_within(path, Fusing::Whole, LIMIT)?;
    match report.verdict() {
        Verdict::Agrees if report.changed == 0 => Err("fusion changed no component".into()),
        Verdict::Agrees => Ok(()),
        other => Err(other.to_string().into()),
    }
}

fn agrees_in_parts(path: &Path, some: bool) -> Result<(), Failed> {
    match script::run_within(path, Fusing::Whole, LIMIT)?.verdict() {
        Verdict::Unsupported(_) => {}
        other => return Err(format!("as a whole: {other}").into()),
    }
    let report = script::run_within(path, Fusing::Parts, LIMIT)?;
    let Report { parts, nothing, .. } = &report;
    match report.verdict() {
        Verdict::Agrees if some && (parts.is_empty() || !nothing.is_empty()) => {
            Err("no part of a component was fused".into())
        }
        Verdict::Agrees => Ok(()),
        other => Err(format!("in parts: {other}").into()),
    }
}
