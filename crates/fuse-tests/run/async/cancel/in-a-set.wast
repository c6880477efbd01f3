;; A subtask that is in a set is not cancelled synchronously, as two would wait for it then: that traps.
;; Asynchronously it can be, and the set has no event of an end that the cancelling has told.

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
    (core func $set-new (canon waitable-set.new)) (core func $task-cancel (canon task.cancel))
    (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "set-new" (func $set-new (result i32))) (import "" "task-cancel" (func $task-cancel))
      (import "" "return" (func $return (param i32)))
      (func (export "f") (param $x i32) (result i32) (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (call $set-new) (i32.const 4))))
      (func (export "cb") (param $event i32) (param $p1 i32) (param $p2 i32) (result i32)
        (call $task-cancel)
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "set-new" (func $set-new)) (export "task-cancel" (func $task-cancel))
        (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $subtask-cancel (canon subtask.cancel))
    (core func $subtask-cancel-async (canon subtask.cancel async)) (core func $subtask-drop (canon subtask.drop))
    (core func $set-new (canon waitable-set.new)) (core func $join (canon waitable.join))
    (core func $set-poll (canon waitable-set.poll (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop))
    (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32)))
      (import "" "subtask-cancel" (func $subtask-cancel (param i32) (result i32)))
      (import "" "subtask-cancel-async" (func $subtask-cancel-async (param i32) (result i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "set-poll" (func $set-poll (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32))) (import "" "f" (func $f (param i32 i32) (result i32)))
      (func $make
        (call $note (call $f (i32.const 7) (i32.const 16)))
        (call $note (call $set-new))
        (call $join (i32.const 1) (i32.const 2)))
      (func (export "async")
        (call $make)
        (call $note (call $subtask-cancel-async (i32.const 1)))
        (call $event (call $set-poll (i32.const 2) (i32.const 0)))
        (call $subtask-drop (i32.const 1))
        (call $set-drop (i32.const 2)))
      (func (export "left")
        (call $make)
        (call $join (i32.const 1) (i32.const 0))
        (call $note (call $subtask-cancel (i32.const 1)))
        (call $subtask-drop (i32.const 1))
        (call $set-drop (i32.const 2)))
      (func (export "sync")
        (call $make)
        (call $note (call $subtask-cancel (i32.const 1))))
      ;; Notes an event: its code, and the two numbers that went with it to address 0.
      (func $event (param $code i32)
        (call $note (local.get $code))
        (call $note (i32.load (i32.const 0)))
        (call $note (i32.load (i32.const 4)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "subtask-cancel" (func $subtask-cancel))
        (export "subtask-cancel-async" (func $subtask-cancel-async))
        (export "subtask-drop" (func $subtask-drop)) (export "set-new" (func $set-new))
        (export "join" (func $join)) (export "set-poll" (func $set-poll))
        (export "set-drop" (func $set-drop)) (export "f" (func $f))))))
    (func (export "async") async (canon lift (core func $m "async")))
    (func (export "left") async (canon lift (core func $m "left")))
    (func (export "sync") async (canon lift (core func $m "sync"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "async" (func $root "async"))
  (export "left" (func $root "left"))
  (export "sync" (func $root "sync"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "left"))
(assert_return (invoke "notes") (list.const (u32.const 0x11) (u32.const 2) (u32.const 4)))
(component instance $i $it)
(assert_return (invoke "async"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x11) (u32.const 2) (u32.const 4) (u32.const 0) (u32.const 0) (u32.const 0)))
(component instance $i $it)
(assert_trap (invoke "sync") "waitable cannot be used synchronously while added to a waitable set")
