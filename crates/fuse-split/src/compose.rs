//! Encodes compositions: that of a group, with what it uses of others as imports, and that of the groups.
//!
//! Both are written on demand, from an item to what it is made of. Types of imports are encoded from the validator's view of the
//! whole component, so that resource types are one in the composition exactly if they are one there.

use crate::wiring::{Arg, Base, Export, Item, Wiring};
use fuse_core::encode::{Encoder, extern_name};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use wasm_encoder::{ComponentBuilder, ComponentExportKind, ComponentTypeRef};
use wasmparser::ComponentExternalKind;
use wasmparser::component_types::ComponentEntityType;
use wasmparser::names::KebabStr;

/// A group as one component.
pub struct Composed {
    /// The component.
    pub bytes: Vec<u8>,
    /// What it imports, by name.
    pub imports: Vec<(String, Item)>,
    /// The names under which it exports what others use.
    pub exports: BTreeMap<Item, String>,
}

/// Composes the instances `members`, and exports the items of theirs that are `used` elsewhere.
pub fn group(wiring: &Wiring<'_>, members: &BTreeSet<usize>, used: &BTreeSet<Item>) -> Composed {
    let mut composer = Composer::new(wiring);
    let imports = composer.import_for(members);
    for &id in members {
        composer.item(&Base::Instance(id).into());
    }
    let exports = composer.export_used(used);
    Composed {
        bytes: composer.finish(),
        imports,
        exports,
    }
}

/// What is instantiated in place of some instances.
pub enum Part {
    /// A component in place of one instance's.
    Single(usize, Vec<u8>),
    /// A component in place of many.
    Group(Composed),
}

/// Composes `parts`, in their order, into a component that imports and exports what the one behind `wiring` does.
pub fn whole(wiring: &Wiring<'_>, parts: &[Part]) -> Vec<u8> {
    let mut composer = Composer::new(wiring);
    for import in 0..wiring.imports.len() {
        composer.import(import);
    }
    for part in parts {
        match part {
            Part::Single(id, bytes) => {
                composer.bytes.insert(*id, bytes);
            }
            Part::Group(composed) => {
                for (item, name) in &composed.exports {
                    composer.exported.insert(item.clone(), (composed, name));
                }
            }
        }
    }
    for part in parts {
        match part {
            Part::Single(id, _) => _ = composer.item(&Base::Instance(*id).into()),
            Part::Group(composed) => _ = composer.composed(composed),
        }
    }
    composer.export_all();
    for custom in &wiring.customs {
        composer.out().raw_custom_section(&raw_section(custom));
    }
    composer.finish()
}

/// A custom section with its header.
fn raw_section(contents: &[u8]) -> Vec<u8> {
    use wasm_encoder::Encode as _;
    let mut section = vec![0];
    contents.encode(&mut section);
    section
}

/// A component while it is encoded.
struct Composer<'w, 'a> {
    wiring: &'w Wiring<'a>,
    encoder: Encoder<'w>,
    /// Where items are, each in the index space of its kind.
    items: HashMap<Item, u32>,
    /// Components to instantiate instead, by instance.
    bytes: HashMap<usize, &'w [u8]>,
    /// Components written, by their bytes.
    components: HashMap<&'w [u8], u32>,
    /// Items that groups export.
    exported: HashMap<Item, (&'w Composed, &'w str)>,
    /// Instances of groups, by the group's bytes.
    groups: HashMap<*const u8, u32>,
}

impl<'w, 'a> Composer<'w, 'a> {
    fn new(wiring: &'w Wiring<'a>) -> Self {
        Composer {
            wiring,
            encoder: Encoder::new(&wiring.types),
            items: HashMap::new(),
            bytes: HashMap::new(),
            components: HashMap::new(),
            exported: HashMap::new(),
            groups: HashMap::new(),
        }
    }

    fn out(&mut self) -> &mut ComponentBuilder {
        self.encoder.component()
    }

    fn finish(self) -> Vec<u8> {
        let mut builder = self.encoder.into_component();
        builder.append_names();
        builder.finish()
    }

