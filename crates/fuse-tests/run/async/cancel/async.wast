;; Cancelling asynchronously: when the task ends in the turn in which it is told, the state comes back at once; when
;; it goes on, BLOCKED does, and the state is an event later.

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
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $task-cancel (canon task.cancel)) (core func $ctx-get (canon context.get i32 0))
    (core func $ctx-set (canon context.set i32 0)) (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "task-cancel" (func $task-cancel)) (import "" "ctx-get" (func $ctx-get (result i32)))
      (import "" "ctx-set" (func $ctx-set (param i32))) (import "" "return" (func $return (param i32)))
      (func (export "f") (param $x i32) (result i32)
        (call $ctx-set (local.get $x))
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (call $set-new) (i32.const 4))))
      ;; 1 gives up, 2 returns, 3 gives up in its next turn, 4 returns in its next turn.
      (func (export "cb") (param $event i32) (param $p1 i32) (param $p2 i32) (result i32)
        (call $note (local.get $event))
        (if (i32.gt_u (call $ctx-get) (i32.const 2))
          (then
            (call $ctx-set (i32.sub (call $ctx-get) (i32.const 2)))
            (return (i32.const 1 (; YIELD ;)))))
        (if (i32.eq (call $ctx-get) (i32.const 1))
          (then (call $task-cancel))
          (else (call $return (i32.const 66))))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new))
        (export "task-cancel" (func $task-cancel)) (export "ctx-get" (func $ctx-get))
        (export "ctx-set" (func $ctx-set)) (export "return" (func $return))))))
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
    (core func $set-drop (canon waitable-set.drop)) (core func $subtask-cancel-async (canon subtask.cancel async))
    (core func $subtask-drop (canon subtask.drop))
    (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "subtask-cancel-async" (func $subtask-cancel-async (param i32) (result i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (func $try (param $x i32)
        (i32.store (i32.const 16) (i32.const 0))
        (call $note (call $f (local.get $x) (i32.const 16)))
        (call $note (call $subtask-cancel-async (i32.const 1)))
        (if (i32.gt_u (local.get $x) (i32.const 2)) (then (call $wait (i32.const 1))))
        (call $note (i32.load (i32.const 16)))
        (call $subtask-drop (i32.const 1)))
      (func (export "run")
        (call $try (i32.const 1))
        (call $try (i32.const 2))
        (call $try (i32.const 3))
        (call $try (i32.const 4)))
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
        (export "subtask-cancel-async" (func $subtask-cancel-async))
        (export "subtask-drop" (func $subtask-drop)) (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x11) (u32.const 6) (u32.const 4) (u32.const 0)
  (u32.const 0x11) (u32.const 6) (u32.const 2) (u32.const 66)
  (u32.const 0x11) (u32.const 6) (u32.const 0xffffffff) (u32.const 0) (u32.const 1) (u32.const 1) (u32.const 4)
  (u32.const 0)
  (u32.const 0x11) (u32.const 6) (u32.const 0xffffffff) (u32.const 0) (u32.const 1) (u32.const 1) (u32.const 2)
  (u32.const 66)))
