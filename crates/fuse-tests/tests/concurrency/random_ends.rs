//! Random programs and scripts with ends of streams and futures that pass between the guest and the host.
//!
//! Roots of `a` and programs of `b` and `c` get ends from the host, pass it some of theirs, and read, write, cancel, hand
//! on and drop them; the host takes, gives, holds and drops. As in `random`, nothing is left open that could be
//! decided in two ways, and at last the host does whatever is still waited for.

use arbtest::arbitrary::{Result, Unstructured};

/// How many programs `a` has, and how many of them `b` and `c` each have that are called, given a stream, or a future.
const PROGRAMS: u32 = 3;
const STREAM: u32 = 10;
const FUTURE: u32 = 20;

/// Those that are given a stream that an instance writes: two instances do not copy more than once, as it is open who comes first.
const OURS: u32 = 30;

/// What a task goes on with when an end is done by which it reads or writes: this if it has returned, else the next one.
const READ_DONE: u32 = 56;
const WRITE_DONE: u32 = 60;

/// How far arguments lie apart: each root and each task that it calls has another one, and so have roots after each call.
const NEXT: u32 = 5;

/// The names of the host's ends are the argument of the task that got or passed the other one, and one of these.
const GIVEN: u32 = 0;
const GIVEN_FUTURE: u32 = 60;
const GIVEN_WITH_A_CALL: u32 = 120;
const TAKEN: u32 = 60;
const TAKEN_FUTURE: u32 = 120;
const TAKEN_AGAIN: u32 = 180;
const TAKEN_FUTURE_AGAIN: u32 = 240;

/// Registers.
const READ: &str = "x3";
const WRITE: &str = "x5";

/// The text of a case.
pub fn case(u: &mut Unstructured<'_>) -> Result<String> {
    let element = *u.choose(&["nothing", "u8", "u32"])?;
    let mut lines = vec![
        "== random".to_owned(),
        format!("elements {element}"),
        "order tasks".to_owned(),
    ];
    for number in 0..PROGRAMS {
        lines.push(format!("a {number}"));
        lines.extend(root(u)?);
        for actor in ["b", "c"] {
            for (base, gift) in [
                (0, ""),
                (STREAM, "stream"),
                (FUTURE, "future"),
                (OURS, "ours"),
            ] {
                lines.push(format!("{actor} {}", base + number));
                lines.extend(called(u, gift)?);
            }
        }
    }
    for actor in ["a", "b", "c"] {
        for (done, end) in [(READ_DONE, READ), (WRITE_DONE, WRITE)] {
            let rest = format!("leave {end}\nfinish x1\nfinish x2\nnote 4\nend");
            lines.push(format!("{actor} {done}\n{rest}"));
            lines.push(format!("{actor} {}\nreturn x9\n{rest}", done + 1));
        }
    }
    lines.push("script".to_owned());
    lines.extend(script(u)?);
    Ok(lines.join("\n"))
}

fn root(u: &mut Unstructured<'_>) -> Result<Vec<String>> {
    let mut ops = vec!["arg x9".to_owned(), "new-set".to_owned()];
    for _ in 0..u.int_in_range(1..=3)? {
        atom(u, &mut ops, Level::Root)?;
    }
    ops.extend(["return x9", "finish x1", "note 2", "end"].map(str::to_owned));
    Ok(done_in_time(ops))
}

/// Lets a task return when an end is done, if it has not yet.
fn done_in_time(ops: Vec<String>) -> Vec<String> {
    let returns = ops.iter().position(|op| op == "return x9");
    let returns = returns.expect("every task returns");
    let done = |(at, op): (usize, String)| match op.as_str() {
        "if-dropped-read" => format!("if-dropped {}", READ_DONE + u32::from(at < returns)),
        "if-dropped-write" => format!("if-dropped {}", WRITE_DONE + u32::from(at < returns)),
        _ => op,
    };
    ops.into_iter().enumerate().map(done).collect()
}

