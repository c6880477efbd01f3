//! The exports of the outer component.

use super::instance::kind_of;
use super::types::extern_name;
use super::{ROOT, Wrapper};
use crate::graph::{ComponentDef, FuncDef, Item, ModuleDef};
use crate::read::Def;
use wasm_encoder::{ComponentExportKind, ComponentTypeRef};
use wasmparser::component_types::{ComponentEntityType, ComponentFuncTypeId};

impl<'a> Wrapper<'_, 'a> {
    /// Exports what the root exports, in its order.
    pub(super) fn export_all(&mut self) {
        let graph = self.graph;
        for def in &graph.tree.components[ROOT].defs {
            if let Def::Export(export) = def {
                self.export(export.name.name, &graph.exports[export.name.name]);
            }
        }
    }

    fn export(&mut self, name: &'a str, item: &Item<'a>) {
        let known = self
            .encoder
            .types
            .component_item_for_export(name)
            .expect("the export was validated");
        self.bind(known.ty, item);
        let (index, ascribed) = match (known.ty, item) {
            (ComponentEntityType::Func(ty), Item::Func(func)) => self.func(ty, *func),
            (ComponentEntityType::Instance(ty), Item::Instance(def)) => {
                (self.instance(ty, def), None)
            }
            (ComponentEntityType::Type { referenced, .. }, Item::Type(_)) => {
                (self.encoder.type_index(referenced), None)
            }
            (ty, item) => (self.closed_item(item).1, Some(self.encoder.entity(ty))),
        };
        let index = self
            .out()
            .export(extern_name(name, known), kind_of(known.ty), index, ascribed);
        self.encoder.register(known.ty, index);
    }

    /// A function whose type is `ty`, with that type if it has to be stated.
    fn func(&mut self, ty: ComponentFuncTypeId, func: FuncDef) -> (u32, Option<ComponentTypeRef>) {
        let (index, lifted_as) = match func {
            FuncDef::Lift(id) => {
                let (index, ty) = self.lift(id, ty);
                (index, Some(ty))
            }
            FuncDef::Host(import) => (self.host(import, ComponentExportKind::Func), None),
        };
        let ty = self.encoder.func_type(ty);
        (
            index,
            (lifted_as != Some(ty)).then_some(ComponentTypeRef::Func(ty)),
        )
    }

    /// An item that does not refer to the component around it, or that the host provides.
    pub(super) fn closed_item(&mut self, item: &Item<'a>) -> (ComponentExportKind, u32) {
        use ComponentExportKind as K;
        match item {
            Item::Func(FuncDef::Host(import)) => (K::Func, self.host(*import, K::Func)),
            Item::Module(module) => (K::Module, self.module(*module)),
            Item::Component(ComponentDef::Host(import)) => {
                (K::Component, self.host(*import, K::Component))
            }
            Item::Component(ComponentDef::Static { component, .. }) => {
                if let Some(&known) = self.components.get(component) {
                    return (K::Component, known);
                }
                let written = &self.graph.tree.components[*component];
                assert_eq!(
                    written.outer_reach, 0,
                    "{component}: the plan refuses exports of components that are not closed"
                );
                let index = self.out().component_raw(None, written.bytes);
                self.components.insert(*component, index);
                (K::Component, index)
            }
            Item::Func(FuncDef::Lift(_)) | Item::Instance(_) | Item::Type(_) => {
                unreachable!("the validator knows {item:?} as what it is")
            }
        }
    }

    /// A core module of the host or of the input.
    pub(super) fn module(&mut self, module: ModuleDef) -> u32 {
        let id = match module {
            ModuleDef::Host(import) => return self.host(import, ComponentExportKind::Module),
            ModuleDef::Static(id) => id,
        };
        if let Some(&known) = self.modules.get(&id) {
            return known;
        }
        let bytes = self.graph.tree.modules[id].bytes;
        let index = self.out().core_module_raw(None, bytes);
        self.modules.insert(id, index);
        index
    }
}
