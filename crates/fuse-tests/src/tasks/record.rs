//! Traces as JSON, for a model to follow.

use super::guest::{EVENT, Root, SUMMED};
use super::native;
use super::op::{Channel, Func, Inst, Op, Verb};
use super::random::{Alike, Random};
use super::trace::{Ask, End, Seen, Trace};
use arbtest::arbitrary::Unstructured;
use serde_json::{Value, json};

/// How many random bytes a script is made of.
const SIZE: usize = 1 << 13;

/// What the traces have in common: the names of operations and functions by their numbers.
pub fn header() -> Value {
    let funcs: Vec<_> = std::iter::once(Func::Run)
        .chain(Func::all())
        .map(func)
        .collect();
    let verbs: Vec<_> = Verb::all().into_iter().map(verb).collect();
    json!({ "verbs": verbs, "funcs": funcs, "event": EVENT, "summed": [SUMMED.start, SUMMED.end] })
}

/// The trace of the random script with this number, as it runs natively.
pub fn trace(number: u64) -> Value {
    let told = Told::new(number);
    told.to_json()
}

/// The same trace with one thing in it that did not happen; `spoiled` says where. A model must not follow it.
pub fn spoiled(number: u64) -> Value {
    let mut told = Told::new(number);
    let place = told.spoil(number);
    let mut json = told.to_json();
    json["spoiled"] = place.into();
    json
}

/// A script, and what there was to see.
struct Told {
    root: Root,
    script: Vec<Op>,
    trace: Trace,
}

impl Told {
    /// Runs the random script with this number.
    fn new(number: u64) -> Told {
        let bytes = bytes(number);
        let mut u = Unstructured::new(&bytes);
        let root = match number % 2 {
            0 => Root::Sync,
            _ => Root::Callback,
        };
        // Those that hosts do otherwise are left out of every other pair only: the model knows no host.
        let alike = match number / 2 % 2 {
            0 => Alike::Specification,
            _ => Alike::All,
        };
        let master =
            Random::new(&mut u, root, alike).expect("random bytes make a script, however few");
        let (master, end) = native::run(root, master);
        let (script, trace) = master.finish(end);
        Told {
            root,
            script,
            trace,
        }
    }

    /// Changes one thing so that it is not what happens in any order of events, and says at which place.
    fn spoil(&mut self, number: u64) -> usize {
        /// A bit of no handle, number of elements or representation that a script comes to.
        const BIT: u32 = 1 << 30;
        let Trace { seen, end } = &mut self.trace;
        let other_end = match end {
            End::Trap(_) => Some(End::Deadlock),
            End::Deadlock => Some(End::Trap("spoiled".to_owned())),
            // The script, and not what it does, has come to its end.
            _ => None,
        };
        let bytes = bytes(!number);
        let mut u = Unstructured::new(&bytes);
        let last = seen.len() - usize::from(other_end.is_none());
        let place = u.int_in_range(0..=last).expect("there are bytes left");
        match (seen.get_mut(place), other_end) {
            (Some(Seen::Destroyed(rep)), _) => *rep ^= BIT,
            (Some(Seen::Asked(Ask { x, y, sum, .. })), _) => {
                let which = u.choose_index(3).expect("there are bytes left");
                *[x, y, sum][which] ^= BIT;
            }
            (None, Some(other)) => *end = other,
            (None, None) => unreachable!("the place is that of a thing seen"),
        }
        place
    }

    fn to_json(&self) -> Value {
        let mut ops = self.script.iter();
        let seen = self.trace.seen.iter().map(|seen| match seen {
            Seen::Destroyed(rep) => json!({ "destroyed": rep }),
            Seen::Asked(ask) => {
                let ask = [ask.who, ask.why, ask.x, ask.y, ask.sum];
                match ops.next() {
                    Some(op) => json!({ "ask": ask, "op": words(*op) }),
                    None => json!({ "ask": ask }),
                }
            }
        });
        let seen: Vec<_> = seen.collect();
        let end = match self.trace.end {
            End::Over => "over",
            End::Returned => "returned",
            End::Deadlock => "deadlock",
            End::Trap(_) => "trap",
            End::Endless | End::Panic => unreachable!("no native run ends so"),
        };
        let root = match self.root {
            Root::Sync => "sync",
            Root::Callback => "callback",
        };
        json!({ "root": root, "seen": seen, "end": end })
    }
}

