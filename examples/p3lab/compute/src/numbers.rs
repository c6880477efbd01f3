//! The arithmetic of the tasks.

use crate::path;

/// A task of a batch.
pub type Task = (&'static str, fn(u64) -> u64);

/// What a batch does with each number, in this order.
pub const TASKS: [Task; 4] = [
    ("fibonacci", |n| fibonacci(short(n))),
    ("factorial", |n| factorial(short(n))),
    ("is-prime", |n| is_prime(n).into()),
    ("collatz-steps", |n| collatz_steps(n).into()),
];

pub fn fibonacci(n: u32) -> u64 {
    let step = |(a, b): (u64, u64), _| (b, a.wrapping_add(b));
    (0..n).fold((0, 1), step).0
}

pub fn factorial(n: u32) -> u64 {
    (1..=u64::from(n)).fold(1, u64::wrapping_mul)
}

pub fn is_prime(n: u64) -> bool {
    let mut divisors = (2..).take_while(|d| *d <= n / d);
    n > 1 && !divisors.any(|d| n.is_multiple_of(d))
}

pub fn collatz_steps(n: u64) -> u32 {
    path::from(n).skip(1).map(|_| 1).sum()
}

/// The last 32 bits.
fn short(n: u64) -> u32 {
    n as u32
}
