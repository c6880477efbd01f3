//! Random scripts of what tasks do: the runtime, natively, and a component, composed and fused, must show the same.
//!
//! The component (`guest`) has three instances. Whatever a task of theirs does it asks the host for first: the host, who sees all
//! that comes of it, tells it the next operation of the script.

mod canon;
mod component;
mod guest;
mod native;
mod op;
mod player;
mod random;
pub mod record;
mod rules;
mod specified;
mod trace;
mod view;

use arbtest::arbitrary::Unstructured;
use component::Puppets;
use fuse_core::Options;
use guest::Root;
use op::{Op, Verb};
use player::{Player, Referee};
use random::{Alike, Random};
use std::fmt::Write as _;
use std::sync::LazyLock;
use trace::Trace;

/// The component in both its forms.
struct Forms {
    composed: Puppets,
    fused: Puppets,
}

static FORMS: LazyLock<[Forms; 2]> = LazyLock::new(|| {
    let engine = component::engine().expect("the host");
    [Root::Sync, Root::Callback].map(|root| {
        let composed = wat::parse_str(guest::text(root)).expect("the component's text");
        let fused = fuse_core::fuse(&composed, &Options::default()).expect("the component fuses");
        Forms {
            composed: Puppets::new(&engine, root, &composed).expect("the host takes the component"),
            fused: Puppets::new(&engine, root, &fused.bytes)
                .expect("the host takes the fused component"),
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
    let Ok(master) = Random::new(&mut u, root, Alike::Hosts) else {
        return 0;
    };
    let (master, end) = native::run(root, master);
    let (script, _) = master.finish(end);
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
    let others = [
        ("composed", forms.composed.run(script)),
        ("fused", forms.fused.run(script)),
    ];
    let differs = others.iter().find(|(_, other)| !other.agrees(&native))?;
    let mut text = format!("{root:?}: the ways do not agree:\n");
    writeln!(text, "native:\n{}", native.beside(script, &differs.1))
        .expect("a string takes anything");
    for (way, trace) in &others {
        writeln!(text, "{way}:\n{}", trace.beside(script, &native))
            .expect("a string takes anything");
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
            let blank = [
                &script[..start],
                &vec![nothing; end - start],
                &script[end..],
            ]
            .concat();
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
