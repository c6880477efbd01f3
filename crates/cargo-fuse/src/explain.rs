//! What became of each part of what was fused, on stdout: as text, or as JSON for machines.

use std::fmt::Write;

use clap::ValueEnum;
use fuse_core::Kept;
use fuse_core::explain::{
    Boundary, Change, CoreInstance, Explanation, Function, InstanceSize, Party, Resource, Sizes,
    Step, Unused,
};
use fuse_split::{Outcome, Split};
use indexmap::IndexMap;
use serde::Serialize;

use crate::exit::Failure;
use crate::messages::{self, Message};
use crate::progress::Shell;

/// Goes up when a reader of the last version would go wrong; a new key or a new word does not.
const VERSION: u32 = 1;

/// The form of an explanation.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// What a person reads.
    Human,
    /// A JSON document.
    Json,
}

/// Says what became of `made`, which is called `name`.
pub(crate) fn tell(
    shell: &Shell,
    name: &str,
    made: &Split,
    format: ExplainFormat,
) -> Result<(), Failure> {
    if shell.is_json() {
        return shell.message(&Message::Explanation(Document::of(name, made)));
    }
    messages::print_text(&match format {
        ExplainFormat::Human => text(name, made),
        ExplainFormat::Json => json(name, made),
    })
}

/// What became of `made`, which is called `name`, as text.
fn text(name: &str, made: &Split) -> String {
    let mut text = String::new();
    if let ([group], true) = (made.groups.as_slice(), made.is_whole())
        && let Outcome::Fused { plan, .. } = &group.outcome
    {
        write!(text, "{name}: {}", plan.explanation()).expect("writing to a string");
        return text;
    }
    for group in &made.groups {
        let instances = group.instances.join(", ");
        match &group.outcome {
            Outcome::Fused { plan, .. } => {
                writeln!(text, "{name}, fused {instances}: {}", plan.explanation())
            }
            Outcome::Left { reason } => {
                writeln!(text, "{name}, {instances} as it was: {reason}\n")
            }
        }
        .expect("writing to a string");
    }
    if !made.kept.is_empty() {
        text.push_str("Boundaries that stay\n");
    }
    for kept in &made.kept {
        let fuse_split::Boundary {
            importer,
            exporter,
            import,
            reason,
        } = kept;
        writeln!(text, "  {importer} → {exporter}  {import}\n    {reason}")
            .expect("writing to a string");
    }
    text
}

/// What became of `made`, which is called `name`, as a JSON document.
fn json(name: &str, made: &Split) -> String {
    let document = Document::of(name, made);
    let mut text = serde_json::to_string_pretty(&document).expect("every key is a string");
    text.push('\n');
    text
}

/// What became of everything that one component had; `null` for an instance is the host.
#[derive(Debug, Serialize)]
pub(crate) struct Document<'a> {
    version: u32,
    name: &'a str,
    /// Whether all of it is one core module.
    whole: bool,
    /// Why it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<&'a str>,
    groups: Vec<Group<'a>>,
    /// The boundaries between groups.
    kept: Vec<KeptBoundary<'a>>,
}

#[derive(Debug, Serialize)]
struct Group<'a> {
    instances: &'a [String],
    #[serde(flatten)]
    outcome: Outcomes<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Outcomes<'a> {
    Fused(Box<Fused<'a>>),
    Left { reason: &'a str },
}

#[derive(Debug, Serialize)]
struct KeptBoundary<'a> {
    importer: &'a str,
    exporter: &'a str,
    import: &'a str,
    reason: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Fused<'a> {
    boundaries: Vec<Crossing<'a>>,
    resources: Vec<ResourceEntry<'a>>,
    core_instances: Vec<CoreEntry<'a>>,
    unused: Vec<UnusedEntry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sizes: Option<SizeEntry<'a>>,
}

#[derive(Debug, Serialize)]
struct Crossing<'a> {
    importer: Option<&'a str>,
    exporter: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interface: Option<&'a str>,
    functions: Vec<FunctionEntry<'a>>,
}

#[derive(Debug, Serialize)]
struct FunctionEntry<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    ty: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lower: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lift: Option<&'a str>,
    way: &'static str,
    steps: Vec<StepEntry<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
enum StepEntry<'a> {
    Copy {
        values: &'static str,
    },
    Transcode {
        values: &'static str,
        from: &'static str,
        to: &'static str,
    },
    HandleTable {
        of: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<&'a str>,
    },
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct ResourceEntry<'a> {
    id: &'a str,
    name: &'a str,
    home: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destructor: Option<&'a str>,
    tables: &'a [String],
    host_functions: &'a [String],
}

#[derive(Debug, Serialize)]
struct CoreEntry<'a> {
    instance: &'a str,
    module: &'a str,
    /// Absent for a module that is not merged.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<IndexMap<&'static str, Count>>,
}

#[derive(Debug, Serialize)]
struct Count {
    kept: usize,
    total: usize,
}

#[derive(Debug, Serialize)]
struct UnusedEntry<'a> {
    instance: &'a str,
    imported: bool,
    name: &'a str,
}

