;; A synchronous caller is blocked until the callee returns, which may be several turns later, and goes on although
;; the callee has not ended.

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
    (core func $note (canon lower (func $note))) (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "return" (func $return (param i32)))
      (global $x (mut i32) (i32.const 0))
      (func (export "f") (param $x i32) (result i32)
        (global.set $x (local.get $x))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $note (global.get $x))
        (global.set $x (i32.sub (global.get $x) (i32.const 1)))
        (if (i32.eq (global.get $x) (i32.const 1)) (then (call $return (i32.const 50))))
        (i32.ne (global.get $x) (i32.const 0)) (; YIELD or EXIT ;)))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" u32) (result u32)))
    (core func $note (canon lower (func $note))) (core func $yield (canon thread.yield))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "yield" (func $yield (result i32)))
      (import "" "f" (func $f (param i32) (result i32)))
      (func (export "run")
        (call $note (call $f (i32.const 3)))
        (drop (call $yield))
        (call $note (i32.const 51))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "yield" (func $yield)) (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const (u32.const 3) (u32.const 2) (u32.const 50) (u32.const 1) (u32.const 51)))
