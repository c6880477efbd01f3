//! What a component that was fused in parts is made of, in words: its plan, and warnings about the boundaries that stay.

use std::fmt::Write;

use fuse_core::ImportMap;
use fuse_split::{Outcome, Split};

/// The text of the plan: that of the one core module, or that of each group under its heading, then the boundaries.
pub(crate) fn plan(split: &Split) -> String {
    if let ([group], true) = (split.groups.as_slice(), split.is_whole())
        && let Outcome::Fused { plan, .. } = &group.outcome
    {
        return plan.to_string();
    }
    let mut text = String::new();
    for group in &split.groups {
        let instances = group.instances.join(", ");
        match &group.outcome {
            Outcome::Fused { plan, .. } => writeln!(text, "group {instances}: fused\n{plan}"),
            Outcome::Left { reason } => {
                writeln!(text, "group {instances}: left as it is: {reason}\n")
            }
        }
        .expect("writing to a string");
    }
    for boundary in &split.kept {
        writeln!(
            text,
            "boundary {} -> {}: {}: {}",
            boundary.importer, boundary.exporter, boundary.import, boundary.reason
        )
        .expect("writing to a string");
    }
    text
}

/// What is to be said about the boundaries that stay.
pub(crate) fn warnings(split: &Split) -> Vec<String> {
    let mut warnings: Vec<String> = Vec::new();
    for boundary in &split.kept {
        warnings.push(format!(
            "the boundary between `{}` and `{}` stays, for `{}`: {}",
            boundary.importer, boundary.exporter, boundary.import, boundary.reason
        ));
    }
    match &split.refusal {
        Some(_) if !split.is_fused() => {
            warnings.push("nothing is fused, as every boundary stays".to_owned());
        }
        Some(refusal) if split.kept.is_empty() => {
            warnings.push(format!("a part stays as it is: {refusal}"));
        }
        _ => {}
    }
    warnings
}

/// What each core module imports, with the instances it is made of.
pub(crate) fn modules(split: &Split) -> impl Iterator<Item = (&[String], &ImportMap)> {
    split
        .groups
        .iter()
        .filter_map(|group| match &group.outcome {
            Outcome::Fused { imports, .. } => Some((group.instances.as_slice(), imports)),
            Outcome::Left { .. } => None,
        })
}
