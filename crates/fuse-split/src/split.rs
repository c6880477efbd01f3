//! Splits one component, and what is nested in it.

use crate::compose::{self, Part};
use crate::links::{Links, functions};
use crate::partition::{self, Partition, Set};
use crate::wiring::{Base, Wiring};
use crate::{Boundary, Group, Outcome, Split, in_place, traits, wiring};
use fuse_core::{Error, Fused, Options, Result, Shape};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use wasmparser::BinaryReaderError;

/// The path of the outermost component, as messages show it.
pub const ROOT: &str = "root";

/// The most components within one another that are looked at.
const MAX_DEPTH: usize = 100;
/// The most components below the first level that are looked at. One may be instantiated twice in another one, and that one twice in a third:
/// there can be exponentially more instances than the input is long.
const MAX_LOOKS: usize = 200;

/// What came of looking into nested components so far.
#[derive(Default)]
pub struct Looks {
    count: Cell<usize>,
    /// Why components are not fused whole, by where they are in the input.
    refusals: RefCell<HashMap<*const [u8], String>>,
}

/// How far to look into nested components.
#[derive(Copy, Clone)]
pub struct Effort<'e> {
    depth: usize,
    looks: &'e Looks,
}

impl<'e> Effort<'e> {
    /// For an outermost component.
    pub fn new(looks: &'e Looks) -> Self {
        Effort { depth: 0, looks }
    }

    /// For a component nested in it, unless that is too far.
    fn nested(self) -> Option<Self> {
        let count = &self.looks.count;
        if self.depth > 0 {
            count.set(count.get() + 1);
        }
        let effort = Effort {
            depth: self.depth + 1,
            ..self
        };
        (effort.depth <= MAX_DEPTH && count.get() <= MAX_LOOKS).then_some(effort)
    }
}

/// Where a component is.
#[derive(Copy, Clone)]
pub enum Place<'p> {
    /// It is the outermost one.
    Root,
    /// It is instantiated in another one, under this path.
    Nested(&'p str),
}

impl Place<'_> {
    fn display(self) -> String {
        match self {
            Place::Root => ROOT.to_string(),
            Place::Nested(path) => path.to_string(),
        }
    }

    /// The path of an instance in it.
    fn join(self, name: &str) -> String {
        match self {
            Place::Root => name.to_string(),
            Place::Nested(path) => format!("{path}/{name}"),
        }
    }
}

impl Split {
    /// All of it fused.
    pub(crate) fn whole(path: &str, fused: Fused) -> Self {
        Split {
            bytes: fused.bytes,
            groups: vec![Group {
                instances: vec![path.to_string()],
                outcome: Outcome::Fused {
                    plan: fused.plan,
                    imports: fused.imports,
                },
            }],
            kept: Vec::new(),
            refusal: None,
            manifest: fused.manifest,
        }
    }

    /// Nothing of it fused.
    fn left(path: &str, component: &[u8], reason: String) -> Self {
        Split {
            bytes: component.to_vec(),
            groups: vec![Group {
                instances: vec![path.to_string()],
                outcome: Outcome::Left {
                    reason: reason.clone(),
                },
            }],
            kept: Vec::new(),
            refusal: Some(reason),
            manifest: None,
        }
    }
}

/// Splits `component`, which is not fused whole because of `refusal`.
///
/// # Errors
///
/// Mistakes only.
pub fn split(
    component: &[u8],
    options: &Options,
    place: Place<'_>,
    effort: Effort<'_>,
    refusal: String,
) -> Result<Split> {
    let wiring = wiring::read(component).map_err(internal)?;
    let links = Links::of(&wiring);
    let splitter = Splitter {
        wiring: &wiring,
        links: &links,
        options,
        place,
        effort,
        refusal: &refusal,
    };
    if wiring.instances.is_empty() {
        return Ok(Split::left(&place.display(), component, refusal));
    }
    if wiring.more.is_none() {
        let split = splitter.grouped()?;
        // A component may give a type to something in a way that a composition cannot repeat.
        if fuse_core::encode::verify(component, &split.bytes, Shape::Component).is_ok() {
            return Ok(split);
        }
    }
    splitter.in_place(component)
}

