//! Random component types.

use arbtest::arbitrary::{Result, Unstructured};
use fuse_abi::opts::StringEncoding;
use fuse_abi::types::{Case, Def, Field, FuncType, FuncTypeId, ResourceId, Type, TypeTable};

/// A function type with up to 20 parameters.
pub fn func_type(u: &mut Unstructured<'_>, types: &mut TypeTable) -> Result<FuncTypeId> {
    let depth = u.int_in_range(0..=5)?;
    let count = if u.ratio(1, 4)? {
        u.int_in_range(0..=20)?
    } else {
        u.int_in_range(0..=4)?
    };
    let params = fields(u, types, count, depth)?.into();
    let result = maybe_type(u, types, depth)?;
    Ok(types.intern_func(FuncType {
        params,
        result,
        async_: false,
    }))
}

/// Any encoding.
pub fn encoding(u: &mut Unstructured<'_>) -> Result<StringEncoding> {
    u.choose(&[
        StringEncoding::Utf8,
        StringEncoding::Utf16,
        StringEncoding::CompactUtf16,
    ])
    .copied()
}

fn fields(
    u: &mut Unstructured<'_>,
    types: &mut TypeTable,
    count: usize,
    depth: u32,
) -> Result<Vec<Field>> {
    (0..count)
        .map(|i| {
            Ok(Field {
                name: format!("f{i}").into(),
                ty: ty(u, types, depth)?,
            })
        })
        .collect()
}

fn maybe_type(u: &mut Unstructured<'_>, types: &mut TypeTable, depth: u32) -> Result<Option<Type>> {
    Ok(if u.ratio(3, 4)? {
        Some(ty(u, types, depth)?)
    } else {
        None
    })
}

fn labels(u: &mut Unstructured<'_>, most: usize) -> Result<Box<[Box<str>]>> {
    let count = if u.ratio(1, 8)? {
        most
    } else {
        u.int_in_range(1..=10)?
    };
    Ok((0..count).map(|i| format!("l{i}").into()).collect())
}

fn ty(u: &mut Unstructured<'_>, types: &mut TypeTable, depth: u32) -> Result<Type> {
    const PRIMITIVES: [Type; 13] = [
        Type::Bool,
        Type::S8,
        Type::U8,
        Type::S16,
        Type::U16,
        Type::S32,
        Type::U32,
        Type::S64,
        Type::U64,
        Type::F32,
        Type::F64,
        Type::Char,
        Type::String,
    ];
    if u.ratio(1, 40)? {
        return Ok(Type::ErrorContext);
    }
    if depth == 0 || u.ratio(1, 3)? {
        return u.choose(&PRIMITIVES).copied();
    }
    let depth = depth - 1;
    let def = match u.int_in_range(0..=15)? {
        0 | 1 => Def::List(ty(u, types, depth)?),
        2 => Def::FixedList(ty(u, types, depth)?, u.int_in_range(1..=5)?),
        3 => Def::Map(
            *u.choose(&[Type::String, Type::U32, Type::Char, Type::Bool])?,
            ty(u, types, depth)?,
        ),
        4 => {
            let count = u.int_in_range(1..=6)?;
            Def::Record(fields(u, types, count, depth)?.into())
        }
        5 => {
            let count = u.int_in_range(1..=4)?;
            Def::Tuple(
                (0..count)
                    .map(|_| ty(u, types, depth))
                    .collect::<Result<_>>()?,
            )
        }
        6 | 7 => {
            // Many cases are too much code for one function.
            let count = if u.ratio(1, 8)? {
                40
            } else {
                u.int_in_range(1..=6)?
            };
            let case = |i| {
                Ok(Case {
                    name: format!("c{i}").into(),
                    ty: maybe_type(u, types, depth)?,
                })
            };
            Def::Variant((0..count).map(case).collect::<Result<_>>()?)
        }
        8 => Def::Enum(labels(u, 300)?),
        9 => Def::Option(ty(u, types, depth)?),
        10 => Def::Result {
            ok: maybe_type(u, types, depth)?,
            err: maybe_type(u, types, depth)?,
        },
        11 => Def::Flags(labels(u, 32)?),
        12 => Def::Own(ResourceId(u.int_in_range(0..=1)?)),
        13 => Def::Stream(maybe_type(u, types, depth)?),
        14 => Def::Future(maybe_type(u, types, depth)?),
        _ => Def::Borrow(ResourceId(u.int_in_range(1..=2)?)),
    };
    Ok(types.intern(def))
}
