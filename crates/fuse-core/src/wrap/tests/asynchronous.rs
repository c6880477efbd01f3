//! Components with functions of async type, as text.

use super::{check_base, wrap};
use wasmparser::{CanonicalFunction as Canon, CanonicalOption as Opt, Parser, Payload};

/// A module with a memory, a `realloc` and a callback.
const MEMORY: &str = r#"
    (core module $Mem
        (memory (export "mem") 1)
        (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable)
        (func (export "callback") (param i32 i32 i32) (result i32) unreachable))
    (core instance $mem (instantiate $Mem))
    (alias core export $mem "mem" (core memory $mem))
    (alias core export $mem "realloc" (core func $realloc))
    (alias core export $mem "callback" (core func $callback))"#;

/// The canonical definitions of the outer component, once its world is the same and it asks for no more than the base of async.
fn canons(wat: &str) -> Vec<Canon> {
    let input = wat::parse_str(wat).unwrap_or_else(|e| panic!("{e}\n{wat}"));
    let output = wrap(&input).unwrap_or_else(|e| panic!("{e}\n{wat}"));
    check_base(&output);
    let mut canons = Vec::new();
    for payload in Parser::new(0).parse_all(&output) {
        if let Payload::ComponentCanonicalSection(section) = payload.expect("the output is valid") {
            canons.extend(section.into_iter().map(|canon| canon.expect("it is valid")));
        }
    }
    canons
}

/// The options of the definitions of one kind, in order.
fn options(canons: &[Canon], of: fn(&Canon) -> Option<&Box<[Opt]>>) -> Vec<&[Opt]> {
    canons
        .iter()
        .filter_map(of)
        .map(|options| &**options)
        .collect()
}

fn lifts(canons: &[Canon]) -> Vec<&[Opt]> {
    options(canons, |canon| match canon {
        Canon::Lift { options, .. } => Some(options),
        _ => None,
    })
}

fn lowers(canons: &[Canon]) -> Vec<&[Opt]> {
    options(canons, |canon| match canon {
        Canon::Lower { options, .. } => Some(options),
        _ => None,
    })
}

fn returns(canons: &[Canon]) -> Vec<&[Opt]> {
    options(canons, |canon| match canon {
        Canon::TaskReturn { options, .. } => Some(options),
        _ => None,
    })
}

fn is_callback_lift(options: &[Opt]) -> bool {
    let has = |wanted: fn(&Opt) -> bool| options.iter().any(wanted);
    has(|o| matches!(o, Opt::Async))
        && has(|o| matches!(o, Opt::Callback(_)))
        && !has(|o| matches!(o, Opt::PostReturn(_)))
}

#[test]
fn every_lift_of_async_type_gets_a_callback() {
    let canons = canons(&format!(
        r#"(component
            {MEMORY}
            (core module $M
                (func (export "sync") (param i32 i32) (result i32) unreachable)
                (func (export "post") (param i32))
                (func (export "async") (param i32 i32) (result i32) unreachable)
                (func (export "plain") (result i32) unreachable))
            (core instance $m (instantiate $M))
            (type $f (func async (param "x" string) (result string)))
            (func (export "a") (type $f) (canon lift (core func $m "sync") (memory $mem) (realloc $realloc)
                string-encoding=utf16 (post-return (core func $m "post"))))
            (func (export "b") (type $f) (canon lift (core func $m "async") async (callback $callback)
                (memory $mem) (realloc $realloc)))
            (func (export "c") (result u32) (canon lift (core func $m "plain")))
            (func (export "d") async (canon lift (core func $m "plain") async (callback $callback))))"#
    ));
    let lifts = lifts(&canons);
    let is_async: Vec<_> = lifts
        .iter()
        .map(|options| is_callback_lift(options))
        .collect();
    assert_eq!(is_async, [true, true, false, true]);
    let [a, b, d] = returns(&canons)[..] else {
        panic!("one `task.return` for each function of async type")
    };
    assert!(matches!(a, [Opt::UTF16, Opt::Memory(_)]));
    assert!(matches!(b, [Opt::UTF8, Opt::Memory(_)]));
    assert!(matches!(d, [Opt::UTF8]));
}

