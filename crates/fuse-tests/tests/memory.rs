//! However many handles a fused component has made, lent, given away and dropped, and however many tasks have come and gone in it, its
//! memory is as small as after a few.

use fuse_tests::{host, memory};
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use wasmtime::Engine;

/// One test at a time: all of them have one process, whose size they look at.
static PROCESS: Mutex<()> = Mutex::new(());

/// Calls `calls` times in each fixture of the benchmark whose name `is_chosen`, in one task; its linear memory must not grow.
///
/// The host must not keep anything either. What its allocator does is not for us to say, so the process may grow by 8 MiB and by less
/// than four bytes a call.
#[track_caller]
fn check(calls: u32, is_chosen: impl Fn(&str) -> bool) {
    let _alone = PROCESS.lock().unwrap_or_else(PoisonError::into_inner);
    let engine = Engine::new(&host::config()).unwrap();
    let mut fixtures = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("bench")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if !is_chosen(name) {
            continue;
        }
        let composed = wat::parse_file(&path).unwrap();
        let fused = fuse_core::fuse(&composed, &fuse_core::Options::default())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let sizes = memory::sizes(&engine, &fused.bytes, 16, calls)
            .unwrap_or_else(|error| panic!("{name}: {error:#}"));
        assert_eq!(sizes.few, sizes.many, "{name}");
        if let Some(grown) = sizes.process_grown {
            let limit = (8 << 20) + 4 * calls as usize;
            assert!(
                grown < limit,
                "{name}: the process has grown by {grown} bytes"
            );
        }
        fixtures += 1;
    }
    assert_ne!(fixtures, 0);
}

#[test]
fn handles_are_used_again() {
    check(200_000, |name| name.starts_with("resource-"));
}

#[test]
fn tasks_that_return_at_once_are_used_again() {
    check(10_000_000, |name| {
        ["async-call", "async-call-sync-lower"].contains(&name)
    });
}

#[test]
fn tasks_that_park_are_used_again() {
    check(1_000_000, |name| {
        ["async-future", "async-yield"].contains(&name)
    });
}

#[test]
fn what_else_tasks_use_is_used_again() {
    check(200_000, |name| {
        ["async-borrow", "async-own", "async-stream", "async-string"].contains(&name)
    });
}