fn called(u: &mut Unstructured<'_>, gift: &str) -> Result<Vec<String>> {
    let mut ops = vec!["arg x9".to_owned(), "new-set".to_owned()];
    if u.arbitrary()? {
        ops.push("return x9".to_owned());
    } else {
        ops.push("on-cancel 0".to_owned());
    }
    let returned = ops.last().is_some_and(|op| op == "return x9");
    if !gift.is_empty() {
        ops.push(format!("gift {READ}"));
        match gift {
            "stream" => reads(u, &mut ops, Level::Called, STREAM)?,
            "ours" => reads(u, &mut ops, Level::Called, OURS)?,
            _ => reads_future(u, &mut ops, Level::Called, TAKEN_FUTURE_AGAIN)?,
        }
    }
    if u.arbitrary()? {
        atom(u, &mut ops, Level::Called)?;
    }
    if !returned {
        ops.push("return x9".to_owned());
    }
    ops.extend(["finish x1", "note 2", "end"].map(str::to_owned));
    Ok(done_in_time(ops))
}

/// Whether a task was called by the host or by a task.
///
/// Only those that the host called call others, and cancel what the host has to see to: composed, a caller goes on while its
/// callee does either.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Root,
    Called,
}

/// Something that a task does, and has done when it does the next thing.
fn atom(u: &mut Unstructured<'_>, ops: &mut Vec<String>, level: Level) -> Result<()> {
    match u.int_in_range(0..=6)? {
        0 => ops.extend(["work x0 x9", "finish x0"].map(str::to_owned)),
        1 => ops.push("yield".to_owned()),
        2 | 3 => {
            ops.push(format!("host-give-stream {READ} {GIVEN}"));
            reads(u, ops, level, STREAM)?;
        }
        4 => {
            ops.push(format!("new-stream {READ} {WRITE}"));
            writes(u, ops, level)?;
        }
        5 => {
            ops.push(format!("host-give-future {READ} {GIVEN_FUTURE}"));
            reads_future(u, ops, level, TAKEN_FUTURE_AGAIN)?;
        }
        _ => {
            ops.push(format!("new-future {READ} {WRITE}"));
            writes_future(u, ops, level)?;
        }
    }
    Ok(())
}

/// Reads from a stream, and then drops it, or hands it on, or to the host.
///
/// `base` says who gets it if it is handed on.
fn reads(u: &mut Unstructured<'_>, ops: &mut Vec<String>, level: Level, base: u32) -> Result<()> {
    let tag = TAKEN_AGAIN;
    let times = u.int_in_range(0..=2)?;
    let times = if base == OURS { times.min(1) } else { times };
    for _ in 0..times {
        let length = u.int_in_range(0..=4)?;
        if level == Level::Root && u.ratio(1, 3)? {
            ops.push(format!("stream-read {READ} {length}"));
            ops.push(format!("stream-stop-read {READ}"));
            ops.push("if-dropped-read".to_owned());
        } else {
            ops.push(format!("join {READ}"));
            ops.push(format!("stream-read {READ} {length}"));
            ops.push("settle".to_owned());
            ops.push("if-dropped-read".to_owned());
            ops.push(format!("leave {READ}"));
        }
        ops.push(format!("elements {READ} {length}"));
    }
    // One that was told that it is done cannot be passed on, which is a trap both ways.
    let read = times > 0 && base == OURS;
    match u.int_in_range(0..=5)? {
        0 if level == Level::Root && !read => hand_on(u, ops, "stream", base)?,
        // A host that takes what an instance has read in part finds a bug of its own.
        1 if read => ops.push(format!("host-keep-stream {tag} {READ}")),
        1 => ops.push(format!("host-take-stream {tag} {READ}")),
        2 if !read => {
            ops.push(format!("host-back-stream {READ} {tag} {READ}"));
            ops.push(format!("stream-drop-readable {READ}"));
        }
        _ => ops.push(format!("stream-drop-readable {READ}")),
    }
    Ok(())
}

