;; A stream is passed on from one to the next: only all three together are a group that no stream leaves.
(component
  (component $maker
    (type $s (stream u8))
    (core func $new (canon stream.new $s))
    (core func $drop (canon stream.drop-writable $s))
    (core module $m
      (import "" "new" (func $new (result i64)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "f") (result i32) (local $both i64)
        (local.set $both (call $new))
        (call $drop (i32.wrap_i64 (i64.shr_u (local.get $both) (i64.const 32))))
        (i32.wrap_i64 (local.get $both))))
    (core instance $m (instantiate $m (with "" (instance (export "new" (func $new)) (export "drop" (func $drop))))))
    (func (export "make") (result (stream u8)) (canon lift (core func $m "f"))))
  (instance $maker (instantiate $maker))
  (component $passer
    (import "make" (func $make (result (stream u8))))
    (core func $make (canon lower (func $make)))
    (core module $m
      (import "" "make" (func $make (result i32)))
      (func (export "f") (result i32) (call $make)))
    (core instance $m (instantiate $m (with "" (instance (export "make" (func $make))))))
    (func (export "make") (result (stream u8)) (canon lift (core func $m "f"))))
  (instance $passer (instantiate $passer (with "make" (func $maker "make"))))
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
    (import "make" (func $make (result (stream u8))))
    (type $s (stream u8))
    (core func $make (canon lower (func $make)))
    (core func $drop (canon stream.drop-readable $s))
    (import "wait" (func $wait async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $wait (canon lower (func $wait) async (memory (core memory $libc "mem"))))
    (core module $m
      (import "" "make" (func $make (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (import "" "wait" (func $wait (param i32 i32) (result i32)))
      (func (export "f") (param i32) (result i32)
        (call $drop (call $make))
        (drop (call $wait (local.get 0) (i32.const 8)))
        (local.get 0)))
    (core instance $m (instantiate $m (with "" (instance (export "make" (func $make)) (export "drop" (func $drop)) (export "wait" (func $wait))))))
    (func (export "run") async (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $app (instantiate $app (with "make" (func $passer "make")) (with "wait" (func $waiter "wait"))))
  (export "run" (func $app "run")))
