//! Core definitions as items of the outer component: exports of core instances, lowers, instances that are not merged.

use super::shim::Slot;
use super::{CoreItem, Wrapper};
use crate::boundary::{Boundary, Exported, Source};
use crate::graph::{
    CoreArg, CoreDef, CoreInstance, CoreInstanceId, CoreKind, FuncDef, GraphOpts, InstanceGraph,
    LiftId, LowerId,
};
use crate::plan::host_opts;
use fuse_abi::flat;
use fuse_abi::opts::StringEncoding;
use indexmap::IndexMap;
use std::collections::HashSet;
use wasm_encoder::{CanonicalOption, ComponentExportKind, ExportKind, FuncType, ModuleArg};

/// The instances that are not merged and that import something of the fused module, themselves or through one another.
pub fn late_instances<'a>(
    graph: &InstanceGraph<'a>,
    boundary: &Boundary<'a>,
) -> HashSet<CoreInstanceId> {
    let mut late = HashSet::new();
    for (id, instance) in foreign_instances(graph) {
        let needs_fused = |arg: &CoreArg<'a>| match arg.def {
            CoreDef::Foreign { instance, .. } => late.contains(&instance),
            def => boundary.exports.contains_key(&Exported::Arg(def)),
        };
        if instance.imports.iter().any(needs_fused) {
            late.insert(id);
        }
    }
    late
}

/// The instances that are not merged, in the order in which they are made.
pub fn foreign_instances<'g, 'a>(
    graph: &'g InstanceGraph<'a>,
) -> impl Iterator<Item = (CoreInstanceId, &'g CoreInstance<'a>)> {
    graph
        .core_instances
        .iter()
        .filter(|(id, _)| graph.module(*id).is_none())
}

impl<'g, 'a> Wrapper<'g, 'a> {
    /// An export of a core instance.
    pub(super) fn core_export(&mut self, instance: u32, name: &str, kind: ExportKind) -> u32 {
        if let Some(&known) = self.core_exports.get(&(instance, name.to_string())) {
            return known;
        }
        let index = self.out().core_alias_export(None, instance, name, kind);
        self.core_exports
            .insert((instance, name.to_string()), index);
        index
    }

    /// Whether `def` is there before the fused module is.
    fn is_early(&self, def: CoreDef<'a>, export: Exported<'a>) -> bool {
        match def {
            CoreDef::Foreign { instance, .. } if self.late.contains(&instance) => false,
            _ => !self.boundary.exports.contains_key(&export),
        }
    }

    /// Whether a function can be lowered with these options before the fused module is instantiated.
    pub(super) fn is_early_with(&self, opts: &GraphOpts<'a>) -> bool {
        let realloc = opts
            .realloc
            .is_none_or(|def| self.is_early(def, Exported::Realloc(def)));
        let memory = opts.memory.is_none_or(|def| match self.stand_in(def).1 {
            Source::Foreign { instance, .. } => !self.late.contains(&instance),
            _ => true,
        });
        realloc && memory
    }

    /// Whether a function cannot be lowered with these options before some late instance is there.
    pub(super) fn is_late_with(&self, opts: &GraphOpts<'a>) -> bool {
        [opts.realloc, opts.memory]
            .into_iter()
            .flatten()
            .any(|def| match def {
                CoreDef::Foreign { instance, .. } => self.late.contains(&instance),
                _ => false,
            })
    }

    /// The import that stands for a memory or a table: its two names, and what satisfies it.
    fn stand_in(&self, def: CoreDef<'a>) -> ((&'g str, &'g str), Source<'a>) {
        let import = self.boundary.import_at(def.kind(), (self.index_of)(def));
        let import = import.expect("memories in canonical options, and what instances that are not merged import, are imported");
        ((&import.module, &import.name), import.source)
    }

    pub(super) fn memory(&mut self, def: CoreDef<'a>) -> u32 {
        let (names, source) = self.stand_in(def);
        self.source(names, source).1
    }

    fn option_func(&mut self, def: CoreDef<'a>, export: Exported<'a>) -> u32 {
        match self.fused_export(export) {
            Some(func) => func,
            None => self.core_def(def).1,
        }
    }

    /// What satisfies an import of the fused module.
    pub(super) fn source(&mut self, names: (&'g str, &'g str), source: Source<'a>) -> CoreItem {
        match source {
            Source::Lower(id) => (ExportKind::Func, self.lowered(id)),
            Source::Resource(op) => (ExportKind::Func, self.resource_op(op)),
            Source::Builtin(func) => (ExportKind::Func, self.host_func(func)),
            Source::Channel(op) => (ExportKind::Func, self.channel_op(op)),
            Source::TaskReturn(id) => (ExportKind::Func, self.task_return(id)),
            Source::Provided => self.provided[&names],
            Source::Foreign {
                instance,
                kind,
                name,
            } => self.core_def(CoreDef::Foreign {
                instance,
                kind,
                name,
            }),
        }
    }

