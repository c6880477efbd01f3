//! What a bare core module does for a host that knows nothing of it but its manifest.

use arbtest::arbtest;
use fuse_core::{Options, Shape};
use fuse_tests::core_host::{CoreHost, Object, Provider, Value};
use fuse_tests::echo;
use std::sync::{Arc, Mutex};
use wasmi::Error;

/// How many random cases there are.
const CASES: u64 = 150;
/// How many random bytes each is made of.
const SIZE: u64 = 4096;
/// Spreads the seeds, which a weak generator would otherwise turn into similar cases.
const SPREAD: u64 = 0x9e37_79b1;

#[test]
fn values_of_any_type_come_back_the_same() {
    for case in 1..=CASES {
        arbtest(echo::check_core)
            .seed((case * SPREAD) << 32 | SIZE)
            .run();
    }
}

/// What the module has asked of the host.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn note(&self, text: String) {
        self.0.lock().expect("nobody panics with it").push(text);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().expect("nobody panics with it"))
    }
}

impl Provider for Log {
    fn call(
        &mut self,
        interface: Option<&str>,
        name: &str,
        args: Vec<Value>,
    ) -> Result<Option<Value>, Error> {
        self.note(format!("{}#{name} {args:?}", interface.unwrap_or_default()));
        Ok((name == "make").then_some(Value::Handle(Object::Host(7))))
    }

    fn dropped(&mut self, id: u32) {
        self.note(format!("dropped {id}"));
    }
}

fn host(text: &str) -> (CoreHost, Log) {
    let component = wat::parse_str(text).expect("the text is right");
    let mut options = Options::default();
    options.shape = Shape::Core;
    let fused = fuse_core::fuse(&component, &options).expect("it can be fused");
    let manifest = serde_json::to_string(&fused.manifest).expect("every key is a string");
    let log = Log::default();
    let host = CoreHost::new(&fused.bytes, &manifest, log.clone()).expect("the manifest is right");
    (host, log)
}

const RESOURCES: &str = "test:guest/resources";

#[test]
fn the_host_makes_lends_gives_back_and_drops_what_the_module_defines() {
    let (mut host, log) = host(include_str!(
        "../../fuse-core/tests/fuse/exported-resource/input.wat"
    ));
    let interface = Some(RESOURCES);
    let mut make = |rep| {
        let made = host.call(interface, "[constructor]r", &[Value::Unsigned(rep)]);
        made.expect("it returns").expect("a handle")
    };
    let (one, other) = (make(41), make(42));
    assert_eq!(
        one,
        Value::Handle(Object::Module {
            resource: 0,
            rep: 41
        })
    );
    let lent = host.call(interface, "[method]r.get", std::slice::from_ref(&one));
    assert_eq!(lent.expect("it returns"), Some(Value::Unsigned(41)));
    let given = host.call(interface, "[static]r.take", &[other]);
    assert_eq!(given.expect("it returns"), Some(Value::Unsigned(42)));
    let Value::Handle(one) = one else {
        unreachable!("it is a handle")
    };
    host.release(&one).expect("the destructor returns");
    assert_eq!(log.take(), [""; 0], "the host was asked for nothing");
}

#[test]
fn the_module_lends_what_the_host_defines() {
    let (mut host, log) = host(include_str!(
        "../../fuse-core/tests/fuse/host-handles-in-a-list/input.wat"
    ));
    host.call(None, "run", &[]).expect("it returns");
    assert_eq!(
        log.take(),
        [
            "test:host/poll#make []",
            "test:host/poll#poll [List([Handle(Host(7))])]",
        ]
    );
}

#[test]
fn start_functions_run_first() {
    let (mut host, _) = host(
        r#"(component
            (core module $m
                (global $g (mut i32) (i32.const 1))
                (func $start (global.set $g (i32.const 2)))
                (start $start)
                (func (export "get") (result i32) (global.get $g)))
            (core instance $i (instantiate $m))
            (func (export "get") (result u32) (canon lift (core func $i "get"))))"#,
    );
    let got = host.call(None, "get", &[]).expect("it returns");
    assert_eq!(got, Some(Value::Unsigned(2)));
}
