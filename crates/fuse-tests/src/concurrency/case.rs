//! A case: what the actors' programs are and what the host does, read from text.
//!
//! ```text
//! == calls that overlap            a file has several cases
//! needs wait-here                  what the guest must be able to do, if it is more than usual
//! elements u8 string               it is a case of each of these, in which streams and futures pass between guest and host
//! alone                            the first call is the only one, and traps when nothing can happen any more
//! order tasks                      which order within a step counts, if not each actor's: `exact` or `tasks`
//! a 0                              program 0 of actor a: an operation a line
//!   work x0 x1
//!   …
//! script                           what the host does, a step a line; after each step the event loop runs dry
//!   start one a-run 0              starts a call that is called `one`: the export, the program, an argument
//!   start two a-run 0 7; start three a-run 0 8
//!   answer 5 42                    the oldest call of `work 5` that waits returns 42
//!   offer 5 42                     the same, if one waits
//!   all 1..9 start c{} a-run 0 {}  one step with nine acts; `each` makes it nine steps, and 9..1 turns the order round
//!   drop one                       the host does not want to know what the call returns
//!   start four a-take-stream 0 with 5     the call is given the readable end that is kept as 5, or else a new one
//!   take 5 3; hold 5 3; free 5; close 5   the reading end 5 takes 3 elements; so, but says it later; says it; is dropped
//!   give 5 3; push 5 3; end 5             the writing end 5 gives 3 elements; so, whatever is wanted; is dropped
//!   may take 5 3                          the same, if the host has such an end
//!   insist 5                              the end 5 does not heed that the guest cancels, until it is free
//! ```
//!
//! Lines that start with `#` are comments.

use super::element::Element;
use super::ends::Leave;
use super::guest::{NAMES, Needs};
use super::passes::Passes;
use super::program::{PROGRAMS, WORDS, assemble};
use super::trace::Order;
use anyhow::{Context as _, bail, ensure};

/// Programs, and a script.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// What the guest must be able to do.
    pub(super) needs: Needs,
    /// The elements of which it is a case each.
    elements: Vec<Element>,
    /// Whether its first act is a call during which the host does nothing but answer: it ends when nothing moves.
    pub(super) alone: bool,
    /// Which order of what happens between two rests of the event loop counts.
    pub order: Order,
    pub(super) programs: Vec<Program>,
    pub(super) script: Vec<Step>,
}

/// A program of an actor.
#[derive(Clone, Debug)]
pub(super) struct Program {
    /// The place of the actor's name.
    pub(super) actor: usize,
    pub(super) number: usize,
    pub(super) words: Vec<u32>,
}

/// What the host does before it lets the event loop run dry.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// As it is written.
    pub(super) text: String,
    pub(super) acts: Vec<Act>,
}

/// One thing that the host does.
#[derive(Clone, Debug)]
pub(super) enum Act {
    /// Calls an export.
    Start {
        call: String,
        export: String,
        program: u32,
        /// The name of the end that it is given.
        gift: Option<String>,
    },
    /// Lets a call of `work` return; `must` says that there is one that waits.
    Answer {
        argument: u32,
        value: u32,
        must: bool,
    },
    /// Gives up a call.
    Drop { call: String },
    /// Lets an end of a stream or a future do something.
    Leave {
        end: String,
        leave: Leave,
        /// Whether the host has to have the end.
        must: bool,
    },
}

/// The cases of a file.
///
/// # Errors
///
/// If the text is not as the module describes.
pub fn parse(text: &str) -> anyhow::Result<Vec<Case>> {
    let mut cases: Vec<Case> = Vec::new();
    let mut section = Section::Head;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix("== ") {
            section = Section::Head;
            cases.push(Case {
                name: name.to_owned(),
                ..Case::default()
            });
            continue;
        }
        let case = cases
            .last_mut()
            .context("the file does not start with `== name`")?;
        case.line(line, &mut section)
            .with_context(|| format!("line {}", at + 1))?;
    }
    Ok(cases.into_iter().flat_map(Case::of_each_element).collect())
}

/// What the lines are about.
enum Section {
    Head,
    Program,
    Script,
}

impl Case {
    fn of_each_element(self) -> Vec<Case> {
        if self.elements.is_empty() {
            return vec![self];
        }
        let elements = self.elements.iter();
        elements
            .map(|element| {
                let mut case = self.clone();
                case.name = format!("{} of {}", self.name, element.name());
                case.needs.element = Some(*element);
                if element.is_number() {
                    case.needs.passes = Passes::ALL;
                }
                case
            })
            .collect()
    }

