//! Checks outputs that go to stdout, which transcripts cannot show.

use std::fs;
use std::path::Path;
use std::process::Command;

use libtest_mimic::Failed;

/// Checks that `-o -` prints, byte for byte, what goes into a file otherwise, and makes no file.
pub fn is_the_output(parts: &Path) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    fs::write(
        folder.path().join("words.wasm"),
        wat::parse_file(parts.join("words.wat"))?,
    )?;
    for kind in ["component", "core", "composed"] {
        let fuse = |output: &str| {
            Command::new(env!("CARGO_BIN_EXE_cargo-fuse"))
                .args(["fuse", "words.wasm", "--emit", kind, "-o", output])
                .current_dir(folder.path())
                .output()
        };
        let printed = fuse("-")?;
        if !printed.status.success() {
            return Err(String::from_utf8_lossy(&printed.stderr).into());
        }
        let files = fs::read_dir(folder.path())?.count();
        if files != 1 {
            return Err(format!("`-o -` made a file for {kind}").into());
        }
        fuse("out.wasm")?;
        if printed.stdout != fs::read(folder.path().join("out.wasm"))? {
            return Err(format!("`-o -` prints something else for {kind}").into());
        }
        fs::remove_file(folder.path().join("out.wasm"))?;
        let _ = fs::remove_file(folder.path().join("out.json"));
    }
    Ok(())
}
