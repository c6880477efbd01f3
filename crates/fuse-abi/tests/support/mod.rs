//! Modules that hold the code under test, with everything that it calls as an import.

pub mod adapter;
pub mod exchange;
pub mod handles;
pub mod passed;
pub mod within;

use fuse_abi::opts::{FuncIndex, MemoryIndex, TypeIndex};
use fuse_abi::sink::CodeSink;
use std::collections::BTreeMap;
use wasm_encoder::{
    CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection, ImportSection,
    MemoryType, Module, NameMap, NameSection, TypeSection, ValType,
};
use wasmparser::{Validator, WasmFeatures};

/// The module under construction.
#[derive(Default)]
pub struct Stub {
    types: Vec<(Vec<ValType>, Vec<ValType>)>,
    imports: ImportSection,
    memory_names: NameMap,
    memory_count: u32,
    functions: FunctionSection,
    function_count: u32,
    bodies: BTreeMap<u32, Function>,
    names: NameMap,
    exports: ExportSection,
}

impl CodeSink for Stub {
    fn func_type(&mut self, params: &[ValType], results: &[ValType]) -> TypeIndex {
        let ty = (params.to_vec(), results.to_vec());
        let position = self
            .types
            .iter()
            .position(|known| *known == ty)
            .unwrap_or_else(|| {
                self.types.push(ty);
                self.types.len() - 1
            });
        TypeIndex(u32::try_from(position).unwrap())
    }

    fn declare(&mut self, name: &str, ty: TypeIndex) -> FuncIndex {
        self.functions.function(ty.0);
        self.next_function(name)
    }

    fn define(&mut self, func: FuncIndex, body: Function) {
        assert!(
            self.bodies.insert(func.0, body).is_none(),
            "{func} is defined once"
        );
    }
}

impl Stub {
    fn next_function(&mut self, name: &str) -> FuncIndex {
        self.names.append(self.function_count, name);
        self.function_count += 1;
        FuncIndex(self.function_count - 1)
    }

    fn import(
        &mut self,
        module: &str,
        field: &str,
        params: &[ValType],
        results: &[ValType],
    ) -> FuncIndex {
        let ty = self.func_type(params, results);
        self.imports
            .import(module, field, EntityType::Function(ty.0));
        self.next_function(&format!("{module} {field}"))
    }

    fn import_memory(&mut self, module: &str) -> MemoryIndex {
        let ty = MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        self.imports.import(module, "memory", ty);
        self.memory_names.append(self.memory_count, module);
        self.memory_count += 1;
        MemoryIndex(self.memory_count - 1)
    }

    fn export(&mut self, func: FuncIndex, name: &str) {
        self.exports.export(name, ExportKind::Func, func.0);
    }

    fn finish(self) -> Vec<u8> {
        let mut types = TypeSection::new();
        for (params, results) in self.types {
            types.ty().function(params, results);
        }
        let mut code = CodeSection::new();
        for body in self.bodies.values() {
            code.function(body);
        }
        let mut names = NameSection::new();
        names.functions(&self.names);
        names.memories(&self.memory_names);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&self.imports)
            .section(&self.functions)
            .section(&self.exports)
            .section(&code);
        module.section(&names);
        module.finish()
    }
}

/// Panics with the module's text unless it is valid with no more than multi-memory over WebAssembly 2.0.
pub fn validate(module: &[u8]) {
    let features = (WasmFeatures::WASM2 - WasmFeatures::SIMD) | WasmFeatures::MULTI_MEMORY;
    if let Err(error) = Validator::new_with_features(features).validate_all(module) {
        let text = wasmprinter::print_bytes(module).unwrap_or_else(|error| error.to_string());
        panic!("{error}\n{text}");
    }
}
