//! Orders recursion groups of core types: each behind those that it refers to.
//!
//! Types of a module may form a chain as long as the module, so this goes without recursion.

use std::collections::HashSet;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasmparser::types::{CoreTypeId, TypesRef};
use wasmparser::{SubType, UnpackedIndex};

/// The groups that have to be defined, in this order, for type `id` to be there; those of types that are `known` are there.
pub fn missing(
    types: TypesRef<'_>,
    id: CoreTypeId,
    known: impl Fn(CoreTypeId) -> bool,
) -> Vec<Vec<CoreTypeId>> {
    enum Step {
        Look(CoreTypeId),
        Define(Vec<CoreTypeId>),
    }
    let mut ordered = Vec::new();
    let mut seen = HashSet::new();
    let mut steps = vec![Step::Look(id)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Look(id) => {
                if !known(id) && seen.insert(types.rec_group_id_of(id)) {
                    let (group, outside) = group(types, id);
                    steps.push(Step::Define(group));
                    steps.extend(outside.into_iter().rev().map(Step::Look));
                }
            }
            Step::Define(group) => ordered.push(group),
        }
    }
    ordered
}

/// What `id` is.
pub fn sub_type(types: TypesRef<'_>, id: CoreTypeId) -> SubType {
    types
        .get(id)
        .expect("the types know the types they name")
        .clone()
}

/// The group of a type, and the types outside of it that it refers to.
fn group(types: TypesRef<'_>, id: CoreTypeId) -> (Vec<CoreTypeId>, Vec<CoreTypeId>) {
    let own = types.rec_group_id_of(id);
    let group: Vec<CoreTypeId> = types.rec_group_elements(own).collect();
    let mut mentions = Mentions(Vec::new());
    for &member in &group {
        mentions
            .sub_type(sub_type(types, member))
            .expect("canonical types refer to canonical types");
    }
    let mut outside = mentions.0;
    outside.retain(|id| types.rec_group_id_of(*id) != own);
    (group, outside)
}

/// Collects the types that a type refers to.
struct Mentions(Vec<CoreTypeId>);

impl Reencode for Mentions {
    type Error = Infallible;

    fn type_index_unpacked(&mut self, ty: UnpackedIndex) -> Result<u32, Error<Infallible>> {
        if let UnpackedIndex::Id(id) = ty {
            self.0.push(id);
        }
        // What is encoded here is thrown away.
        Ok(0)
    }
}
