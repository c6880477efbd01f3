//! How to fuse: for each setting the value that goes before all others, and where it came from.

use std::fmt;
use std::path::PathBuf;

use cargo_metadata::Package;
use clap::ValueEnum;
use wasmparser::WasmFeatures;

use super::table::Table;
use crate::cli::{Emit, FuseArgs};
use crate::exit::{ExitCode, Failure};
use crate::features;
use crate::manifest::Place;
use crate::suggest::{listed, nearest};

/// A value and where it came from.
#[derive(Clone, Debug)]
pub(crate) struct Valued<T> {
    /// The value.
    pub(crate) value: T,
    /// Who said so.
    pub(crate) origin: Origin,
}

/// Where a value came from.
#[derive(Clone, Debug)]
pub(crate) enum Origin {
    /// Nobody said anything.
    Default,
    /// This flag.
    Flag(&'static str),
    /// This place of a manifest.
    Manifest(Place),
}

impl Origin {
    /// Whether the command line said so.
    pub(crate) fn is_flag(&self) -> bool {
        matches!(self, Origin::Flag(_))
    }

    /// An error about the value that came from here.
    pub(crate) fn error(&self, message: impl fmt::Display) -> Failure {
        match self {
            Origin::Manifest(place) => place.error(message),
            Origin::Flag(flag) => ExitCode::Usage.error(format!("`{flag}`: {message}")),
            Origin::Default => panic!("a default is wrong: {message}"),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::Flag(flag) => f.write_str(flag),
            Origin::Manifest(place) => f.write_str(&place.location()),
        }
    }
}

/// What builds a member.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Builder {
    /// `cargo build`, for a target whose linker makes components.
    Cargo,
    /// `cargo component build`.
    CargoComponent,
}

impl Builder {
    /// What `package` is written for.
    pub(crate) fn of(package: &Package) -> Builder {
        match package.metadata.get("component") {
            Some(_) => Builder::CargoComponent,
            None => Builder::Cargo,
        }
    }

    /// Every builder.
    pub(crate) const ALL: [Builder; 2] = [Builder::Cargo, Builder::CargoComponent];

    /// Its name in the configuration.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Builder::Cargo => "cargo",
            Builder::CargoComponent => "cargo-component",
        }
    }
}

/// The effective settings of one thing to fuse.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// What builds those members for which nothing else is said; none: what their manifests look like.
    pub(crate) builder: Option<Valued<Builder>>,
    /// What to make.
    pub(crate) emit: Valued<Vec<Emit>>,
    /// The imports that are left to the host.
    pub(crate) host: Vec<Valued<String>>,
    /// Whether to write a name section.
    pub(crate) names: Valued<bool>,
    /// The file to write.
    pub(crate) output: Option<Valued<PathBuf>>,
    /// The profile to build with.
    pub(crate) profile: Valued<String>,
    /// Whether it is an error when a boundary has to stay.
    pub(crate) require_full: Valued<bool>,
    /// The target of the members that plain cargo builds.
    pub(crate) target: Valued<String>,
    /// The features of WebAssembly that outputs may use; none: all.
    pub(crate) wasm_features: Option<Valued<Features>>,
}

impl Settings {
    /// The settings of components that the command line names.
    pub(crate) fn of_files(args: &FuseArgs) -> Result<Settings, Failure> {
        Ok(Settings::merge(&[&Layer::of_command_line(args)?]))
    }

    /// What `layers` say, each going before those after it.
    pub(super) fn merge(layers: &[&Layer]) -> Settings {
        fn first<T: Clone>(
            layers: &[&Layer],
            get: impl Fn(&Layer) -> &Option<Valued<T>>,
        ) -> Option<Valued<T>> {
            layers.iter().find_map(|layer| get(layer).clone())
        }
        let default = |text: &str| Valued {
            value: text.to_owned(),
            origin: Origin::Default,
        };
        Settings {
            builder: first(layers, |layer| &layer.builder),
            emit: first(layers, |layer| &layer.emit).unwrap_or(Valued {
                value: vec![Emit::Component],
                origin: Origin::Default,
            }),
            host: layers
                .iter()
                .rev()
                .flat_map(|layer| layer.host.iter().cloned())
                .collect(),
            names: first(layers, |layer| &layer.names).unwrap_or(Valued {
                value: true,
                origin: Origin::Default,
            }),
            output: first(layers, |layer| &layer.output),
            profile: first(layers, |layer| &layer.profile).unwrap_or_else(|| default("dev")),
            require_full: first(layers, |layer| &layer.require_full).unwrap_or(Valued {
                value: false,
                origin: Origin::Default,
            }),
            target: first(layers, |layer| &layer.target)
                .unwrap_or_else(|| default("wasm32-wasip2")),
            wasm_features: first(layers, |layer| &layer.wasm_features),
        }
    }

    /// Whether `kind` is to be made.
    pub(crate) fn emits(&self, kind: Emit) -> bool {
        self.emit.value.contains(&kind)
    }

    /// The imports that are left to the host.
    pub(crate) fn hosts(&self) -> Vec<String> {
        self.host.iter().map(|host| host.value.clone()).collect()
    }
}

