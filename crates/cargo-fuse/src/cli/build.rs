//! The arguments of the commands that fuse.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::ShellArgs;
use crate::explain::ExplainFormat;

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
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub(crate) emit: Vec<Emit>,

    /// Also write what the fused core module imports, as JSON, here.
    #[arg(long, value_name = "FILE")]
    pub(crate) emit_import_map: Option<PathBuf>,

    /// Leave this import to the host: `my:pkg/iface`, with or without a version, or `my:pkg/*`.
    #[arg(long, value_name = "IMPORT")]
    pub(crate) host: Vec<String>,

    /// Write the name section, even if the configuration says otherwise.
    #[arg(long, overrides_with = "no_names")]
    pub(crate) names: bool,

    /// Leave out the name section.
    #[arg(long, overrides_with = "names")]
    pub(crate) no_names: bool,

    /// Fail when a boundary between components has to stay.
    #[arg(
        long,
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true"
    )]
    pub(crate) require_full: Option<bool>,

    /// The features of WebAssembly that outputs may use, such as `wasm2,multi-memory`.
    #[arg(long, value_name = "FEATURES", value_delimiter = ',')]
    pub(crate) wasm_features: Vec<String>,

    /// Say which wasm features the output uses; it is always validated.
    #[arg(long)]
    pub(crate) validate: bool,

    /// Say on stdout what became of each boundary, resource and part.
    #[arg(
        long,
        value_name = "FORMAT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "human"
    )]
    pub(crate) explain: Option<ExplainFormat>,

    /// Run the program composed and fused, and fail if output or exit code differ.
    #[arg(long)]
    pub(crate) verify: bool,

    /// What becomes of what is made.
    #[arg(skip)]
    pub(crate) goal: Goal,

    /// What the program is told when it is run.
    #[arg(skip)]
    pub(crate) program_args: Vec<OsString>,

    #[command(flatten)]
    pub(crate) shell: ShellArgs,

    #[command(flatten)]
    pub(crate) build: BuildArgs,
}

/// What becomes of what is made.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Goal {
    /// It is written.
    #[default]
    Write,
    /// It is thrown away.
    Check,
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

    /// Application of the workspace to fuse; may be given more than once.
    #[arg(long = "app", value_name = "NAME", conflicts_with = "files")]
    pub(crate) apps: Vec<String>,

    /// Fuse all members that have a configuration, not only the default members.
    #[arg(long, conflicts_with_all = ["files", "packages"])]
    pub(crate) workspace: bool,

    /// Package not to fuse; may be given more than once.
    #[arg(
        long,
        value_name = "SPEC",
        requires = "workspace",
        conflicts_with = "files"
    )]
    pub(crate) exclude: Vec<String>,

    /// Build with optimizations.
    #[arg(short, long, conflicts_with = "profile")]
    pub(crate) release: bool,

    /// Build with this profile.
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,

    /// Target of the members that plain cargo builds, instead of wasm32-wasip2.
    #[arg(long, value_name = "TRIPLE")]
    pub(crate) target: Option<String>,

    /// Features to activate, of the fused package or as `member/feature`.
    #[arg(short = 'F', long, value_name = "FEATURES", conflicts_with = "files")]
    pub(crate) features: Vec<String>,

    /// Activate all features of all members.
    #[arg(long, conflicts_with = "files")]
    pub(crate) all_features: bool,

    /// Do not activate the `default` feature of any member.
    #[arg(long, conflicts_with = "files")]
    pub(crate) no_default_features: bool,

    /// Directory for everything that is built.
    #[arg(long, value_name = "DIR")]
    pub(crate) target_dir: Option<PathBuf>,

    /// Number of parallel jobs.
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<String>,

    /// Build as much as possible when a package does not build.
    #[arg(long)]
    pub(crate) keep_going: bool,

    /// Override a value of cargo's configuration; may be given more than once.
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) config: Vec<String>,

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

impl Emit {
    /// Its name on the command line and in the configuration.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Emit::Component => "component",
            Emit::Plan => "plan",
            Emit::Composed => "composed",
            Emit::Core => "core",
        }
    }
}

impl ValueEnum for Emit {
    fn value_variants<'a>() -> &'a [Self] {
        &[Emit::Component, Emit::Plan, Emit::Composed, Emit::Core]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Emit::Component => "the fused component",
            Emit::Plan => "how it is fused, as text on stdout",
            Emit::Composed => "the composed, unfused component",
            Emit::Core => "the bare core module",
        };
        Some(PossibleValue::new(self.as_str()).help(help))
    }
}
