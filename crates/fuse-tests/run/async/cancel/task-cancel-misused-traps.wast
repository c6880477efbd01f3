;; `task.cancel` is for a task that has been told that it is cancelled and has not returned, and only once; a
;; cancelled task must end in one way or the other.

(component definition $it
  (component $callee
    (core func $set-new (canon waitable-set.new)) (core func $task-cancel (canon task.cancel))
    (core func $ctx-get (canon context.get i32 0)) (core func $ctx-set (canon context.set i32 0))
    (core func $return (canon task.return))
    (core module $m
      (import "" "set-new" (func $set-new (result i32))) (import "" "task-cancel" (func $task-cancel))
      (import "" "ctx-get" (func $ctx-get (result i32))) (import "" "ctx-set" (func $ctx-set (param i32)))
      (import "" "return" (func $return))
      (func (export "at-once") (result i32)
        (call $task-cancel)
        (i32.const 0 (; EXIT ;)))
      (func (export "returned") (result i32)
        (call $return)
        (call $task-cancel)
        (i32.const 0 (; EXIT ;)))
      ;; What the callback does: 1 cancels twice, 2 returns and cancels, 3 cancels and returns, 4 does nothing, 5 cancels.
      (func (export "waits") (param $what i32) (result i32)
        (call $ctx-set (local.get $what))
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (call $set-new) (i32.const 4))))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (local $what i32)
        (local.set $what (call $ctx-get))
        (if (i32.eq (local.get $what) (i32.const 1)) (then (call $task-cancel) (call $task-cancel)))
        (if (i32.eq (local.get $what) (i32.const 2)) (then (call $return) (call $task-cancel)))
        (if (i32.eq (local.get $what) (i32.const 3)) (then (call $task-cancel) (call $return)))
        (if (i32.eq (local.get $what) (i32.const 5)) (then (call $task-cancel)))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "set-new" (func $set-new)) (export "task-cancel" (func $task-cancel))
        (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "return" (func $return))))))
    (func (export "at-once") async (canon lift (core func $m "at-once") async (callback (func $m "cb"))))
    (func (export "returned") async (canon lift (core func $m "returned") async (callback (func $m "cb"))))
    (func (export "waits") async (param "what" u32) (canon lift (core func $m "waits") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "at-once" (func $at-once async))
    (import "returned" (func $returned async))
    (import "waits" (func $waits async (param "what" u32)))
    (core func $subtask-cancel (canon subtask.cancel)) (core func $at-once (canon lower (func $at-once) async))
    (core func $returned (canon lower (func $returned) async))
    (core func $waits (canon lower (func $waits) async))
    (core module $m
      (import "" "subtask-cancel" (func $subtask-cancel (param i32) (result i32)))
      (import "" "at-once" (func $at-once (result i32))) (import "" "returned" (func $returned (result i32)))
      (import "" "waits" (func $waits (param i32) (result i32)))
      (func (export "at-once") (drop (call $at-once)))
      (func (export "returned") (drop (call $returned)))
      (func (export "cancelled") (param $what i32) (result i32)
        (drop (call $waits (local.get $what)))
        (call $subtask-cancel (i32.const 1))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "subtask-cancel" (func $subtask-cancel)) (export "at-once" (func $at-once))
        (export "returned" (func $returned)) (export "waits" (func $waits))))))
    (func (export "at-once") async (canon lift (core func $m "at-once")))
    (func (export "returned") async (canon lift (core func $m "returned")))
    (func (export "cancelled") async (param "what" u32) (result u32) (canon lift (core func $m "cancelled"))))
  (instance $root (instantiate $root
    (with "at-once" (func $callee "at-once"))
    (with "returned" (func $callee "returned"))
    (with "waits" (func $callee "waits"))))

  (export "at-once" (func $root "at-once"))
  (export "returned" (func $root "returned"))
  (export "cancelled" (func $root "cancelled")))

(component instance $i $it)
(assert_return (invoke "cancelled" (u32.const 5)) (u32.const 4))
(component instance $i $it)
(assert_trap (invoke "at-once") "`task.cancel` called by task which has not been cancelled")
(component instance $i $it)
(assert_trap (invoke "returned") "`task.cancel` called by task which has not been cancelled")
(component instance $i $it)
(assert_trap (invoke "cancelled" (u32.const 1)) "`task.return` or `task.cancel` called more than once for current task")
(component instance $i $it)
(assert_trap (invoke "cancelled" (u32.const 2)) "`task.return` or `task.cancel` called more than once for current task")
(component instance $i $it)
(assert_trap (invoke "cancelled" (u32.const 3)) "`task.return` or `task.cancel` called more than once for current task")
(component instance $i $it)
(assert_trap (invoke "cancelled" (u32.const 4)) "async-lifted export failed to produce a result")
