//! Random programs and scripts that leave nothing open which could be decided one way composed and another way fused.
//!
//! The roots of `a` call programs of `b`, some with a stream or future, and wait for them or give them up; the host calls
//! both, and answers one call of `work` a step. Every task has an argument of its own, so that its log can be told from
//! those of others. Calls further on are left out: composed, the host lets a caller go on while its callee still calls.

use arbtest::arbitrary::{Result, Unstructured};

/// Programs of each kind: those that are called, those that are given a future, those that are given a stream.
const CALLED: u32 = 3;
const FUTURE: u32 = 10;
const STREAM: u32 = 20;

/// What a task may do when it is cancelled, from this program of `b` on.
const CANCELLED: u32 = 30;

/// What a root can poke in `b`: more backpressure, less, and nothing.
const MORE: u32 = 40;
const LESS: u32 = 41;
const NOTHING: u32 = 42;

/// How far the arguments of tasks that a root calls lie apart: the arguments of roots are below that.
const CALLEE: u32 = 16;

/// The text of a case.
pub fn case(u: &mut Unstructured<'_>) -> Result<String> {
    let mut lines = vec!["== random".to_owned(), "order tasks".to_owned()];
    for number in 0..CALLED {
        lines.push(format!("b {number}"));
        lines.extend(called(u, &[])?);
        let read = [
            "future-read x3",
            "join x3",
            "settle",
            "leave x3",
            "bytes x3",
        ];
        lines.push(format!("b {}", FUTURE + number));
        lines.extend(called(u, &read)?);
        let length = u.int_in_range(0..=5)?;
        let first = format!("stream-read x3 {length}");
        let read = [first.as_str(), "join x3", "settle", "leave x3", "bytes x3"];
        lines.push(format!("b {}", STREAM + number));
        lines.extend(called(u, &read)?);
        lines.push(format!("a {number}"));
        lines.extend(root(u)?);
    }
    let fixed = [
        (CANCELLED, "task-cancel"),
        (CANCELLED + 1, "put x9 77\nreturn x9"),
        (CANCELLED + 2, "yield\ntask-cancel"),
        (MORE, "backpressure-inc"),
        (LESS, "backpressure-dec"),
        (NOTHING, "note 3"),
    ];
    for (number, text) in fixed {
        lines.push(format!("b {number}\n{text}\nend"));
    }
    lines.push("script".to_owned());
    lines.extend(script(u)?);
    Ok(lines.join("\n"))
}

/// A program of `b`: `with_gift` is what it does with what it is given, somewhere.
fn called(u: &mut Unstructured<'_>, with_gift: &[&str]) -> Result<Vec<String>> {
    let mut ops = vec!["arg x9".to_owned(), "new-set".to_owned()];
    if !with_gift.is_empty() {
        ops.push("gift x3".to_owned());
    }
    let cancelled = u.int_in_range(CANCELLED..=CANCELLED + 2)?;
    ops.push(format!("on-cancel {cancelled}"));
    let atoms = u.int_in_range(1..=4)?;
    let returns = u.int_in_range(0..=atoms)?;
    let reads = u.int_in_range(0..=atoms)?;
    for atom in 0..=atoms {
        if atom == returns {
            ops.extend(["return x9", "on-cancel 0"].map(str::to_owned));
        }
        if atom == reads {
            ops.extend(with_gift.iter().map(|op| (*op).to_owned()));
        }
        let atom: &[&str] = match u.int_in_range(0..=4)? {
            0 => &["yield"],
            1 => &["note 1"],
            2 => &["poll"],
            _ => &["work x0 x9", "finish x0"],
        };
        ops.extend(atom.iter().map(|op| (*op).to_owned()));
    }
    if !with_gift.is_empty() {
        let kind = if with_gift[0].starts_with("future") {
            "future"
        } else {
            "stream"
        };
        ops.push(format!("{kind}-drop-readable x3"));
    }
    ops.extend(["note 2", "end"].map(str::to_owned));
    Ok(ops)
}

