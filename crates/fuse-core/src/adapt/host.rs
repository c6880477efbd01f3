//! What stands between an instance and the host: the exchange of handles, `may_leave`, and memory given back as it was.

use super::{Adapt, split};
use crate::boundary::Source;
use crate::graph::{ComponentInstanceId, CoreDef, LiftId, LowerId, Resource};
use crate::plan::handles;
use fuse_abi::flat;
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::handles::Holder;
use fuse_abi::layout;
use fuse_abi::opts::{FuncIndex, MemoryIndex};
use fuse_abi::trap::TrapReason;
use fuse_abi::types::ResourceId;
use fuse_handles::Intrinsic;
use fuse_handles::emit::Stash;
use wasm_encoder::{BlockType, ValType};

impl<'a> Adapt<'_, 'a> {
    /// A call of a function of the host that is not of async type.
    pub(super) fn host_call(&mut self, id: LowerId) -> FuncBuilder {
        let lower = &self.graph.lowers[id];
        let types = &self.graph.types;
        let func_ty = types.func(lower.ty);
        let (params, results) = flat::lower_signature(types, func_ty, false);
        let declared = flat::params(types, func_ty, flat::MAX_FLAT_PARAMS).map_or(1, |p| p.len());
        let callee = self.tables.layout.host(Source::Lower(id));

        let mut f = FuncBuilder::new(&params);
        self.check_may_leave(&mut f, lower.owner);
        let (args, retptr) = split(f.params(), declared);
        let Some(holder) = self.holder(lower.owner, lower.ty) else {
            f.get_all(&args).get_all(retptr.as_slice()).call(callee);
            return f;
        };
        let memory = self.memory(lower.opts.memory);
        let stash = handles::stashes_params(self.graph, id).then(|| self.stash(memory));
        let given =
            self.emitter
                .exchange_params(&mut f, lower.ty, memory, holder, Holder::Host, &args);
        if let Some(stash) = stash {
            let size = |ty| layout::of(types, ty).size;
            let area = retptr.map(|ptr| (ptr, func_ty.result.map_or(0, size)));
            stash.show(&mut f, area, |f| {
                self.emitter.trap_always(f, TrapReason::HandlesOverlap);
            });
        }
        f.get_all(&given).get_all(retptr.as_slice()).call(callee);
        let returned = f.save_all(&results);
        if let Some(stash) = stash {
            stash.restore(&mut f);
        }
        if func_ty.result.is_some() {
            let at = retptr.map_or_else(|| returned.clone(), |retptr| vec![retptr]);
            let taken =
                self.emitter
                    .exchange_result(&mut f, lower.ty, memory, Holder::Host, holder, &at);
            if retptr.is_none() {
                f.get_all(&taken);
            }
        }
        f
    }

    /// A lifted function that is not of async type, for the host to call.
    pub(super) fn entry(&mut self, id: LiftId) -> FuncBuilder {
        let lift = &self.graph.lifts[id];
        let types = &self.graph.types;
        let func_ty = types.func(lift.ty);
        let (params, results) = flat::lift_signature(types, func_ty, false);
        let memory = self.memory(lift.opts.memory);
        let exchanges = self.plan.handles.entries.contains(&id);

        let mut f = FuncBuilder::new(&params);
        let task = self.enter_export(&mut f, lift.owner);
        let mut args = f.params();
        if exchanges {
            let holder = Holder::Table(self.tables.table(lift.owner));
            args =
                self.emitter
                    .exchange_params(&mut f, lift.ty, memory, Holder::Host, holder, &args);
        }
        f.get_all(&args)
            .call(FuncIndex(self.layout.index(lift.func)));
        let mut returned = f.save_all(&results);
        if exchanges {
            returned = self.return_to_host(&mut f, id, returned);
        }
        self.keep_context(&mut f, lift, task);
        self.leave_export(&mut f, task);
        f.get_all(&returned);
        f
    }

    /// Takes back what was lent for a call of an exported function, and gives the handles in its result to the host.
    fn return_to_host(
        &mut self,
        f: &mut FuncBuilder,
        id: LiftId,
        returned: Vec<Local>,
    ) -> Vec<Local> {
        let lift = &self.graph.lifts[id];
        let types = &self.graph.types;
        let holder = Holder::Table(self.tables.table(lift.owner));
        let memory = self.memory(lift.opts.memory);
        self.check_borrows(f, lift.owner, lift.ty);
        let result = types.func(lift.ty).result;
        let Some(result) = result.filter(|ty| types.has_handles(*ty)) else {
            return returned;
        };
        let flat = flat::of_all(types, [result], flat::MAX_FLAT_RESULTS).is_some();
        if flat && lift.opts.post_return.is_some() {
            f.i32_const(0).get_all(&returned).i32_const(0);
            f.call(self.tables.intrinsic(Intrinsic::Stash));
        }
        let given =
            self.emitter
                .exchange_result(f, lift.ty, memory, holder, Holder::Host, &returned);
        if !flat {
            self.stash(memory).show(f, None, |f| {
                self.emitter.trap_always(f, TrapReason::HandlesOverlap);
            });
        }
        given
    }

    /// A post-return function, for the host to call.
    pub(super) fn exported_post_return(&mut self, id: LiftId) -> FuncBuilder {
        let lift = &self.graph.lifts[id];
        let types = &self.graph.types;
        let func_ty = types.func(lift.ty);
        let (_, params) = flat::lift_signature(types, func_ty, false);
        let mut f = FuncBuilder::new(&params);
        let mut args = f.params();
        if handles::stashes_result(self.graph, lift) {
            let stash = self.stash(self.memory(lift.opts.memory));
            match flat::results(types, func_ty, flat::MAX_FLAT_RESULTS) {
                Some(_) => {
                    stash.pop_ours(&mut f);
                    args = vec![f.save(ValType::I32)];
                }
                None => stash.restore(&mut f),
            }
        }
        if let Some(post_return) = lift.opts.post_return {
            let task = self.enter_context(&mut f, lift.owner);
            self.resume_context(&mut f, lift.owner, task);
            self.set_may_leave(&mut f, Some(lift.owner), false);
            f.get_all(&args)
                .call(FuncIndex(self.layout.index(post_return)));
            self.set_may_leave(&mut f, Some(lift.owner), true);
            self.leave_task(&mut f, task);
        }
        f
    }

    /// A `realloc` of `owner`, for the host to call: the first thing of the instance to run once the host has looked at what a call
    /// passes, and while `owner` may not be left.
    pub(super) fn exported_realloc(
        &mut self,
        owner: ComponentInstanceId,
        def: CoreDef<'a>,
    ) -> FuncBuilder {
        let mut f = FuncBuilder::new(&[ValType::I32; 4]);
        let shown = handles::shown_memory(self.graph, &self.plan.targets, owner, def);
        if let Some(memory) = shown {
            self.stash(self.memory(Some(memory))).restore(&mut f);
        }
        let params = f.params();
        let task = self.enter_context(&mut f, owner);
        self.set_may_leave(&mut f, Some(owner), false);
        f.get_all(&params).call(FuncIndex(self.layout.index(def)));
        let result = f.save(ValType::I32);
        self.set_may_leave(&mut f, Some(owner), true);
        self.leave_task(&mut f, task);
        f.get(result);
        f
    }

    /// A `realloc` of `owner`, for adapters to call, in a task of its own.
    pub(super) fn task_realloc(
        &mut self,
        owner: ComponentInstanceId,
        def: CoreDef<'a>,
    ) -> FuncBuilder {
        let mut f = FuncBuilder::new(&[ValType::I32; 4]);
        let params = f.params();
        let task = self.enter_context(&mut f, owner);
        f.get_all(&params).call(FuncIndex(self.layout.index(def)));
        let result = f.save(ValType::I32);
        self.leave_task(&mut f, task);
        f.get(result);
        f
    }

    /// A destructor that the host calls, which does nothing while a handle is taken back.
    pub(super) fn exported_dtor(&mut self, id: ResourceId) -> FuncBuilder {
        let Resource::Defined {
            owner,
            dtor: Some(dtor),
            ..
        } = self.graph.resources[id]
        else {
            unreachable!("{id} has a destructor")
        };
        let mut f = FuncBuilder::new(&[ValType::I32]);
        let rep = f.param(0);
        if let Some(flag) = self.layout.taking_back {
            f.global_get(flag).ins().i32_eqz();
            f.if_(BlockType::Empty);
        }
        let task = self.enter_export(&mut f, owner);
        f.get(rep).call(FuncIndex(self.layout.index(dtor)));
        self.leave_export(&mut f, task);
        if self.layout.taking_back.is_some() {
            f.end();
        }
        f
    }

    /// What is stashed of `guest`, the memory of the canonical options.
    pub(super) fn stash(&self, guest: Option<MemoryIndex>) -> Stash {
        let runtime = self.tables.memory();
        Stash {
            runtime,
            // Without a memory only a flat result is stashed, and that has no address.
            guest: guest.unwrap_or(runtime),
        }
    }

    pub(super) fn memory(&self, def: Option<CoreDef<'a>>) -> Option<MemoryIndex> {
        def.map(|def| MemoryIndex(self.layout.index(def)))
    }
}
