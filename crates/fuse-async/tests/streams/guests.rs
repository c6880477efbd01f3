//! Two component instances that pass elements on: a world without a host.

use fuse_async::Trap;
use fuse_async::rt::layout::{EVENT, how, kind};
use fuse_async::rt::{self, World};
use fuse_handles::rt::layout::table_header;
use fuse_handles::rt::{Arena, Memory};
use std::collections::{BTreeMap, VecDeque};

/// An instance.
pub const A: u32 = table_header(0);
/// Another one.
pub const B: u32 = table_header(1);

/// The tag of the readable ends of a type of streams.
pub const STREAM: u32 = 7 << 8 | kind::STREAM;
/// The tag of the readable ends of a type of futures.
pub const FUTURE: u32 = 7 << 8 | kind::FUTURE;

/// The number of all built-ins that read.
const READ: u32 = 70;
/// The number of all built-ins that write.
const WRITE: u32 = 71;

/// What a guest does when its callback is called; gives the callback's code.
pub type Callback = Box<dyn FnOnce(&mut Guests) -> u32>;

/// An end, as its instance names it.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct End {
    pub instance: u32,
    pub tag: u32,
    pub index: u32,
}

impl End {
    pub fn is_writable(self) -> bool {
        self.tag & kind::WRITABLE != 0
    }

    pub fn is_future(self) -> bool {
        self.tag & !kind::WRITABLE == FUTURE
    }
}

/// The runtime's memory, and what the guests have and do.
pub struct Guests {
    memory: Arena,
    /// The elements that all instances have, by their address; each takes up one.
    pub elements: BTreeMap<u32, u32>,
    /// Elements that are readable ends of this type are passed on from instance to instance.
    pub of_ends: Option<(u32, u32, u32)>,
    /// What happens when callbacks are called, one after another.
    pub callbacks: VecDeque<Callback>,
    context: u32,
}

impl Guests {
    pub fn new() -> Guests {
        Guests {
            memory: Arena::new(16),
            elements: BTreeMap::new(),
            of_ends: None,
            callbacks: VecDeque::new(),
            context: 0,
        }
    }

    /// Makes a stream or a future whose ends are `A`'s: the readable and the writable end.
    pub fn pair(&mut self, tag: u32) -> [End; 2] {
        let pair = rt::pair_new(self, A, tag).expect("there is room");
        [
            (tag, pair as u32),
            (tag | kind::WRITABLE, (pair >> 32) as u32),
        ]
        .map(|(tag, index)| End {
            instance: A,
            tag,
            index,
        })
    }

    /// Makes a stream or a future whose readable end is `B`'s.
    pub fn divided_pair(&mut self, tag: u32) -> [End; 2] {
        let [readable, writable] = self.pair(tag);
        let readable = self.pass(readable, B).expect("it is idle");
        [readable, writable]
    }

    /// Reads or writes elements that are numbers, without waiting.
    pub fn copy(&mut self, end: End, address: u32, length: u32) -> Result<u32, Trap> {
        self.copy_how(end, address, length, how::ASYNC | how::NUMBERS)
    }

    pub fn copy_how(&mut self, end: End, address: u32, length: u32, how: u32) -> Result<u32, Trap> {
        let copy = if end.is_writable() { WRITE } else { READ };
        let End {
            instance,
            tag,
            index,
        } = end;
        if end.is_future() {
            assert_eq!(length, 1);
            rt::future_copy(self, instance, tag, index, address, copy, how)
        } else {
            rt::stream_copy(self, instance, tag, index, address, length, copy, how)
        }
    }

    pub fn cancel(&mut self, end: End) -> Result<u32, Trap> {
        self.cancel_how(end, 0)
    }

    pub fn cancel_how(&mut self, end: End, how: u32) -> Result<u32, Trap> {
        rt::copy_cancel(self, end.instance, end.tag, end.index, how)
    }

    pub fn drop(&mut self, end: End) -> Result<(), Trap> {
        rt::end_drop(self, end.instance, end.tag, end.index).map(|_| ())
    }

    pub fn pass(&mut self, end: End, instance: u32) -> Result<End, Trap> {
        let index = rt::end_move(self, end.instance, instance, end.tag, end.index)?;
        Ok(End {
            instance,
            index,
            ..end
        })
    }

    pub fn set(&mut self, instance: u32) -> u32 {
        rt::set_new(self, instance).expect("there is room")
    }

    /// Puts an end into a set of its instance, or with 0 takes it out.
    pub fn join(&mut self, end: End, set: u32) {
        rt::join(self, end.instance, end.index, set).expect("both are there");
    }

    /// The next event of a set: code, index and payload.
    pub fn poll(&mut self, instance: u32, set: u32) -> [u32; 3] {
        let code = rt::set_poll(self, instance, 0, set).expect("the set is there");
        [code, self.load(EVENT, 0), self.load(EVENT, 4)]
    }

