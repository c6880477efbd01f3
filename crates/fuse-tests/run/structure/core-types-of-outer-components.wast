;; Core types are aliased from outer components, and modules imported by them.

(component definition $it
  (core type $ft (func (param i32) (result i32)))
  (type $t (record (field "a" u8)))
  (core type $mt
    (module (alias outer 1 $ft (type $ft)) (import "" "x" (func (type $ft))) (export "f" (func (type $ft)))))
  (component $a
    (core module $m
      (import "" "x" (func $x (param i32) (result i32)))
      (func (export "f") (param i32) (result i32) (call $x (i32.mul (local.get 0) (i32.const 3)))))
    (export "m" (core module $m)))
  (instance $a (instantiate $a))
  (component $b
    (alias outer 1 $mt (core type $mt))
    (import "m" (core module $m (type $mt)))
    (import "x" (func $x (param "x" u32) (result u32)))
    (core func $x (canon lower (func $x)))
    (core instance $i (instantiate $m (with "" (instance (export "x" (func $x))))))
    (alias core export $i "f" (core func $f))
    (func (export "f") (param "x" u32) (result u32) (canon lift (core func $f))))
  (component $c
    (core module $m
      (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
    (core instance $m (instantiate $m))
    (func (export "x") (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $c (instantiate $c))
  (instance $b (instantiate $b (with "m" (core module $a "m")) (with "x" (func $c "x"))))
  (instance $b2 (instantiate $b (with "m" (core module $a "m")) (with "x" (func $b "f"))))
  (export "f" (func $b2 "f")))

(component instance $i $it)
(assert_return (invoke "f" (u32.const 5)) (u32.const 46))
