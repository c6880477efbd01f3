//! The guest: actors `a`, `b` and `c`, each the peer of the one before, composed into one component.

use anyhow::Context as _;

/// The core module that every actor is made of.
pub(super) const ACTOR: &str = include_str!("actor.wat");

/// The actors in the order in which they call each other; the place of each is its number.
pub(super) const NAMES: [char; 3] = ['a', 'b', 'c'];

/// What a case asks of the guest beyond what every guest can do.
///
/// A component that imports a built-in that blocks on the stack is one that may do so, whether it does or not; a case
/// asks only for what it uses.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Needs {
    /// `a` can wait without leaving its callback; it alone has asynchronous exports then.
    pub wait_here: bool,
    /// `a` can call its peer synchronously; it alone has asynchronous exports then.
    pub call_now: bool,
    /// `a` can let others run without leaving its callback.
    pub yield_here: bool,
    /// All can cancel a subtask without waiting for it to be resolved.
    pub cancel_async: bool,
}

/// What the guest imports, and hands on to every actor.
const HOST: &str = r#"
  (import "log" (func $log (param "who" u32) (param "what" u32) (param "value" u32)))
  (import "event" (func $event (param "who" u32) (param "code" u32) (param "p1" u32) (param "p2" u32)))
  (import "work" (func $work async (param "n" u32) (result u32)))
  (import "timer" (func $timer async))
"#;

/// What an actor imports of its peer.
const PEER: &str = r#"
  (import "peer" (instance $peer
    (export "run" (func async (param "call" u32) (result u32)))
    (export "solo" (func async (param "call" u32) (result u32)))
    (export "poke" (func (param "call" u32) (result u32)))
    (export "take-stream" (func async (param "call" u32) (param "gift" (stream u8)) (result u32)))
    (export "take-future" (func async (param "call" u32) (param "gift" (future u8)) (result u32)))
    (export "give-stream" (func async (param "call" u32) (result (stream u8))))
    (export "give-future" (func async (param "call" u32) (result (future u8))))))
"#;

/// What an actor exports, beside `load`.
const EXPORTS: &str = r#"
  (func (export "load") (param "at" u32) (param "word" u32) (canon lift (core func $actor "load")))
  (func (export "run") async (param "call" u32) (result u32)
    (canon lift (core func $actor "run") async (callback (core func $actor "callback"))))
  (func (export "solo") async (param "call" u32) (result u32) (canon lift (core func $actor "sync")))
  (func (export "poke") (param "call" u32) (result u32) (canon lift (core func $actor "sync")))
  (func (export "take-stream") async (param "call" u32) (param "gift" (stream u8)) (result u32)
    (canon lift (core func $actor "take") async (callback (core func $actor "callback"))))
  (func (export "take-future") async (param "call" u32) (param "gift" (future u8)) (result u32)
    (canon lift (core func $actor "take") async (callback (core func $actor "callback"))))
  (func (export "give-stream") async (param "call" u32) (result (stream u8))
    (canon lift (core func $actor "run") async (callback (core func $actor "callback"))))
  (func (export "give-future") async (param "call" u32) (result (future u8))
    (canon lift (core func $actor "run") async (callback (core func $actor "callback"))))
"#;

/// A core function that an actor imports.
struct Import {
    module: &'static str,
    name: &'static str,
    /// What it is made of with `canon`.
    canon: &'static str,
    /// Its type, if there are actors that have it only as a stub.
    stub: Option<&'static str>,
}

const fn always(module: &'static str, name: &'static str, canon: &'static str) -> Import {
    Import {
        module,
        name,
        canon,
        stub: None,
    }
}

const fn sometimes(
    module: &'static str,
    name: &'static str,
    canon: &'static str,
    ty: &'static str,
) -> Import {
    Import {
        module,
        name,
        canon,
        stub: Some(ty),
    }
}

