//! Where values lie in memory: alignment, element size, discriminants and field offsets, for 32-bit memories.
//!
//! CanonicalABI, *Alignment* and *Element Size*. The layout of a type does not depend on the canonopts, so both sides
//! of a call share it. Sizes saturate: a type of `u32::MAX` bytes is one that fits into no memory.

use crate::types::{Def, Type, TypeTable};

/// How much room a value takes.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    /// `elem_size`
    pub size: u32,
    /// `alignment`, a power of two
    pub align: u32,
}

/// The layout of a variant, an enum, an option or a result.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct VariantLayout {
    /// Of the whole.
    pub layout: Layout,
    /// How many bytes the discriminant at offset 0 has: 1, 2 or 4.
    pub discriminant: u32,
    /// Where the payload of every case begins.
    pub payload_offset: u32,
}

const POINTER: Layout = Layout { size: 4, align: 4 };

/// A pointer and a length, as for strings and lists.
const RANGE: Layout = Layout { size: 8, align: 4 };

/// The layout of `ty`.
pub fn of(types: &TypeTable, ty: Type) -> Layout {
    match ty {
        Type::Bool | Type::S8 | Type::U8 => Layout { size: 1, align: 1 },
        Type::S16 | Type::U16 => Layout { size: 2, align: 2 },
        Type::S32 | Type::U32 | Type::F32 | Type::Char => Layout { size: 4, align: 4 },
        Type::S64 | Type::U64 | Type::F64 => Layout { size: 8, align: 8 },
        Type::String => RANGE,
        Type::ErrorContext => POINTER,
        Type::Def(id) => types.layout(id),
    }
}

/// The layout of `def`, whose parts are in `types` already.
pub(crate) fn of_def(types: &TypeTable, def: &Def) -> Layout {
    match def {
        Def::List(_) | Def::Map(..) => RANGE,
        Def::FixedList(element, count) => {
            let element = of(types, *element);
            Layout {
                size: element.size.saturating_mul(*count),
                align: element.align,
            }
        }
        Def::Flags(labels) => {
            let size = flags(labels.len());
            Layout { size, align: size }
        }
        Def::Own(_) | Def::Borrow(_) | Def::Stream(_) | Def::Future(_) => POINTER,
        Def::Record(_) | Def::Tuple(_) => record(
            types,
            &def.fields().expect("records and tuples have fields"),
        ),
        Def::Variant(_) | Def::Enum(_) | Def::Option(_) | Def::Result { .. } => {
            variant(types, &def.cases().expect("variants have cases")).layout
        }
    }
}

/// The layout of a record with fields of these types; of a function's parameters, too.
pub fn record(types: &TypeTable, fields: &[Type]) -> Layout {
    let mut size = 0;
    let mut align = 1;
    for &field in fields {
        let field = of(types, field);
        size = align_to(size, field.align).saturating_add(field.size);
        align = align.max(field.align);
    }
    Layout {
        size: align_to(size, align),
        align,
    }
}

/// The offset of each field of a record with fields of these types.
pub fn field_offsets(types: &TypeTable, fields: &[Type]) -> Vec<u32> {
    let mut end = 0u32;
    let mut offsets = Vec::with_capacity(fields.len());
    for &field in fields {
        let field = of(types, field);
        let offset = align_to(end, field.align);
        offsets.push(offset);
        end = offset.saturating_add(field.size);
    }
    offsets
}

/// Whether a record with fields of these types has bytes that belong to none of them.
pub(crate) fn has_padding(types: &TypeTable, fields: &[Type]) -> bool {
    let sizes = fields.iter().map(|&field| of(types, field).size);
    sizes.fold(0, u32::saturating_add) != record(types, fields).size
}

/// The layout of a variant with cases of these payloads.
pub fn variant(types: &TypeTable, cases: &[Option<Type>]) -> VariantLayout {
    let discriminant = discriminant(cases.len());
    let mut payload = Layout { size: 0, align: 1 };
    for &case in cases.iter().flatten() {
        let case = of(types, case);
        payload = Layout {
            size: payload.size.max(case.size),
            align: payload.align.max(case.align),
        };
    }
    let payload_offset = align_to(discriminant, payload.align);
    let align = discriminant.max(payload.align);
    let size = align_to(payload_offset.saturating_add(payload.size), align);
    VariantLayout {
        layout: Layout { size, align },
        discriminant,
        payload_offset,
    }
}

