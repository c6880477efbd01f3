//! Wraps the fused module in a component with the world of the input.
//!
//! The component is encoded in reading order: imports, providers of memories and tables, what the fused module imports, the fused
//! module, what runs once it is there, exports. A lower that needs a function of the fused module cannot be made before the
//! fused module is instantiated, which needs the lower: such lowers are called through the table of a shim, which a fixup
//! module fills afterwards.

mod builtin;
mod channel;
mod core;
mod core_types;
mod custom;
mod exports;
mod fused;
mod imports;
mod instance;
mod named;
mod provider;
mod resource;
mod scope;
mod shim;
mod structural;
#[cfg(test)]
mod tests;
mod types;
mod values;

pub use types::{Encoder, extern_name};

use crate::boundary::{Boundary, Exported};
use crate::graph::{CoreDef, CoreInstanceId, InstanceGraph, LiftId, LowerId};
use crate::plan::HostOp;
use crate::read::{StaticComponentId, StaticModuleId};
use fuse_abi::types::{DefId, ResourceId};
use shim::Slot;
use std::collections::{HashMap, HashSet};
use wasm_encoder::{ComponentBuilder, ExportKind};
use wasmparser::component_types::ComponentFuncTypeId;

/// Encodes the component around `module`, the fused module with the given `boundary`; there is none if no core code is left.
///
/// `index_of` gives the final index of a memory or a table, in the index space of its kind.
pub fn encode<'a>(
    graph: &InstanceGraph<'a>,
    boundary: &Boundary<'a>,
    index_of: &dyn Fn(CoreDef<'a>) -> u32,
    module: Option<&[u8]>,
) -> Vec<u8> {
    let mut wrapper = Wrapper::new(graph, boundary, index_of);
    wrapper.import_all();
    wrapper.provide(module);
    wrapper.early_instances();
    if let Some(module) = module {
        wrapper.fuse(module);
    }
    wrapper.export_all();
    wrapper.finish()
}

/// An item in a core index space.
type CoreItem = (ExportKind, u32);

/// The outer component while it is encoded, with the indices of what is in it already.
struct Wrapper<'g, 'a> {
    graph: &'g InstanceGraph<'a>,
    boundary: &'g Boundary<'a>,
    index_of: &'g dyn Fn(CoreDef<'a>) -> u32,
    encoder: Encoder<'a>,
    names: custom::Names,
    /// The root's imports, each in the index space of its kind.
    imports: HashMap<&'a str, u32>,
    /// Exports of imported instances, by import and export names.
    host_exports: HashMap<(&'a str, Vec<&'a str>), u32>,
    /// Imports of the fused module that providers satisfy, by their two names.
    provided: HashMap<(&'g str, &'g str), CoreItem>,
    /// Instances that are not merged and need the fused module first.
    late: HashSet<CoreInstanceId>,
    /// Instances that are not merged.
    foreign: HashMap<CoreInstanceId, u32>,
    /// Exports of core instances.
    core_exports: HashMap<(u32, String), u32>,
    /// What the shim stands in for, by slot.
    shimmed: Vec<Slot>,
    /// How many of them, from the first, need no instance that is late.
    fixable: usize,
    shim: Option<u32>,
    /// The instance of the fused module.
    fused: Option<u32>,
    lowers: HashMap<LowerId, u32>,
    resource_ops: HashMap<HostOp, u32>,
    /// The type `stream`, once it is defined.
    unit_stream: Option<u32>,
    /// Types that are written out for built-ins.
    structural: HashMap<DefId, u32>,
    /// Resource types that component instances define.
    defined: HashMap<ResourceId, u32>,
    /// Lifted functions, with the index of their type.
    lifts: HashMap<LiftId, (u32, u32)>,
    /// Modules and components of the input that are exported or not merged.
    modules: HashMap<StaticModuleId, u32>,
    components: HashMap<StaticComponentId, u32>,
}

impl<'g, 'a> Wrapper<'g, 'a> {
    fn new(
        graph: &'g InstanceGraph<'a>,
        boundary: &'g Boundary<'a>,
        index_of: &'g dyn Fn(CoreDef<'a>) -> u32,
    ) -> Self {
        let tree = graph.tree;
        Wrapper {
            graph,
            boundary,
            index_of,
            encoder: Encoder::new(&tree.components[ROOT].types),
            names: custom::Names::default(),
            imports: HashMap::new(),
            host_exports: HashMap::new(),
            provided: HashMap::new(),
            late: core::late_instances(graph, boundary),
            foreign: HashMap::new(),
            core_exports: HashMap::new(),
            shimmed: Vec::new(),
            fixable: 0,
            shim: None,
            fused: None,
            lowers: HashMap::new(),
            resource_ops: HashMap::new(),
            unit_stream: None,
            structural: HashMap::new(),
            defined: HashMap::new(),
            lifts: HashMap::new(),
            modules: HashMap::new(),
            components: HashMap::new(),
        }
    }

    /// The component that is being encoded.
    fn out(&mut self) -> &mut ComponentBuilder {
        self.encoder.component()
    }

    /// The index of an export of the fused module, in the space of its kind, if it has it and is instantiated.
    fn fused_export(&mut self, what: Exported<'a>) -> Option<u32> {
        let boundary = self.boundary;
        let export = boundary.exports.get(&what)?;
        let fused = self
            .fused
            .expect("what needs the fused module comes after it");
        Some(self.core_export(fused, &export.name, export.kind))
    }

    /// A lifted function whose type is `ty`, or equal to it.
    fn lift(&mut self, id: LiftId, ty: ComponentFuncTypeId) -> (u32, u32) {
        if let Some(&known) = self.lifts.get(&id) {
            return known;
        }
        let ty = self.encoder.func_type(ty);
        let func = self
            .fused_export(Exported::Lift(id))
            .expect("the fused module exports what the root lifts");
        let opts = self.lift_opts(id);
        let lifted = self.out().lift_func(None, func, ty, opts);
        self.lifts.insert(id, (lifted, ty));
        (lifted, ty)
    }
}

/// The root component.
const ROOT: StaticComponentId = StaticComponentId(0);
