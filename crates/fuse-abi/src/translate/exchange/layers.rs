//! The walk to the handles, layer by layer of their types.
//!
//! Everywhere here, `src` and `dst` are one place if it is in memory. On the stack, a `dst` has other locals than its `src`
//! for what may be a handle and has yet to be set.

use crate::func::Local;
use crate::handles::Handle;
use crate::layout;
use crate::translate::outline::{Helper, Kind, stack_types};
use crate::translate::place::{Address, Place};
use crate::translate::variant::{Arm, arms};
use crate::translate::{Side, Walk};
use crate::types::{Def, Type};
use wasm_encoder::BlockType;
use wasm_encoder::ValType::I32;

impl Walk<'_, '_> {
    /// Exchanges the handles in a value of type `ty`, here or by a call.
    fn exchange(&mut self, ty: Type, src: Place<'_>, dst: Place<'_>) {
        if !self.types().has_handles(ty) {
            return;
        }
        if self.afford(ty) {
            self.exchange_layer(ty, src, dst);
        } else {
            self.exchange_outlined(ty, src, dst);
        }
    }

    /// Exchanges the handles in a value of type `ty`, which has some, the outermost layer of it here.
    pub(super) fn exchange_layer(&mut self, ty: Type, src: Place<'_>, dst: Place<'_>) {
        if let Some(handle) = Handle::of(self.types(), ty) {
            return self.exchange_handle(handle, src, dst);
        }
        match self
            .types()
            .def(ty)
            .expect("primitive types have no handles but one")
        {
            def @ (Def::List(_) | Def::Map(..)) => {
                let element = self.types().list_element(def);
                self.exchange_list(element.expect("lists and maps have elements"), src);
            }
            Def::FixedList(element, count) => {
                self.exchange_fixed_list(*element, *count, src, dst);
            }
            def @ (Def::Record(_) | Def::Tuple(_)) => {
                let fields = def.fields().expect("records and tuples have fields");
                self.exchange_fields(&fields, src, dst);
            }
            def @ (Def::Variant(_) | Def::Enum(_) | Def::Option(_) | Def::Result { .. }) => {
                let cases = def.cases().expect("variants have cases");
                self.exchange_variant(&cases, src, dst);
            }
            Def::Own(_) | Def::Borrow(_) | Def::Stream(_) | Def::Future(_) => {
                unreachable!("they are handles")
            }
            Def::Flags(_) => unreachable!("flags have no handles"),
        }
    }

    /// Exchanges the handles in a value of type `ty` by a call.
    fn exchange_outlined(&mut self, ty: Type, src: Place<'_>, dst: Place<'_>) {
        let def = self.types().def(ty);
        let is_list = def.is_some_and(|def| self.types().list_element(def).is_some());
        let kind = if is_list { Kind::Stack } else { src.kind() };
        let places = self.types().handle_places(ty);
        let memory = self
            .src
            .memory
            .filter(|_| places.in_lists || kind == Kind::Memory);
        let helper = self.emitter.helper(Helper::Exchange {
            ty,
            kind,
            src: Side::holding(self.src.holder(), memory),
            dst: Side::holding(self.dst.holder(), memory),
        });
        if is_list {
            self.exchanged_range(src);
        } else {
            self.push_place(ty, src);
        }
        self.f.call(helper);
        if let Place::Stack(locals) = dst {
            let have = stack_types(self.types(), ty);
            for position in places.flat().rev() {
                self.set_flat(locals[position], have[position]);
            }
        }
    }

    fn exchange_handle(&mut self, handle: Handle, src: Place<'_>, dst: Place<'_>) {
        let address = match src {
            Place::Memory(address) if self.is_leaving() => address,
            _ => return self.handle(handle, src, dst),
        };
        self.load_word(address);
        let ours = self.f.save(I32);
        self.f.get(ours);
        self.convert(handle);
        let theirs = self.f.save(I32);
        self.stash(address, ours, theirs);
        self.f.free(theirs);
        self.f.free(ours);
    }

    fn stash(&mut self, address: Address, ours: Local, theirs: Local) {
        let address = self.hold_address(address);
        let handles = self.emitter.handles();
        handles.stash(self.f, address.local, ours, theirs);
        self.release(address);
    }

