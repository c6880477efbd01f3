;; The component around the others has code of its own. A composition in it is one module, where it is.

(component definition $it
  (component $counted
    ;; Adds up what it is given, and so knows whether there is one of it.
    (component $sum
      (core module $m
        (global $sum (mut i32) (i32.const 0))
        (func (export "add") (param i32) (result i32)
          (global.set $sum (i32.add (global.get $sum) (local.get 0)))
          (global.get $sum)))
      (core instance $m (instantiate $m))
      (func (export "add") (param "x" u32) (result u32) (canon lift (core func $m "add"))))
    (instance $sum (instantiate $sum))
    (component $twice
      (import "add" (func $add (param "x" u32) (result u32)))
      (core func $add (canon lower (func $add)))
      (core module $m
        (import "" "add" (func $add (param i32) (result i32)))
        (func (export "f") (param i32) (result i32)
          (drop (call $add (local.get 0)))
          (call $add (local.get 0))))
      (core instance $m (instantiate $m (with "" (instance (export "add" (func $add))))))
      (func (export "f") (param "x" u32) (result u32) (canon lift (core func $m "f"))))
    (instance $twice (instantiate $twice (with "add" (func $sum "add"))))
    (export "add" (func $twice "f")))
  (instance $one (instantiate $counted))
  (instance $two (instantiate $counted))

  ;; Waits on its stack, for something that nobody does, if it is told to; it is never told.
  (component $between
    (import "add" (func $add (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $add (canon lower (func $add)))
    (core func $set-new (canon waitable-set.new))
    (core func $set-wait (canon waitable-set.wait (memory (core memory $libc "mem"))))
    (core module $m
      (import "" "add" (func $add (param i32) (result i32)))
      (import "" "set-new" (func $set-new (result i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (func (export "f") (param i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (drop (call $set-wait (call $set-new) (i32.const 0)))))
        (i32.mul (call $add (local.get 0)) (i32.const 2))))
    (core instance $m (instantiate $m (with "" (instance
      (export "add" (func $add)) (export "set-new" (func $set-new)) (export "set-wait" (func $set-wait))))))
    (func (export "f") async (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $between (instantiate $between (with "add" (func $one "add"))))
  (component $app
    (import "f" (func $f async (param "x" u32) (result u32)))
    (import "add" (func $add (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $f (canon lower (func $f) async (memory (core memory $libc "mem"))))
    (core func $add (canon lower (func $add)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (import "" "add" (func $add (param i32) (result i32)))
      (func (export "run") (result i32)
        (if (i32.ne (call $f (i32.const 3) (i32.const 16)) (i32.const 2 (; RETURNED ;))) (then unreachable))
        (i32.add (i32.mul (call $add (i32.const 1)) (i32.const 100)) (i32.load (i32.const 16)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance (export "f" (func $f)) (export "add" (func $add))))))
    (func (export "run") async (result u32) (canon lift (core func $m "run"))))
  (instance $app (instantiate $app (with "f" (func $between "f")) (with "add" (func $two "add"))))

  (core module $m (func (export "answer") (result i32) (i32.const 42)))
  (core instance $m (instantiate $m))
  (func (export "answer") (result u32) (canon lift (core func $m "answer")))
  (export "run" (func $app "run")))

(component instance $a $it)
(assert_return (invoke "run") (u32.const 212))
(assert_return (invoke "run") (u32.const 424))
(assert_return (invoke "answer") (u32.const 42))
