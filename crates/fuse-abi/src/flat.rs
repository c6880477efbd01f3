//! Values as core values: flattening, `join`, and the core signatures of lifted and lowered functions.
//!
//! CanonicalABI, *Flattening*. Nothing ever needs more than [`MAX_FLAT_PARAMS`] flat values, so counting stops there:
//! a type of more has no flat form. That bounds the memory for flat forms, whatever the nesting.

use crate::types::{Def, FuncType, Type, TypeTable};
use wasm_encoder::ValType::{self, F32, F64, I32, I64};

/// How many flat values the parameters of a function may have before they move to memory.
pub const MAX_FLAT_PARAMS: usize = 16;
/// The same for a lower with the `async` canonopt.
pub const MAX_FLAT_ASYNC_PARAMS: usize = 4;
/// How many flat values the result of a function may have before it moves to memory.
pub const MAX_FLAT_RESULTS: usize = 1;

/// The flat form of `ty`, or `None` if it has more than [`MAX_FLAT_PARAMS`] values.
pub fn of(types: &TypeTable, ty: Type) -> Option<&[ValType]> {
    match ty {
        Type::Bool | Type::S8 | Type::U8 | Type::S16 | Type::U16 => Some(&[I32]),
        Type::S32 | Type::U32 | Type::Char | Type::ErrorContext => Some(&[I32]),
        Type::S64 | Type::U64 => Some(&[I64]),
        Type::F32 => Some(&[F32]),
        Type::F64 => Some(&[F64]),
        Type::String => Some(&[I32, I32]),
        Type::Def(id) => types.flat(id),
    }
}

/// The flat form of values of these types, one after the other, or `None` if it has more than `max` values.
pub fn of_all(
    types: &TypeTable,
    values: impl IntoIterator<Item = Type>,
    max: usize,
) -> Option<Vec<ValType>> {
    let mut flat = Vec::new();
    for ty in values {
        flat.extend_from_slice(of(types, ty)?);
        if flat.len() > max {
            return None;
        }
    }
    Some(flat)
}

/// The flat form of `def`, whose parts are in `types` already.
pub(crate) fn of_def(types: &TypeTable, def: &Def) -> Option<Box<[ValType]>> {
    let flat = match def {
        Def::List(_) | Def::Map(..) => vec![I32, I32],
        Def::FixedList(element, count) => {
            let elements = std::iter::repeat_n(*element, *count as usize);
            of_all(types, elements, MAX_FLAT_PARAMS)?
        }
        Def::Flags(_) | Def::Own(_) | Def::Borrow(_) | Def::Stream(_) | Def::Future(_) => vec![I32],
        Def::Record(_) | Def::Tuple(_) => {
            let fields = def.fields().expect("records and tuples have fields");
            of_all(types, fields, MAX_FLAT_PARAMS)?
        }
        Def::Variant(_) | Def::Enum(_) | Def::Option(_) | Def::Result { .. } => {
            of_variant(types, &def.cases().expect("variants have cases"))?
        }
    };
    Some(flat.into())
}

/// The flat form of a variant: the discriminant, then position by position the join of the payloads.
fn of_variant(types: &TypeTable, cases: &[Option<Type>]) -> Option<Vec<ValType>> {
    let mut flat = vec![I32];
    for &case in cases.iter().flatten() {
        for (position, &ty) in (1..).zip(of(types, case)?) {
            match flat.get_mut(position) {
                Some(joined) => *joined = join(*joined, ty),
                None => flat.push(ty),
            }
        }
    }
    (flat.len() <= MAX_FLAT_PARAMS).then_some(flat)
}

/// The core type that holds a value of either type, bit by bit.
pub fn join(a: ValType, b: ValType) -> ValType {
    match (a, b) {
        (a, b) if a == b => a,
        (I32, F32) | (F32, I32) => I32,
        _ => I64,
    }
}

/// How many flat values the parameters of a lowered function may have, with or without the `async` canonopt.
pub fn max_params(async_: bool) -> usize {
    if async_ {
        MAX_FLAT_ASYNC_PARAMS
    } else {
        MAX_FLAT_PARAMS
    }
}

/// The core signature of `func` lowered, with or without the `async` canonopt: what the caller calls.
///
/// With `async`, a result always goes where a pointer behind the parameters says, and what is returned is the state of the subtask.
pub fn lower_signature(
    types: &TypeTable,
    func: &FuncType,
    async_: bool,
) -> (Vec<ValType>, Vec<ValType>) {
    let mut params = params(types, func, max_params(async_)).unwrap_or_else(|| vec![I32]);
    if async_ {
        params.extend(func.result.map(|_| I32));
        return (params, vec![I32]);
    }
    match results(types, func, MAX_FLAT_RESULTS) {
        Some(results) => (params, results),
        None => {
            params.push(I32);
            (params, vec![])
        }
    }
}

