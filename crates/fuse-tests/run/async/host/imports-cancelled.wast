;; A call to the host that would never return is cancelled: by the root, and by a callee that is cancelled itself.

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

  (import "host" (instance $host
    (export "echo-slowly" (func async (param "a" u32) (result u32)))
    (export "return-two-slowly" (func async (result s32)))
    (export "never-return" (func async))))

  (component $callee
    (import "note" (func $note (param "x" u32)))
    (import "never" (func $never async))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-drop (canon waitable-set.drop))
    (core func $subtask-drop (canon subtask.drop)) (core func $subtask-cancel (canon subtask.cancel))
    (core func $task-cancel (canon task.cancel)) (core func $never (canon lower (func $never) async))
    (core func $return (canon task.return))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32))) (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "subtask-cancel" (func $subtask-cancel (param i32) (result i32)))
      (import "" "task-cancel" (func $task-cancel)) (import "" "never" (func $never (result i32)))
      (import "" "return" (func $return))
      (global $subtask (mut i32) (i32.const 0))
      (global $set (mut i32) (i32.const 0))
      (func (export "f") (result i32)
        (global.set $subtask (i32.shr_u (call $never) (i32.const 4)))
        (global.set $set (call $set-new))
        (call $join (global.get $subtask) (global.get $set))
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (global.get $set) (i32.const 4))))
      (func (export "cb") (param $event i32) (param $p1 i32) (param $p2 i32) (result i32)
        (call $note (local.get $event))
        (call $join (global.get $subtask) (i32.const 0))
        (call $note (call $subtask-cancel (global.get $subtask)))
        (call $subtask-drop (global.get $subtask))
        (call $set-drop (global.get $set))
        (call $task-cancel)
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "set-drop" (func $set-drop)) (export "subtask-drop" (func $subtask-drop))
        (export "subtask-cancel" (func $subtask-cancel)) (export "task-cancel" (func $task-cancel))
        (export "never" (func $never)) (export "return" (func $return))))))
    (func (export "f") async (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note")) (with "never" (func $host "never-return"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async))
    (import "never" (func $never async))
    (core func $note (canon lower (func $note))) (core func $subtask-drop (canon subtask.drop))
    (core func $subtask-cancel (canon subtask.cancel)) (core func $yield (canon thread.yield))
    (core func $f (canon lower (func $f) async)) (core func $never (canon lower (func $never) async))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "subtask-cancel" (func $subtask-cancel (param i32) (result i32)))
      (import "" "yield" (func $yield (result i32))) (import "" "f" (func $f (result i32)))
      (import "" "never" (func $never (result i32)))
      (func $cancel (param $status i32)
        (call $note (local.get $status))
        ;; A callee that calls the host may not have come to its wait yet.
        (drop (call $yield))
        (call $note (call $subtask-cancel (i32.shr_u (local.get $status) (i32.const 4))))
        (call $subtask-drop (i32.shr_u (local.get $status) (i32.const 4))))
      (func (export "run")
        (call $cancel (call $never))
        (call $cancel (call $f))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "subtask-drop" (func $subtask-drop))
        (export "subtask-cancel" (func $subtask-cancel)) (export "yield" (func $yield))
        (export "f" (func $f)) (export "never" (func $never))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "f" (func $callee "f"))
    (with "never" (func $host "never-return"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x11) (u32.const 4)
  (u32.const 0x11) (u32.const 6) (u32.const 4) (u32.const 4)))
