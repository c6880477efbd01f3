//! Core code that stores flat values into memory, as a guest would.

use super::layout::{self, Core, Shape};
use super::types::Ty;

/// A flat value: an expression, and its type.
#[derive(Clone)]
pub struct Flat {
    /// In the text format.
    pub expr: String,
    /// What it leaves on the stack.
    pub core: Core,
}

impl Flat {
    /// The same bits, read as a value of `core`.
    fn reads(&self, core: Core) -> Flat {
        let wrapped = || format!("(i32.wrap_i64 {})", self.expr);
        let expr = match (self.core, core) {
            (from, to) if from == to => self.expr.clone(),
            (Core::I32, Core::F32) => format!("(f32.reinterpret_i32 {})", self.expr),
            (Core::I64, Core::I32) => wrapped(),
            (Core::I64, Core::F32) => format!("(f32.reinterpret_i32 {})", wrapped()),
            (Core::I64, Core::F64) => format!("(f64.reinterpret_i64 {})", self.expr),
            (from, to) => unreachable!("{from:?} does not hold {to:?}"),
        };
        Flat { expr, core }
    }
}

/// Code that stores `values`, which are the flat values of `ty`, at `address`.
pub fn store(ty: &Ty, values: &[Flat], address: u32, code: &mut String) {
    match layout::shape(ty) {
        Shape::Scalar(core, size) => word(&values[0].reads(core), size, address, code),
        Shape::Pair => {
            word(&values[0].reads(Core::I32), 4, address, code);
            word(&values[1].reads(Core::I32), 4, address + 4, code);
        }
        Shape::Fields(fields) => {
            let (offsets, _) = layout::offsets(&fields);
            let mut rest = values;
            for (field, offset) in fields.into_iter().zip(offsets) {
                let (of_field, others) = rest.split_at(layout::flat(field).len());
                store(field, of_field, address + offset, code);
                rest = others;
            }
        }
        Shape::Cases(cases) => {
            let discriminant = values[0].reads(Core::I32);
            word(
                &discriminant,
                layout::discriminant_size(&cases),
                address,
                code,
            );
            for (index, case) in cases.iter().enumerate() {
                let Some(case) = case else { continue };
                let payload: Vec<_> = values[1..]
                    .iter()
                    .zip(layout::flat(case))
                    .map(|(v, core)| v.reads(core))
                    .collect();
                code.push_str(&format!(
                    "(if (i32.eq {} (i32.const {index})) (then\n",
                    discriminant.expr
                ));
                store(
                    case,
                    &payload,
                    address + layout::payload_offset(&cases),
                    code,
                );
                code.push_str("))\n");
            }
        }
    }
}

/// Code that stores `value` in `size` bytes.
fn word(value: &Flat, size: u32, address: u32, code: &mut String) {
    let suffix = match (value.core, size) {
        (Core::I32, 1) => "8",
        (Core::I32, 2) => "16",
        _ => "",
    };
    let name = value.core.name();
    code.push_str(&format!(
        "({name}.store{suffix} (i32.const {address}) {})\n",
        value.expr
    ));
}
