//! Parses and validates a component, and keeps its definitions in the order they were written.

mod module;

pub use module::{StaticModule, element_count, element_table};

use crate::error::{Error, Found, Result};
use crate::operands;
use crate::verify::{Body, features, validate_bodies};
use fuse_abi::entity::PrimaryMap;
use fuse_abi::entity_id;
use std::collections::HashMap;
use wasmparser::types::Types;
use wasmparser::{
    BinaryReader, CanonicalFunction, ComponentAlias, ComponentExport, ComponentImport,
    ComponentInstance, ComponentName, Encoding, FunctionBody, Instance, KnownCustom, Parser,
    Payload, ValidPayload, Validator,
};

entity_id! {
    /// A component as written, however often it is instantiated.
    StaticComponentId, "component";
    /// A core module as written, however often it is instantiated.
    StaticModuleId, "module";
}

/// Every component and core module of the input; the root is `component0`.
pub struct ComponentTree<'a> {
    /// Components, parents before children.
    pub components: PrimaryMap<StaticComponentId, StaticComponent<'a>>,
    /// Core modules, in the order they were written, then the runtime.
    pub modules: PrimaryMap<StaticModuleId, StaticModule<'a>>,
    /// The runtime: the one module that is not of the input.
    pub runtime: StaticModuleId,
}

/// A component as written.
pub struct StaticComponent<'a> {
    /// Definitions in order.
    pub defs: Vec<Def<'a>>,
    /// The validator's view of all index spaces at the component's end.
    pub types: Types,
    /// Names of component instances, from the name section.
    pub instance_names: HashMap<u32, &'a str>,
    /// Names of nested components, from the name section.
    pub component_names: HashMap<u32, &'a str>,
    /// The component's bytes, header included.
    pub bytes: &'a [u8],
    /// How many components outwards its aliases reach; 0 for a closed component.
    pub outer_reach: u32,
    /// The `producers` section, if there is one.
    pub producers: Option<&'a [u8]>,
}

/// A definition within a component.
#[derive(Debug)]
pub enum Def<'a> {
    /// `(import …)`
    Import(ComponentImport<'a>),
    /// `(core module …)`
    CoreModule(StaticModuleId),
    /// `(component …)`
    Component(StaticComponentId),
    /// `(core instance …)`
    CoreInstance(Instance<'a>),
    /// `(instance …)`
    Instance(ComponentInstance<'a>),
    /// `(alias …)`
    Alias(ComponentAlias<'a>),
    /// `(canon …)`
    Canon(CanonicalFunction),
    /// `(type …)`
    Type,
    /// `(type (resource …))`
    Resource {
        /// The core type of its representation.
        rep: wasmparser::ValType,
        /// Its destructor, by index in the core function space.
        dtor: Option<u32>,
    },
    /// `(core type …)`
    CoreType,
    /// `(export …)`
    Export(ComponentExport<'a>),
}

/// Parses and validates `bytes`.
pub fn read(bytes: &[u8]) -> Result<ComponentTree<'_>> {
    check_header(bytes)?;
    let mut validator = Validator::new_with_features(features());
    let input = read_with(&mut validator, bytes)?;
    // The same validator gives equal types of the runtime and of the input the same identity.
    validator.reset();
    let runtime = read_with(&mut validator, crate::runtime::MODULE)
        .expect("the runtime that is built in is valid");
    let modules = input.modules.into_iter().chain(runtime.modules);
    let modules: PrimaryMap<StaticModuleId, _> = modules
        .map(|m| m.expect("every module has an end"))
        .collect();
    Ok(ComponentTree {
        components: input
            .components
            .into_iter()
            .map(|c| c.expect("every component has an end"))
            .collect(),
        runtime: modules.keys().next_back().expect("the runtime is a module"),
        modules,
    })
}

fn read_with<'a>(validator: &mut Validator, bytes: &'a [u8]) -> Result<Reader<'a>> {
    let mut reader = Reader {
        bytes,
        components: Vec::new(),
        modules: Vec::new(),
        stack: Vec::new(),
        bodies: Vec::new(),
    };
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(Error::Invalid)?;
        let valid = validator.payload(&payload).map_err(Error::Invalid)?;
        reader.payload(payload, valid)?;
    }
    let bodies = std::mem::take(&mut reader.bodies);
    let found = validate_bodies(bodies, operands::of_body).map_err(Error::Invalid)?;
    // Modules do not nest, so their bodies come one module after the other.
    let mut found = found.into_iter();
    for module in reader.modules.iter_mut().flatten() {
        module.operands = found.by_ref().take(module.bodies.len()).collect();
    }
    Ok(reader)
}

fn check_header(bytes: &[u8]) -> Result<()> {
    let found = match bytes {
        [] => Found::Empty,
        _ if Parser::is_component(bytes) => return Ok(()),
        _ if Parser::is_core_wasm(bytes) => Found::CoreModule,
        _ => Found::NotWasm,
    };
    Err(Error::NotAComponent { found })
}

/// The components and modules that are being read, innermost last.
struct Reader<'a> {
    bytes: &'a [u8],
    components: Vec<Option<StaticComponent<'a>>>,
    modules: Vec<Option<StaticModule<'a>>>,
    stack: Vec<Open<'a>>,
    bodies: Vec<Body<'a>>,
}

enum Open<'a> {
    Module(StaticModuleId, Box<StaticModule<'a>>),
    Component(StaticComponentId, OpenComponent<'a>),
}

#[derive(Default)]
struct OpenComponent<'a> {
    start: usize,
    defs: Vec<Def<'a>>,
    instance_names: HashMap<u32, &'a str>,
    component_names: HashMap<u32, &'a str>,
    outer_reach: u32,
    producers: Option<&'a [u8]>,
}