/// How many bytes the discriminant of a variant with `cases` cases has (`discriminant_type`).
pub fn discriminant(cases: usize) -> u32 {
    assert!(cases > 0, "a variant has a case");
    match cases {
        1..=0x100 => 1,
        0x101..=0x1_0000 => 2,
        _ => 4,
    }
}

/// How many bytes flags with `labels` labels have (`elem_size_flags`).
pub fn flags(labels: usize) -> u32 {
    match labels {
        1..=8 => 1,
        9..=16 => 2,
        17..=32 => 4,
        _ => panic!("flags have 1 to 32 labels, not {labels}"),
    }
}

/// `offset`, or the next multiple of `align`; one that does not fit saturates.
fn align_to(offset: u32, align: u32) -> u32 {
    offset.checked_next_multiple_of(align).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Field;

    fn check(types: &TypeTable, ty: Type, size: u32, align: u32) {
        assert_eq!(of(types, ty), Layout { size, align }, "{:?}", types.def(ty));
    }

    fn labels(count: usize) -> Box<[Box<str>]> {
        (0..count).map(|i| format!("l{i}").into()).collect()
    }

    #[test]
    fn records_pad_between_and_after_fields() {
        let mut types = TypeTable::default();
        let field = |name: &str, ty| Field {
            name: name.into(),
            ty,
        };
        let fields = [
            field("a", Type::U8),
            field("b", Type::U64),
            field("c", Type::Bool),
        ];
        let record = types.intern(Def::Record(fields.into()));
        check(&types, record, 24, 8);
        assert_eq!(
            field_offsets(&types, &[Type::U8, Type::U64, Type::Bool, Type::U16]),
            [0, 8, 16, 18]
        );
        let tuple = types.intern(Def::Tuple([Type::U8, record, Type::U8].into()));
        check(&types, tuple, 40, 8);
    }

    #[test]
    fn sequences_are_ranges_unless_their_length_is_fixed() {
        let mut types = TypeTable::default();
        let list = types.intern(Def::List(Type::U64));
        check(&types, list, 8, 4);
        let map = types.intern(Def::Map(Type::String, Type::U64));
        check(&types, map, 8, 4);
        let fixed = types.intern(Def::FixedList(Type::U16, 5));
        check(&types, fixed, 10, 2);
        check(&types, Type::String, 8, 4);
    }

    #[test]
    fn variants_put_every_payload_at_one_offset() {
        let mut types = TypeTable::default();
        let result = types.intern(Def::Result {
            ok: Some(Type::U8),
            err: Some(Type::F64),
        });
        check(&types, result, 16, 8);
        assert_eq!(
            variant(&types, &[Some(Type::U8), Some(Type::F64)]).payload_offset,
            8
        );
        let option = types.intern(Def::Option(Type::Char));
        check(&types, option, 8, 4);
        let unit = types.intern(Def::Result {
            ok: None,
            err: None,
        });
        check(&types, unit, 1, 1);
        for (cases, size) in [(1, 1), (256, 1), (257, 2), (65536, 2), (65537, 4)] {
            let ty = types.intern(Def::Enum(labels(cases)));
            check(&types, ty, size, size);
        }
    }

    #[test]
    fn flags_take_the_smallest_integer() {
        let mut types = TypeTable::default();
        for (count, size) in [(1, 1), (8, 1), (9, 2), (16, 2), (17, 4), (32, 4)] {
            let ty = types.intern(Def::Flags(labels(count)));
            check(&types, ty, size, size);
        }
    }

    #[test]
    fn absurd_sizes_saturate() {
        let mut types = TypeTable::default();
        let inner = types.intern(Def::FixedList(Type::U64, 1 << 30));
        check(&types, inner, u32::MAX, 8);
        let outer = types.intern(Def::Tuple([inner, Type::U8].into()));
        check(&types, outer, u32::MAX, 8);
    }
}
