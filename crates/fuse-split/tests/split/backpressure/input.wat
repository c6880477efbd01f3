;; Backpressure is seen by those who call asynchronously, and could not be seen from outside of a group: who uses it is not fused
;; with anybody unless its callers are.
(component
  (component $leaf
    (core module $m (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
    (core instance $m (instantiate $m))
    (func (export "f") (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $leaf (instantiate $leaf))
  ;; Holds calls back.
  (component $press
    (import "f" (func $f (param "x" u32) (result u32)))
    (core func $f (canon lower (func $f)))
    (core func $inc (canon backpressure.inc))
    (core module $m
      (import "" "f" (func $f (param i32) (result i32)))
      (import "" "inc" (func $inc))
      (func (export "f") (param i32) (result i32) (call $inc) (call $f (local.get 0))))
    (core instance $m (instantiate $m (with "" (instance (export "f" (func $f)) (export "inc" (func $inc))))))
    (func (export "press") async (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $press (instantiate $press (with "f" (func $leaf "f"))))
  ;; Waits on its stack.
  (component $waiter
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $new (canon waitable-set.new))
    (core func $wait (canon waitable-set.wait (memory (core memory $libc "mem"))))
    (core module $m
      (import "" "new" (func $new (result i32)))
      (import "" "wait" (func $wait (param i32 i32) (result i32)))
      (func (export "f") (param i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (drop (call $wait (call $new) (i32.const 0)))))
        (local.get 0)))
    (core instance $m (instantiate $m (with "" (instance
      (export "new" (func $new)) (export "wait" (func $wait))))))
    (func (export "wait") async (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $waiter (instantiate $waiter))
  (component $middle
    (import "press" (func $press async (param "x" u32) (result u32)))
    (import "wait" (func $wait async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $press (canon lower (func $press) async (memory (core memory $libc "mem"))))
    (core func $wait (canon lower (func $wait) async (memory (core memory $libc "mem"))))
    (core module $m
      (import "" "press" (func $press (param i32 i32) (result i32)))
      (import "" "wait" (func $wait (param i32 i32) (result i32)))
      (func (export "f") (param i32) (result i32)
        (drop (call $press (local.get 0) (i32.const 8)))
        (drop (call $wait (local.get 0) (i32.const 8)))
        (local.get 0)))
    (core instance $m (instantiate $m (with "" (instance (export "press" (func $press)) (export "wait" (func $wait))))))
    (func (export "middle") async (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $middle (instantiate $middle (with "press" (func $press "press")) (with "wait" (func $waiter "wait"))))
  (component $app
    (import "middle" (func $middle async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $middle (canon lower (func $middle) async (memory (core memory $libc "mem"))))
    (core module $m
      (import "" "middle" (func $middle (param i32 i32) (result i32)))
      (func (export "f") (param i32) (result i32)
        (drop (call $middle (local.get 0) (i32.const 8)))
        (local.get 0)))
    (core instance $m (instantiate $m (with "" (instance (export "middle" (func $middle))))))
    (func (export "run") async (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $app (instantiate $app (with "middle" (func $middle "middle"))))
  (export "run" (func $app "run")))
