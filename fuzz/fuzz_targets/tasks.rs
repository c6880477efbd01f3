//! Scripts of what tasks do, run natively, composed and fused.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    fuse_tests::tasks::check(data);
});
