//! Refuses what a bare core module cannot have, as nothing of the component is around it.

use crate::error::{Error, Result};
use crate::graph::{ComponentInstanceId, FuncDef, InstanceGraph, Item};

/// Fails on the first thing that only a component can have.
pub fn check(graph: &InstanceGraph<'_>) -> Result<()> {
    for (id, core) in graph.core_instances.iter() {
        if graph.module(id).is_none() && !core.imports.is_empty() {
            let item = format!("core module `{}`", core.name);
            let feature = "an instance of an imported core module that has imports itself";
            return Err(unsupported(graph, core.owner, &item, feature));
        }
        if graph.apart.contains(&id) {
            let item = format!("core module `{}`", core.name);
            let feature = "a core module that stays apart because of an imported one";
            return Err(unsupported(graph, core.owner, &item, feature));
        }
    }
    for (name, item) in &graph.exports {
        export(graph, name, item)?;
    }
    Ok(())
}

fn export(graph: &InstanceGraph<'_>, name: &str, item: &Item<'_>) -> Result<()> {
    let refused = |feature| {
        let root = ComponentInstanceId(0);
        Err(unsupported(
            graph,
            root,
            &format!("export `{name}`"),
            feature,
        ))
    };
    match item {
        Item::Func(FuncDef::Lift(_) | FuncDef::Host(_)) | Item::Type(_) => Ok(()),
        Item::Instance(instance) => instance
            .exports
            .iter()
            .try_for_each(|(inner, item)| export(graph, &format!("{name}#{inner}"), item)),
        Item::Component(_) => refused("an exported component"),
        Item::Module(_) => refused("an exported core module"),
    }
}

fn unsupported(
    graph: &InstanceGraph<'_>,
    owner: ComponentInstanceId,
    item: &str,
    feature: &str,
) -> Error {
    Error::Unsupported {
        feature: format!("{feature}, in a bare core module,"),
        at: graph.location(owner, item),
        help: "make a component of it instead",
    }
}
