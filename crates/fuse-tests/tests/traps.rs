//! What a backtrace of a fused component shows: whose function trapped, who called it, and why an adapter did.
//!
//! Each `traps/<case>.wat` is a component whose function `run` traps; beside it lies the backtrace, the innermost function first.
//! `BLESS=1 cargo test -p fuse-tests --test traps` writes it: read what changes.

use fuse_tests::host;
use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, Store, WasmBacktrace};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("traps");
    let bless = std::env::var_os("BLESS").is_some_and(|value| value == "1");
    let mut cases: Vec<_> = fs::read_dir(&root)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "wat"))
        .collect();
    cases.sort();
    let trials = cases.into_iter().map(|path| {
        let name = path.file_stem().expect("a case is a file");
        let name = name.to_string_lossy().into_owned();
        Trial::test(name, move || check(&path, bless))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn check(path: &Path, bless: bool) -> Result<(), Failed> {
    let component = wat::parse_file(path)?;
    let mut options = fuse_core::Options::default();
    let fused = fuse_core::fuse(&component, &options)?;
    let found = backtrace(&fused.bytes)?;
    shows_what_composed_shows(&found, &backtrace(&component)?)?;
    options.names = false;
    let nameless = backtrace(&fuse_core::fuse(&component, &options)?.bytes)?;
    if let Some(name) = nameless.lines().skip(1).find(|name| *name != NAMELESS) {
        return Err(format!("without a name section there is a function `{name}`").into());
    }

    let golden = path.with_extension("txt");
    if bless {
        fs::write(golden, found)?;
        return Ok(());
    }
    let expected = fs::read_to_string(golden)?;
    match expected == found {
        true => Ok(()),
        false => Err(format!("expected:\n{expected}\nfound:\n{found}").into()),
    }
}

/// What stands for a function without a name.
const NAMELESS: &str = "<no name>";

/// The message of the trap and the functions on the stack when `run` of `component` is called, the innermost first.
fn backtrace(component: &[u8]) -> Result<String, Failed> {
    let engine = Engine::new(&host::config())?;
    let component = Component::from_binary(&engine, component)?;
    let mut store = Store::new(&engine, ());
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let error = runtime.block_on(async {
        let linker = Linker::new(&engine);
        let instance = linker.instantiate_async(&mut store, &component).await?;
        let run = instance.get_typed_func::<(), ()>(&mut store, "run")?;
        match run.call_async(&mut store, ()).await {
            Ok(()) => Err(Failed::from("`run` returned")),
            Err(error) => Ok(error),
        }
    })?;
    let Some(trace) = error.downcast_ref::<WasmBacktrace>() else {
        return Err(format!("no backtrace: {error:#}").into());
    };
    let mut text = format!("{}\n", error.root_cause());
    for frame in trace.frames() {
        text.push_str(frame.func_name().unwrap_or(NAMELESS));
        text.push('\n');
    }
    Ok(text)
}

/// Fails unless every function that the backtrace of the composed component names, which is one of the input's, is in that of the fused
/// one as well, behind the path of its instance and in the same order.
fn shows_what_composed_shows(fused: &str, composed: &str) -> Result<(), Failed> {
    let mut shown = fused.lines().skip(1);
    let named = composed.lines().skip(1).filter(|name| *name != NAMELESS);
    for name in named {
        let suffix = format!(":{name}");
        if !shown.any(|other| other.ends_with(&suffix)) {
            return Err(format!("`{name}` is missing in\n{fused}").into());
        }
    }
    Ok(())
}
