//! Prints the effective configuration and where each value came from, for people and for programs.

use std::fmt::Write as _;
use std::io::Write as _;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::keys::{At, KEYS, Key};
use super::settings::{Builder, Origin, Valued};
use super::wiring::{Component, Plug, Source, Wiring};
use super::{Application, Kind};
use crate::cli::{FuseArgs, MessageFormat};
use crate::exit::ExitCode;
use crate::fuse::applications;
use crate::workspace::Workspace;

/// Prints what the configuration says about everything that the command line selects.
pub(crate) fn show(args: &FuseArgs) -> anyhow::Result<()> {
    if let Some(file) = args.files.first() {
        return Err(ExitCode::Usage
            .error(format!(
                "`cargo fuse config` has no use for `{}`",
                file.display()
            ))
            .help("components that the command line names have no configuration; leave them out")
            .into());
    }
    let workspace = Workspace::load(&args.build)?;
    let mut text = String::new();
    for (index, application) in applications(args, &workspace)?.iter().enumerate() {
        let effective = effective(application, &workspace);
        match args.shell.message_format {
            MessageFormat::Json => writeln!(text, "{}", json(application, effective)),
            MessageFormat::Human => {
                let gap = if index > 0 { "\n" } else { "" };
                write!(text, "{gap}{}", human(application, effective))
            }
        }
        .expect("writing to a string");
    }
    let mut stdout = std::io::stdout().lock();
    stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(|error| {
            ExitCode::Write
                .error("failed to print the configuration")
                .because(error)
                .help("check where stdout goes")
                .into()
        })
}

/// The effective value of a key.
enum Effective {
    /// One value.
    One(Value, Origin),
    /// Values from several places, which add up.
    Several(Vec<(Value, Origin)>),
    /// Nobody said anything, and what happens then is no value.
    Unset,
}

/// What a program is told about an application.
#[derive(Serialize)]
struct Message<'a> {
    reason: &'static str,
    name: &'a str,
    kind: &'static str,
    settings: Map<String, Value>,
}

