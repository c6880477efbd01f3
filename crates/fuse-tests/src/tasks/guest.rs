//! The component that scripts are run in: three instances, each of which asks the host what to do, does it, and asks again.

use super::op::Inst::{self, A, B, C};
use super::op::{Carried, Channel, Func, Verb};
use super::trace::{Ask, why};

/// Where built-ins write the rest of an event.
pub const EVENT: u32 = 512;
/// The memory that is summed up whenever a task asks.
pub const SUMMED: std::ops::Range<u32> = 1024..2048;
/// Bytes of an instance's memory.
pub const MEMORY: u32 = 65536;

/// How the host calls the component.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Root {
    /// By a function that is lifted synchronously.
    Sync,
    /// By one with a callback.
    Callback,
}

/// The text of the component.
pub fn text(root: Root) -> String {
    format!(
        r#"(component
  (import "step" (func $step {STEP}))
  (import "note" (func $note {NOTE}))
{c}{b}{a}
  (instance $c (instantiate $c (with "step" (func $step)) (with "note" (func $note))))
  (instance $b (instantiate $b (with "step" (func $step)) (with "c" (instance $c))))
  (instance $a (instantiate $a (with "step" (func $step)) (with "c" (instance $c)) (with "b" (instance $b))))
  (export "run" (func $a "run")))
"#,
        a = component(A, root),
        b = component(B, root),
        c = component(C, root),
    )
}

/// What a task asks the host, and what it is told.
const STEP: &str = r#"(param "who" u32) (param "why" u32) (param "x" u32) (param "y" u32) (param "sum" u32) (result u64)"#;

/// What the host is told of a resource that is destroyed.
const NOTE: &str = r#"(param "rep" u32)"#;

/// The text of an instance's component.
fn component(inst: Inst, root: Root) -> String {
    let name = inst.name();
    let verbs = Verb::all();
    let (mut defined, mut exports) = (String::new(), String::new());
    for (code, verb) in verbs
        .iter()
        .enumerate()
        .filter(|(_, verb)| verb.is_of(inst))
    {
        if let Some(canon) = canon(inst, *verb) {
            defined += &format!("  (core func $op{code} {canon})\n");
            exports += &format!(" (export \"op{code}\" (func $op{code}))");
        }
    }
    format!(
        r#"  (component ${name}
  (import "step" (func $step {STEP}))
{imports}
{channels}
  (core module $memory (memory (export "memory") 1))
  (core instance $memory (instantiate $memory))
  (core func $step (canon lower (func $step)))
  (core func $context-get (canon context.get i32 0))
  (core func $context-set (canon context.set i32 0))
{defined}
{puppet}
  (core instance $puppet (instantiate $puppet
    (with "memory" (instance $memory))
    (with "host" (instance (export "step" (func $step))))
    (with "canon" (instance
      (export "context-get" (func $context-get)) (export "context-set" (func $context-set)){exports}))))
{lifts})
"#,
        imports = imports(inst),
        channels = channels(),
        puppet = puppet(inst, &verbs),
        lifts = lifts(inst, root),
    )
}

/// What an instance needs of the others, and the resource type.
fn imports(inst: Inst) -> String {
    if inst == C {
        return format!(
            r#"  (import "note" (func $note {NOTE}))
  (core func $note (canon lower (func $note)))
  (core module $destructor (import "" "note" (func $note (param i32)))
    (func (export "destructor") (param i32) (call $note (local.get 0))))
  (core instance $destructor (instantiate $destructor (with "" (instance (export "note" (func $note))))))
  (type $own-r (resource (rep i32) (dtor (core func $destructor "destructor"))))
  (export $r "r" (type $own-r))
  (core func $new (canon resource.new $own-r))
  (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new)))"#
        );
    }
    let mut text = String::new();
    for peer in inst.peers().iter().rev() {
        let resource = match peer {
            C => "(export \"r\" (type $r (sub resource))) (export \"new\" (func (param \"rep\" u32) (result (own $r))))".to_owned(),
            _ => format!("(alias outer ${} $r (type $r))", inst.name()),
        };
        let funcs: String = Func::all()
            .iter()
            .map(|func| {
                format!(
                    "\n    (export \"{}\" (func async {}))",
                    name(*func),
                    signature(*func)
                )
            })
            .collect();
        text += &format!(
            "  (import \"{peer}\" (instance ${peer} {resource}\n{}{funcs}))\n",
            channels(),
            peer = peer.name()
        );
        if *peer == C {
            text += "  (alias export $c \"r\" (type $r))\n";
        }
    }
    text
}

