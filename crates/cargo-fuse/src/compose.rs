//! Turns several components and their wiring into one ordinary component, with wac-graph.

use wac_graph::types::{ItemKind, Package, Type, Types};
use wac_graph::{CompositionGraph, EncodeOptions, NodeId, PackageId};

use crate::exit::{ExitCode, Failure};
use crate::host::Hosts;
use crate::inputs::Part;
use crate::wiring::{Ports, Remedy, wire};

/// Composes `parts`, taking their bytes; the first is the socket, whose exports are those of the whole.
pub(crate) fn compose(
    parts: &mut [Part],
    hosts: &Hosts,
    remedy: Remedy,
) -> Result<Vec<u8>, Failure> {
    let mut graph = CompositionGraph::new();
    let packages = register(&mut graph, parts)?;
    let ports: Vec<Ports> = packages
        .iter()
        .map(|package| ports(&graph, *package))
        .collect();
    let wires = wire(parts, &ports, hosts, remedy)?;
    if let [package] = packages.as_slice() {
        return Ok(graph[*package].bytes().to_vec());
    }

    let instances: Vec<NodeId> = packages
        .iter()
        .map(|package| graph.instantiate(*package))
        .collect();
    for (instance, part) in instances.iter().zip(parts.iter()) {
        graph.set_node_name(*instance, &part.name);
    }
    for wire in &wires {
        let export = graph
            .alias_instance_export(instances[wire.exporter], &wire.export)
            .expect("wires start at exports that exist");
        graph
            .set_instantiation_argument(instances[wire.importer], &wire.import, export)
            .map_err(|error| {
                let (importer, exporter) = (&parts[wire.importer], &parts[wire.exporter]);
                ExitCode::Composition
                    .error(format!(
                        "{exporter} does not export `{}` as {importer} imports it",
                        wire.export
                    ))
                    .because(error)
                    .help("build both against the same WIT")
            })?;
    }
    let socket = *instances.first().expect("there is a socket");
    export_all(&mut graph, packages[0], socket)?;

    // The fuser validates what it reads; once is enough.
    graph
        .encode(EncodeOptions {
            define_components: true,
            validate: false,
            processor: None,
        })
        .map_err(|error| {
            ExitCode::Composition
                .error("the components do not agree about what they import from the host")
                .because(error)
                .help("build all of them against the same version of the interface")
        })
}

/// Registers each part under a name of its own.
fn register(graph: &mut CompositionGraph, parts: &mut [Part]) -> Result<Vec<PackageId>, Failure> {
    let mut packages = Vec::new();
    for (index, part) in parts.iter_mut().enumerate() {
        let key = format!("part:p{index}");
        let bytes = std::mem::take(&mut part.bytes);
        let package = Package::from_bytes(&key, None, bytes, graph.types_mut())
            .map_err(|error| part.invalid(error))?;
        packages.push(
            graph
                .register_package(package)
                .expect("every key has its own index"),
        );
    }
    Ok(packages)
}

/// The names at the boundary of `package`.
pub(crate) fn ports(graph: &CompositionGraph, package: PackageId) -> Ports {
    let types = graph.types();
    let world = &types[graph[package].ty()];
    let imports = world
        .imports
        .iter()
        .filter(|(_, kind)| !is_mere_types(types, **kind));
    Ports {
        imports: imports.map(|(name, _)| name.clone()).collect(),
        exports: world.exports.keys().cloned().collect(),
    }
}

/// Whether `kind` is a value type or an interface of nothing else: such an import needs nobody to satisfy it.
fn is_mere_types(types: &Types, kind: ItemKind) -> bool {
    match kind {
        ItemKind::Type(Type::Value(_)) => true,
        ItemKind::Instance(interface) => types[interface]
            .exports
            .values()
            .all(|kind| is_mere_types(types, *kind)),
        _ => false,
    }
}

/// Exports everything that the socket exports.
fn export_all(
    graph: &mut CompositionGraph,
    package: PackageId,
    socket: NodeId,
) -> Result<(), Failure> {
    let names: Vec<String> = graph.types()[graph[package].ty()]
        .exports
        .keys()
        .cloned()
        .collect();
    for name in names {
        let item = graph
            .alias_instance_export(socket, &name)
            .expect("the name is of an export");
        graph.export(item, &name).map_err(|error| {
            ExitCode::Composition
                .error(format!("failed to export `{name}` from the composition"))
                .because(error)
        })?;
    }
    Ok(())
}
