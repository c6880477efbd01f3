;; A callee that waits on its stack is called asynchronously: it stays, and its two callers are one.
(component
  (component $leaf
    (core module $m (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
    (core instance $m (instantiate $m))
    (func (export "f") (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $leaf (instantiate $leaf))
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
  (component $app
    (import "f" (func $f (param "x" u32) (result u32)))
    (import "wait" (func $wait async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $f (canon lower (func $f)))
    (core func $wait (canon lower (func $wait) async (memory (core memory $libc "mem"))))
    (core module $m
      (import "" "f" (func $f (param i32) (result i32)))
      (import "" "wait" (func $wait (param i32 i32) (result i32)))
      (func (export "f") (param i32) (result i32)
        (drop (call $wait (local.get 0) (i32.const 8)))
        (local.get 0) (call $f)))
    (core instance $m (instantiate $m (with "" (instance (export "f" (func $f)) (export "wait" (func $wait))))))
    (func (export "run") async (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $app (instantiate $app (with "f" (func $leaf "f")) (with "wait" (func $waiter "wait"))))
  (export "run" (func $app "run")))
