//! The fused module under construction: sections that grow, and a function index space whose bodies may come late.

use super::types::CoreTypes;
use fuse_abi::opts::{FuncIndex, TypeIndex};
use fuse_abi::sink::CodeSink;
use wasm_encoder::{
    CodeSection, DataCountSection, DataSection, ElementSection, Elements, ExportSection, Function,
    FunctionSection, GlobalSection, ImportSection, IndirectNameMap, MemorySection, Module, NameMap,
    NameSection, TableSection, TagSection, ValType,
};

/// The fused module.
#[derive(Default)]
pub struct CoreModule {
    /// Types, written as they are needed.
    pub types: CoreTypes,
    pub imports: ImportSection,
    pub tables: TableSection,
    pub memories: MemorySection,
    pub tags: TagSection,
    pub globals: GlobalSection,
    pub exports: ExportSection,
    pub elements: ElementSection,
    pub datas: DataSection,
    /// Functions that code refers to by `ref.func`, and so have to be declared.
    pub declared: std::collections::BTreeSet<u32>,
    /// How many functions are imported.
    pub imported_funcs: u32,
    funcs: Vec<(TypeIndex, Option<Vec<u8>>)>,
    names: Option<Vec<(u32, String)>>,
}

impl CoreModule {
    /// An empty module; `names` says whether it gets a name section.
    pub fn new(names: bool) -> Self {
        CoreModule {
            names: names.then(Vec::new),
            ..CoreModule::default()
        }
    }

    /// Names a function, if the module has a name section.
    pub fn name(&mut self, func: FuncIndex, name: impl FnOnce() -> String) {
        if let Some(names) = &mut self.names {
            names.push((func.0, name()));
        }
    }

    /// Appends a function whose encoded body, without its size, is `body`.
    pub fn push_func(&mut self, ty: TypeIndex, body: Option<Vec<u8>>) -> FuncIndex {
        self.funcs.push((ty, body));
        FuncIndex(self.imported_funcs + self.funcs.len() as u32 - 1)
    }

    /// Whether the module gets a name section.
    pub fn has_names(&self) -> bool {
        self.names.is_some()
    }

    /// Encodes the module.
    pub fn finish(mut self) -> Vec<u8> {
        let mut funcs = FunctionSection::new();
        let mut code = CodeSection::new();
        for (index, (ty, body)) in self.funcs.iter().enumerate() {
            funcs.function(ty.0);
            let body = body
                .as_ref()
                .unwrap_or_else(|| panic!("emitted function {index} is defined"));
            code.raw(body);
        }
        if !self.declared.is_empty() {
            let declared: Vec<u32> = self.declared.into_iter().collect();
            self.elements.declared(Elements::Functions(declared.into()));
        }
        let mut module = Module::new();
        module.section(self.types.section());
        if !self.imports.is_empty() {
            module.section(&self.imports);
        }
        module.section(&funcs);
        if !self.tables.is_empty() {
            module.section(&self.tables);
        }
        if !self.memories.is_empty() {
            module.section(&self.memories);
        }
        if !self.tags.is_empty() {
            module.section(&self.tags);
        }
        if !self.globals.is_empty() {
            module.section(&self.globals);
        }
        module.section(&self.exports);
        if !self.elements.is_empty() {
            module.section(&self.elements);
        }
        if !self.datas.is_empty() {
            module.section(&DataCountSection {
                count: self.datas.len(),
            });
        }
        module.section(&code);
        if !self.datas.is_empty() {
            module.section(&self.datas);
        }
        if let Some(names) = self.names {
            module.section(&name_section(names));
        }
        module.finish()
    }
}

impl CodeSink for CoreModule {
    fn func_type(&mut self, params: &[ValType], results: &[ValType]) -> TypeIndex {
        self.types.func(params, results)
    }

    fn declare(&mut self, name: &str, ty: TypeIndex) -> FuncIndex {
        let func = self.push_func(ty, None);
        self.name(func, || name.to_string());
        func
    }

    fn define(&mut self, func: FuncIndex, body: Function) {
        let slot = &mut self.funcs[(func.0 - self.imported_funcs) as usize].1;
        assert!(slot.is_none(), "{func} is defined once");
        *slot = Some(body.into_raw_body());
    }
}

fn name_section(mut names: Vec<(u32, String)>) -> NameSection {
    names.sort_by_key(|(index, _)| *index);
    let mut map = NameMap::new();
    for (index, name) in &names {
        map.append(*index, name);
    }
    let mut section = NameSection::new();
    section.module("fused");
    section.functions(&map);
    section.locals(&IndirectNameMap::new());
    section
}
