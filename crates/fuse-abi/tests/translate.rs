//! Golden tests of the code that translates values and of the code that exchanges handles with the host.
//!
//! Each `translate/<case>.wit` has one interface with one function. Comments at its start say what the case shows and
//! set options: `// caller: utf16` and `// callee: none` give a side's canonopts, which are `utf8` with a memory and a
//! `realloc` unless said otherwise. `translate/<case>.wat` is a module with the adapter for that function, made of
//! both halves and a call between them; `// caller: async` and `// callee: async` stand for `utf8` with `async`. What it calls to transcode strings is left out, as that has its own tests.
//! `exchange/<case>.wit` is the same with the option `// async` only, and `exchange/<case>.wat` is a module with that function as one
//! that calls the host and as one that the host calls. The functions of `within/<case>.wat` copy what is their parameter as the
//! elements of a stream, and give their result to `task.return`. That of `passed/<case>.wat` passes its result on, and frees what was copied.
//! `BLESS=1` accepts what comes out.

mod support;
mod wit;

use anyhow::{Context as _, Result, bail};
use fuse_abi::opts::StringEncoding;
use fuse_abi::types::{FuncTypeId, TypeTable};
use libtest_mimic::{Arguments, Trial};
use std::path::{Path, PathBuf};
use std::{env, fs};
use support::adapter::Side;

fn main() -> Result<()> {
    let mut trials = cases("translate", |text, types, func| {
        let (caller, callee) = (side(text, "caller")?, side(text, "callee")?);
        Ok(support::adapter::module(types, func, caller, callee))
    })?;
    trials.extend(cases("exchange", |text, types, func| {
        let async_ = text.lines().any(|line| line == "// async");
        Ok(support::exchange::module(types, func, async_))
    })?);
    trials.extend(cases("within", |_, types, func| {
        let utf8 = StringEncoding::Utf8;
        Ok(support::within::module(types, func, utf8, utf8))
    })?);
    trials.extend(cases("passed", |text, types, func| {
        let caller = side(text, "caller")?;
        let utf8 = StringEncoding::Utf8;
        Ok(support::passed::module(types, func, caller, utf8))
    })?);
    libtest_mimic::run(&Arguments::from_args(), trials).exit()
}

/// What a case's text and function are turned into.
type Emit = fn(&str, &TypeTable, FuncTypeId) -> Result<Vec<u8>>;

/// The cases in `folder`.
fn cases(folder: &str, emit: Emit) -> Result<Vec<Trial>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let mut cases: Vec<PathBuf> = Vec::new();
    for entry in
        fs::read_dir(&path).with_context(|| format!("failed to read {}", path.display()))?
    {
        cases.push(entry?.path());
    }
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "wit"));
    cases.sort();
    let trials = cases.into_iter().map(|path| {
        let name = path.file_stem().expect("a case has a name");
        let name = format!("{folder}/{}", name.to_string_lossy());
        Trial::test(name, move || {
            run(&path, emit).map_err(|error| format!("{error:?}").into())
        })
    });
    Ok(trials.collect())
}

fn run(path: &Path, emit: Emit) -> Result<()> {
    let text = fs::read_to_string(path)?;
    let (types, func) = wit::parse(path, &text)?;
    let module = emit(&text, &types, func)?;
    support::validate(&module);
    let actual = without_transcoders(&wasmprinter::print_bytes(&module)?);
    let golden = path.with_extension("wat");
    if env::var_os("BLESS").is_some() {
        return Ok(fs::write(golden, actual)?);
    }
    let expected = fs::read_to_string(&golden)
        .with_context(|| format!("failed to read {}", golden.display()))?;
    if expected != actual {
        let line = expected
            .lines()
            .zip(actual.lines())
            .take_while(|(expected, actual)| expected == actual)
            .count()
            + 1;
        bail!(
            "{} differs from line {line} on; BLESS=1 accepts:\n{actual}",
            golden.display()
        );
    }
    Ok(())
}

fn side(text: &str, name: &str) -> Result<Side> {
    let option = text
        .lines()
        .map_while(|line| line.strip_prefix("// "))
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    let encoding = match option {
        None | Some("utf8" | "async") => Some(StringEncoding::Utf8),
        Some("utf16") => Some(StringEncoding::Utf16),
        Some("latin1+utf16") => Some(StringEncoding::CompactUtf16),
        Some("none") => None,
        Some(other) => bail!("`{other}` are no canonopts"),
    };
    Ok(Side {
        encoding,
        async_: option == Some("async"),
    })
}

/// The text without the bodies of transcoders.
fn without_transcoders(text: &str) -> String {
    let mut kept = String::new();
    let mut in_transcoder = false;
    for line in text.lines() {
        if !in_transcoder {
            kept.push_str(line);
            kept.push('\n');
        }
        if line.starts_with("  (func $\"[transcode]") {
            in_transcoder = true;
        } else if line == "  )" {
            in_transcoder = false;
        }
    }
    kept
}
