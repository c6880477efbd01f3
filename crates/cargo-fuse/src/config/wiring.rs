//! Which components make the whole, and what the configuration says about how they fit together.

use std::path::PathBuf;

use toml::Spanned;
use toml::de::DeValue;

use super::keys::At;
use super::settings::{Builder, Valued, builder};
use super::table::{Table, with_article};
use crate::exit::Failure;
use crate::manifest::{Manifest, Place};

/// The components and who satisfies whom.
#[derive(Clone, Debug)]
pub(crate) enum Wiring {
    /// By plugs.
    Plugs {
        /// The component whose exports are those of the whole.
        socket: Box<Component>,
        /// What plugs into it.
        plugs: Vec<Plug>,
    },
    /// By a `.wac` file.
    Wac {
        /// The file.
        file: Valued<PathBuf>,
        /// The component behind each package that the file names.
        packages: Vec<(String, Component)>,
    },
}

impl Wiring {
    /// Every component, those that plug in after what they plug into.
    pub(crate) fn components(&self) -> Vec<&Component> {
        fn add<'a>(plugs: &'a [Plug], found: &mut Vec<&'a Component>) {
            for plug in plugs {
                found.push(&plug.component);
                add(&plug.plugs, found);
            }
        }
        match self {
            Wiring::Plugs { socket, plugs } => {
                let mut found: Vec<&Component> = vec![socket];
                add(plugs, &mut found);
                found
            }
            Wiring::Wac { packages, .. } => {
                packages.iter().map(|(_, component)| component).collect()
            }
        }
    }
}

/// A component and how to get it.
#[derive(Clone, Debug)]
pub(crate) struct Component {
    /// Where it comes from.
    pub(crate) source: Source,
    /// Which binary of the package it is.
    pub(crate) bin: Option<Valued<String>>,
    /// What builds it, if it differs from what the settings say.
    pub(crate) builder: Option<Valued<Builder>>,
    /// The profile, if it differs from what the settings say.
    pub(crate) profile: Option<Valued<String>>,
    /// The target, if it differs from what the settings say.
    pub(crate) target: Option<Valued<String>>,
    /// Where the configuration names it; a package is named by having one.
    pub(crate) place: Option<Place>,
}

/// Where a component comes from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// It is built from the workspace member of this name.
    Package(String),
    /// It is a file.
    File(PathBuf),
}

/// A component that plugs into another.
#[derive(Clone, Debug)]
pub(crate) struct Plug {
    /// The component.
    pub(crate) component: Component,
    /// The imports that it is to satisfy; none: whichever it exports.
    pub(crate) interfaces: Option<Vec<Valued<String>>>,
    /// What plugs into this component alone.
    pub(crate) plugs: Vec<Plug>,
}

/// The wiring of the package called `name`, whose table is `table`.
pub(super) fn of_package(table: &Table<'_, '_>, name: &str) -> Result<Wiring, Failure> {
    if let Some(wac) = wac(table, &["bin", "builder", "path", "plug"])? {
        return Ok(wac);
    }
    let source = match table.path("path")? {
        Some(path) => {
            refuse_beside_a_file(table, &["bin", "builder"])?;
            Source::File(path.value)
        }
        None => Source::Package(name.to_owned()),
    };
    let place = match source {
        Source::Package(_) => None,
        Source::File(_) => table.place_at("path"),
    };
    Ok(Wiring::Plugs {
        socket: Box::new(Component {
            source,
            bin: table.text("bin")?,
            builder: builder(table)?,
            profile: None,
            target: None,
            place,
        }),
        plugs: plugs(table)?,
    })
}

/// The wiring of an application, whose table is `table`.
pub(super) fn of_app(table: &Table<'_, '_>) -> Result<Wiring, Failure> {
    if let Some(wac) = wac(table, &["bin", "builder", "plug", "socket"])? {
        return Ok(wac);
    }
    let Some(value) = table.get("socket") else {
        return Err(table
            .place
            .error("the application has neither `socket` nor `wac`")
            .help("name the component that the others plug into, as in `socket = \"member\"`"));
    };
    let source = match value.get_ref().as_str() {
        Some(name) => Source::Package(name.to_owned()),
        None if value.get_ref().is_table() => {
            source(&Table::new(table.manifest, At::Socket, value)?)?
        }
        None => return Err(table.wrong_type("socket", value, "a package's name or a table")),
    };
    if matches!(source, Source::File(_)) {
        refuse_beside_a_file(table, &["bin", "builder"])?;
    }
    Ok(Wiring::Plugs {
        socket: Box::new(Component {
            source,
            bin: table.text("bin")?,
            builder: builder(table)?,
            profile: None,
            target: None,
            place: Some(table.place_of(value)),
        }),
        plugs: plugs(table)?,
    })
}

