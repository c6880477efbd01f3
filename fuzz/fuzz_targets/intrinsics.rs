//! Calls of the runtime's functions, natively and compiled to wasm.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    fuse_tests::handles::check_intrinsics(data);
});
