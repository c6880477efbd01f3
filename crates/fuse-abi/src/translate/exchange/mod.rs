//! The exchange of handles where a call crosses the boundary between a component instance and the host.
//!
//! The values stay where they are, in locals and in the one memory that the host and the instance share; only the
//! handles among them are replaced by those of the other side. Whatever else a guest passes is for the host to check,
//! so nothing is checked here but what would keep the code from coming to an end.
//!
//! Handles that enter are written in place: the host has given that memory away. Handles that leave are only stashed,
//! each with its address, for others to write all of them just before the host looks and to take them back afterwards.
//! The guest keeps its own handles that way, and a buffer that occurs twice among the values is walked twice alike.
//!
//! The host has to find the handles that were found here, and nothing else where it expects one. But a guest may let a handle
//! overlap a pointer, and then the host would follow what was stashed. So the words that the walk itself follows, which are
//! pointers, lengths and discriminants, are stashed unchanged: once all is written, each stashed word must be there.

mod layers;

use super::outline::{Kind, stack_types};
use super::place::{Address, Place};
use super::{Side, Walk};
use crate::emitter::Emitter;
use crate::flat::{self, MAX_FLAT_ASYNC_PARAMS, MAX_FLAT_PARAMS, MAX_FLAT_RESULTS};
use crate::func::{FuncBuilder, Local};
use crate::handles::Holder;
use crate::opts::MemoryIndex;
use crate::types::{FuncTypeId, Type};

impl<'a> Emitter<'a> {
    /// Exchanges the handles among the parameters of a call of type `ty`, from `src` to `dst`, one of which is the host.
    ///
    /// `args` are the flat parameters, or the pointer to them in `memory` if they are too many, and then maybe the
    /// return pointer, which comes back as it is. What is given is for reading only. A call of a function that is lowered with
    /// `async` is one for [`Emitter::exchange_async_params`].
    pub fn exchange_params(
        &mut self,
        f: &mut FuncBuilder,
        ty: FuncTypeId,
        memory: Option<MemoryIndex>,
        src: Holder,
        dst: Holder,
        args: &[Local],
    ) -> Vec<Local> {
        let params = self.types().func(ty).param_types();
        self.crossing(f, memory, src, dst)
            .exchange_all(&params, MAX_FLAT_PARAMS, args)
    }

    /// Exchanges the handles among the parameters of a call of type `ty` of a function that is lowered with `async`, from `src` to
    /// `dst`, one of which is the host.
    ///
    /// `args` and what is given are as for [`Emitter::exchange_params`], but fewer parameters are too many. If there are handles in
    /// memory, as [`TypeTable::has_handles_in_memory`] says for [`MAX_FLAT_ASYNC_PARAMS`], they are stashed; but what they are to be
    /// has to stay there until the host has started the call, and it may not do so before the guest runs again.
    ///
    /// [`TypeTable::has_handles_in_memory`]: crate::types::TypeTable::has_handles_in_memory
    pub fn exchange_async_params(
        &mut self,
        f: &mut FuncBuilder,
        ty: FuncTypeId,
        memory: Option<MemoryIndex>,
        src: Holder,
        dst: Holder,
        args: &[Local],
    ) -> Vec<Local> {
        let params = self.types().func(ty).param_types();
        self.crossing(f, memory, src, dst)
            .exchange_all(&params, MAX_FLAT_ASYNC_PARAMS, args)
    }

    /// Exchanges the handles in the result of a call of type `ty`, from `src` to `dst`, one of which is the host.
    ///
    /// `values` are the flat result, or the pointer to it in `memory` if it is more than one core value. What is given is for reading only.
    pub fn exchange_result(
        &mut self,
        f: &mut FuncBuilder,
        ty: FuncTypeId,
        memory: Option<MemoryIndex>,
        src: Holder,
        dst: Holder,
        values: &[Local],
    ) -> Vec<Local> {
        let result = self.types().func(ty).result.as_slice();
        self.crossing(f, memory, src, dst)
            .exchange_all(result, MAX_FLAT_RESULTS, values)
    }

