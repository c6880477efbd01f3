//! What the runtime calls of the fused code: a branch on a number to one of many.

use super::Adapt;
use crate::boundary::Source;
use crate::graph::{BuiltinId, BuiltinKind, ComponentInstanceId, End};
use crate::layout::{Emitted, signature};
use crate::plan::{ChannelOp, is_relayed};
use fuse_abi::func::{FuncBuilder, Local};
use fuse_abi::handles::Holder;
use fuse_abi::layout;
use fuse_abi::opts::{FinalOpts, FuncIndex};
use fuse_abi::types::Type;
use fuse_async::Dispatch;
use fuse_async::rt::layout::task;
use indexmap::IndexSet;
use std::collections::HashMap;
use wasm_encoder::{BlockType, ValType};

impl Adapt<'_, '_> {
    pub(super) fn dispatch(&mut self, dispatch: Dispatch) -> FuncBuilder {
        let (params, results) = signature::of(dispatch.signature());
        let mut f = FuncBuilder::new(&params);
        match dispatch {
            Dispatch::Start => self.dispatch_start(&mut f, &results),
            Dispatch::Callback => self.dispatch_callback(&mut f, &results),
            Dispatch::Copy => self.dispatch_copy(&mut f),
            Dispatch::HostResult => self.dispatch_host_result(&mut f),
            Dispatch::HostWrite => self.dispatch_host_write(&mut f, &results),
        }
        f
    }

    fn dispatch_start(&mut self, f: &mut FuncBuilder, results: &[ValType]) {
        let (edge, task) = (f.param(0), f.param(1));
        f.get(task).ins().i32_load(self.tables.word(task::ARGS));
        let at = f.save(ValType::I32);
        let edges: Vec<_> = self.plan.tasks.edges.keys().collect();
        let begin = |edge| self.layout.emitted.get(&Emitted::Begin(edge)).copied();
        let begins: Vec<_> = edges.iter().map(|&edge| begin(edge)).collect();
        let table = begins.iter().enumerate();
        let table: Vec<_> = table.map(|(case, begin)| begin.map(|_| case)).collect();
        self.switch(
            f,
            results,
            edge,
            &table,
            |this, f, case| {
                let args = this.caller_args(edges[case]);
                f.get(task);
                this.load_args(f, at, &args);
                f.call(begins[case].expect("the table has it"));
            },
            |_, _| {},
        );
    }

    fn dispatch_callback(&mut self, f: &mut FuncBuilder, results: &[ValType]) {
        let params = f.params();
        let mut callbacks = IndexSet::new();
        let table = self.plan.tasks.edges.values().map(|edge| {
            let callback = self.graph.lifts[edge.lift].opts.callback;
            callback.map(|callback| callbacks.insert_full(callback).0)
        });
        let table: Vec<_> = table.collect();
        self.barred(f, results, |this, f| {
            this.switch(
                f,
                results,
                params[0],
                &table,
                |this, f, case| {
                    f.get_all(&params[1..])
                        .call(FuncIndex(this.layout.index(callbacks[case])));
                },
                |_, _| {},
            );
        });
    }

    /// Takes the handles in a result that the host has written, or the whole of it from where it was relayed.
    fn dispatch_host_result(&mut self, f: &mut FuncBuilder) {
        let (call, at) = (f.param(0), f.param(1));
        let mut lowers = Vec::new();
        let table: Vec<_> = self
            .plan
            .tasks
            .host_calls
            .values()
            .map(|&id| {
                let lower = &self.graph.lowers[id];
                let result = self.graph.types.func(lower.ty).result?;
                let relayed = is_relayed(self.graph, id);
                let takes = match relayed {
                    // Who waits for it takes the result himself.
                    true => lower.opts.async_,
                    false => self.graph.types.has_handles(result),
                };
                takes.then(|| {
                    lowers.push((id, relayed));
                    lowers.len() - 1
                })
            })
            .collect();
        let done = f.block(BlockType::Empty);
        self.switch(
            f,
            &[],
            call,
            &table,
            |this, f, case| {
                let (id, relayed) = lowers[case];
                if relayed {
                    return this.deliver_relayed(f, id, at);
                }
                let lower = &this.graph.lowers[id];
                let memory = this.memory(lower.opts.memory);
                let holder = Holder::Table(this.tables.table(lower.owner));
                this.emitter
                    .exchange_result_at(f, lower.ty, memory, holder, at);
            },
            |_, f| _ = f.br(done),
        );
        f.end();
    }