fn hand_on(u: &mut Unstructured<'_>, ops: &mut Vec<String>, of: &str, base: u32) -> Result<()> {
    let number = base + u.int_in_range(0..=PROGRAMS - 1)?;
    ops.push("finish x1".to_owned());
    let next = [format!("add x9 {NEXT}"), "set-arg x9".to_owned()];
    ops.extend(next.clone());
    ops.push(format!("send-{of} x1 {number} {READ}"));
    ops.extend(next);
    if u.arbitrary()? {
        ops.push("finish x1".to_owned());
    }
    Ok(())
}

/// Passes the readable end of a stream of its own to the host, and writes.
fn writes(u: &mut Unstructured<'_>, ops: &mut Vec<String>, level: Level) -> Result<()> {
    let mut pass = Vec::new();
    match u.int_in_range(0..=4)? {
        0 if level == Level::Root => hand_on(u, &mut pass, "stream", OURS)?,
        1 => pass.push(format!("host-keep-stream {TAKEN} {READ}")),
        2 => pass.push(format!("host-send-stream x2 {TAKEN} {READ}")),
        3 => pass.push(format!("stream-drop-readable {READ}")),
        _ => pass.push(format!("host-take-stream {TAKEN} {READ}")),
    }
    let handed = pass[0].starts_with("finish");
    let waits = !pass[0].starts_with("stream-") && !handed && u.ratio(1, 3)?;
    if waits {
        let length = u.int_in_range(0..=4)?;
        ops.push(format!("join {WRITE}"));
        ops.push(format!("stream-write {WRITE} {length}"));
        ops.extend(pass);
        ops.push("wait".to_owned());
        ops.push("if-dropped-write".to_owned());
        ops.push(format!("leave {WRITE}"));
    } else {
        ops.extend(pass);
    }
    let times = u.int_in_range(0..=2)?;
    let times = if handed { times.min(1) } else { times };
    for _ in 0..times {
        let length = u.int_in_range(0..=4)?;
        if level == Level::Root && u.ratio(1, 3)? {
            ops.push(format!("stream-write {WRITE} {length}"));
            ops.push(format!("stream-stop-write {WRITE}"));
            ops.push("if-dropped-write".to_owned());
        } else {
            ops.push(format!("join {WRITE}"));
            ops.push(format!("stream-write {WRITE} {length}"));
            ops.push("settle".to_owned());
            ops.push("if-dropped-write".to_owned());
            ops.push(format!("leave {WRITE}"));
        }
    }
    ops.push(format!("stream-drop-writable {WRITE}"));
    ops.push("finish x2".to_owned());
    Ok(())
}

fn reads_future(
    u: &mut Unstructured<'_>,
    ops: &mut Vec<String>,
    level: Level,
    tag: u32,
) -> Result<()> {
    match u.int_in_range(0..=5)? {
        0 if level == Level::Root => return hand_on(u, ops, "future", FUTURE),
        1 => {
            ops.push(format!("host-take-future {tag} {READ}"));
            return Ok(());
        }
        2 => ops.push(format!("host-back-future {READ} {tag} {READ}")),
        3 if level == Level::Root => {
            ops.push(format!("future-read {READ}"));
            ops.push(format!("future-stop-read {READ}"));
        }
        _ => {
            ops.push(format!("join {READ}"));
            ops.push(format!("future-read {READ}"));
            ops.push("settle".to_owned());
            ops.push(format!("leave {READ}"));
            ops.push(format!("elements {READ} 1"));
        }
    }
    ops.push(format!("future-drop-readable {READ}"));
    Ok(())
}

