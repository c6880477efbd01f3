//! Imports: those of the root stand for what the host provides, those of other components for their arguments.

use super::instantiate::Interpreter;
use super::items::FrameId;
use super::{ComponentDef, FuncDef, HostImport, InstanceDef, Item, ModuleDef, Resource, TypeDef};
use indexmap::IndexMap;
use std::rc::Rc;
use wasmparser::component_types::{ComponentAnyTypeId, ComponentEntityType};

impl<'a> Interpreter<'a> {
    pub(super) fn import(&mut self, frame: FrameId, name: &'a str) {
        let item = self
            .types(frame)
            .component_item_for_import(name)
            .expect("the import was validated");
        let def = if self.frames[frame].parent.is_none() {
            self.host_item(frame, name, &mut Vec::new(), item.ty)
        } else {
            let def = self.frames[frame].args[name].clone();
            self.bind(frame, item.ty, &def);
            def
        };
        self.imported(frame, &def, vec![name]);
        self.push(frame, &def);
    }

    /// Resolves the resource types that `ty`, a type of `frame`, names to those that `item` has.
    pub(super) fn bind(&mut self, frame: FrameId, ty: ComponentEntityType, item: &Item<'a>) {
        match (ty, item) {
            (
                ComponentEntityType::Type {
                    created: ComponentAnyTypeId::Resource(named),
                    ..
                },
                Item::Type(TypeDef::Resource(id)),
            ) => {
                self.frames[frame].resources.insert(named.resource(), *id);
            }
            (ComponentEntityType::Instance(id), Item::Instance(def)) => {
                if !self.frames[frame].bound.insert((id, Rc::as_ptr(def))) {
                    return;
                }
                for (name, export) in &self.types(frame)[id].exports {
                    self.bind(frame, export.ty, &def.exports[name.as_str()]);
                }
            }
            _ => {}
        }
    }

    /// What the root's import `name`, or the export at `path` of it, stands for.
    fn host_item(
        &mut self,
        frame: FrameId,
        name: &'a str,
        path: &mut Vec<&'a str>,
        ty: ComponentEntityType,
    ) -> Item<'a> {
        let import = |this: &mut Self, path: &[&'a str]| {
            this.graph.imports.push(HostImport {
                name,
                path: path.to_vec(),
            })
        };
        match ty {
            ComponentEntityType::Func(_) => Item::Func(FuncDef::Host(import(self, path))),
            ComponentEntityType::Module(_) => Item::Module(ModuleDef::Host(import(self, path))),
            ComponentEntityType::Component(_) => {
                Item::Component(ComponentDef::Host(import(self, path)))
            }
            ComponentEntityType::Type {
                created: ComponentAnyTypeId::Resource(named),
                ..
            } => {
                let named = named.resource();
                let known = self.frames[frame].resources.get(&named).copied();
                let id = known.unwrap_or_else(|| {
                    let import = import(self, path);
                    self.graph.resources.push(Resource::Host(import))
                });
                self.frames[frame].resources.insert(named, id);
                Item::Type(TypeDef::Resource(id))
            }
            ComponentEntityType::Type { .. } => Item::Type(TypeDef::Structural),
            ComponentEntityType::Instance(id) => {
                let own = import(self, path);
                let mut exports = IndexMap::new();
                for (export, item) in &self.types(frame)[id].exports {
                    path.push(export);
                    exports.insert(export.as_str(), self.host_item(frame, name, path, item.ty));
                    path.pop();
                }
                Item::Instance(Rc::new(InstanceDef {
                    exports,
                    import: Some(own),
                }))
            }
            ComponentEntityType::Value(_) => {
                unreachable!("the validator was told to refuse values")
            }
        }
    }
}
