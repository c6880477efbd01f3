//! The committed module: what is kept of the linker's output, what is added to it, and what has to hold for it.
//!
//! Only the sections that matter to whoever merges the module stay. Validation of the rest is the proof that the code needs nothing
//! else: had Rust put a value on its stack or a constant in the memory, a global or a data segment would be missing now.

use super::origin::Origin;
use anyhow::{Context, Result, bail, ensure};
use fuse_async::{Output, Signature};
use fuse_handles::{Intrinsic, Trap};
use std::collections::BTreeMap;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{CodeSection, CustomSection, ExportSection, FunctionSection, ImportSection};
use wasm_encoder::{ExportKind, MemorySection, Module, NameMap, NameSection, TypeSection};
use wasmparser::{ExternalKind, FuncType, KnownCustom, Name, Parser, Payload, ValType, Validator};

/// Makes the committed module of the linker's output.
pub fn finish(linked: &[u8], origin: &Origin) -> Result<Vec<u8>> {
    let mut parts = Parts::default();
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(linked) {
        parts.add(
            payload.context("failed to parse the linker's output")?,
            &mut names,
        )?;
    }
    let mut module = Module::new();
    module.section(&parts.types).section(&parts.imports);
    module.section(&parts.functions).section(&parts.memories);
    module.section(&parts.exports).section(&parts.code);
    let mut section = NameSection::new();
    let mut map = NameMap::new();
    for (function, name) in &names {
        map.append(*function, name);
    }
    section.functions(&map);
    module.section(&section);
    let text = serde_json::to_string(origin).context("failed to write down the origin")?;
    module.section(&CustomSection {
        name: Origin::SECTION.into(),
        data: text.as_bytes().into(),
    });
    let module = module.finish();
    check(&module)?;
    Ok(module)
}

/// The sections that are kept.
#[derive(Default)]
struct Parts {
    types: TypeSection,
    imports: ImportSection,
    functions: FunctionSection,
    memories: MemorySection,
    exports: ExportSection,
    code: CodeSection,
}

impl Parts {
    /// Takes over one part of the linker's output, and notes names of functions.
    fn add(&mut self, payload: Payload, names: &mut BTreeMap<u32, String>) -> Result<()> {
        let reencode = &mut RoundtripReencoder;
        match payload {
            Payload::TypeSection(types) => reencode.parse_type_section(&mut self.types, types)?,
            Payload::ImportSection(imports) => {
                for (function, import) in imports.clone().into_imports().enumerate() {
                    names.insert(function as u32, import?.name.to_owned());
                }
                reencode.parse_import_section(&mut self.imports, imports)?;
            }
            Payload::FunctionSection(functions) => {
                reencode.parse_function_section(&mut self.functions, functions)?;
            }
            Payload::MemorySection(memories) => {
                reencode.parse_memory_section(&mut self.memories, memories)?;
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    match export.kind {
                        ExternalKind::Func => {
                            names.insert(export.index, export.name.to_owned());
                            self.exports
                                .export(export.name, ExportKind::Func, export.index);
                        }
                        ExternalKind::Memory => {
                            self.exports
                                .export(export.name, ExportKind::Memory, export.index);
                        }
                        // Where the linker would put the data and the heap.
                        _ => {}
                    }
                }
            }
            Payload::CodeSectionEntry(body) => {
                reencode.parse_function_body(&mut self.code, body)?
            }
            Payload::DataSection(_) => bail!("the runtime has data segments"),
            Payload::StartSection { .. } => bail!("the runtime has a start function"),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    inner_names(section, names)?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Names the functions that are neither imported nor exported by their path in the runtime.
fn inner_names(
    section: wasmparser::NameSectionReader,
    names: &mut BTreeMap<u32, String>,
) -> Result<()> {
    for subsection in section {
        if let Name::Function(map) = subsection? {
            for naming in map {
                let naming = naming?;
                // Without the hash, which depends on where and with what the crate was compiled.
                let path = format!("{:#}", rustc_demangle::demangle(naming.name));
                let crates = ["fuse_handles::rt::", "fuse_async::rt::"];
                let short = crates.iter().find_map(|prefix| path.strip_prefix(prefix));
                let short = short.unwrap_or(&path);
                names
                    .entry(naming.index)
                    .or_insert_with(|| short.to_owned());
            }
        }
    }
    Ok(())
}

/// Fails unless the module is valid, exports every intrinsic, and imports nothing but functions that trap, dispatch or are the host's.
fn check(module: &[u8]) -> Result<()> {
    let types = Validator::new()
        .validate_all(module)
        .context("the runtime needs a part that was left out")?;
    let types = types.as_ref();
    let imported = known_imports();
    let mut exported = known_exports();
    let mut imports = 0;
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import?;
                    let ty = types[types.core_function_at(imports)].unwrap_func();
                    ensure!(
                        imported.get(&(import.module, import.name)) == Some(ty),
                        "the runtime imports `{}` of `{}`",
                        import.name,
                        import.module
                    );
                    imports += 1;
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        let ty = types[types.core_function_at(export.index)].unwrap_func();
                        ensure!(
                            exported.remove(export.name).as_ref() == Some(ty),
                            "the runtime exports `{}`, which is no intrinsic or has another type",
                            export.name
                        );
                    }
                }
            }
            _ => {}
        }
    }
    if let Some(name) = exported.keys().next() {
        bail!("the runtime lacks `{name}`");
    }
    Ok(())
}

