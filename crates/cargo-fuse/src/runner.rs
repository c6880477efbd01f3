//! Who runs a component: the target's runner, as for `cargo run`, or the wasmtime of this machine.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use crate::exit::{ExitCode, Failure};
use crate::outside::Outside;
use crate::wasmtime::{PROGRAM, Wasmtime};

/// What a command has to export, in any version.
const RUN: &str = "wasi:cli/run@";

/// A program that runs components.
#[derive(Debug)]
pub(crate) struct Runner {
    program: OsString,
    args: Vec<OsString>,
    /// The wasmtime of our choice, if it is that: it is told what the component needs.
    wasmtime: Option<Wasmtime>,
}

impl Runner {
    /// The runner that the environment has for `target`, else wasmtime.
    pub(crate) fn find(target: &str) -> Result<Runner, Failure> {
        let variable = variable(target);
        if let Some(value) = env::var_os(&variable) {
            let words = words(&value);
            let [program, args @ ..] = words.as_slice() else {
                return Err(ExitCode::Setup
                    .error(format!("`{variable}` is set but empty"))
                    .help("set it to a program and its first arguments, or unset it"));
            };
            return Ok(Runner {
                program: program.clone(),
                args: args.to_vec(),
                wasmtime: None,
            });
        }
        if let Some(wasmtime) = Wasmtime::find()? {
            return Ok(Runner {
                program: PROGRAM.into(),
                args: vec!["run".into()],
                wasmtime: Some(wasmtime),
            });
        }
        Err(ExitCode::Setup
            .error("there is nothing to run components with: no `wasmtime` on the `PATH`")
            .help(format!(
                "install it from https://wasmtime.dev, or set `{variable}` to a program that runs components"
            )))
    }

    /// The command that runs the `component` of this `file`, called `name`, with `args`.
    pub(crate) fn command(
        &self,
        name: &str,
        file: &Path,
        component: &[u8],
        args: &[OsString],
    ) -> Result<Command, Failure> {
        let mut command = Command::new(&self.program);
        command.args(&self.args);
        if let Some(wasmtime) = &self.wasmtime {
            command.args(wasmtime.options(name, component)?);
        }
        command.arg(file).args(args);
        Ok(command)
    }

    /// The error for a `command` that could not be run.
    pub(crate) fn cannot_run(&self, error: std::io::Error) -> Failure {
        ExitCode::Setup
            .error(format!("failed to run `{}`", self.program.display()))
            .because(error)
            .help("check the runner that the environment names for the target")
    }
}

/// The variable in which cargo looks for the runner of `target`.
fn variable(target: &str) -> String {
    let target = target.to_ascii_uppercase().replace(['-', '.'], "_");
    format!("CARGO_TARGET_{target}_RUNNER")
}

/// The words of `value`, divided as cargo does it.
fn words(value: &OsString) -> Vec<OsString> {
    match value.to_str() {
        Some(text) => text.split_whitespace().map(OsString::from).collect(),
        None => vec![value.clone()],
    }
}

/// Fails unless `component`, which is called `name`, is a command.
pub(crate) fn require_command(name: &str, component: &[u8]) -> Result<(), Failure> {
    let outside = Outside::of(component);
    if outside.exports.iter().any(|export| export.starts_with(RUN)) {
        return Ok(());
    }
    Err(ExitCode::Usage
        .error(format!(
            "`{name}` cannot be run: it does not export `wasi:cli/run`"
        ))
        .help("only commands can be run; a crate with a `main` function makes one"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_is_that_of_cargo() {
        assert_eq!(
            variable("wasm32-wasip2"),
            "CARGO_TARGET_WASM32_WASIP2_RUNNER"
        );
    }
}
