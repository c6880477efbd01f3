//! A folder with something to fuse in it, and ways to look at what a run leaves there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder with `socket.wasm` and `words.wasm`, which fit together.
pub struct Lab {
    /// Goes when this goes.
    _folder: TempDir,
    inner: PathBuf,
}

impl Lab {
    /// A folder called `name`.
    pub fn new(name: &str) -> Lab {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let inner = folder.path().join(name);
        fs::create_dir(&inner).expect("the folder can be made");
        let lab = Lab {
            _folder: folder,
            inner,
        };
        for part in ["socket", "words"] {
            lab.part(part, &format!("{part}.wasm"));
        }
        lab
    }

    /// Makes the component `part` of the tests of the command line the file `name`.
    pub fn part(&self, part: &str, name: &str) {
        let parts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/parts");
        let bytes = wat::parse_file(parts.join(part).with_extension("wat"))
            .expect("the parts are in order");
        self.write(name, &bytes);
    }

    /// Makes the folder a workspace with two applications of the two components.
    pub fn workspace(&self) {
        self.write(
            "Cargo.toml",
            br#"[package]
name = "nothing"
version = "0.1.0"
edition = "2024"

[workspace.metadata.fuse.apps.one]
socket = { path = "socket.wasm" }
plug = [{ path = "words.wasm" }]

[workspace.metadata.fuse.apps.other]
socket = { path = "socket.wasm" }
plug = [{ path = "words.wasm" }]
names = false
"#,
        );
        fs::create_dir(self.path().join("src")).expect("the folder can be made");
        self.write("src/lib.rs", b"");
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.inner
    }

    /// Writes a file.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path().join(name), bytes).expect("the file can be written");
    }

    /// The program, in the folder.
    pub fn program(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-fuse"));
        command.args(args);
        self.prepare(command)
    }

    /// `command`, which runs the program, in the folder and with nobody to talk to.
    pub fn prepare(&self, mut command: Command) -> Command {
        command
            .current_dir(self.path())
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("RUST_BACKTRACE")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, args: &[&str]) -> Output {
        self.program(args).output().expect("the program runs")
    }

    /// Every file below the folder with its bytes.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the folder is there") {
                let path = entry.expect("the folder can be read").path();
                let kind = path.symlink_metadata().expect("the entry is there");
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() {
                    let name = path.strip_prefix(self.path()).expect("it lies within");
                    let bytes = fs::read(&path).expect("the file can be read");
                    found.insert(name.to_owned(), bytes);
                }
            }
        }
        found
    }
}

/// Holds the exit code of `output` to `code`, and gives what it has on stderr.
pub fn ends_with(output: &Output, code: i32) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    stderr
}
