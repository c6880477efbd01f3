//! What fusing a component would do.

use fuse_core::{Error, Options};
use fuse_split::{Outcome, Split};
use serde::Serialize;

use crate::exit::{ExitCode, Failure};
use crate::mistake::{REPORT, guarded};

/// What fusing would do.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Prospect {
    /// How much of it would become core modules.
    pub(super) outcome: Extent,
    /// Why not all of it.
    pub(super) refusal: Option<String>,
    /// Component instances, the root included.
    pub(super) instances: usize,
    /// The calls between instances that would be fused; unknown where something refuses.
    pub(super) calls: Option<usize>,
    /// The functions and built-ins that would be left to the host; unknown where something refuses.
    pub(super) host: Option<usize>,
    /// Boundaries between instances that would stay.
    pub(super) kept: Vec<Kept>,
}

/// How much would be fused.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Extent {
    /// There is no call between instances, and one core module already has all of it.
    Nothing,
    /// All.
    Whole,
    /// Some.
    Part,
    /// None, as nothing can be.
    Refused,
}

/// A boundary that would stay.
#[derive(Debug, Serialize)]
pub(super) struct Kept {
    pub(super) importer: String,
    pub(super) exporter: String,
    pub(super) import: String,
    pub(super) reason: String,
}

impl Prospect {
    /// What fusing `component`, which is valid, would do.
    pub(super) fn of(component: &[u8]) -> Result<Prospect, Failure> {
        let options = Options::default();
        match guarded("planning", || fuse_core::plan(component, &options))? {
            Ok(plan) => {
                let summary = &plan.explanation().summary;
                let apart = summary.fused_calls > 0 || summary.core_instances > 1;
                Ok(Prospect {
                    outcome: if apart {
                        Extent::Whole
                    } else {
                        Extent::Nothing
                    },
                    refusal: None,
                    instances: summary.component_instances,
                    calls: Some(summary.fused_calls),
                    host: Some(summary.host_calls),
                    kept: Vec::new(),
                })
            }
            Err(Error::Unsupported { .. }) => {
                let split = guarded("fusing", || fuse_split::fuse(component, &options))?;
                split.map(Prospect::in_parts).map_err(wrong)
            }
            Err(error) => Err(wrong(error)),
        }
    }

    /// What was done with a component that refuses to be fused as one.
    fn in_parts(split: Split) -> Prospect {
        let fused = split
            .groups
            .iter()
            .any(|group| matches!(group.outcome, Outcome::Fused { .. }));
        Prospect {
            outcome: if fused { Extent::Part } else { Extent::Refused },
            instances: split.groups.iter().map(|group| group.instances.len()).sum(),
            refusal: split.refusal,
            calls: None,
            host: None,
            kept: split
                .kept
                .into_iter()
                .map(|boundary| Kept {
                    importer: boundary.importer,
                    exporter: boundary.exporter,
                    import: boundary.import,
                    reason: boundary.reason,
                })
                .collect(),
        }
    }
}

/// The error for a component that is valid and that the fuser has another complaint about.
fn wrong(error: Error) -> Failure {
    ExitCode::Internal
        .error("failed to find out what fusing would do")
        .because(error)
        .help(REPORT)
}
