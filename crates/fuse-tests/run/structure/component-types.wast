;; A component is imported by its type, and passed on to another one that imports it by the same type.

(component definition $it
  (type $ct
    (component (import "f" (func (param "x" u32) (result u32))) (export "f" (func (param "x" u32) (result u32)))))
  (component $wrap
    (import "c" (component $c (type $ct)))
    (import "f" (func $f (param "x" u32) (result u32)))
    (instance $i (instantiate $c (with "f" (func $f))))
    (instance $j (instantiate $c (with "f" (func $i "f"))))
    (export "f" (func $j "f")) (export "c" (component $c)))
  (component $twice
    (import "f" (func $f (param "x" u32) (result u32)))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f (param i32) (result i32)))
      (global $n (mut i32) (i32.const 0))
      (func (export "f") (param i32) (result i32)
        (global.set $n (i32.add (global.get $n) (i32.const 1)))
        (i32.add (global.get $n) (i32.mul (i32.const 2) (call $f (local.get 0))))))
    (core instance $m (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "f") (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (component $base
    (core module $m
      (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
    (core instance $m (instantiate $m))
    (func (export "f") (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $base (instantiate $base))
  (instance $w (instantiate $wrap (with "c" (component $twice)) (with "f" (func $base "f"))))
  (instance $w2 (instantiate $wrap (with "c" (component $w "c")) (with "f" (func $w "f"))))
  (export "f" (func $w2 "f")))

(component instance $i $it)
(assert_return (invoke "f" (u32.const 1)) (u32.const 47))
(assert_return (invoke "f" (u32.const 1)) (u32.const 62))
