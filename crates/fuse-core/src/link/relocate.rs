//! Rewrites what one core instance's module has beside code from its module's indices to final ones, types first of all.

use super::code::{Code, final_indices};
use super::types::CoreTypes;
use crate::graph::{CoreInstanceId, CoreKind, InstanceGraph};
use crate::layout::{IndexMaps, Layout};
use crate::plan::written_out;
use std::collections::BTreeSet;
use std::convert::Infallible;
use wasm_encoder::Encode;
use wasm_encoder::reencode::{Error, Reencode};
use wasmparser::UnpackedIndex;

const VALIDATED: &str = "validated by read";

/// Rewrites one core instance.
pub struct Relocate<'p, 'a> {
    pub graph: &'p InstanceGraph<'a>,
    pub layout: &'p Layout<'a>,
    pub instance: CoreInstanceId,
    pub maps: &'p IndexMaps,
    pub types: &'p mut CoreTypes,
    /// Final indices of functions that code refers to by `ref.func`.
    pub declared: &'p mut BTreeSet<u32>,
    /// Final index of each type of the module, once it is known.
    type_map: Vec<Option<u32>>,
}

impl<'p, 'a> Relocate<'p, 'a> {
    pub fn new(
        graph: &'p InstanceGraph<'a>,
        layout: &'p Layout<'a>,
        instance: CoreInstanceId,
        types: &'p mut CoreTypes,
        declared: &'p mut BTreeSet<u32>,
    ) -> Self {
        let module = graph
            .module(instance)
            .expect("only static modules are merged");
        let count = module.types().as_ref().core_type_count_in_module() as usize;
        let maps = &layout.maps[instance];
        let type_map = vec![None; count];
        Relocate {
            graph,
            layout,
            instance,
            maps,
            types,
            declared,
            type_map,
        }
    }

    /// The final index of type `ty` of the module.
    pub fn ty(&mut self, ty: u32) -> u32 {
        if let Some(index) = self.type_map[ty as usize] {
            return index;
        }
        let module = self
            .graph
            .module(self.instance)
            .expect("only static modules are merged");
        let types = module.types().as_ref();
        let index = self.types.intern(types, types.core_type_at_in_module(ty)).0;
        self.type_map[ty as usize] = Some(index);
        index
    }

    /// What rewrites code, once all the types that it names are known.
    pub fn code(&self) -> Code<'_> {
        Code {
            instance: self.instance,
            maps: self.maps,
            types: &self.type_map,
            declared: BTreeSet::new(),
        }
    }

    /// The instructions of a constant expression, without the end.
    ///
    /// Only imported globals may be read in constant expressions that every engine takes, and globals of other instances are not imported
    /// any more: their values are written in their place.
    pub fn const_ops(&mut self, expr: &wasmparser::ConstExpr<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        for (instance, op) in written_out(self.graph, self.instance, expr) {
            let op = if instance == self.instance {
                self.instruction(op)
            } else {
                Relocate::new(self.graph, self.layout, instance, self.types, self.declared)
                    .instruction(op)
            };
            op.expect(VALIDATED).encode(&mut out);
        }
        out
    }
}

impl Reencode for Relocate<'_, '_> {
    type Error = Infallible;

    final_indices!();

    fn type_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
        Ok(self.ty(index))
    }

    fn type_index_unpacked(&mut self, ty: UnpackedIndex) -> Result<u32, Error<Infallible>> {
        match ty {
            UnpackedIndex::Module(index) => self.type_index(index),
            UnpackedIndex::Id(id) => {
                let module = self
                    .graph
                    .module(self.instance)
                    .expect("only static modules are merged");
                Ok(self.types.intern(module.types().as_ref(), id).0)
            }
            UnpackedIndex::RecGroup(_) => unreachable!("only types within a group refer to it"),
        }
    }

    fn const_expr(
        &mut self,
        expr: wasmparser::ConstExpr<'_>,
    ) -> Result<wasm_encoder::ConstExpr, Error<Infallible>> {
        Ok(wasm_encoder::ConstExpr::raw(self.const_ops(&expr)))
    }
}
