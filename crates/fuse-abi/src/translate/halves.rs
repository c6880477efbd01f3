//! The two halves of a call: parameters from the caller to the callee, then the result back.
//!
//! CanonicalABI, *Lifting and Lowering Values*, and `on_start` and `on_resolve` in *canon lower*. A protocol decides
//! when each half runs; what stands around them (`may_leave`, the call itself, post-return) is not of this module.

use super::place::{Address, Place};
use super::{Side, Walk};
use crate::emitter::Emitter;
use crate::flat::{self, MAX_FLAT_PARAMS, MAX_FLAT_RESULTS};
use crate::func::{FuncBuilder, Local};
use crate::layout;
use crate::memory::Bytes;
use crate::opts::{FinalOpts, FuncIndex, MemoryIndex};
use crate::trap::TrapReason;
use crate::types::{Def, FuncTypeId, Type};

impl Emitter<'_> {
    /// Copies the parameters of a call of type `ty` and gives the core arguments for the callee.
    ///
    /// `caller_args` are the core arguments that the caller passed, with or without its return pointer. Arguments that
    /// need no work come back as they are, so the locals returned are for reading only.
    pub fn start(
        &mut self,
        f: &mut FuncBuilder,
        ty: FuncTypeId,
        lower: &FinalOpts,
        lift: &FinalOpts,
        caller_args: &[Local],
    ) -> Vec<Local> {
        let mut walk = Walk::new(self, f, Side::new(lower), Side::new(lift));
        walk.params(
            ty,
            flat::max_params(lower.async_),
            MAX_FLAT_PARAMS,
            caller_args,
        )
    }

    /// Copies the parameters of a call of type `ty` that came by `lower` for another call of the same function, which goes by `again`, and
    /// gives the core arguments for that, but for its return pointer.
    ///
    /// What `again` says is where the copies go. `caller_args` and what is given are as for [`Emitter::start`].
    pub fn pass_on_params(
        &mut self,
        f: &mut FuncBuilder,
        ty: FuncTypeId,
        lower: &FinalOpts,
        again: &FinalOpts,
        caller_args: &[Local],
    ) -> Vec<Local> {
        let [src_max, dst_max] = [lower, again].map(|opts| flat::max_params(opts.async_));
        let mut walk = Walk::new(self, f, Side::new(lower), Side::new(again));
        walk.params(ty, src_max, dst_max, caller_args)
    }

    /// Copies the result of a call of type `ty` and gives the core results for the caller.
    ///
    /// `callee_results` are what the callee returned, or passed to `task.return` if it was lifted with `async`: the flat result, or
    /// the pointer to it. `retptr` is the last argument that the caller passed if its result does not fit the core results, as none
    /// does that was lowered with `async`; then nothing is returned. As for [`Emitter::start`], the locals returned are for reading
    /// only.
    pub fn resolve(
        &mut self,
        f: &mut FuncBuilder,
        ty: FuncTypeId,
        lower: &FinalOpts,
        lift: &FinalOpts,
        callee_results: &[Local],
        retptr: Option<Local>,
    ) -> Vec<Local> {
        let results = self.types().func(ty).result.as_slice();
        if results.is_empty() {
            return vec![];
        }
        let mut walk = Walk::new(self, f, Side::new(lift), Side::new(lower));
        let max_src = if lift.async_ {
            MAX_FLAT_PARAMS
        } else {
            MAX_FLAT_RESULTS
        };
        let src = walk.lifted(results, max_src, callee_results);
        walk.results(results, src, lower.async_, retptr)
    }

    /// Copies the result of the call by `again` that [`Emitter::pass_on_params`] is for, which is at `at` in the memory of `again`, and gives
    /// the core results of the call that came by `lower`.
    ///
    /// What its strings and lists lie in is not needed any more when they were copied: `free`, which takes an address and a length, is
    /// called for each of them. `retptr` and what is given are as for [`Emitter::resolve`].
    #[expect(
        clippy::too_many_arguments,
        reason = "two calls with a place for the result each, and what is between them"
    )]
    pub fn pass_on_result(
        &mut self,
        f: &mut FuncBuilder,
        ty: FuncTypeId,
        lower: &FinalOpts,
        again: &FinalOpts,
        free: Option<FuncIndex>,
        at: Local,
        retptr: Option<Local>,
    ) -> Vec<Local> {
        let results = self.types().func(ty).result.as_slice();
        let src = Side {
            free,
            ..Side::new(again)
        };
        let mut walk = Walk::new(self, f, src, Side::new(lower));
        let src = Place::Memory(Address::new(at));
        walk.results(results, src, lower.async_, retptr)
    }

    /// Traps unless the result of a call of type `ty` that was lowered with `async` can lie at `retptr` in the memory of `lower`.
    pub fn check_result_at(
        &mut self,
        f: &mut FuncBuilder,
        ty: FuncTypeId,
        lower: &FinalOpts,
        retptr: Local,
    ) {
        let results = self.types().func(ty).result.as_slice();
        let side = Side::new(lower);
        let mut walk = Walk::new(self, f, side, side);
        walk.check_tuple(results, retptr, side.memory());
    }

    /// Gives the result of a call of type `ty` the form in which `task.return` takes it, in the same memory.
    ///
    /// `callee_results` are what the callee returned that `lift` lifts without `async`. What they point to stays where it is, and so
    /// do the handles among them. As for [`Emitter::start`], the locals returned are for reading only.
    pub fn relay_result(
        &mut self,
        f: &mut FuncBuilder,
        ty: FuncTypeId,
        lift: &FinalOpts,
        callee_results: &[Local],
    ) -> Vec<Local> {
        assert!(
            !lift.async_,
            "what is lifted with `async` returns by itself"
        );
        let results = self.types().func(ty).result.as_slice();
        let fits = |max| flat::of_all(self.types(), results.iter().copied(), max).is_some();
        if fits(MAX_FLAT_RESULTS) || !fits(MAX_FLAT_PARAMS) {
            return callee_results.to_vec();
        }
        let side = Side::of_memory(lift.memory);
        let mut walk = Walk::new(self, f, side, side);
        let src = walk.lifted(results, MAX_FLAT_RESULTS, callee_results);
        walk.lower_to_stack(results, src)
    }

    /// Copies `count` elements of type `ty` from an address in the memory of what lifts to one in that of what lowers.
    ///
    /// Nothing is checked about the two ranges, which are aligned, lie in their memories and have fewer than 2^32 bytes. Elements
    /// that are no more than that they are there are not copied at all.
    #[expect(
        clippy::too_many_arguments,
        reason = "two sides with a place each, and what to copy"
    )]
    pub fn copy_elements(
        &mut self,
        f: &mut FuncBuilder,
        ty: Option<Type>,
        lift: &FinalOpts,
        lower: &FinalOpts,
        src_ptr: Local,
        dst_ptr: Local,
        count: Local,
    ) {
        if let Some(ty) = ty {
            let mut walk = Walk::new(self, f, Side::new(lift), Side::new(lower));
            walk.valid_range(ty, src_ptr, dst_ptr, count);
        }
    }
}

