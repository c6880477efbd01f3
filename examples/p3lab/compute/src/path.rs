//! The way of a number to 1.

use std::iter;

/// Every number on the way, `n` and 1 with it; nothing for 0.
pub fn from(n: u64) -> impl Iterator<Item = u64> {
    let first = (n > 0).then_some(n);
    iter::successors(first, |n| (*n > 1).then(|| next(*n)))
}

fn next(n: u64) -> u64 {
    if n.is_multiple_of(2) {
        n / 2
    } else {
        n.wrapping_mul(3).wrapping_add(1)
    }
}
