//! Random values through random functions, composed and fused.

#![no_main]

use fuse_tests::{echo, script};
use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::{Corpus, fuzz_target};
use std::sync::LazyLock;
use wasmtime::Engine;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| script::engine().expect("the host"));

fuzz_target!(|data: &[u8]| -> Corpus {
    match echo::check(&ENGINE, &mut Unstructured::new(data)) {
        Ok(()) => Corpus::Keep,
        // Too few bytes for a case.
        Err(_) => Corpus::Reject,
    }
});