/// Everything that [`ACTOR`] imports and that is made with `canon`.
const IMPORTS: [Import; 43] = [
    always("host", "log", "lower (func $log)"),
    always("host", "event", "lower (func $event)"),
    always("host", "work", "lower (func $work) async (memory $memory)"),
    always("host", "timer", "lower (func $timer) async"),
    sometimes(
        "peer",
        "run",
        "lower (func $peer \"run\") async (memory $memory)",
        "(param i32 i32) (result i32)",
    ),
    sometimes(
        "peer",
        "solo",
        "lower (func $peer \"solo\") async (memory $memory)",
        "(param i32 i32) (result i32)",
    ),
    sometimes(
        "peer",
        "run-now",
        "lower (func $peer \"run\")",
        "(param i32) (result i32)",
    ),
    sometimes(
        "peer",
        "poke",
        "lower (func $peer \"poke\")",
        "(param i32) (result i32)",
    ),
    sometimes(
        "peer",
        "take-stream",
        "lower (func $peer \"take-stream\") async (memory $memory)",
        "(param i32 i32 i32) (result i32)",
    ),
    sometimes(
        "peer",
        "take-future",
        "lower (func $peer \"take-future\") async (memory $memory)",
        "(param i32 i32 i32) (result i32)",
    ),
    sometimes(
        "peer",
        "give-stream",
        "lower (func $peer \"give-stream\") async (memory $memory)",
        "(param i32 i32) (result i32)",
    ),
    sometimes(
        "peer",
        "give-future",
        "lower (func $peer \"give-future\") async (memory $memory)",
        "(param i32 i32) (result i32)",
    ),
    always("canon", "return", "task.return (result u32)"),
    always("canon", "return-stream", "task.return (result $stream)"),
    always("canon", "return-future", "task.return (result $future)"),
    always("canon", "task-cancel", "task.cancel"),
    always("canon", "context-get", "context.get i32 0"),
    always("canon", "context-set", "context.set i32 0"),
    always("canon", "backpressure-inc", "backpressure.inc"),
    always("canon", "backpressure-dec", "backpressure.dec"),
    sometimes("canon", "yield-here", "thread.yield", "(result i32)"),
    always("canon", "set-new", "waitable-set.new"),
    always("canon", "set-poll", "waitable-set.poll (memory $memory)"),
    sometimes(
        "canon",
        "set-wait",
        "waitable-set.wait (memory $memory)",
        "(param i32 i32) (result i32)",
    ),
    always("canon", "set-drop", "waitable-set.drop"),
    always("canon", "join", "waitable.join"),
    always("canon", "subtask-cancel", "subtask.cancel"),
    sometimes(
        "canon",
        "subtask-cancel-async",
        "subtask.cancel async",
        "(param i32) (result i32)",
    ),
    always("canon", "subtask-drop", "subtask.drop"),
    always("canon", "stream-new", "stream.new $stream"),
    always(
        "canon",
        "stream-read",
        "stream.read $stream async (memory $memory)",
    ),
    always(
        "canon",
        "stream-write",
        "stream.write $stream async (memory $memory)",
    ),
    always("canon", "stream-cancel-read", "stream.cancel-read $stream"),
    always(
        "canon",
        "stream-cancel-write",
        "stream.cancel-write $stream",
    ),
    always(
        "canon",
        "stream-drop-readable",
        "stream.drop-readable $stream",
    ),
    always(
        "canon",
        "stream-drop-writable",
        "stream.drop-writable $stream",
    ),
    always("canon", "future-new", "future.new $future"),
    always(
        "canon",
        "future-read",
        "future.read $future async (memory $memory)",
    ),
    always(
        "canon",
        "future-write",
        "future.write $future async (memory $memory)",
    ),
    always("canon", "future-cancel-read", "future.cancel-read $future"),
    always(
        "canon",
        "future-cancel-write",
        "future.cancel-write $future",
    ),
    always(
        "canon",
        "future-drop-readable",
        "future.drop-readable $future",
    ),
    always(
        "canon",
        "future-drop-writable",
        "future.drop-writable $future",
    ),
];

/// The guest, in the binary format.
pub(super) fn compose(needs: Needs) -> anyhow::Result<Vec<u8>> {
    let mut text = format!("(component {HOST}");
    for id in (0..NAMES.len()).rev() {
        text += &actor(id, needs);
    }
    for (id, name) in NAMES.iter().enumerate() {
        // What blocks in `a` would otherwise block what enters elsewhere, which no fused component can undo.
        let rooted = needs.wait_here || needs.call_now;
        let exports: &[&str] = match id {
            0 => &["load", "run", "solo", "poke"],
            _ if rooted => &["load"],
            _ => &["load", "run", "poke"],
        };
        for export in exports {
            text += &format!("  (export \"{name}-{export}\" (func ${name} \"{export}\"))\n");
        }
    }
    text += ")\n";
    wat::parse_str(&text).context("failed to encode the guest")
}

/// The text of one actor, and of its instance.
fn actor(id: usize, needs: Needs) -> String {
    let name = NAMES[id];
    let peer = NAMES.get(id + 1);
    let mut defined = String::new();
    let mut stubs = String::new();
    let mut modules = [
        ("host", String::new()),
        ("peer", String::new()),
        ("canon", String::new()),
    ];
    for Import {
        module,
        name,
        canon,
        stub,
    } in &IMPORTS
    {
        let export = match stub {
            Some(ty) if !has(id, module, name, needs) => {
                stubs += &format!("    (func (export \"{name}\") {ty} unreachable)\n");
                format!(" (export \"{name}\" (func $stubs \"{name}\"))")
            }
            _ => {
                defined += &format!("  (core func ${module}-{name} (canon {canon}))\n");
                format!(" (export \"{name}\" (func ${module}-{name}))")
            }
        };
        let exports = modules.iter_mut().find(|(of, _)| of == module);
        exports.expect("the module of every import is listed").1 += &export;
    }
    let with: String = modules
        .iter()
        .map(|(module, exports)| format!("\n    (with \"{module}\" (instance{exports}))"))
        .collect();
    let import_peer = peer.map_or("", |_| PEER);
    let with_peer = peer.map_or(String::new(), |peer| {
        format!("(with \"peer\" (instance ${peer}))")
    });
    format!(
        r#"(component $actor-{name} {HOST} {import_peer}
  (type $stream (stream u8))
  (type $future (future u8))
  (core module $libc (memory (export "memory") 4) (global (export "id") i32 (i32.const {id})))
  (core instance $libc (instantiate $libc))
  (alias core export $libc "memory" (core memory $memory))
  (core module $stubs
{stubs})
  (core instance $stubs (instantiate $stubs))
{defined}
{ACTOR}
  (core instance $actor (instantiate $actor (with "libc" (instance $libc)){with}))
  {EXPORTS})
(instance ${name} (instantiate $actor-{name}
  (with "log" (func $log)) (with "event" (func $event)) (with "work" (func $work)) (with "timer" (func $timer))
  {with_peer}))
"#,
    )
}

/// Whether actor `id` has an import that not all have.
fn has(id: usize, module: &str, name: &str, needs: Needs) -> bool {
    match (module, name) {
        ("peer", "run-now") => id == 0 && needs.call_now,
        ("peer", _) => id + 1 < NAMES.len(),
        ("canon", "set-wait") => id == 0 && needs.wait_here,
        ("canon", "yield-here") => id == 0 && needs.yield_here,
        ("canon", "subtask-cancel-async") => needs.cancel_async,
        _ => unreachable!("{module} {name} is something that all have"),
    }
}
