;; The host's own indices come again in another order than the holders': rounds of making two here and one there, and of
;; dropping some of them, after which every handle that is left is checked.

(component
  (import "host" (instance $host
    (export "resource1" (type $r (sub resource)))
    (export "[constructor]resource1" (func (param "rep" u32) (result (own $r))))
    (export "[static]resource1.drops" (func (result u32)))
    (export "[method]resource1.simple" (func (param "self" (borrow $r)) (param "rep" u32)))))
  (core func $drops' (canon lower (func $host "[static]resource1.drops")))
  (func (export "drops") (result u32) (canon lift (core func $drops')))
  (component $holder
    (import "host" (instance $host
      (export "resource1" (type $r (sub resource)))
      (export "[constructor]resource1" (func (param "rep" u32) (result (own $r))))
      (export "[method]resource1.simple" (func (param "self" (borrow $r)) (param "rep" u32)))))
    (alias export $host "resource1" (type $r))
    (core func $new (canon lower (func $host "[constructor]resource1")))
    (core func $lend (canon lower (func $host "[method]resource1.simple")))
    (core func $drop (canon resource.drop $r))
    (core module $m
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "lend" (func $lend (param i32 i32)))
      (import "" "drop" (func $drop (param i32)))
      (memory 1)
      ;; Representations, by handle.
      (global $last (mut i32) (i32.const 0))
      (func (export "make") (param $rep i32) (result i32)
        (global.set $last (call $new (local.get $rep)))
        (i32.store (i32.shl (global.get $last) (i32.const 2)) (local.get $rep))
        (global.get $last))
      (func (export "drop") (param $handle i32)
        (i32.store (i32.shl (local.get $handle) (i32.const 2)) (i32.const 0))
        (call $drop (local.get $handle)))
      ;; Checks all that are alive, and counts them.
      (func (export "check") (result i32) (local $i i32) (local $count i32)
        (loop $again
          (if (i32.load (i32.shl (local.get $i) (i32.const 2)))
            (then
              (call $lend (local.get $i) (i32.load (i32.shl (local.get $i) (i32.const 2))))
              (local.set $count (i32.add (local.get $count) (i32.const 1)))))
          (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 1000))))
        (local.get $count)))
    (core instance $m (instantiate $m (with "" (instance
      (export "new" (func $new)) (export "lend" (func $lend)) (export "drop" (func $drop))))))
    (func (export "make") (param "rep" u32) (result u32) (canon lift (core func $m "make")))
    (func (export "drop") (param "handle" u32) (canon lift (core func $m "drop")))
    (func (export "check") (result u32) (canon lift (core func $m "check"))))
  (instance $a (instantiate $holder (with "host" (instance $host))))
  (instance $b (instantiate $holder (with "host" (instance $host))))
  (component $driver
    (import "a" (instance $a
      (export "make" (func (param "rep" u32) (result u32)))
      (export "drop" (func (param "handle" u32)))))
    (import "b" (instance $b
      (export "make" (func (param "rep" u32) (result u32)))
      (export "drop" (func (param "handle" u32)))))
    (core func $a-make (canon lower (func $a "make")))
    (core func $a-drop (canon lower (func $a "drop")))
    (core func $b-make (canon lower (func $b "make")))
    (core func $b-drop (canon lower (func $b "drop")))
    (core module $m
      (import "" "a-make" (func $a-make (param i32) (result i32)))
      (import "" "a-drop" (func $a-drop (param i32)))
      (import "" "b-make" (func $b-make (param i32) (result i32)))
      (import "" "b-drop" (func $b-drop (param i32)))
      (func (export "run") (param $rounds i32) (result i32)
        (local $rep i32) (local $x i32) (local $y i32) (local $z i32)
        (local.set $rep (i32.const 1000))
        (loop $again
          (local.set $x (call $a-make (local.get $rep)))
          (local.set $y (call $b-make (i32.add (local.get $rep) (i32.const 1))))
          (local.set $z (call $a-make (i32.add (local.get $rep) (i32.const 2))))
          (call $a-drop (local.get $x))
          (if (i32.and (local.get $rounds) (i32.const 1))
            (then (call $b-drop (local.get $y)))
            (else (call $a-drop (local.get $z))))
          (local.set $rep (i32.add (local.get $rep) (i32.const 3)))
          (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
        (i32.add (i32.mul (local.get $z) (i32.const 100)) (local.get $y))))
    (core instance $m (instantiate $m (with "" (instance
      (export "a-make" (func $a-make)) (export "a-drop" (func $a-drop))
      (export "b-make" (func $b-make)) (export "b-drop" (func $b-drop))))))
    (func (export "run") (param "rounds" u32) (result u32) (canon lift (core func $m "run"))))
  (instance $driver (instantiate $driver (with "a" (instance $a)) (with "b" (instance $b))))
  (export "run" (func $driver "run"))
  (export "a-check" (func $a "check"))
  (export "b-check" (func $b "check")))

(assert_return (invoke "run" (u32.const 10)) (u32.const 506))
(assert_return (invoke "a-check") (u32.const 5))
(assert_return (invoke "b-check") (u32.const 5))
(assert_return (invoke "drops") (u32.const 20))
(assert_return (invoke "run" (u32.const 7)) (u32.const 909))
(assert_return (invoke "a-check") (u32.const 9))
(assert_return (invoke "b-check") (u32.const 8))
(assert_return (invoke "drops") (u32.const 34))
