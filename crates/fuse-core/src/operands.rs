//! What the immediates of instructions refer to.
//!
//! The visitor is generated from wasmparser's table of instructions, and each immediate is told by its name in that table. An
//! instruction with an immediate of an unknown name does not compile, so none can be missed.

use crate::graph::CoreKind;
use wasmparser::{
    BlockType, BrTable, Catch, ConstExpr, FunctionBody, Handle, HeapType, Ieee32, Ieee64, MemArg,
    OperatorsReader, Ordering, RefType, ResumeTable, TryTable, V128, ValType, VisitOperator,
    VisitSimdOperator,
};

const VALIDATED: &str = "validated by read";

/// Something that an instruction refers to, in the index spaces of its module.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A member of an index space that crosses module boundaries.
    Core(CoreKind, u32),
    /// An element segment.
    Element(u32),
    /// A data segment.
    Data(u32),
    /// A type.
    Type(u32),
}

/// The operands in `body`, the types of its locals among them; one that occurs often is there more than once only if others come between.
pub fn of_body(body: &FunctionBody<'_>) -> Box<[Operand]> {
    let mut recent = [None; 64];
    let mut found = Vec::new();
    in_body(body, |operand| {
        let slot = &mut recent[operand.hash() % 64];
        if slot.replace(operand) != Some(operand) {
            found.push(operand);
        }
    });
    found.into()
}

impl Operand {
    /// Tells most operands of a function apart.
    fn hash(self) -> usize {
        let (kind, index) = match self {
            Operand::Core(kind, index) => (kind as usize, index),
            Operand::Element(index) => (5, index),
            Operand::Data(index) => (6, index),
            Operand::Type(index) => (7, index),
        };
        index as usize + 11 * kind
    }
}

fn in_body(body: &FunctionBody<'_>, mut found: impl FnMut(Operand)) {
    for local in body.get_locals_reader().expect(VALIDATED) {
        let (_, ty) = local.expect(VALIDATED);
        ty.operands(Operand::Type, &mut found);
    }
    in_operators(body.get_operators_reader().expect(VALIDATED), found);
}

/// Calls `found` with each operand in `expr`.
pub fn in_const_expr(expr: &ConstExpr<'_>, found: impl FnMut(Operand)) {
    in_operators(expr.get_operators_reader(), found);
}

fn in_operators(mut operators: OperatorsReader<'_>, found: impl FnMut(Operand)) {
    let mut visitor = Operands(found);
    while !operators.eof() {
        operators.visit_operator(&mut visitor).expect(VALIDATED);
    }
}

/// A visitor that calls a function with each operand of the instructions it visits.
pub struct Operands<F>(pub F);

/// An immediate as the operands in it, if there are any.
trait Immediate {
    fn operands(&self, kind: fn(u32) -> Operand, found: &mut impl FnMut(Operand));
}

impl Immediate for u32 {
    fn operands(&self, kind: fn(u32) -> Operand, found: &mut impl FnMut(Operand)) {
        found(kind(*self));
    }
}

impl Immediate for MemArg {
    fn operands(&self, kind: fn(u32) -> Operand, found: &mut impl FnMut(Operand)) {
        found(kind(self.memory));
    }
}

impl Immediate for HeapType {
    fn operands(&self, kind: fn(u32) -> Operand, found: &mut impl FnMut(Operand)) {
        if let HeapType::Concrete(index) | HeapType::Exact(index) = self {
            found(kind(
                index.as_module_index().expect("types in code are by index"),
            ));
        }
    }
}

impl Immediate for RefType {
    fn operands(&self, kind: fn(u32) -> Operand, found: &mut impl FnMut(Operand)) {
        self.heap_type().operands(kind, found);
    }
}

impl Immediate for ValType {
    fn operands(&self, kind: fn(u32) -> Operand, found: &mut impl FnMut(Operand)) {
        if let ValType::Ref(ty) = self {
            ty.operands(kind, found);
        }
    }
}

impl Immediate for Vec<ValType> {
    fn operands(&self, kind: fn(u32) -> Operand, found: &mut impl FnMut(Operand)) {
        self.iter().for_each(|ty| ty.operands(kind, found));
    }
}

impl Immediate for BlockType {
    fn operands(&self, kind: fn(u32) -> Operand, found: &mut impl FnMut(Operand)) {
        match self {
            BlockType::Empty => {}
            BlockType::Type(ty) => ty.operands(kind, found),
            BlockType::FuncType(index) => found(kind(*index)),
        }
    }
}

impl Immediate for TryTable {
    fn operands(&self, kind: fn(u32) -> Operand, found: &mut impl FnMut(Operand)) {
        self.ty.operands(kind, found);
        for catch in &self.catches {
            match catch {
                Catch::One { tag, .. } | Catch::OneRef { tag, .. } => found(tag_operand(*tag)),
                Catch::All { .. } | Catch::AllRef { .. } => {}
            }
        }
    }
}

