;; The `realloc` that makes room for a debug message cannot leave its instance, and so nobody drops the error context meanwhile; and it has a
;; context of its own for `context.get`.

(component definition $it
  (component $guest
    (core func $drop (canon error-context.drop))
    (core func $get (canon context.get i32 0))
    (core func $set (canon context.set i32 0))
    (core module $libc
      (import "" "drop" (func $drop (param i32)))
      (import "" "get" (func $get (result i32)))
      (import "" "set" (func $set (param i32)))
      (memory (export "mem") 1)
      (global $drops (export "drops") (mut i32) (i32.const 0))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32)
        (if (global.get $drops) (then (call $drop (i32.const 1))))
        (i32.store (i32.const 32) (call $get))
        (call $set (i32.const 5))
        (i32.const 64)))
    (core instance $libc (instantiate $libc
      (with "" (instance (export "drop" (func $drop)) (export "get" (func $get)) (export "set" (func $set))))))
    (core func $new (canon error-context.new (memory $libc "mem")))
    (core func $message (canon error-context.debug-message (memory $libc "mem") (realloc (func $libc "realloc"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "libc" "drops" (global $drops (mut i32)))
      (import "" "new" (func $new (param i32 i32) (result i32)))
      (import "" "message" (func $message (param i32 i32)))
      (import "" "drop" (func $drop (param i32)))
      (import "" "get" (func $get (result i32)))
      (import "" "set" (func $set (param i32)))
      (func (export "stays") (result i32)
        (local $x i32)
        (call $set (i32.const 7))
        (local.set $x (call $new (i32.const 0) (i32.const 4)))
        (call $message (local.get $x) (i32.const 16))
        (call $drop (local.get $x))
        (i32.add (i32.mul (i32.load (i32.const 32)) (i32.const 10)) (call $get)))
      (func (export "leaves")
        (global.set $drops (i32.const 1))
        (call $message (call $new (i32.const 0) (i32.const 4)) (i32.const 16))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "new" (func $new)) (export "message" (func $message)) (export "drop" (func $drop))
        (export "get" (func $get)) (export "set" (func $set))))))
    (func (export "stays") (result u32) (canon lift (core func $m "stays")))
    (func (export "leaves") (canon lift (core func $m "leaves"))))
  (instance $guest (instantiate $guest))
  (export "stays" (func $guest "stays"))
  (export "leaves" (func $guest "leaves")))

(component instance $i $it)
(assert_return (invoke "stays") (u32.const 7))
(assert_trap (invoke "leaves") "cannot leave component instance")