/// The types of streams and futures.
fn channels() -> String {
    let text = |channel: &Channel| {
        let ty = match channel {
            Channel::StreamUnit => "stream".to_owned(),
            Channel::StreamByte => "stream u8".to_owned(),
            Channel::StreamPair => "stream (tuple u32 bool)".to_owned(),
            Channel::StreamOwn => "stream (own $r)".to_owned(),
            Channel::StreamStream => format!("stream {}", ty(Carried::End(Channel::StreamByte))),
            Channel::FutureUnit => "future".to_owned(),
            Channel::FutureWord => "future u32".to_owned(),
            Channel::FutureOwn => "future (own $r)".to_owned(),
        };
        format!("  (type $channel{} ({ty}))\n", channel.number())
    };
    Channel::ALL.iter().map(text).collect()
}

/// The type of a handle.
fn ty(carried: Carried) -> String {
    match carried {
        Carried::Own => "(own $r)".to_owned(),
        Carried::Borrow => "(borrow $r)".to_owned(),
        Carried::End(channel) => format!("$channel{}", channel.number()),
    }
}

/// The name of a function.
fn name(func: Func) -> String {
    match func {
        Func::Run => "run".to_owned(),
        Func::Plain => "plain".to_owned(),
        Func::Quiet => "quiet".to_owned(),
        Func::Many => "many".to_owned(),
        Func::Solo => "solo".to_owned(),
        Func::Take(channel) => format!("take{}", channel.number()),
        Func::Give(channel) => format!("give{}", channel.number()),
        Func::TakeOwn => "take-own".to_owned(),
        Func::GiveOwn => "give-own".to_owned(),
        Func::Lend => "lend".to_owned(),
    }
}

/// How many flat parameters a function has.
fn params(func: Func) -> usize {
    match func {
        Func::Run | Func::Quiet => 0,
        Func::Many => 5,
        _ => 1,
    }
}

/// The text of its parameters and its result.
fn signature(func: Func) -> String {
    let param = func.takes().map_or("u32".to_owned(), ty);
    let params: String = ["a", "b", "c", "d", "e"][..params(func)]
        .iter()
        .map(|name| format!("(param \"{name}\" {param}) "))
        .collect();
    params + &result(func)
}

/// The text of its result.
fn result(func: Func) -> String {
    match func {
        Func::Quiet => String::new(),
        _ => format!("(result {})", func.gives().map_or("u32".to_owned(), ty)),
    }
}

/// The built-in that does what a verb says.
fn canon(inst: Inst, verb: Verb) -> Option<String> {
    const MEMORY: &str = "(memory (core memory $memory \"memory\"))";
    let on = |what: &str, channel: Channel, options: &str| {
        let kind = if channel.is_future() {
            "future"
        } else {
            "stream"
        };
        format!("{kind}.{what} $channel{} {options}", channel.number())
    };
    let asynchronous = format!("async {MEMORY}");
    let built_in = match verb {
        Verb::Leave | Verb::Put => return None,
        Verb::Return(func) => format!("task.return {}", result(func)),
        Verb::TaskCancel => "task.cancel".to_owned(),
        Verb::Call(peer, func) => format!(
            "lower (func ${} \"{}\") {asynchronous}",
            peer.name(),
            name(func)
        ),
        Verb::CallSync(peer, func) => {
            format!("lower (func ${} \"{}\") {MEMORY}", peer.name(), name(func))
        }
        Verb::SetNew => "waitable-set.new".to_owned(),
        Verb::SetDrop => "waitable-set.drop".to_owned(),
        Verb::SetWait => format!("waitable-set.wait {MEMORY}"),
        Verb::SetPoll => format!("waitable-set.poll {MEMORY}"),
        Verb::Join => "waitable.join".to_owned(),
        Verb::Cancel => "subtask.cancel".to_owned(),
        Verb::CancelAsync => "subtask.cancel async".to_owned(),
        Verb::SubtaskDrop => "subtask.drop".to_owned(),
        Verb::Inc => "backpressure.inc".to_owned(),
        Verb::Dec => "backpressure.dec".to_owned(),
        Verb::Yield => "thread.yield".to_owned(),
        Verb::New(channel) => on("new", channel, ""),
        Verb::Read(channel) => on("read", channel, &asynchronous),
        Verb::Write(channel) => on("write", channel, &asynchronous),
        Verb::ReadSync(channel) => on("read", channel, MEMORY),
        Verb::WriteSync(channel) => on("write", channel, MEMORY),
        Verb::CancelRead(channel) => on("cancel-read", channel, ""),
        Verb::CancelWrite(channel) => on("cancel-write", channel, ""),
        Verb::DropReadable(channel) => on("drop-readable", channel, ""),
        Verb::DropWritable(channel) => on("drop-writable", channel, ""),
        Verb::OwnNew if inst == C => "resource.new $own-r".to_owned(),
        Verb::OwnNew => "lower (func $c \"new\")".to_owned(),
        Verb::OwnDrop => "resource.drop $r".to_owned(),
    };
    Some(format!("(canon {built_in})"))
}

