//! Component in, component out: the calls between the parts of a composed component become core wasm.

mod adapt;
mod boundary;
mod canonical;
mod error;
pub mod explain;
mod graph;
mod import_map;
mod layout;
mod link;
pub mod manifest;
mod operands;
mod parallel;
mod plan;
mod read;
mod rec_groups;
mod runtime;
mod verify;
mod world;
mod wrap;

pub use error::{Error, Found, Location, Result};
pub use import_map::{Import, ImportKind, ImportMap, ImportType};
pub use plan::{Kept, Summary};

use explain::Explanation;
use manifest::Manifest;

/// What it takes to encode components around fused ones, and to check them as fused ones are checked.
pub mod encode {
    pub use crate::verify::{features, output as verify};
    pub use crate::wrap::{Encoder, extern_name};
}

/// What to make of the component.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The form of the output.
    pub shape: Shape,
    /// Whether to write a name section, with every name prefixed by its instance.
    pub names: bool,
    /// Whether components beside it call the output, and not the host alone: they get their turn whenever a task yields, which
    /// otherwise is so while the host has something outstanding.
    pub peers: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            shape: Shape::Component,
            names: true,
            peers: false,
        }
    }
}

/// The form of the output.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A component with the world of the input.
    Component,
    /// The bare core module, with memories and tables of its own.
    Core,
}

/// A fused component.
#[derive(Debug)]
pub struct Fused {
    /// The output, validated.
    pub bytes: Vec<u8>,
    /// How it was made.
    pub plan: FusionPlan,
    /// What the core module in it imports.
    pub imports: ImportMap,
    /// How to provide what a bare core module imports, and to call what it exports.
    pub manifest: Option<Manifest>,
}

/// What fusion does with each lower, lift and resource; its `Display` is stable text.
#[derive(Debug)]
pub struct FusionPlan {
    text: String,
    explanation: Explanation,
}

impl FusionPlan {
    /// What becomes of each part of the component.
    pub fn explanation(&self) -> &Explanation {
        &self.explanation
    }

    fn of(graph: &graph::InstanceGraph<'_>, plan: &plan::Plan<'_>) -> Self {
        FusionPlan {
            text: plan::print(graph, plan),
            explanation: Explanation::of(graph, plan),
        }
    }
}

impl std::fmt::Display for FusionPlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// Fuses `component` into one core module, wrapped as a component with the same imports and exports.
///
/// # Errors
///
/// See [`Error`].
pub fn fuse(component: &[u8], options: &Options) -> Result<Fused> {
    let tree = read::read(component)?;
    let graph = graph::instantiate(&tree)?;
    if options.shape == Shape::Core {
        manifest::check(&graph)?;
    }
    let plan = plan::plan(&graph)?;
    let layout = layout::assign(&graph, &plan, options.shape);
    let (mut module, boundary) = link::merge(&graph, &plan, &layout, options.names);
    if options.peers {
        link::note_peers(&graph, &plan, &layout, &mut module);
    }
    adapt::emit(&mut module, &graph, &plan, &layout);
    let core = module.finish();
    let imports = ImportMap::of(&graph, &boundary, &core);
    let bare = options.shape == Shape::Core;
    let manifest = bare.then(|| manifest::gather(&graph, &boundary, &imports));
    let wrapped = (options.shape == Shape::Component).then(|| {
        let index_of = |def| layout.index(def);
        let core = (!layout.is_empty(&graph)).then_some(core.as_slice());
        wrap::encode(&graph, &boundary, &index_of, core)
    });
    let output = wrapped.as_ref().unwrap_or(&core);
    verify::output(component, output, options.shape)?;
    let mut made = FusionPlan::of(&graph, &plan);
    let sizes = explain::measure(&graph, &plan, &layout, component, output, &core);
    made.explanation.sizes = Some(sizes);
    Ok(Fused {
        bytes: wrapped.unwrap_or(core),
        plan: made,
        imports,
        manifest,
    })
}

/// Says what [`fuse`] would do with `component`.
///
/// # Errors
///
/// As for [`fuse`], save [`Error::Internal`].
pub fn plan(component: &[u8], options: &Options) -> Result<FusionPlan> {
    let tree = read::read(component)?;
    let graph = graph::instantiate(&tree)?;
    if options.shape == Shape::Core {
        manifest::check(&graph)?;
    }
    let plan = plan::plan(&graph)?;
    Ok(FusionPlan::of(&graph, &plan))
}
