//! Values in a memory of the module.

use super::flat::{flags, primitive};
use super::guest::{Guest, mistake};
use super::manifest::{Encoding, Kind, Primitive, TypeRef};
use super::value::Value;
use wasmi::Error;

/// Set in the length of a string that is not Latin-1, in the encoding that has both.
const UTF16_TAG: u32 = 1 << 31;

impl Guest<'_> {
    /// Reads the value of type `ty` at `at`.
    pub fn load(&mut self, ty: TypeRef, at: u32) -> Result<Value, Error> {
        let index = match ty {
            TypeRef::Primitive(Primitive::String) => return self.load_pair(ty, at),
            TypeRef::Primitive(kind) => {
                let bits = self.number(at, self.manifest.size(ty))?;
                return primitive(kind, bits);
            }
            TypeRef::Defined(index) => index,
        };
        let manifest = self.manifest.clone();
        let defined = &manifest.types[index];
        match &defined.kind {
            Kind::Record { fields } | Kind::Tuple { fields } => {
                let values = fields.iter().map(|f| self.load(f.ty, at + f.offset));
                Ok(Value::Record(values.collect::<Result<_, _>>()?))
            }
            Kind::FixedList {
                element,
                length,
                stride,
            } => self.elements(*element, at, *length, *stride),
            Kind::List { .. } | Kind::Map { .. } => self.load_pair(ty, at),
            Kind::Flags { labels } => {
                let word = self.number(at, defined.size)?;
                Ok(flags(labels, word as u32))
            }
            Kind::Own { resource } => {
                let handle = self.number(at, 4)? as i32;
                self.lift_own(*resource, handle)
            }
            Kind::Borrow { resource } => {
                let handle = self.number(at, 4)? as i32;
                self.lift_borrow(*resource, handle)
            }
            Kind::Variant(cases)
            | Kind::Enum(cases)
            | Kind::Option(cases)
            | Kind::Result(cases) => {
                let number = self.number(at, cases.discriminant)? as usize;
                let case = cases.cases.get(number);
                let case = case.ok_or_else(|| mistake(format!("there is no case {number}")))?;
                let payload = case.ty.map(|ty| self.load(ty, at + cases.payload_offset));
                Ok(Value::case(&case.name, payload.transpose()?))
            }
            Kind::Other => Err(mistake("a type that this host does not know")),
        }
    }

    /// Writes `value` at `at`.
    pub fn store(&mut self, ty: TypeRef, value: &Value, at: u32) -> Result<(), Error> {
        let index = match ty {
            TypeRef::Primitive(Primitive::String) => return self.store_pair(ty, value, at),
            TypeRef::Primitive(_) => {
                let size = self.manifest.size(ty);
                return self.set_number(at, size, value.bits());
            }
            TypeRef::Defined(index) => index,
        };
        let manifest = self.manifest.clone();
        let defined = &manifest.types[index];
        match &defined.kind {
            Kind::Record { fields } | Kind::Tuple { fields } => {
                for (field, value) in fields.iter().zip(value.fields(fields)) {
                    self.store(field.ty, value, at + field.offset)?;
                }
                Ok(())
            }
            Kind::FixedList {
                element, stride, ..
            } => self.store_elements(*element, *stride, value.elements(), at),
            Kind::List { .. } | Kind::Map { .. } => self.store_pair(ty, value, at),
            Kind::Flags { labels } => self.set_number(at, defined.size, value.flags(labels).into()),
            Kind::Own { resource } => {
                let handle = self.lower_own(*resource, value);
                self.set_number(at, 4, handle.cast_unsigned().into())
            }
            Kind::Borrow { resource } => {
                let handle = self.lower_borrow(*resource, value);
                self.set_number(at, 4, handle.cast_unsigned().into())
            }
            Kind::Variant(cases)
            | Kind::Enum(cases)
            | Kind::Option(cases)
            | Kind::Result(cases) => {
                let (number, payload) = value.chosen(cases);
                self.set_number(at, cases.discriminant, number as u64)?;
                match (cases.cases[number].ty, payload) {
                    (Some(ty), Some(value)) => self.store(ty, value, at + cases.payload_offset),
                    _ => Ok(()),
                }
            }
            Kind::Other => Err(mistake("a type that this host does not know")),
        }
    }

    fn load_pair(&mut self, ty: TypeRef, at: u32) -> Result<Value, Error> {
        let (address, length) = (self.number(at, 4)?, self.number(at + 4, 4)?);
        self.load_range(ty, address as u32, length as u32)
    }

    fn store_pair(&mut self, ty: TypeRef, value: &Value, at: u32) -> Result<(), Error> {
        let (address, length) = self.store_range(ty, value)?;
        self.set_number(at, 4, address.into())?;
        self.set_number(at + 4, 4, length.into())
    }

    /// Reads a string or a list.
    pub fn load_range(&mut self, ty: TypeRef, address: u32, length: u32) -> Result<Value, Error> {
        let TypeRef::Defined(index) = ty else {
            return self.load_string(address, length).map(Value::String);
        };
        let manifest = self.manifest.clone();
        let (Kind::List { element, stride } | Kind::Map { element, stride }) =
            manifest.types[index].kind
        else {
            unreachable!("only strings and lists are ranges")
        };
        let bytes = self.bytes(address, u64::from(length) * u64::from(stride))?;
        if element == TypeRef::Primitive(Primitive::U8) {
            return Ok(Value::bytes(bytes));
        }
        self.elements(element, address, length, stride)
    }

    fn elements(
        &mut self,
        element: TypeRef,
        address: u32,
        length: u32,
        stride: u32,
    ) -> Result<Value, Error> {
        let values = (0..length).map(|n| self.load(element, address + n * stride));
        Ok(Value::List(values.collect::<Result<_, _>>()?))
    }

    /// Allocates and writes a string or a list; gives its address and its length.
    pub fn store_range(&mut self, ty: TypeRef, value: &Value) -> Result<(u32, u32), Error> {
        let TypeRef::Defined(index) = ty else {
            let Value::String(text) = value else {
                panic!("expected a string, got {value:?}")
            };
            return self.store_string(text);
        };
        let manifest = self.manifest.clone();
        let (Kind::List { element, stride } | Kind::Map { element, stride }) =
            manifest.types[index].kind
        else {
            unreachable!("only strings and lists are ranges")
        };
        let values = value.elements();
        let length = u32::try_from(values.len()).expect("lists are short");
        let at = self.allocate(manifest.align(element), length * stride)?;
        self.store_elements(element, stride, values, at)?;
        Ok((at, length))
    }

    fn store_elements(
        &mut self,
        element: TypeRef,
        stride: u32,
        values: &[Value],
        at: u32,
    ) -> Result<(), Error> {
        for (n, value) in (0..).zip(values) {
            self.store(element, value, at + n * stride)?;
        }
        Ok(())
    }

    fn load_string(&self, address: u32, length: u32) -> Result<String, Error> {
        let utf16 = |units: u32| {
            let bytes = self.bytes(address, u64::from(units) * 2)?;
            let units = bytes
                .chunks_exact(2)
                .map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
            let text: Result<String, _> = char::decode_utf16(units).collect();
            text.map_err(|_| mistake("a string is not UTF-16"))
        };
        match self.abi.string_encoding {
            Encoding::Utf8 => {
                let bytes = self.bytes(address, length.into())?.to_vec();
                String::from_utf8(bytes).map_err(|_| mistake("a string is not UTF-8"))
            }
            Encoding::Utf16 => utf16(length),
            Encoding::Latin1Utf16 if length & UTF16_TAG != 0 => utf16(length - UTF16_TAG),
            Encoding::Latin1Utf16 => {
                let bytes = self.bytes(address, length.into())?;
                Ok(bytes.iter().copied().map(char::from).collect())
            }
        }
    }

    fn store_string(&mut self, text: &str) -> Result<(u32, u32), Error> {
        let latin1: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (align, bytes, unit, tag) = match (self.abi.string_encoding, latin1) {
            (Encoding::Utf8, _) => (1, text.as_bytes().to_vec(), 1, 0),
            (Encoding::Utf16, _) => (2, units, 2, 0),
            (Encoding::Latin1Utf16, Some(latin1)) => (2, latin1, 1, 0),
            (Encoding::Latin1Utf16, None) => (2, units, 2, UTF16_TAG),
        };
        let size = u32::try_from(bytes.len()).expect("strings are short");
        let at = self.allocate(align, size)?;
        self.write(at, &bytes)?;
        Ok((at, (size / unit) | tag))
    }

    /// The little-endian number of `size` bytes at `at`.
    fn number(&self, at: u32, size: u32) -> Result<u64, Error> {
        let mut bits = [0; 8];
        bits[..size as usize].copy_from_slice(self.bytes(at, size.into())?);
        Ok(u64::from_le_bytes(bits))
    }

    fn set_number(&mut self, at: u32, size: u32, bits: u64) -> Result<(), Error> {
        self.write(at, &bits.to_le_bytes()[..size as usize])
    }
}