#[test]
fn every_lower_of_async_type_is_async() {
    let canons = canons(&format!(
        r#"(component
            {MEMORY}
            (import "f" (func $f async (param "a" u64) (param "b" u64) (param "c" f32) (param "d" f64) (result string)))
            (import "g" (func $g async (param "a" string) (param "b" string) (param "c" u8)))
            (import "h" (func $h (result string)))
            (import "i" (func $i async))
            (core func $f-sync (canon lower (func $f) (memory $mem) (realloc $realloc)))
            (core func $f-async (canon lower (func $f) async (memory $mem) (realloc $realloc)))
            (core func $g (canon lower (func $g) async (memory $mem)))
            (core func $h (canon lower (func $h) (memory $mem) (realloc $realloc)))
            (core func $i (canon lower (func $i)))
            (core module $M
                (import "" "f-sync" (func (param i64 i64 f32 f64 i32)))
                (import "" "f-async" (func (param i64 i64 f32 f64 i32) (result i32)))
                (import "" "g" (func (param i32) (result i32)))
                (import "" "h" (func (param i32)))
                (import "" "i" (func)))
            (core instance $m (instantiate $M (with "" (instance
                (export "f-sync" (func $f-sync)) (export "f-async" (func $f-async))
                (export "g" (func $g)) (export "h" (func $h)) (export "i" (func $i)))))))"#
    ));
    let lowers = lowers(&canons);
    let is_async = |options: &&[Opt]| options.iter().any(|o| matches!(o, Opt::Async));
    // Those that need `realloc` go by way of the shim, and so come last.
    let is_async: Vec<_> = lowers.iter().map(is_async).collect();
    assert_eq!(is_async, [true, true, true, true, false]);
}

#[test]
fn built_ins_of_the_host() {
    let canons = canons(
        r#"(component
            (core module $M
                (func (export "f") (result i32) unreachable)
                (func (export "callback") (param i32 i32 i32) (result i32) unreachable))
            (core instance $m (instantiate $M))
            (func (export "f") async (canon lift (core func $m "f") async (callback (core func $m "callback")))))"#,
    );
    let plain = |canon: &&Canon| !matches!(canon, Canon::Lift { .. } | Canon::TaskReturn { .. });
    let found: Vec<_> = canons.iter().filter(plain).collect();
    let [
        Canon::WaitableSetNew,
        Canon::WaitableSetWait {
            cancellable: false,
            memory: wait,
        },
        Canon::WaitableSetPoll {
            cancellable: false,
            memory: poll,
        },
        Canon::WaitableSetDrop,
        Canon::WaitableJoin,
        Canon::SubtaskCancel { async_: false },
        Canon::SubtaskDrop,
        Canon::TaskCancel,
        Canon::ThreadYield { cancellable: false },
        Canon::ContextGet { slot: 0, .. },
        Canon::ContextSet { slot: 0, .. },
        Canon::StreamNew { ty },
        Canon::StreamRead {
            ty: read,
            options: read_options,
        },
        Canon::StreamWrite {
            ty: write,
            options: write_options,
        },
        Canon::StreamDropReadable { ty: readable },
        Canon::StreamDropWritable { ty: writable },
    ] = found[..]
    else {
        panic!("{found:?}")
    };
    assert_eq!(wait, poll);
    assert_eq!([read, write, readable, writable], [ty; 4]);
    assert!(matches!(
        (&**read_options, &**write_options),
        ([Opt::Async], [Opt::Async])
    ));
}

