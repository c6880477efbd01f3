//! One case: its scratch folder, its commands and its transcript.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sizes::without_sizes;
use crate::{runner, stand_in};

/// Variables that would change what the program prints.
const UNSET: &[&str] = &[
    "CARGO_BUILD_TARGET_DIR",
    "CARGO_TARGET_DIR",
    "CARGO_TARGET_WASM32_WASIP2_RUNNER",
    "CARGO_TERM_COLOR",
    "CARGO_TERM_PROGRESS_WHEN",
    "CARGO_TERM_QUIET",
    "CARGO_TERM_VERBOSE",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "NO_COLOR",
    "RUST_BACKTRACE",
];

/// Runs the case in `folder`; fails with the difference if the transcript is another.
pub fn run(folder: &Path, parts: &Path) -> Result<(), String> {
    let scratch = tempfile::tempdir().expect("a temporary folder can be made");
    let dir = scratch.path().canonicalize().expect("the folder is there");
    let commands = fs::read_to_string(folder.join("cmd")).expect("a case has commands");
    copy(folder, &dir, &dir);
    add_parts(parts, &dir, folder, &commands);

    let mut transcript = String::new();
    for line in commands.lines() {
        step(line, &dir, &mut transcript);
    }
    let golden = folder.join("transcript.txt");
    if env::var_os("BLESS").is_some_and(|value| value == "1") {
        fs::write(golden, transcript).expect("the transcript can be written");
        return Ok(());
    }
    let expected = fs::read_to_string(golden).unwrap_or_else(|_| "no transcript yet\n".to_owned());
    if transcript == expected {
        return Ok(());
    }
    Err(format!(
        "--- expected\n{expected}\n--- found\n{transcript}\n--- accept it with BLESS=1"
    ))
}

/// Runs one line of the commands.
fn step(line: &str, dir: &Path, transcript: &mut String) {
    let words: Vec<&str> = line.split_whitespace().collect();
    writeln!(transcript, "$ {line}").expect("writing to a string");
    match words.as_slice() {
        ["truncate", file, length] => {
            let length = length.parse().expect("a length is a number");
            let file = fs::OpenOptions::new()
                .write(true)
                .open(dir.join(file))
                .expect("the file is there");
            file.set_len(length).expect("the file can be cut");
        }
        // Makes the first of five `nop`s in a row a `drop`, which pops a value that is not there.
        ["corrupt", file] => {
            let mut bytes = fs::read(dir.join(file)).expect("the file is there");
            let at = bytes
                .windows(5)
                .position(|bytes| bytes == [0x01; 5])
                .expect("there are five `nop`s");
            bytes[at] = 0x1a;
            fs::write(dir.join(file), bytes).expect("the file can be written");
        }
        ["copy", from, to] => {
            fs::copy(dir.join(from), dir.join(to)).expect("the file can be copied");
        }
        ["mkdir", folder] => fs::create_dir_all(dir.join(folder)).expect("the folder can be made"),
        ["show", file] => {
            let bytes = fs::read(dir.join(file)).expect("the file is there");
            if file.ends_with(".wasm") {
                transcript.push_str(&exports(&bytes));
            } else {
                let text = String::from_utf8_lossy(&bytes);
                transcript.push_str(&text.replace(&*dir.to_string_lossy(), "[DIR]"));
            }
        }
        [
            "cargo" | "cargo-fuse" | "CARGO=none" | "NO_COMPONENT" | "RUNNER" | "NO_WASMTIME",
            ..,
        ] => program(&words, dir, transcript),
        [word, ..] if word.starts_with("WASMTIME") => program(&words, dir, transcript),
        _ => panic!("no such command: {line}"),
    }
}

