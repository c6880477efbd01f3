//! What a script's components are fused with, and how far that got.

use fuse_core::Options;

/// How to fuse one component.
pub type Fuser = dyn Fn(&[u8]) -> fuse_core::Result<Output>;

/// A component to run in place of another one.
#[derive(Clone, Debug)]
pub struct Output {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How far it is fused.
    pub extent: Extent,
}

/// How far a component is fused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it is one core module.
    Whole,
    /// Some of it is; the reason is why not all of it.
    Parts(String),
    /// Nothing of it is, for the reason given: it is as it was.
    Nothing(String),
}

/// The ways in which this project fuses.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Fusing {
    /// The whole component, or it is refused.
    Whole,
    /// As much of the component as can be fused.
    Parts,
}

impl Fusing {
    /// Fuses `component`.
    ///
    /// # Errors
    ///
    /// As the library that fuses says.
    pub fn fuse(self, component: &[u8]) -> fuse_core::Result<Output> {
        let options = Options::default();
        if self == Fusing::Whole {
            let fused = fuse_core::fuse(component, &options)?;
            return Ok(Output::whole(fused.bytes));
        }
        let split = fuse_split::fuse(component, &options)?;
        let fused = split.is_fused();
        let extent = match split.refusal {
            None => Extent::Whole,
            Some(reason) if fused => Extent::Parts(reason),
            Some(reason) => Extent::Nothing(reason),
        };
        Ok(Output {
            bytes: split.bytes,
            extent,
        })
    }
}

impl Output {
    /// A component that is fused as a whole.
    pub fn whole(bytes: Vec<u8>) -> Self {
        Output {
            bytes,
            extent: Extent::Whole,
        }
    }
}