    fn line(&mut self, line: &str, section: &mut Section) -> anyhow::Result<()> {
        let words: Vec<&str> = line.split_whitespace().collect();
        match (&*section, &words[..]) {
            (Section::Script, _) => {
                let steps = steps(line)?;
                for act in steps.iter().flat_map(|step| &step.acts) {
                    if let Act::Start { export, .. } = act
                        && let Some((_, export)) = export.split_once('-')
                    {
                        let passes = Passes::by_export(export);
                        self.needs.passes = self.needs.passes.or(passes);
                    }
                }
                self.script.extend(steps);
            }
            (_, ["script"]) => *section = Section::Script,
            (Section::Head, ["needs", needs @ ..]) => {
                for need in needs {
                    *match *need {
                        "wait-here" => &mut self.needs.wait_here,
                        "call-now" => &mut self.needs.call_now,
                        "yield-here" => &mut self.needs.yield_here,
                        "cancel-async" => &mut self.needs.cancel_async,
                        "stop-async" => &mut self.needs.stop_async,
                        "copy-here" => &mut self.needs.copy_here,
                        other => bail!("no guest has `{other}`"),
                    } = true;
                }
            }
            (Section::Head, ["elements", names @ ..]) => {
                for name in names {
                    let element = Element::named(name);
                    self.elements
                        .push(element.with_context(|| format!("no stream is of `{name}`"))?);
                }
            }
            (Section::Head, ["alone"]) => self.alone = true,
            (Section::Head, ["order", "exact"]) => self.order = Order::Exact,
            (Section::Head, ["order", "tasks"]) => self.order = Order::Tasks,
            (_, [name, number]) if actor(name).is_some() && number.parse::<usize>().is_ok() => {
                let number = number.parse()?;
                ensure!(number < PROGRAMS, "an actor has {PROGRAMS} programs");
                self.programs.push(Program {
                    actor: actor(name).context("the name was an actor's")?,
                    number,
                    words: Vec::new(),
                });
                *section = Section::Program;
            }
            (Section::Program, _) => {
                let program = self
                    .programs
                    .last_mut()
                    .context("the section is a program's")?;
                if let Some(import) = words[0].strip_prefix("host-") {
                    self.needs.passes = self.needs.passes.or(Passes::by_import(import));
                }
                program.words.push(assemble(line)?);
                ensure!(
                    program.words.len() <= WORDS,
                    "a program has at most {WORDS} words"
                );
            }
            (Section::Head, _) => bail!("`{line}` is neither a program nor a script"),
        }
        Ok(())
    }
}

fn actor(name: &str) -> Option<usize> {
    NAMES.iter().position(|actor| name.chars().eq([*actor]))
}

/// The steps that a line of the script stands for.
fn steps(line: &str) -> anyhow::Result<Vec<Step>> {
    let mut words = line.splitn(3, ' ');
    match (words.next(), words.next(), words.next()) {
        (Some("each"), Some(range), Some(text)) => repeat(range, text)?
            .map(|text| step(&text, text.split(';').collect()))
            .collect(),
        (Some("all"), Some(range), Some(text)) => {
            let texts: Vec<String> = repeat(range, text)?.collect();
            let acts = texts.iter().flat_map(|text| text.split(';')).collect();
            Ok(vec![step(line, acts)?])
        }
        _ => Ok(vec![step(line, line.split(';').collect())?]),
    }
}

/// The text for each number of `range`, where `{}` stands for the number.
fn repeat<'a>(range: &str, text: &'a str) -> anyhow::Result<impl Iterator<Item = String> + 'a> {
    let (first, last) = range.split_once("..").context("a range is `1..9`")?;
    let (first, last): (u32, u32) = (first.parse()?, last.parse()?);
    let numbers: Vec<u32> = if first <= last {
        (first..=last).collect()
    } else {
        (last..=first).rev().collect()
    };
    Ok(numbers
        .into_iter()
        .map(move |number| text.replace("{}", &number.to_string())))
}

fn step(text: &str, acts: Vec<&str>) -> anyhow::Result<Step> {
    Ok(Step {
        text: text.to_owned(),
        acts: acts.into_iter().map(act).collect::<anyhow::Result<_>>()?,
    })
}

fn act(text: &str) -> anyhow::Result<Act> {
    let words: Vec<&str> = text.split_whitespace().collect();
    Ok(match words[..] {
        ["start", ref start @ .., "with", gift] => {
            match act(&format!("start {}", start.join(" ")))? {
                Act::Start {
                    call,
                    export,
                    program,
                    ..
                } => Act::Start {
                    call,
                    export,
                    program,
                    gift: Some(gift.to_owned()),
                },
                _ => bail!("only a call is given something"),
            }
        }
        ["start", call, export, program, ref argument @ ..] => Act::Start {
            gift: None,
            call: call.to_owned(),
            export: export.to_owned(),
            program: program.parse::<u32>()?
                | match *argument {
                    [] => 0,
                    [argument] => argument.parse::<u32>()? << 6,
                    _ => bail!("a call has one argument: `{text}`"),
                },
        },
        [verb @ ("answer" | "offer"), argument, value] => Act::Answer {
            argument: argument.parse()?,
            value: value.parse()?,
            must: verb == "answer",
        },
        ["drop", call] => Act::Drop {
            call: call.to_owned(),
        },
        ["may", ..] => match act(text.trim_start().trim_start_matches("may"))? {
            Act::Leave { end, leave, .. } => Act::Leave {
                end,
                leave,
                must: false,
            },
            _ => bail!("`{text}` is nothing that an end does"),
        },
        [verb @ ("take" | "hold" | "give" | "push"), end, count] => {
            let count = count.parse()?;
            Act::Leave {
                end: end.to_owned(),
                leave: match verb {
                    "take" => Leave::Take(count),
                    "hold" => Leave::Hold(count),
                    "give" => Leave::Give(count),
                    _ => Leave::Push(count),
                },
                must: true,
            }
        }
        [verb @ ("free" | "close" | "end" | "insist"), end] => Act::Leave {
            end: end.to_owned(),
            leave: match verb {
                "free" => Leave::Free,
                "close" => Leave::Close,
                "end" => Leave::End,
                _ => Leave::Insist,
            },
            must: true,
        },
        _ => bail!("the host cannot do `{text}`"),
    })
}
