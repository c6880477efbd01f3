//! What translating a type costs in code, and what it needs.

use crate::emitter::Emitter;
use crate::layout;
use crate::types::{Def, Type};

/// Facts about a type that decide between copying it whole, inlining it and calling a helper.
///
/// The unit is about one read and write of a core value.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Cost {
    /// Of all layers, were all inlined.
    total: u32,
    /// Of the outermost layer only.
    pub(super) layer: u32,
    /// Whether every bit pattern is a value that stands for itself, so that copying bytes copies values and nothing else. What lies
    /// in the padding of a record is the source's alone, so a record with padding is not plain.
    pub(super) plain: bool,
    /// Whether lowering it may allocate.
    pub(super) allocates: bool,
    /// Whether it contains strings.
    pub(super) strings: bool,
}

impl Cost {
    /// Whether a call would be no shorter.
    pub(super) fn is_small(self) -> bool {
        self.total <= 6
    }

    /// The cost of `layer` alone.
    const fn leaf(layer: u32, plain: bool) -> Self {
        Self {
            total: layer,
            layer,
            plain,
            allocates: false,
            strings: false,
        }
    }

    /// Adds what a part, that is there once in the code, brings with it.
    fn part(&mut self, part: Cost) {
        self.total = self.total.saturating_add(part.total);
        self.plain &= part.plain;
        self.allocates |= part.allocates;
        self.strings |= part.strings;
    }
}

impl Emitter<'_> {
    /// What translating a `ty` costs.
    pub(crate) fn cost(&mut self, ty: Type) -> Cost {
        match ty {
            Type::Bool => Cost::leaf(1, false),
            Type::S8 | Type::U8 | Type::S16 | Type::U16 | Type::S32 | Type::U32 => {
                Cost::leaf(1, true)
            }
            Type::S64 | Type::U64 | Type::F32 | Type::F64 => Cost::leaf(1, true),
            Type::Char | Type::ErrorContext => Cost::leaf(3, false),
            Type::String => Cost {
                allocates: true,
                strings: true,
                ..Cost::leaf(4, false)
            },
            Type::Def(id) => match self.costs.get(&id) {
                Some(&cost) => cost,
                None => {
                    let cost = self.def_cost(&self.types()[id]);
                    self.costs.insert(id, cost);
                    cost
                }
            },
        }
    }

    /// What inlining a list costs, without its elements.
    pub(super) fn list_cost(&mut self, element: Type) -> u32 {
        if self.cost(element).plain { 14 } else { 18 }
    }

    fn def_cost(&mut self, def: &Def) -> Cost {
        match def {
            Def::List(_) | Def::Map(..) => {
                let element = self
                    .types()
                    .list_element(def)
                    .expect("lists and maps have elements");
                let mut cost = Cost::leaf(self.list_cost(element), false);
                cost.part(self.cost(element));
                Cost {
                    allocates: true,
                    ..cost
                }
            }
            Def::FixedList(element, _) => {
                let mut cost = Cost::leaf(8, true);
                cost.part(self.cost(*element));
                cost
            }
            Def::Record(_) | Def::Tuple(_) => {
                let fields = def.fields().expect("records and tuples have fields");
                let plain = !layout::has_padding(self.types(), &fields);
                let mut cost = Cost::leaf(count(fields.len()), plain);
                cost.total = 0;
                for &field in fields.iter() {
                    cost.part(self.cost(field));
                }
                cost
            }
            Def::Variant(_) | Def::Enum(_) | Def::Option(_) | Def::Result { .. } => {
                let cases = def.cases().expect("variants have cases");
                let payloads = cases.iter().flatten();
                let mut cost = Cost::leaf(4 + 2 * count(payloads.clone().count()), false);
                for &payload in payloads {
                    cost.part(self.cost(payload));
                }
                cost
            }
            Def::Flags(labels) => Cost::leaf(1, matches!(labels.len(), 8 | 16 | 32)),
            Def::Own(_) | Def::Borrow(_) | Def::Stream(_) | Def::Future(_) => Cost::leaf(3, false),
        }
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2^32 parts")
}
