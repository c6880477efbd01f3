//! Measures inputs and outputs by part.

use crate::error::{Error, Result};
use crate::graph::{CoreInstanceId, InstanceGraph};
use crate::layout::Layout;
use crate::plan::Plan;
use wasmparser::{Encoding, Parser, Payload};

/// A part of a component or a core module.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Function bodies.
    Code,
    /// Data segments.
    Data,
    /// Sections of names.
    Names,
    /// DWARF and source maps.
    DebugInfo,
    /// All other custom sections.
    OtherCustom,
    /// What else there is in core modules: types, imports, tables, globals, exports.
    Module,
    /// What stands around core modules: component types and wiring.
    Component,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 7] = [
        Part::Code,
        Part::Data,
        Part::Names,
        Part::DebugInfo,
        Part::OtherCustom,
        Part::Module,
        Part::Component,
    ];

    /// The words for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Code => "code",
            Part::Data => "data",
            Part::Names => "names",
            Part::DebugInfo => "debug info",
            Part::OtherCustom => "other custom sections",
            Part::Module => "rest of core modules",
            Part::Component => "component around them",
        }
    }

    /// The part that the custom section called `name` is.
    fn of_custom(name: &str) -> Part {
        const DEBUG_INFO: [&str; 3] = ["sourceMappingURL", "external_debug_info", "build_id"];
        match name {
            "name" | "component-name" => Part::Names,
            name if name.starts_with(".debug_") || DEBUG_INFO.contains(&name) => Part::DebugInfo,
            _ => Part::OtherCustom,
        }
    }
}

/// Bytes by part; together they are all bytes that there are.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct PartSizes {
    bytes: [usize; Part::ALL.len()],
}

impl PartSizes {
    /// Those of a component or a core module.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if `bytes` cannot be parsed as either.
    pub fn of(bytes: &[u8]) -> Result<PartSizes> {
        let mut sizes = PartSizes::default();
        let mut modules = 0;
        let mut depth = Vec::new();
        let mut in_modules = 0;
        for payload in Parser::new(0).parse_all(bytes) {
            let (part, range) = match payload.map_err(Error::Invalid)? {
                Payload::Version { encoding, .. } => {
                    depth.push(encoding);
                    if depth == [Encoding::Module] {
                        modules = bytes.len();
                    }
                    continue;
                }
                Payload::End(_) => {
                    depth.pop();
                    continue;
                }
                Payload::ModuleSection {
                    unchecked_range, ..
                } => {
                    modules += length(&unchecked_range);
                    continue;
                }
                Payload::CodeSectionStart { range, .. } => (Part::Code, range),
                Payload::DataSection(section) => (Part::Data, section.range()),
                Payload::CustomSection(section) => {
                    (Part::of_custom(section.name()), section.range())
                }
                _ => continue,
            };
            let size = length(&range);
            sizes.add(part, size);
            if depth.last() == Some(&Encoding::Module) {
                in_modules += size;
            }
        }
        let known: usize = sizes.bytes.iter().sum();
        sizes.add(Part::Module, modules - in_modules);
        sizes.add(
            Part::Component,
            bytes.len() - modules - (known - in_modules),
        );
        Ok(sizes)
    }

    /// The bytes of `part`.
    pub fn get(&self, part: Part) -> usize {
        self.bytes[part as usize]
    }

    fn add(&mut self, part: Part, size: usize) {
        self.bytes[part as usize] += size;
    }
}

fn length(range: &std::ops::Range<u64>) -> usize {
    usize::try_from(range.end - range.start).expect("ranges lie within the bytes that are parsed")
}

/// Bytes before and after.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// In the input.
    pub before: usize,
    /// In the output.
    pub after: usize,
}

/// Sizes of the input and the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// All bytes.
    pub total: Change,
    /// By part, in the order of [`Part::ALL`].
    pub parts: Vec<(Part, Change)>,
    /// Function bodies and data segments of each core instance that is merged. A module that is instantiated twice counts twice.
    pub instances: Vec<InstanceSize>,
    /// Function bodies of the runtime, in the output alone.
    pub runtime: usize,
    /// Function bodies that fusion adds besides: adapters, built-ins and what they call.
    pub adapters: usize,
}

/// Sizes of what one core instance brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceSize {
    /// The component instance that made it.
    pub instance: String,
    /// The name of its module.
    pub module: String,
    /// Function bodies.
    pub code: Change,
    /// Contents of data segments.
    pub data: Change,
}

