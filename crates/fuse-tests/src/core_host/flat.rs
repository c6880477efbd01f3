//! Values as core values.

use super::guest::{Guest, mistake};
use super::manifest::{Cases, CoreType, Kind, Primitive, TypeRef};
use super::value::Value;
use std::collections::VecDeque;
use wasmi::{Error, Val};

/// Core values that are yet to be lifted.
pub type Flat = VecDeque<Val>;

impl Guest<'_> {
    /// Lifts a value of type `ty` from the first of `core`.
    pub fn lift(&mut self, ty: TypeRef, core: &mut Flat) -> Result<Value, Error> {
        let index = match ty {
            TypeRef::Primitive(Primitive::String) => {
                let (address, length) = (word(core), word(core));
                return self.load_range(ty, address, length);
            }
            TypeRef::Primitive(ty) => return primitive(ty, bits(&next(core))),
            TypeRef::Defined(index) => index,
        };
        let manifest = self.manifest.clone();
        match &manifest.types[index].kind {
            Kind::Record { fields } | Kind::Tuple { fields } => {
                let values = fields.iter().map(|field| self.lift(field.ty, core));
                Ok(Value::Record(values.collect::<Result<_, _>>()?))
            }
            Kind::FixedList {
                element, length, ..
            } => {
                let values = (0..*length).map(|_| self.lift(*element, core));
                Ok(Value::List(values.collect::<Result<_, _>>()?))
            }
            Kind::List { .. } | Kind::Map { .. } => {
                let (address, length) = (word(core), word(core));
                self.load_range(ty, address, length)
            }
            Kind::Flags { labels } => Ok(flags(labels, word(core))),
            Kind::Own { resource } => self.lift_own(*resource, word(core).cast_signed()),
            Kind::Borrow { resource } => self.lift_borrow(*resource, word(core).cast_signed()),
            Kind::Variant(cases)
            | Kind::Enum(cases)
            | Kind::Option(cases)
            | Kind::Result(cases) => {
                let joined = manifest.flat(ty);
                self.lift_variant(cases, &joined[1..], core)
            }
            Kind::Other => Err(mistake("a type that this host does not know")),
        }
    }

    fn lift_variant(
        &mut self,
        cases: &Cases,
        joined: &[CoreType],
        core: &mut Flat,
    ) -> Result<Value, Error> {
        let number = word(core) as usize;
        let raw: Vec<Val> = joined.iter().map(|_| next(core)).collect();
        let case = cases.cases.get(number);
        let case = case.ok_or_else(|| mistake(format!("there is no case {number}")))?;
        let Some(ty) = case.ty else {
            return Ok(Value::case(&case.name, None));
        };
        let wanted = self.manifest.flat(ty).into_iter();
        let payload = raw.iter().zip(wanted);
        let mut payload: Flat = payload
            .map(|(value, to)| core_value(to, bits(value)))
            .collect();
        Ok(Value::case(&case.name, Some(self.lift(ty, &mut payload)?)))
    }

    /// Appends the core values of `value` to `core`.
    pub fn lower(&mut self, ty: TypeRef, value: &Value, core: &mut Vec<Val>) -> Result<(), Error> {
        let index = match ty {
            TypeRef::Primitive(Primitive::String) => {
                let (address, length) = self.store_range(ty, value)?;
                core.extend([address, length].map(|word| Val::I32(word.cast_signed())));
                return Ok(());
            }
            TypeRef::Primitive(_) => {
                core.push(core_value(self.manifest.flat(ty)[0], value.bits()));
                return Ok(());
            }
            TypeRef::Defined(index) => index,
        };
        let manifest = self.manifest.clone();
        match &manifest.types[index].kind {
            Kind::Record { fields } | Kind::Tuple { fields } => {
                for (field, value) in fields.iter().zip(value.fields(fields)) {
                    self.lower(field.ty, value, core)?;
                }
            }
            Kind::FixedList { element, .. } => {
                for value in value.elements() {
                    self.lower(*element, value, core)?;
                }
            }
            Kind::List { .. } | Kind::Map { .. } => {
                let (address, length) = self.store_range(ty, value)?;
                core.extend([address, length].map(|word| Val::I32(word.cast_signed())));
            }
            Kind::Flags { labels } => core.push(Val::I32(value.flags(labels).cast_signed())),
            Kind::Own { resource } => core.push(Val::I32(self.lower_own(*resource, value))),
            Kind::Borrow { resource } => core.push(Val::I32(self.lower_borrow(*resource, value))),
            Kind::Variant(cases)
            | Kind::Enum(cases)
            | Kind::Option(cases)
            | Kind::Result(cases) => {
                let joined = manifest.flat(ty);
                self.lower_variant(cases, &joined[1..], value, core)?;
            }
            Kind::Other => return Err(mistake("a type that this host does not know")),
        }
        Ok(())
    }

    fn lower_variant(
        &mut self,
        cases: &Cases,
        joined: &[CoreType],
        value: &Value,
        core: &mut Vec<Val>,
    ) -> Result<(), Error> {
        let (number, payload) = value.chosen(cases);
        core.push(Val::I32(number as i32));
        let mut values = Vec::new();
        if let (Some(ty), Some(payload)) = (cases.cases[number].ty, payload) {
            self.lower(ty, payload, &mut values)?;
        }
        let padded = values.iter().map(bits).chain(std::iter::repeat(0));
        let joined = joined.iter().zip(padded);
        core.extend(joined.map(|(to, bits)| core_value(*to, bits)));
        Ok(())
    }
}