    /// Stashes the word at `address` as it is, which the way to a handle depends on.
    fn stash_unchanged(&mut self, address: Address) {
        self.load_word(address);
        let word = self.f.save(I32);
        self.stash(address, word, word);
        self.f.free(word);
    }

    pub(super) fn exchange_fields(&mut self, fields: &[Type], src: Place<'_>, dst: Place<'_>) {
        let srcs = src.fields(self.types(), fields);
        let dsts = dst.fields(self.types(), fields);
        for ((&field, src), dst) in fields.iter().zip(srcs).zip(dsts) {
            self.exchange(field, src, dst);
        }
    }

    /// Exchanges the handles in the payload of whichever case the discriminant says, if it is that of a case.
    fn exchange_variant(&mut self, cases: &[Option<Type>], src: Place<'_>, dst: Place<'_>) {
        let types = self.types();
        if let (Place::Stack(srcs), Place::Stack(dsts)) = (src, dst) {
            for (&src, &dst) in srcs.iter().zip(dsts).filter(|(src, dst)| src != dst) {
                self.f.get(src).set(dst);
            }
        }
        if let Place::Memory(address) = dst
            && self.is_leaving()
        {
            // It shares its word with padding only, as a handle in the payload is aligned to words.
            self.stash_unchanged(address);
        }
        let layout = layout::variant(types, cases);
        let discriminant = self.hold_discriminant(&layout, dst);
        let payload = dst.payload(&layout);
        let mut arms = arms(cases);
        arms.retain(|arm| arm.payload.is_some_and(|ty| types.has_handles(ty)));
        let exchange = |walk: &mut Self, ty: Option<Type>| {
            let (place, _) = payload.cut(types, ty);
            walk.exchange(ty.expect("handles are in payloads"), place, place);
        };
        match &arms[..] {
            [Arm { payload, cases }] if cases.len() == 1 => {
                let case = u32::try_from(cases[0]).expect("fewer than 2^32 cases");
                self.f.get(discriminant.local).u32_const(case);
                self.f.ins().i32_eq();
                self.f.if_(BlockType::Empty);
                exchange(self, *payload);
                self.f.end();
            }
            // One discriminant more than there are cases, for those that do nothing.
            arms => self.payload_table(cases.len() + 1, arms, discriminant, exchange),
        }
        self.release(discriminant);
    }

    /// Exchanges the handles in a list, the two words of which are at `range`.
    fn exchange_list(&mut self, element: Type, range: Place<'_>) {
        self.exchanged_range(range);
        let remaining = self.f.save(I32);
        let cursor = self.f.save(I32);
        self.f.get(remaining).if_(BlockType::Empty);
        self.exchange_elements(element, cursor, remaining);
        self.f.end();
        self.f.free(cursor);
        self.f.free(remaining);
    }

    /// Pushes the two words of a list that has handles.
    fn exchanged_range(&mut self, range: Place<'_>) {
        if let Place::Memory(address) = range
            && self.is_leaving()
        {
            self.stash_unchanged(address);
            self.stash_unchanged(address.plus(4));
        }
        self.push_range(range);
    }

    fn exchange_fixed_list(&mut self, element: Type, count: u32, src: Place<'_>, dst: Place<'_>) {
        let Place::Memory(address) = src else {
            // A fixed-length list on the stack is short.
            return self.exchange_fields(&vec![element; count as usize], src, dst);
        };
        if count == 1 {
            return self.exchange(element, src, dst);
        }
        self.push_address(address);
        let cursor = self.f.save(I32);
        self.f.u32_const(count);
        let remaining = self.f.save(I32);
        self.exchange_elements(element, cursor, remaining);
        self.f.free(cursor);
        self.f.free(remaining);
    }

    /// Exchanges the handles in `remaining` elements, of which there is at least one, from `cursor` on.
    ///
    /// Nobody has checked where the list ends: the cursor may wrap around, but the count comes down to zero.
    fn exchange_elements(&mut self, element: Type, cursor: Local, remaining: Local) {
        let size = layout::of(self.types(), element).size;
        let again = self.f.loop_(BlockType::Empty);
        let place = Place::Memory(Address::new(cursor));
        self.exchange(element, place, place);
        self.f.get(cursor).u32_const(size).ins().i32_add();
        self.f.set(cursor);
        self.f.get(remaining).u32_const(1).ins().i32_sub();
        self.f.tee(remaining).br_if(again);
        self.f.end();
    }
}
