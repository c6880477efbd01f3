//! The three instances natively, over the runtime as it is compiled for the machine that runs the tests.
//!
//! What `guest.rs` writes as text is here again: tasks that ask and do. Guest code that traps unwinds to where the host called.

use super::guest::{self, Root, SUMMED};
use super::op::{Func, Inst, Op, Verb};
use super::trace::{Ask, End, why};
use fuse_async::rt::layout::{CURRENT, code, task};
use fuse_async::rt::{self, World};
use fuse_handles::Trap;
use fuse_handles::rt::layout::table_header;
use fuse_handles::rt::{Arena, Memory};
use std::panic::{self, AssertUnwindSafe};

/// The most pages that the runtime's memory may have.
const MAX_PAGES: u32 = 256;

/// Who tells the tasks what to do.
pub trait Master {
    /// What the task that asks shall do; nothing if the run ends here.
    fn step(&mut self, ask: Ask, state: &State) -> Option<Op>;

    /// A resource was destroyed.
    fn note(&mut self, rep: u32);
}

/// How a task came to run.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Activation {
    /// The host called it.
    Root,
    /// Another one called it asynchronously, and is told when it leaves.
    Called,
    /// Another one called it and waits until it has returned.
    Awaited,
    /// The scheduler let it start or go on.
    Resumed,
    /// It is told that it is cancelled, by a task that waits until it leaves.
    Cancelled,
}

/// The instances and the runtime.
#[derive(Debug)]
pub struct State {
    pub(super) arena: Arena,
    pub(super) memories: [Vec<u8>; 3],
    /// How many tasks there were of each instance.
    tasks: [u32; 3],
    /// How the tasks came to run that are on the stack.
    pub(super) activations: Vec<Activation>,
    /// The frames that block, where a subtask is being cancelled.
    pub(super) cancelling: Option<u32>,
    root: Root,
    context: u32,
}

/// The instances, and who tells them what to do.
pub struct Native<M> {
    pub(super) state: State,
    pub(super) master: M,
}

/// A call from an instance, or from the host, to a function.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// The host, if there is none.
    pub caller: Option<Inst>,
    /// Whose function it is.
    pub callee: Inst,
    /// Which function.
    pub func: Func,
    /// Whether the caller waits.
    pub sync: bool,
}

impl Edge {
    /// What the runtime knows it by.
    pub fn number(self) -> u32 {
        let caller = self.caller.map_or(0, |caller| caller.number() as u32 + 1);
        self.func.number() << 16
            | caller << 8
            | (self.callee.number() as u32) << 4
            | u32::from(self.sync)
    }

    /// Which one has this number.
    pub fn of(number: u32) -> Edge {
        let caller = (number >> 8 & 0xff) as usize;
        let func = (number >> 16) as usize;
        Edge {
            caller: caller.checked_sub(1).map(|caller| Inst::ALL[caller]),
            callee: Inst::ALL[(number >> 4 & 0xf) as usize],
            func: func
                .checked_sub(1)
                .map_or(Func::Run, |func| Func::all()[func]),
            sync: number & 1 != 0,
        }
    }
}

/// The address of an instance's table.
pub fn header(inst: Inst) -> u32 {
    table_header(inst.number() as u32)
}

/// Ends the run.
pub fn stop(end: End) -> ! {
    panic::resume_unwind(Box::new(end))
}

/// The run traps, because the runtime says so.
pub fn or_trap<T>(result: Result<T, Trap>) -> T {
    result.unwrap_or_else(|trap| stop(End::Trap(trap.name().to_owned())))
}

/// Runs the component under a master, and says how that ended.
pub fn run<M: Master>(root: Root, master: M) -> (M, End) {
    let mut native = Native {
        state: State::new(root),
        master,
    };
    let end = match panic::catch_unwind(AssertUnwindSafe(|| native.invoke())) {
        Ok(end) => end,
        Err(payload) => match payload.downcast::<End>() {
            Ok(end) => *end,
            Err(payload) => panic::resume_unwind(payload),
        },
    };
    (native.master, end)
}

