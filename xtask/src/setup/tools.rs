//! Programs that `cargo install` builds from the cargo registry.

use super::cache::Cache;
use crate::{child, files, workspace};
use anyhow::{Context, Result};

/// A program and how it is built.
pub struct Tool {
    package: &'static str,
    version: &'static str,
    /// Nothing means the package's defaults.
    features: &'static [&'static str],
    /// Unoptimised programs are built in half the time; a yardstick has to be optimised.
    optimised: bool,
}

/// Builds members that have `package.metadata.component`.
pub const CARGO_COMPONENT: Tool = Tool {
    package: "cargo-component",
    version: "0.21.1",
    features: &[],
    optimised: false,
};

/// The version of the runtime suite is this one's.
pub const WIT_BINDGEN: Tool = Tool {
    package: "wit-bindgen-cli",
    version: WIT_BINDGEN_VERSION,
    features: &["c", "rust", "async"],
    optimised: false,
};

/// See [`WIT_BINDGEN`].
pub const WIT_BINDGEN_VERSION: &str = "0.63.0";

/// `wasm-tools strip` reads and rewrites everything: the least that a fuser has to do.
pub const WASM_TOOLS: Tool = Tool {
    package: "wasm-tools",
    version: "1.258.0",
    features: &["strip", "parse", "print", "validate", "component"],
    optimised: true,
};

/// `wac plug` composes and does nothing else.
pub const WAC: Tool = Tool {
    package: "wac-cli",
    version: "0.12.0",
    features: &["wit"],
    optimised: true,
};

/// Builds and installs the tool unless it is there.
pub fn install(cache: &Cache, tool: &Tool) -> Result<()> {
    let ingredients = format!(
        "{} {} {:?} {}\n",
        tool.package, tool.version, tool.features, tool.optimised
    );
    cache.once(tool.package, &ingredients, || {
        let build = cache.path(&format!("build-{}", tool.package));
        let mut command = workspace::cargo();
        // Away from the workspace, whose configuration has no say in this.
        command.current_dir(cache.root());
        command.args(["install", "--locked"]);
        command.arg(format!("{}@{}", tool.package, tool.version));
        command.arg("--root").arg(cache.path("tools"));
        command.env("CARGO_TARGET_DIR", &build);
        if !tool.features.is_empty() {
            command.arg("--no-default-features");
            command.arg("--features").arg(tool.features.join(","));
        }
        if !tool.optimised {
            command.args(["--profile", "dev"]);
            command.env("CARGO_PROFILE_DEV_DEBUG", "0");
        }
        let what = format!("{} {}", tool.package, tool.version);
        child::step("Installing", &what, &mut command)
            .with_context(|| format!("failed to install {what}"))?;
        files::remove(&build)
    })
}
