//! Outputs that cannot be written, and those that are no files.

use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::process::Command;

use crate::lab::{Lab, ends_with};

const FUSE: [&str; 4] = ["socket.wasm", "words.wasm", "-o", "out.wasm"];

#[test]
fn names_may_have_spaces_and_letters_of_any_script() {
    let lab = Lab::new("ein Ordner für 部品");
    lab.part("socket", "die Fassung.wasm");
    lab.part("words", "слова.wasm");
    let output = lab.run(&[
        "die Fassung.wasm",
        "слова.wasm",
        "-o",
        "das Ergebnis é.wasm",
    ]);
    let stderr = ends_with(&output, 0);
    assert!(
        stderr.contains("Composing die Fassung with слова"),
        "{stderr}"
    );
    assert!(lab.path().join("das Ergebnis é.wasm").is_file());
}

#[test]
fn a_workspace_may_lie_in_a_folder_with_spaces() {
    let lab = Lab::new("ein Ordner für 部品");
    lab.workspace();
    ends_with(&lab.run(&["--app", "one"]), 0);
    let stderr = ends_with(&lab.run(&["--app", "one"]), 0);
    assert!(stderr.contains("Fresh"), "{stderr}");
    let files = lab.files();
    let (_, rule) = files
        .iter()
        .find(|(path, _)| path.ends_with("fused/one.d"))
        .expect("there is a rule for make");
    let rule = String::from_utf8_lossy(rule);
    assert!(
        rule.contains("/ein\\ Ordner\\ für\\ 部品/words.wasm"),
        "{rule}"
    );
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    let lab = Lab::new("lab");
    lab.write("out.wasm", b"what was there");
    let before = lab.files();
    let program = env!("CARGO_BIN_EXE_cargo-fuse");
    let mut shell = Command::new("sh");
    // A file may not grow at all; without the trap a signal would end the program.
    shell.args([
        "-c",
        "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"",
        program,
    ]);
    shell.args(FUSE);
    let mut shell = lab.prepare(shell);
    // A file for stderr would have no room either.
    let stderr = ends_with(&shell.output().expect("the shell runs"), 107);
    assert!(stderr.contains("failed to write `out.wasm`"), "{stderr}");
    assert!(stderr.contains("that the disk has room"), "{stderr}");
    assert_eq!(lab.files(), before);
}

#[test]
fn a_device_that_is_full_is_an_error_and_stays_a_device() {
    let lab = Lab::new("lab");
    let output = lab.run(&["socket.wasm", "words.wasm", "-o", "/dev/full"]);
    let stderr = ends_with(&output, 107);
    assert!(stderr.contains("failed to write `/dev/full`"), "{stderr}");
    let device = fs::metadata("/dev/full").expect("the device is still there");
    assert!(device.file_type().is_char_device());
}

#[test]
fn a_device_takes_the_output() {
    let lab = Lab::new("lab");
    let output = lab.run(&["socket.wasm", "words.wasm", "-o", "/dev/stdout"]);
    ends_with(&output, 0);
    ends_with(&lab.run(&FUSE), 0);
    let written = &lab.files()[std::path::Path::new("out.wasm")];
    assert_eq!(&output.stdout, written);
}

#[test]
fn a_link_stays_a_link() {
    let lab = Lab::new("lab");
    fs::create_dir(lab.path().join("elsewhere")).expect("the folder can be made");
    lab.write("elsewhere/real.wasm", b"old");
    let link = lab.path().join("out.wasm");
    symlink("elsewhere/real.wasm", &link).expect("the link can be made");
    ends_with(&lab.run(&FUSE), 0);
    assert!(link.is_symlink());
    let written = fs::read(lab.path().join("elsewhere/real.wasm")).expect("the file is there");
    assert!(written.starts_with(b"\0asm"));
}

#[test]
fn a_folder_that_is_read_only_is_an_error() {
    let lab = Lab::new("lab");
    lab.workspace();
    fs::create_dir(lab.path().join("target")).expect("the folder can be made");
    fs::create_dir(lab.path().join("closed")).expect("the folder can be made");
    for folder in ["target", "closed"] {
        fs::set_permissions(lab.path().join(folder), fs::Permissions::from_mode(0o555))
            .expect("the folder is ours");
    }
    let before = lab.files();
    let stderr = ends_with(
        &as_anybody(
            &lab,
            &["socket.wasm", "words.wasm", "-o", "closed/out.wasm"],
        ),
        107,
    );
    assert!(
        stderr.contains("failed to write `closed/out.wasm`"),
        "{stderr}"
    );
    assert!(stderr.contains("Permission denied"), "{stderr}");
    let stderr = ends_with(&as_anybody(&lab, &["--app", "one", "--offline"]), 107);
    assert!(stderr.contains("failed to lock `"), "{stderr}");
    assert!(stderr.contains("Permission denied"), "{stderr}");
    assert!(
        stderr.contains("choose another with `--target-dir`"),
        "{stderr}"
    );
    let mut after = lab.files();
    after.remove(std::path::Path::new("Cargo.lock"));
    assert_eq!(after, before);
}

/// Runs the program without the right of root to write where nobody may.
fn as_anybody(lab: &Lab, args: &[&str]) -> std::process::Output {
    let is_root = fs::File::create(lab.path().join("closed/probe")).is_ok();
    if !is_root {
        return lab.run(args);
    }
    fs::remove_file(lab.path().join("closed/probe")).expect("the file is there");
    let mut command = Command::new("setpriv");
    command.args(["--inh-caps", "-dac_override"]);
    command.args(["--bounding-set", "-dac_override"]);
    command.arg(env!("CARGO_BIN_EXE_cargo-fuse")).args(args);
    let output = lab.prepare(command).output();
    output.expect("root needs `setpriv`, of util-linux, for this test")
}
