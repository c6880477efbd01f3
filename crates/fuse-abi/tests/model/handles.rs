//! Handles, as numbers that change from holder to holder.

use super::Value;
use crate::support::handles::Transfer;
use fuse_abi::handles::{Handle, Holder};
use fuse_abi::types::{Def, Type, TypeTable};

/// What was transferred, in order: the name of each transfer and the handle.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Transfers(Vec<(String, u32)>);

impl Transfers {
    /// Transfers a handle; gives another number, always.
    pub fn transfer(&mut self, name: &str, handle: u32) -> u32 {
        self.0.push((name.to_owned(), handle));
        let distance = name.bytes().fold(0u32, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(byte.into())
        });
        handle.wrapping_add(distance | 1)
    }

    /// Transfers the handles in values of these types.
    pub fn values(
        &mut self,
        types: &TypeTable,
        (values, tys): (&[Value], &[Type]),
        sides: (Holder, Holder),
    ) -> Vec<Value> {
        let values = values.iter().zip(tys);
        values
            .map(|(value, &ty)| self.value(types, value, ty, sides))
            .collect()
    }

    fn handle(&mut self, index: u64, handle: Handle, (src, dst): (Holder, Holder)) -> Value {
        let transfer = Transfer { handle, src, dst };
        let index = u32::try_from(index).unwrap();
        Value::Scalar(self.transfer(&transfer.name(), index).into())
    }

    fn value(
        &mut self,
        types: &TypeTable,
        value: &Value,
        ty: Type,
        (src, dst): (Holder, Holder),
    ) -> Value {
        let handle = match (ty, types.def(ty)) {
            (Type::ErrorContext, _) => Some(Handle::ErrorContext),
            (_, Some(&Def::Own(resource))) => Some(Handle::Own(resource)),
            (_, Some(&Def::Borrow(resource))) => Some(Handle::Borrow(resource)),
            (Type::Def(id), Some(Def::Stream(_))) => Some(Handle::Stream(id)),
            (Type::Def(id), Some(Def::Future(_))) => Some(Handle::Future(id)),
            _ => None,
        };
        if let (Value::Scalar(index), Some(handle)) = (value, handle) {
            return self.handle(*index, handle, (src, dst));
        }
        match (value, types.def(ty)) {
            (Value::Sequence(values), Some(def)) => {
                let element = match def {
                    Def::FixedList(element, _) => Some(*element),
                    def => types.list_element(def),
                };
                let parts = match element {
                    Some(element) => vec![element; values.len()],
                    None => def.fields().unwrap(),
                };
                Value::Sequence(self.values(types, (values, &parts), (src, dst)))
            }
            (Value::Case(case, Some(payload)), Some(def)) => {
                let ty = def.cases().unwrap()[*case].unwrap();
                let payload = self.value(types, payload, ty, (src, dst));
                Value::Case(*case, Some(Box::new(payload)))
            }
            _ => value.clone(),
        }
    }
}
