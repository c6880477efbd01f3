//! Input that is small and stands for something huge: it is fused or refused, and neither takes long.
//!
//! Were the work, the stack or the output to grow with what is meant rather than with what is written, these tests would not end.

use fuse_core::{Error, Options, fuse};

fn fused(text: &str) -> Result<Vec<u8>, Error> {
    let bytes = wat::parse_str(text).expect("the input is valid text");
    fuse(&bytes, &Options::default()).map(|fused| fused.bytes)
}

/// Fuses `text`, and gives how large the output is.
fn size(text: &str) -> usize {
    fused(text).expect("the input can be fused").len()
}

/// Says why `text` is not fused, which must be that it is not supported.
fn refusal(text: &str) -> String {
    match fused(text) {
        Err(error @ Error::Unsupported { .. }) => error.to_string(),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("the input was fused"),
    }
}

/// What `item` gives for each number from `start` below `end`.
fn each(start: usize, end: usize, item: impl Fn(usize) -> String) -> String {
    (start..end).map(item).collect()
}

/// A component with `module`, which exports a function `f` that gives a number.
fn of_module(module: &str) -> String {
    format!(
        r#"(component
            (core module $m {module})
            (core instance $i (instantiate $m))
            (func (export "f") (result u32) (canon lift (core func $i "f"))))"#
    )
}

/// A module that has global `last` say where a segment goes, and its function read it.
fn reading_global(globals: &str, last: usize) -> String {
    of_module(&format!(
        r#"(memory 1) (global $g0 i32 (i32.const 1)) {globals}
        (data (global.get $g{last}) "x")
        (func (export "f") (result i32) (i32.load8_u (global.get $g{last})))"#
    ))
}

#[test]
fn globals_that_double() {
    let sum = |i| {
        let last = i - 1;
        format!("(global $g{i} i32 (i32.add (global.get $g{last}) (global.get $g{last})))")
    };
    assert!(size(&reading_global(&each(1, 60, sum), 59)) < 100_000);
}

#[test]
fn globals_in_a_chain() {
    let copy = |i| format!("(global $g{i} i32 (global.get $g{}))", i - 1);
    size(&reading_global(&each(1, 20_000, copy), 19_999));
}

#[test]
fn core_types_in_a_chain() {
    let next = |i| format!("(type $t{i} (func (param (ref null $t{}))))", i - 1);
    let types = format!("(type $t0 (func)) {}", each(1, 20_000, next));
    let local = "(local (ref null $t19999))";
    size(&of_module(&format!(
        r#"{types} (func (export "f") (result i32) {local} (i32.const 1))"#
    )));
    size(&format!(
        r#"(component (import "m" (core module {types} (export "f" (func (type $t19999))))))"#
    ));
}

#[test]
fn core_types_in_a_group() {
    let next = |i| format!("(type $t{i} (func (param (ref null $t{}))))", i - 1);
    let types = format!("(rec (type $t0 (func)) {})", each(1, 50_000, next));
    size(&of_module(&format!(
        r#"{types} (func (export "f") (result i32) (local (ref null $t49999)) (i32.const 1))"#
    )));
}

/// `count` components with a memory or a table each, `definition`, which `read` uses.
fn components(count: usize, definition: &str, read: &str) -> String {
    let nested = of_module(&format!(
        r#"{definition} (func (export "f") (result i32) {read})"#
    ));
    let nested = nested.replacen("(component", "(component $c", 1);
    let instance =
        |i| format!(r#"(instance $i{i} (instantiate $c)) (export "f{i}" (func $i{i} "f"))"#);
    format!("(component {nested} {})", each(0, count, instance))
}

#[test]
fn more_memories_than_a_module_may_have() {
    let of = |count| components(count, "(memory 1)", "(i32.load (i32.const 0))");
    size(&of(100));
    assert!(refusal(&of(101)).contains("more than 100 memories"));
}

#[test]
fn more_tables_than_a_module_may_have() {
    let call = "(call_indirect (result i32) (i32.const 0))";
    let of = |count| components(count, "(table 1 funcref)", call);
    size(&of(100));
    assert!(refusal(&of(101)).contains("more than 100 tables"));
}

/// Components each of which instantiates the one before.
fn within_one_another(count: usize) -> String {
    let first = of_module(r#"(func (export "f") (result i32) (i32.const 1))"#);
    let first = first.replacen("(component", "(component $c0", 1);
    let next = |i| {
        let inner = i - 1;
        format!(
            r#"(component $c{i}
                (alias outer 1 $c{inner} (component $c))
                (instance $i (instantiate $c))
                (export "f" (func $i "f")))"#
        )
    };
    let last = count - 1;
    format!(
        r#"(component {first} {}
            (instance $i (instantiate $c{last}))
            (export "f" (func $i "f")))"#,
        each(1, count, next)
    )
}

