//! The commands about numbers, whose results are there at once.

use crate::bindings::compute::concurrent::tasks;

pub async fn prime(n: u64) {
    let is = match tasks::is_prime(n).await {
        true => "is",
        false => "is not",
    };
    println!("{n} {is} prime");
}

pub async fn fibonacci(n: u32) {
    println!("{}", tasks::fibonacci(n).await);
}

pub async fn factorial(n: u32) {
    println!("{}", tasks::factorial(n).await);
}

pub async fn collatz(n: u64) {
    println!("{}", tasks::collatz_steps(n).await);
}

pub async fn batch(numbers: Vec<u64>) {
    for result in tasks::compute_batch(numbers).await {
        println!("{} {}: {}", result.task_name, result.input, result.output);
    }
}