/// Which of its words a verb's built-in is called with, and what that returns.
fn core(verb: Verb) -> (Vec<usize>, &'static str) {
    let (words, result): (&[usize], _) = match verb {
        Verb::Leave | Verb::Put => unreachable!("there is no built-in"),
        Verb::Return(Func::Quiet) | Verb::TaskCancel | Verb::Inc | Verb::Dec => (&[], ""),
        Verb::Return(_) | Verb::SetDrop | Verb::SubtaskDrop | Verb::OwnDrop => (&[0], ""),
        Verb::DropReadable(_) | Verb::DropWritable(_) => (&[0], ""),
        Verb::Call(_, Func::Quiet) => (&[], "i32"),
        Verb::Call(..) => (&[0, 1], "i32"),
        Verb::CallSync(_, Func::Quiet) => (&[], ""),
        Verb::CallSync(_, Func::Many) => (&[0, 1, 2, 0, 1], "i32"),
        Verb::CallSync(..) => (&[0], "i32"),
        Verb::SetNew | Verb::Yield => (&[], "i32"),
        Verb::SetWait | Verb::SetPoll => unreachable!("they are called otherwise"),
        Verb::Join => (&[0, 1], ""),
        Verb::Cancel | Verb::CancelAsync | Verb::OwnNew => (&[0], "i32"),
        Verb::CancelRead(_) | Verb::CancelWrite(_) => (&[0], "i32"),
        Verb::New(_) => (&[], "i64"),
        Verb::Read(channel)
        | Verb::Write(channel)
        | Verb::ReadSync(channel)
        | Verb::WriteSync(channel) => (
            if channel.is_future() {
                &[0, 1]
            } else {
                &[0, 1, 2]
            },
            "i32",
        ),
    };
    (words.to_vec(), result)
}

