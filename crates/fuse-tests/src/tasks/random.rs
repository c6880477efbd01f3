//! Random scripts: each operation is chosen when a task asks, among those that succeed, and in the end some that may not.

use super::guest::Root;
use super::guest::SUMMED;
use super::native::{Master, State};
use super::op::{Carried, Channel, Func, Inst, Op, Verb};
use super::player;
use super::rules::Past;
use super::trace::{Ask, End, Seen, Trace};
use super::view::{Handle, View};
use arbtest::arbitrary::{Result, Unstructured};
use fuse_async::rt::layout::code;
use std::collections::VecDeque;

/// How many operations may come before one that is meant to trap.
const CAREFUL: [usize; 7] = [10, 25, 50, 100, 200, 400, 800];
/// How many may come after that, in case none of them traps.
const FORGING: usize = 30;
/// How often an operation is thought of that is then not possible.
const TRIES: usize = 40;
/// How many handles are so many that no more are made.
const CROWD: usize = 24;
/// Bytes of a buffer.
const BUFFER: u32 = 64;

/// Who does a script's operations as the runtime does them.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Alike {
    /// Hosts, in the same order.
    Hosts,
    /// The specification, in an order of those that it leaves open.
    Specification,
    /// Both.
    All,
}

/// A script that is being made, by running it.
pub struct Random<'a, 'b> {
    u: &'a mut Unstructured<'b>,
    root: Root,
    alike: Alike,
    careful: usize,
    script: Vec<Op>,
    seen: Vec<Seen>,
    end: Option<End>,
    past: Past,
    /// What the task that is running will do next.
    plan: VecDeque<Op>,
    /// Handles that lie in buffers.
    promised: Vec<(Inst, u32)>,
}

impl<'a, 'b> Random<'a, 'b> {
    /// A script with nothing in it.
    pub fn new(u: &'a mut Unstructured<'b>, root: Root, alike: Alike) -> Result<Random<'a, 'b>> {
        let careful = *u.choose(&CAREFUL)?;
        Ok(Random {
            u,
            root,
            alike,
            careful,
            script: Vec::new(),
            seen: Vec::new(),
            end: None,
            past: Past::default(),
            plan: VecDeque::new(),
            promised: Vec::new(),
        })
    }

    /// The script, and what there was to see, where `end` is how the run ended if the script did not end it.
    pub fn finish(self, end: End) -> (Vec<Op>, Trace) {
        let trace = Trace {
            seen: self.seen,
            end: self.end.unwrap_or(end),
        };
        (self.script, trace)
    }

    fn choose(&mut self, ask: Ask, view: View<'_>) -> Result<Option<Op>> {
        if self.u.is_empty() || self.script.len() >= self.careful + FORGING {
            return Ok(None);
        }
        if let Some(op) = self.plan.pop_front() {
            return Ok(Some(op));
        }
        let inst = ask.inst();
        if self.script.len() >= self.careful && self.u.ratio(1, 4)? {
            let op = self.forged(view, inst)?;
            if self.allows(view, inst, op) {
                return Ok(Some(op));
            }
        }
        for _ in 0..TRIES {
            let Some(op) = self.candidate(view, inst)? else {
                continue;
            };
            if self.allows(view, inst, self.plan.back().copied().unwrap_or(op)) {
                return Ok(Some(op));
            }
            self.plan.clear();
        }
        Ok(Some(self.fallback(view, inst)))
    }

    /// Whether an operation is one that is done alike.
    fn allows(&self, view: View<'_>, inst: Inst, op: Op) -> bool {
        let hosts = || self.past.allows(view, inst, op);
        let specification = || self.past.specified(view, inst, op);
        match self.alike {
            Alike::Hosts => hosts(),
            Alike::Specification => specification(),
            Alike::All => hosts() && specification(),
        }
    }

    /// An operation that can always be done.
    fn fallback(&self, view: View<'_>, inst: Inst) -> Op {
        let solo = view.0.edge().func == Func::Solo;
        match inst {
            Inst::A => Op::new(Verb::SetNew, 0, 0, 0),
            _ if solo => Op::new(Verb::Leave, 0, 0, 0),
            _ => Op::new(Verb::Leave, code::YIELD, 0, 0),
        }
    }

