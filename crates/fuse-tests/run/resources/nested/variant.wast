;; A handle in a variant whose other cases are wider: it travels in the lower half of an i64, of which the upper half
;; says nothing.

(component definition $it
  (component $definer
    (type $r' (resource (rep i32)))
    (type $s' (resource (rep i32)))
    (core func $new-r (canon resource.new $r'))
    (core func $new-s (canon resource.new $s'))
    (core module $m
      (memory (export "mem") 1)
      ;; case × 100_000_000 + payload × 1000 + second
      (func (export "digits") (param i32 i64 i32) (result i64)
        (i64.add
          (i64.mul (i64.extend_i32_u (local.get 0)) (i64.const 100_000_000))
          (i64.add (i64.mul (local.get 1) (i64.const 1000)) (i64.extend_i32_u (local.get 2)))))
      (func (export "same") (param i32 i64 i32) (result i32)
        (i32.store8 (i32.const 8) (local.get 0))
        (i64.store (i32.const 16) (local.get 1))
        (if (i32.eq (local.get 0) (i32.const 3)) (then (i32.store (i32.const 20) (local.get 2))))
        (i32.const 8)))
    (core instance $m (instantiate $m))
    (export $r "r" (type $r'))
    (export $s "s" (type $s'))
    (type $v' (variant
      (case "own" (own $r)) (case "number" u64) (case "float" f32) (case "both" (tuple (own $s) (own $r)))
      (case "none")))
    (type $b' (variant
      (case "lent" (borrow $r)) (case "number" u64) (case "float" f32) (case "both" (tuple (borrow $s) (borrow $r)))
      (case "none")))
    (export $v "v" (type $v'))
    (export $b "b" (type $b'))
    (func (export "new-r") (param "rep" u32) (result (own $r)) (canon lift (core func $new-r)))
    (func (export "new-s") (param "rep" u32) (result (own $s)) (canon lift (core func $new-s)))
    (func (export "take") (param "v" $v) (result u64) (canon lift (core func $m "digits")))
    (func (export "lend") (param "b" $b) (result u64) (canon lift (core func $m "digits")))
    (func (export "return") (param "v" $v) (result $v)
      (canon lift (core func $m "same") (memory (core memory $m "mem")))))
  (instance $d (instantiate $definer))

  ;; Passes its parameters as they come.
  (component $user
    (import "r" (type $r (sub resource)))
    (import "s" (type $s (sub resource)))
    (type $v' (variant
      (case "own" (own $r)) (case "number" u64) (case "float" f32) (case "both" (tuple (own $s) (own $r)))
      (case "none")))
    (type $b' (variant
      (case "lent" (borrow $r)) (case "number" u64) (case "float" f32) (case "both" (tuple (borrow $s) (borrow $r)))
      (case "none")))
    (import "v" (type $v (eq $v')))
    (import "b" (type $b (eq $b')))
    (import "new-r" (func $new-r (param "rep" u32) (result (own $r))))
    (import "new-s" (func $new-s (param "rep" u32) (result (own $s))))
    (import "take" (func $take (param "v" $v) (result u64)))
    (import "lend" (func $lend (param "b" $b) (result u64)))
    (import "return" (func $return (param "v" $v) (result $v)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $new-r (canon lower (func $new-r)))
    (core func $new-s (canon lower (func $new-s)))
    (core func $take (canon lower (func $take)))
    (core func $lend (canon lower (func $lend)))
    (core func $return (canon lower (func $return) (memory (core memory $libc "mem"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "return" (func $return (param i32 i64 i32 i32)))
      ;; case × 100 + handle × 10 + second
      (func (export "return") (param i32 i64 i32) (result i32)
        (call $return (local.get 0) (local.get 1) (local.get 2) (i32.const 8))
        (i32.add
          (i32.mul (i32.load8_u (i32.const 8)) (i32.const 100))
          (i32.add (i32.mul (i32.load (i32.const 16)) (i32.const 10)) (i32.load (i32.const 20))))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc)) (with "" (instance (export "return" (func $return))))))
    (func (export "new-r") (param "rep" u32) (result u32) (canon lift (core func $new-r)))
    (func (export "new-s") (param "rep" u32) (result u32) (canon lift (core func $new-s)))
    (func (export "take") (param "case" u32) (param "it" u64) (param "second" u32) (result u64)
      (canon lift (core func $take)))
    (func (export "lend") (param "case" u32) (param "it" u64) (param "second" u32) (result u64)
      (canon lift (core func $lend)))
    (func (export "return") (param "case" u32) (param "it" u64) (param "second" u32) (result u32)
      (canon lift (core func $m "return"))))
  (instance $u (instantiate $user
    (with "r" (type $d "r")) (with "s" (type $d "s")) (with "v" (type $d "v")) (with "b" (type $d "b"))
    (with "new-r" (func $d "new-r")) (with "new-s" (func $d "new-s"))
    (with "take" (func $d "take")) (with "lend" (func $d "lend")) (with "return" (func $d "return"))))
  (export "new-r" (func $u "new-r"))
  (export "new-s" (func $u "new-s"))
  (export "take" (func $u "take"))
  (export "lend" (func $u "lend"))
  (export "return" (func $u "return")))

(component instance $i $it)
(assert_return (invoke "new-r" (u32.const 70)) (u32.const 1))
(assert_return (invoke "new-s" (u32.const 80)) (u32.const 2))
(assert_return (invoke "new-r" (u32.const 90)) (u32.const 3))
(assert_return (invoke "lend" (u32.const 0) (u64.const 0xffffffff_00000001) (u32.const 99)) (u64.const 70_000))
(assert_return (invoke "lend" (u32.const 1) (u64.const 1) (u32.const 2)) (u64.const 100_001_000))
(assert_return (invoke "lend" (u32.const 3) (u64.const 0x1_00000002) (u32.const 1)) (u64.const 300_080_070))
(assert_return (invoke "lend" (u32.const 4) (u64.const 1) (u32.const 2)) (u64.const 400_000_000))
(assert_return (invoke "return" (u32.const 0) (u64.const 0x1_00000001) (u32.const 99)) (u32.const 10))
(assert_return (invoke "return" (u32.const 3) (u64.const 2) (u32.const 1)) (u32.const 312))
(assert_return (invoke "take" (u32.const 4) (u64.const 1) (u32.const 2)) (u64.const 400_000_000))
(assert_return (invoke "take" (u32.const 2) (u64.const 0xffffffff_00000001) (u32.const 2)) (u64.const 200_001_000))
(assert_return (invoke "take" (u32.const 0) (u64.const 0xffffffff_00000003) (u32.const 2)) (u64.const 2_000))
(assert_return (invoke "lend" (u32.const 3) (u64.const 1) (u32.const 2)) (u64.const 300_080_070))
(assert_return (invoke "take" (u32.const 3) (u64.const 1) (u32.const 2)) (u64.const 300_001_003))

(component instance $i $it)
(assert_return (invoke "new-r" (u32.const 70)) (u32.const 1))
(assert_return (invoke "new-s" (u32.const 80)) (u32.const 2))
(assert_trap (invoke "take" (u32.const 3) (u64.const 1) (u32.const 2)) "used with the wrong type")

(component instance $i $it)
(assert_return (invoke "new-r" (u32.const 70)) (u32.const 1))
(assert_trap (invoke "take" (u32.const 5) (u64.const 1) (u32.const 2)) "")
