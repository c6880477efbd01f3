//! The guest: actors `a`, `b` and `c`, each the peer of the one before, composed into one component.

use super::element::Element;
use super::passes::Passes;
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
    /// All can cancel a read or a write without waiting for the other end.
    pub stop_async: bool,
    /// `a` can read and write streams without leaving its callback; it alone has asynchronous exports then.
    pub copy_here: bool,
    /// Streams and futures have these elements; else they have bytes.
    pub element: Option<Element>,
    /// Which streams and futures pass between the guest and the host.
    pub passes: Passes,
}

/// What the guest imports, and hands on to every actor.
const HOST: &str = r#"
  (import "log" (func $log (param "who" u32) (param "what" u32) (param "value" u32)))
  (import "event" (func $event (param "who" u32) (param "code" u32) (param "p1" u32) (param "p2" u32)))
  (import "work" (func $work async (param "n" u32) (result u32)))
  (import "timer" (func $timer async))
"#;

/// What a guest may import besides, a function a line; `@` stands for the elements.
const HOST_ENDS: &str = r#"
  (import "keep-stream" (func $keep-stream (param "n" u32) (param "end" (stream@))))
  (import "take-stream" (func $take-stream (param "n" u32) (param "end" (stream@))))
  (import "send-stream" (func $send-stream async (param "n" u32) (param "end" (stream@)) (result u32)))
  (import "give-stream" (func $give-stream (param "n" u32) (result (stream@))))
  (import "find-stream" (func $find-stream async (param "n" u32) (result (stream@))))
  (import "back-stream" (func $back-stream (param "n" u32) (param "end" (stream@)) (result (stream@))))
  (import "keep-future" (func $keep-future (param "n" u32) (param "end" (future@))))
  (import "take-future" (func $take-future (param "n" u32) (param "end" (future@))))
  (import "send-future" (func $send-future async (param "n" u32) (param "end" (future@)) (result u32)))
  (import "give-future" (func $give-future (param "n" u32) (result (future@))))
  (import "find-future" (func $find-future async (param "n" u32) (result (future@))))
  (import "back-future" (func $back-future (param "n" u32) (param "end" (future@)) (result (future@))))
"#;

/// What an actor imports of its peer; `@` stands for the elements.
const PEER: &str = r#"
  (import "peer" (instance $peer
    (export "load" (func (param "who" u32) (param "at" u32) (param "word" u32)))
    (export "run" (func async (param "call" u32) (result u32)))
    (export "solo" (func async (param "call" u32) (result u32)))
    (export "poke" (func (param "call" u32) (result u32)))
    (export "take-stream" (func async (param "call" u32) (param "gift" (stream@)) (result u32)))
    (export "take-future" (func async (param "call" u32) (param "gift" (future@)) (result u32)))
    (export "give-stream" (func async (param "call" u32) (result (stream@))))
    (export "give-future" (func async (param "call" u32) (result (future@))))))
"#;

