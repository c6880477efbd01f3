//! Composes components as a `.wac` file says.

use indexmap::IndexMap;
use miette::Diagnostic;
use wac_graph::types::{BorrowedPackageKey, Package};
use wac_graph::{CompositionGraph, EncodeOptions};
use wac_parser::Document;

use crate::compose::ports;
use crate::exit::{ExitCode, Failure};
use crate::host::Hosts;
use crate::inputs::Part;
use crate::manifest::{Manifest, Place};
use crate::shown::shown;
use crate::suggest::listed;
use crate::wiring::Remedy;

/// Composes `parts`, taking their bytes; each is called as the package of `file` that it is.
pub(crate) fn compose(
    parts: &mut [Part],
    file: &Manifest,
    hosts: &Hosts,
    remedy: Remedy,
) -> Result<Vec<u8>, Failure> {
    let document = Document::parse(&file.text).map_err(|error| located(file, &error))?;
    let named = wac_resolver::packages(&document).map_err(|error| located(file, &error))?;
    let mut used = vec![false; parts.len()];
    let mut packages: IndexMap<BorrowedPackageKey<'_>, Vec<u8>> = IndexMap::new();
    for (key, span) in &named {
        let index = find(parts, key).ok_or_else(|| {
            let known = listed(parts.iter().map(|part| part.name.as_str()));
            let place = file.place(span.offset()..span.offset() + span.len());
            place
                .error(format!("`packages` has no component for `{key}`"))
                .help(if parts.is_empty() {
                    format!("add it, as in `packages = {{ \"{key}\" = \"member\" }}`")
                } else {
                    format!("add it; there is {known}")
                })
        })?;
        used[index] = true;
        // Two versions of one package may be one component.
        packages.insert(*key, parts[index].bytes.clone());
    }
    if let Some(idle) = used.iter().position(|used| !used) {
        return Err(ExitCode::Composition
            .error(format!(
                "{} is in `packages`, but `{}` does not name it",
                parts[idle],
                shown(&file.path)
            ))
            .help("remove it from `packages`"));
    }
    for part in parts.iter_mut() {
        part.bytes = Vec::new();
    }
    let resolution = document
        .resolve(packages)
        .map_err(|error| located(file, &error))?;
    // The fuser validates what it reads; once is enough.
    let composed = resolution
        .encode(EncodeOptions {
            define_components: true,
            validate: false,
            processor: None,
        })
        .map_err(|error| located(file, &error))?;
    refuse_open_imports(&composed, file, hosts, remedy)?;
    Ok(composed)
}

/// The index of the part that is the package `key`: of that very version, else of a name without one.
fn find(parts: &[Part], key: &BorrowedPackageKey<'_>) -> Option<usize> {
    let called = |name: &str| parts.iter().position(|part| part.name == name);
    called(&key.to_string()).or_else(|| called(key.name))
}

/// Fails if the composition imports what the host is not asked for.
fn refuse_open_imports(
    composed: &[u8],
    file: &Manifest,
    hosts: &Hosts,
    remedy: Remedy,
) -> Result<(), Failure> {
    let mut graph = CompositionGraph::new();
    let package = Package::from_bytes("part:whole", None, composed, graph.types_mut())
        .and_then(|package| Ok(graph.register_package(package)?))
        .map_err(|error| {
            ExitCode::Composition
                .error(format!(
                    "`{}` composes no valid component",
                    shown(&file.path)
                ))
                .because(error)
                .help("build the components against the same WIT")
        })?;
    let imports = ports(&graph, package).imports;
    match imports.iter().find(|import| !hosts.give(import)) {
        None => Ok(()),
        Some(import) => Err(ExitCode::Composition
            .error(format!(
                "`{}` leaves `{import}` to be imported",
                shown(&file.path)
            ))
            .help(format!(
                "satisfy it in the file, or, if the host provides it, {}",
                remedy.leave(import)
            ))),
    }
}

/// `error`, which `file` is to blame for, with its place where it has one.
fn located(file: &Manifest, error: &(impl Diagnostic + 'static)) -> Failure {
    let label = error.labels().and_then(|mut labels| labels.next());
    let place: Option<Place> = label.map(|label| {
        let end = (label.offset() + label.len()).min(file.text.len());
        file.place(label.offset().min(end)..end)
    });
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        message += &format!(": {error}");
        cause = error.source();
    }
    let failure = match place {
        Some(place) => format!("{message}\n{place}"),
        None => format!("{message} (`{}`)", shown(&file.path)),
    };
    ExitCode::Composition
        .error(failure)
        .help("correct the `.wac` file, or the components that it names")
}
