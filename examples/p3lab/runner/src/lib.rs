//! The program: each of its commands makes one call, or several at once.

mod bindings {
    wit_bindgen::generate!({ path: "../wit", world: "running", generate_all });
}
mod numbers;
mod texts;
mod waits;

use bindings::exports::wasi::cli::run;
use std::str::FromStr;

const USAGE: &str = "\
usage: runner COMMAND, which is one of
  prime N                   says whether a number is prime
  fibonacci N               shows a Fibonacci number
  factorial N               shows a factorial
  collatz N                 counts the steps to 1
  batch N...                does all that
  analyze TEXT              counts words and sentences
  frequencies TEXT          counts each word
  search PATTERN TEXT       shows where a pattern is
  transform HOW TEXT        HOW is uppercase, lowercase, title-case or reverse
  caesar SHIFT TEXT         moves letters along the alphabet
  replace OLD NEW TEXT      replaces a word, or anything
and of those that wait
  yield N...                counts the prime numbers below each
  timer N...                squares numbers, the last one first
  race                      takes the first of two squares, and calls the other off
  handshake N...            sends a factor after the numbers
  stream N                  shows the way to 1
  first COUNT N             shows the beginning of that way
  tally TEXT                counts words one by one
  together                  all of these at once";

struct Runner;

impl run::Guest for Runner {
    async fn run() -> Result<(), ()> {
        let words: Vec<String> = std::env::args().skip(1).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        command(&words).await.map_err(|message| {
            eprintln!("runner: {message}");
        })
    }
}

async fn command(words: &[&str]) -> Result<(), String> {
    match words {
        ["prime", n] => numbers::prime(number(n)?).await,
        ["fibonacci", n] => numbers::fibonacci(number(n)?).await,
        ["factorial", n] => numbers::factorial(number(n)?).await,
        ["collatz", n] => numbers::collatz(number(n)?).await,
        ["batch", numbers @ ..] => numbers::batch(all(numbers)?).await,
        ["analyze", text] => texts::analyze(text).await,
        ["frequencies", text] => texts::frequencies(text).await,
        ["search", pattern, text] => texts::search(pattern, text).await,
        ["transform", how, text] => texts::transform(how, text).await?,
        ["caesar", shift, text] => texts::caesar(number(shift)?, text).await,
        ["replace", old, new, text] => texts::replace(old, new, text).await,
        ["yield", numbers @ ..] => waits::yields(all(numbers)?).await,
        ["timer", numbers @ ..] => waits::timer(all(numbers)?).await,
        ["race"] => waits::race().await,
        ["handshake", numbers @ ..] => waits::handshake(all(numbers)?).await,
        ["stream", n] => waits::stream(number(n)?).await,
        ["first", count, n] => waits::first(number(count)?, number(n)?).await,
        ["tally", text] => waits::tally(text).await,
        ["together"] => waits::together().await,
        _ => return Err(USAGE.to_owned()),
    }
    Ok(())
}

fn all<T: FromStr>(texts: &[&str]) -> Result<Vec<T>, String> {
    texts.iter().map(|text| number(text)).collect()
}

fn number<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is not a number, or out of range"))
}

bindings::export!(Runner with_types_in bindings);
