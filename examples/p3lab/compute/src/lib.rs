//! The library of numbers: `tasks` never waits, all of `waiting` does.

mod bindings {
    wit_bindgen::generate!({ path: "../wit", world: "computing", generate_all });
}
mod numbers;
mod path;

use bindings::exports::compute::concurrent::{tasks, waiting};
use bindings::wasi::clocks::monotonic_clock;
use wit_bindgen::{FutureReader, StreamReader};

/// In nanoseconds, as the clock counts.
const MILLISECOND: u64 = 1_000_000;

struct Compute;

impl tasks::Guest for Compute {
    async fn fibonacci(n: u32) -> u64 {
        numbers::fibonacci(n)
    }

    async fn factorial(n: u32) -> u64 {
        numbers::factorial(n)
    }

    async fn is_prime(n: u64) -> bool {
        numbers::is_prime(n)
    }

    async fn collatz_steps(n: u64) -> u32 {
        numbers::collatz_steps(n)
    }

    async fn compute_batch(numbers: Vec<u64>) -> Vec<tasks::BatchResult> {
        let results = numbers.into_iter().flat_map(|input| {
            numbers::TASKS.map(|(name, task)| tasks::BatchResult {
                task_name: name.to_owned(),
                input,
                output: task(input),
            })
        });
        results.collect()
    }
}

impl waiting::Guest for Compute {
    async fn count_primes(below: u64) -> u32 {
        let mut count = 0;
        for n in 0..below {
            count += u32::from(numbers::is_prime(n));
            wit_bindgen::yield_async().await;
        }
        count
    }

    async fn square_later(n: u64, milliseconds: u32) -> u64 {
        monotonic_clock::wait_for(u64::from(milliseconds) * MILLISECOND).await;
        n.wrapping_mul(n)
    }

    async fn scale(numbers: Vec<u64>, factor: FutureReader<u64>) -> Vec<u64> {
        let factor = factor.await;
        let products = numbers.into_iter().map(|n| n.wrapping_mul(factor));
        products.collect()
    }

    /// Returns before the first number is written: what writes them goes on in the same task.
    async fn collatz_path(n: u64) -> StreamReader<u64> {
        let (mut to, from) = bindings::wit_stream::new();
        wit_bindgen::spawn_local(async move {
            for n in path::from(n) {
                if to.write_one(n).await.is_some() {
                    // Nobody reads on.
                    return;
                }
            }
        });
        from
    }
}

bindings::export!(Compute with_types_in bindings);
