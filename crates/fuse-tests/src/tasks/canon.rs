//! What operations do natively: the built-ins in terms of the runtime's functions, and the adapters between the instances.

use super::guest;
use super::native::{Activation, Edge, Master, Native, checked, header, or_trap, stop};
use super::op::{Carried, Channel, Func, Inst, Op, Verb};
use super::trace::{End, why};
use fuse_async::rt;
use fuse_async::rt::layout::{EVENT, FRAMES, flag, how, kind, task};
use fuse_handles::rt::layout::{own_tag, table};
use fuse_handles::rt::{self as handles, Memory};

/// The tag of owned handles.
pub const OWN: u32 = own_tag(1);

/// The tag of readable ends.
pub fn tag(channel: Channel) -> u32 {
    let kind = if channel.is_future() {
        kind::FUTURE
    } else {
        kind::STREAM
    };
    (channel.number() as u32 + 1) << 8 | kind
}

/// The number of a built-in that copies.
fn copy_number(inst: Inst, channel: Channel) -> u32 {
    (inst.number() as u32) << 8 | channel.number() as u32
}

impl<M: Master> Native<M> {
    /// Does what an operation of an instance says; the result is what the instance tells of it.
    pub(super) fn perform(&mut self, inst: Inst, op: Op) -> u64 {
        let Op { verb, a, b, c } = op;
        if !verb.is_of(inst) {
            stop(End::Trap("unreachable".to_owned()));
        }
        let table = header(inst);
        let word = match verb {
            Verb::Leave => unreachable!("it is not performed"),
            Verb::Put => {
                self.state.store(inst, a, b);
                0
            }
            Verb::Return(func) => {
                self.task_return(func, a);
                0
            }
            Verb::TaskCancel => done(rt::task_cancel(self)),
            Verb::Call(peer, func) => self.call(inst, peer, func, [a, b, c]),
            Verb::CallSync(peer, func) => self.call_sync(inst, peer, func, [a, b, c]),
            Verb::SetNew => or_trap(rt::set_new(self, table)),
            Verb::SetDrop => done(rt::set_drop(self, table, a)),
            Verb::SetWait => {
                let code = or_trap(rt::set_wait(self, table, 0, a));
                return self.event(inst, code);
            }
            Verb::SetPoll => {
                let code = or_trap(rt::set_poll(self, table, 0, a));
                return self.event(inst, code);
            }
            Verb::Join => done(rt::join(self, table, a, b)),
            Verb::Cancel | Verb::CancelAsync => self.cancel(inst, verb, a),
            Verb::SubtaskDrop => done(rt::subtask_drop(self, table, a)),
            Verb::Inc => done(rt::backpressure_inc(self, table)),
            Verb::Dec => done(rt::backpressure_dec(self, table)),
            Verb::Yield => or_trap(rt::thread_yield(self, 0)),
            Verb::New(channel) => return or_trap(rt::pair_new(self, table, tag(channel))),
            Verb::Read(channel) => self.copy(inst, channel, 0, [a, b, c], how::ASYNC),
            Verb::Write(channel) => self.copy(inst, channel, kind::WRITABLE, [a, b, c], how::ASYNC),
            Verb::ReadSync(channel) => self.copy(inst, channel, 0, [a, b, c], 0),
            Verb::WriteSync(channel) => self.copy(inst, channel, kind::WRITABLE, [a, b, c], 0),
            Verb::CancelRead(channel) => or_trap(rt::copy_cancel(self, table, tag(channel), a, 0)),
            Verb::CancelWrite(channel) => or_trap(rt::copy_cancel(
                self,
                table,
                tag(channel) | kind::WRITABLE,
                a,
                0,
            )),
            Verb::DropReadable(channel) => or_trap(rt::end_drop(self, table, tag(channel), a)),
            Verb::DropWritable(channel) => {
                or_trap(rt::end_drop(self, table, tag(channel) | kind::WRITABLE, a))
            }
            Verb::OwnNew => {
                let index = or_trap(handles::own_add(self, header(Inst::C), OWN, a));
                match inst {
                    Inst::C => index,
                    _ => or_trap(handles::own_move(self, header(Inst::C), table, OWN, index)),
                }
            }
            Verb::OwnDrop => {
                let dropped = or_trap(handles::drop(self, table, OWN, a));
                if dropped >> 32 != 0 {
                    self.master.note(dropped as u32);
                }
                0
            }
        };
        word.into()
    }