/// The value of `wac`, beside which none of `others` means anything.
fn wac(table: &Table<'_, '_>, others: &[&str]) -> Result<Option<Wiring>, Failure> {
    let Some(value) = table.get("wac") else {
        return Ok(None);
    };
    for key in others {
        if let Some(place) = table.place_at(key) {
            return Err(place
                .error(format!(
                    "`{key}` means nothing beside `wac`, which names every component itself"
                ))
                .help(format!(
                    "remove `{key}`, or `wac`; what a component of the `.wac` file is goes to `packages`"
                )));
        }
    }
    let wac = Table::new(table.manifest, At::Wac, value)?;
    let Some(file) = wac.path("file")? else {
        return Err(wac
            .place
            .error("`wac` names no `file`")
            .help("add the path of the `.wac` file, as in `file = \"app.wac\"`"));
    };
    let packages = wac
        .entries("packages")?
        .into_iter()
        .map(|entry| {
            let (component, _) = component(table.manifest, At::WacPackage, entry.value)?;
            Ok((entry.name, component))
        })
        .collect::<Result<Vec<_>, _>>()?;
    if packages.is_empty() {
        return Err(wac
            .place
            .error("`wac` has no `packages`")
            .help("add the component behind each package that the file names, as in `packages = { \"demo:server\" = \"server\" }`"));
    }
    Ok(Some(Wiring::Wac { file, packages }))
}

/// The entries of the key `plug`.
fn plugs(table: &Table<'_, '_>) -> Result<Vec<Plug>, Failure> {
    let Some(value) = table.get("plug") else {
        return Ok(Vec::new());
    };
    let Some(entries) = value.get_ref().as_array() else {
        return Err(table.wrong_type("plug", value, "an array"));
    };
    entries
        .iter()
        .map(|entry| plug(table.manifest, entry))
        .collect()
}

/// One entry of the key `plug`.
fn plug(manifest: &Manifest, value: &Spanned<DeValue<'_>>) -> Result<Plug, Failure> {
    let (component, table) = component(manifest, At::Plug, value)?;
    let Some(table) = table else {
        return Ok(Plug {
            component,
            interfaces: None,
            plugs: Vec::new(),
        });
    };
    let interfaces = match table.get("interface") {
        None => None,
        Some(value) if value.get_ref().is_str() => table.text("interface")?.map(|name| vec![name]),
        Some(value) if value.get_ref().is_array() => {
            let names = table.texts("interface")?;
            if names.as_ref().is_some_and(Vec::is_empty) {
                return Err(table
                    .place_of(value)
                    .error("`interface` names nothing, so the plug would serve nobody")
                    .help("remove the plug, or `interface`"));
            }
            names
        }
        Some(value) => {
            return Err(table.wrong_type("interface", value, "a string or an array of strings"));
        }
    };
    Ok(Plug {
        component,
        interfaces,
        plugs: plugs(&table)?,
    })
}

/// A component: a package's name, or a table, which is given as well.
fn component<'a, 'i>(
    manifest: &'a Manifest,
    at: At,
    value: &'a Spanned<DeValue<'i>>,
) -> Result<(Component, Option<Table<'a, 'i>>), Failure> {
    let place = manifest.place(value.span());
    if let Some(name) = value.get_ref().as_str() {
        let component = Component {
            source: Source::Package(name.to_owned()),
            bin: None,
            builder: None,
            profile: None,
            target: None,
            place: Some(place),
        };
        return Ok((component, None));
    }
    if !value.get_ref().is_table() {
        return Err(place
            .error(format!(
                "expected a package's name or a table, found {}",
                with_article(value.get_ref())
            ))
            .help("write `\"member\"`, `{ package = \"member\" }` or `{ path = \"file.wasm\" }`"));
    }
    let table = Table::new(manifest, at, value)?;
    let source = source(&table)?;
    if matches!(source, Source::File(_)) {
        refuse_beside_a_file(&table, &["bin", "builder", "profile", "target"])?;
    }
    let component = Component {
        source,
        bin: table.text("bin")?,
        builder: builder(&table)?,
        profile: table.text("profile")?,
        target: table.text("target")?,
        place: Some(place),
    };
    Ok((component, Some(table)))
}

/// Where the component of `table` comes from: exactly one of `package` and `path` says so.
fn source(table: &Table<'_, '_>) -> Result<Source, Failure> {
    match (table.text("package")?, table.path("path")?) {
        (Some(package), None) => Ok(Source::Package(package.value)),
        (None, Some(path)) => Ok(Source::File(path.value)),
        (Some(_), Some(_)) => Err(table
            .place
            .error("a component has both `package` and `path`")
            .help("keep one of the two")),
        (None, None) => Err(table
            .place
            .error("a component has neither `package` nor `path`")
            .help("name a workspace member with `package`, or a file with `path`")),
    }
}

/// Fails if one of `keys`, which are about building, stands beside a component that is built already.
fn refuse_beside_a_file(table: &Table<'_, '_>, keys: &[&str]) -> Result<(), Failure> {
    let place = keys
        .iter()
        .find_map(|key| Some((key, table.place_at(key)?)));
    match place {
        None => Ok(()),
        Some((key, place)) => Err(place
            .error(format!("`{key}` says nothing about a file"))
            .help("remove it")),
    }
}
