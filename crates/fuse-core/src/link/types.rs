//! Interns core types: each canonical recursion group of the input is written once, when it is first needed.

use crate::rec_groups;
use fuse_abi::opts::TypeIndex;
use std::collections::HashMap;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CompositeInnerType, FuncType, SubType, TypeSection, ValType};
use wasmparser::UnpackedIndex;
use wasmparser::types::{CoreTypeId, TypesRef};

/// Parameters and results.
type Signature = (Box<[ValType]>, Box<[ValType]>);

/// The type section of the fused module.
#[derive(Default)]
pub struct CoreTypes {
    section: TypeSection,
    count: u32,
    ids: HashMap<CoreTypeId, TypeIndex>,
    funcs: HashMap<Signature, TypeIndex>,
}

impl CoreTypes {
    /// The section.
    pub fn section(&self) -> &TypeSection {
        &self.section
    }

    /// The final index of `id`, a type that `types` knows.
    pub fn intern(&mut self, types: TypesRef<'_>, id: CoreTypeId) -> TypeIndex {
        if let Some(&index) = self.ids.get(&id) {
            return index;
        }
        for group in rec_groups::missing(types, id, |id| self.ids.contains_key(&id)) {
            self.push_group(types, &group);
        }
        self.ids[&id]
    }

    fn push_group(&mut self, types: TypesRef<'_>, group: &[CoreTypeId]) {
        let first = self.count;
        for (offset, &member) in group.iter().enumerate() {
            self.ids.insert(member, TypeIndex(first + offset as u32));
        }
        let mut internal = Internal {
            ids: &self.ids,
            first,
        };
        let members: Vec<SubType> = group
            .iter()
            .map(|&member| {
                internal
                    .sub_type(rec_groups::sub_type(types, member))
                    .expect("the group and all it refers to is interned")
            })
            .collect();
        if let ([one], Some(key)) = (members.as_slice(), plain_func(&members)) {
            if let Some(&known) = self.funcs.get(&key) {
                self.ids.insert(group[0], known);
                return;
            }
            self.funcs.insert(key, TypeIndex(first));
            self.section.ty().subtype(one);
        } else {
            self.section.ty().rec(members);
        }
        self.count += group.len() as u32;
    }

    /// The final index of a function type without references to other types.
    pub fn func(&mut self, params: &[ValType], results: &[ValType]) -> TypeIndex {
        let key = (params.into(), results.into());
        if let Some(&index) = self.funcs.get(&key) {
            return index;
        }
        self.section
            .ty()
            .function(params.iter().copied(), results.iter().copied());
        let index = TypeIndex(self.count);
        self.count += 1;
        self.funcs.insert(key, index);
        index
    }
}

/// Parameters and results of a group that is a single final function type.
fn plain_func(members: &[SubType]) -> Option<Signature> {
    let [
        SubType {
            is_final: true,
            supertype_idx: None,
            composite_type,
        },
    ] = members
    else {
        return None;
    };
    match &composite_type.inner {
        CompositeInnerType::Func(func) if !composite_type.shared => Some(key(func)),
        _ => None,
    }
}

fn key(func: &FuncType) -> Signature {
    (func.params().into(), func.results().into())
}

/// Encodes the members of a group whose first member gets index `first`.
struct Internal<'t> {
    ids: &'t HashMap<CoreTypeId, TypeIndex>,
    first: u32,
}

impl Reencode for Internal<'_> {
    type Error = Infallible;

    fn type_index_unpacked(&mut self, ty: UnpackedIndex) -> Result<u32, Error<Infallible>> {
        Ok(match ty {
            UnpackedIndex::RecGroup(offset) => self.first + offset,
            UnpackedIndex::Id(id) => self.ids[&id].0,
            UnpackedIndex::Module(_) => unreachable!("interned types are canonical"),
        })
    }
}
