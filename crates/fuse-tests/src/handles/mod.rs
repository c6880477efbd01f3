//! Random scripts of operations with handles: the runtime, natively and compiled to wasm, and a component, composed and fused, must
//! give the same handles, representations, calls of destructors, and traps.
//!
//! A script calls the exports of three component instances one after the other. What they do with their handles is in
//! `scripted.wat`, and again in `interpreter.rs` in terms of the runtime's functions.

mod component;
mod interpreter;
mod intrinsics;
mod op;
mod runtime;
mod script;

pub use intrinsics::check as check_intrinsics;

use arbtest::arbitrary::Unstructured;
use component::Scripted;
use fuse_core::Options;
use fuse_handles::Trap;
use interpreter::Interpreter;
use op::Op;
use runtime::{Blob, Native, Runtime};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// What a script lets be seen.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
struct Trace {
    /// After each operation that returned.
    seen: Vec<Seen>,
    /// Why the last one did not.
    fault: Option<Fault>,
}

/// What can be seen after an operation.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
struct Seen {
    /// What it returned.
    result: u32,
    /// What is kept of all calls of destructors.
    log: u32,
}

/// Why an operation traps.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Fault {
    /// The runtime says so.
    Runtime(Trap),
    /// A callee has not dropped all that it borrowed.
    Borrows,
    /// Anything else, which no operation does.
    Other(String),
}

/// The component in both its forms.
struct Components {
    composed: Scripted,
    fused: Scripted,
}

static COMPONENTS: LazyLock<Components> = LazyLock::new(|| {
    let composed = wat::parse_str(include_str!("scripted.wat")).expect("the component's text");
    let fused = fuse_core::fuse(&composed, &Options::default()).expect("the component fuses");
    let engine = crate::script::engine().expect("the host");
    Components {
        composed: Scripted::new(&engine, &composed).expect("the host takes the component"),
        fused: Scripted::new(&engine, &fused.bytes).expect("the host takes the fused component"),
    }
});

/// Makes a script of `data`, runs it in all four ways, and says how many operations it has.
///
/// # Panics
///
/// If the ways do not agree; the message has a script that is as short as can easily be found.
pub fn check(data: &[u8]) -> usize {
    let script = script::arbitrary(&mut Unstructured::new(data));
    let script = script.expect("random bytes make a script, however few");
    if disagreement(&script).is_some() {
        let script = shortened(script);
        panic!("{}", disagreement(&script).expect("as tested"));
    }
    script.len()
}

/// What is different where, if anything is.
fn disagreement(script: &[Op]) -> Option<String> {
    let native = interpret(Native::new(), script);
    let blob = interpret(Blob::new(), script);
    let composed = COMPONENTS.composed.run(script);
    let fused = COMPONENTS.fused.run(script);
    let same_seen = [&blob, &composed, &fused]
        .iter()
        .all(|other| other.seen == native.seen);
    let same_faults = native.fault == blob.fault
        && native.fault == fused.fault
        && reason_for(&native.fault, &composed.fault);
    if same_seen && same_faults {
        return None;
    }
    let mut text = String::from("the four ways do not agree:\n");
    for op in script {
        writeln!(text, "  {op}").expect("a string takes anything");
    }
    for (way, trace) in [
        ("native", native),
        ("blob", blob),
        ("composed", composed),
        ("fused", fused),
    ] {
        writeln!(text, "{way}: {trace:?}").expect("a string takes anything");
    }
    Some(text)
}

/// Whether the host gives a reason that the runtime might have given as well.
fn reason_for(ours: &Option<Fault>, of_host: &Option<Fault>) -> bool {
    let (lent, wrong) = (
        Fault::Runtime(Trap::Lent),
        Fault::Runtime(Trap::WrongHandleType),
    );
    // Of a lent handle of the wrong type, the host says that it is lent.
    ours == of_host || (ours.as_ref(), of_host.as_ref()) == (Some(&wrong), Some(&lent))
}

fn interpret(runtime: impl Runtime, script: &[Op]) -> Trace {
    let mut interpreter = Interpreter::new(runtime);
    let mut trace = Trace::default();
    for op in script {
        match interpreter.run(op) {
            Ok(seen) => trace.seen.push(seen),
            Err(fault) => {
                trace.fault = Some(fault);
                break;
            }
        }
    }
    trace
}

/// Leaves out operations for as long as there is still a disagreement.
fn shortened(mut script: Vec<Op>) -> Vec<Op> {
    let mut size = script.len();
    while size > 0 {
        let before = script.len();
        let mut start = 0;
        while start < script.len() {
            let end = script.len().min(start + size);
            let without = [&script[..start], &script[end..]].concat();
            if disagreement(&without).is_some() {
                script = without;
            } else {
                start = end;
            }
        }
        if script.len() == before {
            size /= 2;
        }
    }
    script
}