/// What an actor exports; `@` stands for the elements.
const EXPORTS: &str = r#"
  (func (export "load") (param "who" u32) (param "at" u32) (param "word" u32)
    (canon lift (core func $actor "load")))
  (func (export "run") async (param "call" u32) (result u32)
    (canon lift (core func $actor "run") async (callback (core func $actor "callback"))))
  (func (export "solo") async (param "call" u32) (result u32) (canon lift (core func $actor "sync")))
  (func (export "poke") (param "call" u32) (result u32) (canon lift (core func $actor "sync")))
  (func (export "take-stream") async (param "call" u32) (param "gift" (stream@)) (result u32)
    (canon lift (core func $actor "take") async (callback (core func $actor "callback"))))
  (func (export "take-future") async (param "call" u32) (param "gift" (future@)) (result u32)
    (canon lift (core func $actor "take") async (callback (core func $actor "callback"))))
  (func (export "give-stream") async (param "call" u32) (result (stream@))
    (canon lift (core func $actor "run") async (callback (core func $actor "callback"))))
  (func (export "give-future") async (param "call" u32) (result (future@))
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
const IMPORTS: [Import; 62] = [
    always("host", "log", "lower (func $log)"),
    always("host", "event", "lower (func $event)"),
    always("host", "work", "lower (func $work) async (memory $memory)"),
    always("host", "timer", "lower (func $timer) async"),
    sometimes(
        "host",
        "keep-stream",
        "lower (func $keep-stream)",
        "(param i32 i32)",
    ),
    sometimes(
        "host",
        "take-stream",
        "lower (func $take-stream)",
        "(param i32 i32)",
    ),
    sometimes(
        "host",
        "send-stream",
        "lower (func $send-stream) async (memory $memory)",
        "(param i32 i32 i32) (result i32)",
    ),
    sometimes(
        "host",
        "give-stream",
        "lower (func $give-stream)",
        "(param i32) (result i32)",
    ),
    sometimes(
        "host",
        "find-stream",
        "lower (func $find-stream) async (memory $memory)",
        "(param i32 i32) (result i32)",
    ),
    sometimes(
        "host",
        "back-stream",
        "lower (func $back-stream)",
        "(param i32 i32) (result i32)",
    ),
    sometimes(
        "host",
        "keep-future",
        "lower (func $keep-future)",
        "(param i32 i32)",
    ),
    sometimes(
        "host",
        "take-future",
        "lower (func $take-future)",
        "(param i32 i32)",
    ),
    sometimes(
        "host",
        "send-future",
        "lower (func $send-future) async (memory $memory)",
        "(param i32 i32 i32) (result i32)",
    ),
    sometimes(
        "host",
        "give-future",
        "lower (func $give-future)",
        "(param i32) (result i32)",
    ),
    sometimes(
        "host",
        "find-future",
        "lower (func $find-future) async (memory $memory)",
        "(param i32 i32) (result i32)",
    ),
    sometimes(
        "host",
        "back-future",
        "lower (func $back-future)",
        "(param i32 i32) (result i32)",
    ),
    sometimes(
        "peer",
        "load",
        "lower (func $peer \"load\")",
        "(param i32 i32 i32)",
    ),
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
        "stream.read $stream async (memory $memory)@",
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
    sometimes(
        "canon",
        "stream-cancel-read-async",
        "stream.cancel-read $stream async",
        "(param i32) (result i32)",
    ),
    sometimes(
        "canon",
        "stream-cancel-write-async",
        "stream.cancel-write $stream async",
        "(param i32) (result i32)",
    ),
    sometimes(
        "canon",
        "future-cancel-read-async",
        "future.cancel-read $future async",
        "(param i32) (result i32)",
    ),
    sometimes(
        "canon",
        "future-cancel-write-async",
        "future.cancel-write $future async",
        "(param i32) (result i32)",
    ),
    sometimes(
        "canon",
        "stream-read-here",
        "stream.read $stream (memory $memory)@",
        "(param i32 i32 i32) (result i32)",
    ),
    sometimes(
        "canon",
        "stream-write-here",
        "stream.write $stream (memory $memory)",
        "(param i32 i32 i32) (result i32)",
    ),
    always("canon", "future-new", "future.new $future"),
    always(
        "canon",
        "future-read",
        "future.read $future async (memory $memory)@",
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
    let mut text = format!("(component {}", host(needs));
    for id in (0..NAMES.len()).rev() {
        text += &actor(id, needs);
    }
    for (id, name) in NAMES.iter().enumerate() {
        // What blocks in `a` would otherwise block what enters elsewhere, which no fused component can undo.
        let rooted = needs.wait_here || needs.call_now || needs.copy_here;
        let mut exports = Vec::new();
        if id == 0 {
            exports.extend(["load", "solo"]);
        }
        if id == 0 || !rooted {
            exports.extend(["run", "poke"]);
            let passing = ["take-stream", "take-future", "give-stream", "give-future"];
            let passing = passing.iter();
            exports.extend(passing.filter(|name| needs.passes.has(Passes::by_export(name))));
        }
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
                stubs += &format!("    (func (export \"{module}-{name}\") {ty} unreachable)\n");
                format!(" (export \"{name}\" (func $stubs \"{module}-{name}\"))")
            }
            _ => {
                let canon = canon.replace('@', element(needs).realloc());
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
    let ty = element(needs).ty();
    let import_peer = peer.map_or(String::new(), |_| PEER.replace('@', ty));
    let exports = EXPORTS.replace('@', ty);
    let with_host: String = IMPORTS
        .iter()
        .filter(|import| import.module == "host")
        .filter(|import| needs.passes.has(Passes::by_import(import.name)))
        .map(|import| format!("\n  (with \"{0}\" (func ${0}))", import.name))
        .collect();
    let with_peer = peer.map_or(String::new(), |peer| {
        format!("(with \"peer\" (instance ${peer}))")
    });
    format!(
        r#"(component $actor-{name} {imports} {import_peer}
  (type $stream (stream{ty}))
  (type $future (future{ty}))
  (core module $libc
    (memory (export "memory") 21)
    (global (export "id") i32 (i32.const {id}))
    ;; What is read points to the last page, and is overwritten when that is full.
    (global $next (mut i32) (i32.const 1310720))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (local $at i32)
      (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
      (if (i32.gt_u (i32.add (local.get $at) (local.get 3)) (i32.const 1376256))
        (then (local.set $at (i32.const 1310720))))
      (global.set $next (i32.add (local.get $at) (local.get 3)))
      (local.get $at)))
  (core instance $libc (instantiate $libc))
  (alias core export $libc "memory" (core memory $memory))
  (alias core export $libc "realloc" (core func $realloc))
{element}
  (core instance $element (instantiate $element (with "libc" (instance $libc))))
  (core module $stubs
{stubs})
  (core instance $stubs (instantiate $stubs))
{defined}
{ACTOR}
  (core instance $actor
    (instantiate $actor (with "libc" (instance $libc)) (with "element" (instance $element)){with}))
  {exports})
(instance ${name} (instantiate $actor-{name}
  (with "log" (func $log)) (with "event" (func $event)) (with "work" (func $work)) (with "timer" (func $timer))
  {with_peer}{with_host}))
"#,
        imports = host(needs),
        element = element(needs).module(),
    )
}

/// What the guest imports, and each of its actors.
fn host(needs: Needs) -> String {
    let passing: String = HOST_ENDS
        .lines()
        .filter(|line| {
            let name = line.split('"').nth(1);
            name.is_some_and(|name| needs.passes.has(Passes::by_import(name)))
        })
        .map(|line| format!("{}\n", line.replace('@', element(needs).ty())))
        .collect();
    format!("{HOST}{passing}")
}

fn element(needs: Needs) -> Element {
    needs.element.unwrap_or(Element::U8)
}

/// Whether actor `id` has an import that not all have.
fn has(id: usize, module: &str, name: &str, needs: Needs) -> bool {
    match (module, name) {
        ("host", _) => needs.passes.has(Passes::by_import(name)),
        ("peer", "run-now") => id == 0 && needs.call_now,
        ("peer", _) => id + 1 < NAMES.len(),
        ("canon", "set-wait") => id == 0 && needs.wait_here,
        ("canon", "yield-here") => id == 0 && needs.yield_here,
        ("canon", "subtask-cancel-async") => needs.cancel_async,
        ("canon", "stream-read-here" | "stream-write-here") => id == 0 && needs.copy_here,
        ("canon", name) if name.ends_with("-async") => needs.stop_async,
        _ => unreachable!("{module} {name} is something that all have"),
    }
}
