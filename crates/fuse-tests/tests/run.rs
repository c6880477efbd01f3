//! Every script of `run/` behaves alike as written and fused; those of `run/unsupported/` are refused instead.
//!
//! One test per `.wast` file. A script counts only if fusion changed a component of it: agreement of the same bytes
//! with themselves would say nothing.

use fuse_tests::script::{self, Verdict};
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
        let refused = name.starts_with("unsupported/");
        Trial::test(name, move || {
            if refused {
                is_refused(&path)
            } else {
                agrees(&path)
            }
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
    let report = script::run_within(path, LIMIT)?;
    match report.verdict() {
        Verdict::Agrees if report.changed == 0 => Err("fusion changed no component".into()),
        Verdict::Agrees => Ok(()),
        other => Err(other.to_string().into()),
    }
}

fn is_refused(path: &Path) -> Result<(), Failed> {
    match script::run_within(path, LIMIT)?.verdict() {
        Verdict::Unsupported(_) => Ok(()),
        other => Err(other.to_string().into()),
    }
}
