;; Components within components: aliases that reach outwards, instances that are made of exports.
(component
  (core module $one (func (export "f") (result i32) (i32.const 1)))
  (component $outer
    (component $inner
      (core instance $i (instantiate $one))
      (func (export "f") (result u32) (canon lift (core func $i "f"))))
    (component $user
      (import "bag" (instance $bag (export "g" (func (result u32)))))
      (core func $g (canon lower (func $bag "g")))
      (core module $m
        (import "env" "g" (func $g (result i32)))
        (func (export "h") (result i32) (call $g)))
      (core instance $i (instantiate $m (with "env" (instance (export "g" (func $g))))))
      (func (export "h") (result u32) (canon lift (core func $i "h"))))
    (instance $inner (instantiate $inner))
    (instance $bag (export "g" (func $inner "f")))
    (instance $user (instantiate $user (with "bag" (instance $bag))))
    (export "user" (instance $user)))
  (instance $outer (instantiate $outer))
  (alias export $outer "user" (instance $user))
  (export "h" (func $user "h")))
