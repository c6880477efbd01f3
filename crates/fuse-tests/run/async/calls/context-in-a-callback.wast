;; The context slot is the task's, so it is back when a callback runs, whatever the calls in between and inside the
;; callback did to theirs.

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
    (core func $note (canon lower (func $note))) (core func $ctx-get (canon context.get i32 0))
    (core func $ctx-set (canon context.set i32 0))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "ctx-get" (func $ctx-get (result i32)))
      (import "" "ctx-set" (func $ctx-set (param i32)))
      (func (export "plain") (param $x i32)
        (call $note (call $ctx-get))
        (call $ctx-set (local.get $x))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))))))
    (func (export "plain") (param "x" u32) (canon lift (core func $m "plain"))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $middle
    (import "note" (func $note (param "x" u32)))
    (import "plain" (func $plain (param "x" u32)))
    (core func $note (canon lower (func $note))) (core func $ctx-get (canon context.get i32 0))
    (core func $ctx-set (canon context.set i32 0)) (core func $plain (canon lower (func $plain)))
    (core func $return (canon task.return))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "ctx-get" (func $ctx-get (result i32)))
      (import "" "ctx-set" (func $ctx-set (param i32))) (import "" "plain" (func $plain (param i32)))
      (import "" "return" (func $return))
      (func (export "f") (param $x i32) (result i32)
        (call $ctx-set (local.get $x))
        (call $plain (i32.const 70))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $plain (i32.const 71))
        (call $note (call $ctx-get))
        (call $return)
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "plain" (func $plain)) (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $middle (instantiate $middle (with "note" (func $log "note")) (with "plain" (func $callee "plain"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" u32)))
    (import "plain" (func $plain (param "x" u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $ctx-get (canon context.get i32 0))
    (core func $ctx-set (canon context.set i32 0)) (core func $f (canon lower (func $f) async))
    (core func $plain (canon lower (func $plain)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32))) (import "" "ctx-get" (func $ctx-get (result i32)))
      (import "" "ctx-set" (func $ctx-set (param i32))) (import "" "f" (func $f (param i32) (result i32)))
      (import "" "plain" (func $plain (param i32)))
      (func (export "run")
        (call $ctx-set (i32.const 9))
        (call $note (call $f (i32.const 5)))
        (call $note (call $f (i32.const 6)))
        (call $plain (i32.const 72))
        (call $wait (i32.const 1))
        (call $wait (i32.const 2))
        (call $note (call $ctx-get)))
      ;; Notes an event: its code, and the two numbers that went with it to address 0.
      (func $event (param $code i32)
        (call $note (local.get $code))
        (call $note (i32.load (i32.const 0)))
        (call $note (i32.load (i32.const 4))))
      ;; Waits for the next event of one waitable, and notes it.
      (func $wait (param $waitable i32)
        (local $set i32)
        (local.set $set (call $set-new))
        (call $join (local.get $waitable) (local.get $set))
        (call $event (call $set-wait (local.get $set) (i32.const 0)))
        (call $join (local.get $waitable) (i32.const 0))
        (call $set-drop (local.get $set))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "set-wait" (func $set-wait)) (export "set-drop" (func $set-drop))
        (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set)) (export "f" (func $f))
        (export "plain" (func $plain))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "f" (func $middle "f"))
    (with "plain" (func $callee "plain"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0) (u32.const 0x11) (u32.const 0) (u32.const 0x21) (u32.const 0)
  (u32.const 0) (u32.const 5) (u32.const 1) (u32.const 1) (u32.const 2)
  (u32.const 0) (u32.const 6) (u32.const 1) (u32.const 2) (u32.const 2)
  (u32.const 9)))