    /// One that may be possible.
    fn candidate(&mut self, view: View<'_>, inst: Inst) -> Result<Option<Op>> {
        Ok(match self.u.int_in_range(0..=63)? {
            0..=10 => self.call(view, inst)?,
            11..=12 => self.new_end(view, inst)?,
            13..=26 => self.copy(view, inst)?,
            27 => self.cancel_copy(view, inst)?,
            28..=29 => self.drop_end(view, inst)?,
            30..=31 => self.own(view, inst)?,
            32..=33 => self.set(view, inst)?,
            34..=39 => self.join(view, inst)?,
            40..=41 => self
                .pick(view, inst, Handle::is_set)?
                .map(|set| Op::new(Verb::SetPoll, set.index, 0, 0)),
            42..=45 => self.subtask(view, inst)?,
            46 => {
                let address = self.address()?;
                Some(Op::new(
                    Verb::Put,
                    address,
                    self.u.int_in_range(0..=0xffff)?,
                    0,
                ))
            }
            47..=48 if inst != Inst::A => {
                let verbs = if self.u.ratio(1, 3)? {
                    Verb::Inc
                } else {
                    Verb::Dec
                };
                self.backpressure(view, inst, verbs)
            }
            49..=54 => self.resolve(view, inst)?,
            _ => self.leave(view, inst)?,
        })
    }

    /// Any handle that fits.
    fn pick(
        &mut self,
        view: View<'_>,
        inst: Inst,
        fits: impl Fn(&Handle) -> bool,
    ) -> Result<Option<Handle>> {
        let handles: Vec<_> = view.handles(inst).into_iter().filter(fits).collect();
        match handles.as_slice() {
            [] => Ok(None),
            handles => self.u.choose(handles).copied().map(Some),
        }
    }

    /// An address of a buffer.
    fn address(&mut self) -> Result<u32> {
        let buffers = (SUMMED.end - SUMMED.start) / BUFFER;
        Ok(SUMMED.start + BUFFER * self.u.int_in_range(0..=buffers - 1)?)
    }

    /// A handle that may be passed on.
    fn passed(&mut self, view: View<'_>, inst: Inst, carried: Carried) -> Result<Option<Handle>> {
        let promised = self.promised.clone();
        let free = |handle: &Handle| !promised.contains(&(inst, handle.index));
        match carried {
            Carried::Own => self.pick(view, inst, |handle| free(handle) && handle.is_free_own()),
            Carried::Borrow => self.pick(view, inst, |handle| free(handle) && handle.is_resource()),
            Carried::End(channel) => self.pick(view, inst, |handle| {
                handle.channel() == Some(channel)
                    && free(handle)
                    && !handle.is_writable()
                    && view.idle(handle.record)
                    && view.other(handle.record).is_some()
                    && view.set_of(handle.record) == 0
            }),
        }
    }

    fn new_end(&mut self, view: View<'_>, inst: Inst) -> Result<Option<Op>> {
        if view.handles(inst).len() > CROWD {
            return Ok(None);
        }
        Ok(Some(Op::new(
            Verb::New(*self.u.choose(&Channel::ALL)?),
            0,
            0,
            0,
        )))
    }

    /// A function to call, mostly one that takes something that there is.
    fn func(&mut self, view: View<'_>, inst: Inst) -> Result<Func> {
        if self.u.ratio(1, 3)? {
            return self.u.choose(&Func::all()).copied();
        }
        let mut funcs = vec![Func::Plain];
        for handle in view.handles(inst) {
            funcs.extend(match handle.channel() {
                Some(channel) if !handle.is_writable() && view.idle(handle.record) => {
                    Some(Func::Take(channel))
                }
                None if handle.is_free_own() => Some(Func::TakeOwn),
                None if handle.is_resource() => Some(Func::Lend),
                _ => None,
            });
        }
        let func = *self.u.choose(&funcs)?;
        Ok(if func == Func::TakeOwn && self.u.ratio(1, 2)? {
            Func::Lend
        } else {
            func
        })
    }

    fn call(&mut self, view: View<'_>, inst: Inst) -> Result<Option<Op>> {
        if inst.peers().is_empty() {
            return Ok(None);
        }
        let peer = *self.u.choose(inst.peers())?;
        let func = self.func(view, inst)?;
        let a = match func.takes() {
            Some(carried) => match self.passed(view, inst, carried)? {
                Some(handle) => handle.index,
                None => return Ok(None),
            },
            None if func == Func::Many => self.address()?,
            None => self.u.int_in_range(0..=0xfff)?,
        };
        let sync = inst == Inst::A && self.u.ratio(1, 6)?;
        let verb = if sync {
            Verb::CallSync(peer, func)
        } else {
            Verb::Call(peer, func)
        };
        Ok(Some(Op::new(
            verb,
            a,
            self.address()?,
            self.u.int_in_range(0..=0xff)?,
        )))
    }

