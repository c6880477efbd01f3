//! Any bytes at all fuse, or give an error that is the input's fault.

#![no_main]

use fuse_core::{Error, Options, fuse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Err(error @ Error::Internal { .. }) = fuse(data, &Options::default()) {
        panic!("{error}");
    }
});
