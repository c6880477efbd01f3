//! The command: it owns logs and streams, and lends or gives them to the other two components. cargo-component builds it.

#[expect(warnings, reason = "cargo-component writes it")]
mod bindings;
mod tasks;

use std::process::ExitCode;

const USAGE: &str = "\
usage: notebook TASK, which is one of
  write LOG NOTE...       adds notes
  read LOG...             shows logs as they are
  search WORD LOG...      shows the notes that have a word
  first WORD LOG          shows the first of them
  drill TIMES WORD LOG    searches again and again
  merge INTO FROM...      adds the notes of all logs to the first one
  longest LOG...          adds a note to the longest log
  print FILE...           shows files
  tail OFFSET FILE        shows a file from a byte on
  copy FILE FILE          copies a file
  save FILE LOG           makes the lines of a file notes
  collect LOG             makes the lines of the standard input notes
  wait                    waits for the standard input and for the clock
  careless                closes the standard input under what waits for it, which WASI forbids";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("notebook: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<(), String> {
    match words {
        ["write", log, notes @ ..] => tasks::write(log, notes),
        ["read", logs @ ..] => tasks::read(logs),
        ["search", word, logs @ ..] => tasks::search(word, logs),
        ["drill", times, word, log] => tasks::drill(number(times)?, word, log),
        ["first", word, log] => tasks::first(word, log),
        ["merge", into, from @ ..] => tasks::merge(into, from),
        ["longest", logs @ ..] => tasks::longest(logs),
        ["print", files @ ..] => tasks::print(files),
        ["tail", offset, file] => tasks::tail(number(offset)?, file),
        ["copy", from, to] => tasks::copy(from, to),
        ["save", file, log] => tasks::save(file, log),
        ["collect", log] => tasks::collect(log),
        ["wait"] => {
            tasks::wait();
            Ok(())
        }
        ["careless"] => {
            tasks::careless();
            Ok(())
        }
        _ => Err(USAGE.to_owned()),
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is not a number"))
}
