//! The same inputs, in another folder.

use crate::lab::{Lab, ends_with};

/// All that can be made of the two components.
const EVERYTHING: &[&str] = &[
    "socket.wasm",
    "words.wasm",
    "-o",
    "out.wasm",
    "--emit",
    "component,composed,core",
    "--emit-import-map",
    "imports.json",
];

#[test]
fn a_hundred_folders_have_the_same_bytes() {
    let make = |run: usize| {
        let lab = Lab::new(&format!("lab {run}"));
        ends_with(&lab.run(EVERYTHING), 0);
        lab.files()
    };
    let first = make(0);
    assert!(first.len() > 5, "everything was made");
    for run in 1..100 {
        assert_eq!(make(run), first);
    }
}
