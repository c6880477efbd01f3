//! What [`fuse_tests::host`] makes of the ways in which a program can end, and that the fixtures of the benchmark make the
//! same calls composed and fused.

use std::fs;
use std::path::Path;
use std::time::Duration;

use fuse_tests::host::{self, Ending, Entry, Host, Invocation, Outcome};
use wasmtime::component::{Component, Linker, Val};
use wasmtime::{Engine, Store};

/// A command whose `run` has this body.
fn command(body: &str) -> Vec<u8> {
    let text = format!(
        r#"(component
            (core module $main (func (export "run") (result i32) {body}))
            (core instance $main (instantiate $main))
            (func $run (result (result)) (canon lift (core func $main "run")))
            (instance (export "wasi:cli/run@0.2.0") (export "run" (func $run))))"#
    );
    wat::parse_str(text).expect("the fixture is well-formed")
}

fn run(host: &Host, component: &[u8], entry: Entry) -> anyhow::Result<Outcome> {
    host.run(&host.load(component)?, &Invocation::new(entry))
}

#[test]
fn a_command_ends_with_its_result() {
    let host = Host::new().unwrap();
    let end = |body| run(&host, &command(body), Entry::Command).unwrap().ending;
    assert!(matches!(end("(i32.const 0)"), Ending::Exited(0)));
    assert!(matches!(end("(i32.const 1)"), Ending::Exited(1)));
    assert!(matches!(end("unreachable"), Ending::Trapped(_)));
}

#[test]
fn an_endless_program_is_stopped() {
    let host = Host::with_limit(Duration::from_millis(100)).unwrap();
    let outcome = run(&host, &command("(loop (br 0)) unreachable"), Entry::Command).unwrap();
    assert!(matches!(outcome.ending, Ending::TimedOut));
}

#[test]
fn an_export_is_found_by_name_and_by_interface() {
    let component = wat::parse_str(
        r#"(component
            (core module $main (func (export "one") (result i32) (i32.const 1)) (func (export "two") (result i32) (i32.const 2)))
            (core instance $main (instantiate $main))
            (func $one (result u32) (canon lift (core func $main "one")))
            (func $two (result u32) (canon lift (core func $main "two")))
            (func (export "it") (result u32) (canon lift (core func $main "one")))
            (instance (export "a:b/first") (export "get" (func $one)))
            (instance (export "a:b/second") (export "get" (func $two))))"#,
    )
    .unwrap();
    let host = Host::new().unwrap();
    let get = |name: &str| run(&host, &component, Entry::Export(name.into()));
    assert!(
        matches!(get("it").unwrap().ending, Ending::Returned(values) if values == [Val::U32(1)])
    );
    assert!(
        matches!(get("a:b/second#get").unwrap().ending, Ending::Returned(values) if values == [Val::U32(2)])
    );
    assert!(
        get("get")
            .unwrap_err()
            .to_string()
            .contains("more than once")
    );
    assert!(
        get("none")
            .unwrap_err()
            .to_string()
            .contains("`a:b/first#get`")
    );
}

#[test]
fn outcomes_differ_by_what_was_seen() {
    let host = Host::new().unwrap();
    let outcome = |body| run(&host, &command(body), Entry::Command).unwrap();
    let (good, bad, trap) = (
        outcome("(i32.const 0)"),
        outcome("(i32.const 1)"),
        outcome("unreachable"),
    );
    assert_eq!(good.difference(&outcome("(i32.const 0)")), None);
    assert_eq!(
        trap.difference(&outcome("(i32.div_u (i32.const 1) (i32.const 0))")),
        None
    );
    assert_eq!(
        good.difference(&bad).as_deref(),
        Some("composed exits with code 0, fused exits with code 1")
    );
    let printed = Outcome {
        stdout: b"one two".to_vec(),
        ..good.clone()
    };
    let other = Outcome {
        stdout: b"one three".to_vec(),
        ..good
    };
    let difference = "stdout differs at byte 5: composed has \"wo\", fused has \"hree\"";
    assert_eq!(printed.difference(&other).as_deref(), Some(difference));
}

#[test]
fn benchmark_fixtures_agree() {
    let engine = Engine::new(&host::config()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let checksum = |bytes: &[u8]| {
        let component = Component::from_binary(&engine, bytes).unwrap();
        let mut store = Store::new(&engine, ());
        runtime.block_on(async {
            let instance = Linker::new(&engine)
                .instantiate_async(&mut store, &component)
                .await
                .unwrap();
            let run = instance
                .get_typed_func::<(u32, u32), (u32,)>(&mut store, "run")
                .unwrap();
            let mut sums = Vec::new();
            for size in [1, 16] {
                sums.push(run.call_async(&mut store, (100, size)).await.unwrap().0);
            }
            sums
        })
    };
    let mut fixtures = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("bench")).unwrap() {
        let path = entry.unwrap().path();
        let composed = wat::parse_file(&path).unwrap();
        let fused = fuse_core::fuse(&composed, &fuse_core::Options::default()).unwrap();
        assert_eq!(
            checksum(&composed),
            checksum(&fused.bytes),
            "{}",
            path.display()
        );
        fixtures += 1;
    }
    assert_ne!(fixtures, 0);
}
