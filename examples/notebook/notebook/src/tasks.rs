//! What each task does with its logs, streams and pollables.

use std::collections::VecDeque;

use crate::bindings::notebook::notes::index::{self, Index};
use crate::bindings::notebook::notes::journal::Log;
use crate::bindings::wasi::cli::stdin::get_stdin;
use crate::bindings::wasi::cli::stdout::get_stdout;
use crate::bindings::wasi::clocks::monotonic_clock::subscribe_duration;
use crate::bindings::wasi::io::poll::poll;
use crate::bindings::wasi::io::streams::StreamError;

/// Both are in nanoseconds, as the clock counts.
const MILLISECOND: u64 = 1_000_000;
const HOUR: u64 = 3_600_000 * MILLISECOND;

pub fn write(log: &str, notes: &[&str]) -> Result<(), String> {
    let log = Log::new(log);
    for note in notes {
        log.append(note)?;
    }
    println!("{} notes in {}", log.notes()?.len(), log.path());
    Ok(())
}

/// Lends the journal the stream to write to.
pub fn read(logs: &[&str]) -> Result<(), String> {
    let stdout = get_stdout();
    for log in logs {
        let bytes = Log::new(log).copy(&stdout)?;
        println!("{bytes} bytes in {log}");
    }
    Ok(())
}

/// Gives the index one log after the other, keeps what it finds, and closes the logs at the end.
pub fn search(word: &str, logs: &[&str]) -> Result<(), String> {
    let mut notes = Vec::new();
    let mut indexes = Vec::new();
    for log in logs {
        let index = Index::build(Log::new(log))?;
        notes.extend(index.search(word));
        indexes.push(index);
    }
    println!("{} logs are open", Log::open_count());
    drop(indexes);
    println!("{} logs are open", Log::open_count());
    for note in &notes {
        println!("{}: {}", note.number(), note.text());
    }
    println!("in order: {:?}", index::arrange(notes));
    Ok(())
}

/// Looks for a word many times, and has some indexes open at once, so that handles come and go.
pub fn drill(times: u32, word: &str, log: &str) -> Result<(), String> {
    let mut kept = VecDeque::new();
    let mut found = 0;
    for _ in 0..times {
        let index = Index::build(Log::new(log))?;
        let notes = index.search(word);
        found += index::arrange(notes).len();
        kept.push_back((index.first(word), index));
        if kept.len() > 5 {
            kept.pop_front();
        }
    }
    println!("{found} notes, {} logs are open", Log::open_count());
    drop(kept);
    println!("{} logs are open", Log::open_count());
    Ok(())
}

/// Gives a log to an index, and has it back.
pub fn first(word: &str, log: &str) -> Result<(), String> {
    let index = Index::build(Log::new(log))?;
    let note = index.first(word);
    let log = Index::release(index);
    match note {
        Some(note) => println!("{}, note {}: {}", log.path(), note.number(), note.text()),
        None => println!("{} has no {word}", log.path()),
    }
    Ok(())
}

/// Lends many indexes to the component that made them, and a log to one that did not.
pub fn merge(into: &str, from: &[&str]) -> Result<(), String> {
    let into = Log::new(into);
    let indexes = from.iter().map(|log| Index::build(Log::new(log)));
    let indexes: Vec<Index> = indexes.collect::<Result<_, _>>()?;
    let count = index::gather(&indexes.iter().collect::<Vec<_>>(), &into)?;
    println!("{count} notes went to {}", into.path());
    println!("{} logs are open", Log::open_count());
    Ok(())
}

/// Gives the index many logs, of which it gives one back.
pub fn longest(logs: &[&str]) -> Result<(), String> {
    let logs = logs.iter().map(|log| Log::new(log)).collect();
    let Some(longest) = index::longest(logs)? else {
        println!("there is no log");
        return Ok(());
    };
    longest.append("no log is longer")?;
    println!("{} logs are open", Log::open_count());
    println!("{} is the longest", longest.path());
    Ok(())
}

/// Gets a stream from the index and gives it back, together with another for a while.
pub fn print(files: &[&str]) -> Result<(), String> {
    let stdout = get_stdout();
    for file in files {
        let bytes = index::pour(index::open(file, 0)?, &stdout).map_err(explain)?;
        println!("{bytes} bytes in {file}");
    }
    Ok(())
}

/// What is wrong may come as a resource of the host, through the index.
pub fn tail(offset: u64, file: &str) -> Result<(), String> {
    let stream = index::open(file, offset)?;
    let bytes = index::pour(stream, &get_stdout()).map_err(explain)?;
    println!("{bytes} bytes from {offset} on");
    Ok(())
}

/// Gets two streams from the index, gives it one and lends it the other.
pub fn copy(from: &str, to: &str) -> Result<(), String> {
    let from = index::open(from, 0)?;
    let to = index::create(to)?;
    println!("{} bytes copied", index::pour(from, &to).map_err(explain)?);
    Ok(())
}

pub fn save(file: &str, log: &str) -> Result<(), String> {
    let log = Log::new(log);
    let count = index::collect(index::open(file, 0)?, &log)?;
    println!("{count} notes went to {}", log.path());
    Ok(())
}

/// Gives a stream to the index, which reads it and lets go of it.
pub fn collect(log: &str) -> Result<(), String> {
    let log = Log::new(log);
    let count = index::collect(get_stdin(), &log)?;
    println!("{count} notes went to {}", log.path());
    Ok(())
}

/// Waits here, and has the index wait.
pub fn wait() {
    let stdin = get_stdin();
    let input = stdin.subscribe();
    let soon = subscribe_duration(MILLISECOND);
    let late = subscribe_duration(HOUR);
    println!("ready here: {:?}", poll(&[&late, &input]));
    println!("late: {}", late.ready());
    soon.block();
    let mut ready = index::wait(vec![soon, late, input]);
    // The host names them in any order.
    ready.sort_unstable();
    println!("ready there: {ready:?}");
}

fn explain(error: StreamError) -> String {
    match error {
        StreamError::Closed => "the stream is closed".to_owned(),
        StreamError::LastOperationFailed(error) => error.to_debug_string(),
    }
}

/// Leaves a pollable behind whose stream is gone.
pub fn careless() {
    let stdin = get_stdin();
    let input = stdin.subscribe();
    println!("ready: {}", input.ready());
    drop(stdin);
    println!("nobody gets here");
}