    /// Tells an event, the rest of which the built-in has written to memory.
    fn event(&mut self, inst: Inst, code: u32) -> u64 {
        let (p1, p2) = (self.load(EVENT, 0), self.load(EVENT, 4));
        self.state.store(inst, guest::EVENT, p1);
        self.state.store(inst, guest::EVENT + 4, p2);
        u64::from(code | p1 << why::SHIFT) | u64::from(p2) << 32
    }

    /// *canon subtask.cancel*
    fn cancel(&mut self, inst: Inst, verb: Verb, index: u32) -> u32 {
        let outer = self.state.cancelling.replace(self.load(FRAMES, 0));
        let state = match verb {
            Verb::Cancel => or_trap(rt::subtask_cancel(self, header(inst), index)),
            _ => or_trap(rt::subtask_cancel_async(self, header(inst), index)),
        };
        self.state.cancelling = outer;
        state
    }

    /// *canon stream.read* and the other three
    fn copy(
        &mut self,
        inst: Inst,
        channel: Channel,
        end: u32,
        [index, address, length]: [u32; 3],
        mut how: u32,
    ) -> u32 {
        let length = if channel.is_future() { 1 } else { length };
        if channel.size() != 0 && length != 0 {
            checked(address, channel.size() * length, channel.size().min(4));
        }
        if channel.numbers() {
            how |= how::NUMBERS;
        }
        let (table, tag, copy) = (header(inst), tag(channel) | end, copy_number(inst, channel));
        or_trap(match channel.is_future() {
            true => rt::future_copy(self, table, tag, index, address, copy, how),
            false => rt::stream_copy(self, table, tag, index, address, length, copy, how),
        })
    }

    /// Copies elements between two instances' memories, where the buffers may overlap.
    pub(super) fn copy_between(
        &mut self,
        write: u32,
        read: u32,
        src: (u32, u32),
        dst: (u32, u32),
        count: u32,
    ) {
        let [from, to] = [write, read].map(|number| Inst::ALL[(number >> 8) as usize]);
        let channel = Channel::ALL[(write & 0xff) as usize];
        let size = channel.size();
        let start = (src.0 + src.1 * size) as usize;
        let elements =
            self.state.memories[from.number()][start..][..(count * size) as usize].to_vec();
        for (place, element) in
            (dst.1..dst.1 + count).zip(elements.chunks_exact(size.max(1) as usize))
        {
            let mut element = element.to_vec();
            if let Some(carried) = channel.handles() {
                let handle = u32::from_le_bytes(element[..].try_into().expect("four bytes"));
                element = self.pass(from, to, carried, handle).to_le_bytes().to_vec();
            }
            if channel == Channel::StreamPair {
                // The rest is padding.
                element.truncate(5);
                element[4] = (element[4] != 0).into();
            }
            let at = (dst.0 + place * size) as usize;
            self.state.memories[to.number()][at..][..element.len()].copy_from_slice(&element);
        }
    }

    /// Passes a handle from one instance to another.
    fn pass(&mut self, src: Inst, dst: Inst, carried: Carried, index: u32) -> u32 {
        let (from, to) = (header(src), header(dst));
        match carried {
            Carried::Own => or_trap(handles::own_move(self, from, to, OWN, index)),
            Carried::End(channel) => or_trap(rt::end_move(self, from, to, tag(channel), index)),
            Carried::Borrow => {
                let rep = or_trap(handles::lend(self, from, OWN, index));
                match dst {
                    Inst::C => rep,
                    _ => or_trap(handles::borrow_add(self, to, OWN, rep)),
                }
            }
        }
    }