/// The module that asks and does.
fn puppet(inst: Inst, verbs: &[Verb]) -> String {
    let (mut imports, mut funcs, mut table) = (String::new(), String::new(), String::new());
    for (code, verb) in verbs.iter().enumerate() {
        table += &format!(" $op{code}");
        let body = match verb {
            Verb::Leave => "unreachable".to_owned(),
            Verb::Put => "(i32.store (local.get 0) (local.get 1)) (i64.const 0)".to_owned(),
            _ if !verb.is_of(inst) => "unreachable".to_owned(),
            Verb::SetWait | Verb::SetPoll => {
                imports += &import(code, &[0, 1], "i32");
                format!("(call $event (call $canon{code} (local.get 0) (i32.const {EVENT})))")
            }
            _ => {
                let (words, result) = core(*verb);
                imports += &import(code, &words, result);
                let args: String = words
                    .iter()
                    .map(|word| format!(" (local.get {word})"))
                    .collect();
                let call = format!("(call $canon{code}{args})");
                match result {
                    "" => format!("{call} (i64.const 0)"),
                    "i32" => format!("(i64.extend_i32_u {call})"),
                    _ => call,
                }
            }
        };
        funcs += &format!("    (func $op{code} (type $op) {body})\n");
    }
    let entries: String = Func::all().iter().map(|func| entry(*func)).collect();
    format!(
        r#"  (core module $puppet
    (import "memory" "memory" (memory 1))
    (import "host" "step" (func $step (param i32 i32 i32 i32 i32) (result i64)))
    (import "canon" "context-get" (func $context-get (result i32)))
    (import "canon" "context-set" (func $context-set (param i32)))
{imports}
    (type $op (func (param i32 i32 i32) (result i64)))
    (table funcref (elem{table}))
{funcs}
    ;; The code of an event, the rest of which is in memory.
    (func $event (param $code i32) (result i64)
      (i64.or
        (i64.extend_i32_u (i32.or (local.get $code) (i32.shl (i32.load (i32.const {EVENT})) (i32.const {why_shift}))))
        (i64.shl (i64.load32_u offset=4 (i32.const {EVENT})) (i64.const 32))))
    (func $sum (result i32)
      (local $at i32) (local $sum i32)
      (local.set $at (i32.const {start}))
      (loop $next
        (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load (local.get $at))))
        (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (i32.const {end}))))
      (local.get $sum))
    (func $word (param $op i64) (param $place i64) (result i32)
      (i32.and (i32.wrap_i64 (i64.shr_u (local.get $op) (local.get $place))) (i32.const 0xffff)))
    ;; Asks and does, until it is told to leave.
    (func $go (param $why i32) (param $x i32) (param $y i32) (result i32)
      (local $op i64) (local $result i64)
      (loop $next (result i32)
        (local.set $op
          (call $step (call $context-get) (local.get $why) (local.get $x) (local.get $y) (call $sum)))
        (if (i64.eqz (i64.and (local.get $op) (i64.const 0xff))) (then
          (return (i32.or
            (call $word (local.get $op) (i64.const 8))
            (i32.shl (call $word (local.get $op) (i64.const 24)) (i32.const 4))))))
        (local.set $result
          (call_indirect (type $op)
            (call $word (local.get $op) (i64.const 8))
            (call $word (local.get $op) (i64.const 24))
            (call $word (local.get $op) (i64.const 40))
            (i32.and (i32.wrap_i64 (local.get $op)) (i32.const 0xff))))
        (local.set $why (i32.const {done}))
        (local.set $x (i32.wrap_i64 (local.get $result)))
        (local.set $y (i32.wrap_i64 (i64.shr_u (local.get $result) (i64.const 32))))
        (br $next)))
    (global $tasks (mut i32) (i32.const 0))
    (func $begin (param $func i32) (param $x i32) (param $y i32) (result i32)
      (global.set $tasks (i32.add (global.get $tasks) (i32.const 1)))
      (call $context-set (i32.or (i32.const {id}) (global.get $tasks)))
      (call $go
        (i32.or (i32.const {entry}) (i32.shl (local.get $func) (i32.const {why_shift})))
        (local.get $x) (local.get $y)))
    (func (export "callback") (param i32 i32 i32) (result i32)
      (call $go
        (i32.or (i32.const {event}) (i32.shl (local.get 0) (i32.const {why_shift})))
        (local.get 1) (local.get 2)))
    (func (export "run") (result i32) (call $begin (i32.const 0) (i32.const 0) (i32.const 0)))
{entries})"#,
        id = inst.number() << Ask::INST_SHIFT,
        start = SUMMED.start,
        end = SUMMED.end,
        done = why::DONE,
        entry = why::ENTRY,
        event = why::EVENT,
        why_shift = why::SHIFT,
    )
}

fn import(code: usize, params: &[usize], result: &str) -> String {
    let params: String = params.iter().map(|_| " i32").collect();
    let result = match result {
        "" => String::new(),
        result => format!("(result {result})"),
    };
    format!("    (import \"canon\" \"op{code}\" (func $canon{code} (param{params}) {result}))\n")
}

/// The core function that a function starts with.
fn entry(func: Func) -> String {
    let params: String = (0..params(func)).map(|_| " i32").collect();
    let (x, y) = match func {
        Func::Quiet => ("(i32.const 0)", "(i32.const 0)"),
        // The first one, and all others folded.
        Func::Many => (
            "(local.get 0)",
            "(i32.add (local.get 1) (i32.mul (i32.const 31) (i32.add (local.get 2) (i32.mul (i32.const 31)
              (i32.add (local.get 3) (i32.mul (i32.const 31) (local.get 4)))))))",
        ),
        _ => ("(local.get 0)", "(i32.const 0)"),
    };
    format!(
        "    (func (export \"{}\") (param{params}) (result i32) (call $begin (i32.const {}) {x} {y}))\n",
        name(func),
        func.number()
    )
}

/// The functions that an instance exports.
fn lifts(inst: Inst, root: Root) -> String {
    let lift = |func: Func| {
        let name = name(func);
        let options = match (func, root) {
            (Func::Solo, _) | (Func::Run, Root::Sync) => "",
            _ => " async (callback (core func $puppet \"callback\"))",
        };
        format!(
            "  (func (export \"{name}\") async {} (canon lift (core func $puppet \"{name}\"){options}))\n",
            signature(func)
        )
    };
    match inst {
        A => lift(Func::Run),
        B | C => Func::all().into_iter().map(lift).collect(),
    }
}