    /// The pending event of an end that is in no set: code, index and payload.
    pub fn event(&mut self, end: End) -> [u32; 3] {
        let set = self.set(end.instance);
        self.join(end, set);
        let event = self.poll(end.instance, set);
        self.join(end, 0);
        rt::set_drop(self, end.instance, set).expect("it is empty");
        event
    }

    /// Writes elements into a guest's memory.
    pub fn fill(&mut self, address: u32, elements: &[u32]) {
        self.elements
            .extend((address..).zip(elements.iter().copied()));
    }

    /// Reads elements from a guest's memory.
    pub fn read(&self, address: u32, length: u32) -> Vec<Option<u32>> {
        let address = address..address + length;
        address.map(|at| self.elements.get(&at).copied()).collect()
    }
}

impl Memory for Guests {
    fn load(&self, address: u32, offset: u32) -> u32 {
        self.memory.load(address, offset)
    }

    fn store(&mut self, address: u32, offset: u32, word: u32) {
        self.memory.store(address, offset, word);
    }

    fn copy(&mut self, dst: u32, src: u32, size: u32) {
        self.memory.copy(dst, src, size);
    }

    fn clear(&mut self, address: u32, size: u32) {
        self.memory.clear(address, size);
    }

    fn pages(&self) -> u32 {
        self.memory.pages()
    }

    fn grow(&mut self, pages: u32) -> bool {
        self.memory.grow(pages)
    }
}

/// Why the functions of the host are not called.
const NO_HOST: &str = "nothing of the host's is used";

impl World for Guests {
    fn start(&mut self, _edge: u32, _task: u32) -> u32 {
        unreachable!("no call waits to be let in")
    }

    fn callback(&mut self, _edge: u32, _event: u32, _p1: u32, _p2: u32) -> u32 {
        let callback = self.callbacks.pop_front();
        callback.expect("no more callbacks than expected")(self)
    }

    fn copy_elements(
        &mut self,
        write: u32,
        read: u32,
        (src, src_done): (u32, u32),
        (dst, dst_done): (u32, u32),
        count: u32,
    ) {
        assert_eq!((write, read), (WRITE, READ));
        assert_ne!(count, 0);
        // All are lifted before the first one is lowered.
        let src = src + src_done..src + src_done + count;
        let lifted: Vec<u32> = src.map(|at| self.elements[&at]).collect();
        for (at, element) in (dst + dst_done..).zip(lifted) {
            let lowered = match self.of_ends {
                None => element,
                Some((src, dst, tag)) => rt::end_move(self, src, dst, tag, element)
                    .expect("the element can be passed on"),
            };
            self.elements.insert(at, lowered);
        }
    }

    fn host_result(&mut self, _call: u32, _retptr: u32) {
        unreachable!("{NO_HOST}")
    }

    fn host_write(&mut self, _: u32, _: u32, _: u32, _: u32) -> u32 {
        unreachable!("no end is passed to the host")
    }

    fn host_set_new(&mut self) -> u32 {
        1
    }

    fn host_set_wait(&mut self, _set: u32, _address: u32) -> u32 {
        unreachable!("{NO_HOST}")
    }

    fn host_set_poll(&mut self, _set: u32, _address: u32) -> u32 {
        unreachable!("{NO_HOST}")
    }

    fn host_set_drop(&mut self, _set: u32) {}

    fn host_join(&mut self, _waitable: u32, _set: u32) {
        unreachable!("{NO_HOST}")
    }

    fn host_subtask_cancel(&mut self, _subtask: u32) -> u32 {
        unreachable!("{NO_HOST}")
    }

    fn host_subtask_drop(&mut self, _subtask: u32) {
        unreachable!("{NO_HOST}")
    }

    fn host_task_cancel(&mut self) {
        unreachable!("{NO_HOST}")
    }

    fn host_thread_yield(&mut self) -> u32 {
        0
    }

    fn host_context_get(&mut self) -> u32 {
        self.context
    }

    fn host_context_set(&mut self, value: u32) {
        self.context = value;
    }

    fn host_stream_new(&mut self) -> u64 {
        unreachable!("{NO_HOST}")
    }

    fn host_stream_read(&mut self, _end: u32, _address: u32, _length: u32) -> u32 {
        unreachable!("{NO_HOST}")
    }

    fn host_stream_write(&mut self, _end: u32, _address: u32, _length: u32) -> u32 {
        unreachable!("{NO_HOST}")
    }

    fn host_stream_drop_readable(&mut self, _end: u32) {
        unreachable!("{NO_HOST}")
    }

    fn host_stream_drop_writable(&mut self, _end: u32) {
        unreachable!("{NO_HOST}")
    }
}
