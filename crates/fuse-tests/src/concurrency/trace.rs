//! What a run of a case lets be seen, step by step, and whether two runs let the same be seen.

use super::guest::NAMES;
use super::program::operations;
use std::collections::BTreeMap;
use std::fmt;

/// Everything that was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    pub(super) steps: Vec<Seen>,
}

/// What was seen of one step: what the host did, and what happened until nothing moved any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) text: String,
    pub(super) events: Vec<Event>,
}

/// Something that the host sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// An actor says what one of its operations got.
    Said { who: u32, what: u32, value: u32 },
    /// An actor was brought an event.
    Heard {
        who: u32,
        code: u32,
        p1: u32,
        p2: u32,
    },
    /// The guest calls a function of the host: `work`, if there is an argument, or `timer`.
    Called { argument: Option<u32> },
    /// Something about a stream or a future.
    Host(String),
    /// A timer fires.
    Fired,
    /// The guest does not want to know any more what a call returns.
    Cancelled { argument: Option<u32> },
    /// A call of the host returned.
    Returned { call: String, value: String },
    /// A trap, which ends the case.
    Trapped(Reason),
    /// The event loop has run dry; `busy` says whether tasks are left.
    Rested { busy: bool },
    /// Calls that have not returned at the end.
    Open { calls: Vec<String> },
}

/// Why it trapped; only for the reader, as traps are all alike.
#[derive(Clone, Debug, Eq)]
pub(super) struct Reason(pub(super) String);

impl PartialEq for Reason {
    fn eq(&self, _: &Reason) -> bool {
        true
    }
}

/// Which order of what happens within a step counts.
///
/// Where several tasks can go on at once, the specification leaves open which of them does first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// That of everything.
    Exact,
    /// That of what each actor logs, that of the calls of host functions, and that in which calls return.
    #[default]
    Own,
    /// That of what each task logs, whatever numbers its handles have.
    Tasks,
}

/// What an event has an order among.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Lane {
    Actor(u32),
    Host,
    Calls,
    All,
}

impl Event {
    fn lane(&self, order: Order) -> Lane {
        match (self, order) {
            (_, Order::Exact) => Lane::All,
            (Event::Said { who, .. } | Event::Heard { who, .. }, Order::Own) => {
                Lane::Actor(who >> 24)
            }
            (Event::Said { who, .. } | Event::Heard { who, .. }, Order::Tasks) => Lane::Actor(*who),
            (Event::Called { .. } | Event::Host(_) | Event::Fired | Event::Cancelled { .. }, _) => {
                Lane::Host
            }
            (Event::Returned { .. }, _) => Lane::Calls,
            (Event::Trapped(_) | Event::Rested { .. } | Event::Open { .. }, _) => Lane::All,
        }
    }
}

impl Event {
    /// The same with 0 for the number of every handle.
    fn without_handles(&self) -> Event {
        match *self {
            Event::Said { who, what, value } => {
                let name = operation(what);
                let value = if name == "gift"
                    || name.starts_with("new-")
                    || name.starts_with("host-give-")
                    || name.starts_with("host-back-")
                {
                    0
                } else if makes_subtask(name) {
                    value & 15
                } else {
                    value
                };
                Event::Said { who, what, value }
            }
            Event::Heard { who, code, p2, .. } => Event::Heard {
                who,
                code,
                p1: 0,
                p2,
            },
            _ => self.clone(),
        }
    }
}

/// The name of an operation, from its number.
fn operation(number: u32) -> &'static str {
    let operations = operations();
    let name = operations.get(number as usize);
    name.copied().unwrap_or("something unknown")
}

/// Whether what an operation logs is the status of a call.
fn makes_subtask(operation: &str) -> bool {
    operation != "call-now"
        && [
            "call",
            "send-",
            "ask-",
            "work",
            "timer",
            "host-send-",
            "host-find-",
        ]
        .iter()
        .any(|prefix| operation.starts_with(prefix))
}

impl Trace {
    /// The first step that is not alike, both ways; nothing if there is none.
    #[must_use]
    pub fn difference(&self, fused: &Trace, order: Order) -> Option<String> {
        let mut steps = self.steps.iter().zip(&fused.steps);
        if let Some((composed, fused)) = steps.find(|(a, b)| !alike(a, b, order)) {
            let only_order = if alike(composed, fused, Order::Tasks) {
                "\nonly the order differs"
            } else {
                ""
            };
            return Some(format!(
                "--- composed\n{composed}--- fused\n{fused}---{only_order}"
            ));
        }
        let (composed, fused) = (self.steps.len(), fused.steps.len());
        (composed != fused).then(|| format!("composed took {composed} steps, fused {fused}"))
    }
}

