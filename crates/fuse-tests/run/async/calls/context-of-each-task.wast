;; Each task has a context slot of its own, which is zero at first and keeps its value from turn to turn, while
;; another task of the same function has another value there.

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
    (core func $ctx-set (canon context.set i32 0)) (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "ctx-get" (func $ctx-get (result i32)))
      (import "" "ctx-set" (func $ctx-set (param i32))) (import "" "return" (func $return (param i32)))
      (func (export "f") (param $x i32) (result i32)
        (call $note (call $ctx-get))
        (call $ctx-set (local.get $x))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $note (call $ctx-get))
        (call $ctx-set (i32.sub (call $ctx-get) (i32.const 1)))
        (if (i32.and (call $ctx-get) (i32.const 1)) (then (return (i32.const 1 (; YIELD ;)))))
        (call $return (call $ctx-get))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $ctx-get (canon context.get i32 0))
    (core func $ctx-set (canon context.set i32 0)) (core func $subtask-drop (canon subtask.drop))
    (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32))) (import "" "ctx-get" (func $ctx-get (result i32)))
      (import "" "ctx-set" (func $ctx-set (param i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (func (export "run")
        (call $note (call $ctx-get))
        (call $ctx-set (i32.const 99))
        (call $note (call $f (i32.const 12) (i32.const 16)))
        (call $note (call $f (i32.const 22) (i32.const 20)))
        (call $wait (i32.const 1))
        (call $wait (i32.const 2))
        (call $note (i32.load (i32.const 16)))
        (call $note (i32.load (i32.const 20)))
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
        (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "subtask-drop" (func $subtask-drop)) (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0) (u32.const 0) (u32.const 0x11) (u32.const 0) (u32.const 0x21)
  ;; the first returns when its second turn ends
  (u32.const 12) (u32.const 22) (u32.const 11) (u32.const 1) (u32.const 1) (u32.const 2)
  (u32.const 21) (u32.const 1) (u32.const 2) (u32.const 2)
  (u32.const 10) (u32.const 20) (u32.const 99)))
