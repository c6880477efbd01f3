;; A call from a parent into its child, or from a child into its parent: hosts disagree on what that does.

(component
  (core module $m (func (export "f") (result i32) (i32.const 5)))
  (core instance $i (instantiate $m))
  (func $f (result u32) (canon lift (core func $i "f")))
  (component $child
    (import "f" (func $f (result u32)))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f (result i32)))
      (func (export "f") (result i32) (i32.add (call $f) (i32.const 1))))
    (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "f") (result u32) (canon lift (core func $i "f"))))
  (instance $child (instantiate $child (with "f" (func $f))))
  (export "f" (func $child "f")))

(assert_trap (invoke "f") "")

(component
  (component $child
    (core module $m (func (export "f") (result i32) (i32.const 5)))
    (core instance $i (instantiate $m))
    (func (export "f") (result u32) (canon lift (core func $i "f"))))
  (instance $child (instantiate $child))
  (core func $f (canon lower (func $child "f")))
  (core module $m
    (import "" "f" (func $f (result i32)))
    (func (export "f") (result i32) (i32.add (call $f) (i32.const 1))))
  (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
  (func (export "direct") (result u32) (canon lift (core func $f)))
  (func (export "f") (result u32) (canon lift (core func $i "f")))
  (export "of-the-child" (func $child "f")))

(assert_return (invoke "of-the-child") (u32.const 5))
(assert_trap (invoke "f") "")
