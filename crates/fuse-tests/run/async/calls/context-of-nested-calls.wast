;; A call of any kind begins with an empty context slot, and leaves the caller's as it was: a function of an ordinary
;; type, one of an async type in each of its pairings, and a nested one.

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
    (core func $ctx-set (canon context.set i32 0)) (core func $return (canon task.return))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "ctx-get" (func $ctx-get (result i32)))
      (import "" "ctx-set" (func $ctx-set (param i32))) (import "" "return" (func $return))
      (func $swap (param $x i32)
        (call $note (call $ctx-get))
        (call $ctx-set (local.get $x)))
      (func (export "plain") (call $swap (i32.const 1)))
      (func (export "lifted") (call $swap (i32.const 2)))
      (func (export "task") (result i32)
        (call $swap (i32.const 3))
        (call $return)
        (call $note (call $ctx-get))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "return" (func $return))))))
    (func (export "plain") (canon lift (core func $m "plain")))
    (func (export "lifted") async (canon lift (core func $m "lifted")))
    (func (export "task") async (canon lift (core func $m "task") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "plain" (func $plain ))
    (import "lifted" (func $lifted async))
    (import "task" (func $task async))
    (core func $note (canon lower (func $note))) (core func $ctx-get (canon context.get i32 0))
    (core func $ctx-set (canon context.set i32 0)) (core func $plain (canon lower (func $plain)))
    (core func $lifted (canon lower (func $lifted))) (core func $lifted-async (canon lower (func $lifted) async))
    (core func $task (canon lower (func $task))) (core func $task-async (canon lower (func $task) async))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "ctx-get" (func $ctx-get (result i32)))
      (import "" "ctx-set" (func $ctx-set (param i32))) (import "" "plain" (func $plain))
      (import "" "lifted" (func $lifted)) (import "" "lifted-async" (func $lifted-async (result i32)))
      (import "" "task" (func $task)) (import "" "task-async" (func $task-async (result i32)))
      (func (export "run")
        (call $ctx-set (i32.const 10))
        (call $plain)
        (call $note (call $ctx-get))
        (call $lifted)
        (call $note (call $ctx-get))
        (call $note (call $lifted-async))
        (call $note (call $ctx-get))
        (call $task)
        (call $note (call $ctx-get))
        (call $note (call $task-async))
        (call $note (call $ctx-get))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "plain" (func $plain)) (export "lifted" (func $lifted))
        (export "lifted-async" (func $lifted-async)) (export "task" (func $task))
        (export "task-async" (func $task-async))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "plain" (func $callee "plain"))
    (with "lifted" (func $callee "lifted"))
    (with "task" (func $callee "task"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  ;; plain
  (u32.const 0) (u32.const 10)
  ;; lifted
  (u32.const 0) (u32.const 10)
  ;; lifted-async
  (u32.const 0) (u32.const 2) (u32.const 10)
  ;; task
  (u32.const 0) (u32.const 3) (u32.const 10)
  ;; task-async
  (u32.const 0) (u32.const 3) (u32.const 2) (u32.const 10)))
