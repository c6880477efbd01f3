;; A task polls its set from its callback, between turns, and while other members of the set have their events given
;; to it as they come.

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
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $ctx-get (canon context.get i32 0))
    (core func $ctx-set (canon context.set i32 0))
    (core func $set-poll (canon waitable-set.poll (memory $libc "mem")))
    (core func $set-new (canon waitable-set.new)) (core func $join (canon waitable.join))
    (core func $subtask-drop (canon subtask.drop)) (core func $set-drop (canon waitable-set.drop))
    (core func $f (canon lower (func $f) async)) (core func $return (canon task.return))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "ctx-get" (func $ctx-get (result i32)))
      (import "" "ctx-set" (func $ctx-set (param i32)))
      (import "" "set-poll" (func $set-poll (param i32 i32) (result i32)))
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "set-drop" (func $set-drop (param i32))) (import "" "f" (func $f (param i32) (result i32)))
      (import "" "return" (func $return))
      (func (export "run") (result i32)
        (drop (call $set-new))
        (call $note (call $f (i32.const 1)))
        (call $note (call $f (i32.const 6)))
        (call $join (i32.const 2) (i32.const 1))
        (call $join (i32.const 3) (i32.const 1))
        (call $event (call $set-poll (i32.const 1) (i32.const 0)))
        (i32.const 0x12 (; WAIT for 1 ;)))
      (func (export "cb") (param $event i32) (param $p1 i32) (param $p2 i32) (result i32)
        (i32.store (i32.const 0) (local.get $p1))
        (i32.store (i32.const 4) (local.get $p2))
        (call $event (local.get $event))
        (call $event (call $set-poll (i32.const 1) (i32.const 0)))
        (call $subtask-drop (local.get $p1))
        (if (i32.eq (local.get $p1) (i32.const 2)) (then (return (i32.const 0x12 (; WAIT for 1 ;)))))
        (call $return)
        (call $set-drop (i32.const 1))
        (i32.const 0 (; EXIT ;)))
      ;; Notes an event: its code, and the two numbers that went with it to address 0.
      (func $event (param $code i32)
        (call $note (local.get $code))
        (call $note (i32.load (i32.const 0)))
        (call $note (i32.load (i32.const 4)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "set-poll" (func $set-poll)) (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "subtask-drop" (func $subtask-drop)) (export "set-drop" (func $set-drop))
        (export "f" (func $f)) (export "return" (func $return))))))
    (func (export "run") async (canon lift (core func $m "run") async (callback (func $m "cb")))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x21) (u32.const 0x31) (u32.const 0) (u32.const 0) (u32.const 0)
  (u32.const 1) (u32.const 2) (u32.const 2) (u32.const 0) (u32.const 0) (u32.const 0)
  (u32.const 1) (u32.const 3) (u32.const 2) (u32.const 0) (u32.const 0) (u32.const 0)))
