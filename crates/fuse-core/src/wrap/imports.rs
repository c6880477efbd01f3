//! The imports of the outer component, and what they bring.

use super::types::extern_name;
use super::{ROOT, Wrapper};
use crate::graph::{HostImport, HostImportId};
use crate::read::Def;
use wasm_encoder::ComponentExportKind;
use wasmparser::component_types::ComponentEntityType;

impl<'a> Wrapper<'_, 'a> {
    /// Imports what the root imports, in its order.
    pub(super) fn import_all(&mut self) {
        let root = &self.graph.tree.components[ROOT];
        for def in &root.defs {
            let Def::Import(import) = def else { continue };
            let name = import.name.name;
            let item = root
                .types
                .component_item_for_import(name)
                .expect("the import was validated");
            let ty = self.encoder.entity(item.ty);
            let index = self.out().import(extern_name(name, item), ty);
            self.encoder.register(item.ty, index);
            self.imports.insert(name, index);
        }
    }

    /// The index of something imported, in the index space of its kind.
    pub(super) fn host(&mut self, import: HostImportId, kind: ComponentExportKind) -> u32 {
        let HostImport { name, path } = &self.graph.imports[import];
        self.host_export(name, path, kind)
    }

    fn host_export(&mut self, import: &'a str, path: &[&'a str], kind: ComponentExportKind) -> u32 {
        let Some((name, outer)) = path.split_last() else {
            return self.imports[import];
        };
        let key = (import, path.to_vec());
        if let Some(&known) = self.host_exports.get(&key) {
            return known;
        }
        let instance = self.host_export(import, outer, ComponentExportKind::Instance);
        let index = self.out().alias_export(instance, name, kind);
        self.host_exports.insert(key, index);
        index
    }

    /// The type of something imported.
    pub(super) fn host_type(&self, import: HostImportId) -> ComponentEntityType {
        let HostImport { name, path } = &self.graph.imports[import];
        let types = self.encoder.types;
        let item = types
            .component_item_for_import(name)
            .expect("the import was validated");
        path.iter().fold(item.ty, |ty, name| match ty {
            ComponentEntityType::Instance(id) => types[id].exports[*name].ty,
            _ => unreachable!("only instances have exports"),
        })
    }
}
