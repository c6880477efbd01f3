//! Random types of component values.

use arbtest::arbitrary::{Result, Unstructured};

/// How deep types nest.
const DEPTH: usize = 3;

/// A type of component values.
#[derive(Clone, Debug, PartialEq)]
pub enum Ty {
    Bool,
    S8,
    U8,
    S16,
    U16,
    S32,
    U32,
    S64,
    U64,
    F32,
    F64,
    Char,
    String,
    List(Box<Ty>),
    FixedLengthList(Box<Ty>, u32),
    Map(Box<Ty>, Box<Ty>),
    Record(Vec<Ty>),
    Tuple(Vec<Ty>),
    Variant(Vec<Option<Ty>>),
    Enum(u32),
    Option(Box<Ty>),
    Result(Option<Box<Ty>>, Option<Box<Ty>>),
    Flags(u32),
}

const SCALARS: [Ty; 12] = [
    Ty::Bool,
    Ty::S8,
    Ty::U8,
    Ty::S16,
    Ty::U16,
    Ty::S32,
    Ty::U32,
    Ty::S64,
    Ty::U64,
    Ty::F32,
    Ty::F64,
    Ty::Char,
];

/// Keys of maps are of these.
const KEYS: [Ty; 6] = [Ty::U8, Ty::S16, Ty::U32, Ty::S64, Ty::Char, Ty::String];

/// The parameters of a function: mostly few, now and then too many to be passed flat.
pub fn params(u: &mut Unstructured<'_>) -> Result<Vec<Ty>> {
    let (count, depth) = match u.int_in_range(0..=19)? {
        0 => (0, 0),
        1..=10 => (1, DEPTH),
        11..=17 => (u.int_in_range(2..=5)?, DEPTH - 1),
        _ => (u.int_in_range(14..=18)?, 1),
    };
    (0..count).map(|_| ty(u, depth)).collect()
}

fn ty(u: &mut Unstructured<'_>, depth: usize) -> Result<Ty> {
    if depth == 0 {
        return leaf(u);
    }
    Ok(match u.int_in_range(0..=13)? {
        0..=3 => leaf(u)?,
        4..=5 => Ty::List(boxed(u, depth)?),
        6 => Ty::FixedLengthList(boxed(u, depth)?, u.int_in_range(1..=4)?),
        7 => Ty::Map(Box::new(u.choose(&KEYS)?.clone()), boxed(u, depth)?),
        8 => Ty::Record(some(u, depth)?),
        9 => Ty::Tuple(some(u, depth)?),
        10..=11 => Ty::Variant(
            (0..u.int_in_range(1..=5)?)
                .map(|_| maybe(u, depth))
                .collect::<Result<_>>()?,
        ),
        12 => Ty::Option(boxed(u, depth)?),
        _ => Ty::Result(
            maybe(u, depth)?.map(Box::new),
            maybe(u, depth)?.map(Box::new),
        ),
    })
}

fn leaf(u: &mut Unstructured<'_>) -> Result<Ty> {
    Ok(match u.int_in_range(0..=9)? {
        0 => Ty::Enum(*u.choose(&[1, 2, 5, 256, 257])?),
        1 => Ty::Flags(*u.choose(&[1, 7, 8, 9, 16, 17, 32])?),
        2..=4 => Ty::String,
        _ => u.choose(&SCALARS)?.clone(),
    })
}

fn boxed(u: &mut Unstructured<'_>, depth: usize) -> Result<Box<Ty>> {
    ty(u, depth - 1).map(Box::new)
}

fn some(u: &mut Unstructured<'_>, depth: usize) -> Result<Vec<Ty>> {
    (0..u.int_in_range(1..=4)?)
        .map(|_| ty(u, depth - 1))
        .collect()
}

fn maybe(u: &mut Unstructured<'_>, depth: usize) -> Result<Option<Ty>> {
    if u.ratio(1, 4)? {
        Ok(None)
    } else {
        ty(u, depth - 1).map(Some)
    }
}
