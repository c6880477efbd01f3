//! What a script can tell a task to do: one operation for each built-in of the canonical ABI, and a few around them.

use std::fmt;

/// A component instance.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Inst {
    /// Is called by the host, may block on its stack, and calls the other two.
    A,
    /// Calls C.
    B,
    /// Defines the resource type, and calls nobody.
    C,
}

use Inst::{A, B, C};

impl Inst {
    /// All of them.
    pub const ALL: [Inst; 3] = [A, B, C];

    /// Its place among them.
    pub fn number(self) -> usize {
        match self {
            A => 0,
            B => 1,
            C => 2,
        }
    }

    /// Whom it calls.
    pub fn peers(self) -> &'static [Inst] {
        match self {
            A => &[B, C],
            B => &[C],
            C => &[],
        }
    }

    /// Its name in small letters.
    pub fn name(self) -> &'static str {
        match self {
            A => "a",
            B => "b",
            C => "c",
        }
    }
}

/// A type of streams or futures, by what they carry.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Channel {
    /// `stream`
    StreamUnit,
    /// `stream<u8>`
    StreamByte,
    /// `stream<tuple<u32, bool>>`, whose elements cannot be copied as bytes.
    StreamPair,
    /// `stream<own<r>>`
    StreamOwn,
    /// `stream<stream<u8>>`
    StreamStream,
    /// `future`
    FutureUnit,
    /// `future<u32>`
    FutureWord,
    /// `future<own<r>>`
    FutureOwn,
}

use Channel::{
    FutureOwn, FutureUnit, FutureWord, StreamByte, StreamOwn, StreamPair, StreamStream, StreamUnit,
};

impl Channel {
    /// All of them.
    pub const ALL: [Channel; 8] = [
        StreamUnit,
        StreamByte,
        StreamPair,
        StreamOwn,
        StreamStream,
        FutureUnit,
        FutureWord,
        FutureOwn,
    ];

    /// Its place among them.
    pub fn number(self) -> usize {
        Channel::ALL
            .iter()
            .position(|other| *other == self)
            .expect("`ALL` has them all")
    }

    /// Whether it carries one value at most.
    pub fn is_future(self) -> bool {
        matches!(self, FutureUnit | FutureWord | FutureOwn)
    }

    /// Bytes of an element.
    pub fn size(self) -> u32 {
        match self {
            StreamUnit | FutureUnit => 0,
            StreamByte => 1,
            StreamOwn | StreamStream | FutureWord | FutureOwn => 4,
            StreamPair => 8,
        }
    }

    /// Whether its elements are numbers, or nothing: its ends may be used by one instance.
    pub fn numbers(self) -> bool {
        matches!(self, StreamUnit | StreamByte | FutureUnit | FutureWord)
    }

    /// What its elements are handles of, if they are.
    pub fn handles(self) -> Option<Carried> {
        match self {
            StreamOwn | FutureOwn => Some(Carried::Own),
            StreamStream => Some(Carried::End(StreamByte)),
            _ => None,
        }
    }
}

/// A handle that is passed on.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Carried {
    /// An owned one of the resource type.
    Own,
    /// A borrowed one of it.
    Borrow,
    /// A readable end.
    End(Channel),
}

/// A function that an instance exports.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Func {
    /// A's, which the host calls: it returns a number.
    Run,
    /// A number in, a number out.
    Plain,
    /// Neither parameters nor a result.
    Quiet,
    /// More numbers in than an asynchronous call passes flat, one out.
    Many,
    /// As `Plain`, but lifted without `async`.
    Solo,
    /// A readable end in, a number out.
    Take(Channel),
    /// A number in, a readable end out.
    Give(Channel),
    /// An owned handle in, a number out.
    TakeOwn,
    /// A number in, an owned handle out.
    GiveOwn,
    /// A borrowed handle in, a number out.
    Lend,
}

impl Func {
    /// All that B and C export.
    pub fn all() -> Vec<Func> {
        let fixed = [
            Func::Plain,
            Func::Quiet,
            Func::Many,
            Func::Solo,
            Func::TakeOwn,
            Func::GiveOwn,
            Func::Lend,
        ];
        let takes = Channel::ALL.map(Func::Take);
        let gives = Channel::ALL.map(Func::Give);
        fixed.into_iter().chain(takes).chain(gives).collect()
    }

    /// Its number: 0 is what the host calls.
    pub fn number(self) -> u32 {
        let position = Func::all().iter().position(|other| *other == self);
        position.map_or(0, |position| position as u32 + 1)
    }

    /// The handle that it takes, if it takes one.
    pub fn takes(self) -> Option<Carried> {
        match self {
            Func::Take(channel) => Some(Carried::End(channel)),
            Func::TakeOwn => Some(Carried::Own),
            Func::Lend => Some(Carried::Borrow),
            _ => None,
        }
    }

    /// The handle that it returns, if it returns one.
    pub fn gives(self) -> Option<Carried> {
        match self {
            Func::Give(channel) => Some(Carried::End(channel)),
            Func::GiveOwn => Some(Carried::Own),
            _ => None,
        }
    }
}