    fn copy(&mut self, view: View<'_>, inst: Inst) -> Result<Option<Op>> {
        let promised = self.promised.clone();
        let idle = |handle: &Handle| {
            handle.channel().is_some()
                && view.idle(handle.record)
                && view.pending(handle.record) == view.other(handle.record).is_none()
                && !promised.contains(&(inst, handle.index))
        };
        let away = |handle: &Handle| {
            let other = view.other(handle.record);
            other.is_some_and(|other| view.owner(other) != view.owner(handle.record))
        };
        let mut end = None;
        if self.u.ratio(3, 4)? {
            end = self.pick(view, inst, |handle| idle(handle) && away(handle))?;
        }
        if end.is_none() {
            end = self.pick(view, inst, idle)?;
        }
        let Some(end) = end else {
            return Ok(None);
        };
        let channel = end.channel().expect("it was chosen as an end");
        let other = view.other(end.record);
        // Both ends in one instance are for numbers only.
        let within = other.is_some_and(|other| view.owner(other) == view.owner(end.record));
        if within && !channel.numbers() {
            return Ok(None);
        }
        let (address, mut count) = (self.address()?, *self.u.choose(&[0, 1, 1, 2, 3, 7])?);
        if channel.is_future() {
            count = 1;
        }
        let waits = !other.is_some_and(|other| view.copying(other));
        let sync = inst == Inst::A
            && view.set_of(end.record) == 0
            && self.u.ratio(1, 6)?
            && (!waits || !within && (self.past.busy(view) || view.yielded()));
        let verb = match (end.is_writable(), sync) {
            (false, false) => Verb::Read(channel),
            (false, true) => Verb::ReadSync(channel),
            (true, false) => Verb::Write(channel),
            (true, true) => Verb::WriteSync(channel),
        };
        if let (true, Some(carried)) = (end.is_writable(), channel.handles()) {
            count = self.promise(view, inst, carried, address, count)?;
            if channel.is_future() && count == 0 {
                return Ok(None);
            }
        }
        self.plan
            .push_back(Op::new(verb, end.index, address, count));
        Ok(self.plan.pop_front())
    }

    /// Plans to put handles into a buffer, and says how many.
    fn promise(
        &mut self,
        view: View<'_>,
        inst: Inst,
        carried: Carried,
        address: u32,
        count: u32,
    ) -> Result<u32> {
        for element in 0..count {
            let Some(handle) = self.passed(view, inst, carried)? else {
                return Ok(element);
            };
            self.promised.push((inst, handle.index));
            self.plan
                .push_back(Op::new(Verb::Put, address + 4 * element, handle.index, 0));
        }
        Ok(count)
    }

    fn cancel_copy(&mut self, view: View<'_>, inst: Inst) -> Result<Option<Op>> {
        let end = self.pick(view, inst, |handle| {
            handle.channel().is_some()
                && view.copying(handle.record)
                && !view.awaited(handle.record)
                && view.set_of(handle.record) == 0
        })?;
        Ok(end.map(|end| {
            let channel = end.channel().expect("it was chosen as an end");
            let verb = match end.is_writable() {
                false => Verb::CancelRead(channel),
                true => Verb::CancelWrite(channel),
            };
            Op::new(verb, end.index, 0, 0)
        }))
    }

    fn drop_end(&mut self, view: View<'_>, inst: Inst) -> Result<Option<Op>> {
        let promised = self.promised.clone();
        let end = self.pick(view, inst, |handle| {
            let unwritten = || {
                let future = handle.channel().is_some_and(Channel::is_future);
                future && handle.is_writable() && !view.done(handle.record)
            };
            handle.channel().is_some()
                && !view.copying(handle.record)
                && !unwritten()
                && !promised.contains(&(inst, handle.index))
        })?;
        Ok(end.map(|end| {
            let channel = end.channel().expect("it was chosen as an end");
            let verb = match end.is_writable() {
                false => Verb::DropReadable(channel),
                true => Verb::DropWritable(channel),
            };
            Op::new(verb, end.index, 0, 0)
        }))
    }

