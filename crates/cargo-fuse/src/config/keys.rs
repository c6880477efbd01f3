//! The table of keys: what may stand where, what it means and what it is when nobody says.
//!
//! The reader refuses what is not in it, `cargo fuse config` prints by it, and the manual has it word for word.

/// A table of the configuration.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum At {
    /// `[package.metadata.fuse]`.
    Package,
    /// `[workspace.metadata.fuse.apps.NAME]`.
    App,
    /// `[workspace.metadata.fuse]`.
    Workspace,
    /// An entry of `plug`.
    Plug,
    /// `socket`.
    Socket,
    /// `wac`.
    Wac,
    /// An entry of `packages`.
    WacPackage,
}

impl At {
    /// The table as it stands in a sentence.
    pub(crate) fn title(self) -> &'static str {
        match self {
            At::Package => "`[package.metadata.fuse]`",
            At::App => "`[workspace.metadata.fuse.apps.NAME]`",
            At::Workspace => "`[workspace.metadata.fuse]`",
            At::Plug => "an entry of `plug`",
            At::Socket => "`socket`",
            At::Wac => "`wac`",
            At::WacPackage => "an entry of `packages`",
        }
    }

    /// The names of the keys that may stand here.
    pub(crate) fn keys(self) -> impl Iterator<Item = &'static str> {
        let here = KEYS.iter().filter(move |key| key.at.contains(&self));
        here.map(|key| key.name)
    }
}

/// A key, in the tables where it means the same.
pub(crate) struct Key {
    /// What it is called.
    pub(crate) name: &'static str,
    /// The tables that have it.
    pub(crate) at: &'static [At],
    /// The values it takes, in words.
    pub(crate) value: &'static str,
    /// What it is when nobody says, in words.
    pub(crate) default: &'static str,
    /// The flags that go before it.
    pub(crate) flags: &'static str,
    /// What it means.
    pub(crate) meaning: &'static str,
    /// A line that sets it.
    pub(crate) example: &'static str,
}

/// The keys for `cargo fuse config --help`.
pub(crate) fn keys_help() -> String {
    let mut text = String::from(
        "Keys of `[package.metadata.fuse]` and `[workspace.metadata.fuse.apps.NAME]`:\n",
    );
    let shown = KEYS
        .iter()
        .filter(|key| key.at.iter().any(|at| ONE.contains(at)));
    for key in shown {
        text += &format!("  {:<14} {}\n", key.name, key.meaning);
        text += &format!("  {:<14} {}; if absent: {}\n", "", key.value, key.default);
        if !key.flags.is_empty() {
            text += &format!("  {:<14} the command line has {}\n", "", key.flags);
        }
    }
    text + "\ndocs/configuration.md has all keys with examples.\n"
}

/// Where a key stands that is about one fused component.
const ONE: &[At] = &[At::Package, At::App];
/// Where a key stands that may also be said for all at once.
const ALL: &[At] = &[At::Package, At::App, At::Workspace];
/// Where a key stands that is about one component of several.
const PART: &[At] = &[At::Plug, At::WacPackage];