impl<'a> Reader<'a> {
    fn payload(&mut self, payload: Payload<'a>, valid: ValidPayload<'a>) -> Result<()> {
        match (payload, valid) {
            (
                Payload::Version {
                    encoding, range, ..
                },
                _,
            ) => {
                self.open(encoding, range.start as usize);
            }
            (Payload::End(offset), ValidPayload::End(types)) => {
                self.close(types, offset as usize)?;
            }
            (_, ValidPayload::Func(func, body)) => self.body(func, body),
            (payload, _) => match self.stack.last_mut().expect("a header comes first") {
                Open::Module(_, module) => module.payload(payload).map_err(Error::Invalid)?,
                Open::Component(_, component) => component.payload(payload)?,
            },
        }
        Ok(())
    }

    fn open(&mut self, encoding: Encoding, start: usize) {
        let open = match encoding {
            Encoding::Module => {
                let id = StaticModuleId(self.modules.len() as u32);
                self.modules.push(None);
                self.define(Def::CoreModule(id));
                Open::Module(id, Box::new(StaticModule::new(start)))
            }
            Encoding::Component => {
                let id = StaticComponentId(self.components.len() as u32);
                self.components.push(None);
                self.define(Def::Component(id));
                Open::Component(
                    id,
                    OpenComponent {
                        start,
                        ..OpenComponent::default()
                    },
                )
            }
        };
        self.stack.push(open);
    }

    /// Adds a definition to the component around the one that opens; the root has none around it.
    fn define(&mut self, def: Def<'a>) {
        if let Some(Open::Component(_, parent)) = self.stack.last_mut() {
            parent.defs.push(def);
        }
    }

    fn body(
        &mut self,
        func: wasmparser::FuncToValidate<wasmparser::ValidatorResources>,
        body: FunctionBody<'a>,
    ) {
        let Some(Open::Module(_, module)) = self.stack.last_mut() else {
            unreachable!("code entries occur in modules only")
        };
        module.bodies.push(body.clone());
        self.bodies.push((func, body));
    }

    fn close(&mut self, types: Types, end: usize) -> Result<()> {
        match self.stack.pop().expect("an end closes something") {
            Open::Module(id, mut module) => {
                let bytes = slice(self.bytes, module.start(), end)?;
                module.finish(types, bytes);
                self.modules[id.0 as usize] = Some(*module);
            }
            Open::Component(id, open) => {
                if let Some(Open::Component(_, parent)) = self.stack.last_mut() {
                    parent.outer_reach = parent.outer_reach.max(open.outer_reach.saturating_sub(1));
                }
                self.components[id.0 as usize] = Some(StaticComponent {
                    defs: open.defs,
                    types,
                    instance_names: open.instance_names,
                    component_names: open.component_names,
                    bytes: slice(self.bytes, open.start, end)?,
                    outer_reach: open.outer_reach,
                    producers: open.producers,
                });
            }
        }
        Ok(())
    }
}

/// The input from `start` to `end`, which a size that was read may place beyond the end of the input.
fn slice(input: &[u8], start: usize, end: usize) -> Result<&[u8]> {
    BinaryReader::new(&input[start..], start as u64)
        .read_bytes(end - start)
        .map_err(Error::Invalid)
}

impl<'a> OpenComponent<'a> {
    fn payload(&mut self, payload: Payload<'a>) -> Result<()> {
        self.section(payload).map_err(Error::Invalid)
    }

    fn section(&mut self, payload: Payload<'a>) -> Result<(), wasmparser::BinaryReaderError> {
        let defs = &mut self.defs;
        match payload {
            Payload::ComponentImportSection(s) => {
                for import in s {
                    defs.push(Def::Import(import?));
                }
            }
            Payload::InstanceSection(s) => {
                for instance in s {
                    defs.push(Def::CoreInstance(instance?));
                }
            }
            Payload::ComponentInstanceSection(s) => {
                for instance in s {
                    defs.push(Def::Instance(instance?));
                }
            }
            Payload::ComponentAliasSection(s) => {
                for alias in s {
                    let alias = alias?;
                    if let ComponentAlias::Outer { count, .. } = alias {
                        self.outer_reach = self.outer_reach.max(count);
                    }
                    defs.push(Def::Alias(alias));
                }
            }
            Payload::ComponentCanonicalSection(s) => {
                for canon in s {
                    defs.push(Def::Canon(canon?));
                }
            }
            Payload::ComponentTypeSection(s) => {
                for ty in s {
                    defs.push(match ty? {
                        wasmparser::ComponentType::Resource { rep, dtor } => {
                            Def::Resource { rep, dtor }
                        }
                        _ => Def::Type,
                    });
                }
            }
            Payload::CoreTypeSection(s) => {
                for ty in s {
                    ty?;
                    defs.push(Def::CoreType);
                }
            }
            Payload::ComponentExportSection(s) => {
                for export in s {
                    defs.push(Def::Export(export?));
                }
            }
            Payload::CustomSection(s) => match s.as_known() {
                KnownCustom::ComponentName(names) => self.names(names),
                KnownCustom::Producers(_) => self.producers = Some(s.data()),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    /// Names only serve messages, so a malformed name section is passed over as engines do.
    fn names(&mut self, names: wasmparser::ComponentNameSectionReader<'a>) {
        for name in names.into_iter().flatten() {
            let (map, names) = match name {
                ComponentName::Instances(names) => (&mut self.instance_names, names),
                ComponentName::Components(names) => (&mut self.component_names, names),
                _ => continue,
            };
            map.extend(names.into_iter().flatten().map(|n| (n.index, n.name)));
        }
    }
}
