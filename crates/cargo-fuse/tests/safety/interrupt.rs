//! Runs that are interrupted while they write, or while they wait.

use std::fs;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use crate::lab::Lab;

/// The code of a run that was interrupted.
const INTERRUPTED: i32 = 130;

#[test]
fn an_interrupted_write_leaves_what_was_there() {
    for signal in ["INT", "TERM", "HUP"] {
        let lab = Lab::new("lab");
        lab.write("out.wasm", b"what was there");
        let before = lab.files();
        let made = Command::new("mkfifo")
            .arg(lab.path().join("imports.json"))
            .status();
        assert!(made.expect("mkfifo is there").success());
        // The run has the other outputs ready in temporary files, and waits for somebody to read this one.
        let args = [
            "socket.wasm",
            "words.wasm",
            "-o",
            "out.wasm",
            "--emit-import-map",
            "imports.json",
        ];
        let run = lab.program(&args).spawn().expect("the program runs");
        wait_until(|| lab.files().len() > before.len());
        wait_until(|| {
            lab.files()
                .values()
                .filter(|bytes| bytes.starts_with(b"\0asm"))
                .count()
                > 2
        });
        end(run, signal);
        assert_eq!(lab.files(), before, "after SIG{signal}");
    }
}

#[test]
fn a_run_that_waits_for_another_can_be_interrupted() {
    let lab = Lab::new("lab");
    lab.workspace();
    let target = lab.path().join("target");
    fs::create_dir(&target).expect("the folder can be made");
    let lock = File::create(target.join(".cargo-fuse-lock")).expect("the file can be made");
    lock.lock().expect("nobody has the lock");
    let mut run = lab
        .program(&["--app", "one", "--offline"])
        .spawn()
        .expect("the program runs");
    let mut stderr = BufReader::new(run.stderr.take().expect("stderr is piped"));
    let mut line = String::new();
    stderr.read_line(&mut line).expect("the run says something");
    assert!(line.contains("Blocking"), "{line}");
    end(run, "INT");
}

/// Sends `signal` to `run`, which has to end for it.
fn end(run: Child, signal: &str) {
    let sent = Command::new("kill")
        .args(["-s", signal, &run.id().to_string()])
        .status();
    assert!(sent.expect("kill is there").success());
    let output = run.wait_with_output().expect("the run ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(INTERRUPTED), "{stderr}");
}

/// Waits for `happened`, within reason.
fn wait_until(happened: impl Fn() -> bool) {
    let started = Instant::now();
    while !happened() {
        assert!(
            started.elapsed() < Duration::from_secs(60),
            "it never happened"
        );
        thread::yield_now();
    }
}
