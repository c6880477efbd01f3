//! Lifted values.

use super::manifest::{Cases, Field};

/// A lifted value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `bool`
    Bool(bool),
    /// A signed integer of any width.
    Signed(i64),
    /// An unsigned integer of any width.
    Unsigned(u64),
    /// `f32`
    F32(f32),
    /// `f64`
    F64(f64),
    /// `char`
    Char(char),
    /// `string`
    String(String),
    /// A list, or a map as a list of pairs.
    List(Vec<Value>),
    /// The fields of a record or a tuple, in order.
    Record(Vec<Value>),
    /// The case of a variant, an enum, an option or a result.
    Variant(String, Option<Box<Value>>),
    /// The flags that are set.
    Flags(Vec<String>),
    /// A resource.
    Handle(Object),
}

/// A resource.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    /// One of the host's, by the number that it has there.
    Host(u32),
    /// One of the module's.
    Module {
        /// The type.
        resource: usize,
        /// What the module knows it by.
        rep: i32,
    },
}

impl Value {
    /// `ok` or `some`.
    pub fn case(name: &str, payload: Option<Value>) -> Value {
        Value::Variant(name.to_string(), payload.map(Box::new))
    }

    /// A list of bytes.
    pub fn bytes(bytes: &[u8]) -> Value {
        Value::List(
            bytes
                .iter()
                .map(|byte| Value::Unsigned((*byte).into()))
                .collect(),
        )
    }

    /// The values of `fields`.
    pub(super) fn fields<'v>(&'v self, fields: &[Field]) -> &'v [Value] {
        match self {
            Value::Record(values) if values.len() == fields.len() => values,
            other => panic!("expected a record of {}, got {other:?}", fields.len()),
        }
    }

    /// The position of the case among `cases`, and the payload.
    pub(super) fn chosen(&self, cases: &Cases) -> (usize, Option<&Value>) {
        let Value::Variant(name, payload) = self else {
            panic!("expected a variant, got {self:?}")
        };
        let index = cases.cases.iter().position(|case| case.name == *name);
        let index = index.unwrap_or_else(|| panic!("there is no case `{name}`"));
        (index, payload.as_deref())
    }

    /// The elements of a list.
    pub(super) fn elements(&self) -> &[Value] {
        match self {
            Value::List(values) => values,
            other => panic!("expected a list, got {other:?}"),
        }
    }

    /// The bits of an integer, a `bool` or a `char`.
    pub(super) fn bits(&self) -> u64 {
        match self {
            Value::Bool(value) => (*value).into(),
            Value::Signed(value) => value.cast_unsigned(),
            Value::Unsigned(value) => *value,
            Value::Char(value) => u32::from(*value).into(),
            Value::F32(value) => value.to_bits().into(),
            Value::F64(value) => value.to_bits(),
            other => panic!("expected a number, got {other:?}"),
        }
    }

    /// The set bits among `labels`.
    pub(super) fn flags(&self, labels: &[String]) -> u32 {
        let Value::Flags(set) = self else {
            panic!("expected flags, got {self:?}")
        };
        let bit = |label: &String| {
            let position = labels.iter().position(|other| other == label);
            1 << position.unwrap_or_else(|| panic!("there is no flag `{label}`"))
        };
        set.iter().map(bit).fold(0, |all, bit: u32| all | bit)
    }
}
