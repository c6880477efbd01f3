//! Component in, component out: the calls between the parts of a composed component become core wasm.

mod error;

pub use error::{Error, Found, Location, Result};

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
        Options { shape: Shape::Component, names: true }
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
}

/// What fusion does with each lower, lift and resource; its `Display` is stable text.
#[derive(Debug)]
pub struct FusionPlan {
    text: String,
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
    let plan = plan(component, options)?;
    Ok(Fused { bytes: component.to_vec(), plan })
}

/// Says what [`fuse`] would do with `component`.
///
/// # Errors
///
/// As for [`fuse`], save [`Error::Internal`].
pub fn plan(component: &[u8], _options: &Options) -> Result<FusionPlan> {
    wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all())
        .validate_all(component)
        .map_err(Error::Invalid)?;
    Ok(FusionPlan { text: String::new() })
}
