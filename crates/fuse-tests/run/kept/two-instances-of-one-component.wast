;; Two instances of one component in different groups: each has a state of its own.

(component definition $it
  ;; What the others note, in the order in which they do.
  (component $log
    (core module $m
      (memory (export "mem") 1)
      (global $n (mut i32) (i32.const 0))
      (func (export "note") (param $x i32)
        (i32.store offset=8 (i32.mul (global.get $n) (i32.const 4)) (local.get $x))
        (global.set $n (i32.add (global.get $n) (i32.const 1))))
      (func (export "notes") (result i32)
        (i32.store (i32.const 0) (i32.const 8))
        (i32.store (i32.const 4) (global.get $n))
        (global.set $n (i32.const 0))
        (i32.const 0)))
    (core instance $m (instantiate $m))
    (func (export "note") (param "x" u32) (canon lift (core func $m "note")))
    (func (export "notes") (result (list u32)) (canon lift (core func $m "notes") (memory (core memory $m "mem")))))
  (instance $log (instantiate $log))

  ;; Adds up what it is given, and so knows whether there is one of it.
  (component $sum
    (core module $m
      (global $sum (mut i32) (i32.const 0))
      (func (export "add") (param i32) (result i32)
        (global.set $sum (i32.add (global.get $sum) (local.get 0)))
        (global.get $sum)))
    (core instance $m (instantiate $m))
    (func (export "add") (param "x" u32) (result u32) (canon lift (core func $m "add"))))
  (instance $lower (instantiate $sum))
  (instance $upper (instantiate $sum))

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
  (instance $between (instantiate $between (with "add" (func $lower "add"))))

  (component $app
    (import "note" (func $note (param "x" u32)))
    (core func $note (canon lower (func $note)))
    (import "add" (func $add (param "x" u32) (result u32)))
    (import "f" (func $f async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $add (canon lower (func $add)))
    (core func $f (canon lower (func $f) async (memory (core memory $libc "mem"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32)))
      (import "" "add" (func $add (param i32) (result i32)))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (func (export "run")
        (call $note (call $add (i32.const 1)))
        (call $note (call $f (i32.const 10) (i32.const 16)))
        (call $note (i32.load (i32.const 16)))
        (call $note (call $add (i32.const 100)))
        (call $note (call $f (i32.const 1000) (i32.const 16)))
        (call $note (i32.load (i32.const 16)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance (export "note" (func $note)) (export "add" (func $add)) (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $app (instantiate $app
    (with "note" (func $log "note")) (with "add" (func $upper "add")) (with "f" (func $between "f"))))
  (export "run" (func $app "run"))
  (export "notes" (func $log "notes")))

(component instance $a $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const (u32.const 1) (u32.const 2) (u32.const 20) (u32.const 101) (u32.const 2) (u32.const 2020)))
