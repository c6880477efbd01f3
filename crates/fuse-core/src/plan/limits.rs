//! Refuses what would make an output that is larger than engines take, or that takes too long to make.

use super::Live;
use crate::error::{Error, Result};
use crate::graph::{ComponentInstanceId, CoreKind, InstanceGraph};
use wasmparser::component_types::{ComponentAnyTypeId, ComponentEntityType, ComponentItem};
use wasmparser::types::Types;

/// The most members that an index space of one core module may have, by which validation and engines go.
const MAX_MEMBERS: [(CoreKind, usize, &str); 5] = [
    (CoreKind::Func, 1_000_000, "functions"),
    (CoreKind::Table, 100, "tables"),
    (CoreKind::Memory, 100, "memories"),
    (CoreKind::Global, 1_000_000, "globals"),
    (CoreKind::Tag, 1_000_000, "tags"),
];

/// The most instances and components within the root's imports and exports. One may be there twice in another one, and that one twice
/// in a third: written out, they can be exponentially more than in the input.
const MAX_NESTED: usize = 1_000;

/// Fails if too much is kept for one core module. What fusion adds is little beside that, and not counted.
pub fn members(graph: &InstanceGraph<'_>, live: &Live<'_>) -> Result<()> {
    for (kind, max, what) in MAX_MEMBERS {
        let foreign = live.foreign.iter().filter(|def| def.kind() == kind);
        let mut count = foreign.count();
        for (id, marks) in live.instances.iter() {
            let kept = marks.core.space(kind).iter().filter(|kept| **kept);
            count += kept.count();
            if count > max {
                let core = &graph.core_instances[id];
                return Err(Error::Unsupported {
                    feature: format!("more than {max} {what} in one core module"),
                    at: graph.location(core.owner, format!("core module `{}`", core.name)),
                    help: "fuse fewer components into one",
                });
            }
        }
    }
    Ok(())
}

/// Fails if too many instances and components are nested in the world of the root.
pub fn world(graph: &InstanceGraph<'_>) -> Result<()> {
    let root = ComponentInstanceId(0);
    let types = graph.types_of(root);
    let mut left = MAX_NESTED;
    let imports = graph.imports.values();
    let imports = imports.filter(|import| import.path.is_empty());
    let imports = imports.map(|import| types.component_item_for_import(import.name));
    let exports = graph.exports.keys();
    let exports = exports.map(|name| types.component_item_for_export(name));
    for item in imports.chain(exports) {
        let item = item.expect("the root has it");
        if nested(types, item.ty, &mut left).is_none() {
            return Err(Error::Unsupported {
                feature: format!(
                    "more than {MAX_NESTED} instances and components within imports and exports"
                ),
                at: graph.location(root, ""),
                help: "nest fewer",
            });
        }
    }
    Ok(())
}

/// Takes the instances and components within an item from `left`, as long as there are as many.
fn nested(types: &Types, ty: ComponentEntityType, left: &mut usize) -> Option<()> {
    let mut all = |items: &wasmparser::collections::IndexMap<String, ComponentItem>| {
        for item in items.values() {
            if let ComponentEntityType::Instance(_)
            | ComponentEntityType::Component(_)
            | ComponentEntityType::Type {
                referenced: ComponentAnyTypeId::Instance(_) | ComponentAnyTypeId::Component(_),
                ..
            } = item.ty
            {
                *left = left.checked_sub(1)?;
                nested(types, item.ty, left)?;
            }
        }
        Some(())
    };
    match ty {
        ComponentEntityType::Instance(id)
        | ComponentEntityType::Type {
            referenced: ComponentAnyTypeId::Instance(id),
            ..
        } => all(&types[id].exports),
        ComponentEntityType::Component(id)
        | ComponentEntityType::Type {
            referenced: ComponentAnyTypeId::Component(id),
            ..
        } => {
            all(&types[id].imports)?;
            all(&types[id].exports)
        }
        _ => Some(()),
    }
}
