//! `cargo fuse run` and `cargo fuse check`: what is fused is run, or thrown away.

use std::fs;
use std::process::ExitStatus;

use anyhow::Context;
use tempfile::TempDir;

use crate::cli::{Emit, FuseArgs, Goal};
use crate::exit::{ExitCode, Failure};
use crate::fuse;
use crate::inputs::name_of;
use crate::interrupt::Uninterrupted;
use crate::job::Made;
use crate::progress::Shell;
use crate::runner::{Runner, require_command};

/// Fuses what `args` ask for and runs it; gives the exit code that the program leaves with.
pub(crate) fn run(mut args: FuseArgs, shell: &mut Shell) -> anyhow::Result<ExitCode> {
    if !args.emit.is_empty() && !args.emit.contains(&Emit::Component) {
        return Err(no_component().into());
    }
    // What stands after `--` is for the program and not for the builds.
    args.program_args = std::mem::take(&mut args.build.forwarded);
    // Components from the command line have no target folder.
    let scratch = scratch()?;
    if let (Some(first), None) = (args.files.first(), &args.output) {
        args.output = Some(scratch.path().join(format!("{}.wasm", name_of(first))));
    }
    let made = fuse::fuse(&args, shell)?;
    let [made] = made.as_slice() else {
        return Err(several(&made).into());
    };
    let Some(file) = &made.component else {
        return Err(no_component().into());
    };
    let component = fs::read(file).map_err(|error| {
        ExitCode::Write
            .error(format!("failed to read `{}` again", file.display()))
            .because(error)
    })?;
    require_command(&made.name, &component)?;
    let runner = Runner::find(&made.target)?;
    let mut command = runner.command(&made.name, file, &component, &args.program_args)?;
    shell.status("Running", format!("`{}`", shown(&command)));
    let status = command
        .status()
        .map_err(|error| runner.cannot_run(error))
        .with_context(|| format!("failed to run `{}`", made.name))?;
    Ok(match code(status) {
        0 => ExitCode::Success,
        code => ExitCode::Child(code),
    })
}

/// Does everything that `args` ask for, but writes nothing.
pub(crate) fn check(mut args: FuseArgs, shell: &mut Shell) -> anyhow::Result<()> {
    let files = [
        ("--output", &args.output),
        ("--emit-import-map", &args.emit_import_map),
    ];
    if let Some((flag, _)) = files.iter().find(|(_, file)| file.is_some()) {
        return Err(ExitCode::Usage
            .error(format!(
                "`cargo fuse check` writes nothing and takes no `{flag}`"
            ))
            .help("use `cargo fuse build`")
            .into());
    }
    args.goal = Goal::Check;
    // Nothing is written to this file, but components from the command line need one to be named.
    args.output = args
        .files
        .first()
        .map(|first| format!("{}.fused.wasm", name_of(first)).into());
    fuse::fuse(&args, shell)?;
    Ok(())
}

/// A folder for files that go when the program ends.
pub(crate) fn scratch() -> Result<TempDir, Failure> {
    let mut calm = Uninterrupted::begin();
    let folder = tempfile::Builder::new()
        .prefix("cargo-fuse-")
        .tempdir()
        .map_err(|error| {
            ExitCode::Write
                .error("failed to make a temporary folder")
                .because(error)
                .help("check that the system's folder for temporary files is writable")
        })?;
    calm.add(folder.path());
    Ok(folder)
}

/// The error for a run of something that is not made.
fn no_component() -> Failure {
    ExitCode::Usage
        .error("`cargo fuse run` runs the fused component, which is not asked for")
        .help("add `component` to what is made, with `--emit` or the key `emit`")
}

/// The error for more than one program.
fn several(made: &[Made]) -> Failure {
    let names = made.iter().map(|made| made.name.as_str());
    ExitCode::Usage
        .error(format!(
            "only one program can be run, and {} were fused",
            crate::suggest::listed(names)
        ))
        .help("select one with `--package`")
}

/// `command` as one would type it.
fn shown(command: &std::process::Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

/// The exit code to leave with when the program left with `status`: that of a shell where a signal ended it.
fn code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return u8::try_from(128 + signal).unwrap_or(u8::MAX);
        }
    }
    let code = status
        .code()
        .expect("a program that no signal ended has an exit code");
    u8::try_from(code).unwrap_or(u8::MAX)
}
