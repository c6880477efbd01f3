//! The wasmtime of this machine: what it has to be told to run a component, and whether it is new enough for that.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::process::{Command, Stdio};

use wasmparser::{Validator, WasmFeatures};

use crate::exit::{ExitCode, Failure};
use crate::outside::Outside;

/// The program, as it is looked for on the `PATH`.
pub(crate) const PROGRAM: &str = "wasmtime";

/// How it begins what it says when a program traps or a function of the host fails; then come places in the program's code.
pub(crate) const FAILED: &str = "Error: failed to run main module";

/// The first release with WASI 0.3.0; some before it have drafts of it, which are other interfaces.
const WITH_P3: u32 = 46;

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

/// The wasmtime on the `PATH`.
#[derive(Debug)]
pub(crate) struct Wasmtime {
    /// What it says of its version, `49.0.3`; nothing if it says nothing.
    version: Option<String>,
}

/// An option that has to be on for a component: `-W` or `-S`, and its name.
type Need = (&'static str, &'static str);

impl Wasmtime {
    /// Finds the program, if there is one.
    pub(crate) fn find() -> Result<Option<Wasmtime>, Failure> {
        let answer = match ask(&["--version"]) {
            Ok(answer) => answer,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(ExitCode::Setup
                    .error(format!("the `{PROGRAM}` on the `PATH` does not run"))
                    .because(error)
                    .help(format!("check `{PROGRAM} --version`")));
            }
        };
        let version = answer.split_whitespace().nth(1).map(str::to_owned);
        Ok(Some(Wasmtime { version }))
    }

    /// The options with which it runs `component`, which is called `name`; fails if it is known to be too old for that.
    pub(crate) fn options(&self, name: &str, component: &[u8]) -> Result<Vec<OsString>, Failure> {
        let outside = Outside::of(component);
        if self.lacks_p3(&outside) {
            return Err(self.too_old(format!(
                "`{name}` uses WASI 0.3, which wasmtime has from release {WITH_P3} on"
            )));
        }
        let needs = needs(component, &outside);
        for group in ["-W", "-S"] {
            let names = needs.iter().filter(|need| need.0 == group);
            if let Some(missing) = missing(group, names.map(|need| need.1).collect()) {
                return Err(self.too_old(format!(
                    "`{name}` has to be run with `{group} {missing}`, which this wasmtime does not know"
                )));
            }
        }
        let flags = needs.into_iter();
        let flags = flags.flat_map(|(group, name)| [group.to_owned(), format!("{name}=y")]);
        Ok(flags.map(OsString::from).collect())
    }

    /// Whether the component needs WASI 0.3, and the program is known to be without it.
    fn lacks_p3(&self, outside: &Outside) -> bool {
        self.release().is_some_and(|release| release < WITH_P3) && outside.any(is_p3)
    }

    /// The release: 49, if the version is 49.0.3.
    fn release(&self) -> Option<u32> {
        self.version.as_ref()?.split('.').next()?.parse().ok()
    }

    /// The error for a component that cannot be run because of what `message` says.
    fn too_old(&self, message: String) -> Failure {
        let version = match &self.version {
            Some(version) => format!("is version {version}"),
            None => "does not say its version".to_owned(),
        };
        ExitCode::Setup.error(message).help(format!(
            "the `{PROGRAM}` on the `PATH` {version}; install a newer one from https://wasmtime.dev"
        ))
    }
}

/// What the program answers to `args`.
fn ask(args: &[&str]) -> std::io::Result<String> {
    let output = Command::new(PROGRAM)
        .args(args)
        .stdin(Stdio::null())
        .output()?;
    if !output.status.success() {
        return Err(std::io::Error::other(output.status.to_string()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The first of these options of `group` that the program's list of them does not have.
fn missing(group: &str, names: Vec<&'static str>) -> Option<&'static str> {
    if names.is_empty() {
        return None;
    }
    // A program that does not list its options says itself what it does not know.
    let list = ask(&[group, "help"]).ok()?;
    let known = listed(group, &list);
    let mut names = names.into_iter();
    names.find(|name| !known.is_empty() && !known.contains(name))
}

/// The names in a list of options, the lines of which are like `  -W  gc[=y|n] -- Configure support for it.`
fn listed<'a>(group: &str, list: &'a str) -> Vec<&'a str> {
    let name = |line: &'a str| {
        let option = line.trim_start().strip_prefix(group)?;
        option.trim_start().split(['[', '=', ' ']).next()
    };
    list.lines().filter_map(name).collect()
}

/// Whether `name` is that of an interface of WASI 0.3 as it was published.
fn is_p3(name: &str) -> bool {
    let version = name
        .strip_prefix("wasi:")
        .and_then(|name| name.split_once('@'));
    version.is_some_and(|(_, version)| version.starts_with("0.3.") && !version.contains('-'))
}

/// What wasmtime has to be told to run `component`.
fn needs(component: &[u8], outside: &Outside) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    needs.extend(features(component).into_iter().map(|name| ("-W", name)));
    // Drafts, too.
    if outside.any(|name| name.starts_with("wasi:") && name.contains("@0.3.")) {
        needs.push(("-S", "p3"));
    }
    let given = GIVEN_WHEN_ASKED.iter();
    let given = given.filter(|(prefix, _)| {
        outside
            .imports
            .iter()
            .any(|import| import.starts_with(prefix))
    });
    needs.extend(given.map(|(_, name)| ("-S", *name)));
    needs
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(component: &str, expected: &[Need]) {
        let bytes = wat::parse_str(component).expect("the component is well formed");
        assert_eq!(needs(&bytes, &Outside::of(&bytes)), expected, "{component}");
    }

    #[test]
    fn wasmtime_is_told_what_the_component_needs() {
        check("(component)", &[]);
        check(
            r#"(component (import "wasi:http/types@0.2.0" (instance)))"#,
            &[("-S", "http")],
        );
        check(
            r#"(component (import "wasi:clocks/monotonic-clock@0.3.0" (instance (export "now" (func async)))))"#,
            &[("-W", "component-model-async"), ("-S", "p3")],
        );
        check("(component (core module (type (struct))))", &[("-W", "gc")]);
    }

    #[test]
    fn a_wasmtime_that_is_too_old_is_known_before_it_runs() {
        let third = r#"(component (import "wasi:clocks/types@0.3.0" (instance)))"#;
        let third = wat::parse_str(third).expect("the component is well formed");
        let draft = r#"(component (import "wasi:clocks/types@0.3.0-rc-2026-03-15" (instance)))"#;
        let draft = wat::parse_str(draft).expect("the component is well formed");
        let refuses = |version: &str, component: &[u8]| {
            let program = Wasmtime {
                version: Some(version.to_owned()),
            };
            program.lacks_p3(&Outside::of(component))
        };
        assert!(refuses("45.0.2", &third));
        assert!(!refuses("46.0.1", &third));
        assert!(!refuses("45.0.2", &draft));
    }

    #[test]
    fn options_are_read_from_the_programs_list() {
        let list = "Available wasm options:\n\n  -W      gc[=y|n] -- Configure it.\n  -W  fuel=N -- Enable it.\n\npass `-W help-long`\n";
        assert_eq!(listed("-W", list), ["gc", "fuel"]);
    }
}
