//! Counts over all scripts and over each stage.

use crate::stages::STAGES;
use fuse_tests::script::{Report, Verdict};
use serde::Serialize;
use std::fmt::Write as _;

/// A script and what its two runs gave.
#[derive(Serialize)]
pub struct Outcome {
    /// The script's name.
    pub name: String,
    /// What they say.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// What they counted.
    pub report: Report,
}

/// The reasons in a report why a component is not fused as a whole.
type Reasons = fn(&Report) -> &[String];

/// How far components are fused that are not fused as a whole.
const EXTENTS: [(&str, Reasons); 2] = [
    ("fused in part, with kept boundaries", |report| {
        &report.parts
    }),
    ("not fused at all", |report| &report.nothing),
];

/// How many scripts have each verdict.
#[derive(Default)]
struct Counts {
    agrees: usize,
    unsupported: usize,
    differs: usize,
    skipped: usize,
}

impl Counts {
    fn of<'a>(outcomes: impl Iterator<Item = &'a Outcome>) -> Self {
        let mut counts = Counts::default();
        for outcome in outcomes {
            *match outcome.verdict {
                Verdict::Agrees => &mut counts.agrees,
                Verdict::Unsupported(_) => &mut counts.unsupported,
                Verdict::Differs(_) => &mut counts.differs,
                Verdict::Skipped(_) => &mut counts.skipped,
            } += 1;
        }
        counts
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Counts {
            agrees,
            unsupported,
            differs,
            skipped,
        } = self;
        let total = agrees + unsupported + differs + skipped;
        write!(
            f,
            "{agrees} of {total} agree, {unsupported} unsupported, {differs} differ, {skipped} skipped"
        )
    }
}

/// The verdict on one script, and why components of it are not fused as a whole.
pub fn line(report: &Report) -> String {
    let mut line = report.verdict().to_string();
    for (what, reasons) in [("in part", &report.parts), ("not at all", &report.nothing)] {
        for reason in reasons {
            write!(line, "\n  fused {what}: {reason}").expect("writing to a string");
        }
    }
    line
}

/// The closing lines.
pub fn text(outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    let mut line = |label: &str, value: &dyn std::fmt::Display| {
        writeln!(text, "{label}: {value}").expect("writing to a string");
    };
    for stage in &STAGES {
        let of_stage = || outcomes.iter().filter(|outcome| stage.has(&outcome.name));
        line(&format!("stage {}", stage.title), &Counts::of(of_stage()));
        for outcome in of_stage().filter(|outcome| outcome.verdict != Verdict::Agrees) {
            line(&format!("  {}", outcome.name), &outcome.verdict);
        }
    }
    for outcome in outcomes
        .iter()
        .filter(|outcome| matches!(outcome.verdict, Verdict::Differs(_)))
    {
        line(&outcome.name, &outcome.verdict);
    }
    let sum = |count: &dyn Fn(&Report) -> usize| {
        let reports = outcomes.iter().map(|outcome| &outcome.report);
        reports.map(count).sum::<usize>()
    };
    let (directives, agreed) = (
        sum(&|report| report.directives),
        sum(&|report| report.agreed),
    );
    line(
        "directives",
        &format_args!("{agreed} of {directives} agree"),
    );
    let (components, changed) = (
        sum(&|report| report.components),
        sum(&|report| report.changed),
    );
    line(
        "components",
        &format_args!("{changed} of {components} changed by fusion"),
    );
    let whole = sum(&|report| report.whole);
    line("fused as a whole", &whole);
    for (what, reasons) in EXTENTS {
        line(what, &sum(&|report| reasons(report).len()));
        for outcome in outcomes.iter().filter(|o| !reasons(&o.report).is_empty()) {
            line(
                &format!("  {}", outcome.name),
                &reasons(&outcome.report).len(),
            );
        }
    }
    line("scripts", &Counts::of(outcomes.iter()));
    text
}

/// Whether nothing differs.
pub fn is_success(outcomes: &[Outcome]) -> bool {
    !outcomes
        .iter()
        .any(|outcome| matches!(outcome.verdict, Verdict::Differs(_)))
}
