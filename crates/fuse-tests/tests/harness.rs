//! The script harness tells right fusion from wrong: given fusers that are wrong in one way each, it says so.

use fuse_core::{Error, Location};
use fuse_tests::script::{Output, Verdict, run_text};

const SCRIPT: &str = r#"
(component definition $answer
  (core module $m (func (export "f") (result i32) (i32.const 42)))
  (core instance $i (instantiate $m))
  (func (export "f") (result u32) (canon lift (core func $i "f"))))

(component instance $a $answer)
(assert_return (invoke "f") (u32.const 42))
"#;

const TRAP: &str = r#"
(component
  (core module $m (func (export "f") unreachable))
  (core instance $i (instantiate $m))
  (func (export "f") (canon lift (core func $i "f"))))
(assert_trap (invoke "f") "unreachable")
"#;

const INVALID: &str = r#"(assert_invalid (component (export "f" (func 0))) "")"#;

/// The bytes of a component that has the world of those in the scripts, and says something else.
fn other(instruction: &str) -> Vec<u8> {
    let result = if instruction == "nop" {
        ""
    } else {
        "(result i32)"
    };
    let ty = if instruction == "nop" {
        ""
    } else {
        "(result u32)"
    };
    wat::parse_str(format!(
        r#"(component
            (core module $m (func (export "f") {result} {instruction}))
            (core instance $i (instantiate $m))
            (func (export "f") {ty} (canon lift (core func $i "f"))))"#
    ))
    .unwrap()
}

#[track_caller]
fn check(
    script: &str,
    fuser: impl Fn(&[u8]) -> fuse_core::Result<Vec<u8>> + 'static,
    expected: Verdict,
) {
    let fuser = move |bytes: &[u8]| fuser(bytes).map(Output::whole);
    assert_eq!(run_text(script, &fuser).unwrap().verdict(), expected);
}

#[test]
fn the_same_agrees_and_counts_as_unchanged() {
    let report = run_text(SCRIPT, &|bytes: &[u8]| Ok(Output::whole(bytes.to_vec()))).unwrap();
    assert_eq!(report.verdict(), Verdict::Agrees);
    assert_eq!(
        (
            report.directives,
            report.agreed,
            report.components,
            report.changed
        ),
        (3, 3, 1, 0)
    );
}

#[test]
fn an_equivalent_agrees_and_counts_as_changed() {
    let report = run_text(SCRIPT, &|_: &[u8]| {
        Ok(Output::whole(other("(i32.const 40) (i32.const 2) i32.add")))
    })
    .unwrap();
    assert_eq!(report.verdict(), Verdict::Agrees);
    assert_eq!(report.changed, 1);
}

#[test]
fn another_trap_agrees() {
    let zero_division = r#"(component
        (core module $m (func (export "f") (drop (i32.div_u (i32.const 1) (i32.const 0)))))
        (core instance $i (instantiate $m))
        (func (export "f") (canon lift (core func $i "f"))))"#;
    check(
        TRAP,
        move |_| Ok(wat::parse_str(zero_division).unwrap()),
        Verdict::Agrees,
    );
}

#[test]
fn another_result_differs() {
    let reason = "line 8: fused: result 0 didn't match: expected                 42 / 0x000000000000002a \
        actual                   41 / 0x0000000000000029";
    check(
        SCRIPT,
        |_| Ok(other("(i32.const 41)")),
        Verdict::Differs(reason.into()),
    );
}

#[test]
fn no_trap_where_there_was_one_differs() {
    let reason = "line 6: fused: expected trap, got Component([])";
    check(TRAP, |_| Ok(other("nop")), Verdict::Differs(reason.into()));
}

#[test]
fn output_that_is_no_component_differs() {
    let report = run_text(SCRIPT, &|_: &[u8]| Ok(Output::whole(b"\0asm".to_vec()))).unwrap();
    assert!(matches!(report.verdict(), Verdict::Differs(_)));
}

#[test]
fn a_panic_differs() {
    check(
        SCRIPT,
        |_| panic!("oops"),
        Verdict::Differs("line 2: fusing panicked: oops".into()),
    );
    check(
        INVALID,
        |_| panic!("oops"),
        Verdict::Differs("line 1: fusing panicked: oops".into()),
    );
}

#[test]
fn a_mistake_differs_and_a_refusal_does_not() {
    let mistake = |_: &[u8]| {
        Err(Error::Internal {
            stage: "testing",
            message: "oops".into(),
        })
    };
    check(
        SCRIPT,
        mistake,
        Verdict::Differs("line 2: internal error while testing: oops".into()),
    );
    let refusal = |_: &[u8]| {
        Err(Error::Unsupported {
            feature: "x".into(),
            at: Location::default(),
            help: "wait",
        })
    };
    check(
        SCRIPT,
        refusal,
        Verdict::Unsupported("root component: x is not supported; wait".into()),
    );
}

#[test]
fn fusing_an_invalid_component_differs() {
    let reason = "line 1: an invalid component was fused";
    check(
        INVALID,
        |bytes| Ok(bytes.to_vec()),
        Verdict::Differs(reason.into()),
    );
}

#[test]
fn what_the_host_fails_is_skipped() {
    let wrong = SCRIPT.replace("const 42)))\n", "const 43)))\n");
    let report = run_text(&wrong, &|bytes: &[u8]| Ok(Output::whole(bytes.to_vec()))).unwrap();
    assert!(
        matches!(report.verdict(), Verdict::Skipped(_)),
        "{}",
        report.verdict()
    );
}
