//! Says what became of each part of a component, for people who want to know why the output is what it is.
//!
//! Everything is derived from the plan and from the bytes before and after; nothing here decides anything. Names are those of the plan and
//! of the import map.

mod boundaries;
mod dropped;
mod resources;
mod sizes;
mod text;

pub(crate) use sizes::measure;
pub use sizes::{Change, InstanceSize, Part, PartSizes, Sizes};

use crate::graph::{ComponentInstanceId, InstanceGraph};
use crate::plan::{Kept, Plan, Summary};
use std::fmt;

/// What became of each part of a component.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Explanation {
    /// The plan in numbers.
    pub summary: Summary,
    /// Who imports what from whom, and what became of each function.
    pub boundaries: Vec<Boundary>,
    /// The resource types that there are handles to.
    pub resources: Vec<Resource>,
    /// What is kept of each core instance, in the order in which they are instantiated.
    pub core_instances: Vec<CoreInstance>,
    /// Functions of the component level that nothing calls.
    pub unused: Vec<Unused>,
    /// Sizes before and after; none where nothing was made.
    pub sizes: Option<Sizes>,
}

/// One side of a boundary.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Party {
    /// What is outside of the component.
    Host,
    /// A component instance, by its path from the root inwards; the root's is `root`.
    Instance(String),
}

/// Functions that one side imports from another under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// Who calls.
    pub importer: Party,
    /// Who is called.
    pub exporter: Party,
    /// The interface, as the importer calls it, or as the exporter does when the host imports; none if functions are imported
    /// one by one.
    pub interface: Option<String>,
    /// The functions that are called.
    pub functions: Vec<Function>,
}

/// What became of a function that one side imports from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name within the interface.
    pub name: String,
    /// Its type, in the words of the plan.
    pub ty: String,
    /// The importer's `lower` in the plan, unless the host imports.
    pub lower: Option<String>,
    /// The exporter's `lift` in the plan, unless the host exports.
    pub lift: Option<String>,
    /// How a call gets from one side to the other.
    pub way: Way,
    /// What is done with the values that are passed.
    pub steps: Vec<Step>,
}

/// How a call gets from one side to the other.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Way {
    /// The importer calls the exporter's core function through an adapter, all of it core wasm.
    Direct,
    /// The exporter's function runs as a task: the async protocol, by the runtime within the fused module.
    Task,
    /// A function of the host, lowered.
    Host,
    /// A function of async type of the host, lowered, whose subtask the runtime within the fused module keeps.
    HostTask,
    /// It traps: the function is lifted by the very instance that lowers it.
    Trap,
}

impl Way {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Way::Direct => "direct-call",
            Way::Task => "async-protocol",
            Way::Host => "host",
            Way::HostTask => "host-async",
            Way::Trap => "trap",
        }
    }
}

/// Something that is done with the values of a call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// They are copied from one memory to the other.
    Copy {
        /// Which values.
        values: Values,
    },
    /// Strings among them are written in another encoding.
    Transcode {
        /// Which values.
        values: Values,
        /// The encoding of who passes.
        from: &'static str,
        /// The encoding of who gets.
        to: &'static str,
    },
    /// Handles to this resource type among them go from table to table.
    Handles {
        /// The resource type, by its number in the plan.
        resource: String,
        /// Its name.
        name: String,
    },
    /// Ends of streams or futures of this type go from table to table.
    Channel {
        /// The type.
        ty: String,
    },
    /// Error contexts go from table to table.
    ErrorContexts,
}

/// Which values of a call.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Values {
    /// The parameters.
    Params,
    /// The result.
    Result,
}

impl Values {
    /// The word for them.
    pub fn as_str(self) -> &'static str {
        match self {
            Values::Params => "params",
            Values::Result => "result",
        }
    }
}

/// A resource type that there are handles to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its number in the plan.
    pub id: String,
    /// Its name: that of its import, or of its export by the instance that defines it, or its number if it has neither.
    pub name: String,
    /// Who defines it.
    pub home: Party,
    /// The core function that destroys it, if it has one and something can be destroyed.
    pub destructor: Option<String>,
    /// The instances with handles to it, each in a table of its own within the fused module.
    pub tables: Vec<String>,
    /// The functions over which the host and instances pass handles to it.
    pub host_functions: Vec<String>,
}

/// What is kept of a core instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoreInstance {
    /// The component instance that made it.
    pub instance: String,
    /// The name of its module.
    pub module: String,
    /// What is kept; none if it is not merged.
    pub kept: Option<KeptParts>,
}

/// How much of a core instance's definitions is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptParts {
    /// Functions.
    pub funcs: Kept,
    /// Tables.
    pub tables: Kept,
    /// Memories.
    pub memories: Kept,
    /// Globals.
    pub globals: Kept,
    /// Element segments.
    pub elements: Kept,
    /// Data segments.
    pub datas: Kept,
}

/// A function of the component level that nothing calls, and so is dropped.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unused {
    /// The instance that lowers or lifts it.
    pub instance: String,
    /// Whether it is imported by that instance, rather than exported.
    pub imported: bool,
    /// Its name: `a:b/c#f`.
    pub name: String,
}

impl Explanation {
    /// What `plan` does, without sizes.
    pub(crate) fn of(graph: &InstanceGraph<'_>, plan: &Plan<'_>) -> Self {
        Explanation {
            summary: crate::plan::summarize(graph, plan),
            boundaries: boundaries::boundaries(graph, plan),
            resources: resources::resources(graph, plan),
            core_instances: dropped::core_instances(graph, plan),
            unused: dropped::unused(graph, plan),
            sizes: None,
        }
    }
}

/// A component instance as one side of a boundary.
fn party(graph: &InstanceGraph<'_>, id: ComponentInstanceId) -> Party {
    Party::Instance(graph.instances[id].display().to_string())
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Party::Host => "host",
            Party::Instance(path) => path,
        })
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::write(self, f)
    }
}