/// Runs the program and records what a user sees.
fn program(words: &[&str], dir: &Path, transcript: &mut String) {
    let before = files(dir);
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-fuse"));
    command.current_dir(dir);
    for variable in UNSET {
        command.env_remove(variable);
    }
    let own = env::current_exe().expect("this program has a path");
    let real = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    command.env("CARGO", &own).env(stand_in::VARIABLE, real);
    // What is on the `PATH`, when a case wants that to be a certain runner or none.
    let path = tempfile::tempdir().expect("a temporary folder can be made");
    let args = match words {
        ["CARGO=none", "cargo", args @ ..] => {
            command.env("CARGO", "no-such-cargo");
            args
        }
        ["NO_COMPONENT", "cargo", args @ ..] => {
            command.env("CLI_TEST_NO_CARGO_COMPONENT", "1");
            args
        }
        ["RUNNER", "cargo", args @ ..] => {
            let runner = format!("{} {}", own.display(), runner::FLAG);
            command.env("CARGO_TARGET_WASM32_WASIP2_RUNNER", runner);
            args
        }
        [word, "cargo", args @ ..] if word.starts_with("WASMTIME") => {
            if let Some((_, version)) = word.split_once('=') {
                command.env(runner::VERSION, version);
            }
            fs::hard_link(&own, path.path().join(runner::NAME))
                .or_else(|_| fs::copy(&own, path.path().join(runner::NAME)).map(drop))
                .expect("the runner can be put on the path");
            command.env("PATH", path.path());
            args
        }
        ["NO_WASMTIME", "cargo", args @ ..] => {
            command.env("PATH", path.path());
            args
        }
        [_, args @ ..] => args,
        [] => unreachable!("a command has a word"),
    };
    let output = command.args(args).output().expect("the program runs");

    let code = output
        .status
        .code()
        .map_or("none".to_owned(), |code| code.to_string());
    writeln!(transcript, "[exit {code}]").expect("writing to a string");
    for (name, bytes) in [("stdout", output.stdout), ("stderr", output.stderr)] {
        if !bytes.is_empty() {
            writeln!(transcript, "[{name}]").expect("writing to a string");
            transcript.push_str(&stable(&String::from_utf8_lossy(&bytes), dir));
        }
    }
    for (file, hash) in files(dir) {
        let what = match before.get(&file) {
            None => "new",
            Some(old) if *old != hash => "changed",
            Some(_) => continue,
        };
        writeln!(transcript, "[{what} file] {}", without_hash(&file)).expect("writing to a string");
    }
}

/// `file` without the hash in the name of a record, which stands for where the outputs lie.
fn without_hash(file: &Path) -> String {
    let name = file.display().to_string();
    match (name.contains(".fingerprint/"), name.rsplit_once('-')) {
        (true, Some((record, _))) => format!("{record}-[HASH].json"),
        _ => name,
    }
}

/// `text` without what differs from run to run and from machine to machine.
fn stable(text: &str, dir: &Path) -> String {
    let own = env::current_exe().expect("this program has a path");
    let text = text
        .replace(&*dir.to_string_lossy(), "[DIR]")
        .replace(&*own.to_string_lossy(), "cargo")
        .replace(
            concat!("cargo-fuse ", env!("CARGO_PKG_VERSION")),
            "cargo-fuse [VERSION]",
        )
        .replace(
            concat!("\"version\":\"", env!("CARGO_PKG_VERSION"), "\""),
            "\"version\":\"[VERSION]\"",
        )
        .replace('\u{1b}', "ESC");
    let text = without_sizes(&without_scratch(&text));
    let mut stable = String::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let mut kept: Vec<String> = Vec::new();
        for (index, word) in words.iter().enumerate() {
            let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
            let before = index.checked_sub(1).map(|before| words[before]);
            let unit = word.trim_end_matches(')');
            let number = before.map(|before| before.trim_start_matches('('));
            if ["B", "KiB", "MiB"].contains(&unit) && number.is_some_and(is_number) {
                kept.pop();
                kept.push("([SIZE])".to_owned());
            } else if before == Some("in") && is_number(word) && word.ends_with('s') {
                kept.push("[TIME]".to_owned());
            } else {
                kept.push((*word).to_owned());
            }
        }
        stable.push_str(kept.join(" ").trim_end());
        stable.push('\n');
    }
    stable
}