#[test]
fn instances_within_one_another() {
    size(&within_one_another(100));
    assert!(refusal(&within_one_another(900)).contains("within one another"));
}

/// An instance, which is twice in another one, and that twice in a third.
fn bags(count: usize, end: &str) -> String {
    let bag = |i| {
        let inner = i - 1;
        format!(
            r#"(instance $b{i} (export "a" (instance $b{inner})) (export "b" (instance $b{inner})))"#
        )
    };
    format!(
        r#"(component
            (core module $m (func (export "f")))
            (core instance $i (instantiate $m))
            (func $f (export "f") (canon lift (core func $i "f")))
            (instance $b0 (export "f" (func $f)))
            {} {end})"#,
        each(1, count, bag)
    )
}

#[test]
fn instances_that_double() {
    size(&bags(18, ""));
    size(&bags(9, r#"(export "x" (instance $b8))"#));
    let exported = bags(18, r#"(export "x" (instance $b17))"#);
    assert!(refusal(&exported).contains("within imports and exports"));
}

#[test]
fn imports_that_double() {
    let next = |i| {
        let inner = i - 1;
        format!(
            r#"(type $t{i} (instance
                (alias outer 1 $t{inner} (type $u))
                (export "a" (instance (type $u)))
                (export "b" (instance (type $u)))))"#
        )
    };
    let types = format!(
        r#"(type $t0 (instance (export "f" (func)))) {}"#,
        each(1, 15, next)
    );
    let text = format!(r#"(component {types} (import "i" (instance (type $t14))))"#);
    assert!(refusal(&text).contains("within imports and exports"));
}

#[test]
fn modules_of_the_host_in_a_chain() {
    let next = |i| {
        format!(
            r#"(core instance $i{i} (instantiate $m (with "a" (instance $i{}))))"#,
            i - 1
        )
    };
    size(&format!(
        r#"(component
            (import "m0" (core module $m0 (export "f" (func)) (export "g" (func))))
            (import "m" (core module $m
                (import "a" "f" (func)) (import "a" "g" (func))
                (export "f" (func)) (export "g" (func))))
            (core instance $i0 (instantiate $m0))
            {}
            (core module $s (import "a" "f" (func $f)) (func (export "f") (call $f)))
            (core instance $s (instantiate $s (with "a" (instance $i59))))
            (func (export "f") (canon lift (core func $s "f"))))"#,
        each(1, 60, next)
    ));
}

#[test]
fn a_long_name_of_many_functions() {
    let name = "n".repeat(50_000);
    let call = "(call_indirect (i32.const 0)) (i32.const 1)";
    let text = format!(
        r#"(component
            (component $c
                (core module $m
                    (table 10000 funcref)
                    (elem (i32.const 0) func {})
                    {}
                    (func (export "f") (result i32) {call}))
                (core instance $i (instantiate $m))
                (func (export "f") (result u32) (canon lift (core func $i "f"))))
            (instance ${name} (instantiate $c))
            (export "f" (func ${name} "f")))"#,
        each(0, 10_000, |i| format!("{i} ")),
        "(func)".repeat(10_000)
    );
    assert!(size(&text) < 2_000_000);
}
