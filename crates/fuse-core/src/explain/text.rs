//! An explanation as text.

use super::{Boundary, Explanation, Function, KeptParts, Part, Resource, Sizes, Step, Unused, Way};
use crate::plan::Kept;
use std::collections::BTreeMap;
use std::fmt::{Formatter, Result};

/// Writes `explanation`, a paragraph for each of its parts that is not empty.
pub fn write(explanation: &Explanation, f: &mut Formatter<'_>) -> Result {
    writeln!(f, "{}", explanation.summary)?;
    if !explanation.boundaries.is_empty() {
        writeln!(f, "\nBoundaries")?;
    }
    for boundary in &explanation.boundaries {
        write_boundary(boundary, f)?;
    }
    if !explanation.resources.is_empty() {
        writeln!(f, "\nResources")?;
    }
    for resource in &explanation.resources {
        write_resource(resource, f)?;
    }
    write_dropped(explanation, f)?;
    match &explanation.sizes {
        Some(sizes) => write_sizes(sizes, f),
        None => Ok(()),
    }
}

fn write_boundary(boundary: &Boundary, f: &mut Formatter<'_>) -> Result {
    let Boundary {
        importer,
        exporter,
        interface,
        functions,
    } = boundary;
    write!(f, "  {importer} → {exporter}")?;
    match interface {
        Some(interface) => writeln!(f, "  {interface}")?,
        None => writeln!(f)?,
    }
    let width = functions.iter().map(|it| it.name.chars().count()).max();
    let width = width.expect("a boundary has a function");
    for function in functions {
        writeln!(f, "    {:width$}  {}", function.name, became(function))?;
    }
    Ok(())
}

/// What became of a function, in a few words.
fn became(function: &Function) -> String {
    let way = match function.way {
        Way::Direct => "direct call",
        Way::Task => "async protocol",
        Way::Host => "host",
        Way::HostTask => "host, async protocol",
        Way::Trap => "trap: the instance is entered already",
    };
    let mut words = vec![way.to_string()];
    let copied = function.steps.iter().filter_map(|step| match step {
        Step::Copy { values } => Some(values.as_str()),
        _ => None,
    });
    words.extend(listed("copy of ", copied));
    let transcoded = function.steps.iter().filter_map(|step| match step {
        Step::Transcode { values, from, to } => Some(format!(
            "transcode of {} from {from} to {to}",
            values.as_str()
        )),
        _ => None,
    });
    words.extend(transcoded);
    let held = function.steps.iter().filter_map(|step| match step {
        Step::Copy { .. } | Step::Transcode { .. } => None,
        Step::Handles { name, .. } => Some(name.as_str()),
        Step::Channel { ty } => Some(ty.as_str()),
        Step::ErrorContexts => Some("error-context"),
    });
    words.extend(listed("handles of ", held));
    words.join(", ")
}

/// `items` behind `what`, unless there are none.
fn listed<'a>(what: &str, items: impl Iterator<Item = &'a str>) -> Option<String> {
    let items: Vec<&str> = items.collect();
    (!items.is_empty()).then(|| format!("{what}{}", items.join(" and ")))
}

fn write_resource(resource: &Resource, f: &mut Formatter<'_>) -> Result {
    let Resource {
        id,
        name,
        home,
        destructor,
        tables,
        host_functions: _,
    } = resource;
    write!(f, "  {name}")?;
    if name != id {
        write!(f, " ({id})")?;
    }
    writeln!(f)?;
    writeln!(f, "    home {home}; tables of {}", tables.join(", "))?;
    if let Some(destructor) = destructor {
        writeln!(f, "    destructor {destructor}")?;
    }
    Ok(())
}

fn write_dropped(explanation: &Explanation, f: &mut Formatter<'_>) -> Result {
    let mut lines = Vec::new();
    for core in &explanation.core_instances {
        if let Some(kept) = &core.kept {
            let dropped = dropped(kept);
            if !dropped.is_empty() {
                let dropped = dropped.join(", ");
                lines.push(format!("{}:{}  {dropped}", core.instance, core.module));
            }
        }
    }
    let mut unused: BTreeMap<(&str, bool), Vec<&str>> = BTreeMap::new();
    for Unused {
        instance,
        imported,
        name,
    } in &explanation.unused
    {
        unused.entry((instance, *imported)).or_default().push(name);
    }
    for ((instance, imported), names) in unused {
        let what = match imported {
            true => "imports that it never calls",
            false => "functions that nobody calls",
        };
        lines.push(format!("{instance}  {what}: {}", names.join(", ")));
    }
    if let Some(sizes) = &explanation.sizes {
        for (part, change) in &sizes.parts {
            let custom = matches!(part, Part::DebugInfo | Part::OtherCustom);
            if custom && change.before > 0 {
                lines.push(format!("{} of the inputs", part.as_str()));
            }
        }
    }
    if !lines.is_empty() {
        writeln!(f, "\nDropped")?;
    }
    lines.iter().try_for_each(|line| writeln!(f, "  {line}"))
}

/// What is missing of each kind of definition, in words.
fn dropped(kept: &KeptParts) -> Vec<String> {
    let kinds = [
        ("functions", kept.funcs),
        ("tables", kept.tables),
        ("memories", kept.memories),
        ("globals", kept.globals),
        ("element segments", kept.elements),
        ("data segments", kept.datas),
    ];
    let missing = kinds
        .into_iter()
        .filter(|(_, of)| of.kept < of.total)
        .map(|(what, Kept { kept, total })| format!("{} of {total} {what}", total - kept));
    missing.collect()
}

fn write_sizes(sizes: &Sizes, f: &mut Formatter<'_>) -> Result {
    let mut rows: Vec<(String, String, String)> = Vec::new();
    let mut row = |what: String, before: Option<usize>, after: usize| {
        if before.is_none_or(|size| size == 0) && after == 0 {
            return;
        }
        let before = before.map_or_else(|| "-".to_string(), |size| size.to_string());
        rows.push((format!("  {what}"), before, after.to_string()));
    };
    writeln!(f)?;
    for (part, change) in &sizes.parts {
        row(part.as_str().to_string(), Some(change.before), change.after);
        for it in &sizes.instances {
            let (name, own) = (format!("  {}:{}", it.instance, it.module), part);
            match own {
                Part::Code => row(name, Some(it.code.before), it.code.after),
                Part::Data => row(name, Some(it.data.before), it.data.after),
                _ => {}
            }
        }
        if *part == Part::Code {
            row("  adapters".to_string(), None, sizes.adapters);
            row("  runtime".to_string(), None, sizes.runtime);
        }
    }
    row(
        "total".to_string(),
        Some(sizes.total.before),
        sizes.total.after,
    );
    write_table(&rows, f)
}

fn write_table(rows: &[(String, String, String)], f: &mut Formatter<'_>) -> Result {
    let width = |of: fn(&(String, String, String)) -> &str, heading: &str| {
        let widths = rows.iter().map(|row| of(row).chars().count());
        widths.chain([heading.len()]).max().expect("there is a row")
    };
    let what = width(|row| &row.0, "Sizes in bytes");
    let before = width(|row| &row.1, "before");
    let after = width(|row| &row.2, "after");
    let mut line = |name: &str, one: &str, other: &str| {
        writeln!(f, "{name:what$}  {one:>before$}  {other:>after$}")
    };
    line("Sizes in bytes", "before", "after")?;
    rows.iter().try_for_each(|row| line(&row.0, &row.1, &row.2))
}
