//! Components of every shape, as text.

use super::wrap;

/// Encodes the component again; gives the text of the output, for those who want to see more than that its world is the same.
fn check(wat: &str) -> Vec<u8> {
    let input = wat::parse_str(wat).expect("the text is right");
    wrap(&input).unwrap_or_else(|e| panic!("{e}\n{wat}"))
}

/// How many core instances are made of modules.
fn core_instances(output: &[u8]) -> usize {
    let mut count = 0;
    for payload in wasmparser::Parser::new(0).parse_all(output) {
        if let wasmparser::Payload::InstanceSection(section) = payload.expect("the output is valid")
        {
            let instances = section
                .into_iter()
                .map(|instance| instance.expect("the output is valid"));
            count += instances
                .filter(|i| matches!(i, wasmparser::Instance::Instantiate { .. }))
                .count();
        }
    }
    count
}

/// A module with a memory and a `realloc`, for functions with strings.
const MEMORY: &str = r#"
    (core module $Mem
        (memory (export "mem") 1)
        (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable))
    (core instance $mem (instantiate $Mem))
    (alias core export $mem "mem" (core memory $mem))
    (alias core export $mem "realloc" (core func $realloc))"#;

#[test]
fn nothing() {
    assert_eq!(core_instances(&check("(component)")), 0);
}

#[test]
fn no_core_code() {
    let output = check(
        r#"(component
            (import "f" (func $f (param "x" u32)))
            (import "i" (instance $i (export "r" (type (sub resource))) (export "g" (func))))
            (import "m" (core module $m (import "a" "b" (func)) (export "c" (memory 1 2))))
            (export "f2" (func $f))
            (export "i2" (instance $i))
            (export "m2" (core module $m)))"#,
    );
    assert_eq!(core_instances(&output), 0);
}

#[test]
fn lower_through_shim() {
    let output = check(&format!(
        r#"(component
            (import "a:b/c" (instance $i (export "f" (func (param "x" string) (result string)))))
            {MEMORY}
            (core func $f (canon lower (func $i "f") (memory $mem) (realloc $realloc)))
            (core module $M
                (import "" "f" (func (param i32 i32 i32)))
                (func (export "g") (param i32) (result i32) unreachable))
            (core instance $m (instantiate $M (with "" (instance (export "f" (func $f))))))
            (func (export "g") (param "x" u32) (result u32) (canon lift (core func $m "g"))))"#
    ));
    assert_eq!(core_instances(&output), 4, "provider, shim, fused, fixup");
}

#[test]
fn lower_without_shim() {
    let output = check(&format!(
        r#"(component
            (import "f" (func $f (param "x" string)))
            {MEMORY}
            (core func $f (canon lower (func $f) (memory $mem) string-encoding=utf16))
            (core module $M (import "" "f" (func (param i32 i32))))
            (core instance $m (instantiate $M (with "" (instance (export "f" (func $f)))))))"#
    ));
    assert_eq!(core_instances(&output), 2, "provider, fused");
}

#[test]
fn start_runs_last() {
    check(&format!(
        r#"(component
            (import "f" (func $f (result string)))
            {MEMORY}
            (core func $f (canon lower (func $f) (memory $mem) (realloc $realloc)))
            (core module $M (import "" "f" (func $f (param i32))) (func $s i32.const 0 call $f) (start $s))
            (core instance $m (instantiate $M (with "" (instance (export "f" (func $f)))))))"#
    ));
}

#[test]
fn two_memories() {
    let output = check(
        r#"(component
            (import "f" (func $f (param "x" string)))
            (core module $Mem (memory (export "mem") 1))
            (core instance $a (instantiate $Mem))
            (core instance $b (instantiate $Mem))
            (core func $fa (canon lower (func $f) (memory (core memory $a "mem"))))
            (core func $fb (canon lower (func $f) (memory (core memory $b "mem"))))
            (core module $M (import "a" "f" (func (param i32 i32))) (import "b" "f" (func (param i32 i32))))
            (core instance $m (instantiate $M
                (with "a" (instance (export "f" (func $fa))))
                (with "b" (instance (export "f" (func $fb)))))))"#,
    );
    assert_eq!(
        core_instances(&output),
        3,
        "two instances of one provider, fused"
    );
}

#[test]
fn lift_options() {
    check(&format!(
        r#"(component
            {MEMORY}
            (core module $M
                (func (export "f") (param i32 i32) (result i32) unreachable)
                (func (export "post") (param i32)))
            (core instance $m (instantiate $M))
            (func (export "f") (param "x" string) (result (list string))
                (canon lift (core func $m "f") (memory $mem) (realloc $realloc)
                    string-encoding=latin1+utf16 (post-return (core func $m "post")))))"#
    ));
}