/// Measures `input` against `output`, in which `core` is the fused module.
pub fn measure(
    graph: &InstanceGraph<'_>,
    plan: &Plan<'_>,
    layout: &Layout<'_>,
    input: &[u8],
    output: &[u8],
    core: &[u8],
) -> Sizes {
    let [before, after] = [input, output].map(|bytes| PartSizes::of(bytes).expect(PARSED));
    let bodies = Bodies::of(core);
    let kept = |id: CoreInstanceId| -> usize {
        let imports = graph.core_instances[id].imported.funcs.len();
        let finals = layout.maps[id].core.funcs.iter().skip(imports);
        finals.flatten().map(|func| bodies.size(*func)).sum()
    };
    let mut instances = Vec::new();
    for (id, marks) in plan.live.instances.iter() {
        let Some(module) = graph.module(id).filter(|_| id != graph.runtime) else {
            continue;
        };
        let bodies = module.bodies.iter().map(|body| body.as_bytes().len());
        let datas = module.datas.iter().map(|data| data.data.len());
        let kept_datas = datas.clone().zip(&marks.datas).filter(|(_, kept)| **kept);
        instances.push(InstanceSize {
            instance: graph.origin(id).to_string(),
            module: graph.core_instances[id].name.clone(),
            code: Change {
                before: bodies.sum(),
                after: kept(id),
            },
            data: Change {
                before: datas.clone().sum(),
                after: kept_datas.map(|(size, _)| size).sum(),
            },
        });
    }
    let runtime = kept(graph.runtime);
    let merged: usize = instances.iter().map(|it| it.code.after).sum();
    Sizes {
        total: Change {
            before: input.len(),
            after: output.len(),
        },
        parts: Part::ALL
            .map(|part| {
                let change = Change {
                    before: before.get(part),
                    after: after.get(part),
                };
                (part, change)
            })
            .into(),
        adapters: bodies.total() - merged - runtime,
        instances,
        runtime,
    }
}

const PARSED: &str = "the input was read, and the output validated";

/// The sizes of the function bodies of a core module.
struct Bodies {
    imports: u32,
    sizes: Vec<usize>,
}

impl Bodies {
    fn of(module: &[u8]) -> Self {
        let mut bodies = Bodies {
            imports: 0,
            sizes: Vec::new(),
        };
        for payload in Parser::new(0).parse_all(module) {
            match payload.expect(PARSED) {
                Payload::ImportSection(section) => {
                    let imports = section
                        .into_imports()
                        .map(|import| import.expect(PARSED).ty);
                    let funcs = imports.filter(|ty| {
                        use wasmparser::TypeRef::{Func, FuncExact};
                        matches!(ty, Func(_) | FuncExact(_))
                    });
                    bodies.imports = u32::try_from(funcs.count()).expect("fewer than 2^32 imports");
                }
                Payload::CodeSectionEntry(body) => bodies.sizes.push(body.as_bytes().len()),
                _ => {}
            }
        }
        bodies
    }

    /// That of the function at `index` of the module's index space.
    fn size(&self, index: u32) -> usize {
        self.sizes[(index - self.imports) as usize]
    }

    fn total(&self) -> usize {
        self.sizes.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_all_of_a_component() {
        let text = r#"(component
            (core module $m
                (@custom ".debug_info" "abc")
                (@custom "other" "de")
                (memory 1)
                (data (i32.const 0) "hello")
                (func $f (nop)))
            (component
                (core module $inner (func $g (nop) (nop))))
            (core instance (instantiate $m)))"#;
        let bytes = wat::parse_str(text).expect("the text is well formed");
        let sizes = PartSizes::of(&bytes).expect("the bytes are a component");
        let total: usize = Part::ALL.map(|part| sizes.get(part)).iter().sum();
        assert_eq!(total, bytes.len());
        // A name and its length, then the contents.
        assert_eq!(sizes.get(Part::DebugInfo), 1 + ".debug_info".len() + 3);
        assert_eq!(sizes.get(Part::OtherCustom), 1 + "other".len() + 2);
        // A count, then a segment's flag, offset, length and bytes.
        assert_eq!(sizes.get(Part::Data), 1 + 1 + 3 + 1 + 5);
        // A count, then a length, no locals, the instructions and `end` of each.
        assert_eq!(
            sizes.get(Part::Code),
            (1 + 1 + 1 + 1 + 1) + (1 + 1 + 1 + 2 + 1)
        );
    }

    #[test]
    fn a_core_module_has_nothing_around_it() {
        let bytes = wat::parse_str("(module (func (nop)))").expect("the text is well formed");
        let sizes = PartSizes::of(&bytes).expect("the bytes are a module");
        assert_eq!(sizes.get(Part::Component), 0);
        assert_eq!(sizes.get(Part::Code) + sizes.get(Part::Module), bytes.len());
    }
}
