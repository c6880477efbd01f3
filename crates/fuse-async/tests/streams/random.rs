//! Random operations on several streams and futures do what those of a model do, traps included.

use crate::guests::{A, B, End, FUTURE, Guests, STREAM};
use crate::model::{Channel, Elements, READER, WRITER};
use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use fuse_async::rt::layout::{event, how};

/// Streams and futures that there are at a time.
const CHANNELS: usize = 3;
/// The most elements of a buffer.
const MAX_LENGTH: u32 = 4;
/// Operations in one script; an interpreter of the code is slow.
const MAX_OPERATIONS: usize = if cfg!(miri) { 100 } else { 2000 };

#[test]
fn streams_and_futures_do_what_the_models_do() {
    let test = arbtest(|u| {
        let mut both = Both::new(u)?;
        for _ in 0..u.int_in_range(0..=MAX_OPERATIONS)? {
            if u.is_empty() {
                break;
            }
            both.step(u)?;
        }
        assert_eq!(both.guests.elements, both.elements);
        Ok(())
    });
    let test = test.size_max(1 << 16);
    if cfg!(miri) {
        test.size_max(2048).budget_ms(20_000);
    } else {
        test.budget_ms(2000);
    }
}

/// A stream or a future, and its model.
struct Pair {
    model: Channel,
    ends: [End; 2],
}

/// The models and the runtime after the same operations.
struct Both {
    guests: Guests,
    /// A set of each instance.
    sets: [(u32, u32); 2],
    /// The oldest first.
    pairs: Vec<Pair>,
    elements: Elements,
    /// Where there are no buffers yet.
    free: u32,
}

impl Both {
    fn new(u: &mut Unstructured) -> Result<Both> {
        let mut guests = Guests::new();
        let sets = [A, B].map(|instance| (instance, guests.set(instance)));
        let mut both = Both {
            guests,
            sets,
            pairs: Vec::new(),
            elements: Elements::new(),
            free: 0,
        };
        both.fill_up(u)?;
        Ok(both)
    }

    /// Makes new streams and futures for those of which nothing is left.
    fn fill_up(&mut self, u: &mut Unstructured) -> Result<()> {
        let left = |pair: &Pair| !(pair.model.is_gone(READER) && pair.model.is_gone(WRITER));
        self.pairs.retain(left);
        while self.pairs.len() < CHANNELS {
            let future = u.arbitrary()?;
            let tag = if future { FUTURE } else { STREAM };
            let mut ends = self.guests.pair(tag);
            if u.arbitrary()? {
                ends[READER] = self.guests.pass(ends[READER], B).expect("it is idle");
            }
            self.pairs.push(Pair {
                model: Channel::new(future),
                ends,
            });
        }
        Ok(())
    }

    /// Does any operation.
    fn step(&mut self, u: &mut Unstructured) -> Result<()> {
        let operation = u.int_in_range(0..=15)?;
        if operation < 3 {
            let (instance, set) = *u.choose(&self.sets)?;
            self.poll(instance, set);
            return Ok(());
        }
        let number = u.choose_index(CHANNELS)?;
        let side = u.choose_index(2)?;
        if self.pairs[number].model.is_gone(side) {
            return Ok(());
        }
        match operation {
            3..=9 => self.copy(number, side, u.int_in_range(0..=MAX_LENGTH)?),
            10 => self.cancel(number, side, u.arbitrary()?),
            11 | 12 => self.join(number, side, u.arbitrary()?),
            13 => self.pass(number, *u.choose(&[A, B])?),
            _ => {
                self.drop(number, side);
                self.fill_up(u)?;
            }
        }
        Ok(())
    }

    fn copy(&mut self, number: usize, side: usize, length: u32) {
        let Pair { model, ends } = &mut self.pairs[number];
        let length = if ends[side].is_future() { 1 } else { length };
        let address = self.free;
        self.free += length;
        if side == WRITER {
            let written = address..self.free;
            for elements in [&mut self.elements, &mut self.guests.elements] {
                elements.extend(written.clone().map(|at| (at, at)));
            }
        }
        let returned = self.guests.copy(ends[side], address, length);
        let expected = model.copy(side, address, length, &mut self.elements);
        assert_eq!(returned, expected);
    }

    fn cancel(&mut self, number: usize, side: usize, waits: bool) {
        let Pair { model, ends } = &mut self.pairs[number];
        let how = if waits { 0 } else { how::ASYNC };
        let returned = self.guests.cancel_how(ends[side], how);
        assert_eq!(returned, model.cancel(side, waits));
    }

    fn join(&mut self, number: usize, side: usize, in_set: bool) {
        let Pair { model, ends } = &mut self.pairs[number];
        let end = ends[side];
        let set_of = |&&(instance, _): &&(u32, u32)| instance == end.instance;
        let (_, set) = self
            .sets
            .iter()
            .find(set_of)
            .expect("every instance has one");
        self.guests.join(end, if in_set { *set } else { 0 });
        model.join(side, in_set);
    }

    fn pass(&mut self, number: usize, instance: u32) {
        let Pair { model, ends } = &mut self.pairs[number];
        if model.is_gone(READER) {
            return;
        }
        let passed = self.guests.pass(ends[READER], instance);
        assert_eq!(passed.map(|_| ()), model.pass());
        if let Ok(end) = passed {
            ends[READER] = end;
        }
    }

    fn drop(&mut self, number: usize, side: usize) {
        let Pair { model, ends } = &mut self.pairs[number];
        assert_eq!(self.guests.drop(ends[side]), model.drop(side));
    }

    /// Takes an event of an instance's set: that of the oldest pair; its two ends never both have one.
    fn poll(&mut self, instance: u32, set: u32) {
        let event = self.guests.poll(instance, set);
        for Pair { model, ends } in &mut self.pairs {
            for side in [READER, WRITER] {
                let end = ends[side];
                if end.instance == instance && model.is_ready(side) {
                    let code = match (end.is_future(), side) {
                        (false, READER) => event::STREAM_READ,
                        (false, _) => event::STREAM_WRITE,
                        (true, READER) => event::FUTURE_READ,
                        (true, _) => event::FUTURE_WRITE,
                    };
                    assert_eq!(event, [code, end.index, model.take(side)]);
                    return;
                }
            }
        }
        assert_eq!(event, [event::NONE, 0, 0]);
    }
}
