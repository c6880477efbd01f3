//! What `[package.metadata.fuse]`, `[workspace.metadata.fuse]` and the command line say together.
//!
//! `keys` has the table of keys. `table` reads values with their places, `wiring` and `settings` put them together for one
//! level, and an [`Application`] is what all levels say about one thing to fuse. `show` prints that.

mod keys;
mod settings;
mod show;
mod table;
mod wiring;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::exit::{ExitCode, Failure};
use crate::manifest::Manifest;
use crate::shown::shown;
use keys::At;
use table::{Entry, Table};

pub(crate) use keys::keys_help;
pub(crate) use settings::{Builder, Features, Layer, Settings, Valued};
pub(crate) use show::show;
pub(crate) use wiring::{Component, Plug, Source, Wiring};

/// One thing to fuse, by name.
#[derive(Debug)]
pub(crate) struct Application {
    /// What to call it: its package, or its name in the workspace.
    pub(crate) name: String,
    /// Which table says what it is.
    pub(crate) kind: Kind,
    /// How to fuse it.
    pub(crate) settings: Settings,
    /// What to fuse.
    pub(crate) wiring: Wiring,
}

/// Which table says what an application is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `[package.metadata.fuse]`.
    Package,
    /// `[workspace.metadata.fuse.apps.NAME]`.
    App,
}

impl Kind {
    /// The table as it stands in a sentence.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Kind::Package => At::Package.title(),
            Kind::App => At::App.title(),
        }
    }
}

/// What `[workspace.metadata.fuse]` says.
pub(crate) struct WorkspaceConfig {
    defaults: Layer,
    apps: Vec<App>,
}

/// What the workspace says about an application.
struct App {
    name: String,
    layer: Layer,
    wiring: Wiring,
}

impl WorkspaceConfig {
    /// Reads the manifest of the workspace.
    pub(crate) fn read(manifest: &Manifest) -> Result<WorkspaceConfig, Failure> {
        let document = parse(manifest)?;
        let Some(value) = metadata(&document, "workspace") else {
            return Ok(WorkspaceConfig {
                defaults: Layer::default(),
                apps: Vec::new(),
            });
        };
        let table = Table::new(manifest, At::Workspace, value)?;
        let apps = table.entries("apps")?.into_iter();
        Ok(WorkspaceConfig {
            defaults: Layer::of_workspace(&table)?,
            apps: apps
                .map(|entry| app(manifest, entry))
                .collect::<Result<_, _>>()?,
        })
    }

    /// The names of the applications of the workspace.
    pub(crate) fn apps(&self) -> impl Iterator<Item = &str> + Clone {
        self.apps.iter().map(|app| app.name.as_str())
    }

    /// The application of the workspace called `name`, which is one of [`WorkspaceConfig::apps`].
    pub(crate) fn app(&self, name: &str, command_line: &Layer) -> Application {
        let mut apps = self.apps.iter();
        let app = apps.find(|app| app.name == name);
        let app = app.expect("the name is of an application");
        Application {
            name: app.name.clone(),
            kind: Kind::App,
            settings: Settings::merge(&[command_line, &app.layer, &self.defaults]),
            wiring: app.wiring.clone(),
        }
    }

    /// The application that the package called `name` is, whose manifest is `manifest`.
    pub(crate) fn package(
        &self,
        name: &str,
        manifest: &Manifest,
        command_line: &Layer,
    ) -> Result<Application, Failure> {
        let document = parse(manifest)?;
        let Some(value) = metadata(&document, "package") else {
            return Err(ExitCode::Configuration
                .error(format!("`{}` has no `[package.metadata.fuse]`", shown(&manifest.path)))
                .help("add the table, with `plug = [..]` naming the components that plug into this one; it may be empty"));
        };
        let table = Table::new(manifest, At::Package, value)?;
        Ok(Application {
            name: name.to_owned(),
            kind: Kind::Package,
            settings: Settings::merge(&[command_line, &Layer::of_one(&table)?, &self.defaults]),
            wiring: wiring::of_package(&table, name)?,
        })
    }
}

/// The application that `entry` of `apps` describes.
fn app(manifest: &Manifest, entry: Entry<'_, '_>) -> Result<App, Failure> {
    let Entry { name, place, value } = entry;
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(plain) {
        return Err(place
            .error(format!("`{name}` cannot be the name of an application"))
            .help("use letters, digits, `-` and `_`: the output is called after it"));
    }
    let table = Table::new(manifest, At::App, value)?;
    Ok(App {
        name,
        layer: Layer::of_one(&table)?,
        wiring: wiring::of_app(&table)?,
    })
}

/// The value of `[<section>.metadata.fuse]`.
fn metadata<'a, 'i>(
    document: &'a Spanned<DeTable<'i>>,
    section: &str,
) -> Option<&'a Spanned<DeValue<'i>>> {
    document
        .get_ref()
        .get(section)?
        .get_ref()
        .get("metadata")?
        .get_ref()
        .get("fuse")
}

/// The manifest as TOML with spans.
fn parse(manifest: &Manifest) -> Result<Spanned<DeTable<'_>>, Failure> {
    DeTable::parse(&manifest.text).map_err(|error| {
        ExitCode::Configuration
            .error(format!("failed to parse `{}`", shown(&manifest.path)))
            .because(error)
    })
}
