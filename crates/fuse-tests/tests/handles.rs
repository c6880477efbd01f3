//! Scripts of operations with handles give the same results natively, in the compiled runtime, composed and fused; calls of the
//! runtime's functions give the same natively and compiled.
//!
//! The scripts are the same in every run. `HANDLES_OPS` sets how many operations they have together.

use arbtest::arbtest;
use fuse_tests::handles;

/// How many operations, unless `HANDLES_OPS` says otherwise.
const OPS: usize = 200_000;
/// How many random bytes each script is made of.
const SIZE: u64 = 1 << 14;
/// Spreads the seeds, which a weak generator would otherwise turn into similar cases.
const SPREAD: u64 = 0x9e37_79b1;

#[test]
fn scripts() {
    repeat(handles::check);
}

#[test]
fn intrinsics() {
    repeat(handles::check_intrinsics);
}

/// Runs `check`, which says how many operations it makes of its bytes, until there have been enough.
fn repeat(check: fn(&[u8]) -> usize) {
    let wanted = match std::env::var("HANDLES_OPS") {
        Ok(number) => number.parse().expect("`HANDLES_OPS` is a number"),
        Err(_) => OPS,
    };
    let mut ops = 0;
    for case in 1.. {
        if ops >= wanted {
            break;
        }
        arbtest(|u| {
            let len = u.len();
            ops += check(u.bytes(len)?);
            Ok(())
        })
        .seed((case * SPREAD) << 32 | SIZE)
        .run();
    }
}
