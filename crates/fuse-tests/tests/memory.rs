//! However many handles a fused component has made, lent, given away and dropped, its memory is as small as after a few.

use fuse_tests::{host, memory};
use std::fs;
use std::path::Path;
use wasmtime::Engine;

const CALLS: u32 = 200_000;

#[test]
fn handles_are_used_again() {
    let engine = Engine::new(&host::config()).unwrap();
    let mut fixtures = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("bench")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if !name.starts_with("resource-") {
            continue;
        }
        let composed = wat::parse_file(&path).unwrap();
        let fused = fuse_core::fuse(&composed, &fuse_core::Options::default()).unwrap();
        let sizes = memory::sizes(&engine, &fused.bytes, 16, CALLS).unwrap();
        assert_eq!(sizes.few, sizes.many, "{name}");
        fixtures += 1;
    }
    assert_ne!(fixtures, 0);
}
