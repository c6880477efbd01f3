//! Nine transcoders, one for each pair of encodings, in a core module of their own.

use crate::model::Guest;
use fuse_abi::emitter::Emitter;
use fuse_abi::opts::{FuncIndex, MemoryIndex, StringEncoding, TypeIndex};
use fuse_abi::sink::CodeSink;
use fuse_abi::strings::Transcode;
use fuse_abi::types::TypeTable;
use std::collections::HashMap;
use wasm_encoder::{
    CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection, ImportSection,
    MemorySection, MemoryType, Module, NameMap, NameSection, TypeSection, ValType,
};
use wasmparser::{Validator, WasmFeatures};
use wasmtime::{
    Caller, Config, Engine, Extern, Instance, Linker, Memory, Store, TypedFunc, WasmBacktrace,
};

/// All encodings.
pub const ENCODINGS: [StringEncoding; 3] = [
    StringEncoding::Utf8,
    StringEncoding::Utf16,
    StringEncoding::CompactUtf16,
];

const SRC: MemoryIndex = MemoryIndex(0);
const DST: MemoryIndex = MemoryIndex(1);
const PAGE: u64 = 65536;

/// A transcoder: pointer and tagged length of the source to those of the destination.
type Transcoder = TypedFunc<(u32, u32), (u32, u32)>;

/// The instantiated module; its `realloc` is the host's and behaves like a [`Guest`].
pub struct Transcoders {
    store: Store<Guest>,
    src: Memory,
    dst: Memory,
    funcs: HashMap<(StringEncoding, StringEncoding), Transcoder>,
}

impl Transcoders {
    /// Instantiates the module with memories of this many pages.
    pub fn new(src_pages: u64, dst_pages: u64) -> Self {
        let bytes = encode(src_pages, dst_pages);
        Validator::new_with_features(FEATURES)
            .validate_all(&bytes)
            .expect("the module needs no other features");
        let engine =
            Engine::new(Config::new().wasm_multi_memory(true)).expect("the feature is known");
        let module = wasmtime::Module::new(&engine, bytes).expect("the module was validated");
        let dst_size = usize::try_from(dst_pages * PAGE).expect("small");
        let mut store = Store::new(&engine, Guest::new(dst_size));
        let mut linker = Linker::new(&engine);
        linker
            .func_wrap("", "realloc", realloc)
            .expect("one import");
        let instance = linker
            .instantiate(&mut store, &module)
            .expect("memories can be had");
        let memory = |store: &mut Store<Guest>, instance: &Instance, name: &str| {
            instance.get_memory(store, name).expect("an export")
        };
        let (src, dst) = (
            memory(&mut store, &instance, "src"),
            memory(&mut store, &instance, "dst"),
        );
        let funcs = pairs()
            .map(|(src, dst)| {
                let func = instance
                    .get_typed_func(&mut store, &name(src, dst))
                    .expect("an export");
                ((src, dst), func)
            })
            .collect();
        Self {
            store,
            src,
            dst,
            funcs,
        }
    }

    /// The memory that strings are read from.
    pub fn src_memory(&mut self) -> &mut [u8] {
        self.src.data_mut(&mut self.store)
    }

    /// Runs a transcoder with `guest` for a destination, whose memory is as it was left when it returns. If it traps,
    /// the result is the name of the function that did.
    pub fn run(
        &mut self,
        pair: (StringEncoding, StringEncoding),
        string: (u32, u32),
        guest: &mut Guest,
    ) -> Result<(u32, u32), String> {
        self.dst
            .data_mut(&mut self.store)
            .copy_from_slice(&guest.memory);
        std::mem::swap(self.store.data_mut(), guest);
        let result = self.funcs[&pair].call(&mut self.store, string);
        std::mem::swap(self.store.data_mut(), guest);
        guest.memory.copy_from_slice(self.dst.data(&self.store));
        result.map_err(|error| {
            let backtrace = error
                .downcast_ref::<WasmBacktrace>()
                .expect("a trap within wasm");
            backtrace.frames()[0]
                .func_name()
                .expect("a name")
                .to_owned()
        })
    }
}

