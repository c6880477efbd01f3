;; Instances are made of exports, three deep, passed as arguments, and exported again.

(component definition $it
  (component $a
    (core module $m
      (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
    (core instance $m (instantiate $m))
    (func $f (param "x" u32) (result u32) (canon lift (core func $m "f")))
    (instance $i1 (export "f" (func $f)))
    (instance $i2 (export "i1" (instance $i1)) (export "g" (func $f)))
    (instance $i3 (export "i2" (instance $i2)))
    (export "i3" (instance $i3)))
  (instance $a (instantiate $a))
  (alias export $a "i3" (instance $i3))
  (alias export $i3 "i2" (instance $i2))
  (component $b
    (import "x"
      (instance $x
        (export "i1" (instance (export "f" (func (param "x" u32) (result u32)))))
        (export "g" (func (param "x" u32) (result u32)))))
    (alias export $x "i1" (instance $y))
    (core func $f (canon lower (func $y "f"))) (core func $g (canon lower (func $x "g")))
    (core module $m
      (import "" "f" (func $f (param i32) (result i32))) (import "" "g" (func $g (param i32) (result i32)))
      (func (export "h") (param i32) (result i32) (call $f (call $g (local.get 0)))))
    (core instance $k (export "f" (func $f)) (export "g" (func $g)))
    (core instance $m (instantiate $m (with "" (instance $k))))
    (func $h (param "x" u32) (result u32) (canon lift (core func $m "h")))
    (instance (export "out") (export "h" (func $h)) (export "in" (instance $y))))
  (instance $b (instantiate $b (with "x" (instance $i2))))
  (component $c
    (import "out" (instance $o (export "h" (func (param "x" u32) (result u32)))))
    (core func $h (canon lower (func $o "h")))
    (func (export "h") (param "x" u32) (result u32) (canon lift (core func $h))))
  (instance $c (instantiate $c (with "out" (instance $b "out"))))
  (export "h" (func $c "h")) (export "o" (instance $b "out")))

(component instance $i $it)
(assert_return (invoke "h" (u32.const 5)) (u32.const 7))
