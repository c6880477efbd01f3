//! Component in, component out: what can be fused is fused, and real component boundaries stay where they are needed.
//!
//! [`fuse`] gives what [`fuse_core::fuse`] gives whenever that succeeds. Where it refuses, the component is cut into *groups* of
//! component instances. A group of several becomes one component with one core module; the other instances stay byte for byte as they
//! are. The output is an ordinary component in which these are instantiated and wired as before, so what passes between two groups
//! passes through the host's own component model, as in the input.
//!
//! * `wiring` reads who uses what of whom, and `links` sums that up
//! * `partition` finds the groups
//! * `compose` encodes a group as one component, and the component of the groups
//! * `in_place` replaces nested components of a component that is more than wiring
//! * `split` decides between these, for one component and, again, for those in it

mod compose;
mod in_place;
mod links;
mod partition;
mod split;
mod traits;
mod wiring;

use fuse_core::manifest::Manifest;
use fuse_core::{Error, Fused, FusionPlan, ImportMap, Options, Result, Shape};

/// A component that is fused as far as can be.
#[derive(Debug)]
pub struct Split {
    /// The output, validated.
    pub bytes: Vec<u8>,
    /// What was made of the component's instances; every instance is in one group.
    pub groups: Vec<Group>,
    /// The boundaries between groups that are still there.
    pub kept: Vec<Boundary>,
    /// Why the component could not be fused into one core module; none if it was.
    pub refusal: Option<String>,
    /// How to provide what a bare core module imports, and to call what it exports.
    pub manifest: Option<Manifest>,
}

/// Instances that became one component, or one that stays as it is.
#[derive(Debug)]
pub struct Group {
    /// Their paths, as messages show them; that of the outermost component is `root`. Instances nested in these are not listed.
    pub instances: Vec<String>,
    /// What became of them.
    pub outcome: Outcome,
}

/// What became of a group.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "there are as many of these as components, which are larger"
)]
pub enum Outcome {
    /// They are one core module.
    Fused {
        /// How it was made.
        plan: FusionPlan,
        /// What the core module imports.
        imports: ImportMap,
    },
    /// It is what it was.
    Left {
        /// Why.
        reason: String,
    },
}

/// A boundary between two groups that is still there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundary {
    /// The path of the instance that imports.
    pub importer: String,
    /// The path of the instance that exports.
    pub exporter: String,
    /// The name that the importer gives to what it imports; where the importer is a component around the exporter, that by which the
    /// exporter exports it.
    pub import: String,
    /// Why the two were not fused: the message of the refusal.
    pub reason: String,
}

impl Split {
    /// Whether all of the component is one core module.
    pub fn is_whole(&self) -> bool {
        self.refusal.is_none()
    }

    /// Whether some of the component is fused.
    pub fn is_fused(&self) -> bool {
        let fused = |group: &Group| matches!(group.outcome, Outcome::Fused { .. });
        self.groups.iter().any(fused)
    }
}

impl From<Fused> for Split {
    /// What became of a component that is one core module now.
    fn from(fused: Fused) -> Self {
        Split::whole(split::ROOT, fused)
    }
}

/// Fuses `component` as far as can be.
///
/// # Errors
///
/// Those of [`fuse_core::fuse`], but that [`Error::Unsupported`] is one only if a core module is asked for: it cannot be partial.
pub fn fuse(component: &[u8], options: &Options) -> Result<Split> {
    let refusal = match fuse_core::fuse(component, options) {
        Ok(fused) => return Ok(fused.into()),
        Err(error @ Error::Unsupported { .. }) if options.shape == Shape::Component => error,
        Err(error) => return Err(error),
    };
    let looks = split::Looks::default();
    let split = split::split(
        component,
        options,
        split::Place::Root,
        split::Effort::new(&looks),
        refusal.to_string(),
    )?;
    fuse_core::encode::verify(component, &split.bytes, Shape::Component)?;
    Ok(split)
}
