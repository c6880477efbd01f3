//! Evaluates constant expressions, through immutable globals of other instances.

use crate::graph::{CoreDef, CoreInstanceId, CoreKind, InstanceGraph};
use wasmparser::{ConstExpr, Operator};

/// The integer that `expr` of `instance` gives, if it depends on nothing but constants.
///
/// Values of both integer types are given as `u64`, 32-bit ones zero-extended.
pub fn eval(
    graph: &InstanceGraph<'_>,
    instance: CoreInstanceId,
    expr: &ConstExpr<'_>,
) -> Option<u64> {
    let mut stack = Vec::new();
    for op in expr.get_operators_reader() {
        let value = match op.expect("validated by read") {
            Operator::I32Const { value } => u64::from(value.cast_unsigned()),
            Operator::I64Const { value } => value.cast_unsigned(),
            Operator::GlobalGet { global_index } => {
                let (instance, expr) = init(
                    graph,
                    graph.resolve(instance, CoreKind::Global, global_index),
                )?;
                eval(graph, instance, expr)?
            }
            Operator::I32Add => binary(&mut stack, |a, b| wrap(a.wrapping_add(b)))?,
            Operator::I32Sub => binary(&mut stack, |a, b| wrap(a.wrapping_sub(b)))?,
            Operator::I32Mul => binary(&mut stack, |a, b| wrap(a.wrapping_mul(b)))?,
            Operator::I64Add => binary(&mut stack, u64::wrapping_add)?,
            Operator::I64Sub => binary(&mut stack, u64::wrapping_sub)?,
            Operator::I64Mul => binary(&mut stack, u64::wrapping_mul)?,
            Operator::End => break,
            _ => return None,
        };
        stack.push(value);
    }
    stack.pop()
}

/// The instance and initializer of the immutable global `def`, unless the host defines it.
pub fn init<'g, 'a>(
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
