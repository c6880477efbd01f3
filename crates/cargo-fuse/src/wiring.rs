//! Decides which export satisfies which import, by name.
//!
//! A plug serves the part it plugs into and everything else that plugs in there, and what plugs into those. So an
//! import is looked for among the plugs of the importing part itself, then among those beside it, and so on outwards,
//! the way a name is looked up in nested blocks. A part never serves itself or what plugs into it: a proxy may
//! import and export one interface.

use wac_graph::types::are_semver_compatible;

use crate::config::Kind;
use crate::exit::{ExitCode, Failure};
use crate::host::{Hosts, matches};
use crate::inputs::Part;
use crate::suggest::{listed, nearest};

/// The names at the boundary of a part.
pub(crate) struct Ports {
    /// What it needs from outside, save for mere types.
    pub(crate) imports: Vec<String>,
    /// What it gives.
    pub(crate) exports: Vec<String>,
}

/// An import satisfied by an export.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wire {
    pub(crate) importer: usize,
    pub(crate) import: String,
    pub(crate) exporter: usize,
    pub(crate) export: String,
}

/// Who is to be told what to change.
#[derive(Copy, Clone)]
pub(crate) enum Remedy {
    /// The one who wrote a manifest.
    Manifest(Kind),
    /// The one who typed a command.
    CommandLine,
}

impl Remedy {
    /// How to leave `import` to the host.
    pub(crate) fn leave(self, import: &str) -> String {
        match self {
            Remedy::Manifest(kind) => {
                format!("list it in `host = [\"{import}\"]` of {}", kind.title())
            }
            Remedy::CommandLine => format!("pass `--host {import}`"),
        }
    }
}

/// Wires `parts`, whose boundaries are `ports`.
pub(crate) fn wire(
    parts: &[Part],
    ports: &[Ports],
    hosts: &Hosts,
    remedy: Remedy,
) -> Result<Vec<Wire>, Failure> {
    let set = Set {
        parts,
        ports,
        remedy,
    };
    set.refuse_unknown_interfaces()?;
    let mut wires = Vec::new();
    for importer in 0..parts.len() {
        for import in &ports[importer].imports {
            match set.find(importer, import)? {
                Some(offer) => wires.push(Wire {
                    importer,
                    import: import.clone(),
                    exporter: offer.part,
                    export: offer.export.to_owned(),
                }),
                None if hosts.give(import) => {}
                None => return Err(set.unsatisfied(&parts[importer], import)),
            }
        }
    }
    set.refuse_idle_interfaces(&wires)?;
    set.refuse_idle_plugs(&wires)?;
    refuse_cycles(parts, &wires)?;
    Ok(wires)
}

/// An export that would do for an import.
#[derive(Copy, Clone)]
struct Offer<'a> {
    part: usize,
    export: &'a str,
}

/// What is wired.
struct Set<'a> {
    parts: &'a [Part],
    ports: &'a [Ports],
    remedy: Remedy,
}

