//! A cargo that builds nothing: it answers `build` with components that lie ready.

use std::env;
use std::process::{Command, ExitCode};

use serde_json::{Value, json};

/// Says that this program is to act as cargo; the value is the path of the real one.
pub const VARIABLE: &str = "CLI_TEST_REAL_CARGO";

/// Acts as cargo if the environment says so.
pub fn run() -> Option<ExitCode> {
    let real = env::var_os(VARIABLE)?;
    let args: Vec<String> = env::args().skip(1).collect();
    let code = match args
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["metadata", ..] => {
            let status = Command::new(real).args(&args).status().expect("cargo runs");
            if status.success() {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(101)
            }
        }
        ["component", ..] if env::var_os("CLI_TEST_NO_CARGO_COMPONENT").is_some() => {
            eprintln!("error: no such command: `component`");
            ExitCode::from(101)
        }
        ["component", "--version"] => ExitCode::SUCCESS,
        ["build", rest @ ..] | ["component", "build", rest @ ..] => {
            build(&metadata(&real, rest), rest)
        }
        other => panic!("the stand-in for cargo was asked for {other:?}"),
    };
    Some(code)
}

/// Lists what each package would have made: the components beside its manifest that its targets are called after.
fn build(metadata: &Value, args: &[&str]) -> ExitCode {
    for name in values_of(args, "--package") {
        let packages = metadata["packages"]
            .as_array()
            .expect("packages are an array");
        let package = packages
            .iter()
            .find(|package| package["name"] == name)
            .expect("the package is a member");
        let manifest = package["manifest_path"]
            .as_str()
            .expect("a path is a string");
        let folder = manifest
            .strip_suffix("Cargo.toml")
            .expect("the manifest is called so");
        // A member with a file `broken` does not build; a number in it is the code to end with.
        if let Ok(text) = std::fs::read_to_string(format!("{folder}broken")) {
            eprintln!("error: could not compile `{name}`");
            return ExitCode::from(text.trim().parse().unwrap_or(101));
        }
        for target in package["targets"].as_array().expect("targets are an array") {
            let file = format!(
                "{folder}{}.wasm",
                target["name"].as_str().expect("a name is a string")
            );
            let artifact = json!({
                "reason": "compiler-artifact",
                "package_id": package["id"],
                "manifest_path": manifest,
                "target": target,
                "profile": {
                    "opt_level": "0", "debuginfo": 2, "debug_assertions": true, "overflow_checks": true, "test": false,
                },
                "features": [],
                "filenames": [file],
                "executable": null,
                "fresh": false,
            });
            println!("{artifact}");
        }
    }
    ExitCode::SUCCESS
}

fn metadata(real: &std::ffi::OsStr, args: &[&str]) -> Value {
    let mut command = Command::new(real);
    command.args(["metadata", "--no-deps", "--format-version", "1"]);
    for path in values_of(args, "--manifest-path") {
        command.args(["--manifest-path", path]);
    }
    let output = command.output().expect("cargo runs");
    serde_json::from_slice(&output.stdout).expect("cargo prints JSON")
}

fn values_of<'a>(args: &[&'a str], flag: &str) -> Vec<&'a str> {
    args.windows(2)
        .filter(|pair| pair[0] == flag)
        .map(|pair| pair[1])
        .collect()
}