fn writes_future(u: &mut Unstructured<'_>, ops: &mut Vec<String>, level: Level) -> Result<()> {
    let mut pass = Vec::new();
    match u.int_in_range(0..=4)? {
        0 if level == Level::Root => hand_on(u, &mut pass, "future", FUTURE)?,
        1 => pass.push(format!("host-keep-future {TAKEN_FUTURE} {READ}")),
        2 => pass.push(format!("host-send-future x2 {TAKEN_FUTURE} {READ}")),
        3 => pass.push(format!("future-drop-readable {READ}")),
        _ => pass.push(format!("host-take-future {TAKEN_FUTURE} {READ}")),
    }
    if pass[0].starts_with("host") && u.arbitrary()? {
        ops.push(format!("join {WRITE}"));
        ops.push(format!("future-write {WRITE}"));
        ops.extend(pass);
        ops.push("wait".to_owned());
    } else {
        // Not in the set before: events of the host come after those of the guest, and then this one need not come at all.
        ops.extend(pass);
        ops.push(format!("join {WRITE}"));
        ops.push(format!("future-write {WRITE}"));
        ops.push("settle".to_owned());
    }
    ops.push(format!("leave {WRITE}"));
    ops.push(format!("future-drop-writable {WRITE}"));
    ops.push("finish x2".to_owned());
    Ok(())
}

/// What the host does: at last it lets everything go on.
fn script(u: &mut Unstructured<'_>) -> Result<Vec<String>> {
    let mut steps = Vec::new();
    let mut started = 0;
    for _ in 0..u.int_in_range(3..=12)? {
        if started == 0 || (started < 4 && u.ratio(1, 3)?) {
            started += 1;
            let number = u.int_in_range(0..=PROGRAMS - 1)?;
            let (export, gift) = match u.int_in_range(0..=5)? {
                0 => ("c-run".to_owned(), String::new()),
                1 => (
                    "c-take-stream".to_owned(),
                    format!(" with {}", started + GIVEN_WITH_A_CALL),
                ),
                _ => ("a-run".to_owned(), String::new()),
            };
            let number = number + if gift.is_empty() { 0 } else { STREAM };
            steps.push(format!(
                "start c{started} {export} {number} {started}{gift}"
            ));
            continue;
        }
        let argument = u.int_in_range(1..=started)? + NEXT * u.int_in_range(0..=4)?;
        let count = u.int_in_range(0..=4)?;
        let given = argument + *u.choose(&[GIVEN, GIVEN, GIVEN_FUTURE, GIVEN_WITH_A_CALL])?;
        let taken =
            argument + *u.choose(&[TAKEN, TAKEN_AGAIN, TAKEN_FUTURE, TAKEN_FUTURE_AGAIN])?;
        steps.push(match u.int_in_range(0..=11)? {
            0 => format!("offer {argument} 0"),
            1 | 2 => format!("may give {given} {count}"),
            3 => format!("may push {given} {count}"),
            4 => format!("may end {given}"),
            5..=7 => format!("may take {taken} {count}"),
            8 => format!("may hold {taken} {count}"),
            9 => format!("may free {taken}"),
            10 => format!("may close {taken}"),
            _ => "offer 1 0".to_owned(),
        });
    }
    for _ in 0..3 {
        for argument in 1..=started {
            for later in 0..7 {
                let argument = argument + NEXT * later;
                steps.push(format!("offer {argument} 0"));
                for given in [GIVEN, GIVEN_FUTURE, GIVEN_WITH_A_CALL] {
                    let end = argument + given;
                    steps.push(format!("may free {end}; may give {end} 2"));
                    steps.push(format!("may end {end}"));
                }
                for taken in [TAKEN, TAKEN_AGAIN, TAKEN_FUTURE, TAKEN_FUTURE_AGAIN] {
                    let end = argument + taken;
                    steps.push(format!("may free {end}; may take {end} 3"));
                    steps.push(format!("offer {end} 0"));
                }
            }
        }
    }
    Ok(steps)
}
