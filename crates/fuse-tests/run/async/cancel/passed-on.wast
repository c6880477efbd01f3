;; A task that is told that it is cancelled cancels what it has called itself, and then gives up.

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

  (component $c
    (import "note" (func $note (param "x" u32)))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $task-cancel (canon task.cancel)) (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "task-cancel" (func $task-cancel)) (import "" "return" (func $return (param i32)))
      (func (export "h") (param $x i32) (result i32) (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (call $set-new) (i32.const 4))))
      (func (export "cb") (param $event i32) (param $p1 i32) (param $p2 i32) (result i32)
        (call $note (i32.const 300))
        (call $note (local.get $event))
        (call $task-cancel)
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new))
        (export "task-cancel" (func $task-cancel)) (export "return" (func $return))))))
    (func (export "h") async (param "x" u32) (result u32)
      (canon lift (core func $m "h") async (callback (func $m "cb")))))
  (instance $c (instantiate $c (with "note" (func $log "note"))))

  (component $b
    (import "note" (func $note (param "x" u32)))
    (import "h" (func $h async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-drop (canon waitable-set.drop))
    (core func $subtask-cancel (canon subtask.cancel)) (core func $subtask-drop (canon subtask.drop))
    (core func $task-cancel (canon task.cancel)) (core func $h (canon lower (func $h) async (memory $libc "mem")))
    (core func $return (canon task.return (result u32)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32))) (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "subtask-cancel" (func $subtask-cancel (param i32) (result i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32))) (import "" "task-cancel" (func $task-cancel))
      (import "" "h" (func $h (param i32 i32) (result i32))) (import "" "return" (func $return (param i32)))
      (global $subtask (mut i32) (i32.const 0))
      (global $set (mut i32) (i32.const 0))
      (func (export "g") (param $x i32) (result i32)
        (global.set $subtask (i32.shr_u (call $h (local.get $x) (i32.const 16)) (i32.const 4)))
        (global.set $set (call $set-new))
        (call $join (global.get $subtask) (global.get $set))
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (global.get $set) (i32.const 4))))
      (func (export "cb") (param $event i32) (param $p1 i32) (param $p2 i32) (result i32)
        (call $note (i32.const 200))
        (call $note (local.get $event))
        (call $join (global.get $subtask) (i32.const 0))
        (call $note (call $subtask-cancel (global.get $subtask)))
        (call $subtask-drop (global.get $subtask))
        (call $set-drop (global.get $set))
        (call $task-cancel)
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "set-drop" (func $set-drop)) (export "subtask-cancel" (func $subtask-cancel))
        (export "subtask-drop" (func $subtask-drop)) (export "task-cancel" (func $task-cancel))
        (export "h" (func $h)) (export "return" (func $return))))))
    (func (export "g") async (param "x" u32) (result u32)
      (canon lift (core func $m "g") async (callback (func $m "cb")))))
  (instance $b (instantiate $b (with "note" (func $log "note")) (with "h" (func $c "h"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "g" (func $g async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $subtask-cancel (canon subtask.cancel))
    (core func $subtask-drop (canon subtask.drop)) (core func $yield (canon thread.yield))
    (core func $g (canon lower (func $g) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32)))
      (import "" "subtask-cancel" (func $subtask-cancel (param i32) (result i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32))) (import "" "yield" (func $yield (result i32)))
      (import "" "g" (func $g (param i32 i32) (result i32)))
      (func (export "run")
        (call $note (call $g (i32.const 20) (i32.const 16)))
        ;; Everybody comes to where they wait.
        (drop (call $yield))
        (call $note (call $subtask-cancel (i32.const 1)))
        (call $subtask-drop (i32.const 1))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "subtask-cancel" (func $subtask-cancel))
        (export "subtask-drop" (func $subtask-drop)) (export "yield" (func $yield)) (export "g" (func $g))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "g" (func $b "g"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x11) (u32.const 200) (u32.const 6) (u32.const 300) (u32.const 6) (u32.const 4) (u32.const 4)))