fn alike(a: &Seen, b: &Seen, order: Order) -> bool {
    a.text == b.text && lanes(a, order) == lanes(b, order)
}

/// The events of a step, by lane.
fn lanes(seen: &Seen, order: Order) -> BTreeMap<Lane, Vec<Event>> {
    let mut lanes = BTreeMap::<Lane, Vec<Event>>::new();
    for event in &seen.events {
        let lane = lanes.entry(event.lane(order)).or_default();
        lane.push(match order {
            Order::Exact | Order::Own => event.clone(),
            Order::Tasks => event.without_handles(),
        });
    }
    if order == Order::Tasks {
        for lane in [Lane::Host, Lane::Calls] {
            if let Some(events) = lanes.get_mut(&lane) {
                events.sort_by_cached_key(ToString::to_string);
            }
        }
    }
    lanes
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.steps.iter().try_for_each(|seen| seen.fmt(f))
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "> {}", self.text)?;
        self.events
            .iter()
            .try_for_each(|event| writeln!(f, "{event}"))
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Said { who, what, value } => {
                let name = operation(*what);
                write!(
                    f,
                    "{}: {name} {}",
                    Who(*who),
                    Value {
                        of: name,
                        value: *value
                    }
                )
            }
            Event::Heard { who, code, p1, p2 } => {
                write!(f, "{}: ", Who(*who))?;
                match code {
                    0 => f.write_str("no event"),
                    1 => write!(f, "subtask {p1} {}", status(*p2)),
                    2 => write!(f, "stream {p1} read {}", Copied(*p2)),
                    3 => write!(f, "stream {p1} written {}", Copied(*p2)),
                    4 => write!(f, "future {p1} read {}", Copied(*p2)),
                    5 => write!(f, "future {p1} written {}", Copied(*p2)),
                    6 => f.write_str("the task is cancelled"),
                    other => write!(f, "event {other} ({p1}, {p2})"),
                }
            }
            Event::Called { argument } => write!(f, "host: {}", Function(*argument)),
            Event::Host(text) => write!(f, "host: {text}"),
            Event::Fired => write!(f, "host: {} fires", Function(None)),
            Event::Cancelled { argument } => {
                write!(f, "host: {} is cancelled", Function(*argument))
            }
            Event::Returned { call, value } => write!(f, "{call} returns {value}"),
            Event::Trapped(Reason(text)) => write!(f, "trap: {text}"),
            Event::Rested { busy: true } => f.write_str("tasks are left"),
            Event::Rested { busy: false } => f.write_str("no task is left"),
            Event::Open { calls } => write!(f, "not returned: {}", calls.join(", ")),
        }
    }
}

/// A call of a function of the host.
struct Function(Option<u32>);

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(argument) => write!(f, "work {argument}"),
            None => f.write_str("timer"),
        }
    }
}

/// The actor, the program with which the task began, and its argument.
struct Who(u32);

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [argument, _, program, actor] = self.0.to_le_bytes();
        match NAMES.get(usize::from(actor)) {
            Some(actor) => write!(f, "{actor}{program}")?,
            None => write!(f, "actor {actor}, {program}")?,
        }
        if argument == 0 {
            Ok(())
        } else {
            write!(f, "({argument})")
        }
    }
}

/// What a built-in returned, in words where it has parts.
struct Value<'a> {
    of: &'a str,
    value: u32,
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value;
        match self.of {
            "bytes" => write!(f, "{:?}", String::from_utf8_lossy(&value.to_le_bytes())),
            "cancel" | "cancel-async" | "abandon" if value == u32::MAX => f.write_str("blocked"),
            "cancel" | "cancel-async" | "abandon" => f.write_str(status(value)),
            name if makes_subtask(name) => {
                write!(f, "{}", status(value & 15))?;
                if value >> 4 == 0 {
                    Ok(())
                } else {
                    write!(f, ", subtask {}", value >> 4)
                }
            }
            name if name.starts_with("stream-") || name.starts_with("future-") => {
                Copied(value).fmt(f)
            }
            _ => write!(f, "{value}"),
        }
    }
}

/// How a read or a write ended.
struct Copied(u32);

impl fmt::Display for Copied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == u32::MAX {
            return f.write_str("blocked");
        }
        let how = match self.0 & 15 {
            0 => "completed",
            1 => "dropped",
            2 => "cancelled",
            _ => "with an unknown code",
        };
        write!(f, "{how}, {}", self.0 >> 4)
    }
}

fn status(code: u32) -> &'static str {
    match code {
        0 => "starting",
        1 => "started",
        2 => "returned",
        3 => "cancelled before it started",
        4 => "cancelled before it returned",
        _ => "with an unknown status",
    }
}
