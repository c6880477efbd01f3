//! The canonical ABI over values, written after the specification and not after the code under test.

pub mod handles;
pub mod lift;
pub mod lower;
pub mod text;

use arbtest::arbitrary::{Result, Unstructured};
use fuse_abi::types::{Def, Type, TypeTable};

/// A component value.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// What has one core value, by its bits in the width of its type.
    Scalar(u64),
    /// A string.
    Text(text::Text),
    /// The elements of a list, or the fields of a record.
    Sequence(Vec<Value>),
    /// A case and its payload.
    Case(usize, Option<Box<Value>>),
}

/// A memory's allocator: it only ever goes up.
#[derive(Clone, Default, Debug)]
pub struct Heap {
    /// The next free address.
    pub next: u32,
    /// The arguments of every call of `realloc`.
    pub calls: Vec<[u32; 4]>,
    /// How many calls until one that returns a pointer to nowhere.
    pub fails_after: Option<u32>,
    /// Whether that has happened.
    pub failed: bool,
}

impl Heap {
    /// `realloc`, as a guest exports it.
    pub fn realloc(
        &mut self,
        memory: &mut [u8],
        [old, old_size, align, new_size]: [u32; 4],
    ) -> u32 {
        self.calls.push([old, old_size, align, new_size]);
        let ptr = self.next.next_multiple_of(align);
        self.next = ptr + new_size;
        assert!(self.next as usize <= memory.len(), "values are small");
        let (old, kept, new) = (old as usize, old_size.min(new_size) as usize, ptr as usize);
        memory.copy_within(old..old + kept, new);
        match &mut self.fails_after {
            Some(0) => {
                self.failed = true;
                self.fails_after = None;
                if align > 1 { ptr + 1 } else { u32::MAX }
            }
            Some(calls) => {
                *calls -= 1;
                ptr
            }
            None => ptr,
        }
    }
}

/// Any value of type `ty`.
pub fn value(u: &mut Unstructured<'_>, types: &TypeTable, ty: Type) -> Result<Value> {
    Ok(match ty {
        Type::Bool => Value::Scalar(u.int_in_range(0..=1)?),
        Type::S8 | Type::U8 => Value::Scalar(u.arbitrary::<u8>()?.into()),
        Type::S16 | Type::U16 => Value::Scalar(u.arbitrary::<u16>()?.into()),
        Type::S32 | Type::U32 | Type::F32 | Type::ErrorContext => {
            Value::Scalar(u.arbitrary::<u32>()?.into())
        }
        Type::S64 | Type::U64 | Type::F64 => Value::Scalar(u.arbitrary()?),
        Type::Char => Value::Scalar(u.arbitrary::<char>()?.into()),
        Type::String => Value::Text(text::Text::arbitrary(u)?),
        Type::Def(id) => match &types[id] {
            def @ (Def::List(_) | Def::Map(..)) => {
                let element = types.list_element(def).unwrap();
                let most = if types.def(element).is_none() { 20 } else { 4 };
                let count = u.int_in_range(0..=most)?;
                Value::Sequence(
                    (0..count)
                        .map(|_| value(u, types, element))
                        .collect::<Result<_>>()?,
                )
            }
            Def::FixedList(element, count) => Value::Sequence(
                (0..*count)
                    .map(|_| value(u, types, *element))
                    .collect::<Result<_>>()?,
            ),
            def @ (Def::Record(_) | Def::Tuple(_)) => {
                let fields = def.fields().unwrap();
                Value::Sequence(
                    fields
                        .into_iter()
                        .map(|field| value(u, types, field))
                        .collect::<Result<_>>()?,
                )
            }
            Def::Flags(labels) => {
                Value::Scalar(u64::from(u.arbitrary::<u32>()?) & ((1 << labels.len()) - 1))
            }
            Def::Own(_) | Def::Borrow(_) | Def::Stream(_) | Def::Future(_) => {
                Value::Scalar(u.arbitrary::<u32>()?.into())
            }
            def => {
                let cases = def.cases().expect("what is left are variants");
                let case = u.choose_index(cases.len())?;
                let payload = cases[case]
                    .map(|payload| value(u, types, payload))
                    .transpose()?;
                Value::Case(case, payload.map(Box::new))
            }
        },
    })
}

/// Bits that mean nothing, to stand where guests may leave them; `None` is a guest that leaves zeros.
pub struct Noise(pub Option<u64>);

impl Noise {
    /// Some more.
    pub fn bits(&mut self) -> u64 {
        let Some(state) = &mut self.0 else {
            return 0;
        };
        *state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state.rotate_left(23)
    }
}

/// The bytes of memory at `ptr`.
pub fn bytes(memory: &[u8], ptr: u32, len: u32) -> &[u8] {
    &memory[ptr as usize..][..len as usize]
}
