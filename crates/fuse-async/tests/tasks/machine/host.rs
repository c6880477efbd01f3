//! A host: its waitables, its waitable sets, and its tasks.

use super::{Machine, OrTrap};
use fuse_async::rt;
use fuse_async::rt::layout::{ACTIVE, CURRENT, code, event, progress};
use fuse_handles::rt::Memory;
use std::collections::{BTreeMap, VecDeque};

/// What the host can be told to do while it is waited for.
pub type Step = Box<dyn FnOnce(&mut Machine)>;

/// A handle that the host gave.
#[derive(Debug, Default)]
struct Waitable {
    set: u32,
    event: Option<[u32; 3]>,
    reads: bool,
    resolved: bool,
}

/// A task of the host's that has not ended.
#[derive(Debug)]
pub struct HostTask {
    context: u32,
    code: u32,
}

/// All of it.
#[derive(Default)]
pub struct Host {
    handles: u32,
    waitables: BTreeMap<u32, Waitable>,
    sets: BTreeMap<u32, ()>,
    tasks: BTreeMap<u32, HostTask>,
    calls: u32,
    pub context: u32,
    pub meanwhile: VecDeque<Step>,
}

impl Host {
    fn handle(&mut self) -> u32 {
        self.handles += 1;
        self.handles
    }

    pub fn set_new(&mut self) -> u32 {
        let set = self.handle();
        self.sets.insert(set, ());
        set
    }

    pub fn set_drop(&mut self, set: u32) {
        self.sets.remove(&set).expect("a set");
        let member = self.waitables.values().any(|waitable| waitable.set == set);
        assert!(!member, "the set has members");
    }

    pub fn join(&mut self, handle: u32, set: u32) {
        assert!(set == 0 || self.sets.contains_key(&set), "a set");
        let waitable = self.waitables.get_mut(&handle).expect("a waitable");
        waitable.set = set;
    }

    /// A subtask that has started.
    pub fn subtask(&mut self) -> u32 {
        let handle = self.handle();
        self.waitables.insert(handle, Waitable::default());
        handle
    }

    /// A subtask has come to this state.
    pub fn progress(&mut self, handle: u32, state: u32) {
        let waitable = self.waitables.get_mut(&handle).expect("a subtask");
        waitable.event = Some([event::SUBTASK, handle, state]);
    }

    pub fn returned(&mut self, handle: u32) {
        self.progress(handle, progress::RETURNED);
    }

    pub fn cancel(&mut self, handle: u32) -> u32 {
        let waitable = self.waitables.get_mut(&handle).expect("a subtask");
        assert_eq!(waitable.set, 0, "it is in a set");
        waitable.resolved = true;
        match waitable.event.take() {
            Some([_, _, state]) if state >= progress::RETURNED => state,
            _ => progress::CANCELLED_BEFORE_RETURNED,
        }
    }

    pub fn drop(&mut self, handle: u32) {
        let waitable = self.waitables.remove(&handle).expect("a waitable");
        assert!(waitable.event.is_none(), "its event was not taken");
        assert!(!waitable.reads, "it reads");
    }

    pub fn stream_new(&mut self) -> u64 {
        let readable = self.handle();
        let writable = self.handle();
        self.waitables.insert(readable, Waitable::default());
        self.waitables.insert(writable, Waitable::default());
        u64::from(readable) | u64::from(writable) << 32
    }

    pub fn stream_read(&mut self, readable: u32) -> u32 {
        let waitable = self.waitables.get_mut(&readable).expect("an end");
        assert!(!waitable.reads && waitable.event.is_none());
        waitable.reads = true;
        rt::layout::BLOCKED
    }

    pub fn stream_write(&mut self, writable: u32) -> u32 {
        let readable = writable - 1;
        let waitable = self.waitables.get_mut(&readable).expect("an end");
        assert!(waitable.reads, "somebody reads");
        waitable.reads = false;
        waitable.event = Some([event::STREAM_READ, readable, 1 << 4]);
        1 << 4
    }

    /// Takes the first event of a set.
    pub fn take(&mut self, set: u32) -> Option<[u32; 3]> {
        assert!(self.sets.contains_key(&set), "a set");
        self.waitables
            .values_mut()
            .find(|waitable| waitable.set == set && waitable.event.is_some())
            .and_then(|waitable| waitable.event.take())
    }

    /// How many things of its the guests hold.
    pub fn held(&self) -> (usize, usize) {
        (self.sets.len(), self.waitables.len())
    }
}

impl Machine {
    /// The host calls an exported function of async type: the number of the call.
    pub fn export(&mut self, edge: u32) -> u32 {
        let instance = self.edges[edge as usize].instance;
        self.host.context = 0;
        let task = rt::root_new(self, instance, edge, 0).or_trap();
        let context = self.host.context;
        let code = if rt::task_enter(self, task) {
            let packed = self.begin(edge, task);
            rt::root_end(self, task, packed).or_trap()
        } else {
            rt::args_alloc(self, task, 5).or_trap();
            rt::root_wait(self, task).or_trap()
        };
        self.host.calls += 1;
        let call = self.host.calls;
        self.host.tasks.insert(call, HostTask { context, code });
        self.ended(call);
        call
    }

    /// The host calls a function that is not of async type.
    pub fn export_sync(&mut self, instance: u32, body: impl FnOnce(&mut Machine)) {
        let task = rt::export_enter(self, instance).or_trap();
        body(self);
        rt::export_leave(self, task);
    }

    /// Tells a call of the host's an event.
    pub fn tell(&mut self, call: u32, [event, p1, p2]: [u32; 3]) {
        self.host.context = self.host.tasks[&call].context;
        let code = rt::root_event(self, event, p1, p2).or_trap();
        self.host.tasks.get_mut(&call).expect("a task").code = code;
        self.ended(call);
    }

    /// What holds after every activation of a host task.
    fn ended(&mut self, call: u32) {
        assert_eq!(self.load(CURRENT, 0), 0);
        assert_eq!(self.load(ACTIVE, 0), 0);
        if self.host.tasks[&call].code == code::EXIT {
            self.host.tasks.remove(&call);
        }
    }

    /// Whether a call of the host's has ended, with all that belongs to it.
    pub fn exited(&self, call: u32) -> bool {
        !self.host.tasks.contains_key(&call)
    }

    /// Gives the host's tasks their turn once: false if there was nothing to tell them.
    pub fn turn(&mut self) -> bool {
        let mut any = false;
        for call in self.host.tasks.keys().copied().collect::<Vec<_>>() {
            let Some(task) = self.host.tasks.get(&call) else {
                continue;
            };
            let event = match task.code & 0xf {
                code::YIELD => Some([event::NONE, 0, 0]),
                _ => self.host.take(task.code >> 4),
            };
            if let Some(event) = event {
                any = true;
                self.tell(call, event);
            }
        }
        any
    }

    /// Gives them turns until nothing happens any more.
    pub fn settle(&mut self) {
        for _ in 0..1000 {
            if !self.turn() {
                return;
            }
        }
        panic!("the host's tasks never rest");
    }
}