/// What emitted code may need: two results, and what a fused module needs anyway.
const FEATURES: WasmFeatures = WasmFeatures::WASM1
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::MULTI_MEMORY)
    .union(WasmFeatures::BULK_MEMORY);

fn pairs() -> impl Iterator<Item = (StringEncoding, StringEncoding)> {
    ENCODINGS
        .into_iter()
        .flat_map(|src| ENCODINGS.into_iter().map(move |dst| (src, dst)))
}

fn name(src: StringEncoding, dst: StringEncoding) -> String {
    format!("{src:?} to {dst:?}")
}

/// The guest's `realloc`, on the exported memory rather than the guest's own.
fn realloc(mut caller: Caller<'_, Guest>, old: u32, old_size: u32, align: u32, size: u32) -> u32 {
    let Some(Extern::Memory(memory)) = caller.get_export("dst") else {
        panic!("the module exports its memories")
    };
    let (bytes, guest) = memory.data_and_store_mut(&mut caller);
    let own = std::mem::take(&mut guest.memory);
    guest.memory = bytes.to_vec();
    let new = guest.realloc(old, old_size, align, size);
    bytes.copy_from_slice(&guest.memory);
    guest.memory = own;
    new
}

fn encode(src_pages: u64, dst_pages: u64) -> Vec<u8> {
    let mut sink = Sink::default();
    let realloc = sink.func_type(&[ValType::I32; 4], &[ValType::I32]);
    let types = TypeTable::default();
    let mut exports = ExportSection::new();
    let mut emitter = Emitter::new(&types, &mut sink, &fuse_abi::handles::NoHandles);
    for (src, dst) in pairs() {
        let key = Transcode {
            src,
            dst,
            src_memory: SRC,
            dst_memory: DST,
            dst_realloc: FuncIndex(0),
        };
        exports.export(&name(src, dst), ExportKind::Func, emitter.transcoder(key).0);
    }
    exports.export("src", ExportKind::Memory, SRC.0);
    exports.export("dst", ExportKind::Memory, DST.0);
    let mut imports = ImportSection::new();
    imports.import("", "realloc", EntityType::Function(realloc.0));
    let mut memories = MemorySection::new();
    for pages in [src_pages, dst_pages] {
        memories.memory(MemoryType {
            minimum: pages,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
    }
    sink.finish(&imports, &memories, &exports)
}

/// A module's types and functions, of which the first is imported.
#[derive(Default)]
struct Sink {
    types: Vec<(Vec<ValType>, Vec<ValType>)>,
    funcs: Vec<(String, TypeIndex, Option<Function>)>,
}

impl Sink {
    fn finish(
        self,
        imports: &ImportSection,
        memories: &MemorySection,
        exports: &ExportSection,
    ) -> Vec<u8> {
        let (mut types, mut funcs, mut code) = (
            TypeSection::new(),
            FunctionSection::new(),
            CodeSection::new(),
        );
        let mut names = NameMap::new();
        for (params, results) in self.types {
            types.ty().function(params, results);
        }
        for (index, (name, ty, body)) in (1..).zip(&self.funcs) {
            funcs.function(ty.0);
            code.function(body.as_ref().expect("every function is defined"));
            names.append(index, name);
        }
        let mut name_section = NameSection::new();
        name_section.functions(&names);
        let mut module = Module::new();
        module
            .section(&types)
            .section(imports)
            .section(&funcs)
            .section(memories)
            .section(exports);
        module.section(&code).section(&name_section);
        module.finish()
    }
}

impl CodeSink for Sink {
    fn func_type(&mut self, params: &[ValType], results: &[ValType]) -> TypeIndex {
        let ty = (params.to_vec(), results.to_vec());
        let known = self.types.iter().position(|known| *known == ty);
        TypeIndex(
            u32::try_from(known.unwrap_or_else(|| {
                self.types.push(ty);
                self.types.len() - 1
            }))
            .expect("few types"),
        )
    }

    fn declare(&mut self, name: &str, ty: TypeIndex) -> FuncIndex {
        self.funcs.push((name.to_owned(), ty, None));
        FuncIndex(u32::try_from(self.funcs.len()).expect("few functions"))
    }

    fn define(&mut self, func: FuncIndex, body: Function) {
        self.funcs[func.0 as usize - 1].2 = Some(body);
    }
}
