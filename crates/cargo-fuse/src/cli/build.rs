//! The arguments of the commands that fuse.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::ShellArgs;

/// What to fuse, how, and what to make of it.
#[derive(Debug, clap::Args)]
pub(crate) struct FuseArgs {
    /// Components to fuse instead of a workspace; the others plug into the first.
    #[arg(value_name = "FILES")]
    pub(crate) files: Vec<PathBuf>,

    /// Write the output here.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// What to make, instead of the fused component.
    #[arg(
        long,
        value_name = "KIND",
        value_delimiter = ',',
        default_value = "component"
    )]
    pub(crate) emit: Vec<Emit>,

    /// Also write what the fused core module imports, as JSON, here.
    #[arg(long, value_name = "FILE")]
    pub(crate) emit_import_map: Option<PathBuf>,

    /// Leave this import to the host: `my:pkg/iface`, with or without a version, or `my:pkg/*`.
    #[arg(long, value_name = "IMPORT")]
    pub(crate) host: Vec<String>,

    /// Leave out the name section.
    #[arg(long)]
    pub(crate) no_names: bool,

    #[command(flatten)]
    pub(crate) shell: ShellArgs,

    #[command(flatten)]
    pub(crate) build: BuildArgs,
}

impl FuseArgs {
    /// Whether `kind` was asked for.
    pub(crate) fn emits(&self, kind: Emit) -> bool {
        self.emit.contains(&kind)
    }
}

/// What concerns building the members of a workspace, with cargo's names.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Workspace")]
pub(crate) struct BuildArgs {
    /// Path to Cargo.toml.
    #[arg(long, value_name = "PATH", conflicts_with = "files")]
    pub(crate) manifest_path: Option<PathBuf>,

    /// Package to fuse; may be given more than once.
    #[arg(short, long = "package", value_name = "SPEC", conflicts_with = "files")]
    pub(crate) packages: Vec<String>,

    /// Build with optimizations.
    #[arg(short, long, conflicts_with = "profile")]
    pub(crate) release: bool,

    /// Build with this profile.
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,

    /// Target of the members that plain cargo builds.
    #[arg(long, value_name = "TRIPLE", default_value = "wasm32-wasip2")]
    pub(crate) target: String,

    /// Features to activate, of the fused package or as `member/feature`.
    #[arg(short = 'F', long, value_name = "FEATURES")]
    pub(crate) features: Vec<String>,

    /// Activate all features of all members.
    #[arg(long)]
    pub(crate) all_features: bool,

    /// Do not activate the `default` feature of any member.
    #[arg(long)]
    pub(crate) no_default_features: bool,

    /// Directory for everything that is built.
    #[arg(long, value_name = "DIR")]
    pub(crate) target_dir: Option<PathBuf>,

    /// Number of parallel jobs.
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<String>,

    /// Assert that Cargo.lock stays as it is.
    #[arg(long)]
    pub(crate) locked: bool,

    /// Run without the network.
    #[arg(long)]
    pub(crate) offline: bool,

    /// The same as both --locked and --offline.
    #[arg(long)]
    pub(crate) frozen: bool,

    /// Arguments for the builds.
    #[arg(last = true, value_name = "BUILD ARGS")]
    pub(crate) forwarded: Vec<OsString>,
}

/// Something that can be made.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Emit {
    /// The fused component.
    Component,
    /// How it is fused, as text on stdout.
    Plan,
    /// The composed, unfused component.
    Composed,
    /// The bare core module.
    Core,
}

impl ValueEnum for Emit {
    fn value_variants<'a>() -> &'a [Self] {
        &[Emit::Component, Emit::Plan, Emit::Composed, Emit::Core]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Emit::Component => PossibleValue::new("component").help("the fused component"),
            Emit::Plan => PossibleValue::new("plan").help("how it is fused, as text on stdout"),
            Emit::Composed => {
                PossibleValue::new("composed").help("the composed, unfused component")
            }
            Emit::Core => PossibleValue::new("core").help("the bare core module"),
        })
    }
}