    /// A core definition outside of the fused module, or one that it exports to an instance that is not merged.
    pub(super) fn core_def(&mut self, def: CoreDef<'a>) -> CoreItem {
        match def {
            CoreDef::Foreign {
                instance,
                kind,
                name,
            } => {
                let instance = self.foreign_instance(instance);
                (kind.into(), self.core_export(instance, name, kind.into()))
            }
            _ if self.boundary.exports.contains_key(&Exported::Arg(def)) => {
                let index = self
                    .fused_export(Exported::Arg(def))
                    .expect("it was just found");
                (def.kind().into(), index)
            }
            CoreDef::Lower(id) => {
                assert!(
                    !self.graph.types.func(self.graph.lowers[id].ty).async_,
                    "the runtime stands between {id} and an instance that is not merged"
                );
                (ExportKind::Func, self.lowered(id))
            }
            CoreDef::Defined {
                kind: CoreKind::Memory | CoreKind::Table,
                ..
            } => {
                let (names, source) = self.stand_in(def);
                self.source(names, source)
            }
            CoreDef::Defined { .. }
            | CoreDef::Builtin(_)
            | CoreDef::Trap(_)
            | CoreDef::Dispatch(_)
            | CoreDef::HostFunc(_) => {
                unreachable!("{def:?} is in the fused module, which does not export it")
            }
        }
    }

    /// Makes the instances that need nothing of the fused module.
    pub(super) fn early_instances(&mut self) {
        self.make_shim();
        for (id, _) in foreign_instances(self.graph) {
            if !self.late.contains(&id) {
                self.foreign_instance(id);
            }
        }
    }

    /// Makes the instances that need something of the fused module.
    pub(super) fn late_instances(&mut self) {
        for (id, _) in foreign_instances(self.graph) {
            self.foreign_instance(id);
        }
    }

    fn foreign_instance(&mut self, id: CoreInstanceId) -> u32 {
        if let Some(&known) = self.foreign.get(&id) {
            return known;
        }
        let instance = &self.graph.core_instances[id];
        assert!(
            self.graph.module(id).is_none(),
            "{id} is part of the fused module"
        );
        let mut args: IndexMap<&str, Vec<(&str, ExportKind, u32)>> = IndexMap::new();
        for arg in &instance.imports {
            let (kind, index) = self.core_def(arg.def);
            args.entry(arg.module)
                .or_default()
                .push((arg.name, kind, index));
        }
        let module = self.module(instance.module);
        let index = self.instantiate_with(module, args);
        self.names.instance(index, instance.name.clone());
        self.foreign.insert(id, index);
        index
    }

    /// Instantiates a module, given what it imports by module name.
    pub(super) fn instantiate_with(
        &mut self,
        module: u32,
        args: IndexMap<&str, Vec<(&str, ExportKind, u32)>>,
    ) -> u32 {
        let args: Vec<_> = args
            .into_iter()
            .map(|(name, items)| {
                (
                    name,
                    ModuleArg::Instance(self.out().core_instantiate_exports(None, items)),
                )
            })
            .collect();
        self.out().core_instantiate(None, module, args)
    }

    /// A function of the host, lowered; by way of the shim where it has to be.
    fn lowered(&mut self, id: LowerId) -> u32 {
        if let Some(&known) = self.lowers.get(&id) {
            return known;
        }
        let index = match self.shim_slot(Slot::Lower(id)) {
            Some(func) => func,
            None => self.lower(id),
        };
        self.lowers.insert(id, index);
        index
    }

    /// `canon lower`, with a type as [`Wrapper::lower_type`] says.
    pub(super) fn lower(&mut self, id: LowerId) -> u32 {
        let lower = &self.graph.lowers[id];
        let FuncDef::Host(import) = lower.callee else {
            unreachable!("{id} calls a fused function")
        };
        let func = self.host(import, ComponentExportKind::Func);
        let mut options = self.options(&host_opts(self.graph, id));
        if self.graph.types.func(lower.ty).async_ {
            options.push(CanonicalOption::Async);
        }
        self.out().lower_func(None, func, options)
    }

    /// The core type of what `canon lower` gives: a function of async type is lowered with `async`, however its instance lowers it.
    pub(super) fn lower_type(&self, id: LowerId) -> FuncType {
        let types = &self.graph.types;
        let ty = types.func(self.graph.lowers[id].ty);
        let (params, results) = flat::lower_signature(types, ty, ty.async_);
        FuncType::new(params, results)
    }

    /// The options of a `canon lift`: a function of async type has a callback, however its instance lifts it.
    pub(super) fn lift_opts(&mut self, id: LiftId) -> Vec<CanonicalOption> {
        let lift = &self.graph.lifts[id];
        let mut options = self.options(&lift.opts);
        if self.graph.types.func(lift.ty).async_ {
            let callback = self
                .fused_export(Exported::Callback(id))
                .expect("an exported function of async type has a callback");
            options.extend([CanonicalOption::Async, CanonicalOption::Callback(callback)]);
        } else {
            options.extend(
                self.fused_export(Exported::PostReturn(id))
                    .map(CanonicalOption::PostReturn),
            );
        }
        options
    }

    /// The options of a lift or a lower that the outer component passes on as they are.
    pub(super) fn options(&mut self, opts: &GraphOpts<'a>) -> Vec<CanonicalOption> {
        let mut options = vec![encoding(opts.encoding)];
        options.extend(
            opts.memory
                .map(|def| CanonicalOption::Memory(self.memory(def))),
        );
        options
            .extend(opts.realloc.map(|def| {
                CanonicalOption::Realloc(self.option_func(def, Exported::Realloc(def)))
            }));
        options
    }
}

/// The option that says how strings are encoded.
pub fn encoding(encoding: StringEncoding) -> CanonicalOption {
    match encoding {
        StringEncoding::Utf8 => CanonicalOption::UTF8,
        StringEncoding::Utf16 => CanonicalOption::UTF16,
        StringEncoding::CompactUtf16 => CanonicalOption::CompactUTF16,
    }
}
