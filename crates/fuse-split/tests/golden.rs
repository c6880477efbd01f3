//! Golden files: which groups each `tests/split/<case>/input.wat` is cut into, which boundaries stay and why, in `groups.txt`.
//!
//! `BLESS=1 cargo test -p fuse-split --test golden` writes them. Read the diff before it is committed: a change that nobody can explain
//! is a bug.

use fuse_core::{Error, ImportKind, Options, Shape};
use fuse_split::{Boundary, Outcome, Split};
use libtest_mimic::{Arguments, Failed, Trial};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/split");
    let bless = std::env::var_os("BLESS").is_some_and(|value| value == "1");
    let mut cases: Vec<_> = fs::read_dir(&root)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry of the folder").path())
        .collect();
    cases.sort();
    let trials = cases.into_iter().map(|case| {
        let name = case.file_name().expect("a folder in the root");
        Trial::test(name.to_string_lossy().into_owned(), move || {
            run(&case, bless)
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn run(case: &Path, bless: bool) -> Result<(), Failed> {
    let component = wat::parse_file(case.join("input.wat"))?;
    let split = fuse_split::fuse(&component, &Options::default())?;
    // What was fused once is fused as far as it can be.
    let again = fuse_split::fuse(&split.bytes, &Options::default())?;
    if split.is_fused() && again.groups.iter().any(|group| group.instances.len() > 1) {
        return Err("its groups can be grouped again".into());
    }
    refuses_a_core_module(&component, &split)?;
    let (text, path) = (text(&split)?, case.join("groups.txt"));
    if bless {
        fs::write(&path, &text)?;
        return Ok(());
    }
    match fs::read_to_string(&path)? {
        expected if expected == text => Ok(()),
        expected => Err(format!("expected:\n{expected}\nfound:\n{text}").into()),
    }
}

/// A core module cannot be partial.
fn refuses_a_core_module(component: &[u8], split: &Split) -> Result<(), Failed> {
    let mut options = Options::default();
    options.shape = Shape::Core;
    match fuse_split::fuse(component, &options) {
        Ok(_) if split.is_whole() => Ok(()),
        Err(Error::Unsupported { .. }) if !split.is_whole() => Ok(()),
        other => Err(format!("asked for a core module, it gives {other:?}").into()),
    }
}

fn text(split: &Split) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    if let Some(refusal) = &split.refusal {
        writeln!(text, "refused: {refusal}")?;
    }
    for group in &split.groups {
        let instances = group.instances.join(", ");
        match &group.outcome {
            Outcome::Fused { plan, imports } => {
                let calls = plan.explanation().summary.fused_calls;
                writeln!(text, "fused: {instances}: {calls} calls")?;
                let imports = imports.imports.iter();
                let functions = imports.filter(|import| import.kind == ImportKind::Function);
                for from in functions.filter_map(|import| import.from.as_ref()) {
                    writeln!(text, "  imports {from}")?;
                }
            }
            Outcome::Left { reason } => writeln!(text, "left: {instances}: {reason}")?,
        }
    }
    for boundary in &split.kept {
        let Boundary {
            importer,
            exporter,
            import,
            reason,
        } = boundary;
        writeln!(
            text,
            "kept: {importer} imports `{import}` from {exporter}: {reason}"
        )?;
    }
    Ok(text)
}
