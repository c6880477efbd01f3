//! The program behind `cargo fuse`.

use std::process::ExitCode;

use cargo_fuse::{Cli, report, run, usage};

fn main() -> ExitCode {
    let code = match Cli::read(std::env::args_os()) {
        Ok(cli) => run(cli).unwrap_or_else(|error| report(&error)),
        Err(error) => usage(&error),
    };
    code.into()
}