    /// Imports what the whole imports.
    fn import(&mut self, import: usize) {
        let wiring = self.wiring;
        let name = wiring.imports[import];
        let item = wiring.types.component_item_for_import(name);
        let item = item.expect("imports were validated");
        let ty = self.encoder.entity(item.ty);
        let index = self.out().import(extern_name(name, item), ty);
        self.encoder.register(item.ty, index);
        self.items.insert(Base::Import(import).into(), index);
    }

    /// Imports what `members` use of what is not among them: first what the whole imports, then items of other instances.
    fn import_for(&mut self, members: &BTreeSet<usize>) -> Vec<(String, Item)> {
        let wiring = self.wiring;
        let sources: BTreeSet<_> = members.iter().flat_map(|id| wiring.sources(*id)).collect();
        let mut imports = Vec::new();
        let mut foreign = BTreeSet::new();
        let mut known = BTreeSet::new();
        for item in sources {
            match item.base {
                Base::Import(import) if known.insert(import) => {
                    self.import(import);
                    imports.push((
                        wiring.imports[import].to_string(),
                        Base::Import(import).into(),
                    ));
                }
                Base::Instance(id) if !members.contains(&id) => _ = foreign.insert(item),
                _ => {}
            }
        }
        // Functions may speak of types, and instances have functions and types.
        let mut foreign: Vec<_> = wiring.with_types(foreign).into_iter().collect();
        foreign.sort_by_key(|item| rank(wiring.entity(item)));
        let mut names = Names::of(imports.iter().map(|(name, _)| name));
        for item in foreign {
            let name = names.fresh(wiring, &item);
            let known = wiring.entity(&item);
            let ty = self.encoder.entity(known);
            let index = self.out().import(name.as_str(), ty);
            self.encoder.register(known, index);
            self.items.insert(item.clone(), index);
            imports.push((name, item));
        }
        imports
    }

    fn export_used(&mut self, used: &BTreeSet<Item>) -> BTreeMap<Item, String> {
        let mut used: Vec<_> = used.iter().collect();
        used.sort_by_key(|item| rank(self.wiring.entity(item)));
        let mut names = Names::of([]);
        let mut exports = BTreeMap::new();
        for item in used {
            let name = names.fresh(self.wiring, item);
            let index = self.item(item);
            let ty = self.wiring.entity(item);
            // The type says which of the types exported by now the function speaks of.
            let stated = match ty {
                ComponentEntityType::Func(ty) => {
                    Some(ComponentTypeRef::Func(self.encoder.func_type(ty)))
                }
                _ => None,
            };
            let exported = self.out().export(name.as_str(), kind_of(ty), index, stated);
            self.encoder.register(ty, exported);
            exports.insert(item.clone(), name);
        }
        exports
    }

    fn export_all(&mut self) {
        let wiring = self.wiring;
        for Export { arg, stated } in &wiring.exports {
            let known = wiring.types.component_item_for_export(arg.name);
            let known = known.expect("exports were validated");
            let index = self.item(&arg.item);
            let ty = match known.ty {
                ComponentEntityType::Func(ty) if *stated => {
                    Some(ComponentTypeRef::Func(self.encoder.func_type(ty)))
                }
                _ => None,
            };
            let name = extern_name(arg.name, known);
            let exported = self.out().export(name, arg.kind.into(), index, ty);
            self.encoder.register(known.ty, exported);
        }
    }

    /// The index of an item, which is written with all that it needs if it is not there yet.
    fn item(&mut self, item: &Item) -> u32 {
        if let Some(&index) = self.items.get(item) {
            return index;
        }
        let index = match item.path.split_last() {
            _ if self.exported.contains_key(item) => {
                let (composed, name) = self.exported[item];
                let instance = self.composed(composed);
                let kind = kind_of(self.wiring.entity(item));
                self.out().alias_export(instance, name, kind)
            }
            Some((name, outer)) => {
                let outer = Item {
                    base: item.base,
                    path: outer.to_vec(),
                };
                let instance = self.item(&outer);
                let kind = kind_of(self.wiring.entity(item));
                self.out().alias_export(instance, name, kind)
            }
            None => self.base(item.base),
        };
        self.items.insert(item.clone(), index);
        index
    }

