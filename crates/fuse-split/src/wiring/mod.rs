//! Reads how a component wires its instances together.
//!
//! Aliases and re-exports are followed to where an item comes from, so that an item has one name only, however many indices it has.

mod read;

pub use read::read;

use crate::traits::Traits;
use std::collections::BTreeSet;
use wasmparser::ComponentExternalKind;
use wasmparser::component_types::{
    ComponentAnyTypeId, ComponentEntityType, ComponentInstanceTypeId,
};
use wasmparser::types::Types;

/// A component's wiring.
pub struct Wiring<'a> {
    /// The validator's view of it.
    pub types: Types,
    /// Names of its imports, in order.
    pub imports: Vec<&'a str>,
    /// Components defined in it.
    pub components: Vec<Nested<'a>>,
    /// Its component instances, without mere bags of items.
    pub instances: Vec<Instance<'a>>,
    /// Instances that are mere bags of items.
    pub bags: Vec<Bag<'a>>,
    /// Its exports, in order.
    pub exports: Vec<Export<'a>>,
    /// Functions that it lowers itself.
    pub lowered: Vec<Item>,
    /// Its custom sections but for names, whole.
    pub customs: Vec<&'a [u8]>,
    /// The first thing in it that is more than wiring.
    pub more: Option<&'static str>,
}

/// A component defined in another one.
pub struct Nested<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Where they are.
    pub range: std::ops::Range<usize>,
    /// Whether it does without what is around it.
    pub closed: bool,
    /// What of its code matters to those around it.
    pub traits: Traits,
}

/// A component instance.
pub struct Instance<'a> {
    /// Its name, as messages show it.
    pub name: String,
    /// The component that is instantiated.
    pub component: Item,
    /// What it is given.
    pub args: Vec<Arg<'a>>,
    ty: ComponentInstanceTypeId,
}

/// An instance made of items that are there already.
pub struct Bag<'a> {
    /// What is in it.
    pub items: Vec<Arg<'a>>,
    ty: ComponentInstanceTypeId,
}

/// An item under a name.
pub struct Arg<'a> {
    /// The name.
    pub name: &'a str,
    /// What sort of item it is.
    pub kind: ComponentExternalKind,
    /// The item.
    pub item: Item,
}

/// An item under a name that is seen from outside.
pub struct Export<'a> {
    /// The name and the item.
    pub arg: Arg<'a>,
    /// Whether its type is stated: it may speak of types exported before instead of those they are.
    pub stated: bool,
}

/// Where an item comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Item {
    /// What it is in.
    pub base: Base,
    /// The exports to follow from there.
    pub path: Vec<String>,
}

/// What is there without an alias.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// An import, by its place.
    Import(usize),
    /// An export of a component instance, or the instance itself.
    Instance(usize),
    /// A bag itself.
    Bag(usize),
    /// A component that is defined here.
    Component(usize),
    /// A type that is defined here, by its index.
    Type(u32),
    /// Anything else that the component has of its own.
    Own,
}

impl Item {
    /// What it, an instance, exports as `name`.
    fn export(&self, name: &str) -> Self {
        let mut item = self.clone();
        item.path.push(name.to_string());
        item
    }
}

impl Wiring<'_> {
    /// The type of an item that is no component or type defined here.
    pub fn entity(&self, item: &Item) -> ComponentEntityType {
        let base = match item.base {
            Base::Import(import) => {
                let found = self.types.component_item_for_import(self.imports[import]);
                found.expect("imports were validated").ty
            }
            Base::Instance(id) => ComponentEntityType::Instance(self.instances[id].ty),
            Base::Bag(id) => ComponentEntityType::Instance(self.bags[id].ty),
            Base::Component(_) | Base::Type(_) | Base::Own => {
                unreachable!("{item:?} passes no boundary of a group")
            }
        };
        item.path.iter().fold(base, |ty, name| match ty {
            ComponentEntityType::Instance(id) => self.types[id].exports[name].ty,
            _ => unreachable!("only instances have exports"),
        })
    }

    /// `items`, with the types that instances export beside functions among them: these may speak of them, and of no others that are
    /// equal.
    pub fn with_types(&self, items: BTreeSet<Item>) -> BTreeSet<Item> {
        let mut types = BTreeSet::new();
        for item in &items {
            let (ComponentEntityType::Func(_), Some((_, outer))) =
                (self.entity(item), item.path.split_last())
            else {
                continue;
            };
            let instance = Item {
                base: item.base,
                path: outer.to_vec(),
            };
            let ComponentEntityType::Instance(ty) = self.entity(&instance) else {
                unreachable!("only instances have exports")
            };
            for (name, beside) in &self.types[ty].exports {
                if let ComponentEntityType::Type {
                    referenced: ComponentAnyTypeId::Defined(_),
                    ..
                } = beside.ty
                {
                    types.insert(instance.export(name));
                }
            }
        }
        types.extend(items);
        types
    }

    /// The items that `item` is made of: those in a bag, and else itself.
    pub fn leaves(&self, item: &Item) -> Vec<Item> {
        match item.base {
            Base::Bag(bag) => {
                let items = self.bags[bag].items.iter();
                items.flat_map(|arg| self.leaves(&arg.item)).collect()
            }
            _ => vec![item.clone()],
        }
    }

    /// What instance `id` is made from: its component and its arguments.
    pub fn sources(&self, id: usize) -> Vec<Item> {
        let instance = &self.instances[id];
        let args = instance.args.iter().flat_map(|arg| self.leaves(&arg.item));
        args.chain([instance.component.clone()]).collect()
    }
}

impl From<Base> for Item {
    fn from(base: Base) -> Self {
        Item {
            base,
            path: Vec::new(),
        }
    }
}
