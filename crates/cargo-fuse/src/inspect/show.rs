//! The report as people read it.

use std::fmt::Write;

use indicatif::HumanBytes;

use super::Report;
use super::contents::{Item, Module};
use super::prospect::{Extent, Prospect};
use crate::shown::shown;

/// The report as text.
pub(super) fn text(report: &Report<'_>) -> String {
    let mut text = format!("{}: {}", shown(report.path), what(report));
    writeln!(text, " ({})", HumanBytes(report.bytes as u64)).expect(STRING);
    items(&mut text, "imports", &report.contents.imports);
    items(&mut text, "exports", &report.contents.exports);
    sizes(&mut text, report);
    modules(&mut text, &report.contents.modules);
    if let Some(fusion) = &report.fusion {
        prospect(&mut text, fusion);
    }
    text
}

/// What the file is, in a few words.
fn what(report: &Report<'_>) -> String {
    let contents = &report.contents;
    let maker = match &contents.fused_by {
        Some(version) => format!(", fused by cargo-fuse {version}"),
        None => String::new(),
    };
    match (contents.is_component, contents.components) {
        (false, _) => format!("core module{maker}"),
        (true, 0) => format!("component{maker}"),
        (true, 1) => format!("component with a component in it{maker}"),
        (true, inner) => format!("component with {inner} components in it{maker}"),
    }
}

/// The imports or exports, in the file's order.
fn items(text: &mut String, title: &str, items: &[Item]) {
    if items.is_empty() {
        return;
    }
    writeln!(text, "\n{title}").expect(STRING);
    for item in items {
        writeln!(text, "  {} {}", item.kind, item.name).expect(STRING);
    }
}

/// The bytes by part, without the parts that are not there.
fn sizes(text: &mut String, report: &Report<'_>) {
    text.push_str("\nsize by part\n");
    for (part, bytes) in &report.sizes {
        if *bytes > 0 {
            let percent = 100 * bytes / report.bytes;
            let size = HumanBytes(*bytes as u64).to_string();
            writeln!(text, "  {part:<22} {size:>12} {percent:>3} %").expect(STRING);
        }
    }
}

/// The core modules, in the file's order.
fn modules(text: &mut String, modules: &[Module]) {
    if modules.is_empty() {
        return;
    }
    text.push_str("\ncore modules\n");
    for (index, module) in modules.iter().enumerate() {
        let name = module.name.as_ref().map_or_else(
            || format!("number {index}"),
            |name| format!("number {index}, `{name}`"),
        );
        writeln!(
            text,
            "  {name}: {}; imports {}, functions {}, memories {}, tables {}",
            HumanBytes(module.bytes),
            module.imports,
            module.functions,
            module.memories,
            module.tables
        )
        .expect(STRING);
    }
}

/// What fusing would do.
fn prospect(text: &mut String, fusion: &Prospect) {
    text.push_str("\nwhat fusing would do\n");
    match fusion.outcome {
        Extent::Nothing => text.push_str("  nothing: there is no boundary between instances\n"),
        Extent::Whole => writeln!(
            text,
            "  {} component instances become one core module",
            fusion.instances
        )
        .expect(STRING),
        Extent::Part => text.push_str("  some of the instances become core modules\n"),
        Extent::Refused => text.push_str("  nothing: it cannot be fused\n"),
    }
    if let (Some(calls), Some(host), true) =
        (fusion.calls, fusion.host, fusion.outcome == Extent::Whole)
    {
        writeln!(
            text,
            "  functions called directly: {calls}; left to the host: {host}"
        )
        .expect(STRING);
    }
    if let Some(refusal) = &fusion.refusal {
        writeln!(text, "  not all of it can be fused: {refusal}").expect(STRING);
    }
    for kept in &fusion.kept {
        writeln!(
            text,
            "  `{}` stays between `{}` and `{}`: {}",
            kept.import, kept.importer, kept.exporter, kept.reason
        )
        .expect(STRING);
    }
}

/// Why nothing fails here.
const STRING: &str = "writing to a string";
