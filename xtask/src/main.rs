//! The verbs of this repository that cargo does not have: `cargo xtask <verb>`.
//!
//! `main` is the match; each verb is one file. What they share is [`setup`] (the tools outside
//! cargo), [`child`] (running programs), [`workspace`] (where things are) and [`ui`].

mod child;
mod files;
mod registry;
mod setup;
mod suite;
mod tally;
mod ui;
mod workspace;

mod bench;
mod bless;
mod build_rt;
mod conformance;
mod demo;
mod miri;
mod model;
mod package;
mod test;
mod test_p2;
mod test_p3;
mod tidy;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Tasks of the cargo-fuse repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Make what the other verbs need outside of cargo: guest targets, tools, compilers
    Setup(setup::Args),
    /// Fuse the examples and run them composed and fused
    Demo(demo::Args),
    /// Run every test of the repository
    Test,
    /// Run the tests of the handle tables under miri
    Miri,
    /// Let the specification's own definitions follow what random scripts of tasks show
    Model(model::Args),
    /// Run the synchronous compositions of wit-bindgen's runtime suite, composed and fused
    TestP2(test_p2::Args),
    /// Run all that is asynchronous, composed and fused: wit-bindgen's compositions, scripts of our own, an example
    TestP3(test_p3::Args),
    /// Run wasmtime's and the specification's component tests, composed and fused
    Conformance(conformance::Args),
    /// Run the tests and accept what golden files now say
    Bless(bless::Args),
    /// Compile the runtime that fused modules carry
    BuildRt(build_rt::Args),
    /// Measure the fuser, or calls in its output
    Bench(bench::Args),
    /// Pack the crates that are published, as they would be sent to a registry
    Package(package::Args),
    /// Check file sizes, module sentences and the files that the docs name
    Tidy,
}

fn main() -> ExitCode {
    let result = match Cli::parse().verb {
        Verb::Setup(args) => setup::run(args),
        Verb::Demo(args) => demo::run(args),
        Verb::Test => test::run(),
        Verb::Miri => miri::run(),
        Verb::Model(args) => model::run(&args),
        Verb::TestP2(args) => test_p2::run(&args),
        Verb::TestP3(args) => test_p3::run(&args),
        Verb::Conformance(args) => conformance::run(&args),
        Verb::Bless(args) => bless::run(&args),
        Verb::BuildRt(args) => build_rt::run(&args),
        Verb::Bench(args) => bench::run(args),
        Verb::Package(args) => package::run(&args),
        Verb::Tidy => tidy::run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            ui::error(&error);
            ExitCode::FAILURE
        }
    }
}