    fn own(&mut self, view: View<'_>, inst: Inst) -> Result<Option<Op>> {
        if self.u.ratio(1, 2)? {
            return Ok(Some(Op::new(
                Verb::OwnNew,
                self.u.int_in_range(0..=0xff)?,
                0,
                0,
            )));
        }
        let promised = self.promised.clone();
        let handle = self.pick(view, inst, |handle| {
            (handle.is_free_own() || handle.is_borrowed())
                && !promised.contains(&(inst, handle.index))
        })?;
        Ok(handle.map(|handle| Op::new(Verb::OwnDrop, handle.index, 0, 0)))
    }

    fn set(&mut self, view: View<'_>, inst: Inst) -> Result<Option<Op>> {
        let sets = view
            .handles(inst)
            .into_iter()
            .filter(Handle::is_set)
            .count();
        if sets < 3 {
            return Ok(Some(Op::new(Verb::SetNew, 0, 0, 0)));
        }
        let set = self.pick(view, inst, |handle| {
            handle.is_set() && !view.has_members(handle.record) && !view.has_waiters(handle.record)
        })?;
        Ok(set.map(|set| Op::new(Verb::SetDrop, set.index, 0, 0)))
    }

    fn join(&mut self, view: View<'_>, inst: Inst) -> Result<Option<Op>> {
        let (subtasks, busy) = (self.u.ratio(1, 3)?, self.u.ratio(1, 2)?);
        let waitable = self.pick(view, inst, |handle| {
            let wanted = match handle.channel() {
                None => handle.is_subtask(),
                Some(_) => !subtasks && (!busy || view.copying(handle.record)),
            };
            wanted && !view.awaited(handle.record)
        })?;
        let set = match self.u.ratio(1, 6)? {
            true => Some(0),
            false => self.pick(view, inst, Handle::is_set)?.map(|set| set.index),
        };
        Ok(waitable
            .zip(set)
            .map(|(waitable, set)| Op::new(Verb::Join, waitable.index, set, 0)))
    }

    fn subtask(&mut self, view: View<'_>, inst: Inst) -> Result<Option<Op>> {
        let handle = self.pick(view, inst, |handle| {
            handle.is_subtask() && (view.delivered(handle.record) || !view.cancelled(handle.record))
        })?;
        let Some(subtask) = handle else {
            return Ok(None);
        };
        let verb = match view.delivered(subtask.record) {
            true => Verb::SubtaskDrop,
            false if self.u.ratio(1, 3)? => return Ok(None),
            false if inst == Inst::A && self.u.ratio(1, 2)? => Verb::Cancel,
            false => Verb::CancelAsync,
        };
        Ok(Some(Op::new(verb, subtask.index, 0, 0)))
    }

    fn backpressure(&self, view: View<'_>, inst: Inst, verb: Verb) -> Option<Op> {
        let count = view.of_instance(inst, fuse_async::rt::layout::instance::BACKPRESSURE);
        (verb == Verb::Inc && count < 2 || verb == Verb::Dec && count > 0)
            .then(|| Op::new(verb, 0, 0, 0))
    }

    /// Returns, or is cancelled.
    fn resolve(&mut self, view: View<'_>, inst: Inst) -> Result<Option<Op>> {
        if inst == Inst::A {
            let ends = self.root == Root::Callback && self.u.ratio(1, 60)?;
            return Ok(ends.then(|| Op::new(Verb::Return(Func::Run), 1, 0, 0)));
        }
        if view.may_cancel() && self.u.ratio(1, 2)? {
            return Ok(Some(Op::new(Verb::TaskCancel, 0, 0, 0)));
        }
        let func = view.0.edge().func;
        if func == Func::Solo || !view.may_return() {
            return Ok(None);
        }
        let value = match func.gives() {
            None => self.u.int_in_range(0..=0xfff)?,
            Some(carried) => match self.passed(view, inst, carried)? {
                Some(handle) => handle.index,
                None => return Ok(None),
            },
        };
        Ok(Some(Op::new(Verb::Return(func), value, 0, 0)))
    }

