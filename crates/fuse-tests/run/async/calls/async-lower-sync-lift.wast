;; A function of an async type that is lifted synchronously always returns at once: its result is the core result.

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

  (component $callee
    (import "note" (func $note (param "x" u32)))
    (core func $note (canon lower (func $note)))
    (core module $m
      (import "" "note" (func $note (param i32)))
      (func (export "f") (param $x i64) (result i32)
        (call $note (i32.wrap_i64 (local.get $x)))
        (i32.wrap_i64 (i64.shr_u (local.get $x) (i64.const 32))))
      (func (export "nothing") (call $note (i32.const 200))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note))))))
    (func (export "f") async (param "x" u64) (result u32) (canon lift (core func $m "f")))
    (func (export "nothing") async (canon lift (core func $m "nothing"))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" u64) (result u32)))
    (import "nothing" (func $nothing async))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core func $nothing (canon lower (func $nothing) async))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "f" (func $f (param i64 i32) (result i32)))
      (import "" "nothing" (func $nothing (result i32)))
      (func (export "run")
        (call $note (call $f (i64.const 0x500000006) (i32.const 16)))
        (call $note (i32.load (i32.const 16)))
        (call $note (call $nothing))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "f" (func $f)) (export "nothing" (func $nothing))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "f" (func $callee "f"))
    (with "nothing" (func $callee "nothing"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const (u32.const 6) (u32.const 2) (u32.const 5) (u32.const 200) (u32.const 2)))
