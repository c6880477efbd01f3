//! A stream or a future as a host sees it: each side may offer a buffer, and may have something to be told.
//!
//! It is put together otherwise than the runtime is: a buffer that is full is offered no longer, and what was copied is counted in what is
//! told.

use fuse_async::Trap;
use fuse_async::rt::layout::{BLOCKED, result};
use std::collections::BTreeMap;

/// The reading side.
pub const READER: usize = 0;
/// The writing side.
pub const WRITER: usize = 1;

/// Elements by their address.
pub type Elements = BTreeMap<u32, u32>;

/// Where elements are, or go.
#[derive(Copy, Clone, Debug)]
struct Buffer {
    address: u32,
    length: u32,
}

/// What a side is to be told.
#[derive(Copy, Clone, Debug)]
struct Told {
    result: u32,
    count: u32,
    /// Whether it is of a copy of its own.
    of_copy: bool,
}

/// An end.
#[derive(Clone, Default, Debug)]
struct Side {
    gone: bool,
    busy: bool,
    done: bool,
    in_set: bool,
    offer: Option<Buffer>,
    told: Option<Told>,
}

/// A stream or a future.
#[derive(Clone, Debug)]
pub struct Channel {
    future: bool,
    /// The future's value was passed on, or nobody wanted it.
    settled: bool,
    sides: [Side; 2],
}

impl Channel {
    pub fn new(future: bool) -> Channel {
        Channel {
            future,
            settled: false,
            sides: [Side::default(), Side::default()],
        }
    }

    pub fn is_gone(&self, side: usize) -> bool {
        self.sides[side].gone
    }

    pub fn join(&mut self, side: usize, in_set: bool) {
        self.sides[side].in_set = in_set;
    }

    /// Whether the side is in a set, and has something to be told.
    pub fn is_ready(&self, side: usize) -> bool {
        let side = &self.sides[side];
        !side.gone && side.in_set && side.told.is_some()
    }

    pub fn copy(
        &mut self,
        side: usize,
        address: u32,
        length: u32,
        elements: &mut Elements,
    ) -> Result<u32, Trap> {
        let other = 1 - side;
        if self.is_over(side) {
            return Err(Trap::EndBusy);
        }
        if self.sides[other].gone {
            self.sides[side].done = true;
            self.settled |= self.future;
            return Ok(result::DROPPED);
        }
        let mine = Buffer { address, length };
        let Some(theirs) = self.sides[other].offer.take() else {
            return Ok(self.offer(side, mine));
        };
        self.settled |= self.future;
        let count = length.min(theirs.length);
        for n in 0..count {
            let (src, dst) = match side {
                WRITER => (address + n, theirs.address + n),
                _ => (theirs.address + n, address + n),
            };
            let element = elements[&src];
            elements.insert(dst, element);
        }
        let (read, written) = match side {
            WRITER => (theirs.length, length),
            _ => (length, theirs.length),
        };
        // A copy of nothing ends as soon as there is another side; of two, only the writer's does.
        let ended = [written > 0, written == 0 || read > 0];
        if ended[other] {
            self.add(other, count);
        }
        let rest = theirs.length - count;
        // A read of nothing meets writes of nothing until the reader hears of something.
        if rest > 0 || !ended[other] || (side == WRITER && theirs.length == 0) {
            self.sides[other].offer = Some(Buffer {
                address: theirs.address + count,
                length: rest,
            });
        }
        match ended[side] {
            true => Ok(self.payload(result::COMPLETED, count)),
            false => Ok(self.offer(side, mine)),
        }
    }

    pub fn cancel(&mut self, side: usize, waits: bool) -> Result<u32, Trap> {
        if !self.sides[side].busy {
            return Err(Trap::NotCopying);
        }
        if waits && self.sides[side].in_set {
            return Err(Trap::InWaitableSet);
        }
        let told = self.sides[side].told;
        let payload = match told {
            None => result::CANCELLED,
            Some(told) => {
                let payload = self.take(side);
                let completed = told.result == result::COMPLETED && !self.future;
                if completed {
                    payload | result::CANCELLED
                } else {
                    payload
                }
            }
        };
        self.sides[side].busy = false;
        self.sides[side].offer = None;
        Ok(payload)
    }

    pub fn drop(&mut self, side: usize) -> Result<(), Trap> {
        if self.sides[side].busy {
            return Err(Trap::EndBusy);
        }
        if self.future && side == WRITER && !self.settled && !self.sides[WRITER].done {
            return Err(Trap::FutureUnwritten);
        }
        self.sides[side].gone = true;
        let other = &mut self.sides[1 - side];
        let offered = other.offer.take().is_some();
        other.told = Some(match other.told {
            None => Told {
                result: result::DROPPED,
                count: 0,
                of_copy: offered,
            },
            Some(told) if self.future => told,
            Some(told) => Told {
                result: result::DROPPED,
                ..told
            },
        });
        Ok(())
    }

    pub fn pass(&mut self) -> Result<(), Trap> {
        if self.is_over(READER) {
            return Err(Trap::EndBusy);
        }
        if self.sides[READER].in_set {
            return Err(Trap::InWaitableSet);
        }
        Ok(())
    }

    /// Takes what the side is to be told: the payload of its event.
    pub fn take(&mut self, side: usize) -> u32 {
        let told = self.sides[side].told.take();
        let told = told.expect("there is something to be told");
        if told.of_copy {
            let side = &mut self.sides[side];
            side.busy = false;
            side.done = told.result == result::DROPPED;
            side.offer = None;
        }
        self.payload(told.result, told.count)
    }

    /// Whether the side copies, or cannot copy any more.
    fn is_over(&self, side: usize) -> bool {
        self.settled || self.sides[side].busy || self.sides[side].done
    }

    fn offer(&mut self, side: usize, buffer: Buffer) -> u32 {
        self.sides[side].busy = true;
        self.sides[side].offer = Some(buffer);
        BLOCKED
    }

    fn add(&mut self, side: usize, count: u32) {
        let before = self.sides[side].told.map_or(0, |told| told.count);
        self.sides[side].told = Some(Told {
            result: result::COMPLETED,
            count: before + count,
            of_copy: true,
        });
    }

    fn payload(&self, result: u32, count: u32) -> u32 {
        if self.future {
            result
        } else {
            count << 4 | result
        }
    }
}
