//! Where a value lies in memory and on the stack (spec: *Alignment*, *Element Size*, *Flattening*).
//!
//! Written for this oracle, apart from the fuser's own, so that one mistake is not made in both.

use super::types::Ty;

/// How many flat parameters there may be.
pub const MAX_FLAT_PARAMS: usize = 16;

/// A core value type.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Core {
    I32,
    I64,
    F32,
    F64,
}

impl Core {
    /// Its name in the text format.
    pub fn name(self) -> &'static str {
        match self {
            Core::I32 => "i32",
            Core::I64 => "i64",
            Core::F32 => "f32",
            Core::F64 => "f64",
        }
    }

    /// The type that holds either.
    fn join(self, other: Core) -> Core {
        match (self, other) {
            _ if self == other => self,
            (Core::I32, Core::F32) | (Core::F32, Core::I32) => Core::I32,
            _ => Core::I64,
        }
    }
}

/// What a type is made of, as far as its layout goes.
pub enum Shape<'a> {
    /// One core value, in so many bytes.
    Scalar(Core, u32),
    /// A pointer and a length.
    Pair,
    /// One after the other.
    Fields(Vec<&'a Ty>),
    /// One of these, after a discriminant.
    Cases(Vec<Option<&'a Ty>>),
}

/// The shape of `ty`.
pub fn shape(ty: &Ty) -> Shape<'_> {
    match ty {
        Ty::Bool | Ty::S8 | Ty::U8 => Shape::Scalar(Core::I32, 1),
        Ty::S16 | Ty::U16 => Shape::Scalar(Core::I32, 2),
        Ty::S32 | Ty::U32 | Ty::Char => Shape::Scalar(Core::I32, 4),
        Ty::S64 | Ty::U64 => Shape::Scalar(Core::I64, 8),
        Ty::F32 => Shape::Scalar(Core::F32, 4),
        Ty::F64 => Shape::Scalar(Core::F64, 8),
        Ty::Flags(count) => Shape::Scalar(
            Core::I32,
            if *count <= 8 {
                1
            } else if *count <= 16 {
                2
            } else {
                4
            },
        ),
        Ty::String | Ty::List(_) | Ty::Map(..) => Shape::Pair,
        Ty::FixedLengthList(element, count) => Shape::Fields(vec![&**element; *count as usize]),
        Ty::Record(fields) | Ty::Tuple(fields) => Shape::Fields(fields.iter().collect()),
        Ty::Variant(cases) => Shape::Cases(cases.iter().map(Option::as_ref).collect()),
        Ty::Enum(count) => Shape::Cases(vec![None; *count as usize]),
        Ty::Option(some) => Shape::Cases(vec![None, Some(some)]),
        Ty::Result(ok, error) => Shape::Cases(vec![ok.as_deref(), error.as_deref()]),
    }
}

/// The alignment of `ty`.
pub fn align(ty: &Ty) -> u32 {
    match shape(ty) {
        Shape::Scalar(_, size) => size,
        Shape::Pair => 4,
        Shape::Fields(fields) => fields
            .into_iter()
            .map(align)
            .max()
            .expect("no type has no fields"),
        Shape::Cases(cases) => discriminant_size(&cases).max(payload_align(&cases)),
    }
}

/// The size of `ty`.
pub fn size(ty: &Ty) -> u32 {
    match shape(ty) {
        Shape::Scalar(_, size) => size,
        Shape::Pair => 8,
        Shape::Fields(fields) => {
            let (_, end) = offsets(&fields);
            end.next_multiple_of(align(ty))
        }
        Shape::Cases(cases) => {
            let payload = cases.iter().flatten().map(|ty| size(ty)).max();
            payload_offset(&cases)
                .saturating_add(payload.map_or(0, |size| size))
                .next_multiple_of(align(ty))
        }
    }
}

/// Where each of `fields` starts, and where the last ends.
pub fn offsets(fields: &[&Ty]) -> (Vec<u32>, u32) {
    let mut end = 0_u32;
    let starts = fields
        .iter()
        .map(|ty| {
            let start = end.next_multiple_of(align(ty));
            end = start + size(ty);
            start
        })
        .collect();
    (starts, end)
}

/// The bytes of the discriminant of `cases`.
pub fn discriminant_size(cases: &[Option<&Ty>]) -> u32 {
    match cases.len() {
        0..=0x100 => 1,
        0x101..=0x1_0000 => 2,
        _ => 4,
    }
}

/// Where the payload of `cases` starts.
pub fn payload_offset(cases: &[Option<&Ty>]) -> u32 {
    discriminant_size(cases).next_multiple_of(payload_align(cases))
}

fn payload_align(cases: &[Option<&Ty>]) -> u32 {
    cases.iter().flatten().map(|ty| align(ty)).fold(1, u32::max)
}

/// The core values of `ty` on the stack.
pub fn flat(ty: &Ty) -> Vec<Core> {
    match shape(ty) {
        Shape::Scalar(core, _) => vec![core],
        Shape::Pair => vec![Core::I32; 2],
        Shape::Fields(fields) => fields.into_iter().flat_map(flat).collect(),
        Shape::Cases(cases) => {
            let mut payload: Vec<Core> = Vec::new();
            for case in cases.into_iter().flatten() {
                for (index, core) in flat(case).into_iter().enumerate() {
                    match payload.get_mut(index) {
                        Some(joined) => *joined = joined.join(core),
                        None => payload.push(core),
                    }
                }
            }
            payload.insert(0, Core::I32);
            payload
        }
    }
}