#[test]
fn results_of_every_type() {
    canons(&format!(
        r#"(component
            {MEMORY}
            (type $rec (record (field "a" bool) (field "b" s8) (field "c" f64) (field "d" char)))
            (export $rec' "rec" (type $rec))
            (type $var (variant (case "a") (case "b" $rec') (case "c" (list $rec'))))
            (export $var' "var" (type $var))
            (type $en (enum "x" "y"))
            (export $en' "en" (type $en))
            (type $fl (flags "p" "q"))
            (export $fl' "fl" (type $fl))
            (import "r" (type $r (sub resource)))
            (type $s (resource (rep i32)))
            (export $s' "s" (type $s))
            (type $all (tuple
                $rec' $var' (option $en') (result $fl' (error string)) (result) (list u16) (map string $rec') (list u8 4)
                (stream u8) (future (result $en')) (stream) (own $r) (list (own $s'))
                u32 s16 s32 u64 s64 f32))
            (core module $M (func (export "f") (result i32) unreachable))
            (core instance $m (instantiate $M))
            (func (export "f") async (result $all)
                (canon lift (core func $m "f") async (callback $callback) (memory $mem)))
            (func (export "g") async (result $all) (canon lift (core func $m "f") (memory $mem))))"#
    ));
}

/// The resource type is not there yet when the fused module is, and one function is not there for the host at all.
#[test]
fn exported_instance() {
    let canons = canons(
        r#"(component
            (component $C
                (core module $M
                    (func (export "dtor") (param i32))
                    (func (export "f") (param i32) (result i32) unreachable)
                    (func (export "callback") (param i32 i32 i32) (result i32) unreachable))
                (core instance $m (instantiate $M))
                (type $r (resource (rep i32) (dtor (core func $m "dtor"))))
                (export $r' "r" (type $r))
                (func (export "[method]r.f") async (param "self" (borrow $r')) (result (own $r'))
                    (canon lift (core func $m "f") async (callback (core func $m "callback"))))
                (func (export "hidden") async (param "x" (own $r')) (result (own $r'))
                    (canon lift (core func $m "f"))))
            (instance $c (instantiate $C))
            (component $Narrow
                (import "i" (instance $i
                    (export "r" (type $r (sub resource)))
                    (export "[method]r.f" (func async (param "self" (borrow $r)) (result (own $r))))))
                (export "j" (instance $i)))
            (instance $narrow (instantiate $Narrow (with "i" (instance $c))))
            (export "a:b/c" (instance $narrow "j")))"#,
    );
    assert_eq!(lifts(&canons).len(), 1);
}

/// Every canonical definition there is can be read, whether or not it can be fused.
#[test]
fn all_canonical_definitions_are_read() {
    let wat = format!(
        r#"(component
            {MEMORY}
            (type $s (stream string))
            (type $f (future (result u8)))
            (import "h" (func $h async (param "x" string)))
            (core func (canon lower (func $h) async (memory $mem)))
            (core func (canon task.return (result string) (memory $mem)))
            (core func (canon task.cancel))
            (core func (canon context.get i32 0))
            (core func (canon context.set i32 1))
            (core func (canon backpressure.inc))
            (core func (canon backpressure.dec))
            (core func (canon thread.yield))
            (core func (canon subtask.cancel))
            (core func (canon subtask.cancel async))
            (core func (canon subtask.drop))
            (core func (canon waitable-set.new))
            (core func (canon waitable-set.wait (memory $mem)))
            (core func (canon waitable-set.poll (memory $mem)))
            (core func (canon waitable-set.drop))
            (core func (canon waitable.join))
            (core func (canon stream.new $s))
            (core func (canon stream.read $s async (memory $mem) (realloc $realloc)))
            (core func (canon stream.read $s (memory $mem) (realloc $realloc)))
            (core func (canon stream.write $s async (memory $mem)))
            (core func (canon stream.cancel-read $s))
            (core func (canon stream.cancel-read $s async))
            (core func (canon stream.cancel-write $s))
            (core func (canon stream.drop-readable $s))
            (core func (canon stream.drop-writable $s))
            (core func (canon future.new $f))
            (core func (canon future.read $f async (memory $mem)))
            (core func (canon future.write $f (memory $mem)))
            (core func (canon future.cancel-read $f))
            (core func (canon future.cancel-write $f async))
            (core func (canon future.drop-readable $f))
            (core func (canon future.drop-writable $f))
            (core func (canon error-context.new (memory $mem)))
            (core func (canon error-context.debug-message (memory $mem) (realloc $realloc)))
            (core func (canon error-context.drop))
            (core func (canon thread.index))
            (core func (canon thread.suspend))
            (core func (canon thread.resume-later))
            (core func (canon thread.suspend-then-resume))
            (core func (canon thread.yield-then-resume)))"#
    );
    let input = wat::parse_str(&wat).unwrap_or_else(|e| panic!("{e}"));
    let tree = crate::read::read(&input).expect("all of it is valid");
    crate::graph::instantiate(&tree).expect("what nothing calls does no harm");
}
