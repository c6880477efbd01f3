//! Function names of the inputs, each behind the path of its instance.

use super::module::CoreModule;
use crate::graph::{CoreInstanceId, InstanceGraph};
use crate::layout::Layout;
use crate::read::StaticModule;
use fuse_abi::opts::FuncIndex;
use std::collections::HashMap;
use wasmparser::Name;

/// Names the functions of core instance `id` as `path:name`, or `path:module[index]` where the input has no name.
pub fn instance<'a>(
    graph: &InstanceGraph<'a>,
    layout: &Layout<'a>,
    module: &mut CoreModule,
    id: CoreInstanceId,
    source: &StaticModule<'a>,
) {
    if !module.has_names() {
        return;
    }
    let given = given_names(source);
    let core = &graph.core_instances[id];
    let path = graph.origin(id);
    let imports = core.imported.funcs.len();
    for (index, last) in layout.maps[id].core.funcs.iter().enumerate().skip(imports) {
        if let Some(last) = last {
            module.name(FuncIndex(*last), || match given.get(&(index as u32)) {
                Some(name) => format!("{path}:{name}"),
                None => format!("{path}:{}[{index}]", core.name),
            });
        }
    }
}

/// A malformed name section is passed over, as engines do.
fn given_names<'a>(source: &StaticModule<'a>) -> HashMap<u32, &'a str> {
    let mut given = HashMap::new();
    for name in source.names.clone().into_iter().flatten().flatten() {
        if let Name::Function(functions) = name {
            given.extend(
                functions
                    .into_iter()
                    .flatten()
                    .map(|naming| (naming.index, naming.name)),
            );
        }
    }
    given
}