/// `text` with one word for the program's folder for temporary files, whose name is another each time.
fn without_scratch(text: &str) -> String {
    let prefix = env::temp_dir().join("cargo-fuse-");
    let prefix = prefix.to_string_lossy();
    let mut parts = text.split(&*prefix);
    let first = parts.next().expect("splitting gives a part").to_owned();
    parts.fold(first, |text, part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        text + "[SCRATCH]" + rest
    })
}

/// Copies the files of the case, assembling those that are text and writing `dir` where a `.d` file has `[DIR]`, and gives each member
/// a source file.
fn copy(from: &Path, to: &Path, dir: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    if fs::read_to_string(from.join("Cargo.toml"))
        .is_ok_and(|manifest| manifest.contains("[package]"))
    {
        fs::create_dir(to.join("src")).expect("the folder can be made");
        fs::write(to.join("src/lib.rs"), "").expect("the file can be written");
    }
    for entry in fs::read_dir(from).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &target, dir);
        } else if path.extension().is_some_and(|extension| extension == "wat") {
            assemble(&path, &target.with_extension("wasm"));
        } else if path.extension().is_some_and(|extension| extension == "d") {
            let text = fs::read_to_string(&path).expect("the file can be read");
            fs::write(&target, text.replace("[DIR]", &dir.to_string_lossy()))
                .expect("the file can be written");
        } else if !["cmd", "transcript.txt"]
            .iter()
            .any(|name| path.ends_with(name))
        {
            fs::copy(&path, &target).expect("the file can be copied");
        }
    }
}

/// Adds the shared components that the commands name, and those that stand in for members.
fn add_parts(parts: &Path, dir: &Path, folder: &Path, commands: &str) {
    for entry in fs::read_dir(parts).expect("there are parts") {
        let path = entry.expect("the folder can be read").path();
        let name = path
            .file_stem()
            .expect("a part has a name")
            .to_string_lossy()
            .into_owned();
        let wasm = format!("{name}.wasm");
        if commands.split_whitespace().any(|word| word == wasm) {
            assemble(&path, &dir.join(&wasm));
        }
        if folder.join(&name).join("Cargo.toml").is_file() {
            assemble(&path, &dir.join(&name).join(&wasm));
        }
    }
}

fn assemble(from: &Path, to: &Path) {
    let bytes = wat::parse_file(from).unwrap_or_else(|error| panic!("{error}"));
    fs::write(to, bytes).expect("the file can be written");
}

/// Every file under `dir` with a hash of its bytes, without the lock files, which are there from the first run on whatever comes of it.
fn files(dir: &Path) -> BTreeMap<PathBuf, u64> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if !["Cargo.lock", ".cargo-fuse-lock"]
                .iter()
                .any(|name| path.ends_with(name))
            {
                let mut hasher = DefaultHasher::new();
                fs::read(&path)
                    .expect("the file can be read")
                    .hash(&mut hasher);
                let name = path.strip_prefix(dir).expect("it lies within").to_owned();
                found.insert(name, hasher.finish());
            }
        }
    }
    found
}

/// The imports and exports of a component, or of a core module, a line each.
fn exports(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut depth = 0;
    for payload in wasmparser::Parser::new(0).parse_all(bytes) {
        use wasmparser::Payload;
        match payload.expect("the output can be read") {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentImportSection(section) if depth == 1 => {
                for import in section {
                    text += &format!(
                        "import {}\n",
                        import.expect("an import can be read").name.name
                    );
                }
            }
            Payload::ComponentExportSection(section) if depth == 1 => {
                for export in section {
                    text += &format!(
                        "export {}\n",
                        export.expect("an export can be read").name.name
                    );
                }
            }
            Payload::ExportSection(section) if depth == 1 => {
                for export in section {
                    text += &format!(
                        "core export {}\n",
                        export.expect("an export can be read").name
                    );
                }
            }
            _ => {}
        }
    }
    text
}