    /// Exchanges the handles in the result of a call of type `ty` that `holder` made of a function of the host that is lowered with
    /// `async`: in place, as the host has written the result to `retptr` in `memory`.
    ///
    /// If there is a result, that is.
    pub fn exchange_result_at(
        &mut self,
        f: &mut FuncBuilder,
        ty: FuncTypeId,
        memory: Option<MemoryIndex>,
        holder: Holder,
        retptr: Local,
    ) {
        let result = self.types().func(ty).result.as_slice();
        self.crossing(f, memory, Holder::Host, holder)
            .exchange_all(result, 0, &[retptr]);
    }

    /// Exchanges the handles in the result of a call of type `ty` in the form that `task.return` takes, from `src` to `dst`, one of
    /// which is the host.
    ///
    /// `values` are the flat result, or the pointer to it in `memory` if it has too many core values. What is given is for reading
    /// only.
    pub fn exchange_returned(
        &mut self,
        f: &mut FuncBuilder,
        ty: FuncTypeId,
        memory: Option<MemoryIndex>,
        src: Holder,
        dst: Holder,
        values: &[Local],
    ) -> Vec<Local> {
        let result = self.types().func(ty).result.as_slice();
        self.crossing(f, memory, src, dst)
            .exchange_all(result, MAX_FLAT_PARAMS, values)
    }

    /// The walk of values whose memory is `memory`.
    fn crossing<'w>(
        &'w mut self,
        f: &'w mut FuncBuilder,
        memory: Option<MemoryIndex>,
        src: Holder,
        dst: Holder,
    ) -> Walk<'w, 'a> {
        Walk::new(
            self,
            f,
            Side::holding(src, memory),
            Side::holding(dst, memory),
        )
    }

    /// The body of [`Helper::Exchange`].
    pub(super) fn exchange_body(
        &mut self,
        f: &mut FuncBuilder,
        ty: Type,
        kind: Kind,
        src: Side,
        dst: Side,
    ) {
        let params = f.params();
        let mut walk = Walk::new(self, f, src, dst);
        match kind {
            Kind::Stack => {
                let values = walk.exchanged_locals(ty, &params);
                walk.exchange_layer(ty, Place::Stack(&params), Place::Stack(&values));
                for position in walk.types().handle_places(ty).flat() {
                    f.get(values[position]);
                }
            }
            Kind::Memory => {
                let place = Place::Memory(Address::new(params[0]));
                walk.exchange_layer(ty, place, place);
            }
        }
    }
}

impl Side {
    /// A side that is no more than a holder of handles.
    fn holding(holder: Holder, memory: Option<MemoryIndex>) -> Self {
        Self {
            holder: Some(holder),
            ..Side::of_memory(memory)
        }
    }
}

impl Walk<'_, '_> {
    /// Exchanges the handles in values that were passed as `locals`.
    fn exchange_all(&mut self, types: &[Type], max_flat: usize, locals: &[Local]) -> Vec<Local> {
        assert_ne!(
            self.is_leaving(),
            self.src.holder() == Holder::Host,
            "an exchange has the host on one side"
        );
        let Some(flat) = flat::of_all(self.types(), types.iter().copied(), max_flat) else {
            let place = Place::Memory(Address::new(locals[0]));
            self.exchange_fields(types, place, place);
            return locals.to_vec();
        };
        let (src, others) = locals.split_at(flat.len());
        let mut values = Vec::new();
        for &ty in types {
            values.extend(self.exchanged_locals(ty, &src[values.len()..]));
        }
        self.exchange_fields(types, Place::Stack(src), Place::Stack(&values));
        values.extend_from_slice(others);
        values
    }

    /// The locals for a `ty` at the start of `src` once it is exchanged: new ones for what may be a handle.
    fn exchanged_locals(&mut self, ty: Type, src: &[Local]) -> Vec<Local> {
        let mut locals = src[..stack_types(self.types(), ty).len()].to_vec();
        for position in self.types().handle_places(ty).flat() {
            locals[position] = self.f.local(locals[position].ty());
        }
        locals
    }

    /// Whether handles go from the instance to the host.
    fn is_leaving(&self) -> bool {
        self.dst.holder() == Holder::Host
    }
}
