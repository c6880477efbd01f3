//! A module that holds one adapter, with everything that the adapter calls as an import.

use fuse_abi::emitter::Emitter;
use fuse_abi::flat::{lift_signature, lower_signature};
use fuse_abi::func::FuncBuilder;
use fuse_abi::opts::{FinalOpts, FuncIndex, MemoryIndex, StringEncoding, TypeIndex};
use fuse_abi::sink::CodeSink;
use fuse_abi::types::{FuncTypeId, TypeTable};
use std::collections::BTreeMap;
use wasm_encoder::{
    CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection, ImportSection,
    MemoryType, Module, NameMap, NameSection, TypeSection, ValType,
};
use wasmparser::{Validator, WasmFeatures};

/// The module under construction.
#[derive(Default)]
struct Stub {
    types: Vec<(Vec<ValType>, Vec<ValType>)>,
    imports: ImportSection,
    functions: FunctionSection,
    function_count: u32,
    bodies: BTreeMap<u32, Function>,
    names: NameMap,
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

    fn import_memory(&mut self, module: &str) {
        let ty = MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        self.imports.import(module, "memory", ty);
    }

    fn finish(self, exported: FuncIndex) -> Vec<u8> {
        let mut types = TypeSection::new();
        for (params, results) in self.types {
            types.ty().function(params, results);
        }
        let mut exports = ExportSection::new();
        exports.export("adapter", ExportKind::Func, exported.0);
        let mut code = CodeSection::new();
        for body in self.bodies.values() {
            code.function(body);
        }
        let mut names = NameSection::new();
        names.functions(&self.names);
        let mut memories = NameMap::new();
        memories.append(0, "caller");
        memories.append(1, "callee");
        names.memories(&memories);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&self.imports)
            .section(&self.functions)
            .section(&exports)
            .section(&code);
        module.section(&names);
        module.finish()
    }
}

/// One side's canonopts: `None` for a side without any.
pub type Side = Option<StringEncoding>;

/// A module that exports `adapter`: `func` lowered by the caller, made of the two halves and a call between them.
pub fn adapter(types: &TypeTable, func: FuncTypeId, caller: Side, callee: Side) -> Vec<u8> {
    let mut stub = Stub::default();
    let i32 = ValType::I32;
    stub.import_memory("caller");
    stub.import_memory("callee");
    let caller_realloc = stub.import("caller", "realloc", &[i32; 4], &[i32]);
    let callee_realloc = stub.import("callee", "realloc", &[i32; 4], &[i32]);
    let opts = |side: Side, memory: u32, realloc: FuncIndex| match side {
        None => FinalOpts::default(),
        Some(encoding) => FinalOpts {
            memory: Some(MemoryIndex(memory)),
            realloc: Some(realloc),
            encoding,
            ..Default::default()
        },
    };
    let (lower, lift) = (
        opts(caller, 0, caller_realloc),
        opts(callee, 1, callee_realloc),
    );
    let (params, results) = lower_signature(types, types.func(func));
    let (callee_params, callee_results) = lift_signature(types, types.func(func));
    let callee = stub.import("callee", "function", &callee_params, &callee_results);

    let mut emitter = Emitter::new(types, &mut stub);
    let adapter = emitter.declare("adapter", &params, &results);
    let mut f = FuncBuilder::new(&params);
    let args = f.params();
    let lowered = emitter.start(&mut f, func, &lower, &lift, &args);
    f.get_all(&lowered).call(callee);
    let returned = f.save_all(&callee_results);
    let retptr = args.last().copied().filter(|_| results.is_empty());
    let resolved = emitter.resolve(&mut f, func, &lower, &lift, &returned, retptr);
    f.get_all(&resolved);
    emitter.define(adapter, f);
    stub.finish(adapter)
}

/// Panics with the module's text unless it is valid with no more than multi-memory over WebAssembly 2.0.
pub fn validate(module: &[u8]) {
    let features = (WasmFeatures::WASM2 - WasmFeatures::SIMD) | WasmFeatures::MULTI_MEMORY;
    if let Err(error) = Validator::new_with_features(features).validate_all(module) {
        let text = wasmprinter::print_bytes(module).unwrap_or_else(|error| error.to_string());
        panic!("{error}\n{text}");
    }
}