impl Walk<'_, '_> {
    /// Copies parameters that were passed as `src_max` core values at most, and gives the core values, `dst_max` at most, that they are
    /// passed on as.
    fn params(
        &mut self,
        ty: FuncTypeId,
        src_max: usize,
        dst_max: usize,
        args: &[Local],
    ) -> Vec<Local> {
        let params = self.types().func(ty).param_types();
        let src = self.lifted(&params, src_max, args);
        if flat::of_all(self.types(), params.iter().copied(), dst_max).is_some() {
            return self.lower_to_stack(&params, src);
        }
        let tuple = layout::record(self.types(), &params);
        let (memory, realloc) = (self.dst.memory(), self.dst.realloc());
        let ptr = self.emitter.allocate(
            self.f,
            memory,
            realloc,
            tuple.align,
            Bytes::Const(tuple.size),
        );
        self.fields(&params, src, Place::Memory(Address::new(ptr)));
        vec![ptr]
    }

    /// Copies the result to a lowered function, and gives its core results.
    fn results(
        &mut self,
        results: &[Type],
        src: Place<'_>,
        async_: bool,
        retptr: Option<Local>,
    ) -> Vec<Local> {
        let max = if async_ { 0 } else { MAX_FLAT_RESULTS };
        if flat::of_all(self.types(), results.iter().copied(), max).is_some() {
            return self.lower_to_stack(results, src);
        }
        let retptr =
            retptr.expect("a result that does not fit the core results has a return pointer");
        let memory = self.dst.memory();
        self.check_tuple(results, retptr, memory);
        self.fields(results, src, Place::Memory(Address::new(retptr)));
        vec![]
    }

