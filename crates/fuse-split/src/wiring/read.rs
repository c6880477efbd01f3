//! Goes through the sections of a component, and keeps its index spaces while it does.

use super::{Arg, Bag, Base, Export, Instance, Item, Nested, Wiring};
use crate::traits;
use std::collections::HashMap;
use wasmparser::types::Types;
use wasmparser::{
    BinaryReaderError, CanonicalFunction, ComponentAlias, ComponentDefinedType, ComponentExport,
    ComponentExternalKind, ComponentImport, ComponentInstance, ComponentName,
    ComponentOuterAliasKind, ComponentType, KnownCustom, Parser, Payload, ValidPayload, Validator,
};

/// Reads `bytes`, which are a valid component.
pub fn read(bytes: &[u8]) -> Result<Wiring<'_>, BinaryReaderError> {
    let mut reader = Reader::default();
    let mut validator = Validator::new_with_features(fuse_core::encode::features());
    let mut depth = 0;
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        let valid = validator.payload(&payload)?;
        if let (Payload::End(_), ValidPayload::End(types)) = (&payload, valid) {
            if depth == 0 {
                return Ok(reader.finish(types));
            }
            depth -= 1;
            continue;
        }
        let outermost = depth == 0;
        if let Payload::ModuleSection { .. } | Payload::ComponentSection { .. } = payload {
            depth += 1;
        }
        if outermost {
            reader.payload(payload, bytes)?;
        }
    }
    unreachable!("a valid component has an end")
}

/// The index spaces of the component that is being read.
#[derive(Default)]
struct Reader<'a> {
    funcs: Vec<Item>,
    values: Vec<Item>,
    types: Vec<Item>,
    components: Vec<Item>,
    modules: Vec<Item>,
    instances: Vec<Item>,
    imports: Vec<&'a str>,
    nested: Vec<Nested<'a>>,
    made: Vec<Made<'a>>,
    bags: Vec<(u32, Vec<Arg<'a>>)>,
    exports: Vec<Export<'a>>,
    lowered: Vec<Item>,
    customs: Vec<&'a [u8]>,
    instance_names: HashMap<u32, &'a str>,
    component_names: HashMap<u32, &'a str>,
    more: Option<&'static str>,
    /// Whether one of the types defined is that of a handle.
    handles: bool,
}

/// An instance before its name is known.
struct Made<'a> {
    index: u32,
    component_index: u32,
    component: Item,
    args: Vec<Arg<'a>>,
}

impl<'a> Reader<'a> {
    fn payload(&mut self, payload: Payload<'a>, bytes: &'a [u8]) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::ComponentImportSection(section) => {
                for import in section {
                    self.import(&import?);
                }
            }
            Payload::ComponentTypeSection(section) => {
                for ty in section {
                    match ty? {
                        ComponentType::Resource { .. } => self.note("resources"),
                        ComponentType::Defined(
                            ComponentDefinedType::Own(_) | ComponentDefinedType::Borrow(_),
                        ) => self.handles = true,
                        _ => {}
                    }
                    self.types.push(Base::Type(self.types.len() as u32).into());
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section {
                    self.alias(&alias?);
                }
            }
            Payload::ComponentInstanceSection(section) => {
                for instance in section {
                    self.instance(instance?);
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section {
                    self.export(&export?);
                }
            }
            Payload::ComponentCanonicalSection(section) => {
                for canon in section {
                    self.canon(&canon?);
                }
            }
            Payload::ComponentSection {
                unchecked_range, ..
            } => self.component(bytes, &unchecked_range)?,
            Payload::ModuleSection { .. } => {
                self.note("core modules");
                self.modules.push(Base::Own.into());
            }
            Payload::InstanceSection(_) => self.note("core instances"),
            Payload::ComponentStartSection { .. } => self.note("a start function"),
            Payload::CustomSection(section) => match section.as_known() {
                KnownCustom::ComponentName(names) => self.names(names)?,
                _ => {
                    let range = section.range();
                    self.customs
                        .push(&bytes[range.start as usize..range.end as usize]);
                }
            },
            _ => {}
        }
        Ok(())
    }

    /// Notes something that is more than wiring.
    fn note(&mut self, what: &'static str) {
        self.more.get_or_insert(what);
    }

    fn space(&mut self, kind: ComponentExternalKind) -> &mut Vec<Item> {
        match kind {
            ComponentExternalKind::Module => &mut self.modules,
            ComponentExternalKind::Func => &mut self.funcs,
            ComponentExternalKind::Value => &mut self.values,
            ComponentExternalKind::Type => &mut self.types,
            ComponentExternalKind::Instance => &mut self.instances,
            ComponentExternalKind::Component => &mut self.components,
        }
    }

    fn import(&mut self, import: &ComponentImport<'a>) {
        let base = Base::Import(self.imports.len());
        self.imports.push(import.name.name);
        self.space(import.ty.kind()).push(base.into());
    }

