//! Component in, component out: the calls between the parts of a composed component become core wasm.

mod adapt;
mod boundary;
mod error;
mod graph;
mod import_map;
mod layout;
mod link;
mod operands;
mod parallel;
mod plan;
mod read;
mod runtime;
mod verify;
mod world;
mod wrap;

pub use error::{Error, Found, Location, Result};
pub use import_map::{Import, ImportKind, ImportMap, ImportType};
pub use plan::{Kept, Summary};

/// What to make of the component.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The form of the output.
    pub shape: Shape,
    /// Whether to write a name section, with every name prefixed by its instance.
    pub names: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            shape: Shape::Component,
            names: true,
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
}

/// What fusion does with each lower, lift and resource; its `Display` is stable text.
#[derive(Debug)]
pub struct FusionPlan {
    text: String,
    summary: Summary,
}

impl FusionPlan {
    /// The plan in numbers.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    fn of(graph: &graph::InstanceGraph<'_>, plan: &plan::Plan<'_>) -> Self {
        FusionPlan {
            text: plan::print(graph, plan),
            summary: plan::summarize(graph, plan),
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
    let plan = plan::plan(&graph)?;
    let layout = layout::assign(&graph, &plan, options.shape);
    let (mut module, boundary) = link::merge(&graph, &plan, &layout, options.names);
    adapt::emit(&mut module, &graph, &plan, &layout);
    let core = module.finish();
    let imports = ImportMap::of(&graph, &boundary, &core);
    let bytes = match options.shape {
        Shape::Core => core,
        Shape::Component => {
            let index_of = |def| layout.index(def);
            wrap::encode(
                &graph,
                &boundary,
                &index_of,
                (!layout.is_empty(&graph)).then_some(&core),
            )
        }
    };
    verify::output(component, &bytes, options.shape)?;
    Ok(Fused {
        bytes,
        plan: FusionPlan::of(&graph, &plan),
        imports,
    })
}

/// Says what [`fuse`] would do with `component`.
///
/// # Errors
///
/// As for [`fuse`], save [`Error::Internal`].
pub fn plan(component: &[u8], _options: &Options) -> Result<FusionPlan> {
    let tree = read::read(component)?;
    let graph = graph::instantiate(&tree)?;
    let plan = plan::plan(&graph)?;
    Ok(FusionPlan::of(&graph, &plan))
}
