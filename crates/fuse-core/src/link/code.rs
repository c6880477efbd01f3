//! Rewrites function bodies of one core instance from its module's indices to final ones.
//!
//! By now every type that the code names has a final index, so bodies can be rewritten on several threads at once.

use crate::graph::{CoreInstanceId, CoreKind};
use crate::layout::IndexMaps;
use crate::operands::{Operand, Operands};
use std::collections::BTreeSet;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{Encode, Function};
use wasmparser::{BinaryReader, FunctionBody, Operator, OperatorsReader, UnpackedIndex};

const VALIDATED: &str = "validated by read";
const KNOWN: &str = "all indices have final ones";

/// The opcode of `ref.func`, which is always written anew since its function has to be declared.
const REF_FUNC: u8 = 0xd2;

/// The methods of a [`Reencode`] that find a final index in `self.maps`.
macro_rules! final_indices {
    () => {
        fn function_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
            Ok(self.maps.core_index(CoreKind::Func, index))
        }

        fn table_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
            Ok(self.maps.core_index(CoreKind::Table, index))
        }

        fn memory_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
            Ok(self.maps.core_index(CoreKind::Memory, index))
        }

        fn global_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
            Ok(self.maps.core_index(CoreKind::Global, index))
        }

        fn tag_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
            Ok(self.maps.core_index(CoreKind::Tag, index))
        }

        fn element_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
            Ok(self.maps.element_index(index))
        }

        fn data_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
            Ok(self.maps.data_index(index))
        }
    };
}

pub(super) use final_indices;

/// Rewrites code of one core instance.
#[derive(Clone)]
pub struct Code<'p> {
    pub instance: CoreInstanceId,
    pub maps: &'p IndexMaps,
    /// The final index of each type of the module that is used.
    pub types: &'p [Option<u32>],
    /// Final indices of functions that the code refers to by `ref.func`.
    pub declared: BTreeSet<u32>,
}

impl Code<'_> {
    /// The encoded body, without its size.
    ///
    /// Instructions whose indices all stay as they are, which is most of them, are copied as they stand.
    pub fn body(&mut self, body: &FunctionBody<'_>) -> Vec<u8> {
        let mut locals = Vec::new();
        for local in body.get_locals_reader().expect(VALIDATED) {
            let (count, ty) = local.expect(VALIDATED);
            locals.push((count, self.val_type(ty).expect(KNOWN)));
        }
        let mut out = Function::new(locals).into_raw_body();
        out.reserve(body.as_bytes().len() + 16);
        let base = body.range().start;
        let bytes = body.as_bytes();
        let at = |position: u64| (position - base) as usize;
        let mut ops = body.get_operators_reader().expect(VALIDATED);
        let mut copied = ops.original_position();
        while !ops.eof() {
            let start = ops.original_position();
            let mut changed = bytes[at(start)] == REF_FUNC;
            ops.visit_operator(&mut Operands(|operand| changed |= self.moves(operand)))
                .expect(VALIDATED);
            if changed {
                out.extend_from_slice(&bytes[at(copied)..at(start)]);
                let again = BinaryReader::new(&bytes[at(start)..], start);
                let op = OperatorsReader::new(again).read().expect(VALIDATED);
                if let Operator::RefFunc { function_index } = op {
                    let func = self.maps.core_index(CoreKind::Func, function_index);
                    self.declared.insert(func);
                }
                self.instruction(op).expect(KNOWN).encode(&mut out);
                copied = ops.original_position();
            }
        }
        out.extend_from_slice(&bytes[at(copied)..]);
        out
    }

    fn ty(&self, index: u32) -> u32 {
        self.types[index as usize].unwrap_or_else(|| {
            panic!(
                "type {index} of {} is used in code, and so known",
                self.instance
            )
        })
    }

    /// Whether an instruction with this operand has to be written anew.
    fn moves(&self, operand: Operand) -> bool {
        match operand {
            Operand::Core(kind, index) => self.maps.core_index(kind, index) != index,
            Operand::Element(index) => self.maps.element_index(index) != index,
            Operand::Data(index) => self.maps.data_index(index) != index,
            Operand::Type(index) => self.ty(index) != index,
        }
    }
}

impl Reencode for Code<'_> {
    type Error = Infallible;

    final_indices!();

    fn type_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
        Ok(self.ty(index))
    }

    fn type_index_unpacked(&mut self, ty: UnpackedIndex) -> Result<u32, Error<Infallible>> {
        let index = ty.as_module_index().expect("types in code are by index");
        Ok(self.ty(index))
    }
}
