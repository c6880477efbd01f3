//! The command: reads a file, and has the other two components do the work. cargo-component builds it.

mod args;
#[expect(warnings, reason = "cargo-component writes it")]
mod bindings;
mod report;

use std::process::ExitCode;

use args::{Args, Task};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("wordlab: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let args = Args::parse(std::env::args().skip(1))?;
    let text = std::fs::read_to_string(&args.file)
        .map_err(|error| format!("failed to read `{}`: {error}", args.file))?;
    for task in &args.tasks {
        match task {
            Task::Summary => report::summary(&text),
            Task::Top(count) => report::top(&text, *count),
            Task::Find(query) => report::find(&text, query)?,
            Task::Highlight(count) => report::highlight(&text, *count),
            Task::Transform(steps) => report::transform(&text, steps)?,
            Task::Cipher(shift) => report::cipher(&text, *shift)?,
        }
    }
    Ok(())
}
