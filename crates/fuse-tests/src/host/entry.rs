//! Finds the function that a run begins with among the exports of a component.

use anyhow::{Result, bail};
use wasmtime::Engine;
use wasmtime::component::types::ComponentItem;
use wasmtime::component::{Component, ComponentExportIndex};

/// What a run begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// `run` of `wasi:cli/run`, in whichever version the component exports it.
    Command,
    /// An exported function without parameters: `name`, or `interface#name` when several have the name.
    Export(String),
}

/// A function that was found.
pub(super) struct Export {
    pub(super) index: ComponentExportIndex,
    /// How many results it has.
    pub(super) results: usize,
}

/// A function without parameters somewhere among the exports.
struct Candidate {
    interface: Option<String>,
    name: String,
    params: usize,
    results: usize,
}

impl Entry {
    /// Finds the one export that this names.
    pub(super) fn find(&self, engine: &Engine, component: &Component) -> Result<Export> {
        let candidates = candidates(engine, component);
        let matches: Vec<&Candidate> = candidates
            .iter()
            .filter(|candidate| self.names(candidate))
            .collect();
        let found = match matches[..] {
            [found] => found,
            [] => bail!(
                "{self} is not exported; the functions are: {}",
                list(&candidates)
            ),
            _ => bail!("{self} is exported more than once: {}", list(&candidates)),
        };
        if found.params != 0 {
            bail!("{self} has parameters, and a run gives none");
        }
        let interface = found.interface.as_ref().map(|name| {
            component
                .get_export_index(None, name)
                .expect("the interface was among the exports")
        });
        let index = component
            .get_export_index(interface.as_ref(), &found.name)
            .expect("it was among the exports");
        Ok(Export {
            index,
            results: found.results,
        })
    }

    fn names(&self, candidate: &Candidate) -> bool {
        match (self, &candidate.interface) {
            (Entry::Command, Some(interface)) => {
                interface.starts_with("wasi:cli/run@") && candidate.name == "run"
            }
            (Entry::Command, None) => false,
            (Entry::Export(name), interface) => match (name.split_once('#'), interface) {
                (Some((wanted, name)), Some(interface)) => {
                    wanted == interface && name == candidate.name
                }
                (Some(_), None) => false,
                (None, _) => *name == candidate.name,
            },
        }
    }
}

impl std::fmt::Display for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Entry::Command => f.write_str("`wasi:cli/run`"),
            Entry::Export(name) => write!(f, "function `{name}`"),
        }
    }
}

fn candidates(engine: &Engine, component: &Component) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut add = |interface: Option<&str>, name: &str, item: &ComponentItem| {
        if let ComponentItem::ComponentFunc(ty) = item {
            candidates.push(Candidate {
                interface: interface.map(str::to_owned),
                name: name.to_owned(),
                params: ty.params().len(),
                results: ty.results().len(),
            });
        }
    };
    for (name, item) in component.component_type().exports(engine) {
        match &item.ty {
            ComponentItem::ComponentInstance(interface) => {
                for (func, item) in interface.exports(engine) {
                    add(Some(name), func, &item.ty);
                }
            }
            other => add(None, name, other),
        }
    }
    candidates
}

fn list(candidates: &[Candidate]) -> String {
    let names: Vec<String> = candidates
        .iter()
        .map(|candidate| match &candidate.interface {
            Some(interface) => format!("`{interface}#{}`", candidate.name),
            None => format!("`{}`", candidate.name),
        })
        .collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}
