//! Who runs a component: the target's runner, as for `cargo run`, or the wasmtime of this machine.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

use wasmparser::{Parser, Payload, Validator, WasmFeatures};

use crate::exit::{ExitCode, Failure};

/// What a command has to export, in any version.
const RUN: &str = "wasi:cli/run@";

/// The features that wasmtime may have to be asked for, and its names for them.
const ASKED_FOR: &[(WasmFeatures, &str)] = &[
    (WasmFeatures::CM_ASYNC, "component-model-async"),
    (
        WasmFeatures::CM_ASYNC_STACKFUL,
        "component-model-async-stackful",
    ),
    (
        WasmFeatures::CM_MORE_ASYNC_BUILTINS,
        "component-model-more-async-builtins",
    ),
    (WasmFeatures::CM_THREADING, "component-model-threading"),
    (
        WasmFeatures::CM_ERROR_CONTEXT,
        "component-model-error-context",
    ),
    (
        WasmFeatures::CM_FIXED_LENGTH_LISTS,
        "component-model-fixed-length-lists",
    ),
    (WasmFeatures::CM_MAP, "component-model-map"),
    (WasmFeatures::CM_GC, "component-model-gc"),
    (WasmFeatures::FUNCTION_REFERENCES, "function-references"),
    (WasmFeatures::GC, "gc"),
    (WasmFeatures::EXCEPTIONS, "exceptions"),
    (WasmFeatures::STACK_SWITCHING, "stack-switching"),
    (WasmFeatures::CUSTOM_PAGE_SIZES, "custom-page-sizes"),
    (WasmFeatures::WIDE_ARITHMETIC, "wide-arithmetic"),
    (
        WasmFeatures::SHARED_EVERYTHING_THREADS,
        "shared-everything-threads",
    ),
];

/// The interfaces that wasmtime gives only when asked, and its names for them; each begins the name of an import.
const GIVEN_WHEN_ASKED: &[(&str, &str)] = &[
    ("wasi:http/", "http"),
    ("wasi:config/", "config"),
    ("wasi:keyvalue/", "keyvalue"),
    ("wasi:tls/", "tls"),
    ("wasi:nn/", "nn"),
];

/// A program that runs components.
#[derive(Debug)]
pub(crate) struct Runner {
    program: OsString,
    args: Vec<OsString>,
    /// Whether it is a wasmtime of our choice, which is told what the component needs.
    is_ours: bool,
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
                is_ours: false,
            });
        }
        let found = Command::new("wasmtime")
            .arg("--version")
            .stdin(Stdio::null())
            .output();
        if found.is_ok_and(|output| output.status.success()) {
            return Ok(Runner {
                program: "wasmtime".into(),
                args: vec!["run".into()],
                is_ours: true,
            });
        }
        Err(ExitCode::Setup
            .error("there is nothing to run components with: no `wasmtime` on the `PATH`")
            .help(format!(
                "install it from https://wasmtime.dev, or set `{variable}` to a program that runs components"
            )))
    }

    /// The command that runs the `component` of this `file` with `args`.
    pub(crate) fn command(&self, file: &Path, component: &[u8], args: &[OsString]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.args);
        if self.is_ours {
            command.args(needs(component));
        }
        command.arg(file).args(args);
        command
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

/// What wasmtime has to be told to run `component`.
fn needs(component: &[u8]) -> Vec<OsString> {
    let mut flags: Vec<OsString> = Vec::new();
    for name in features(component) {
        flags.extend(["-W".into(), format!("{name}=y").into()]);
    }
    let outside = Outside::of(component);
    let mut give = |name: &str| flags.extend(["-S".into(), format!("{name}=y").into()]);
    let third = |name: &String| name.starts_with("wasi:") && name.contains("@0.3.");
    if outside.imports.iter().chain(&outside.exports).any(third) {
        give("p3");
    }
    for (prefix, name) in GIVEN_WHEN_ASKED {
        if outside
            .imports
            .iter()
            .any(|import| import.starts_with(prefix))
        {
            give(name);
        }
    }
    flags
}

/// The features of [`ASKED_FOR`] that `component` is not valid without.
fn features(component: &[u8]) -> Vec<&'static str> {
    let valid = |features| {
        Validator::new_with_features(features)
            .validate_all(component)
            .is_ok()
    };
    let all = WasmFeatures::all();
    let asked = ASKED_FOR.iter().map(|(feature, _)| *feature);
    // Most components need none of them, and one look is enough.
    if valid(all.difference(asked.collect())) {
        return Vec::new();
    }
    let needed = ASKED_FOR
        .iter()
        .filter(|(feature, _)| !valid(all.difference(*feature)));
    needed.map(|(_, name)| *name).collect()
}

/// The names at the boundary of a component.
#[derive(Debug, Default)]
struct Outside {
    imports: Vec<String>,
    exports: Vec<String>,
}

impl Outside {
    /// The names at the boundary of `component`, which is valid.
    fn of(component: &[u8]) -> Outside {
        let mut outside = Outside::default();
        let mut depth = 0;
        for payload in Parser::new(0).parse_all(component) {
            match payload.expect("the component was validated") {
                Payload::Version { .. } => depth += 1,
                Payload::End(_) => depth -= 1,
                Payload::ComponentImportSection(section) if depth == 1 => {
                    for import in section {
                        let import = import.expect("the component was validated");
                        outside.imports.push(import.name.name.to_owned());
                    }
                }
                Payload::ComponentExportSection(section) if depth == 1 => {
                    for export in section {
                        let export = export.expect("the component was validated");
                        outside.exports.push(export.name.name.to_owned());
                    }
                }
                _ => {}
            }
        }
        outside
    }
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

    #[track_caller]
    fn check(component: &str, expected: &[&str]) {
        let bytes = wat::parse_str(component).expect("the component is well formed");
        let found: Vec<OsString> = needs(&bytes);
        assert_eq!(found, expected, "{component}");
    }

    #[test]
    fn wasmtime_is_told_what_the_component_needs() {
        check("(component)", &[]);
        check(
            r#"(component (import "wasi:http/types@0.2.0" (instance)))"#,
            &["-S", "http=y"],
        );
        check(
            r#"(component (import "wasi:clocks/monotonic-clock@0.3.0" (instance (export "now" (func async)))))"#,
            &["-W", "component-model-async=y", "-S", "p3=y"],
        );
        check("(component (core module (type (struct))))", &["-W", "gc=y"]);
    }
}
