//! Exported instances.
//!
//! An instance with a given type cannot in general be put together from items of the component: methods have to speak of the
//! resource *as the instance exports it*, and so do functions of other types. A nested component can: it imports the items, and
//! exports them in order with the types that they should have. So each exported instance is an instance of a component like this:
//!
//! ```wat
//! (component
//!   (import "type0" (type $r (sub resource)))
//!   (import "item0" (func $f (param "self" (borrow $r))))
//!   (export $r' "r" (type $r))
//!   (export "[method]r.f" (func $f) (func (param "self" (borrow $r')))))
//! ```

use super::Wrapper;
use super::named::name_types;
use super::types::{Encoder, extern_name};
use crate::graph::{FuncDef, InstanceDef, Item, TypeDef};
use wasm_encoder::{ComponentExportKind, ComponentTypeRef};
use wasmparser::component_types::{ComponentEntityType, ComponentInstanceTypeId};
use wasmparser::types::Types;

impl<'a> Wrapper<'_, 'a> {
    /// An instance with the items of `def` and exactly the type `ty`.
    pub(super) fn instance(&mut self, ty: ComponentInstanceTypeId, def: &InstanceDef<'a>) -> u32 {
        if let Some(import) = def.import
            && matches!(self.host_type(import), ComponentEntityType::Instance(imported) if imported == ty)
        {
            return self.host(import, ComponentExportKind::Instance);
        }
        let mut leaves = Vec::new();
        self.leaves(ty, def, &mut leaves);
        build(&mut self.encoder, ty, &leaves)
    }

    /// Makes the resource types known that `ty` is about to bring out of the component instances that define them.
    pub(super) fn bind(&mut self, ty: ComponentEntityType, item: &Item<'a>) {
        match (ty, item) {
            (ComponentEntityType::Type { created, .. }, Item::Type(TypeDef::Resource(id)))
                if self.encoder.find(created).is_none() =>
            {
                let index = self.resource_type(*id);
                self.encoder.stand_in(created, index);
            }
            (ComponentEntityType::Instance(id), Item::Instance(def)) => {
                let types = self.encoder.types;
                for (name, export) in &types[id].exports {
                    self.bind(export.ty, &def.exports[name.as_str()]);
                }
            }
            _ => {}
        }
    }

    /// Collects what an instance of type `ty` is made of, in order, instances taken apart and types left out.
    fn leaves(
        &mut self,
        ty: ComponentInstanceTypeId,
        def: &InstanceDef<'a>,
        leaves: &mut Vec<Leaf>,
    ) {
        let types = self.encoder.types;
        for (name, export) in &types[ty].exports {
            let (kind, index) = match (export.ty, &def.exports[name.as_str()]) {
                (ComponentEntityType::Type { .. }, _) => continue,
                (ComponentEntityType::Instance(ty), Item::Instance(def)) => {
                    self.leaves(ty, def, leaves);
                    continue;
                }
                (ComponentEntityType::Func(ty), Item::Func(FuncDef::Lift(id))) => {
                    (ComponentExportKind::Func, self.lift(*id, ty).0)
                }
                (_, item) => self.closed_item(item),
            };
            leaves.push(Leaf {
                ty: export.ty,
                kind,
                index,
            });
        }
    }
}

/// An item of an instance that is neither an instance nor a type.
struct Leaf {
    ty: ComponentEntityType,
    kind: ComponentExportKind,
    /// Its index in the component that makes the instance.
    index: u32,
}

/// A component that gives items the types that an instance has them with.
pub struct Shim<'a> {
    pub encoder: Encoder<'a>,
    /// What it is instantiated with.
    pub args: Vec<(String, ComponentExportKind, u32)>,
}

/// Makes an instance of type `ty` in the component that `outer` encodes.
fn build(outer: &mut Encoder<'_>, ty: ComponentInstanceTypeId, leaves: &[Leaf]) -> u32 {
    let types = outer.types;
    let mut shim = Shim {
        encoder: Encoder::new(types),
        args: Vec::new(),
    };
    name_types(outer, &mut shim, ty);
    let leaves: Vec<_> = leaves.iter().map(|leaf| shim.import(leaf)).collect();
    let mut rest = &leaves[..];
    for (name, item) in &types[ty].exports {
        let (own, others) = rest.split_at(leaf_count(types, item.ty));
        rest = others;
        let (index, ascribed) = shim.item(item.ty, own);
        let index = shim.encoder.component().export(
            extern_name(name, item),
            kind_of(item.ty),
            index,
            ascribed,
        );
        shim.encoder.register(item.ty, index);
    }
    let component = outer
        .component()
        .component(None, shim.encoder.into_component());
    outer.component().instantiate(None, component, shim.args)
}

impl Shim<'_> {
    fn import(&mut self, leaf: &Leaf) -> Leaf {
        // Hosts of older releases want each word of a name to begin with a letter.
        let name = format!("item{}", self.args.len());
        let bound = self.encoder.entity(leaf.ty);
        let index = self.encoder.component().import(name.as_str(), bound);
        self.args.push((name, leaf.kind, leaf.index));
        Leaf { index, ..*leaf }
    }

    /// The item to export with type `ty`, and its type if that has to be stated.
    fn item(
        &mut self,
        ty: ComponentEntityType,
        leaves: &[Leaf],
    ) -> (u32, Option<ComponentTypeRef>) {
        match ty {
            ComponentEntityType::Type { referenced, .. } => {
                (self.encoder.type_index(referenced), None)
            }
            ComponentEntityType::Instance(id) => (build(&mut self.encoder, id, leaves), None),
            ComponentEntityType::Func(id) => {
                let ty = self.encoder.func_type(id);
                (leaves[0].index, Some(ComponentTypeRef::Func(ty)))
            }
            _ => (leaves[0].index, None),
        }
    }
}

/// How many leaves an item of type `ty` has.
fn leaf_count(types: &Types, ty: ComponentEntityType) -> usize {
    match ty {
        ComponentEntityType::Type { .. } => 0,
        ComponentEntityType::Instance(id) => types[id]
            .exports
            .values()
            .map(|item| leaf_count(types, item.ty))
            .sum(),
        _ => 1,
    }
}

/// The kind of an import or export.
pub fn kind_of(ty: ComponentEntityType) -> ComponentExportKind {
    match ty {
        ComponentEntityType::Module(_) => ComponentExportKind::Module,
        ComponentEntityType::Func(_) => ComponentExportKind::Func,
        ComponentEntityType::Value(_) => ComponentExportKind::Value,
        ComponentEntityType::Type { .. } => ComponentExportKind::Type,
        ComponentEntityType::Instance(_) => ComponentExportKind::Instance,
        ComponentEntityType::Component(_) => ComponentExportKind::Component,
    }
}
