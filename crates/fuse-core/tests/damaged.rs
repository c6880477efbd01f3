//! Damaged input gives an error or, where the damage does not matter, a component: never a panic, never wrong output.
//!
//! The input is that of the golden cases, cut short at every length and with every byte changed in a few ways.

use fuse_core::{Error, Options, fuse};
use std::fs;
use std::panic;
use std::path::Path;

/// What each byte is changed by: a small step, another length, another opcode or section.
const CHANGES: [u8; 4] = [0x01, 0x02, 0x10, 0x80];

/// The binaries of the golden cases, with their names.
fn components() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuse");
    let cases = fs::read_dir(root).expect("the folder of cases");
    cases
        .map(|case| {
            let path = case.expect("an entry of the folder").path();
            let bytes = wat::parse_file(path.join("input.wat")).expect("the input is valid text");
            (path.display().to_string(), bytes)
        })
        .collect()
}

/// Fuses `bytes`, and says what was wrong about the way that went.
fn check(bytes: &[u8]) -> Result<(), String> {
    match panic::catch_unwind(|| fuse(bytes, &Options::default())) {
        Ok(Err(error @ Error::Internal { .. })) => Err(error.to_string()),
        Ok(Ok(_) | Err(_)) => Ok(()),
        Err(_) => Err("a panic".to_owned()),
    }
}

#[test]
fn input_that_is_cut_short() {
    for (name, bytes) in components() {
        for length in 0..bytes.len() {
            check(&bytes[..length])
                .unwrap_or_else(|error| panic!("{name} cut to {length} bytes: {error}"));
        }
    }
}

#[test]
fn input_with_a_byte_changed() {
    for (name, mut bytes) in components() {
        for at in 0..bytes.len() {
            for change in CHANGES {
                bytes[at] ^= change;
                check(&bytes)
                    .unwrap_or_else(|error| panic!("{name}, byte {at:#x} ^ {change:#x}: {error}"));
                bytes[at] ^= change;
            }
        }
    }
}
