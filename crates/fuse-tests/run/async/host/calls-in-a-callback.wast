;; A root with a callback calls synchronously, in its entry and in its callback, what takes a few turns: it is blocked
;; on its stack, and then returns to wait.

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
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $subtask-drop (canon subtask.drop))
    (core func $f (canon lower (func $f) async)) (core func $f-sync (canon lower (func $f)))
    (core func $return (canon task.return))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32))) (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "f" (func $f (param i32) (result i32))) (import "" "f-sync" (func $f-sync (param i32)))
      (import "" "return" (func $return))
      (func (export "run") (result i32)
        (call $f-sync (i32.const 2))
        (call $note (i32.const 1))
        (call $note (call $f (i32.const 3)))
        (call $join (i32.const 1) (call $set-new))
        (i32.const 0x22 (; WAIT for 2 ;)))
      (func (export "cb") (param $event i32) (param $p1 i32) (param $p2 i32) (result i32)
        (call $note (local.get $event))
        (call $note (local.get $p1))
        (call $note (local.get $p2))
        (call $f-sync (i32.const 4))
        (call $note (i32.const 2))
        (call $subtask-drop (i32.const 1))
        (call $return)
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "subtask-drop" (func $subtask-drop)) (export "f" (func $f)) (export "f-sync" (func $f-sync))
        (export "return" (func $return))))))
    (func (export "run") async (canon lift (core func $m "run") async (callback (func $m "cb")))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 1) (u32.const 0x11) (u32.const 1) (u32.const 1) (u32.const 2) (u32.const 2)))