#[derive(Debug, Serialize)]
struct SizeEntry<'a> {
    total: Bytes,
    parts: IndexMap<String, Bytes>,
    instances: Vec<InstanceBytes<'a>>,
    runtime: usize,
    adapters: usize,
}

#[derive(Debug, Serialize)]
struct InstanceBytes<'a> {
    instance: &'a str,
    module: &'a str,
    code: Bytes,
    data: Bytes,
}

#[derive(Debug, Serialize)]
struct Bytes {
    before: usize,
    after: usize,
}

impl<'a> Document<'a> {
    /// What became of `made`, which is called `name`.
    pub(crate) fn of(name: &'a str, made: &'a Split) -> Document<'a> {
        let groups = made.groups.iter().map(|group| Group {
            instances: &group.instances,
            outcome: match &group.outcome {
                Outcome::Fused { plan, .. } => {
                    Outcomes::Fused(Box::new(Fused::of(plan.explanation())))
                }
                Outcome::Left { reason } => Outcomes::Left { reason },
            },
        });
        let kept = made.kept.iter().map(|kept| KeptBoundary {
            importer: &kept.importer,
            exporter: &kept.exporter,
            import: &kept.import,
            reason: &kept.reason,
        });
        Document {
            version: VERSION,
            name,
            whole: made.is_whole(),
            refusal: made.refusal.as_deref(),
            groups: groups.collect(),
            kept: kept.collect(),
        }
    }
}

impl<'a> Fused<'a> {
    fn of(explanation: &'a Explanation) -> Self {
        Fused {
            boundaries: explanation.boundaries.iter().map(crossing).collect(),
            resources: explanation.resources.iter().map(resource).collect(),
            core_instances: explanation.core_instances.iter().map(core).collect(),
            unused: explanation.unused.iter().map(unused).collect(),
            sizes: explanation.sizes.as_ref().map(sizes),
        }
    }
}

fn party(party: &Party) -> Option<&str> {
    match party {
        Party::Host => None,
        Party::Instance(path) => Some(path),
    }
}

fn crossing(boundary: &Boundary) -> Crossing<'_> {
    Crossing {
        importer: party(&boundary.importer),
        exporter: party(&boundary.exporter),
        interface: boundary.interface.as_deref(),
        functions: boundary.functions.iter().map(function).collect(),
    }
}

fn function(function: &Function) -> FunctionEntry<'_> {
    FunctionEntry {
        name: &function.name,
        ty: &function.ty,
        lower: function.lower.as_deref(),
        lift: function.lift.as_deref(),
        way: function.way.as_str(),
        steps: function.steps.iter().map(step).collect(),
    }
}

fn step(step: &Step) -> StepEntry<'_> {
    match step {
        Step::Copy { values } => StepEntry::Copy {
            values: values.as_str(),
        },
        Step::Transcode { values, from, to } => StepEntry::Transcode {
            values: values.as_str(),
            from,
            to,
        },
        Step::Handles { resource, name } => StepEntry::HandleTable {
            of: resource,
            name: Some(name),
        },
        Step::Channel { ty } => StepEntry::HandleTable { of: ty, name: None },
        Step::ErrorContexts => StepEntry::HandleTable {
            of: "error-context",
            name: None,
        },
    }
}

fn resource(resource: &Resource) -> ResourceEntry<'_> {
    ResourceEntry {
        id: &resource.id,
        name: &resource.name,
        home: party(&resource.home),
        destructor: resource.destructor.as_deref(),
        tables: &resource.tables,
        host_functions: &resource.host_functions,
    }
}

fn core(core: &CoreInstance) -> CoreEntry<'_> {
    let count = |Kept { kept, total }| Count { kept, total };
    CoreEntry {
        instance: &core.instance,
        module: &core.module,
        kept: core.kept.as_ref().map(|kept| {
            IndexMap::from([
                ("functions", count(kept.funcs)),
                ("tables", count(kept.tables)),
                ("memories", count(kept.memories)),
                ("globals", count(kept.globals)),
                ("element-segments", count(kept.elements)),
                ("data-segments", count(kept.datas)),
            ])
        }),
    }
}

fn unused(unused: &Unused) -> UnusedEntry<'_> {
    UnusedEntry {
        instance: &unused.instance,
        imported: unused.imported,
        name: &unused.name,
    }
}

fn sizes(sizes: &Sizes) -> SizeEntry<'_> {
    SizeEntry {
        total: bytes(sizes.total),
        parts: sizes
            .parts
            .iter()
            .map(|(part, change)| (part.as_str().replace(' ', "-"), bytes(*change)))
            .collect(),
        instances: sizes.instances.iter().map(instance_bytes).collect(),
        runtime: sizes.runtime,
        adapters: sizes.adapters,
    }
}

fn instance_bytes(size: &InstanceSize) -> InstanceBytes<'_> {
    InstanceBytes {
        instance: &size.instance,
        module: &size.module,
        code: bytes(size.code),
        data: bytes(size.data),
    }
}

fn bytes(change: Change) -> Bytes {
    Bytes {
        before: change.before,
        after: change.after,
    }
}
