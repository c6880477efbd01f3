//! Input that is small and has very many components in it, or very many ways to group them: the work is bounded.

use fuse_core::Options;
use fuse_split::{Split, fuse};
use wasm_encoder::{ComponentBuilder, ComponentExportKind};

fn split(bytes: &[u8]) -> Split {
    fuse(bytes, &Options::default()).expect("what cannot be fused stays")
}

/// A component that exports a function `f`, lifted in a way that is not fused.
fn unsupported() -> Vec<u8> {
    wat::parse_str(
        r#"(component
            (core module $m (func (export "f")))
            (core instance $i (instantiate $m))
            (func (export "f") async (canon lift (core func $i "f") async)))"#,
    )
    .expect("the text is right")
}

/// A component that instantiates `inner` that often, and exports the function of the last.
fn around(inner: &[u8], instances: u32) -> Vec<u8> {
    let mut builder = ComponentBuilder::default();
    let component = builder.component_raw(None, inner);
    let none: [(&str, ComponentExportKind, u32); 0] = [];
    let made = (0..instances).map(|_| builder.instantiate(None, component, none));
    let last = made.last().expect("there is an instance");
    let f = builder.alias_export(last, "f", ComponentExportKind::Func);
    builder.export("f", ComponentExportKind::Func, f, None);
    builder.finish()
}

#[test]
fn components_within_one_another() {
    let deep = (0..300).fold(unsupported(), |inner, _| around(&inner, 1));
    assert!(!split(&deep).is_fused());
}

#[test]
fn components_that_double() {
    let doubled = (0..60).fold(unsupported(), |inner, _| around(&inner, 2));
    assert!(!split(&doubled).is_fused());
}

/// Each of many components calls the one before, and more of them have a memory than fit into one module.
#[test]
fn a_long_chain() {
    let last = 150;
    let chain: String = (1..=last)
        .map(|i| {
            let before = i - 1;
            format!(r#"(instance $i{i} (instantiate $c (with "f" (func $i{before} "f"))))"#)
        })
        .collect();
    let text = format!(
        r#"(component
            (component $first
                (core module $m
                    (memory 1)
                    (func (export "f") (result i32) (i32.load (i32.const 0))))
                (core instance $i (instantiate $m))
                (func (export "f") (result u32) (canon lift (core func $i "f"))))
            (component $c
                (import "f" (func $imported (result u32)))
                (core func $f (canon lower (func $imported)))
                (core module $m
                    (import "" "f" (func $f (result i32)))
                    (memory 1)
                    (func (export "f") (result i32)
                        (i32.add (call $f) (i32.load (i32.const 0)))))
                (core instance $i (instantiate $m
                    (with "" (instance (export "f" (func $f))))))
                (func (export "f") (result u32) (canon lift (core func $i "f"))))
            (instance $i0 (instantiate $first))
            {chain}
            (export "f" (func $i{last} "f")))"#
    );
    let split = split(&wat::parse_str(text).expect("the text is right"));
    assert!(split.is_fused() && !split.is_whole());
    assert_eq!(split.groups.len(), split.kept.len() + 1);
}
