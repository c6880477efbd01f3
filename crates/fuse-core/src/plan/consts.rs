//! Evaluates constant expressions, through immutable globals of other instances.
//!
//! A global may name another one twice, and that one a third twice: written out, what a global holds can be exponentially longer than the
//! input. So of one expression no more than [`MAX_STEPS`] instructions of globals are looked at.

use crate::graph::{CoreDef, CoreInstanceId, CoreKind, InstanceGraph};
use wasmparser::{ConstExpr, Operator};

/// The most instructions of globals' initializers that are looked at for one expression.
const MAX_STEPS: u32 = 256;

const VALIDATED: &str = "validated by read";

/// The integer that `expr` of `instance` gives, if it depends on nothing but constants, and on not too many.
///
/// Values of both integer types are given as `u64`, 32-bit ones zero-extended.
pub fn eval(
    graph: &InstanceGraph<'_>,
    instance: CoreInstanceId,
    expr: &ConstExpr<'_>,
) -> Option<u64> {
    let mut stack = Vec::new();
    for (_, op) in written_out(graph, instance, expr) {
        let value = match op {
            Operator::I32Const { value } => u64::from(value.cast_unsigned()),
            Operator::I64Const { value } => value.cast_unsigned(),
            Operator::I32Add => binary(&mut stack, |a, b| wrap(a.wrapping_add(b)))?,
            Operator::I32Sub => binary(&mut stack, |a, b| wrap(a.wrapping_sub(b)))?,
            Operator::I32Mul => binary(&mut stack, |a, b| wrap(a.wrapping_mul(b)))?,
            Operator::I64Add => binary(&mut stack, u64::wrapping_add)?,
            Operator::I64Sub => binary(&mut stack, u64::wrapping_sub)?,
            Operator::I64Mul => binary(&mut stack, u64::wrapping_mul)?,
            _ => return None,
        };
        stack.push(value);
    }
    stack.pop()
}

/// The instructions of `expr` of `instance`, without the end, each with the instance whose indices it has. In place of an instruction that
/// reads an immutable global stand those by which the global gets its value, if each evaluation of them gives the same, and if they are not
/// too many.
pub fn written_out<'a>(
    graph: &InstanceGraph<'a>,
    instance: CoreInstanceId,
    expr: &ConstExpr<'a>,
) -> Vec<(CoreInstanceId, Operator<'a>)> {
    let mut found = Vec::new();
    let mut left = MAX_STEPS;
    for op in operators(expr) {
        if !push_global(graph, instance, &op, &mut found, &mut left) {
            found.push((instance, op));
        }
    }
    found
}

/// If `op` of `instance` reads a global that has a value, pushes what gives the value; gives whether that is so.
fn push_global<'a>(
    graph: &InstanceGraph<'a>,
    instance: CoreInstanceId,
    op: &Operator<'a>,
    found: &mut Vec<(CoreInstanceId, Operator<'a>)>,
    left: &mut u32,
) -> bool {
    let Operator::GlobalGet { global_index } = *op else {
        return false;
    };
    let global = graph.resolve(instance, CoreKind::Global, global_index);
    let Some((instance, init)) = init(graph, global) else {
        return false;
    };
    let start = found.len();
    for op in operators(init) {
        if *left == 0 || !is_value(&op) {
            found.truncate(start);
            return false;
        }
        *left -= 1;
        if !push_global(graph, instance, &op, found, left) {
            found.push((instance, op));
        }
    }
    true
}

/// The instructions of a constant expression, without the end.
fn operators<'a>(expr: &ConstExpr<'a>) -> impl Iterator<Item = Operator<'a>> + use<'a> {
    let all = expr.get_operators_reader().into_iter();
    all.map(|op| op.expect(VALIDATED))
        .filter(|op| !matches!(op, Operator::End))
}

/// Whether an instruction of a constant expression gives the same value each time it is evaluated: allocating ones do not.
fn is_value(op: &Operator<'_>) -> bool {
    matches!(
        op,
        Operator::I32Const { .. }
            | Operator::I64Const { .. }
            | Operator::F32Const { .. }
            | Operator::F64Const { .. }
            | Operator::V128Const { .. }
            | Operator::RefNull { .. }
            | Operator::RefFunc { .. }
            | Operator::GlobalGet { .. }
            | Operator::I32Add
            | Operator::I32Sub
            | Operator::I32Mul
            | Operator::I64Add
            | Operator::I64Sub
            | Operator::I64Mul
    )
}

/// The instance and initializer of the immutable global `def`, unless the host defines it.
fn init<'g, 'a>(
    graph: &'g InstanceGraph<'a>,
    def: CoreDef<'a>,
) -> Option<(CoreInstanceId, &'g ConstExpr<'a>)> {
    let CoreDef::Defined {
        instance,
        kind: CoreKind::Global,
        index,
    } = def
    else {
        return None;
    };
    let module = graph
        .module(instance)
        .expect("definitions are made by static modules");
    let global = &module.globals[index as usize];
    (!global.ty.mutable).then_some((instance, &global.init_expr))
}

fn binary(stack: &mut Vec<u64>, op: impl FnOnce(u64, u64) -> u64) -> Option<u64> {
    let b = stack.pop()?;
    let a = stack.pop()?;
    Some(op(a, b))
}

fn wrap(value: u64) -> u64 {
    value & u64::from(u32::MAX)
}