    fn alias(&mut self, alias: &ComponentAlias<'a>) {
        match *alias {
            ComponentAlias::InstanceExport {
                kind,
                instance_index,
                name,
            } => {
                let item = self.export_of(&self.instances[instance_index as usize], name);
                self.space(kind).push(item);
            }
            ComponentAlias::CoreInstanceExport { .. } => self.note("core instances"),
            ComponentAlias::Outer { kind, .. } => {
                self.note("aliases of what is around it");
                match kind {
                    ComponentOuterAliasKind::CoreModule => {
                        self.modules.push(Base::Own.into());
                    }
                    ComponentOuterAliasKind::CoreType => {}
                    ComponentOuterAliasKind::Type => self.types.push(Base::Own.into()),
                    ComponentOuterAliasKind::Component => {
                        self.components.push(Base::Own.into());
                    }
                }
            }
        }
    }

    /// The item that `instance` exports as `name`.
    fn export_of(&self, instance: &Item, name: &str) -> Item {
        if let Base::Bag(bag) = instance.base {
            let (_, items) = &self.bags[bag];
            let found = items.iter().find(|arg| arg.name == name);
            return found.expect("aliases were validated").item.clone();
        }
        instance.export(name)
    }

    fn instance(&mut self, instance: ComponentInstance<'a>) {
        let index = self.instances.len() as u32;
        match instance {
            ComponentInstance::Instantiate {
                component_index,
                args,
            } => {
                let args = args.iter();
                let args = args.map(|arg| self.arg(arg.name, arg.kind, arg.index));
                let args = args.collect();
                let component = self.components[component_index as usize].clone();
                let made = Made {
                    index,
                    component_index,
                    component,
                    args,
                };
                self.instances.push(Base::Instance(self.made.len()).into());
                self.made.push(made);
            }
            ComponentInstance::FromExports(exports) => {
                self.note("instances made of single items");
                let items = exports.iter();
                let items = items.map(|export| self.exported(export)).collect();
                self.instances.push(Base::Bag(self.bags.len()).into());
                self.bags.push((index, items));
            }
        }
    }

    fn arg(&mut self, name: &'a str, kind: ComponentExternalKind, index: u32) -> Arg<'a> {
        let item = self.space(kind)[index as usize].clone();
        // Such a type may speak of a resource that nothing else brings along.
        if self.handles && matches!(item.base, Base::Type(_)) {
            self.note("types that speak of resources");
        }
        Arg { name, kind, item }
    }

    fn exported(&mut self, export: &ComponentExport<'a>) -> Arg<'a> {
        self.arg(export.name.name, export.kind, export.index)
    }

    fn export(&mut self, export: &ComponentExport<'a>) {
        let stated = export.ty.is_some();
        if stated && export.kind != ComponentExternalKind::Func {
            self.note("exports that state their types");
        }
        let arg = self.exported(export);
        let item = arg.item.clone();
        self.space(export.kind).push(item);
        self.exports.push(Export { arg, stated });
    }

    fn canon(&mut self, canon: &CanonicalFunction) {
        self.note("functions of its own");
        match canon {
            CanonicalFunction::Lift { .. } => self.funcs.push(Base::Own.into()),
            CanonicalFunction::Lower { func_index, .. } => {
                self.lowered.push(self.funcs[*func_index as usize].clone());
            }
            _ => {}
        }
    }

    fn component(
        &mut self,
        bytes: &'a [u8],
        range: &std::ops::Range<u64>,
    ) -> Result<(), BinaryReaderError> {
        let range = range.start as usize..range.end as usize;
        let bytes = &bytes[range.clone()];
        // On its own, a component that reaches outwards is not valid.
        let mut validator = Validator::new_with_features(fuse_core::encode::features());
        let closed = validator.validate_all(bytes).is_ok();
        if !closed {
            self.note("components that alias what is around them");
        }
        self.components
            .push(Base::Component(self.nested.len()).into());
        self.nested.push(Nested {
            traits: traits::of(bytes)?,
            bytes,
            range,
            closed,
        });
        Ok(())
    }

    fn names(
        &mut self,
        names: wasmparser::ComponentNameSectionReader<'a>,
    ) -> Result<(), BinaryReaderError> {
        for name in names {
            let (names, into) = match name? {
                ComponentName::Instances(names) => (names, &mut self.instance_names),
                ComponentName::Components(names) => (names, &mut self.component_names),
                _ => continue,
            };
            for naming in names {
                let naming = naming?;
                into.insert(naming.index, naming.name);
            }
        }
        Ok(())
    }

    fn finish(self, types: Types) -> Wiring<'a> {
        let name = |made: &Made<'a>| {
            let known = self.instance_names.get(&made.index);
            known
                .or_else(|| self.component_names.get(&made.component_index))
                .map_or_else(|| format!("#{}", made.index), |name| name.to_string())
        };
        let names: Vec<_> = self.made.iter().map(name).collect();
        let instances = self.made.into_iter().zip(names);
        Wiring {
            imports: self.imports,
            components: self.nested,
            instances: instances
                .map(|(made, name)| Instance {
                    name,
                    ty: types.component_instance_at(made.index),
                    component: made.component,
                    args: made.args,
                })
                .collect(),
            bags: self
                .bags
                .into_iter()
                .map(|(index, items)| Bag {
                    ty: types.component_instance_at(index),
                    items,
                })
                .collect(),
            exports: self.exports,
            lowered: self.lowered,
            customs: self.customs,
            more: self.more,
            types,
        }
    }
}
