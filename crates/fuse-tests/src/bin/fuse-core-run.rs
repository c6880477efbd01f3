//! `fuse-core-run`: runs a command that is a bare core module on wasmi, with the help of its manifest.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::Parser;
use fuse_tests::core_host::wasi::Wasi;
use fuse_tests::core_host::{CoreHost, Value};
use serde::Deserialize;

/// Runs a bare core module; leaves with the program's exit code, 134 if it traps, 2 if it cannot be run.
#[derive(Parser)]
#[command(name = "fuse-core-run")]
struct Cli {
    /// The manifest, beside the module.
    manifest: PathBuf,
    /// What the program is told that it is called.
    #[arg(long, default_value = "program")]
    program: String,
    /// Let the program see a folder.
    #[arg(long, value_name = "HOST::GUEST", value_parser = dir)]
    dir: Vec<(PathBuf, String)>,
    /// Let the program read this file as its standard input.
    #[arg(long, value_name = "FILE")]
    stdin: Option<PathBuf>,
    /// The program's arguments.
    #[arg(last = true)]
    args: Vec<String>,
}

/// What is needed of the manifest to find the module and the function.
#[derive(Deserialize)]
struct Entry {
    module: String,
    exports: Vec<Export>,
}

#[derive(Deserialize)]
struct Export {
    interface: Option<String>,
    function: String,
}

/// What a program that traps leaves with.
const TRAPPED: u8 = 134;
/// What is left with when the program cannot be run.
const NOT_RUN: u8 = 2;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code.into(),
        Err(error) => {
            eprintln!("error: {error:#}");
            NOT_RUN.into()
        }
    }
}

fn run(cli: Cli) -> Result<u8> {
    let read = |path: &Path| {
        std::fs::read(path).with_context(|| format!("failed to read `{}`", path.display()))
    };
    let manifest = String::from_utf8(read(&cli.manifest)?)?;
    let entry: Entry = serde_json::from_str(&manifest)?;
    let is_run = |export: &&Export| {
        let interface = export.interface.as_deref().unwrap_or_default();
        interface.starts_with("wasi:cli/run@") && export.function == "run"
    };
    let Some(export) = entry.exports.iter().find(is_run) else {
        bail!("the module does not export wasi:cli/run");
    };
    let module = read(&cli.manifest.with_file_name(&entry.module))?;
    let args = std::iter::once(cli.program).chain(cli.args).collect();
    let wasi = Wasi::new(args, cli.dir, cli.stdin);
    let mut host = CoreHost::new(&module, &manifest, wasi)?;
    match host.call(export.interface.as_deref(), "run", &[]) {
        Ok(result) => Ok((result != Some(Value::case("ok", None))).into()),
        Err(error) => match (error.i32_exit_status(), error.as_trap_code()) {
            (Some(code), _) => Ok(u8::try_from(code)?),
            (None, Some(_)) => {
                eprintln!("the program traps: {error}");
                Ok(TRAPPED)
            }
            (None, None) => Err(error.into()),
        },
    }
}

fn dir(text: &str) -> Result<(PathBuf, String), String> {
    let (host, guest) = text.split_once("::").ok_or("expected HOST::GUEST")?;
    Ok((host.into(), guest.into()))
}
