//! Random values of a given type.

use super::types::Ty;
use super::wat;
use arbtest::arbitrary::{Result, Unstructured};
use wasmtime::component::Val;

/// A value of type `ty`. NaNs are left out: they need not come back as they went.
pub fn arbitrary(ty: &Ty, u: &mut Unstructured<'_>) -> Result<Val> {
    Ok(match ty {
        Ty::Bool => Val::Bool(u.arbitrary()?),
        Ty::S8 => Val::S8(u.arbitrary()?),
        Ty::U8 => Val::U8(u.arbitrary()?),
        Ty::S16 => Val::S16(u.arbitrary()?),
        Ty::U16 => Val::U16(u.arbitrary()?),
        Ty::S32 => Val::S32(u.arbitrary()?),
        Ty::U32 => Val::U32(u.arbitrary()?),
        Ty::S64 => Val::S64(u.arbitrary()?),
        Ty::U64 => Val::U64(u.arbitrary()?),
        Ty::F32 => Val::Float32(
            Some(u.arbitrary()?)
                .filter(|x: &f32| !x.is_nan())
                .unwrap_or(-0.0),
        ),
        Ty::F64 => Val::Float64(
            Some(u.arbitrary()?)
                .filter(|x: &f64| !x.is_nan())
                .unwrap_or(-0.0),
        ),
        Ty::Char => Val::Char(char(u)?),
        Ty::String => Val::String(string(u)?),
        Ty::List(element) => Val::List(many(element, length(element, u)?, u)?),
        Ty::FixedLengthList(element, count) => Val::FixedLengthList(many(element, *count, u)?),
        Ty::Map(key, value) => Val::Map(map(key, value, u)?),
        Ty::Record(fields) => {
            let fields = fields.iter().enumerate();
            Val::Record(
                fields
                    .map(|(n, ty)| Ok((wat::label(n), arbitrary(ty, u)?)))
                    .collect::<Result<_>>()?,
            )
        }
        Ty::Tuple(fields) => Val::Tuple(
            fields
                .iter()
                .map(|ty| arbitrary(ty, u))
                .collect::<Result<_>>()?,
        ),
        Ty::Variant(cases) => {
            let case = u.choose_index(cases.len())?;
            Val::Variant(wat::label(case), payload(cases[case].as_ref(), u)?)
        }
        Ty::Enum(count) => Val::Enum(wat::label(u.choose_index(*count as usize)?)),
        Ty::Option(some) => Val::Option(payload(
            Some(&**some).filter(|_| u.ratio(3, 4).unwrap_or(false)),
            u,
        )?),
        Ty::Result(ok, error) => Val::Result(match u.arbitrary()? {
            true => Ok(payload(ok.as_deref(), u)?),
            false => Err(payload(error.as_deref(), u)?),
        }),
        Ty::Flags(count) => {
            let bits: u32 = u.arbitrary()?;
            Val::Flags(
                (0..*count)
                    .filter(|n| bits >> n & 1 == 1)
                    .map(|n| wat::label(n as usize))
                    .collect(),
            )
        }
    })
}

fn payload(ty: Option<&Ty>, u: &mut Unstructured<'_>) -> Result<Option<Box<Val>>> {
    ty.map(|ty| arbitrary(ty, u).map(Box::new)).transpose()
}

fn many(element: &Ty, count: u32, u: &mut Unstructured<'_>) -> Result<Vec<Val>> {
    (0..count).map(|_| arbitrary(element, u)).collect()
}

/// Lists of plain things may be long.
fn length(element: &Ty, u: &mut Unstructured<'_>) -> Result<u32> {
    let plain = matches!(
        element,
        Ty::Bool | Ty::U8 | Ty::S16 | Ty::U32 | Ty::U64 | Ty::F64 | Ty::Char
    );
    u.int_in_range(0..=if plain { 40 } else { 4 })
}

/// The keys differ: of two equal ones, one would be lost.
fn map(key: &Ty, value: &Ty, u: &mut Unstructured<'_>) -> Result<Vec<(Val, Val)>> {
    let mut pairs: Vec<(Val, Val)> = Vec::new();
    for _ in 0..u.int_in_range(0..=4)? {
        let key = arbitrary(key, u)?;
        if pairs.iter().all(|(other, _)| *other != key) {
            pairs.push((key, arbitrary(value, u)?));
        }
    }
    Ok(pairs)
}

/// Each width of each encoding is as likely.
fn char(u: &mut Unstructured<'_>) -> Result<char> {
    let range = u.choose(&[
        ('\0', '\x7f'),
        ('\u{80}', '\u{ff}'),
        ('\u{100}', '\u{7ff}'),
        ('\u{800}', '\u{d7ff}'),
        ('\u{e000}', '\u{ffff}'),
        ('\u{10000}', '\u{10ffff}'),
    ])?;
    u.int_in_range(range.0 as u32..=range.1 as u32)
        .map(|c| char::from_u32(c).expect("no surrogate is in a range"))
}

/// A string with chars of one width, or of two: the second width is what makes a transcoder change its mind.
fn string(u: &mut Unstructured<'_>) -> Result<String> {
    let length = *u.choose(&[0, 1, 3, 15, 16, 17, 40])?;
    let (common, rare) = (char(u)?, char(u)?);
    let at = u.int_in_range(0..=length)?;
    Ok((0..length)
        .map(|n| if n < at { common } else { rare })
        .collect())
}
