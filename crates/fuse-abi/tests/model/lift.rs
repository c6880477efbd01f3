//! Core values and memory to values, if they are just as the specification lowers them.

use super::lower::Flat;
use super::text::Text;
use super::{Value, bytes};
use fuse_abi::opts::StringEncoding;
use fuse_abi::types::{Def, Type, TypeTable};
use fuse_abi::{flat, layout};
use wasm_encoder::ValType::{F32, I32};

/// The context of one lifting.
pub struct Lift<'a> {
    /// All types.
    pub types: &'a TypeTable,
    /// The memory of the source.
    pub memory: &'a [u8],
    /// Its encoding.
    pub encoding: StringEncoding,
}

impl Lift<'_> {
    /// CanonicalABI: `lift_flat_values`, from `out` if that is where they went.
    pub fn values(
        &self,
        flats: &[Flat],
        types: &[Type],
        max_flat: usize,
        out: Option<u32>,
    ) -> Vec<Value> {
        if flat::of_all(self.types, types.iter().copied(), max_flat).is_some() {
            let mut flats = flats.iter().copied();
            return types.iter().map(|&ty| self.lift(&mut flats, ty)).collect();
        }
        self.load_fields(types, out.unwrap_or_else(|| flats[0].1 as u32))
    }

    fn lift(&self, flats: &mut dyn Iterator<Item = Flat>, ty: Type) -> Value {
        let def = self.types.def(ty);
        match def {
            Some(def @ (Def::List(_) | Def::Map(..))) => {
                let (ptr, len) = (flats.next().unwrap().1, flats.next().unwrap().1);
                self.load_all(
                    self.types.list_element(def).unwrap(),
                    ptr as u32,
                    len as u32,
                )
            }
            Some(Def::FixedList(element, count)) => {
                Value::Sequence((0..*count).map(|_| self.lift(flats, *element)).collect())
            }
            Some(Def::Record(_) | Def::Tuple(_)) => {
                let fields = def.unwrap().fields().unwrap();
                Value::Sequence(
                    fields
                        .into_iter()
                        .map(|field| self.lift(flats, field))
                        .collect(),
                )
            }
            Some(
                Def::Flags(_) | Def::Own(_) | Def::Borrow(_) | Def::Stream(_) | Def::Future(_),
            ) => self.scalar(flats.next().unwrap().1, ty),
            Some(def) => {
                let cases = def.cases().unwrap();
                let count = flat::of(self.types, ty).unwrap().len();
                let mut own: Vec<Flat> = (0..count).map(|_| flats.next().unwrap()).collect();
                let case = own.remove(0).1 as usize;
                let wants =
                    cases[case].map_or(&[][..], |payload| flat::of(self.types, payload).unwrap());
                for (Flat(have, bits), &want) in own.iter_mut().zip(wants) {
                    *have = want;
                    assert!(
                        !matches!(want, I32 | F32) || *bits < 1 << 32,
                        "extended by zeros"
                    );
                }
                assert!(
                    own[wants.len()..].iter().all(|flat| flat.1 == 0),
                    "unused values are zero"
                );
                let payload =
                    cases[case].map(|payload| Box::new(self.lift(&mut own.into_iter(), payload)));
                Value::Case(case, payload)
            }
            None if ty == Type::String => {
                let (ptr, units) = (flats.next().unwrap().1, flats.next().unwrap().1);
                Value::Text(Text::decode(
                    self.memory,
                    ptr as u32,
                    units as u32,
                    self.encoding,
                ))
            }
            None => self.scalar(flats.next().unwrap().1, ty),
        }
    }

    fn load(&self, ty: Type, ptr: u32) -> Value {
        assert_eq!(ptr % layout::of(self.types, ty).align, 0);
        match self.types.def(ty) {
            Some(def @ (Def::List(_) | Def::Map(..))) => {
                let element = self.types.list_element(def).unwrap();
                self.load_all(
                    element,
                    self.int(ptr, 4) as u32,
                    self.int(ptr + 4, 4) as u32,
                )
            }
            Some(Def::FixedList(element, count)) => self.load_all(*element, ptr, *count),
            Some(def @ (Def::Record(_) | Def::Tuple(_))) => {
                Value::Sequence(self.load_fields(&def.fields().unwrap(), ptr))
            }
            None if ty == Type::String => {
                let (begin, units) = (self.int(ptr, 4) as u32, self.int(ptr + 4, 4) as u32);
                Value::Text(Text::decode(self.memory, begin, units, self.encoding))
            }
            None
            | Some(
                Def::Flags(_) | Def::Own(_) | Def::Borrow(_) | Def::Stream(_) | Def::Future(_),
            ) => self.scalar(self.int(ptr, layout::of(self.types, ty).size), ty),
            Some(def) => {
                let cases = def.cases().unwrap();
                let layout = layout::variant(self.types, &cases);
                let case = self.int(ptr, layout.discriminant) as usize;
                let payload = cases[case]
                    .map(|payload| Box::new(self.load(payload, ptr + layout.payload_offset)));
                Value::Case(case, payload)
            }
        }
    }

    /// CanonicalABI: `load_list_from_valid_range`.
    pub fn load_all(&self, element: Type, ptr: u32, len: u32) -> Value {
        let size = layout::of(self.types, element).size;
        Value::Sequence(
            (0..len)
                .map(|i| self.load(element, ptr + i * size))
                .collect(),
        )
    }

    fn load_fields(&self, fields: &[Type], ptr: u32) -> Vec<Value> {
        let offsets = layout::field_offsets(self.types, fields);
        fields
            .iter()
            .zip(offsets)
            .map(|(&field, offset)| self.load(field, ptr + offset))
            .collect()
    }

    fn int(&self, ptr: u32, size: u32) -> u64 {
        let mut int = [0; 8];
        int[..size as usize].copy_from_slice(bytes(self.memory, ptr, size));
        u64::from_le_bytes(int)
    }

    fn scalar(&self, bits: u64, ty: Type) -> Value {
        let width = match (ty, self.types.def(ty)) {
            (Type::Bool, _) => 1,
            (_, Some(Def::Flags(labels))) => labels.len(),
            // A negative number is extended to the core type; what is lost here is compared bit by bit elsewhere.
            (Type::S8, _) => return Value::Scalar(bits & 0xff),
            (Type::S16, _) => return Value::Scalar(bits & 0xffff),
            _ => 64,
        };
        assert!(
            width == 64 || bits < 1 << width,
            "{bits:#x} is not what a {ty:?} is lowered to"
        );
        Value::Scalar(bits)
    }
}
