//! The examples, and what each is asked to do.

use crate::workspace;
use std::fmt;
use std::path::PathBuf;

/// A workspace in the folder `examples`.
pub struct Example {
    /// Its folder's name, and that of its command.
    pub name: &'static str,
    /// The folder in it that the command sees, under the same name.
    pub folder: &'static str,
    /// The folder in it for the interfaces of WASI, if its own refer to them.
    pub interfaces: Option<&'static str>,
    /// What it is asked, in this order; each run finds the files that those before it left.
    pub runs: &'static [Run],
    /// What it is asked again and again for the times; it has to change no file.
    pub timed: &'static [&'static str],
}

/// One run of an example.
pub struct Run {
    /// The arguments.
    pub args: &'static [&'static str],
    /// The file in the example's folder that is the standard input; empty if absent.
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
        interfaces: None,
        folder: "texts",
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
        interfaces: Some("wit/deps"),
        folder: "notes",
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
            reads("letter.txt", succeeds(&["collect", GARDEN])),
            reads("letter.txt", succeeds(&["wait"])),
            ends(Ending::Failure, &["search", "lamp", LAMP, "notes/lost.txt"]),
            ends(
                Ending::Failure,
                &["longest", LAMP, "notes/lost.txt", GARDEN],
            ),
            ends(Ending::Failure, &["print", LETTER, "notes/lost.txt"]),
            ends(Ending::Failure, &["tail", "18446744073709551615", LETTER]),
            ends(Ending::Failure, &["dance"]),
            reads("letter.txt", ends(Ending::Trap, &["careless"])),
        ],
        timed: &["search", "lamp", LAMP, GARDEN],
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