/// A program of `a`.
fn root(u: &mut Unstructured<'_>) -> Result<Vec<String>> {
    let mut ops = vec!["arg x9".to_owned(), "new-set".to_owned()];
    let atoms = u.int_in_range(1..=4)?;
    let returns = u.int_in_range(0..=atoms)?;
    for atom in 0..=atoms {
        if atom == returns {
            ops.push("return x9".to_owned());
        }
        let number = u.int_in_range(0..=CALLED - 1)?;
        let next = [format!("add x9 {CALLEE}"), "set-arg x9".to_owned()];
        match u.int_in_range(0..=9)? {
            0 => ops.push("yield".to_owned()),
            1 => ops.push(format!("poke {NOTHING}")),
            2 => ops.push("poll".to_owned()),
            3 => ops.extend(["work x0 x9", "finish x0"].map(str::to_owned)),
            4 => {
                ops.extend(next);
                ops.push(format!("call x1 {number}"));
                ops.push("abandon x1".to_owned());
            }
            5 => {
                ops.push(format!("poke {MORE}"));
                ops.extend(next);
                ops.push(format!("call x1 {number}"));
                if u.arbitrary()? {
                    ops.push("abandon x1".to_owned());
                }
                ops.push(format!("poke {LESS}"));
                ops.push("finish x1".to_owned());
            }
            6 => {
                ops.extend(next.clone());
                ops.push(format!("call x1 {number}"));
                ops.extend(next);
                ops.push(format!("call x2 {}", u.int_in_range(0..=CALLED - 1)?));
                let order = if u.arbitrary()? {
                    ["finish x1", "finish x2"]
                } else {
                    ["finish x2", "finish x1"]
                };
                ops.extend(order.map(str::to_owned));
            }
            7 => {
                ops.extend(next);
                ops.push("new-future x3 x4".to_owned());
                ops.push(format!("send-future x1 {} x3", FUTURE + number));
                if u.arbitrary()? {
                    ops.push("yield".to_owned());
                }
                let write = [
                    "future-write x4",
                    "join x4",
                    "settle",
                    "leave x4",
                    "future-drop-writable x4",
                ];
                ops.extend(write.map(str::to_owned));
                ops.push("finish x1".to_owned());
            }
            8 => {
                ops.extend(next);
                ops.push("new-stream x3 x4".to_owned());
                ops.push(format!("send-stream x1 {} x3", STREAM + number));
                if u.arbitrary()? {
                    ops.push("yield".to_owned());
                }
                ops.push(format!("stream-write x4 {}", u.int_in_range(0..=5)?));
                let write = ["join x4", "settle", "leave x4", "stream-drop-writable x4"];
                ops.extend(write.map(str::to_owned));
                ops.push("finish x1".to_owned());
            }
            _ => {
                ops.extend(next);
                ops.push(format!("call x1 {number}"));
                ops.push("finish x1".to_owned());
            }
        }
    }
    ops.extend(["note 2", "end"].map(str::to_owned));
    Ok(ops)
}

/// What the host does: at last it answers whatever waits.
fn script(u: &mut Unstructured<'_>) -> Result<Vec<String>> {
    let mut steps = Vec::new();
    let mut started = 0;
    for _ in 0..u.int_in_range(2..=10)? {
        if started == 0 || u.ratio(1, 2)? {
            started += 1;
            let export = if u.ratio(1, 4)? { "b-run" } else { "a-run" };
            let number = u.int_in_range(0..=CALLED - 1)?;
            steps.push(format!("start c{started} {export} {number} {started}"));
        } else {
            let argument = u.int_in_range(1..=started)? + CALLEE * u.int_in_range(0..=2)?;
            steps.push(format!("offer {argument} 0"));
        }
    }
    for _ in 0..4 {
        for argument in 1..=started {
            for later in 0..12 {
                steps.push(format!("offer {} 0", argument + CALLEE * later));
            }
        }
    }
    Ok(steps)
}