/// Every key, in the order of the alphabet within each group of tables.
pub(crate) static KEYS: &[Key] = &[
    Key {
        name: "bin",
        at: ONE,
        value: "string",
        default: "the only one",
        flags: "",
        meaning: "which of the package's binaries to fuse, when it has several",
        example: "bin = \"server\"",
    },
    Key {
        name: "builder",
        at: ONE,
        value: "`\"cargo\"` or `\"cargo-component\"`",
        default: "what the package is written for",
        flags: "",
        meaning: "what builds the package, or the socket",
        example: "builder = \"cargo\"",
    },
    Key {
        name: "emit",
        at: ALL,
        value: "array of strings",
        default: "`[\"component\"]`",
        flags: "`--emit`",
        meaning: "what to make",
        example: "emit = [\"component\", \"core\"]",
    },
    Key {
        name: "host",
        at: ALL,
        value: "array of strings",
        default: "`[]`",
        flags: "`--host`",
        meaning: "imports that the host satisfies besides `wasi:*`; all levels and the flag add up",
        example: "host = [\"demo:kv/store\", \"demo:log/*\"]",
    },
    Key {
        name: "names",
        at: ALL,
        value: "boolean",
        default: "`true`",
        flags: "`--names`, `--no-names`",
        meaning: "whether to write a name section",
        example: "names = false",
    },
    Key {
        name: "output",
        at: ONE,
        value: "string",
        default: "`target/<triple>/<profile>/fused/<name>.wasm`",
        flags: "`--output`",
        meaning: "the file to write, relative to the manifest",
        example: "output = \"dist/server.wasm\"",
    },
    Key {
        name: "path",
        at: &[At::Package],
        value: "string",
        default: "the package is built",
        flags: "",
        meaning: "a component that is built already, taken instead of building the package; relative to the manifest",
        example: "path = \"prebuilt/server.wasm\"",
    },
    Key {
        name: "plug",
        at: ONE,
        value: "array of strings or tables",
        default: "`[]`",
        flags: "",
        meaning: "what plugs into the package, or into the socket",
        example: "plug = [\"store\", { path = \"prebuilt/log.wasm\" }]",
    },
    Key {
        name: "profile",
        at: ALL,
        value: "string",
        default: "`\"dev\"`",
        flags: "`--profile`, `--release`",
        meaning: "the profile to build with",
        example: "profile = \"release\"",
    },
    Key {
        name: "require-full",
        at: ALL,
        value: "boolean",
        default: "`false`",
        flags: "`--require-full`",
        meaning: "whether it is an error when a boundary between components has to stay",
        example: "require-full = true",
    },
    Key {
        name: "socket",
        at: &[At::App],
        value: "string or table",
        default: "required, unless there is `wac`",
        flags: "",
        meaning: "the component whose exports the result is to have: a workspace member, or a table with `path`",
        example: "socket = \"server\"",
    },
    Key {
        name: "target",
        at: ALL,
        value: "string",
        default: "`\"wasm32-wasip2\"`",
        flags: "`--target`",
        meaning: "the target of the members that plain cargo builds",
        example: "target = \"wasm32-wasip3\"",
    },
    Key {
        name: "wac",
        at: ONE,
        value: "table",
        default: "`plug` says it all",
        flags: "",
        meaning: "wiring that `plug` cannot say",
        example: "wac = { file = \"app.wac\", packages = { \"demo:server\" = \"server\" } }",
    },
    Key {
        name: "wasm-features",
        at: ALL,
        value: "array of strings",
        default: "all",
        flags: "`--wasm-features`",
        meaning: "the features of WebAssembly that outputs may use",
        example: "wasm-features = [\"wasm2\", \"multi-memory\"]",
    },
    Key {
        name: "apps",
        at: &[At::Workspace],
        value: "table",
        default: "`{}`",
        flags: "",
        meaning: "applications that belong to no package, by name",
        example: "apps.server = { socket = \"server\", plug = [\"store\"] }",
    },
    Key {
        name: "builder",
        at: &[At::Workspace],
        value: "`\"cargo\"` or `\"cargo-component\"`",
        default: "what the package is written for",
        flags: "",
        meaning: "what builds those members for which nothing else is said",
        example: "builder = \"cargo-component\"",
    },
    Key {
        name: "package",
        at: &[At::Plug, At::Socket, At::WacPackage],
        value: "string",
        default: "required, unless there is `path`",
        flags: "",
        meaning: "a workspace member",
        example: "package = \"store\"",
    },
    Key {
        name: "path",
        at: &[At::Plug, At::Socket, At::WacPackage],
        value: "string",
        default: "`package` is built",
        flags: "",
        meaning: "instead of `package`: a component that is built already, relative to the manifest",
        example: "path = \"prebuilt/store.wasm\"",
    },
    Key {
        name: "bin",
        at: PART,
        value: "string",
        default: "the only one",
        flags: "",
        meaning: "which binary of `package`, when it has several",
        example: "bin = \"store\"",
    },
    Key {
        name: "builder",
        at: PART,
        value: "`\"cargo\"` or `\"cargo-component\"`",
        default: "what the package is written for",
        flags: "",
        meaning: "what builds `package`",
        example: "builder = \"cargo-component\"",
    },
    Key {
        name: "profile",
        at: PART,
        value: "string",
        default: "as around it",
        flags: "`--profile`, `--release`",
        meaning: "the profile to build `package` with",
        example: "profile = \"release\"",
    },
    Key {
        name: "target",
        at: PART,
        value: "string",
        default: "as around it",
        flags: "`--target`",
        meaning: "the target of `package`, if plain cargo builds it",
        example: "target = \"wasm32-wasip3\"",
    },
    Key {
        name: "interface",
        at: &[At::Plug],
        value: "string, or array of strings",
        default: "all that it exports",
        flags: "",
        meaning: "the imports that this plug is to satisfy, and no others; without a version, any",
        example: "interface = \"demo:kv/store\"",
    },
    Key {
        name: "plug",
        at: &[At::Plug],
        value: "array of strings or tables",
        default: "`[]`",
        flags: "",
        meaning: "what plugs into this component alone",
        example: "plug = [\"disk\"]",
    },
    Key {
        name: "file",
        at: &[At::Wac],
        value: "string",
        default: "required",
        flags: "",
        meaning: "the `.wac` file, relative to the manifest",
        example: "file = \"app.wac\"",
    },
    Key {
        name: "packages",
        at: &[At::Wac],
        value: "table",
        default: "required",
        flags: "",
        meaning: "the component behind each package that the file names: a workspace member, or a table",
        example: "packages = { \"demo:server\" = \"server\", \"demo:log\" = { path = \"log.wasm\" } }",
    },
];

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::super::WorkspaceConfig;
    use super::super::settings::{Layer, Settings};
    use super::*;
    use crate::manifest::Manifest;

    /// What the manual calls a table.
    fn short(at: &At) -> &'static str {
        match at {
            At::Package => "package",
            At::App => "app",
            At::Workspace => "workspace",
            At::Plug => "`plug`",
            At::Socket => "`socket`",
            At::Wac => "`wac`",
            At::WacPackage => "`packages`",
        }
    }

    /// The row of the manual for `key`.
    fn row(key: &Key) -> String {
        let at: Vec<&str> = key.at.iter().map(short).collect();
        let cells = [
            &format!("`{}`", key.name),
            &at.join(", "),
            key.value,
            key.default,
            key.flags,
            key.meaning,
            &format!("`{}`", key.example),
        ];
        format!("| {} |", cells.join(" | "))
    }

    #[test]
    fn the_manual_has_every_key_and_no_other() {
        let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/configuration.md");
        let manual = fs::read_to_string(manual).expect("the manual can be read");
        let (_, rest) = manual
            .split_once("### All keys\n")
            .expect("the manual has the heading");
        let section = rest.split_once("\n#").map_or(rest, |(section, _)| section);
        let found: Vec<&str> = section
            .lines()
            .filter(|line| line.starts_with("| `"))
            .collect();
        let expected: Vec<String> = KEYS.iter().map(row).collect();
        assert_eq!(
            found,
            expected,
            "the rows should be\n{}",
            expected.join("\n")
        );
    }

    /// A manifest in which `example` stands in the table `at`, beside what that table needs.
    fn manifest(at: At, key: &Key) -> (&'static str, String) {
        let example = key.example;
        let beside = |needed: &[&str]| {
            let others = needed
                .iter()
                .filter(|line| !line.starts_with(&format!("{} ", key.name)));
            let lines: Vec<&str> = others.copied().chain([example]).collect();
            lines.join(", ")
        };
        // A component is a package or a file, and what is said about building is about a package.
        let component = match key.name {
            "path" | "package" => beside(&[]),
            _ => beside(&["package = \"p\""]),
        };
        let socket = match key.name {
            "wac" | "socket" => "",
            _ => "socket = \"s\"\n",
        };
        match at {
            At::Package => ("package", format!("[package.metadata.fuse]\n{example}\n")),
            At::App => (
                "app",
                format!("[workspace.metadata.fuse.apps.a]\n{socket}{example}\n"),
            ),
            At::Workspace => (
                "workspace",
                format!("[workspace.metadata.fuse]\n{example}\n"),
            ),
            At::Plug => (
                "package",
                format!("[package.metadata.fuse]\nplug = [{{ {component} }}]\n"),
            ),
            At::Socket => (
                "app",
                format!("[workspace.metadata.fuse.apps.a]\nsocket = {{ {component} }}\n"),
            ),
            At::Wac => (
                "package",
                format!(
                    "[package.metadata.fuse]\nwac = {{ {} }}\n",
                    beside(&["file = \"f\"", "packages = { \"a:b\" = \"p\" }"])
                ),
            ),
            At::WacPackage => (
                "package",
                format!(
                    "[package.metadata.fuse]\nwac = {{ file = \"f\", packages = {{ \"a:b\" = {{ {component} }} }} }}\n"
                ),
            ),
        }
    }

    #[test]
    fn every_example_is_read() {
        let command_line = Layer::default();
        for key in KEYS {
            for at in key.at {
                let (level, text) = manifest(*at, key);
                let path = "/folder/Cargo.toml".into();
                let manifest = Manifest { path, text };
                let settings: Result<Settings, String> = WorkspaceConfig::read(&manifest)
                    .and_then(|config| match level {
                        "package" => config.package("p", &manifest, &command_line),
                        "app" => Ok(config.app("a", &command_line)),
                        _ => {
                            let package = Manifest {
                                path: "/folder/p/Cargo.toml".into(),
                                text: "[package.metadata.fuse]\n".to_owned(),
                            };
                            config.package("p", &package, &command_line)
                        }
                    })
                    .map(|application| application.settings)
                    .map_err(|error| error.to_string());
                if let Err(error) = settings {
                    panic!("{error}\nin\n{}", manifest.text);
                }
            }
        }
    }
}
