//! The fused module in its place: after what it imports, before what needs it.

use super::Wrapper;
use indexmap::IndexMap;
use wasm_encoder::ExportKind;

impl Wrapper<'_, '_> {
    /// Instantiates the fused module, then what comes after it.
    pub(super) fn fuse(&mut self, module: &[u8]) {
        let boundary = self.boundary;
        let mut args: IndexMap<&str, Vec<(&str, ExportKind, u32)>> = IndexMap::new();
        for import in &boundary.imports {
            let (kind, index) = self.source((&import.module, &import.name), import.source);
            args.entry(&import.module)
                .or_default()
                .push((&import.name, kind, index));
        }
        let index = self.out().core_module_raw(None, module);
        self.names.module(index, "fused");
        let instance = self.instantiate_with(index, args);
        self.names.instance(instance, "fused");
        self.fused = Some(instance);
        self.fix_up();
    }
}