/// The functions that the runtime may import, by module and name.
fn known_imports() -> BTreeMap<(&'static str, &'static str), FuncType> {
    let traps = Trap::ALL.map(|trap| ((Trap::MODULE, trap.name()), FuncType::new([], [])));
    let dispatches = fuse_async::Dispatch::ALL.map(|dispatch| {
        let name = (fuse_async::Dispatch::MODULE, dispatch.name());
        (name, func_type(dispatch.signature()))
    });
    let host = fuse_async::HostFunc::ALL.map(|func| {
        let name = (fuse_async::HostFunc::MODULE, func.name());
        (name, func_type(func.signature()))
    });
    traps.into_iter().chain(dispatches).chain(host).collect()
}

/// The functions that the runtime has to export, by name.
fn known_exports() -> BTreeMap<&'static str, FuncType> {
    let handles = Intrinsic::ALL.map(|intrinsic| {
        let result = match intrinsic {
            Intrinsic::LendsEnd
            | Intrinsic::HostRelease
            | Intrinsic::Stash
            | Intrinsic::ScratchFree
            | Intrinsic::ResultFree
            | Intrinsic::ErrorContextDrop => Output::None,
            Intrinsic::Drop => Output::I64,
            _ => Output::I32,
        };
        let params = intrinsic.params();
        (intrinsic.name(), func_type(Signature { params, result }))
    });
    let tasks = fuse_async::Intrinsic::ALL
        .map(|intrinsic| (intrinsic.name(), func_type(intrinsic.signature())));
    handles.into_iter().chain(tasks).collect()
}

/// The wasm type of a signature.
fn func_type(signature: Signature) -> FuncType {
    let results: &[ValType] = match signature.result {
        Output::None => &[],
        Output::I32 => &[ValType::I32],
        Output::I64 => &[ValType::I64],
    };
    let params = vec![ValType::I32; signature.params];
    FuncType::new(params, results.iter().copied())
}

/// What a finished module says it was made from.
pub fn origin(module: &[u8]) -> Result<Origin> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CustomSection(section) = payload?
            && section.name() == Origin::SECTION
        {
            return serde_json::from_slice(section.data())
                .context("failed to read what the runtime was made from");
        }
    }
    bail!("the runtime does not say what it was made from")
}

/// The functions of a finished module by name, with the bytes of their code.
pub fn function_sizes(module: &[u8]) -> Result<Vec<(String, usize)>> {
    let mut names = BTreeMap::new();
    let mut function = 0;
    let mut sizes = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => function = section.into_imports().count() as u32,
            Payload::CodeSectionEntry(body) => {
                sizes.push((function, body.as_bytes().len()));
                function += 1;
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    inner_names(section, &mut names)?;
                }
            }
            _ => {}
        }
    }
    let name = |function| {
        names
            .get(&function)
            .cloned()
            .context("every function has a name")
    };
    sizes
        .into_iter()
        .map(|(function, size)| Ok((name(function)?, size)))
        .collect()
}