/// What an operation does; `a`, `b` and `c` are its words, an address is one in the instance's memory.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Verb {
    /// Ends the activation: the callback code `a` with the set `b`; for a synchronous lift, that word is the result.
    Leave,
    /// Writes the word `b` to address `a`.
    Put,
    /// *task.return* as of this function, with `a`.
    Return(Func),
    /// *task.cancel*
    TaskCancel,
    /// Calls an instance's function asynchronously with `a`; the result goes to address `b`.
    Call(Inst, Func),
    /// Calls an instance's function synchronously with `a`.
    CallSync(Inst, Func),
    /// *waitable-set.new*
    SetNew,
    /// *waitable-set.drop* of `a`
    SetDrop,
    /// *waitable-set.wait* on `a`
    SetWait,
    /// *waitable-set.poll* of `a`
    SetPoll,
    /// *waitable.join* of `a` to the set `b`
    Join,
    /// *subtask.cancel* of `a`
    Cancel,
    /// *subtask.cancel async* of `a`
    CancelAsync,
    /// *subtask.drop* of `a`
    SubtaskDrop,
    /// *backpressure.inc*
    Inc,
    /// *backpressure.dec*
    Dec,
    /// *thread.yield*
    Yield,
    /// *stream.new* or *future.new*
    New(Channel),
    /// *stream.read async* of `a` to address `b`, `c` elements, or *future.read async*
    Read(Channel),
    /// *stream.write async* likewise
    Write(Channel),
    /// *stream.read* likewise
    ReadSync(Channel),
    /// *stream.write* likewise
    WriteSync(Channel),
    /// *stream.cancel-read* of `a`
    CancelRead(Channel),
    /// *stream.cancel-write* of `a`
    CancelWrite(Channel),
    /// *stream.drop-readable* of `a`
    DropReadable(Channel),
    /// *stream.drop-writable* of `a`
    DropWritable(Channel),
    /// A call of C's plain function that makes an owned handle with the representation `a`.
    OwnNew,
    /// *resource.drop* of `a`
    OwnDrop,
}

impl Verb {
    /// All of them: an operation's code is its verb's place.
    pub fn all() -> Vec<Verb> {
        let mut all = vec![
            Verb::Leave,
            Verb::Put,
            Verb::TaskCancel,
            Verb::SetNew,
            Verb::SetDrop,
            Verb::SetWait,
            Verb::SetPoll,
            Verb::Join,
            Verb::Cancel,
            Verb::CancelAsync,
            Verb::SubtaskDrop,
            Verb::Inc,
            Verb::Dec,
            Verb::Yield,
            Verb::OwnNew,
            Verb::OwnDrop,
            Verb::Return(Func::Run),
        ];
        for channel in Channel::ALL {
            all.extend([
                Verb::New(channel),
                Verb::Read(channel),
                Verb::Write(channel),
                Verb::ReadSync(channel),
                Verb::WriteSync(channel),
                Verb::CancelRead(channel),
                Verb::CancelWrite(channel),
                Verb::DropReadable(channel),
                Verb::DropWritable(channel),
            ]);
        }
        for func in Func::all() {
            all.push(Verb::Return(func));
            for peer in [B, C] {
                all.extend([Verb::Call(peer, func), Verb::CallSync(peer, func)]);
            }
        }
        all
    }

    /// Whether an instance can do it; to be told to is a trap otherwise.
    pub fn is_of(self, inst: Inst) -> bool {
        match self {
            Verb::Return(Func::Run) => inst == A,
            Verb::Return(Func::Solo) => false,
            Verb::Return(_) => inst != A,
            Verb::Call(peer, _) => inst.peers().contains(&peer),
            Verb::CallSync(peer, _) => inst == A && inst.peers().contains(&peer),
            // Only what the host calls may block on its stack, or fusion refuses the component.
            Verb::SetWait | Verb::Yield | Verb::ReadSync(_) | Verb::WriteSync(_) => inst == A,
            Verb::Cancel => inst == A,
            Verb::Inc | Verb::Dec => inst != A,
            _ => true,
        }
    }
}

/// One operation.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Op {
    /// What is done.
    pub verb: Verb,
    /// The first word, of sixteen bits as the others.
    pub a: u32,
    /// The second one.
    pub b: u32,
    /// The third one.
    pub c: u32,
}

impl Op {
    /// An operation with these words.
    pub fn new(verb: Verb, a: u32, b: u32, c: u32) -> Op {
        Op { verb, a, b, c }
    }

    /// What a task is told: the code and the words.
    pub fn encode(self) -> u64 {
        let code = Verb::all().iter().position(|verb| *verb == self.verb);
        let code = code.expect("`all` has them all") as u64;
        [self.a, self.b, self.c]
            .iter()
            .enumerate()
            .fold(code, |word, (place, part)| {
                word | u64::from(*part) << (8 + 16 * place)
            })
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Op { verb, a, b, c } = self;
        write!(f, "{verb:?} {a} {b} {c}")
    }
}