    fn base(&mut self, base: Base) -> u32 {
        let wiring = self.wiring;
        match base {
            Base::Instance(id) => self.instance(id),
            Base::Component(id) => self.component(wiring.components[id].bytes),
            Base::Type(index) => {
                let ty = wiring.types.component_any_type_at(index);
                self.encoder.type_index(ty)
            }
            Base::Import(_) | Base::Bag(_) | Base::Own => {
                unreachable!("imports come first, and mere wiring has nothing like {base:?}")
            }
        }
    }

    fn args(&mut self, args: &'w [Arg<'a>]) -> Vec<(&'w str, ComponentExportKind, u32)> {
        let args = args.iter();
        args.map(|arg| (arg.name, arg.kind.into(), self.item(&arg.item)))
            .collect()
    }

    fn component(&mut self, bytes: &'w [u8]) -> u32 {
        if let Some(&known) = self.components.get(bytes) {
            return known;
        }
        let index = self.out().component_raw(None, bytes);
        self.components.insert(bytes, index);
        index
    }

    fn instance(&mut self, id: usize) -> u32 {
        let grouped = self
            .exported
            .keys()
            .any(|item| item.base == Base::Instance(id));
        assert!(!grouped, "what others use of a group is what it exports");
        let wiring = self.wiring;
        let instance = &wiring.instances[id];
        let component = match self.bytes.get(&id) {
            Some(bytes) => self.component(bytes),
            None => self.item(&instance.component),
        };
        let args = self.args(&instance.args);
        self.out()
            .instantiate(Some(&instance.name), component, args)
    }

    /// The instance of a group.
    fn composed(&mut self, composed: &'w Composed) -> u32 {
        let key = composed.bytes.as_ptr();
        if let Some(&known) = self.groups.get(&key) {
            return known;
        }
        let wiring = self.wiring;
        let component = self.component(&composed.bytes);
        let imports = composed.imports.iter();
        let args: Vec<_> = imports
            .map(|(name, item)| (name, kind_of(wiring.entity(item)), self.item(item)))
            .collect();
        let index = self.out().instantiate(None, component, args);
        self.groups.insert(key, index);
        index
    }
}

/// Names for imports or exports, each taken once.
struct Names(BTreeSet<String>);

impl Names {
    fn of<'n>(taken: impl IntoIterator<Item = &'n String>) -> Self {
        Names(taken.into_iter().map(|name| name.to_lowercase()).collect())
    }

    /// A name for `item` that says what it is, if there is one.
    fn fresh(&mut self, wiring: &Wiring<'_>, item: &Item) -> String {
        let said = match (item.path.last(), item.base) {
            // A name in brackets says what a function is to a resource of that instance's.
            (Some(name), _) => Some(name.as_str()).filter(|name| !name.starts_with('[')),
            (None, Base::Instance(id)) => Some(wiring.instances[id].name.as_str())
                .filter(|name| KebabStr::new(name).is_some()),
            (None, _) => None,
        };
        let numbered = (0..).map(|number| format!("item{number}"));
        let mut names = said.map(str::to_string).into_iter().chain(numbered);
        let name = names.find(|name| self.0.insert(name.to_lowercase()));
        name.expect("there is always another number")
    }
}

/// Where among imports or exports something of this type goes.
fn rank(ty: ComponentEntityType) -> u32 {
    match ty {
        ComponentEntityType::Type { .. } => 0,
        ComponentEntityType::Instance(_) => 1,
        _ => 2,
    }
}

fn kind_of(ty: ComponentEntityType) -> ComponentExportKind {
    match ty {
        ComponentEntityType::Module(_) => ComponentExternalKind::Module,
        ComponentEntityType::Func(_) => ComponentExternalKind::Func,
        ComponentEntityType::Value(_) => ComponentExternalKind::Value,
        ComponentEntityType::Type { .. } => ComponentExternalKind::Type,
        ComponentEntityType::Instance(_) => ComponentExternalKind::Instance,
        ComponentEntityType::Component(_) => ComponentExternalKind::Component,
    }
    .into()
}
