//! Scripts of operations with handles, run in all four ways.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    fuse_tests::handles::check(data);
});
