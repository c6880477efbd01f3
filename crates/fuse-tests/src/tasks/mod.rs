//! Random scripts of what tasks do: the runtime, natively, and a component, composed and fused, must show the same.
//!
//! The component ([`guest`]) has three instances. Whatever a task of theirs does it asks the host for first: the host, who sees all
//! that comes of it, tells it the next operation of the script.

mod canon;
mod component;
mod guest;
mod native;
mod op;
mod player;
mod random;
mod rules;
mod trace;
mod view;

use arbtest::arbitrary::Unstructured;
use component::Puppets;
use fuse_core::Options;
use guest::Root;
use op::{Op, Verb, Func};
use player::{Player, Referee};
use random::Random;
use std::fmt::Write as _;
use std::sync::LazyLock;
use trace::Trace;

/// The component in both its forms.
struct Forms {
    composed: Puppets,
    fused: Option<Puppets>,
}

static FORMS: LazyLock<[Forms; 2]> = LazyLock::new(|| {
    let engine = component::engine().expect("the host");
    [Root::Sync, Root::Callback].map(|root| {
        let composed = wat::parse_str(guest::text(root)).expect("the component's text");
        let fused = fuse_core::fuse(&composed, &Options::default());
        Forms {
            composed: Puppets::new(&engine, root, &composed).expect("the host takes the component"),
            fused: fused.ok().map(|fused| {
                Puppets::new(&engine, root, &fused.bytes).expect("the host takes the fused component")
            }),
        }
    })
});

fn forms(root: Root) -> &'static Forms {
    match root {
        Root::Sync => &FORMS[0],
        Root::Callback => &FORMS[1],
    }
}

/// Makes a script of `data`, runs it in all ways, and says how many operations it has.
///
/// # Panics
///
/// If the ways do not agree; the message has a script that is as short as can easily be found.
pub fn check(data: &[u8]) -> usize {
    let mut u = Unstructured::new(data);
    let root = match u.arbitrary() {
        Ok(true) => Root::Sync,
        _ => Root::Callback,
    };
    let Ok(master) = Random::new(&mut u, root) else {
        return 0;
    };
    let (master, end) = native::run(root, master);
    let (script, trace) = master.finish(end);
    if std::env::var("SHOW").is_ok() {
        println!("S end {root:?} {:?}", trace.end);
        let mut last: std::collections::HashMap<u32, Op> = Default::default();
        let mut ops = script.iter();
        for seen in &trace.seen {
            let trace::Seen::Asked(ask) = seen else { println!("S destroyed"); continue };
            let name = |op: &Op| format!("{:?}", op.verb).split('(').next().unwrap().to_owned();
            match ask.why & 0xff {
                0 => { let op = last[&ask.who]; let n = name(&op);
                    let x = match op.verb {
                        Verb::Call(..) => format!("{}", ask.x & 0xf),
                        Verb::Read(c)|Verb::Write(c)|Verb::ReadSync(c)|Verb::WriteSync(c)|Verb::CancelRead(c)|Verb::CancelWrite(c) => if ask.x == u32::MAX { "blocked".into() } else { format!("{:?} {} {}", c.handles().is_some(), ask.x & 0xf, (ask.x >> 4).min(1)) },
                        Verb::Cancel|Verb::CancelAsync => format!("{:x}", ask.x),
                        Verb::SetWait|Verb::SetPoll => format!("{}", ask.x & 0xff),
                        _ => String::new() };
                    println!("S {n} -> {x}"); }
                1 => println!("S entry {:?}", Func::all().get((ask.why>>8) as usize - 1.min(ask.why as usize >> 8))),
                _ => println!("S event {} ", ask.why >> 8),
            }
            if let Some(op) = ops.next() { last.insert(ask.who, *op); println!("S op {}", name(op)); }
        }
    }
    if disagreement(root, &script).is_some() {
        let script = shortened(root, script);
        panic!("{}", disagreement(root, &script).expect("as tested"));
    }
    script.len()
}

fn run_native(root: Root, script: &[Op]) -> Trace {
    let (player, end) = native::run(root, Player::new(root, script));
    player.trace(|| end)
}

/// Whether a script asks for nothing that hosts do otherwise.
fn fair(root: Root, script: &[Op]) -> bool {
    let (referee, _) = native::run(root, Referee::new(root, script));
    referee.fair
}

/// What is different where, if anything is.
fn disagreement(root: Root, script: &[Op]) -> Option<String> {
    let native = run_native(root, script);
    let forms = forms(root);
    let mut others = vec![("composed", forms.composed.run(script))];
    others.extend(forms.fused.as_ref().map(|fused| ("fused", fused.run(script))));
    let differs = others.iter().find(|(_, other)| !other.agrees(&native))?;
    let mut text = format!("{root:?}: the ways do not agree:\n");
    writeln!(text, "native:\n{}", native.beside(script, &differs.1)).expect("a string takes anything");
    for (way, trace) in &others {
        writeln!(text, "{way}:\n{}", trace.beside(script, &native)).expect("a string takes anything");
    }
    Some(text)
}

/// Leaves operations out, or puts others in their place that do nothing, for as long as there is still a disagreement.
fn shortened(root: Root, mut script: Vec<Op>) -> Vec<Op> {
    let differs = |script: &[Op]| fair(root, script) && disagreement(root, script).is_some();
    let nothing = Op::new(Verb::Put, guest::SUMMED.end, 0, 0);
    let mut size = script.len();
    while size > 0 {
        let before = script.clone();
        let mut start = 0;
        while start < script.len() {
            let end = script.len().min(start + size);
            let without = [&script[..start], &script[end..]].concat();
            let blank = [&script[..start], &vec![nothing; end - start], &script[end..]].concat();
            if differs(&without) {
                script = without;
                continue;
            }
            if script[start..end] != blank[start..end] && differs(&blank) {
                script = blank;
            }
            start = end;
        }
        if script == before {
            size /= 2;
        }
    }
    script
}

#[cfg(test)]
mod smoke {
    use super::*;

    #[test]
    fn smoke() {
        let mut ops = 0;
        let n: u64 = std::env::var("N").map_or(20, |n| n.parse().unwrap());
        for seed in 0..n {
            arbtest::arbtest(|u| {
                let len = u.len();
                ops += check(u.bytes(len)?);
                Ok(())
            })
            .seed((seed * 0x9e37_79b1) << 32 | 1 << 13)
            .run();
        }
        println!("{ops} operations");
    }
}