    /// Writes for an instance to an end that has become the host's.
    fn dispatch_host_write(&mut self, f: &mut FuncBuilder, results: &[ValType]) {
        let params = f.params();
        let mut writes = Vec::new();
        let table = self.plan.tasks.copies.values().map(|&id| {
            let op = ChannelOp::Copy(id);
            let writes_to_host = op.is_write(self.graph) && self.plan.channels.ops.contains(&op);
            writes_to_host.then(|| {
                writes.push(op);
                writes.len() - 1
            })
        });
        let table: Vec<_> = table.collect();
        self.switch(
            f,
            results,
            params[0],
            &table,
            |this, f, case| {
                let op = writes[case];
                let future = op.channel(this.graph).future;
                f.get_all(if future { &params[1..3] } else { &params[1..] });
                f.call(this.layout.host(Source::Channel(op)));
            },
            |_, _| {},
        );
    }

    /// Copies elements between the buffers of any two built-ins of the same stream or future type.
    fn dispatch_copy(&mut self, f: &mut FuncBuilder) {
        let params = f.params();
        let buffers: Vec<Buffer> = self
            .plan
            .tasks
            .copies
            .values()
            .map(|id| self.buffer(*id))
            .collect();
        let (sources, by_write) = classes(&buffers, |buffer| buffer.end.writable);
        let (targets, by_read) = classes(&buffers, |buffer| !buffer.end.writable);
        let mut copiers = HashMap::new();
        self.switch(
            f,
            &[],
            params[0],
            &by_write,
            |this, f, source| {
                let source = sources[source];
                let same = |target: &usize| targets[*target].end.channel == source.end.channel;
                let by_read: Vec<_> = by_read.iter().map(|to| to.filter(same)).collect();
                this.switch(
                    f,
                    &[],
                    params[1],
                    &by_read,
                    |this, f, target| {
                        if let Some(copier) = this.copier(&mut copiers, source, targets[target]) {
                            f.get_all(&params[2..]).call(copier);
                        }
                    },
                    |_, _| {},
                );
            },
            |_, _| {},
        );
    }

    /// What a built-in copies from or to.
    fn buffer(&self, id: BuiltinId) -> Buffer {
        let builtin = &self.graph.builtins[id];
        let BuiltinKind::Copy { end, opts } = &builtin.kind else {
            unreachable!("{id} copies")
        };
        let element = self.graph.types[end.channel.ty].element();
        let held = element.filter(|ty| self.graph.types.has_handles(*ty));
        let holder = held.map(|_| Holder::Table(self.tables.table(builtin.owner)));
        Buffer {
            owner: builtin.owner,
            end: *end,
            element,
            opts: self.opts(builtin.owner, opts, holder),
        }
    }

    /// The function that copies elements from one to the other, if there is anything to copy; its parameters are the last five of
    /// [`Dispatch::Copy`].
    fn copier(
        &mut self,
        known: &mut HashMap<(Type, FinalOpts, FinalOpts), FuncIndex>,
        source: &Buffer,
        target: &Buffer,
    ) -> Option<FuncIndex> {
        let element = source.element?;
        let key = (element, source.opts.clone(), target.opts.clone());
        if let Some(&copier) = known.get(&key) {
            return Some(copier);
        }
        let params = [ValType::I32; 5];
        let copier = self.emitter.declare("[copy]", &params, &[]);
        let mut f = FuncBuilder::new(&params);
        let size = layout::of(&self.graph.types, element).size;
        let src = address(&mut f, 0, size);
        let dst = address(&mut f, 2, size);
        let count = f.param(4);
        let flag = target.opts.realloc.map(|_| target.owner);
        self.barred(&mut f, &[], |this, f| {
            this.set_may_leave(f, flag, false);
            this.emitter.copy_elements(
                f,
                Some(element),
                &source.opts,
                &target.opts,
                src,
                dst,
                count,
            );
            this.set_may_leave(f, flag, true);
        });
        self.emitter.define(copier, f);
        known.insert(key, copier);
        Some(copier)
    }
}

/// A side of a copy.
struct Buffer {
    owner: ComponentInstanceId,
    end: End,
    element: Option<Type>,
    opts: FinalOpts,
}

/// Those of `buffers` that `which` picks, once each, and for every buffer which of them it is.
fn classes(
    buffers: &[Buffer],
    which: impl Fn(&Buffer) -> bool,
) -> (Vec<&Buffer>, Vec<Option<usize>>) {
    let mut found: Vec<&Buffer> = Vec::new();
    let mut by_number = Vec::new();
    let mut known = HashMap::new();
    for buffer in buffers {
        by_number.push(which(buffer).then(|| {
            let key = (buffer.owner, buffer.end, &buffer.opts);
            *known.entry(key).or_insert_with(|| {
                found.push(buffer);
                found.len() - 1
            })
        }));
    }
    (found, by_number)
}

/// The address of the element whose number is in the parameter behind the one that the buffer starts at.
fn address(f: &mut FuncBuilder, start: usize, size: u32) -> Local {
    let (start, number) = (f.param(start), f.param(start + 1));
    f.get(start).get(number).u32_const(size);
    f.ins().i32_mul().i32_add();
    f.save(ValType::I32)
}