/// Makes what can be made of a component that is nested in another one.
fn nested(component: &[u8], options: &Options, path: &str, effort: Effort<'_>) -> Result<Split> {
    let Some(effort) = effort.nested() else {
        let reason = "too many components are nested";
        return Ok(Split::left(path, component, reason.to_string()));
    };
    let key: *const [u8] = component;
    let known = effort.looks.refusals.borrow().get(&key).cloned();
    if let Some(refusal) = known {
        return split(component, options, Place::Nested(path), effort, refusal);
    }
    let refusal = match fuse_core::fuse(component, &with_peers(options)) {
        Ok(fused) if fused.plan.explanation().summary.fused_calls == 0 => {
            let reason = "it has no calls between components in it";
            return Ok(Split::left(path, component, reason.to_string()));
        }
        Ok(fused) => match traits::of(component).map_err(internal)?.gates {
            Some(gate) => gated(path, path, gate),
            None => return Ok(Split::whole(path, fused)),
        },
        Err(error @ Error::Unsupported { .. }) => {
            let refusal = error.to_string();
            let mut refusals = effort.looks.refusals.borrow_mut();
            refusals.insert(key, refusal.clone());
            refusal
        }
        Err(error) => return Err(error),
    };
    split(component, options, Place::Nested(path), effort, refusal)
}

/// The same for a part of a component.
fn with_peers(options: &Options) -> Options {
    let mut options = options.clone();
    options.peers = true;
    options
}

/// Says that instance `holder` uses the built-in `gate`, which the callers of `exporter` would see.
pub fn gated(exporter: &str, holder: &str, gate: &str) -> String {
    format!(
        "instance `{holder}` uses `{gate}`, by which it may hold back components that call `{exporter}`; fused, it could not"
    )
}

fn internal(error: BinaryReaderError) -> Error {
    Error::Internal {
        stage: "reading the wiring of a component",
        message: error.to_string(),
    }
}

struct Splitter<'w, 'a> {
    wiring: &'w Wiring<'a>,
    links: &'w Links,
    options: &'w Options,
    place: Place<'w>,
    effort: Effort<'w>,
    /// Why it is not fused whole.
    refusal: &'w str,
}

impl Splitter<'_, '_> {
    /// Fuses groups of instances.
    fn grouped(&self) -> Result<Split> {
        let embedded = matches!(self.place, Place::Nested(_));
        let partition = partition::partition(
            self.wiring,
            self.links,
            self.options,
            embedded,
            self.refusal,
        )?;
        let mut split = self.empty();
        let mut parts = Vec::new();
        for group in &partition.groups {
            let part = match group.first() {
                Some(&id) if group.len() == 1 => Part::Single(id, self.single(id, &mut split)?),
                _ => self.fused(&partition, group, &mut split)?,
            };
            parts.push(part);
        }
        split.bytes = compose::whole(self.wiring, &parts);
        let kept = |importer, exporter| {
            let group = |id: &usize| partition.groups.iter().position(|group| group.contains(id));
            (group(&importer) != group(&exporter)).then(|| partition.reason(importer, exporter))
        };
        self.boundaries(&kept, &mut split);
        Ok(split)
    }

    /// Replaces nested components where they are.
    fn in_place(&self, component: &[u8]) -> Result<Split> {
        let mut split = self.empty();
        split.groups.push(Group {
            instances: vec![self.place.display()],
            outcome: Outcome::Left {
                reason: self.refusal.to_string(),
            },
        });
        let mut replacements = BTreeMap::new();
        for id in 0..self.wiring.instances.len() {
            let bytes = self.single(id, &mut split)?;
            if let Some(index) = self.component(id) {
                replacements.insert(index, bytes);
            }
        }
        split.bytes = in_place::replace(component, self.wiring, &replacements).map_err(internal)?;
        self.boundaries(&|_, _| Some(self.refusal.to_string()), &mut split);
        self.own_boundaries(&mut split);
        Ok(split)
    }