/// The core signature of the function that a lift of type `func` is made from, with or without the `async` canonopt: what the
/// callee defines.
///
/// With `async`, there is a `callback`, too: what is returned says what it waits for. The result is passed to `task.return`.
pub fn lift_signature(
    types: &TypeTable,
    func: &FuncType,
    async_: bool,
) -> (Vec<ValType>, Vec<ValType>) {
    let params = params(types, func, MAX_FLAT_PARAMS).unwrap_or_else(|| vec![I32]);
    if async_ {
        return (params, vec![I32]);
    }
    let results = results(types, func, MAX_FLAT_RESULTS).unwrap_or_else(|| vec![I32]);
    (params, results)
}

/// The core parameters of the built-in `task.return` for this result.
pub fn task_return_params(types: &TypeTable, result: Option<Type>) -> Vec<ValType> {
    of_all(types, result, MAX_FLAT_PARAMS).unwrap_or_else(|| vec![I32])
}

/// The flat parameters of `func`, or `None` if there are more than `max`.
pub fn params(types: &TypeTable, func: &FuncType, max: usize) -> Option<Vec<ValType>> {
    of_all(types, func.params.iter().map(|param| param.ty), max)
}

/// The flat result of `func`, or `None` if it has more than `max` values.
pub fn results(types: &TypeTable, func: &FuncType, max: usize) -> Option<Vec<ValType>> {
    of_all(types, func.result, max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Field;

    fn check(types: &TypeTable, ty: Type, flat: &[ValType]) {
        assert_eq!(of(types, ty), Some(flat), "{:?}", types.def(ty));
    }

    #[test]
    fn variants_join_their_payloads() {
        let mut types = TypeTable::default();
        let pair = types.intern(Def::Tuple([Type::F32, Type::F64].into()));
        let result = types.intern(Def::Result {
            ok: Some(pair),
            err: Some(Type::U32),
        });
        check(&types, result, &[I32, I32, F64]);
        let result = types.intern(Def::Result {
            ok: Some(Type::F64),
            err: Some(Type::String),
        });
        check(&types, result, &[I32, I64, I32]);
        let nested = types.intern(Def::Result {
            ok: Some(result),
            err: Some(Type::F32),
        });
        check(&types, nested, &[I32, I32, I64, I32]);
    }

    #[test]
    fn fixed_lists_repeat_up_to_the_limit() {
        let mut types = TypeTable::default();
        let short = types.intern(Def::FixedList(Type::String, 2));
        check(&types, short, &[I32; 4]);
        let full = types.intern(Def::FixedList(Type::U64, 16));
        check(&types, full, &[I64; 16]);
        let long = types.intern(Def::FixedList(Type::U8, u32::MAX));
        assert_eq!(of(&types, long), None);
        let option = types.intern(Def::Option(full));
        assert_eq!(of(&types, option), None);
    }

    #[test]
    fn signatures_spill() {
        let mut types = TypeTable::default();
        let [full, long] = [16, 17].map(|count| types.intern(Def::FixedList(Type::F64, count)));
        let func = |params: usize, result| FuncType {
            params: (0..params)
                .map(|i| Field {
                    name: format!("p{i}").into(),
                    ty: Type::F32,
                })
                .collect(),
            result,
            async_: false,
        };
        let check = |func: FuncType, lower: (usize, usize), lift: (usize, usize)| {
            let count =
                |(params, results): (Vec<ValType>, Vec<ValType>)| (params.len(), results.len());
            assert_eq!(count(lower_signature(&types, &func, false)), lower);
            assert_eq!(count(lift_signature(&types, &func, false)), lift);
        };
        check(func(16, None), (16, 0), (16, 0));
        check(func(17, Some(Type::Bool)), (1, 1), (1, 1));
        check(func(16, Some(Type::String)), (17, 0), (16, 1));
        check(func(17, Some(Type::String)), (2, 0), (1, 1));
        let check_async = |func: FuncType, lowered: usize, lifted: usize, returned: &[ValType]| {
            let (params, results) = lower_signature(&types, &func, true);
            assert_eq!((params.len(), &results[..]), (lowered, &[I32][..]));
            let (params, results) = lift_signature(&types, &func, true);
            assert_eq!((params.len(), &results[..]), (lifted, &[I32][..]));
            assert_eq!(task_return_params(&types, func.result), returned);
        };
        check_async(func(4, None), 4, 4, &[]);
        check_async(func(5, Some(Type::Bool)), 2, 5, &[I32]);
        check_async(func(16, Some(full)), 2, 16, &[F64; 16]);
        check_async(func(17, Some(long)), 2, 1, &[I32]);
    }
}