impl State {
    fn new(root: Root) -> State {
        State {
            arena: Arena::new(MAX_PAGES),
            memories: [(); 3].map(|()| vec![0; guest::MEMORY as usize]),
            tasks: [0; 3],
            activations: Vec::new(),
            cancelling: None,
            root,
            context: 0,
        }
    }

    /// How the host calls the component.
    pub fn root(&self) -> Root {
        self.root
    }

    /// The running task's record.
    pub fn current(&self) -> u32 {
        self.arena.load(CURRENT, 0)
    }

    /// What the running task is a call of.
    pub fn edge(&self) -> Edge {
        Edge::of(self.arena.load(self.current(), task::EDGE))
    }

    fn sum(&self, inst: Inst) -> u32 {
        let memory = &self.memories[inst.number()];
        let words = memory[SUMMED.start as usize..SUMMED.end as usize].chunks_exact(4);
        words.fold(0, |sum: u32, word| {
            let word = u32::from_le_bytes(word.try_into().expect("four bytes"));
            sum.wrapping_mul(31).wrapping_add(word)
        })
    }

    /// The word at an address of an instance's memory.
    pub fn load(&self, inst: Inst, address: u32) -> u32 {
        let at = checked(address, 4, 1);
        let memory = &self.memories[inst.number()];
        u32::from_le_bytes(memory[at..at + 4].try_into().expect("four bytes"))
    }

    /// Writes the word at an address of an instance's memory.
    pub fn store(&mut self, inst: Inst, address: u32, word: u32) {
        let at = checked(address, 4, 1);
        self.memories[inst.number()][at..at + 4].copy_from_slice(&word.to_le_bytes());
    }
}

/// An address of so many bytes that are in the memory, and aligned.
pub fn checked(address: u32, size: u32, align: u32) -> usize {
    if !address.is_multiple_of(align) || address + size > guest::MEMORY {
        stop(End::Trap("a pointer".to_owned()));
    }
    address as usize
}

impl<M: Master> Native<M> {
    /// The host calls the component.
    fn invoke(&mut self) -> End {
        let edge = Edge {
            caller: None,
            callee: Inst::A,
            func: Func::Run,
            sync: false,
        };
        let flags = match self.state.root {
            Root::Sync => rt::layout::flag::SYNC_LIFT,
            Root::Callback => 0,
        };
        let task = or_trap(rt::root_new(self, header(Inst::A), edge.number(), flags));
        assert!(rt::task_enter(self, task), "nobody has entered");
        rt::task_start(self, task);
        let packed = self.enter(Activation::Root, edge, (0, 0));
        let mut told = or_trap(rt::root_end(self, task, packed));
        loop {
            match told & 0xf {
                code::YIELD => told = or_trap(rt::root_event(self, 0, 0, 0)),
                // Nothing but the component itself could wake it.
                code::WAIT => return End::Deadlock,
                _ => return End::Returned,
            }
        }
    }

    /// A function starts.
    pub(super) fn enter(&mut self, activation: Activation, edge: Edge, (x, y): (u32, u32)) -> u32 {
        let inst = edge.callee;
        self.state.tasks[inst.number()] += 1;
        let who = (inst.number() as u32) << Ask::INST_SHIFT | self.state.tasks[inst.number()];
        let current = self.state.current();
        self.state.arena.store(current, task::CONTEXT, who);
        self.go(
            activation,
            inst,
            why::ENTRY | edge.func.number() << why::SHIFT,
            x,
            y,
        )
    }

    /// Asks and does, until it is told to leave.
    fn go(
        &mut self,
        activation: Activation,
        inst: Inst,
        mut why: u32,
        mut x: u32,
        mut y: u32,
    ) -> u32 {
        self.state.activations.push(activation);
        loop {
            let ask = Ask {
                who: self.state.arena.load(self.state.current(), task::CONTEXT),
                why,
                x,
                y,
                sum: self.state.sum(inst),
            };
            let Some(op) = self.master.step(ask, &self.state) else {
                stop(End::Over)
            };
            if op.verb == Verb::Leave {
                self.state.activations.pop();
                return op.a | op.b << 4;
            }
            let result = self.perform(inst, op);
            (x, y) = (result as u32, (result >> 32) as u32);
            why = why::DONE;
        }
    }
}