impl<'a> Set<'a> {
    /// The export that satisfies `import` of the part `importer`.
    fn find(&self, importer: usize, import: &str) -> Result<Option<Offer<'a>>, Failure> {
        let mut inside = vec![importer];
        let mut scope = Some(importer);
        while let Some(socket) = scope {
            let offers = self.offers(socket, &inside, import);
            // The very version that is asked for goes before a compatible one.
            let exact: Vec<_> = offers
                .iter()
                .copied()
                .filter(|offer| offer.export == import)
                .collect();
            match if exact.is_empty() {
                &offers[..]
            } else {
                &exact[..]
            } {
                [] => {}
                [one] => return Ok(Some(*one)),
                [first, second, ..] => {
                    return Err(self.conflict(importer, import, first.part, second.part));
                }
            }
            inside.push(socket);
            scope = self.parts[socket].into;
        }
        Ok(None)
    }

    /// The exports that would do for `import` among what plugs into `socket`, save for the parts `inside`.
    fn offers(&self, socket: usize, inside: &[usize], import: &str) -> Vec<Offer<'a>> {
        let plugs = (0..self.parts.len())
            .filter(|plug| self.parts[*plug].into == Some(socket) && !inside.contains(plug));
        let exports = plugs.flat_map(|part| {
            self.ports[part]
                .exports
                .iter()
                .map(move |export| Offer { part, export })
        });
        exports
            .filter(|offer| self.parts[offer.part].offers(offer.export))
            .filter(|offer| are_semver_compatible(import, offer.export))
            .collect()
    }

    fn conflict(&self, importer: usize, import: &str, first: usize, second: usize) -> Failure {
        let [importer, first, second] = [importer, first, second].map(|part| &self.parts[part]);
        let nest = match self.remedy {
            Remedy::Manifest(_) => {
                "give one to the other with a `plug` of its own, or choose with `interface`"
            }
            Remedy::CommandLine => "compose the two first",
        };
        ExitCode::Composition
            .error(format!(
                "both {first} and {second} export `{import}`, which {importer} imports"
            ))
            .help(format!(
                "plug in only one of them; if one is to pass calls on to the other, {nest}"
            ))
    }

    fn unsatisfied(&self, importer: &Part, import: &str) -> Failure {
        let list = self.remedy.leave(import);
        let near = self.parts.iter().zip(self.ports).find_map(|(part, ports)| {
            let base = without_version(import);
            let export = ports
                .exports
                .iter()
                .find(|export| without_version(export) == base)?;
            Some((part, export))
        });
        let near = match near {
            Some((part, export)) if export == import => {
                format!("; {part} exports it, but plugs in elsewhere")
            }
            Some((part, export)) => {
                format!("; {part} exports `{export}`, which is another version")
            }
            None => String::new(),
        };
        ExitCode::Composition
            .error(format!(
                "{importer} imports `{import}`, which no plug exports{near}"
            ))
            .help(format!(
                "plug in a component that exports it, or, if the host provides it, {list}"
            ))
    }

    /// A plug is for interfaces that it exports.
    fn refuse_unknown_interfaces(&self) -> Result<(), Failure> {
        for (part, ports) in self.parts.iter().zip(self.ports) {
            let exported = |name: &str| ports.exports.iter().any(|export| matches(name, export));
            let mut names = part.interfaces.iter().flatten();
            let Some(name) = names.find(|name| !exported(&name.value)) else {
                continue;
            };
            let error = format!("{part} does not export `{}`", name.value);
            let all = ports.exports.iter().map(String::as_str);
            return Err(name
                .origin
                .error(error)
                .help(match nearest(&name.value, all.clone()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if ports.exports.is_empty() => "it exports nothing".to_owned(),
                    None => format!("it exports {}", listed(all)),
                }));
        }
        Ok(())
    }

    /// An interface that a plug is for, and that nobody imports, is a mistake in the configuration.
    fn refuse_idle_interfaces(&self, wires: &[Wire]) -> Result<(), Failure> {
        for (index, part) in self.parts.iter().enumerate() {
            let serves = |name: &str| {
                let mut wires = wires.iter().filter(|wire| wire.exporter == index);
                wires.any(|wire| matches(name, &wire.export))
            };
            let mut names = part.interfaces.iter().flatten();
            if let Some(name) = names.find(|name| !serves(&name.value)) {
                return Err(name
                    .origin
                    .error(format!(
                        "{part} is to satisfy `{}`, which nothing that it serves imports from it",
                        name.value
                    ))
                    .help("remove it from `interface`, or the plug with it"));
            }
        }
        Ok(())
    }

    /// A plug that serves nobody is a mistake in the configuration.
    fn refuse_idle_plugs(&self, wires: &[Wire]) -> Result<(), Failure> {
        let serves = |part: usize| wires.iter().any(|wire| wire.exporter == part);
        let idle =
            (0..self.parts.len()).find(|part| self.parts[*part].into.is_some() && !serves(*part));
        let Some(idle) = idle else { return Ok(()) };
        let exports = match self.ports[idle].exports.as_slice() {
            [] => "nothing".to_owned(),
            names => format!(
                "{}, which nothing imports",
                listed(names.iter().map(String::as_str))
            ),
        };
        let remove = match self.remedy {
            Remedy::Manifest(_) => "remove it from `plug`",
            Remedy::CommandLine => "leave it out",
        };
        Err(ExitCode::Composition
            .error(format!(
                "{} is plugged in, but exports {exports}",
                self.parts[idle]
            ))
            .help(format!(
                "{remove}, or compare its exports with the imports of the component it plugs into"
            )))
    }
}

/// Components are instantiated one after the other, so they cannot need each other.
fn refuse_cycles(parts: &[Part], wires: &[Wire]) -> Result<(), Failure> {
    let mut done = vec![false; parts.len()];
    for start in 0..parts.len() {
        if let Some(cycle) = walk(start, wires, &mut Vec::new(), &mut done) {
            let path: Vec<&str> = cycle
                .iter()
                .map(|part| parts[*part].name.as_str())
                .collect();
            return Err(ExitCode::Composition
                .error(format!(
                    "the components import each other in a cycle: {}",
                    path.join(" -> ")
                ))
                .help(
                    "break the cycle by moving the shared interface into a component of its own",
                ));
        }
    }
    Ok(())
}

/// Follows the wires from `part`; returns the first path that comes back to itself.
fn walk(
    part: usize,
    wires: &[Wire],
    path: &mut Vec<usize>,
    done: &mut [bool],
) -> Option<Vec<usize>> {
    if let Some(start) = path.iter().position(|seen| *seen == part) {
        return Some(path[start..].iter().copied().chain([part]).collect());
    }
    if done[part] {
        return None;
    }
    path.push(part);
    let cycle = wires
        .iter()
        .filter(|wire| wire.importer == part)
        .find_map(|wire| walk(wire.exporter, wires, path, done));
    path.pop();
    done[part] = true;
    cycle
}

/// The name of an interface in any version.
fn without_version(name: &str) -> &str {
    name.split_once('@').map_or(name, |(base, _)| base)
}
