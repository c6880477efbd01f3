//! The examples, and what each is asked to do.

use crate::workspace;
use std::fmt;
use std::path::PathBuf;

/// A workspace in the folder `examples`.
pub struct Example {
    /// Its folder's name.
    pub name: &'static str,
    /// The package of its command.
    pub command: &'static str,
    /// What its command is built for.
    pub target: &'static str,
    /// The folder in it that the command sees, under the same name; if it sees one.
    pub folder: Option<&'static str>,
    /// The interfaces of WASI, if its own refer to them.
    pub interfaces: Option<Interfaces>,
    /// Whether its bare core module is run, too.
    pub core: bool,
    /// What it is asked, in this order; each run finds the files that those before it left.
    pub runs: &'static [Run],
    /// What it is asked again and again for the times; it has to change no file.
    pub timed: &'static [&'static str],
}

/// Published interfaces that an example needs.
pub struct Interfaces {
    /// The package that carries them.
    pub package: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Where they are in the package.
    pub from: &'static str,
    /// Where the example looks for them.
    pub to: &'static str,
}

/// One run of an example.
pub struct Run {
    /// The arguments.
    pub args: &'static [&'static str],
    /// The file of the example that is the standard input; empty if absent.
    pub stdin: Option<&'static str>,
    /// How it ends.
    pub ending: Ending,
}

/// How a run ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// With exit code zero.
    Success,
    /// With another exit code.
    Failure,
    /// With a trap.
    Trap,
}

impl Example {
    /// Where the example lies.
    pub fn path(&self) -> PathBuf {
        workspace::root().join("examples").join(self.name)
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Ending::Success => "success",
            Ending::Failure => "failure",
            Ending::Trap => "a trap",
        })
    }
}

const fn succeeds(args: &'static [&'static str]) -> Run {
    ends(Ending::Success, args)
}

const fn ends(ending: Ending, args: &'static [&'static str]) -> Run {
    Run {
        args,
        stdin: None,
        ending,
    }
}

const fn reads(stdin: &'static str, run: Run) -> Run {
    Run {
        stdin: Some(stdin),
        ..run
    }
}

/// All examples.
pub const EXAMPLES: &[Example] = &[
    Example {
        name: "wordlab",
        command: "wordlab",
        target: "wasm32-wasip1",
        folder: Some("texts"),
        core: true,
        interfaces: None,
        runs: &[
            succeeds(&[LIGHTHOUSE, "summary", "top", "5", "find", "sh*"]),
            succeeds(&[LIGHTHOUSE, "highlight", "2", "cipher", "3"]),
            succeeds(&[LIGHTHOUSE, "do", "redact=gulls,title,reverse"]),
            ends(Ending::Failure, &[LIGHTHOUSE, "cipher", "33"]),
            ends(Ending::Failure, &["texts/lost.txt"]),
        ],
        timed: WORDLAB,
    },
    Example {
        name: "notebook",
        command: "notebook",
        target: "wasm32-wasip1",
        folder: Some("notes"),
        core: false,
        interfaces: Some(Interfaces {
            package: "wasi",
            version: "0.14.4+wasi-0.2.4",
            from: "wit/deps",
            to: "wit/deps",
        }),
        runs: &[
            succeeds(&["write", "notes/new.txt", "first of all", "", "grüße"]),
            succeeds(&["read", LAMP, "notes/new.txt"]),
            succeeds(&["search", "lamp", LAMP, GARDEN]),
            succeeds(&["first", "wall", GARDEN]),
            succeeds(&["drill", "300", "lamp", LAMP]),
            succeeds(&["merge", "notes/all.txt", GARDEN, LAMP, GARDEN]),
            succeeds(&["longest", LAMP, "notes/all.txt", GARDEN]),
            succeeds(&["print", LETTER, "notes/all.txt"]),
            succeeds(&["tail", "188", LETTER]),
            succeeds(&["copy", LETTER, "notes/copy.txt"]),
            succeeds(&["save", "notes/copy.txt", LAMP]),
            reads(LETTER, succeeds(&["collect", GARDEN])),
            reads(LETTER, succeeds(&["wait"])),
            ends(Ending::Failure, &["search", "lamp", LAMP, "notes/lost.txt"]),
            ends(
                Ending::Failure,
                &["longest", LAMP, "notes/lost.txt", GARDEN],
            ),
            ends(Ending::Failure, &["print", LETTER, "notes/lost.txt"]),
            ends(Ending::Failure, &["tail", "18446744073709551615", LETTER]),
            ends(Ending::Failure, &["dance"]),
            reads(LETTER, ends(Ending::Trap, &["careless"])),
        ],
        timed: &["search", "lamp", LAMP, GARDEN],
    },
    Example {
        name: "p3lab",
        command: "runner",
        target: "wasm32-wasip2",
        folder: None,
        core: false,
        interfaces: Some(Interfaces {
            package: "wasmtime-wasi",
            version: "48.0.8",
            from: "src/p3/wit/deps",
            to: "wit/deps",
        }),
        runs: &[
            succeeds(&["prime", "7"]),
            succeeds(&["prime", "91"]),
            succeeds(&["fibonacci", "10"]),
            succeeds(&["factorial", "5"]),
            succeeds(&["collatz", "27"]),
            succeeds(&["batch", "7", "10", "27"]),
            succeeds(&["batch"]),
            succeeds(&["analyze", SEA]),
            succeeds(&["analyze", ""]),
            succeeds(&["frequencies", SEA]),
            succeeds(&["search", "the", SEA]),
            succeeds(&["transform", "title-case", SEA]),
            succeeds(&["transform", "reverse", "grüße"]),
            succeeds(&["caesar", "3", SEA]),
            succeeds(&["replace", "sea", "lake", SEA]),
            succeeds(&["yield", "100", "10", "1000"]),
            succeeds(&["timer", "1", "2", "3"]),
            succeeds(&["race"]),
            succeeds(&["handshake", "1", "2", "3"]),
            succeeds(&["stream", "27"]),
            succeeds(&["stream", "0"]),
            succeeds(&["first", "3", "27"]),
            succeeds(&["first", "3", "2"]),
            succeeds(&["tally", "the sea the lamp the sea"]),
            succeeds(&["together"]),
            ends(Ending::Failure, &["prime", "seven"]),
            ends(Ending::Failure, &["transform", "round", SEA]),
            ends(Ending::Failure, &["dance"]),
            ends(Ending::Failure, &[]),
        ],
        timed: &["yield", "1000", "1000", "1000"],
    },
];

const LIGHTHOUSE: &str = "texts/lighthouse.txt";

/// Something from each interface.
const WORDLAB: &[&str] = &[
    LIGHTHOUSE,
    "summary",
    "top",
    "5",
    "find",
    "sh*",
    "highlight",
    "2",
    "cipher",
    "3",
    "do",
    "redact=gulls,replace=lamp/lantern/1,title,reverse",
];

const LAMP: &str = "notes/lamp.txt";
const GARDEN: &str = "notes/garden.txt";
const LETTER: &str = "notes/letter.txt";

const SEA: &str = "The sea is calm. The lamp burns; the keeper sleeps! Is the sea calm?";
