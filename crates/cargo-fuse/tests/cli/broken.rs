//! What every broken configuration and input has in common: one message with place and remedy, its exit code, and no file touched.

use std::fs;
use std::path::Path;

use libtest_mimic::Failed;

/// The cases in which everything is wrong, by what is wrong with them, and the code of their class.
const BROKEN: &[(u8, &[&str])] = &[
    // The command line.
    (
        2,
        &[
            "bad-flag",
            "config-of-files",
            "files-and-package",
            "no-output",
            "output-is-an-input",
            "plan-to-a-file",
            "two-packages-one-import-map",
            "two-packages-one-output",
            "unknown-application",
            "unknown-application-to-exclude",
            "unknown-wasm-feature-on-the-command-line",
        ],
    ),
    // The machine.
    (96, &["no-cargo", "no-cargo-component"]),
    // The build.
    (101, &["member-does-not-build"]),
    // The workspace.
    (102, &["broken-manifest", "no-workspace"]),
    // The configuration.
    (
        103,
        &[
            "application-called-as-a-package",
            "application-of-a-missing-member",
            "application-with-a-bad-name",
            "application-with-an-unknown-key",
            "application-without-a-socket",
            "builder-of-a-file",
            "empty-path",
            "interface-that-is-not-exported",
            "interface-that-nobody-imports",
            "member-without-a-component",
            "missing-plug-file",
            "missing-wac-file",
            "no-configuration",
            "plug-of-nothing",
            "two-applications-one-output",
            "two-binaries",
            "unknown-builder",
            "unknown-key",
            "unknown-key-of-a-plug",
            "unknown-key-of-the-workspace",
            "unknown-kind-of-output",
            "unknown-wasm-feature",
            "wac-beside-plug",
            "wac-of-an-unknown-package",
            "wac-without-a-file",
            "wac-without-packages",
            "wrong-type",
            "wrong-type-in-an-array",
            "wrong-type-in-the-workspace",
            "wrong-type-of-an-entry",
        ],
    ),
    // The components.
    (
        104,
        &[
            "core-module",
            "empty-file",
            "invalid-code",
            "missing-file",
            "not-wasm",
            "truncated",
        ],
    ),
    // Their wiring.
    (
        105,
        &[
            "cycle",
            "forgotten-plug",
            "idle-plug",
            "only-another-version",
            "two-plugs-for-one-import",
            "two-plugs-without-a-choice",
            "types-differ",
            "unsatisfied-import",
            "unsatisfied-import-of-a-member",
            "wac-that-does-not-parse",
            "wac-that-leaves-an-import",
            "wac-with-a-wrong-name",
            "wac-with-an-idle-package",
        ],
    ),
    // What they need of the fuser.
    (106, &["unsupported", "wasm-features-beyond-those-allowed"]),
    // The outputs.
    (107, &["no-such-folder", "output-is-a-folder"]),
];

/// Checks the transcripts of the cases, which hold what the program does.
pub fn check(cases: &Path) -> Result<(), Failed> {
    let listed: usize = BROKEN.iter().map(|(_, names)| names.len()).sum();
    if listed < 30 {
        return Err("there are fewer than thirty broken inputs".into());
    }
    for (code, names) in BROKEN {
        for name in *names {
            let transcript = fs::read_to_string(cases.join(name).join("transcript.txt"))?;
            check_one(*code, &transcript).map_err(|what| format!("`{name}`: {what}"))?;
        }
    }
    Ok(())
}

fn check_one(code: u8, transcript: &str) -> Result<(), String> {
    let commands = transcript
        .split("$ ")
        .filter(|command| command.contains("[exit "));
    for command in commands {
        let line = command.lines().next().unwrap_or_default();
        let count = |prefix: &str| {
            command
                .lines()
                .filter(|line| line.starts_with(prefix))
                .count()
        };
        if count(&format!("[exit {code}]")) != 1 {
            return Err(format!("`{line}` does not end with {code}"));
        }
        // A child that fails has errors of its own.
        if count("error: ") == 0 || count("note: this is cargo-fuse ") != 1 {
            return Err(format!("`{line}` does not have one error of ours"));
        }
        let place = command
            .lines()
            .any(|line| line.contains('`') || line.contains('\''));
        let remedy = count("help: ") > 0 || count("For more information, try '--help'") > 0;
        if !(place && remedy) {
            return Err(format!("`{line}` does not tell the place and a remedy"));
        }
        if let Some(file) = command
            .lines()
            .find(|line| line.starts_with("[new file]") || line.starts_with("[changed file]"))
        {
            return Err(format!("`{line}` leaves a {file}"));
        }
    }
    Ok(())
}