    /// Ends the activation, or blocks.
    fn leave(&mut self, view: View<'_>, inst: Inst) -> Result<Option<Op>> {
        let solo = view.0.edge().func == Func::Solo;
        if solo {
            return Ok(Some(Op::new(
                Verb::Leave,
                self.u.int_in_range(0..=0xf)?,
                0,
                0,
            )));
        }
        if inst == Inst::A && self.root == Root::Sync && self.u.ratio(1, 80)? {
            return Ok(Some(Op::new(Verb::Leave, 0, 0, 0)));
        }
        if view.has_returned() && self.u.ratio(1, 2)? {
            return Ok(Some(Op::new(Verb::Leave, code::EXIT, 0, 0)));
        }
        let set = self.pick(view, inst, |handle| {
            handle.is_set() && view.has_members(handle.record)
        })?;
        let set = set.filter(|set| {
            // Something may come of it.
            inst != Inst::A || view.has_event(set.record) || self.past.busy(view) || view.yielded()
        });
        // Mostly something goes on.
        let last = !view.ready() && !view.yielded() && view.blocked_on().is_some();
        let set = match last && inst != Inst::A && self.u.ratio(15, 16)? {
            true => None,
            false => set,
        };
        let blocks = inst == Inst::A && (self.root == Root::Sync || self.u.ratio(1, 2)?);
        Ok(match set {
            Some(set) if blocks => Some(Op::new(Verb::SetWait, set.index, 0, 0)),
            Some(set) => Some(Op::new(Verb::Leave, code::WAIT, set.index, 0)),
            None if blocks => Some(Op::new(Verb::Yield, 0, 0, 0)),
            None => Some(Op::new(Verb::Leave, code::YIELD, 0, 0)),
        })
    }

    /// Any operation, with any words, or on a handle that it is for.
    fn forged(&mut self, view: View<'_>, inst: Inst) -> Result<Op> {
        let handle = self.pick(view, inst, |_| true)?;
        let verbs: Vec<_> = match handle {
            Some(handle) if self.u.ratio(2, 3)? => verbs_for(handle),
            _ => Verb::all(),
        };
        let verbs: Vec<_> = verbs.into_iter().filter(|verb| verb.is_of(inst)).collect();
        let verb = *self.u.choose(&verbs)?;
        let mut words = [
            handle.map_or(3, |handle| handle.index),
            self.address()?,
            self.u.int_in_range(0..=4)?,
        ];
        if self.u.ratio(1, 4)? {
            words[0] = self.u.int_in_range(0..=12)?;
        }
        if let Verb::Join | Verb::Leave = verb {
            words[1] = self
                .pick(view, inst, Handle::is_set)?
                .map_or(words[0], |set| set.index);
        }
        if verb == Verb::Leave {
            words[0] = self.u.int_in_range(0..=3)?;
        }
        Ok(Op::new(verb, words[0], words[1], words[2]))
    }
}

/// The operations that a handle is for.
fn verbs_for(handle: Handle) -> Vec<Verb> {
    let calls = |func| [Verb::Call(Inst::B, func), Verb::Call(Inst::C, func)];
    if let Some(channel) = handle.channel() {
        let own = match handle.is_writable() {
            false => vec![
                Verb::Read(channel),
                Verb::ReadSync(channel),
                Verb::CancelRead(channel),
                Verb::DropReadable(channel),
                Verb::Return(Func::Give(channel)),
            ],
            true => vec![
                Verb::Write(channel),
                Verb::WriteSync(channel),
                Verb::CancelWrite(channel),
                Verb::DropWritable(channel),
            ],
        };
        return [own, vec![Verb::Join], calls(Func::Take(channel)).to_vec()].concat();
    }
    if handle.is_subtask() {
        return vec![
            Verb::Cancel,
            Verb::CancelAsync,
            Verb::SubtaskDrop,
            Verb::Join,
        ];
    }
    if handle.is_set() {
        return vec![Verb::SetDrop, Verb::SetPoll, Verb::Join, Verb::Leave];
    }
    let passes = [calls(Func::TakeOwn), calls(Func::Lend)].concat();
    [vec![Verb::OwnDrop, Verb::Return(Func::GiveOwn)], passes].concat()
}

impl Master for Random<'_, '_> {
    fn step(&mut self, ask: Ask, state: &State) -> Option<Op> {
        self.seen.push(Seen::Asked(ask));
        let view = View(state);
        self.past.learn(ask);
        self.promised
            .retain(|(inst, index)| view.handle(*inst, *index).is_some());
        // A script ends where the bytes end.
        let op = self.choose(ask, view).ok().flatten();
        match op {
            None => self.end = Some(End::Over),
            Some(op) => {
                self.past.tell(ask, op, view);
                self.script.push(op);
                if player::ends(self.root, ask.inst(), op) {
                    self.end = Some(End::Returned);
                    return None;
                }
            }
        }
        op
    }

    fn note(&mut self, rep: u32) {
        self.seen.push(Seen::Destroyed(rep));
    }
}
