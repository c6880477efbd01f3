;; When several members of a set have events, they come one at a time: subtasks before the ends of futures, and in the
;; order in which they were made, though they came about in the opposite order. That is what the host does; any order
;; would do.

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
    (core func $ctx-get (canon context.get i32 0)) (core func $ctx-set (canon context.set i32 0))
    (core func $return (canon task.return))
    (core module $m
      (import "" "ctx-get" (func $ctx-get (result i32))) (import "" "ctx-set" (func $ctx-set (param i32)))
      (import "" "return" (func $return))
      ;; Takes as many turns as it is told.
      (func (export "f") (param $turns i32) (result i32)
        (call $ctx-set (local.get $turns))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $ctx-set (i32.sub (call $ctx-get) (i32.const 1)))
        (if (call $ctx-get) (then (return (i32.const 1 (; YIELD ;)))))
        (call $return)
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "return" (func $return))))))
    (func (export "f") async (param "turns" u32) (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "turns" u32)))
    (type $F (future))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note)))
    (core func $set-poll (canon waitable-set.poll (memory $libc "mem"))) (core func $F-new (canon future.new $F))
    (core func $F-read (canon future.read $F async)) (core func $F-write (canon future.write $F async))
    (core func $F-drop-readable (canon future.drop-readable $F))
    (core func $F-drop-writable (canon future.drop-writable $F)) (core func $yield (canon thread.yield))
    (core func $set-new (canon waitable-set.new)) (core func $join (canon waitable.join))
    (core func $subtask-drop (canon subtask.drop)) (core func $set-drop (canon waitable-set.drop))
    (core func $f (canon lower (func $f) async))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32)))
      (import "" "set-poll" (func $set-poll (param i32 i32) (result i32)))
      (import "" "F-new" (func $F-new (result i64)))
      (import "" "F-read" (func $F-read (param i32 i32) (result i32)))
      (import "" "F-write" (func $F-write (param i32 i32) (result i32)))
      (import "" "F-drop-readable" (func $F-drop-readable (param i32)))
      (import "" "F-drop-writable" (func $F-drop-writable (param i32)))
      (import "" "yield" (func $yield (result i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32))) (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "set-drop" (func $set-drop (param i32))) (import "" "f" (func $f (param i32) (result i32)))
      (func (export "run")
        (local $i i32)
        (drop (call $F-new))
        (call $note (call $F-read (i32.const 1) (i32.const 0)))
        (call $note (call $f (i32.const 3)))
        (call $note (call $f (i32.const 2)))
        (drop (call $set-new))
        (call $join (i32.const 1) (i32.const 5))
        (call $join (i32.const 4) (i32.const 5))
        (call $join (i32.const 3) (i32.const 5))
        (call $note (call $F-write (i32.const 2) (i32.const 0)))
        (loop $turn
          (drop (call $yield))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $turn (i32.lt_u (local.get $i) (i32.const 5))))
        (call $event (call $set-poll (i32.const 5) (i32.const 0)))
        (call $event (call $set-poll (i32.const 5) (i32.const 0)))
        (call $event (call $set-poll (i32.const 5) (i32.const 0)))
        (call $event (call $set-poll (i32.const 5) (i32.const 0)))
        (call $subtask-drop (i32.const 3))
        (call $subtask-drop (i32.const 4))
        (call $F-drop-readable (i32.const 1))
        (call $F-drop-writable (i32.const 2))
        (call $set-drop (i32.const 5)))
      ;; Notes an event: its code, and the two numbers that went with it to address 0.
      (func $event (param $code i32)
        (call $note (local.get $code))
        (call $note (i32.load (i32.const 0)))
        (call $note (i32.load (i32.const 4)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "set-poll" (func $set-poll)) (export "F-new" (func $F-new))
        (export "F-read" (func $F-read)) (export "F-write" (func $F-write))
        (export "F-drop-readable" (func $F-drop-readable)) (export "F-drop-writable" (func $F-drop-writable))
        (export "yield" (func $yield)) (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "subtask-drop" (func $subtask-drop)) (export "set-drop" (func $set-drop))
        (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0xffffffff) (u32.const 0x31) (u32.const 0x41) (u32.const 0)
  (u32.const 1) (u32.const 3) (u32.const 2)
  (u32.const 1) (u32.const 4) (u32.const 2)
  (u32.const 4) (u32.const 1) (u32.const 0)
  (u32.const 0) (u32.const 0) (u32.const 0)))
