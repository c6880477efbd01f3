//! Scripts of what tasks do give the same natively, composed and fused.
//!
//! The scripts are the same in every run. `TASKS_OPS` sets how many operations they have together.

use arbtest::arbtest;
use fuse_tests::tasks;

/// How many operations, unless `TASKS_OPS` says otherwise.
const OPS: usize = 200_000;
/// How many random bytes each script is made of.
const SIZE: u64 = 1 << 13;
/// Spreads the seeds, which a weak generator would otherwise turn into similar cases.
const SPREAD: u64 = 0x9e37_79b1;

#[test]
fn scripts() {
    let wanted = match std::env::var("TASKS_OPS") {
        Ok(number) => number.parse().expect("`TASKS_OPS` is a number"),
        Err(_) => OPS,
    };
    let mut ops = 0;
    for case in 1.. {
        if ops >= wanted {
            break;
        }
        arbtest(|u| {
            let len = u.len();
            ops += tasks::check(u.bytes(len)?);
            Ok(())
        })
        .seed((case * SPREAD) << 32 | SIZE)
        .run();
    }
}
