//! `cargo xtask setup`: makes what the other verbs need outside of cargo, once per machine.
//!
//! Everything lies in one user cache folder ([`cache::Cache`]); a part that is there already costs
//! a look at its stamp. The other verbs call [`ensure`] for the parts they use, so nobody has to
//! run this one first.

mod apt;
mod cache;
mod clang;
mod debian;
mod guest;
mod node;
mod python;
mod tools;
mod wasmtime;

pub use cache::Cache;
pub use guest::GuestEnv;
pub use python::{VERSION as COMPONENTIZE_PY_VERSION, componentize_py, interpreter as python};
pub use tools::WIT_BINDGEN_VERSION;

use crate::ui;
use anyhow::Result;
use clap::ValueEnum;

/// One thing that can be set up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Part {
    /// A Rust toolchain for wasm32-wasip1, wasm32-wasip2 and wasm32-unknown-unknown
    Guest,
    /// cargo-component, which builds members that ask for it
    CargoComponent,
    /// wit-bindgen, which runs its runtime suite
    WitBindgen,
    /// A C compiler for wasm32-wasip1
    Clang,
    /// wasm-tools, a yardstick of `bench fuse`
    WasmTools,
    /// wac, the other yardstick
    Wac,
    /// componentize-py, which makes the input of `bench fuse`
    Python,
    /// Node.js with several memories, a host of bare core modules
    Node,
    /// The wasmtime program, the host that users have
    Wasmtime,
}

impl Part {
    /// What `cargo xtask demo` needs.
    pub const DEMO: &[Part] = &[
        Part::Guest,
        Part::CargoComponent,
        Part::Node,
        Part::Wasmtime,
    ];
    /// What wit-bindgen's runtime suite needs.
    pub const P2: &[Part] = &[Part::Guest, Part::WitBindgen, Part::Clang];
    /// What the demo and all tests need.
    pub const STANDARD: &[Part] = &[
        Part::Guest,
        Part::CargoComponent,
        Part::WitBindgen,
        Part::Clang,
        Part::Node,
        Part::Wasmtime,
    ];
    /// What `cargo xtask bench fuse` needs.
    pub const BENCH: &[Part] = &[Part::WasmTools, Part::Wac, Part::Python];
}

/// Arguments of `cargo xtask setup`.
#[derive(clap::Args)]
pub struct Args {
    /// The parts to set up; without any, those that the demo and the tests need
    parts: Vec<Part>,
    /// Make the guest toolchain from Debian packages even where rustup can download its parts
    #[arg(long)]
    debian_guest: bool,
    /// Print shell commands that set the environment for building guests
    #[arg(long)]
    print_env: bool,
}

/// Sets up what was asked for.
pub fn run(args: Args) -> Result<()> {
    let cache = Cache::open()?;
    if args.debian_guest {
        guest::ensure_debian(&cache)?;
    }
    let cache = match args.parts.as_slice() {
        [] => ensure(Part::STANDARD)?,
        parts => ensure(parts)?,
    };
    let guest = guest_env()?;
    ui::status("Ready", cache.root().display());
    ui::status("Guests", format_args!("toolchain `{}`", guest.toolchain()));
    if args.print_env {
        print!("{}", guest.shell());
    }
    Ok(())
}

/// Makes sure that these parts are there.
pub fn ensure(parts: &[Part]) -> Result<Cache> {
    let cache = Cache::open()?;
    for part in parts {
        match part {
            Part::Guest => drop(guest::ensure(&cache)?),
            Part::CargoComponent => tools::install(&cache, &tools::CARGO_COMPONENT)?,
            Part::WitBindgen => tools::install(&cache, &tools::WIT_BINDGEN)?,
            Part::WasmTools => tools::install(&cache, &tools::WASM_TOOLS)?,
            Part::Wac => tools::install(&cache, &tools::WAC)?,
            Part::Clang => drop(clang::ensure(&cache)?),
            Part::Python => python::ensure(&cache)?,
            Part::Node => drop(node::ensure(&cache)?),
            Part::Wasmtime => drop(wasmtime::ensure(&cache)?),
        }
    }
    Ok(cache)
}

/// The environment in which `cargo build --target wasm32-wasip2`, `cargo component build` and
/// `cargo fuse` build guests.
pub fn guest_env() -> Result<GuestEnv> {
    let cache = Cache::open()?;
    let toolchain = guest::ensure(&cache)?;
    GuestEnv::new(toolchain, &cache)
}

/// The program that runs Node.js.
pub fn node() -> Result<std::path::PathBuf> {
    node::ensure(&Cache::open()?)
}

/// The wasmtime program, which is called `wasmtime`.
pub fn wasmtime() -> Result<std::path::PathBuf> {
    wasmtime::ensure(&Cache::open()?)
}

/// The folder to give to wit-bindgen as its wasi-sdk.
pub fn wasi_sdk() -> Result<std::path::PathBuf> {
    clang::ensure(&Cache::open()?)
}