/// The code and the words of an operation.
fn words(op: Op) -> [u64; 4] {
    let word = op.encode();
    [
        word & 0xff,
        word >> 8 & 0xffff,
        word >> 24 & 0xffff,
        word >> 40 & 0xffff,
    ]
}

/// Bytes that look random, the same ones in every run.
fn bytes(number: u64) -> Vec<u8> {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut bytes = Vec::with_capacity(SIZE);
    while bytes.len() < SIZE {
        // xorshift64
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.wrapping_mul(0x2545_f491_4f6c_dd1d).to_le_bytes());
    }
    bytes
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::StreamUnit => "stream-unit",
        Channel::StreamByte => "stream-byte",
        Channel::StreamPair => "stream-pair",
        Channel::StreamOwn => "stream-own",
        Channel::StreamStream => "stream-stream",
        Channel::FutureUnit => "future-unit",
        Channel::FutureWord => "future-word",
        Channel::FutureOwn => "future-own",
    }
}

fn func(func: Func) -> String {
    match func {
        Func::Run => "run".to_owned(),
        Func::Plain => "plain".to_owned(),
        Func::Quiet => "quiet".to_owned(),
        Func::Many => "many".to_owned(),
        Func::Solo => "solo".to_owned(),
        Func::TakeOwn => "take-own".to_owned(),
        Func::GiveOwn => "give-own".to_owned(),
        Func::Lend => "lend".to_owned(),
        Func::Take(of) => format!("take-{}", channel(of)),
        Func::Give(of) => format!("give-{}", channel(of)),
    }
}

/// The name of an operation, and what it is about.
fn verb(verb: Verb) -> Vec<String> {
    let of = |name: &str, about: &[&str]| {
        let words = std::iter::once(&name).chain(about);
        words.map(|word| (*word).to_owned()).collect()
    };
    let call = |name: &str, peer: Inst, callee: Func| of(name, &[peer.name(), &func(callee)]);
    match verb {
        Verb::Leave => of("leave", &[]),
        Verb::Put => of("put", &[]),
        Verb::Return(result) => of("return", &[&func(result)]),
        Verb::TaskCancel => of("task-cancel", &[]),
        Verb::Call(peer, callee) => call("call", peer, callee),
        Verb::CallSync(peer, callee) => call("call-sync", peer, callee),
        Verb::SetNew => of("set-new", &[]),
        Verb::SetDrop => of("set-drop", &[]),
        Verb::SetWait => of("set-wait", &[]),
        Verb::SetPoll => of("set-poll", &[]),
        Verb::Join => of("join", &[]),
        Verb::Cancel => of("cancel", &[]),
        Verb::CancelAsync => of("cancel-async", &[]),
        Verb::SubtaskDrop => of("subtask-drop", &[]),
        Verb::Inc => of("inc", &[]),
        Verb::Dec => of("dec", &[]),
        Verb::Yield => of("yield", &[]),
        Verb::New(end) => of("new", &[channel(end)]),
        Verb::Read(end) => of("read", &[channel(end)]),
        Verb::Write(end) => of("write", &[channel(end)]),
        Verb::ReadSync(end) => of("read-sync", &[channel(end)]),
        Verb::WriteSync(end) => of("write-sync", &[channel(end)]),
        Verb::CancelRead(end) => of("cancel-read", &[channel(end)]),
        Verb::CancelWrite(end) => of("cancel-write", &[channel(end)]),
        Verb::DropReadable(end) => of("drop-readable", &[channel(end)]),
        Verb::DropWritable(end) => of("drop-writable", &[channel(end)]),
        Verb::OwnNew => of("own-new", &[]),
        Verb::OwnDrop => of("own-drop", &[]),
    }
}
