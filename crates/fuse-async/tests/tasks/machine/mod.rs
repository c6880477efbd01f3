//! A machine for tests: guest functions that are closures, and a host that does what it is told.

mod host;

pub use host::Host;

use fuse_async::Trap;
use fuse_async::rt::layout::{CURRENT, EVENT, code, task};
use fuse_async::rt::{self, World};
use fuse_handles::rt::layout::table_header;
use fuse_handles::rt::{Arena, Memory};
use std::cell::RefCell;
use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::rc::Rc;

/// The tables of three instances.
pub const A: u32 = table_header(0);
pub const B: u32 = table_header(1);
pub const C: u32 = table_header(2);

/// What callbacks return.
pub const EXIT: u32 = code::EXIT;
pub const YIELD: u32 = code::YIELD;
/// Waits on the set with this index.
pub const fn wait_on(set: u32) -> u32 {
    code::WAIT | set << 4
}

type Entry = Rc<dyn Fn(&mut Machine) -> u32>;
type Callback = Rc<dyn Fn(&mut Machine, [u32; 3]) -> u32>;

/// A lifted function.
#[derive(Clone)]
pub struct Edge {
    pub instance: u32,
    pub entry: Entry,
    pub callback: Callback,
}

/// The runtime's memory, the guests, the host, and what they noted.
pub struct Machine {
    pub arena: Arena,
    pub edges: Vec<Edge>,
    pub host: Host,
    pub log: Rc<RefCell<Vec<String>>>,
    /// What the next call lends when it starts: table, tag, handle.
    pub lends: Vec<(u32, u32, u32)>,
}

impl Machine {
    pub fn new() -> Machine {
        Machine {
            arena: Arena::new(64),
            edges: Vec::new(),
            host: Host::default(),
            log: Rc::default(),
            lends: Vec::new(),
        }
    }

    /// Adds a function of `instance` that is lifted with a callback.
    pub fn lift(
        &mut self,
        instance: u32,
        entry: impl Fn(&mut Machine) -> u32 + 'static,
        callback: impl Fn(&mut Machine, [u32; 3]) -> u32 + 'static,
    ) -> u32 {
        self.edges.push(Edge {
            instance,
            entry: Rc::new(entry),
            callback: Rc::new(callback),
        });
        self.edges.len() as u32 - 1
    }

    /// Adds a function that returns before it parks.
    pub fn lift_simple(
        &mut self,
        instance: u32,
        entry: impl Fn(&mut Machine) -> u32 + 'static,
    ) -> u32 {
        self.lift(instance, entry, |_, _| panic!("it has no callback"))
    }

    pub fn note(&self, what: impl Into<String>) {
        self.log.borrow_mut().push(what.into());
    }

    /// What was noted since the last time.
    pub fn noted(&self) -> Vec<String> {
        self.log.take()
    }

    /// What the emitted code does to call the lifted function.
    pub fn begin(&mut self, edge: u32, task: u32) -> u32 {
        let mark = fuse_handles::rt::lends(self);
        for (table, tag, index) in mem::take(&mut self.lends) {
            fuse_handles::rt::lend(self, table, tag, index).or_trap();
        }
        rt::lends_keep(self, mark, task).or_trap();
        rt::task_start(self, task);
        let entry = self.edges[edge as usize].entry.clone();
        entry(self)
    }

    /// A call that was lowered with `async`, by `caller`.
    pub fn call(&mut self, caller: u32, edge: u32) -> u32 {
        let instance = self.edges[edge as usize].instance;
        let task = rt::task_new(self, instance, edge, 0, 0).or_trap();
        if rt::task_enter(self, task) {
            let packed = self.begin(edge, task);
            rt::call_end(self, task, packed, caller).or_trap()
        } else {
            rt::args_alloc(self, task, 2).or_trap();
            rt::call_wait(self, task, caller).or_trap()
        }
    }

    /// A call that was lowered without.
    pub fn call_sync(&mut self, edge: u32) {
        let instance = self.edges[edge as usize].instance;
        let task = rt::task_new(self, instance, edge, 0, 0).or_trap();
        if !rt::task_enter(self, task) {
            rt::sync_enter(self, task).or_trap();
        }
        let packed = self.begin(edge, task);
        rt::sync_end(self, task, packed).or_trap();
        rt::task_release(self, task);
    }

    /// *canon task.return*
    pub fn task_return(&mut self) {
        let task = rt::task_returning(self).or_trap();
        rt::task_resolve(self, task);
    }

    pub fn task_cancel(&mut self) {
        rt::task_cancel(self).or_trap();
    }

    pub fn set_new(&mut self, instance: u32) -> u32 {
        rt::set_new(self, instance).or_trap()
    }

    pub fn join(&mut self, instance: u32, waitable: u32, set: u32) {
        rt::join(self, instance, waitable, set).or_trap();
    }

    /// A set with these members.
    pub fn set_of(&mut self, instance: u32, waitables: &[u32]) -> u32 {
        let set = self.set_new(instance);
        for waitable in waitables {
            self.join(instance, *waitable, set);
        }
        set
    }

    pub fn wait(&mut self, instance: u32, set: u32) -> [u32; 3] {
        let code = rt::set_wait(self, instance, 0, set).or_trap();
        self.event(code)
    }