    /// Where values lie that were passed as `locals` (CanonicalABI: `lift_flat_values`).
    fn lifted<'l>(&mut self, types: &[Type], max_flat: usize, locals: &'l [Local]) -> Place<'l> {
        match flat::of_all(self.types(), types.iter().copied(), max_flat) {
            Some(flat) => Place::Stack(&locals[..flat.len()]),
            None => {
                let memory = self.src.memory();
                self.check_tuple(types, locals[0], memory);
                Place::Memory(Address::new(locals[0]))
            }
        }
    }

    /// Traps unless a tuple of these types can lie at `ptr`.
    fn check_tuple(&mut self, types: &[Type], ptr: Local, memory: MemoryIndex) {
        let tuple = layout::record(self.types(), types);
        let bytes = Bytes::Const(tuple.size);
        self.emitter
            .check_aligned(self.f, ptr, tuple.align, TrapReason::UnalignedPointer);
        self.emitter
            .check_in_bounds(self.f, memory, ptr, bytes, TrapReason::PointerOutOfBounds);
    }

    /// The flat form of values (CanonicalABI: `lower_flat_values`).
    fn lower_to_stack(&mut self, types: &[Type], src: Place<'_>) -> Vec<Local> {
        let mut lowered = Vec::new();
        for (&ty, src) in types.iter().zip(src.fields(self.types(), types)) {
            self.lower_one_to_stack(ty, src, &mut lowered);
        }
        lowered
    }

    /// Appends the flat form of a value to `lowered`: the locals it is in if they will do, else new ones.
    fn lower_one_to_stack(&mut self, ty: Type, src: Place<'_>, lowered: &mut Vec<Local>) {
        if let Place::Stack(locals) = src {
            match (ty, self.types().def(ty)) {
                (Type::S32 | Type::U32 | Type::S64 | Type::U64 | Type::F32 | Type::F64, _) => {
                    return lowered.extend_from_slice(locals);
                }
                (Type::Char, _) => {
                    self.f.get(locals[0]);
                    self.check_char();
                    return lowered.extend_from_slice(locals);
                }
                (_, Some(Def::Enum(labels))) => {
                    self.check_discriminant(locals[0], labels.len());
                    return lowered.extend_from_slice(locals);
                }
                (_, Some(def @ (Def::List(_) | Def::Map(..)))) => {
                    let element = self
                        .types()
                        .list_element(def)
                        .expect("lists and maps have elements");
                    let ptr = self.range(element, locals[0], locals[1]);
                    return lowered.extend([ptr, locals[1]]);
                }
                (_, Some(def @ (Def::Record(_) | Def::Tuple(_)))) => {
                    let fields = def.fields().expect("records and tuples have fields");
                    return lowered.extend(self.lower_to_stack(&fields, src));
                }
                _ => {}
            }
        }
        let flat =
            flat::of(self.types(), ty).expect("what is lowered to the stack has a flat form");
        let locals: Vec<Local> = flat.iter().map(|&ty| self.f.local(ty)).collect();
        self.translate(ty, src, Place::Stack(&locals));
        lowered.extend(locals);
    }
}