/// A JSON object for `application`, like those that cargo prints.
fn json(application: &Application, effective: Vec<(&'static Key, Effective)>) -> String {
    let mut settings = Map::new();
    for (key, effective) in effective {
        let value = match effective {
            Effective::One(value, origin) => json!({ "value": value, "origin": machine(&origin) }),
            Effective::Several(values) => {
                let origins: Vec<Value> =
                    values.iter().map(|(_, origin)| machine(origin)).collect();
                let values: Vec<&Value> = values.iter().map(|(value, _)| value).collect();
                json!({ "value": values, "origins": origins })
            }
            Effective::Unset => json!({ "value": null, "origin": machine(&Origin::Default) }),
        };
        settings.insert(key.name.to_owned(), value);
    }
    let message = Message {
        reason: "fuse-config",
        name: &application.name,
        kind: match application.kind {
            Kind::Package => "package",
            Kind::App => "app",
        },
        settings,
    };
    serde_json::to_string(&message).expect("every key is a string")
}

/// `origin` as an object.
fn machine(origin: &Origin) -> Value {
    match origin {
        Origin::Default => json!({ "kind": "default" }),
        Origin::Flag(flag) => json!({ "kind": "flag", "flag": flag }),
        Origin::Manifest(place) => json!({
            "kind": "manifest",
            "file": place.file(),
            "line": place.line(),
            "column": place.column(),
        }),
    }
}

/// `application` as the table that would say all of it, each line with its origin behind it.
fn human(application: &Application, effective: Vec<(&'static Key, Effective)>) -> String {
    let title = match application.kind {
        Kind::Package => format!("[package.metadata.fuse] # `{}`", application.name),
        Kind::App => format!("[workspace.metadata.fuse.apps.{}]", application.name),
    };
    let mut lines: Vec<(String, String)> = Vec::new();
    for (key, effective) in effective {
        match effective {
            Effective::Several(values) if values.is_empty() => {
                lines.push((format!("{} = []", key.name), Origin::Default.to_string()));
            }
            Effective::One(value, origin) => {
                lines.push((
                    format!("{} = {}", key.name, toml(&value)),
                    origin.to_string(),
                ));
            }
            Effective::Several(values) => {
                lines.push((format!("{} = [", key.name), String::new()));
                for (value, origin) in values {
                    lines.push((format!("    {},", toml(&value)), origin.to_string()));
                }
                lines.push(("]".to_owned(), String::new()));
            }
            Effective::Unset => {
                let default = key.default.replace('`', "");
                lines.push((format!("# {}: {default}", key.name), String::new()));
            }
        }
    }
    let width = lines
        .iter()
        .filter(|(_, origin)| !origin.is_empty())
        .map(|(line, _)| line.chars().count())
        .max();
    let width = width.expect("every application has settings").min(60);
    let mut text = format!("{title}\n");
    for (line, origin) in lines {
        if origin.is_empty() {
            writeln!(text, "{line}").expect("writing to a string");
        } else {
            writeln!(text, "{line:<width$}  # {origin}").expect("writing to a string");
        }
    }
    text
}

/// Each key that says something about `application`, with what it is.
fn effective(application: &Application, workspace: &Workspace) -> Vec<(&'static Key, Effective)> {
    let at = match application.kind {
        Kind::Package => At::Package,
        Kind::App => At::App,
    };
    let here = KEYS.iter().filter(|key| key.at.contains(&at));
    here.filter_map(|key| Some((key, value(application, workspace, key.name)?)))
        .collect()
}

/// The value of the key called `name`; none if it means nothing for `application`.
fn value(application: &Application, workspace: &Workspace, name: &str) -> Option<Effective> {
    fn one<T: Clone + Into<Value>>(value: &Valued<T>) -> Effective {
        Effective::One(value.value.clone().into(), value.origin.clone())
    }
    fn maybe<T: Clone + Into<Value>>(value: Option<&Valued<T>>) -> Effective {
        value.map_or(Effective::Unset, one)
    }
    let settings = &application.settings;
    let (socket, plugs, wac) = match &application.wiring {
        Wiring::Plugs { socket, plugs } => (Some(socket), Some(plugs), None),
        Wiring::Wac { file, packages } => (None, None, Some((file, packages))),
    };
    Some(match name {
        "bin" => maybe(socket?.bin.as_ref()),
        "builder" => {
            let builder = socket?.builder.as_ref().or(settings.builder.as_ref());
            let package = match &socket?.source {
                Source::Package(name) => workspace.member(name),
                // What is built already needs no builder.
                Source::File(_) => return None,
            };
            match (builder, package) {
                (Some(builder), _) => {
                    Effective::One(builder.value.as_str().into(), builder.origin.clone())
                }
                (None, Some(package)) => {
                    Effective::One(Builder::of(package).as_str().into(), Origin::Default)
                }
                (None, None) => Effective::Unset,
            }
        }
        "emit" => {
            let kinds = settings.emit.value.iter().map(|kind| kind.as_str());
            Effective::One(kinds.collect(), settings.emit.origin.clone())
        }
        "host" => Effective::Several(
            settings
                .host
                .iter()
                .map(|host| (host.value.clone().into(), host.origin.clone()))
                .collect(),
        ),
        "names" => one(&settings.names),
        "output" => match &settings.output {
            Some(path) => Effective::One(
                path.value.to_string_lossy().into_owned().into(),
                path.origin.clone(),
            ),
            None => Effective::Unset,
        },
        "path" => match &socket?.source {
            Source::File(_) => written(socket?, "path"),
            Source::Package(_) => Effective::Unset,
        },
        "plug" => Effective::Several(
            plugs?
                .iter()
                .map(|plug| (plug_value(plug), origin(&plug.component)))
                .collect(),
        ),
        "profile" => one(&settings.profile),
        "require-full" => one(&settings.require_full),
        "socket" => Effective::One(component_value(socket?), origin(socket?)),
        "target" => one(&settings.target),
        "wac" => match wac {
            None => return None,
            Some((file, packages)) => {
                let packages: Map<String, Value> = packages
                    .iter()
                    .map(|(name, component)| (name.clone(), component_value(component)))
                    .collect();
                let path = file.value.to_string_lossy();
                Effective::One(
                    json!({ "file": path, "packages": packages }),
                    file.origin.clone(),
                )
            }
        },
        "wasm-features" => match &settings.wasm_features {
            Some(features) => {
                Effective::One(features.value.names.clone().into(), features.origin.clone())
            }
            None => Effective::Unset,
        },
        other => unreachable!("`{other}` is a key that is printed"),
    })
}

/// Where the configuration names `component`.
fn origin(component: &Component) -> Origin {
    match &component.place {
        Some(place) => Origin::Manifest(place.clone()),
        None => Origin::Default,
    }
}

/// The key `key` of `component`, a file.
fn written(component: &Component, key: &str) -> Effective {
    let value = component_value(component);
    Effective::One(value[key].clone(), origin(component))
}

/// `plug` as the configuration has it.
fn plug_value(plug: &Plug) -> Value {
    let mut value = component_value(&plug.component);
    if plug.interfaces.is_none() && plug.plugs.is_empty() {
        return value;
    }
    if let Value::String(package) = value {
        value = json!({ "package": package });
    }
    if let Some(interfaces) = &plug.interfaces {
        value["interface"] = interfaces.iter().map(|name| name.value.as_str()).collect();
    }
    if !plug.plugs.is_empty() {
        value["plug"] = plug.plugs.iter().map(plug_value).collect();
    }
    value
}

/// `component` as the configuration has it: a package's name if there is nothing else to say.
fn component_value(component: &Component) -> Value {
    let mut value = match &component.source {
        Source::Package(name) => json!({ "package": name }),
        Source::File(path) => json!({ "path": path.to_string_lossy() }),
    };
    let builder = component.builder.as_ref();
    let texts = [
        ("bin", component.bin.as_ref().map(|bin| bin.value.as_str())),
        ("builder", builder.map(|builder| builder.value.as_str())),
        (
            "profile",
            component.profile.as_ref().map(|name| name.value.as_str()),
        ),
        (
            "target",
            component.target.as_ref().map(|name| name.value.as_str()),
        ),
    ];
    let mut said = false;
    for (key, text) in texts {
        if let Some(text) = text {
            value[key] = text.into();
            said = true;
        }
    }
    match &component.source {
        Source::Package(name) if !said => name.as_str().into(),
        _ => value,
    }
}

/// `value` as TOML has it in one line.
fn toml(value: &Value) -> String {
    toml::Value::try_from(value)
        .expect("there is no null in a value that is set")
        .to_string()
}