impl<M> Memory for Native<M> {
    fn load(&self, address: u32, offset: u32) -> u32 {
        self.state.arena.load(address, offset)
    }

    fn store(&mut self, address: u32, offset: u32, word: u32) {
        self.state.arena.store(address, offset, word);
    }

    fn copy(&mut self, dst: u32, src: u32, size: u32) {
        self.state.arena.copy(dst, src, size);
    }

    fn clear(&mut self, address: u32, size: u32) {
        self.state.arena.clear(address, size);
    }

    fn pages(&self) -> u32 {
        self.state.arena.pages()
    }

    fn grow(&mut self, pages: u32) -> bool {
        self.state.arena.grow(pages)
    }
}

impl<M: Master> World for Native<M> {
    fn start(&mut self, edge: u32, task: u32) -> u32 {
        let args = self.state.arena.load(task, task::ARGS);
        let words = [0, 8, 16].map(|offset| self.state.arena.load(args, offset));
        self.begin(Activation::Resumed, task, Edge::of(edge), words)
    }

    fn callback(&mut self, edge: u32, event: u32, p1: u32, p2: u32) -> u32 {
        let edge = Edge::of(edge);
        let cancelled = event == rt::layout::event::TASK_CANCELLED;
        let at_once = self.state.cancelling == Some(self.state.arena.load(rt::layout::FRAMES, 0));
        let activation = match cancelled && at_once {
            true => Activation::Cancelled,
            false => Activation::Resumed,
        };
        self.go(
            activation,
            edge.callee,
            why::EVENT | event << why::SHIFT,
            p1,
            p2,
        )
    }

    fn copy_elements(
        &mut self,
        write: u32,
        read: u32,
        src: (u32, u32),
        dst: (u32, u32),
        count: u32,
    ) {
        self.copy_between(write, read, src, dst, count);
    }

    fn host_result(&mut self, _: u32, _: u32) {
        unreachable!("the host's functions are called synchronously")
    }

    fn host_write(&mut self, _: u32, _: u32, _: u32, _: u32) -> u32 {
        unreachable!("no end is passed to the host")
    }

    fn host_set_new(&mut self) -> u32 {
        1
    }

    fn host_set_wait(&mut self, _: u32, _: u32) -> u32 {
        stop(End::Deadlock)
    }

    fn host_set_poll(&mut self, _: u32, _: u32) -> u32 {
        rt::layout::event::NONE
    }

    fn host_set_drop(&mut self, _: u32) {}

    fn host_join(&mut self, _: u32, _: u32) {
        unreachable!("the host has no waitables")
    }

    fn host_subtask_cancel(&mut self, _: u32) -> u32 {
        unreachable!("the host has no subtasks")
    }

    fn host_subtask_drop(&mut self, _: u32) {
        unreachable!("the host has no subtasks")
    }

    fn host_task_cancel(&mut self) {
        unreachable!("the host does not cancel")
    }

    fn host_thread_yield(&mut self) -> u32 {
        0
    }

    fn host_context_get(&mut self) -> u32 {
        self.state.context
    }

    fn host_context_set(&mut self, value: u32) {
        self.state.context = value;
    }

    fn host_stream_new(&mut self) -> u64 {
        unreachable!("there is one host task")
    }

    fn host_stream_read(&mut self, _: u32, _: u32, _: u32) -> u32 {
        unreachable!("there is one host task")
    }

    fn host_stream_write(&mut self, _: u32, _: u32, _: u32) -> u32 {
        unreachable!("there is one host task")
    }

    fn host_stream_drop_readable(&mut self, _: u32) {
        unreachable!("there is one host task")
    }

    fn host_stream_drop_writable(&mut self, _: u32) {
        unreachable!("there is one host task")
    }
}