    /// Starts a task whose flat arguments these are.
    pub(super) fn begin(
        &mut self,
        activation: Activation,
        task: u32,
        edge: Edge,
        args: [u32; 3],
    ) -> u32 {
        let caller = edge.caller.expect("the host's call begins otherwise");
        let callee = header(edge.callee);
        let mark = handles::lends(self);
        self.store(callee, table::SCOPE, task + task::BORROWS);
        let params = match (edge.func, edge.func.takes()) {
            (_, Some(carried)) => (self.pass(caller, edge.callee, carried, args[0]), 0),
            (Func::Quiet, None) => (0, 0),
            (Func::Many, None) => {
                let words = self.many(caller, edge.sync, args);
                let fold = |sum: u32, word: &u32| sum.wrapping_mul(31).wrapping_add(*word);
                (words[0], words[1..].iter().rev().fold(0, fold))
            }
            (_, None) => (args[0], 0),
        };
        self.store(callee, table::SCOPE, 0);
        or_trap(rt::lends_keep(self, mark, task));
        rt::task_start(self, task);
        let packed = self.enter(activation, edge, params);
        if edge.func != Func::Solo {
            return packed;
        }
        self.deliver(task, edge, packed);
        rt::task_resolve(self, task);
        rt::layout::code::EXIT
    }

    /// The parameters of `Func::Many`.
    fn many(&self, caller: Inst, sync: bool, [a, b, c]: [u32; 3]) -> [u32; 5] {
        if sync {
            return [a, b, c, a, b];
        }
        checked(a, 20, 4);
        [0, 4, 8, 12, 16].map(|offset| self.state.load(caller, a + offset))
    }

    /// Passes a task's result to its caller.
    fn deliver(&mut self, task: u32, edge: Edge, value: u32) {
        let caller = edge
            .caller
            .expect("the run ends when the host's call returns");
        if edge.func == Func::Quiet {
            return;
        }
        let value = match edge.func.gives() {
            Some(carried) => self.pass(edge.callee, caller, carried, value),
            None => value,
        };
        if edge.sync {
            self.store(task, task::RESULT, value);
        } else {
            let address = self.load(task, task::RETPTR);
            checked(address, 4, 4);
            self.state.store(caller, address, value);
        }
    }

    /// *canon task.return*
    fn task_return(&mut self, func: Func, value: u32) {
        let task = or_trap(rt::task_returning(self));
        let edge = self.state.edge();
        let result = |func: Func| (func == Func::Quiet, func.gives());
        if result(func) != result(edge.func) {
            stop(End::Trap("a result of another type".to_owned()));
        }
        self.deliver(task, edge, value);
        rt::task_resolve(self, task);
    }

    fn task_new(&mut self, edge: Edge, retptr: u32) -> u32 {
        let flags = if edge.func == Func::Solo {
            flag::SYNC_LIFT
        } else {
            0
        };
        or_trap(rt::task_new(
            self,
            header(edge.callee),
            edge.number(),
            retptr,
            flags,
        ))
    }

    /// Calls a function that was lowered with `async`.
    fn call(&mut self, caller: Inst, callee: Inst, func: Func, args: [u32; 3]) -> u32 {
        let edge = Edge {
            caller: Some(caller),
            callee,
            func,
            sync: false,
        };
        let task = self.task_new(edge, args[1]);
        if rt::task_enter(self, task) {
            let packed = self.begin(Activation::Called, task, edge, args);
            return or_trap(rt::call_end(self, task, packed, header(caller)));
        }
        let address = or_trap(rt::args_alloc(self, task, args.len() as u32));
        for (offset, arg) in (0..).step_by(8).zip(args) {
            self.store(address, offset, arg);
        }
        or_trap(rt::call_wait(self, task, header(caller)))
    }

    /// Calls a function that was lowered without `async`.
    fn call_sync(&mut self, caller: Inst, callee: Inst, func: Func, args: [u32; 3]) -> u32 {
        let edge = Edge {
            caller: Some(caller),
            callee,
            func,
            sync: true,
        };
        let task = self.task_new(edge, 0);
        if !rt::task_enter(self, task) {
            or_trap(rt::sync_enter(self, task));
        }
        let packed = self.begin(Activation::Awaited, task, edge, args);
        or_trap(rt::sync_end(self, task, packed));
        let result = self.load(task, task::RESULT);
        rt::task_release(self, task);
        if func == Func::Quiet { 0 } else { result }
    }
}

/// The word that stands for the result of what has none.
fn done(result: Result<(), fuse_async::Trap>) -> u32 {
    or_trap(result);
    0
}