#[test]
fn same_lift_under_two_names() {
    check(
        r#"(component
            (type $r (record (field "a" u32)))
            (export $r' "r" (type $r))
            (core module $M (func (export "f") (param i32) unreachable))
            (core instance $m (instantiate $M))
            (func $f (param "x" $r') (canon lift (core func $m "f")))
            (export "f" (func $f))
            (export "g" (func $f))
            (instance $i (export "r" (type $r')) (export "h" (func $f)))
            (export "i" (instance $i)))"#,
    );
}

#[test]
fn host_resources() {
    check(
        r#"(component
            (import "a:b/types" (instance $types
                (export "r" (type $r (sub resource)))
                (export "s" (type (eq $r)))
                (export "[constructor]r" (func (result (own $r))))
                (export "[method]r.m" (func (param "self" (borrow $r)) (result (option (own $r)))))
                (export "[static]r.n" (func (result (list (own $r)))))))
            (alias export $types "r" (type $r))
            (alias export $types "s" (type $s))
            (import "a:b/user" (instance $user
                (alias outer 1 $r (type $outer))
                (export "r" (type $r (eq $outer)))
                (export "f" (func (param "x" (own $r))))))
            (import "t" (type $t (sub resource)))
            (import "[method]t.m" (func $m (param "self" (borrow $t)) (param "r" (borrow $s))))
            (core func $drop (canon resource.drop $r))
            (core func $drop-t (canon resource.drop $t))
            (core func $f (canon lower (func $user "f")))
            (core func $m (canon lower (func $m)))
            (core module $M
                (import "" "drop" (func (param i32)))
                (import "" "drop-t" (func (param i32)))
                (import "" "f" (func (param i32)))
                (import "" "m" (func (param i32 i32)))
                (func (export "g") (param i32) (result i32) unreachable))
            (core instance $i (instantiate $M (with "" (instance
                (export "drop" (func $drop)) (export "drop-t" (func $drop-t))
                (export "f" (func $f)) (export "m" (func $m))))))
            (func (export "g") (param "x" (borrow $r)) (result (own $t)) (canon lift (core func $i "g"))))"#,
    );
}

#[test]
fn methods_in_exported_instance() {
    check(
        r#"(component
            (import "r" (type $r (sub resource)))
            (core module $M (func (export "m") (param i32)) (func (export "n") (result i32) unreachable))
            (core instance $m (instantiate $M))
            (func $m (param "self" (borrow $r)) (canon lift (core func $m "m")))
            (func $n (result (own $r)) (canon lift (core func $m "n")))
            (component $C
                (import "r" (type $r (sub resource)))
                (import "m" (func $m (param "self" (borrow $r))))
                (import "n" (func $n (result (own $r))))
                (export $s "s" (type $r))
                (export "[method]s.m" (func $m) (func (param "self" (borrow $s))))
                (export "[constructor]s" (func $n) (func (result (own $s))))
                (export $t "t" (type $s))
                (export "f" (func $m) (func (param "self" (borrow $t)))))
            (instance $i (instantiate $C (with "r" (type $r)) (with "m" (func $m)) (with "n" (func $n))))
            (export "a:b/c" (instance $i)))"#,
    );
}

#[test]
fn exports_out_of_order() {
    check(
        r#"(component
            (type $r (record (field "a" u32)))
            (import "r" (type $r' (eq $r)))
            (core module $M (func (export "f") (param i32)))
            (core instance $m (instantiate $M))
            (func $f (param "x" $r') (canon lift (core func $m "f")))
            (instance $i (export "f" (func $f)) (export "r" (type $r')) (export "s" (type $r')))
            (export "i" (instance $i))
            (export "r" (type $r))
            (export "j" (instance $i)))"#,
    );
}

#[test]
fn types_of_one_export_in_another() {
    check(
        r#"(component
            (type $e (enum "a" "b"))
            (type $r (record (field "e" $e)))
            (instance $i (export "e" (type $e)))
            (export $i' "i" (instance $i))
            (alias export $i' "e" (type $e'))
            (core module $M (func (export "f") (param i32)))
            (core instance $m (instantiate $M))
            (func $f (param "x" $e') (canon lift (core func $m "f")))
            (instance $j (export "f" (func $f)))
            (export "j" (instance $j))
            (export "f" (func $f)))"#,
    );
}

#[test]
fn nested_instances() {
    check(
        r#"(component
            (import "x" (instance $x
                (export "in" (instance
                    (export "r" (type (sub resource)))
                    (export "deep" (instance (type $v' (variant (case "a" u8) (case "b"))) (export "v" (type (eq $v'))))))) ))
            (alias export $x "in" (instance $in))
            (alias export $in "r" (type $r))
            (alias export $in "deep" (instance $deep))
            (alias export $deep "v" (type $v))
            (import "f" (func $f (param "r" (own $r)) (param "v" $v)))
            (core module $M (func (export "g") (param i32 i32)) (func (export "h") (param i32)))
            (core instance $m (instantiate $M))
            (func $g (param "v" $v) (canon lift (core func $m "g")))
            (func $h (param "r" (own $r)) (canon lift (core func $m "h")))
            (type $own (flags "p" "q"))
            (func $k (param "x" $own) (canon lift (core func $m "h")))
            (instance $low (export "v" (type $v)) (export "g" (func $g)) (export "own" (type $own)) (export "k" (func $k)))
            (instance $mid (export "r" (type $r)) (export "low" (instance $low)) (export "same" (instance $in)))
            (instance $top (export "mid" (instance $mid)) (export "h" (func $h)) (export "k" (func $k)) (export "f" (func $f)))
            (export "top" (instance $top)))"#,
    );
}

#[test]
fn narrowed_exports() {
    check(
        r#"(component
            (import "i" (instance $i
                (export "r" (type $r (sub resource)))
                (export "f" (func (param "x" (own $r))))
                (export "g" (func))))
            (export "j" (instance $i) (instance (export "g" (func))))
            (component $C
                (import "i" (instance $i (export "g" (func))))
                (export "k" (instance $i)))
            (instance $c (instantiate $C (with "i" (instance $i))))
            (export "l" (instance $c "k"))
            (export "m" (instance $i))
            (core module $M (import "a" "b" (func)) (func (export "c")) (memory (export "d") 2))
            (export "n" (core module $M))
            (export "o" (core module $M) (core module (import "a" "b" (func)) (import "x" "y" (func)) (export "d" (memory 1)))))"#,
    );
}

#[test]
fn every_value_type() {
    check(
        r#"(component
            (type $rec (record (field "a" bool) (field "b" s8) (field "c" f64) (field "d" char)))
            (import "rec" (type $rec' (eq $rec)))
            (type $var (variant (case "a") (case "b" $rec') (case "c" (list $rec'))))
            (import "var" (type $var' (eq $var)))
            (type $prim u16)
            (import "prim" (type $prim' (eq $prim)))
            (type $en (enum "x" "y"))
            (import "en" (type $en' (eq $en)))
            (type $fl (flags "p" "q"))
            (import "fl" (type $fl' (eq $fl)))
            (type $al (list $prim'))
            (import "al" (type $al' (eq $al)))
            (import "f" (func
                (param "a" (tuple $rec' $var')) (param "b" (option $en')) (param "c" (result $fl' (error string)))
                (param "d" (result)) (param "e" $al') (param "f" (map string $rec')) (param "g" (list u8 4))
                (param "h" (stream u8)) (param "i" (future (result $en'))) (param "j" (stream)) (param "k" error-context)
                (result $prim')))
            (import "g" (func async (param "x" (list $var')) (result $rec')))
            (import "h" (func (param "x" (list $rec')))))"#,
    );
}

#[test]
fn types_of_types() {
    check(
        r#"(component
            (import "r" (type $r (sub resource)))
            (type $e (enum "a"))
            (import "e" (type $e' (eq $e)))
            (type $f (func (param "x" (own $r)) (param "y" $e')))
            (import "f" (type (eq $f)))
            (export "f" (type $f))
            (type $i (instance
                (export "r" (type (eq $r)))
                (export "s" (type $s (sub resource)))
                (export "f" (func (param "x" (own $r)) (param "y" (list $e'))))))
            (import "i" (type $i' (eq $i)))
            (import "j" (instance (type $i')))
            (import "k" (instance (type $i)))
            (export "i" (type $i))
            (type $c (component
                (import "r" (type $q (sub resource)))
                (import "e" (type (eq $e')))
                (import "r2" (type $r2 (eq $r)))
                (import "o" (func (param "x" (own $r2)) (param "q" (borrow $q))))
                (export "p" (type $p (sub resource)))
                (export "q" (type (eq $q)))
                (export "[constructor]p" (func (result (own $p))))))
            (import "c" (type (eq $c)))
            (import "d" (component $d (type $c)))
            (export "c" (type $c))
            (export "d" (component $d)))"#,
    );
}

#[test]
fn core_module_types() {
    check(
        r#"(component
            (import "m" (core module $m
                (type $a (sub (struct (field (ref null func)))))
                (rec (type (sub $a (struct (field (ref null func)) (field (ref null 2))))) (type (array (mut (ref null 1)))))
                (type $f (func (param (ref 1)) (result (ref null $a))))
                (import "a" "f" (func (type 3)))
                (import "a" "g" (global (mut (ref null 2))))
                (export "t" (table 1 2 (ref null 3)))
                (export "m" (memory i64 1 2))
                (export "s" (memory 1 2 shared))
                (export "e" (tag (param i32)))
                (export "f" (func (type 3)))))
            (export "m" (core module $m))
            (core module $n
                (type $t (func (param i32)))
                (table (export "t") 1 (ref null $t))
                (tag (export "e") (param i64))
                (global (export "g") v128 (v128.const i64x2 0 0)))
            (export "n" (core module $n))
            (component $C (core module $m' (func (export "f"))) (export "inner" (core module $m')))
            (instance $c (instantiate $C))
            (export "c" (instance $c))
            (export "o" (core module $n)))"#,
    );
}

#[test]
fn components() {
    check(
        r#"(component
            (component $C
                (import "x" (instance $x (export "r" (type (sub resource)))))
                (core module $M (func (export "f")))
                (core instance $m (instantiate $M))
                (func (export "f") (canon lift (core func $m "f")))
                (alias export $x "r" (type $r))
                (export "r" (type $r)))
            (export "c" (component $C))
            (instance $i (export "c" (component $C)))
            (export "i" (instance $i))
            (export "d" (component $C) (component
                (import "x" (instance (export "r" (type (sub resource))) (export "more" (func))))
                (export "f" (func)))))"#,
    );
}

#[test]
fn names_with_attributes() {
    check(
        r#"(component
            (import "x" (implements "a:b/c@1.0.0") (instance (export "f" (func))))
            (import "f" (external-id "some id") (func $f))
            (core module $M (func (export "f")))
            (core instance $m (instantiate $M))
            (func $g (canon lift (core func $m "f")))
            (instance $i (export "g" (external-id "g id") (func $g)))
            (export "y" (implements "a:b/d") (instance $i))
            (export "z" (external-id "z id") (func $f)))"#,
    );
}

#[test]
fn one_instance_type_for_two_imports() {
    check(
        r#"(component
            (type $t (instance (type $u (record (field "x" u8))) (export "t" (type $t (eq $u))) (export "f" (func (param "x" $t)))))
            (import "a" (instance $a (type $t)))
            (import "b" (instance $b (type $t)))
            (alias export $b "t" (type $bt))
            (import "g" (func (param "x" $bt)))
            (instance $c (export "a" (instance $a)) (export "b" (instance $b)))
            (export "c" (instance $c))
            (export "d" (instance $b)))"#,
    );
}

#[test]
fn imported_modules() {
    check(&format!(
        r#"(component
            (import "alloc" (core module $Alloc
                (import "host" "log" (func (param i32 i32)))
                (export "mem" (memory 1))
                (export "realloc" (func (param i32 i32 i32 i32) (result i32)))))
            (import "libc" (core module $Libc (export "mem" (memory 1))))
            (import "late" (core module $Late
                (import "m" "f" (func))
                (import "m" "mem" (memory 1))
                (import "m" "g" (global i32))
                (import "x" "log" (func (param i32 i32)))
                (export "h" (func))))
            (import "later" (core module $Later (import "" "h" (func))))
            (import "log" (func $log (param "s" string)))
            (import "name" (func $name (result string)))
            (core instance $libc (instantiate $Libc))
            (core func $log (canon lower (func $log) (memory (core memory $libc "mem"))))
            (core instance $alloc (instantiate $Alloc (with "host" (instance (export "log" (func $log))))))
            (core func $name (canon lower (func $name)
                (memory (core memory $alloc "mem")) (realloc (core func $alloc "realloc"))))
            {MEMORY}
            (core func $own-name (canon lower (func $name) (memory $mem) (realloc $realloc)))
            (core module $M
                (import "" "name" (func (param i32)))
                (import "" "own-name" (func (param i32)))
                (func (export "f"))
                (func (export "s") (result i32) unreachable)
                (memory (export "mem") 1)
                (global (export "g") i32 (i32.const 1)))
            (core instance $m (instantiate $M (with "" (instance
                (export "name" (func $name)) (export "own-name" (func $own-name))))))
            (core instance $late (instantiate $Late (with "m" (instance $m)) (with "x" (instance (export "log" (func $log))))))
            (core instance $later (instantiate $Later (with "" (instance $late))))
            (func (export "s") (result string) (canon lift (core func $m "s") (memory (core memory $alloc "mem")))))"#
    ));
}

#[test]
fn imported_module_with_memory_and_table_of_ours() {
    check(
        r#"(component
            (import "m" (core module $Host (import "" "m" (memory 1)) (import "" "t" (table 1 funcref)) (export "f" (func))))
            (core module $A (memory (export "m") 1) (table (export "t") 1 2 funcref) (table (export "u") 3 externref))
            (core instance $a (instantiate $A))
            (core instance $host (instantiate $Host (with "" (instance $a))))
            (core module $B (import "host" "f" (func)) (import "a" "m" (memory 1)) (func (export "g")))
            (core instance $b (instantiate $B (with "host" (instance $host)) (with "a" (instance $a))))
            (func (export "g") (canon lift (core func $b "g"))))"#,
    );
}