impl Immediate for ResumeTable {
    fn operands(&self, _kind: fn(u32) -> Operand, found: &mut impl FnMut(Operand)) {
        for handler in &self.handlers {
            match handler {
                Handle::OnLabel { tag, .. } | Handle::OnSwitch { tag } => found(tag_operand(*tag)),
            }
        }
    }
}

fn tag_operand(index: u32) -> Operand {
    Operand::Core(CoreKind::Tag, index)
}

/// What an immediate refers to, by its name in wasmparser's table.
macro_rules! kind {
    (function_index) => {
        |index| Operand::Core(CoreKind::Func, index)
    };
    (global_index) => {
        |index| Operand::Core(CoreKind::Global, index)
    };
    (tag_index) => {
        tag_operand
    };
    (table_index) => {
        |index| Operand::Core(CoreKind::Table, index)
    };
    (table) => {
        kind!(table_index)
    };
    (dst_table) => {
        kind!(table_index)
    };
    (src_table) => {
        kind!(table_index)
    };
    (mem) => {
        |index| Operand::Core(CoreKind::Memory, index)
    };
    (memarg) => {
        kind!(mem)
    };
    (dst_mem) => {
        kind!(mem)
    };
    (src_mem) => {
        kind!(mem)
    };
    (elem_index) => {
        Operand::Element
    };
    (array_elem_index) => {
        Operand::Element
    };
    (data_index) => {
        Operand::Data
    };
    (array_data_index) => {
        Operand::Data
    };
    (type_index) => {
        Operand::Type
    };
    (struct_type_index) => {
        Operand::Type
    };
    (array_type_index) => {
        Operand::Type
    };
    (array_type_index_src) => {
        Operand::Type
    };
    (array_type_index_dst) => {
        Operand::Type
    };
    (cont_type_index) => {
        Operand::Type
    };
    (from_ref_type) => {
        Operand::Type
    };
    (to_ref_type) => {
        Operand::Type
    };
    (hty) => {
        Operand::Type
    };
    (ty) => {
        Operand::Type
    };
    (tys) => {
        Operand::Type
    };
    (blockty) => {
        Operand::Type
    };
    (try_table) => {
        Operand::Type
    };
    (resume_table) => {
        Operand::Type
    };
}

/// Visits an immediate, unless its name says that it refers to nothing outside of the function.
macro_rules! immediate {
    ($self:ident, relative_depth, $value:expr) => {
        let _: u32 = $value;
    };
    ($self:ident, local_index, $value:expr) => {
        let _: u32 = $value;
    };
    ($self:ident, field_index, $value:expr) => {
        let _: u32 = $value;
    };
    ($self:ident, result_index, $value:expr) => {
        let _: u32 = $value;
    };
    ($self:ident, argument_index, $value:expr) => {
        let _: u32 = $value;
    };
    ($self:ident, array_size, $value:expr) => {
        let _: u32 = $value;
    };
    ($self:ident, lane, $value:expr) => {
        let _: u8 = $value;
    };
    ($self:ident, lanes, $value:expr) => {
        let _: [u8; 16] = $value;
    };
    ($self:ident, ordering, $value:expr) => {
        let _: Ordering = $value;
    };
    ($self:ident, targets, $value:expr) => {
        let _: BrTable<'_> = $value;
    };
    ($self:ident, value, $value:expr) => {
        constant($value);
    };
    ($self:ident, $name:ident, $value:expr) => {
        $value.operands(kind!($name), &mut $self.0);
    };
}

fn constant(_: impl Constant) {}

trait Constant {}
impl Constant for i32 {}
impl Constant for i64 {}
impl Constant for Ieee32 {}
impl Constant for Ieee64 {}
impl Constant for V128 {}

macro_rules! visit {
    ($(@$proposal:ident $op:ident $({ $($arg:ident: $argty:ty),* })? => $visit:ident ($($ann:tt)*))*) => {$(
        fn $visit(&mut self $($(, $arg: $argty)*)?) {
            $($( immediate!(self, $arg, $arg); )*)?
        }
    )*};
}

impl<'a, F: FnMut(Operand)> VisitOperator<'a> for Operands<F> {
    type Output = ();

    fn simd_visitor(&mut self) -> Option<&mut dyn VisitSimdOperator<'a, Output = ()>> {
        Some(self)
    }

    wasmparser::for_each_visit_operator!(visit);
}

impl<'a, F: FnMut(Operand)> VisitSimdOperator<'a> for Operands<F> {
    wasmparser::for_each_visit_simd_operator!(visit);
}
