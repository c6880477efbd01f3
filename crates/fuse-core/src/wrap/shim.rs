//! The shim and fixup modules: functions that can be imported before what they call is there.

use super::core::foreign_instances;
use super::{Wrapper, custom};
use crate::boundary::{Exported, Source};
use crate::graph::{CoreDef, FuncDef, GraphOpts, LowerId};
use crate::layout::signature;
use crate::plan::{ChannelOp, host_opts};
use fuse_abi::types::ResourceId;
use indexmap::{IndexMap, IndexSet};
use std::ops::Range;
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    FuncType, Function, FunctionSection, ImportSection, Module, NameMap, NameSection, RefType,
    StartSection, TableSection, TableType, TypeSection,
};

const TABLE: &str = "table";
const START: &str = "start";
/// The module name of everything that the fixup module imports.
const FIXUP: &str = "fixup";

/// What a function of the shim stands in for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// A function of the host, lowered.
    Lower(LowerId),
    /// A built-in of the host that copies elements.
    Channel(ChannelOp),
    /// The destructor of a resource type.
    Dtor(ResourceId),
}

impl<'a> Wrapper<'_, 'a> {
    /// Makes the shim: for the destructors, and for those lowers that are needed before the fused module is there and need the
    /// fused module themselves.
    pub(super) fn make_shim(&mut self) {
        let mut lowers = IndexSet::new();
        for import in &self.boundary.imports {
            match import.source {
                Source::Lower(id) => _ = lowers.insert(Slot::Lower(id)),
                Source::Channel(op @ ChannelOp::Copy(_)) => _ = lowers.insert(Slot::Channel(op)),
                _ => {}
            }
        }
        for (id, instance) in foreign_instances(self.graph) {
            if !self.late.contains(&id) {
                lowers.extend(instance.imports.iter().filter_map(|arg| match arg.def {
                    CoreDef::Lower(id) => Some(Slot::Lower(id)),
                    _ => None,
                }));
            }
        }
        lowers.retain(|slot| !self.is_early_with(&self.slot_opts(*slot)));
        let (late, rest): (Vec<_>, Vec<_>) = lowers
            .into_iter()
            .partition(|slot| self.is_late_with(&self.slot_opts(*slot)));
        let dtors = self
            .boundary
            .exports
            .keys()
            .filter_map(|exported| match exported {
                Exported::Dtor(resource) => Some(Slot::Dtor(*resource)),
                _ => None,
            });
        self.shimmed = rest.into_iter().chain(dtors).collect();
        self.fixable = self.shimmed.len();
        self.shimmed.extend(late);
        if self.shimmed.is_empty() {
            return;
        }
        let shim = self.shim_module();
        let module = self.out().core_module(None, &shim);
        self.names.module(module, "shim");
        let instance = self.instantiate_with(module, IndexMap::new());
        self.names.instance(instance, "shim");
        self.shim = Some(instance);
    }

    /// The canonical options of what is in a slot.
    fn slot_opts(&self, slot: Slot) -> GraphOpts<'a> {
        match slot {
            Slot::Lower(id) => host_opts(self.graph, id),
            Slot::Channel(op) => op.opts(self.graph).cloned().unwrap_or_default(),
            Slot::Dtor(_) => GraphOpts::default(),
        }
    }

    /// The trampoline of a destructor.
    pub(super) fn shim_dtor(&mut self, resource: ResourceId) -> u32 {
        self.shim_slot(Slot::Dtor(resource))
            .expect("there is a slot for each destructor")
    }

    /// The function that is put in `slot`.
    fn slot_func(&mut self, slot: usize) -> u32 {
        match self.shimmed[slot] {
            Slot::Lower(id) => self.lower(id),
            Slot::Channel(op) => self.canon_channel(op),
            Slot::Dtor(resource) => self
                .fused_export(Exported::Dtor(resource))
                .expect("the fused module exports the destructor"),
        }
    }

    fn slot_type(&self, slot: usize) -> FuncType {
        match self.shimmed[slot] {
            Slot::Lower(id) => self.lower_type(id),
            Slot::Channel(op) => {
                let (params, results) = signature::channel(self.graph, op);
                FuncType::new(params, results)
            }
            Slot::Dtor(resource) => FuncType::new([self.rep(resource)], []),
        }
    }

    /// The trampoline that stands in for something, if there is one.
    pub(super) fn shim_slot(&mut self, slot: Slot) -> Option<u32> {
        let slot = self.shimmed.iter().position(|it| *it == slot)?;
        let shim = self.shim.expect("there is a shim for the slots");
        Some(self.core_export(shim, &slot.to_string(), ExportKind::Func))
    }

    /// Fills the table of the shim and makes the instances that are late, then runs what is to run once
    /// everything is in place.
    pub(super) fn fix_up(&mut self) {
        let all = self.shimmed.len();
        if self.late.is_empty() {
            return self.fix(0..all, true);
        }
        self.fix(0..self.fixable, false);
        self.late_instances();
        self.fix(self.fixable..all, true);
    }

    /// Fills `slots` of the table, then runs the start function of the fused module if it is time to.
    fn fix(&mut self, slots: Range<usize>, start: bool) {
        let start = start.then(|| self.fused_export(Exported::Start)).flatten();
        let names: Vec<_> = slots.clone().map(|slot| slot.to_string()).collect();
        let mut items = Vec::new();
        if let Some(shim) = self.shim {
            items.push((
                TABLE,
                ExportKind::Table,
                self.core_export(shim, TABLE, ExportKind::Table),
            ));
        }
        for (slot, name) in slots.clone().zip(&names) {
            items.push((name, ExportKind::Func, self.slot_func(slot)));
        }
        items.extend(start.map(|start| (START, ExportKind::Func, start)));
        if slots.is_empty() && start.is_none() {
            return;
        }
        let fixup = self.fixup_module(slots, start.is_some());
        let module = self.out().core_module(None, &fixup);
        self.names.module(module, "fixup");
        let instance = self.instantiate_with(module, [(FIXUP, items)].into_iter().collect());
        self.names.instance(instance, "fixup");
    }

    /// A table, and for each slot a function that calls what is in it.
    fn shim_module(&self) -> Module {
        let (mut types, mut funcs, mut exports) = (
            TypeSection::new(),
            FunctionSection::new(),
            ExportSection::new(),
        );
        let (mut code, mut names) = (CodeSection::new(), NameMap::new());
        for (slot, at) in (0u32..).zip(0..self.shimmed.len()) {
            let ty = self.slot_type(at);
            types.ty().func_type(&ty);
            funcs.function(slot);
            exports.export(&slot.to_string(), ExportKind::Func, slot);
            let mut trampoline = Function::new([]);
            let mut body = trampoline.instructions();
            for param in 0..ty.params().len() as u32 {
                body.local_get(param);
            }
            body.i32_const(slot as i32).call_indirect(0, slot).end();
            code.function(&trampoline);
            names.append(slot, &self.slot_name(at));
        }
        exports.export(TABLE, ExportKind::Table, 0);
        let mut tables = TableSection::new();
        tables.table(shim_table(self.shimmed.len()));
        let mut module = Module::new();
        module
            .section(&types)
            .section(&funcs)
            .section(&tables)
            .section(&exports)
            .section(&code);
        let mut section = NameSection::new();
        section.module("shim");
        section.functions(&names);
        module.section(&section);
        module.section(&custom::own_producers());
        module
    }

    fn slot_name(&self, slot: usize) -> String {
        match self.shimmed[slot] {
            Slot::Lower(id) => match self.graph.lowers[id].callee {
                FuncDef::Host(import) => self.graph.imports[import].display(),
                FuncDef::Lift(_) => unreachable!("{id} calls a fused function"),
            },
            Slot::Channel(op) => op.name(self.graph).to_string(),
            Slot::Dtor(resource) => format!("[dtor]{resource}"),
        }
    }

    /// An active segment with the lowers, and a start function.
    fn fixup_module(&self, slots: Range<usize>, start: bool) -> Module {
        let (mut types, mut imports, mut elements) = (
            TypeSection::new(),
            ImportSection::new(),
            ElementSection::new(),
        );
        let funcs = slots.len() as u32;
        if funcs > 0 {
            imports.import(
                FIXUP,
                TABLE,
                EntityType::Table(shim_table(self.shimmed.len())),
            );
            let offset = ConstExpr::i32_const(slots.start as i32);
            elements.active(
                None,
                &offset,
                Elements::Functions((0..funcs).collect::<Vec<_>>().into()),
            );
        }
        for (func, slot) in (0u32..).zip(slots) {
            types.ty().func_type(&self.slot_type(slot));
            imports.import(FIXUP, &slot.to_string(), EntityType::Function(func));
        }
        let mut module = Module::new();
        if start {
            types.ty().function([], []);
            imports.import(FIXUP, START, EntityType::Function(funcs));
        }
        module.section(&types).section(&imports);
        if start {
            module.section(&StartSection {
                function_index: funcs,
            });
        }
        if funcs > 0 {
            module.section(&elements);
        }
        module.section(&custom::own_producers());
        module
    }
}

fn shim_table(slots: usize) -> TableType {
    TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: slots as u64,
        maximum: Some(slots as u64),
        shared: false,
    }
}
