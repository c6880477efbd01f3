//! Values to core values and memory: the way a guest passes them, and the way the specification lowers them.

use super::{Heap, Noise, Value};
use fuse_abi::opts::StringEncoding;
use fuse_abi::types::{Def, Type, TypeTable};
use fuse_abi::{flat, layout};
use wasm_encoder::ValType::{self, F32, F64, I32, I64};

/// A core value, by its bits.
#[derive(Copy, Clone, PartialEq, Debug)]
pub struct Flat(pub ValType, pub u64);

/// Who lowers.
pub enum Who {
    /// A guest, which may leave noise in bits that have no meaning, and whose mistake is still so many places away.
    Guest {
        noise: Noise,
        mistake_after: Option<u32>,
        mistaken: bool,
    },
    /// The specification, which knows how the strings were passed.
    Spec { src: StringEncoding },
}

/// The context of one lowering.
pub struct Lower<'a> {
    /// All types.
    pub types: &'a TypeTable,
    /// The memory of the destination.
    pub memory: &'a mut [u8],
    /// Its allocator.
    pub heap: &'a mut Heap,
    /// Its encoding.
    pub encoding: StringEncoding,
    /// Who lowers.
    pub who: Who,
}

impl Lower<'_> {
    /// CanonicalABI: `lower_flat_values`, to `out` if there is a pointer for that.
    pub fn values(
        &mut self,
        values: &[Value],
        types: &[Type],
        max_flat: usize,
        out: Option<u32>,
    ) -> Vec<Flat> {
        if flat::of_all(self.types, types.iter().copied(), max_flat).is_some() {
            let pairs = values.iter().zip(types);
            return pairs
                .flat_map(|(value, &ty)| self.lower(value, ty))
                .collect();
        }
        let tuple = layout::record(self.types, types);
        let ptr = out.unwrap_or_else(|| {
            self.heap
                .realloc(self.memory, [0, 0, tuple.align, tuple.size])
        });
        self.store_fields(values, types, ptr);
        match out {
            None => vec![Flat(I32, self.pointer(ptr, tuple.align).into())],
            Some(_) => vec![],
        }
    }

    /// Whether the mistake that a guest was to make is made.
    pub fn has_mistaken(&self) -> bool {
        matches!(self.who, Who::Guest { mistaken: true, .. })
    }

    fn lower(&mut self, value: &Value, ty: Type) -> Vec<Flat> {
        match (value, self.types.def(ty)) {
            (Value::Scalar(bits), def) => vec![self.lower_scalar(*bits, ty, def)],
            (Value::Sequence(values), Some(def @ (Def::List(_) | Def::Map(..)))) => self
                .range(values, self.types.list_element(def).unwrap())
                .map(word)
                .to_vec(),
            (Value::Sequence(values), Some(Def::FixedList(element, _))) => values
                .iter()
                .flat_map(|value| self.lower(value, *element))
                .collect(),
            (Value::Sequence(values), Some(def)) => {
                let fields = def.fields().unwrap();
                values
                    .iter()
                    .zip(fields)
                    .flat_map(|(value, field)| self.lower(value, field))
                    .collect()
            }
            (Value::Text(_), None) => self.text(value).map(word).to_vec(),
            (Value::Case(case, payload), Some(def)) => {
                self.lower_case(*case, payload.as_deref(), ty, def)
            }
            other => panic!("no such value: {other:?}"),
        }
    }

    fn lower_case(
        &mut self,
        case: usize,
        payload: Option<&Value>,
        ty: Type,
        def: &Def,
    ) -> Vec<Flat> {
        let cases = def.cases().unwrap();
        let mut flats = vec![word(self.discriminant(case, cases.len(), 4))];
        if let Some(payload) = payload {
            flats.extend(self.lower(payload, cases[case].unwrap()));
        }
        let wants = flat::of(self.types, ty).unwrap();
        for (position, &want) in wants.iter().enumerate() {
            match flats.get_mut(position) {
                None => {
                    let bits = self.noise()
                        & if matches!(want, I32 | F32) {
                            0xffff_ffff
                        } else {
                            u64::MAX
                        };
                    flats.push(Flat(want, bits));
                }
                Some(Flat(have @ (I32 | F32), bits)) if want == I64 => {
                    (*have, *bits) = (I64, *bits | self.noise() << 32);
                }
                Some(Flat(have, _)) => *have = want,
            }
        }
        flats
    }

    fn lower_scalar(&mut self, bits: u64, ty: Type, def: Option<&Def>) -> Flat {
        let noise = self.noise() as u32;
        let guest = matches!(self.who, Who::Guest { .. });
        let low = bits as u32;
        match (ty, def) {
            (Type::S64 | Type::U64, _) => Flat(I64, bits),
            (Type::F32, _) => Flat(F32, bits),
            (Type::F64, _) => Flat(F64, bits),
            (Type::Bool, _) => word(if guest && low == 1 { noise | 1 } else { low }),
            (Type::S8 | Type::U8, _) if guest => word(low | noise << 8),
            (Type::S16 | Type::U16, _) if guest => word(low | noise << 16),
            (Type::S8, _) => word(i32::from(low as i8).cast_unsigned()),
            (Type::S16, _) => word(i32::from(low as i16).cast_unsigned()),
            (Type::Char, _) => word(self.char(low)),
            (_, Some(Def::Flags(labels))) => word(low | unused(labels.len(), noise)),
            _ => word(low),
        }
    }

    fn store(&mut self, value: &Value, ty: Type, ptr: u32) {
        match (value, self.types.def(ty)) {
            (Value::Scalar(bits), def) => {
                let size = layout::of(self.types, ty).size;
                let noise = self.noise() as u32;
                let bits = match (ty, def) {
                    (Type::Bool, _) if noise != 0 && *bits == 1 => u64::from(noise | 1),
                    (Type::Char, _) => self.char(*bits as u32).into(),
                    (_, Some(Def::Flags(labels))) => bits | u64::from(unused(labels.len(), noise)),
                    _ => *bits,
                };
                self.store_int(bits, ptr, size);
            }
            (Value::Sequence(values), Some(def @ (Def::List(_) | Def::Map(..)))) => {
                let [begin, len] = self.range(values, self.types.list_element(def).unwrap());
                self.store_int(begin.into(), ptr, 4);
                self.store_int(len.into(), ptr + 4, 4);
            }
            (Value::Sequence(values), Some(Def::FixedList(element, _))) => {
                self.store_all(values, *element, ptr)
            }
            (Value::Sequence(values), Some(def)) => {
                self.store_fields(values, &def.fields().unwrap(), ptr)
            }
            (Value::Text(_), None) => {
                let [begin, units] = self.text(value);
                self.store_int(begin.into(), ptr, 4);
                self.store_int(units.into(), ptr + 4, 4);
            }
            (Value::Case(case, payload), Some(def)) => {
                let cases = def.cases().unwrap();
                let layout = layout::variant(self.types, &cases);
                let discriminant = self.discriminant(*case, cases.len(), layout.discriminant);
                self.store_int(discriminant.into(), ptr, layout.discriminant);
                if let Some(payload) = payload {
                    self.store(payload, cases[*case].unwrap(), ptr + layout.payload_offset);
                }
            }
            other => panic!("no such value: {other:?}"),
        }
    }

    fn store_int(&mut self, bits: u64, ptr: u32, size: u32) {
        let bytes = &bits.to_le_bytes()[..size as usize];
        self.memory[ptr as usize..][..bytes.len()].copy_from_slice(bytes);
    }

    /// CanonicalABI: `store_list_into_valid_range`.
    pub fn store_all(&mut self, values: &[Value], element: Type, mut ptr: u32) {
        for value in values {
            self.store(value, element, ptr);
            ptr += layout::of(self.types, element).size;
        }
    }

    fn store_fields(&mut self, values: &[Value], fields: &[Type], ptr: u32) {
        let offsets = layout::field_offsets(self.types, fields);
        for ((value, &field), offset) in values.iter().zip(fields).zip(offsets) {
            self.store(value, field, ptr + offset);
        }
    }

    fn range(&mut self, values: &[Value], element: Type) -> [u32; 2] {
        let layout = layout::of(self.types, element);
        let len = u32::try_from(values.len()).unwrap();
        let ptr = self
            .heap
            .realloc(self.memory, [0, 0, layout.align, len * layout.size]);
        self.store_all(values, element, ptr);
        if self.makes_mistake() {
            return [ptr, ((1 << 28) - 1) / layout.size + 1];
        }
        [self.pointer(ptr, layout.align), len]
    }

    fn text(&mut self, value: &Value) -> [u32; 2] {
        let Value::Text(text) = value else {
            panic!("{value:?} is no text")
        };
        if let Who::Spec { src } = self.who {
            let (ptr, units) = text.store(self.memory, self.heap, src, self.encoding);
            return [ptr, units];
        }
        let (mut bytes, align, units) = text.passed(self.encoding);
        if self.encoding == StringEncoding::Utf16 && !bytes.is_empty() && self.makes_mistake() {
            *bytes.last_mut().unwrap() = 0xdb;
        }
        if self.encoding == StringEncoding::Utf8 && !bytes.is_empty() && self.makes_mistake() {
            *bytes.last_mut().unwrap() = 0xc3;
        }
        let ptr = self.heap.realloc(
            self.memory,
            [0, 0, align, u32::try_from(bytes.len()).unwrap()],
        );
        self.memory[ptr as usize..][..bytes.len()].copy_from_slice(&bytes);
        if self.makes_mistake() {
            return [ptr, 1 << 28 | units & 1 << 31];
        }
        [self.pointer(ptr, align), units]
    }

    /// `ptr`, or by mistake one that must trap.
    pub fn pointer(&mut self, ptr: u32, align: u32) -> u32 {
        if self.makes_mistake() {
            return if align > 1 { ptr + 1 } else { 0xffff_ff00 };
        }
        if self.makes_mistake() {
            return 0xffff_ff00;
        }
        ptr
    }

    fn char(&mut self, char: u32) -> u32 {
        let wrong = [0xd800, 0xdfff, 0x11_0000, 0xffff_ffff];
        if self.makes_mistake() {
            wrong[char as usize % 4]
        } else {
            char
        }
    }

    fn discriminant(&mut self, case: usize, cases: usize, bytes: u32) -> u32 {
        let representable = cases < 1 << (8 * bytes);
        u32::try_from(if representable && self.makes_mistake() {
            cases
        } else {
            case
        })
        .unwrap()
    }

    fn makes_mistake(&mut self) -> bool {
        match &mut self.who {
            Who::Guest {
                mistake_after: after @ Some(0),
                mistaken,
                ..
            } => {
                *after = None;
                *mistaken = true;
                true
            }
            Who::Guest {
                mistake_after: Some(after),
                ..
            } => {
                *after -= 1;
                false
            }
            _ => false,
        }
    }

    fn noise(&mut self) -> u64 {
        match &mut self.who {
            Who::Guest { noise, .. } => noise.bits(),
            Who::Spec { .. } => 0,
        }
    }
}

fn word(bits: u32) -> Flat {
    Flat(I32, bits.into())
}

fn unused(labels: usize, noise: u32) -> u32 {
    noise & !(u32::MAX >> (32 - labels))
}
