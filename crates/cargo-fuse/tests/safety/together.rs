//! Several runs at once.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Child;

use crate::lab::{Lab, ends_with};

#[test]
fn many_runs_at_once_leave_what_one_leaves() {
    let lab = Lab::new("lab");
    lab.workspace();
    let args = ["--app", "one", "--app", "other", "--offline"];
    ends_with(&lab.run(&args), 0);
    let once = lab.files();
    std::fs::remove_dir_all(lab.path().join("target")).expect("the folder is there");

    let runs: Vec<Child> = (0..8)
        .map(|_| lab.program(&args).spawn().expect("the program runs"))
        .collect();
    for run in runs {
        ends_with(&run.wait_with_output().expect("the run ends"), 0);
    }
    assert_eq!(lab.files(), once);
}

#[test]
fn many_runs_at_once_may_have_one_output() {
    let lab = Lab::new("lab");
    let args = ["socket.wasm", "words.wasm", "-o", "out.wasm"];
    ends_with(&lab.run(&args), 0);
    let once = lab.files();
    let runs: Vec<Child> = (0..8)
        .map(|_| lab.program(&args).spawn().expect("the program runs"))
        .collect();
    for run in runs {
        ends_with(&run.wait_with_output().expect("the run ends"), 0);
    }
    assert_eq!(lab.files(), once);
}

#[test]
fn a_run_waits_for_the_one_before() {
    let lab = Lab::new("lab");
    lab.workspace();
    let target = lab.path().join("target");
    std::fs::create_dir(&target).expect("the folder can be made");
    let lock = File::create(target.join(".cargo-fuse-lock")).expect("the file can be made");
    lock.lock().expect("nobody has the lock");

    let mut run = lab
        .program(&["--app", "one"])
        .spawn()
        .expect("the program runs");
    let mut stderr = BufReader::new(run.stderr.take().expect("stderr is piped"));
    let mut line = String::new();
    stderr.read_line(&mut line).expect("the run says something");
    assert_eq!(
        line,
        "    Blocking waiting for file lock on the target folder\n"
    );
    assert!(!has_output(&lab));
    lock.unlock().expect("the lock is ours");
    stderr.read_to_string(&mut line).expect("the run says more");
    assert!(run.wait().expect("the run ends").success(), "{line}");
    assert!(has_output(&lab));
}

fn has_output(lab: &Lab) -> bool {
    let files = lab.files();
    files
        .keys()
        .any(|path| path.ends_with(Path::new("fused/one.wasm")))
}