/// A value of a primitive type but `string` from its bits, of which those beyond the type do not count.
pub fn primitive(ty: Primitive, bits: u64) -> Result<Value, Error> {
    let word = bits as u32;
    Ok(match ty {
        Primitive::Bool => Value::Bool(word != 0),
        Primitive::S8 => Value::Signed((word as i8).into()),
        Primitive::U8 => Value::Unsigned((word as u8).into()),
        Primitive::S16 => Value::Signed((word as i16).into()),
        Primitive::U16 => Value::Unsigned((word as u16).into()),
        Primitive::S32 => Value::Signed((word as i32).into()),
        Primitive::U32 => Value::Unsigned(word.into()),
        Primitive::S64 => Value::Signed(bits as i64),
        Primitive::U64 => Value::Unsigned(bits),
        Primitive::F32 => Value::F32(f32::from_bits(word)),
        Primitive::F64 => Value::F64(f64::from_bits(bits)),
        Primitive::Char => Value::Char(
            char::from_u32(word).ok_or_else(|| mistake(format!("{word:#x} is no character")))?,
        ),
        Primitive::String => unreachable!("a string is not in its bits"),
    })
}

/// The flags of `word`; bits beyond the last label do not count.
pub fn flags(labels: &[String], word: u32) -> Value {
    let set = labels
        .iter()
        .enumerate()
        .filter(|(bit, _)| word >> bit & 1 == 1);
    Value::Flags(set.map(|(_, label)| label.clone()).collect())
}

/// A core value of type `ty` with these bits.
fn core_value(ty: CoreType, bits: u64) -> Val {
    match ty {
        CoreType::I32 => Val::I32(bits as i32),
        CoreType::I64 => Val::I64(bits as i64),
        CoreType::F32 => Val::F32(f32::from_bits(bits as u32).into()),
        CoreType::F64 => Val::F64(f64::from_bits(bits).into()),
    }
}

fn bits(value: &Val) -> u64 {
    match value {
        Val::I32(value) => value.cast_unsigned().into(),
        Val::I64(value) => value.cast_unsigned(),
        Val::F32(value) => value.to_bits().into(),
        Val::F64(value) => value.to_bits(),
        other => panic!("{other:?} is in no flat form"),
    }
}

fn next(core: &mut Flat) -> Val {
    core.pop_front()
        .expect("as many core values as the manifest says")
}

fn word(core: &mut Flat) -> u32 {
    bits(&next(core)) as u32
}