    pub fn poll(&mut self, instance: u32, set: u32) -> [u32; 3] {
        let code = rt::set_poll(self, instance, 0, set).or_trap();
        self.event(code)
    }

    fn event(&self, code: u32) -> [u32; 3] {
        [code, self.load(EVENT, 0), self.load(EVENT, 4)]
    }

    pub fn subtask_drop(&mut self, instance: u32, index: u32) {
        rt::subtask_drop(self, instance, index).or_trap();
    }

    /// The running task's first context slot.
    pub fn context(&self) -> u32 {
        self.load(self.load(CURRENT, 0), task::CONTEXT)
    }

    pub fn set_context(&mut self, value: u32) {
        let task = self.load(CURRENT, 0);
        self.store(task, task::CONTEXT, value);
    }
}

/// A guest traps by unwinding.
pub trait OrTrap<T> {
    fn or_trap(self) -> T;
}

impl<T> OrTrap<T> for Result<T, Trap> {
    fn or_trap(self) -> T {
        match self {
            Ok(value) => value,
            Err(trap) => panic::panic_any(trap),
        }
    }
}

/// Why `body` traps.
pub fn trap_of<T>(body: impl FnOnce() -> T) -> Trap {
    match panic::catch_unwind(AssertUnwindSafe(body)) {
        Ok(_) => panic!("it does not trap"),
        Err(payload) => match payload.downcast::<Trap>() {
            Ok(trap) => *trap,
            Err(payload) => panic::resume_unwind(payload),
        },
    }
}

impl Memory for Machine {
    fn load(&self, address: u32, offset: u32) -> u32 {
        self.arena.load(address, offset)
    }

    fn store(&mut self, address: u32, offset: u32, word: u32) {
        assert!(address != 0 || offset >= 16, "no record is at address 0");
        self.arena.store(address, offset, word);
    }

    fn copy(&mut self, dst: u32, src: u32, size: u32) {
        self.arena.copy(dst, src, size);
    }

    fn clear(&mut self, address: u32, size: u32) {
        self.arena.clear(address, size);
    }

    fn pages(&self) -> u32 {
        self.arena.pages()
    }

    fn grow(&mut self, pages: u32) -> bool {
        self.arena.grow(pages)
    }
}

impl World for Machine {
    fn start(&mut self, edge: u32, task: u32) -> u32 {
        self.begin(edge, task)
    }

    fn callback(&mut self, edge: u32, event: u32, p1: u32, p2: u32) -> u32 {
        let callback = self.edges[edge as usize].callback.clone();
        callback(self, [event, p1, p2])
    }

    fn copy_elements(&mut self, _: u32, _: u32, _: (u32, u32), _: (u32, u32), _: u32) {
        panic!("no elements here");
    }

    fn host_result(&mut self, call: u32, retptr: u32) {
        self.note(format!("result of {call} at {retptr}"));
    }

    fn host_write(&mut self, _: u32, _: u32, _: u32, _: u32) -> u32 {
        unreachable!("no end is passed to the host")
    }

    fn host_set_new(&mut self) -> u32 {
        self.host.set_new()
    }

    fn host_set_wait(&mut self, set: u32, address: u32) -> u32 {
        let event = loop {
            if let Some(event) = self.host.take(set) {
                break event;
            }
            let Some(step) = self.host.meanwhile.pop_front() else {
                panic!("the host waits for ever");
            };
            step(self);
        };
        self.store(address, 0, event[1]);
        self.store(address, 4, event[2]);
        event[0]
    }

    fn host_set_poll(&mut self, set: u32, address: u32) -> u32 {
        let event = self.host.take(set).unwrap_or([0; 3]);
        self.store(address, 0, event[1]);
        self.store(address, 4, event[2]);
        event[0]
    }

    fn host_set_drop(&mut self, set: u32) {
        self.host.set_drop(set);
    }

    fn host_join(&mut self, waitable: u32, set: u32) {
        self.host.join(waitable, set);
    }

    fn host_subtask_cancel(&mut self, subtask: u32) -> u32 {
        self.host.cancel(subtask)
    }

    fn host_subtask_drop(&mut self, subtask: u32) {
        self.host.drop(subtask);
    }

    fn host_task_cancel(&mut self) {
        self.note("host task cancelled");
    }

    fn host_thread_yield(&mut self) -> u32 {
        self.note("host goes on");
        if let Some(step) = self.host.meanwhile.pop_front() {
            step(self);
        }
        0
    }

    fn host_context_get(&mut self) -> u32 {
        self.host.context
    }

    fn host_context_set(&mut self, value: u32) {
        self.host.context = value;
    }

    fn host_stream_new(&mut self) -> u64 {
        self.host.stream_new()
    }

    fn host_stream_read(&mut self, end: u32, _: u32, _: u32) -> u32 {
        self.host.stream_read(end)
    }

    fn host_stream_write(&mut self, end: u32, _: u32, _: u32) -> u32 {
        self.host.stream_write(end)
    }

    fn host_stream_drop_readable(&mut self, end: u32) {
        self.host.drop(end);
    }

    fn host_stream_drop_writable(&mut self, end: u32) {
        self.host.drop(end);
    }
}
