//! The commands whose calls wait: for their turn, for the clock, for this program, for each other.

use crate::bindings::compute::concurrent::{tasks, waiting};
use crate::bindings::text::processor::{analyzer, transformer};
use crate::bindings::{wit_future, wit_stream};
use futures::future::{self, Either};
use futures::stream::{FuturesUnordered, StreamExt};
use std::pin::pin;

/// How long the first of several calls waits; each other one waits as much longer.
const STEP: u32 = 50;

/// Longer than anybody waits.
const HOUR: u32 = 3_600_000;

/// Calls one function several times at once; each call lets the others go on.
pub async fn yields(numbers: Vec<u64>) {
    let calls = numbers.iter().map(|n| waiting::count_primes(*n));
    let counts = future::join_all(calls).await;
    for (n, count) in numbers.iter().zip(counts) {
        println!("{count} prime numbers below {n}");
    }
}

/// The later a call is made, the sooner it is done.
pub async fn timer(numbers: Vec<u64>) {
    let turns = (1..=numbers.len() as u32).rev();
    let calls = turns.zip(numbers).map(|(turn, n)| async move {
        let square = waiting::square_later(n, turn * STEP).await;
        (n, square)
    });
    let mut calls: FuturesUnordered<_> = calls.collect();
    while let Some((n, square)) = calls.next().await {
        println!("{n} squared is {square}");
    }
}

/// Drops a call that waits.
pub async fn race() {
    let soon = pin!(waiting::square_later(3, STEP));
    let late = pin!(waiting::square_later(4, HOUR));
    match future::select(late, soon).await {
        Either::Left((square, _)) => println!("late: {square}"),
        Either::Right((square, _)) => println!("soon: {square}"),
    }
}

/// The call needs a factor, which is the result of another call that is made meanwhile.
pub async fn handshake(numbers: Vec<u64>) {
    println!("{:?}", scaled(numbers).await);
}

async fn scaled(numbers: Vec<u64>) -> Vec<u64> {
    let (factor, later) = wit_future::new(|| unreachable!("it is always written"));
    let call = waiting::scale(numbers, later);
    let send = async {
        let value = tasks::fibonacci(10).await;
        factor.write(value).await.expect("somebody waits for it");
    };
    future::join(call, send).await.0
}

pub async fn stream(n: u64) {
    let mut path = waiting::collatz_path(n).await;
    while let Some(n) = path.next().await {
        println!("{n}");
    }
}

/// Stops to read before all is written.
pub async fn first(count: u32, n: u64) {
    let mut path = waiting::collatz_path(n).await;
    for _ in 0..count {
        match path.next().await {
            Some(n) => println!("{n}"),
            None => println!("that was all"),
        }
    }
}

/// Writes a word, reads what has become of it, writes the next.
pub async fn tally(text: &str) {
    let (mut to, words) = wit_stream::new();
    let mut counts = analyzer::tally(words).await;
    for word in text.split_whitespace() {
        if to.write_one(word.to_owned()).await.is_some() {
            println!("nobody counts `{word}`");
        }
        match counts.next().await {
            Some(word) => println!("{} {}", word.word, word.count),
            None => println!("`{word}` was not counted"),
        }
    }
    drop(to);
    println!("{} more", counts.collect().await.len());
}

/// Many calls at once, of one function and of several, in both libraries.
pub async fn together() {
    let squares = [3, 2, 1].map(|n| waiting::square_later(n.into(), n * STEP));
    let counts = [100, 10, 1000].map(waiting::count_primes);
    let lengths = [27, 6].map(|n| async move {
        let path = waiting::collatz_path(n).await;
        path.collect().await.len()
    });
    let (squares, counts, lengths, products, moved) = future::join5(
        future::join_all(squares),
        future::join_all(counts),
        future::join_all(lengths),
        scaled(vec![1, 2, 3]),
        transformer::caesar_cipher("together".to_owned(), 3),
    )
    .await;
    println!("squares: {squares:?}");
    println!("prime numbers: {counts:?}");
    println!("steps: {lengths:?}");
    println!("products: {products:?}");
    println!("moved: {moved}");
}
