//! What a script lets be seen.

use super::op::{Inst, Op};
use std::fmt;

/// Why a task asks what to do.
pub mod why {
    /// It has done what it was told, and says what came of it.
    pub const DONE: u32 = 0;
    /// It starts; above this, the number of the function.
    pub const ENTRY: u32 = 1;
    /// Its callback is called; above this, the code of the event.
    pub const EVENT: u32 = 2;
    /// From this bit on stands what comes with it.
    pub const SHIFT: u32 = 8;
}

/// A task asks what to do.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    /// The instance's number, and which of its tasks it is, as its context says.
    pub who: u32,
    /// See [`why`].
    pub why: u32,
    /// What came of the last operation, the first parameter, or the first word of the event.
    pub x: u32,
    /// The rest of that.
    pub y: u32,
    /// A sum of all that the instance's memory holds.
    pub sum: u32,
}

impl Ask {
    /// The bit from which on `who` says the instance.
    pub const INST_SHIFT: u32 = 16;

    /// The instance.
    pub fn inst(&self) -> Inst {
        Inst::ALL[(self.who >> Self::INST_SHIFT) as usize]
    }
}

/// One thing to be seen.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Seen {
    /// A task asked.
    Asked(Ask),
    /// A resource was destroyed.
    Destroyed(u32),
}

/// How a script ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum End {
    /// A task was told to do something after the last operation.
    Over,
    /// What the host called was told to return, and asked once more.
    Returned,
    /// Nothing can happen any more.
    Deadlock,
    /// An operation trapped.
    Trap(String),
    /// It took too long.
    Endless,
    /// The host panicked.
    Panic,
}

impl End {
    /// Whether two ends are the same, but for the reasons of traps, which are worded differently.
    pub fn agrees(&self, other: &End) -> bool {
        matches!((self, other), (End::Trap(_), End::Trap(_))) || self == other
    }
}

/// All that there is to see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trace {
    /// What happened, in that order.
    pub seen: Vec<Seen>,
    /// What came last.
    pub end: End,
}

impl Trace {
    /// Whether two traces are the same.
    pub fn agrees(&self, other: &Trace) -> bool {
        self.seen == other.seen && self.end.agrees(&other.end)
    }

    /// The first place at which they are not.
    fn parting(&self, other: &Trace) -> usize {
        let same = self.seen.iter().zip(&other.seen);
        same.take_while(|(ours, theirs)| ours == theirs).count()
    }

    /// The trace beside the script that led to it, up to where it parts from `other`.
    pub fn beside<'a>(&'a self, script: &'a [Op], other: &Trace) -> impl fmt::Display + 'a {
        let parting = self.parting(other);
        fmt::from_fn(move |f| {
            let mut ops = script.iter();
            for seen in self.seen.iter().take(parting + 1) {
                match seen {
                    Seen::Destroyed(rep) => writeln!(f, "  destroyed {rep}")?,
                    Seen::Asked(ask) => {
                        write!(f, "  {ask}")?;
                        match ops.next() {
                            Some(op) => writeln!(f, " => {op}")?,
                            None => writeln!(f)?,
                        }
                    }
                }
            }
            if self.seen.len() <= parting + 1 {
                writeln!(f, "  {:?}", self.end)?;
            }
            Ok(())
        })
    }
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ask {
            who,
            why,
            x,
            y,
            sum,
        } = self;
        let (inst, task) = (self.inst().name(), who & 0xffff);
        let more = why >> why::SHIFT;
        match why & 0xff {
            why::DONE => write!(f, "{inst}{task}: {x:#x} {y:#x}")?,
            why::ENTRY => write!(f, "{inst}{task}: entry {more} {x:#x} {y:#x}")?,
            _ => write!(f, "{inst}{task}: event {more} {x:#x} {y:#x}")?,
        }
        write!(f, " [{sum:08x}]")
    }
}