    fn empty(&self) -> Split {
        Split {
            bytes: Vec::new(),
            groups: Vec::new(),
            kept: Vec::new(),
            refusal: Some(self.refusal.to_string()),
            manifest: None,
        }
    }

    fn path(&self, id: usize) -> String {
        self.place.join(&self.wiring.instances[id].name)
    }

    /// The component that instance `id` is of, if it is defined here.
    fn component(&self, id: usize) -> Option<usize> {
        let component = &self.wiring.instances[id].component;
        match component.base {
            Base::Component(index) if component.path.is_empty() => Some(index),
            _ => None,
        }
    }

    /// The component to instantiate for instance `id` on its own.
    fn single(&self, id: usize, split: &mut Split) -> Result<Vec<u8>> {
        let path = self.path(id);
        let made = match self
            .component(id)
            .map(|index| &self.wiring.components[index])
        {
            Some(component) if component.closed => {
                nested(component.bytes, self.options, &path, self.effort)?
            }
            Some(component) => {
                let reason = "it aliases what is around it";
                Split::left(&path, component.bytes, reason.to_string())
            }
            None => Split::left(&path, &[], "its component is imported".to_string()),
        };
        split.groups.extend(made.groups);
        split.kept.extend(made.kept);
        Ok(made.bytes)
    }

    fn fused(&self, partition: &Partition<'_, '_>, group: &Set, split: &mut Split) -> Result<Part> {
        let mut composed = partition.compose(group);
        let fused = fuse_core::fuse(&composed.bytes, &with_peers(self.options))?;
        split.groups.push(Group {
            instances: group.iter().map(|id| self.path(*id)).collect(),
            outcome: Outcome::Fused {
                plan: fused.plan,
                imports: fused.imports,
            },
        });
        composed.bytes = fused.bytes;
        Ok(Part::Group(composed))
    }

    /// Adds the boundaries between instances that `kept` gives a reason for.
    fn boundaries(&self, kept: &dyn Fn(usize, usize) -> Option<String>, split: &mut Split) {
        for (importer, instance) in self.wiring.instances.iter().enumerate() {
            for &exporter in &self.links.uses[importer] {
                let Some(reason) = kept(importer, exporter) else {
                    continue;
                };
                for arg in &instance.args {
                    let leaves = self.wiring.leaves(&arg.item);
                    let mut theirs = leaves
                        .iter()
                        .filter(|item| item.base == Base::Instance(exporter));
                    if theirs.any(|item| functions(self.wiring, item) > 0) {
                        split.kept.push(Boundary {
                            importer: self.path(importer),
                            exporter: self.path(exporter),
                            import: arg.name.to_string(),
                            reason: reason.clone(),
                        });
                    }
                }
            }
        }
    }

    /// Adds the boundaries between the component's own code and its instances.
    fn own_boundaries(&self, split: &mut Split) {
        let boundary = |importer, exporter, import| Boundary {
            importer,
            exporter,
            import,
            reason: self.refusal.to_string(),
        };
        for (id, instance) in self.wiring.instances.iter().enumerate() {
            for arg in &instance.args {
                let leaves = self.wiring.leaves(&arg.item);
                if leaves.iter().any(|item| item.base == Base::Own) {
                    let own = self.place.display();
                    split
                        .kept
                        .push(boundary(self.path(id), own, arg.name.to_string()));
                }
            }
        }
        for item in &self.wiring.lowered {
            if let Base::Instance(id) = item.base {
                let own = self.place.display();
                split
                    .kept
                    .push(boundary(own, self.path(id), item.path.join("#")));
            }
        }
    }
}