/// Features of WebAssembly, by the names that were given.
#[derive(Clone, Debug)]
pub(crate) struct Features {
    /// The names.
    pub(crate) names: Vec<String>,
    /// What they stand for.
    pub(crate) set: WasmFeatures,
}

impl Features {
    /// The features called `names`.
    fn named(names: &[Valued<String>]) -> Result<Features, Failure> {
        let mut set = WasmFeatures::empty();
        for name in names {
            set |= features::named(&name.value).ok_or_else(|| {
                let all: Vec<String> = features::names().collect();
                let all = all.iter().map(String::as_str);
                name.origin
                    .error(format!(
                        "there is no feature `{}` of WebAssembly",
                        name.value
                    ))
                    .help(match nearest(&name.value, all.clone()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("the features are {}", listed(all)),
                    })
            })?;
        }
        Ok(Features {
            names: names.iter().map(|name| name.value.clone()).collect(),
            set,
        })
    }
}

/// What one level says: the command line, a package, an application or the workspace.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layer {
    builder: Option<Valued<Builder>>,
    emit: Option<Valued<Vec<Emit>>>,
    host: Vec<Valued<String>>,
    names: Option<Valued<bool>>,
    output: Option<Valued<PathBuf>>,
    profile: Option<Valued<String>>,
    require_full: Option<Valued<bool>>,
    target: Option<Valued<String>>,
    wasm_features: Option<Valued<Features>>,
}

impl Layer {
    /// What the command line says.
    pub(crate) fn of_command_line(args: &FuseArgs) -> Result<Layer, Failure> {
        fn by<T>(flag: &'static str, value: T) -> Valued<T> {
            Valued {
                value,
                origin: Origin::Flag(flag),
            }
        }
        let build = &args.build;
        let named = |name: &String| by("--wasm-features", name.clone());
        let allowed: Vec<Valued<String>> = args.wasm_features.iter().map(named).collect();
        Ok(Layer {
            builder: None,
            emit: (!args.emit.is_empty()).then(|| by("--emit", args.emit.clone())),
            host: args
                .host
                .iter()
                .map(|host| by("--host", host.clone()))
                .collect(),
            names: match (args.names, args.no_names) {
                (true, _) => Some(by("--names", true)),
                (_, true) => Some(by("--no-names", false)),
                (false, false) => None,
            },
            output: args.output.clone().map(|path| by("--output", path)),
            profile: if build.release {
                Some(by("--release", "release".to_owned()))
            } else {
                build.profile.clone().map(|name| by("--profile", name))
            },
            require_full: args.require_full.map(|value| by("--require-full", value)),
            target: build.target.clone().map(|target| by("--target", target)),
            wasm_features: if allowed.is_empty() {
                None
            } else {
                Some(by("--wasm-features", Features::named(&allowed)?))
            },
        })
    }

    /// What `[package.metadata.fuse]` or an application says.
    pub(super) fn of_one(table: &Table<'_, '_>) -> Result<Layer, Failure> {
        Ok(Layer {
            output: table.path("output")?,
            ..Layer::of_all(table)?
        })
    }

    /// What `[workspace.metadata.fuse]` says.
    pub(super) fn of_workspace(table: &Table<'_, '_>) -> Result<Layer, Failure> {
        Ok(Layer {
            builder: builder(table)?,
            ..Layer::of_all(table)?
        })
    }

    /// The keys that packages, applications and the workspace have.
    fn of_all(table: &Table<'_, '_>) -> Result<Layer, Failure> {
        let origin = |key| Origin::Manifest(table.place_at(key).expect("the key has a value"));
        let emit = match table.texts("emit")? {
            None => None,
            Some(kinds) => Some(Valued {
                value: kinds
                    .iter()
                    .map(|kind| emit(table, kind))
                    .collect::<Result<_, _>>()?,
                origin: origin("emit"),
            }),
        };
        let wasm_features = match table.texts("wasm-features")? {
            None => None,
            Some(names) => Some(Valued {
                value: Features::named(&names)?,
                origin: origin("wasm-features"),
            }),
        };
        Ok(Layer {
            builder: None,
            emit,
            host: table.texts("host")?.into_iter().flatten().collect(),
            names: table.boolean("names")?,
            output: None,
            profile: table.text("profile")?,
            require_full: table.boolean("require-full")?,
            target: table.text("target")?,
            wasm_features,
        })
    }
}

/// One entry of `emit`.
fn emit(table: &Table<'_, '_>, kind: &Valued<String>) -> Result<Emit, Failure> {
    let kinds = Emit::value_variants();
    kinds
        .iter()
        .copied()
        .find(|known| known.as_str() == kind.value)
        .ok_or_else(|| table.wrong_value("emit", kind, kinds.iter().map(|kind| kind.as_str())))
}

/// The value of `builder`.
pub(super) fn builder(table: &Table<'_, '_>) -> Result<Option<Valued<Builder>>, Failure> {
    let Some(name) = table.text("builder")? else {
        return Ok(None);
    };
    let all = Builder::ALL;
    let value = all
        .into_iter()
        .find(|known| known.as_str() == name.value)
        .ok_or_else(|| table.wrong_value("builder", &name, all.map(Builder::as_str)))?;
    Ok(Some(Valued {
        value,
        origin: name.origin,
    }))
}
