//! What goes through a caller and a callee comes back the same, whatever its type: composed, and fused.
//!
//! The cases are the same in every run. `ECHO_CASES` sets their number; `ECHO_SEED` runs the one whose seed a failure printed.

use arbtest::arbtest;
use fuse_tests::{echo, script};

/// How many cases, unless `ECHO_CASES` says otherwise.
const CASES: u64 = 300;
/// How many random bytes each is made of.
const SIZE: u64 = 4096;
/// Spreads the seeds, which a weak generator would otherwise turn into similar cases.
const SPREAD: u64 = 0x9e37_79b1;

#[test]
fn echo() {
    let engine = script::engine().unwrap();
    let run = |seed| arbtest(|u| echo::check(&engine, u)).seed(seed).run();
    if let Some(seed) = number("ECHO_SEED") {
        return run(seed);
    }
    for case in 1..=number("ECHO_CASES").unwrap_or(CASES) {
        run((case * SPREAD) << 32 | SIZE);
    }
}

/// The number that an environment variable is set to, decimal or hexadecimal.
fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    let number = match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16),
        None => text.parse(),
    };
    Some(number.unwrap_or_else(|_| panic!("{variable} is not a number")))
}
