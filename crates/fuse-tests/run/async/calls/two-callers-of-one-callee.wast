;; Two instances call the same function at a time: the one that called later has its result first, and in its own
;; memory.

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
    (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "ctx-get" (func $ctx-get (result i32))) (import "" "ctx-set" (func $ctx-set (param i32)))
      (import "" "return" (func $return (param i32)))
      ;; Takes as many turns as it is told.
      (func (export "f") (param $x i32) (result i32)
        (call $ctx-set (local.get $x))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $ctx-set (i32.sub (call $ctx-get) (i32.const 1)))
        (if (call $ctx-get) (then (return (i32.const 1 (; YIELD ;)))))
        (call $return (i32.const 7))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $middle
    (import "f" (func $f async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $set-new (canon waitable-set.new)) (core func $join (canon waitable.join))
    (core func $set-drop (canon waitable-set.drop)) (core func $subtask-drop (canon subtask.drop))
    (core func $ctx-get (canon context.get i32 0)) (core func $ctx-set (canon context.set i32 0))
    (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core func $return (canon task.return (result u32)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "ctx-get" (func $ctx-get (result i32))) (import "" "ctx-set" (func $ctx-set (param i32)))
      (import "" "f" (func $f (param i32 i32) (result i32))) (import "" "return" (func $return (param i32)))
      (global $set (mut i32) (i32.const 0))
      (func (export "g") (param $x i32) (result i32)
        (global.set $set (call $set-new))
        (call $join (i32.shr_u (call $f (local.get $x) (i32.const 16)) (i32.const 4)) (global.get $set))
        (call $ctx-set (i32.mul (local.get $x) (i32.const 1000)))
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (global.get $set) (i32.const 4))))
      (func (export "cb") (param $event i32) (param $p1 i32) (param $p2 i32) (result i32)
        (call $subtask-drop (local.get $p1))
        (call $set-drop (global.get $set))
        (call $return (i32.add (call $ctx-get) (i32.load (i32.const 16))))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "set-new" (func $set-new)) (export "join" (func $join)) (export "set-drop" (func $set-drop))
        (export "subtask-drop" (func $subtask-drop)) (export "ctx-get" (func $ctx-get))
        (export "ctx-set" (func $ctx-set)) (export "f" (func $f)) (export "return" (func $return))))))
    (func (export "g") async (param "x" u32) (result u32)
      (canon lift (core func $m "g") async (callback (func $m "cb")))))
  (instance $one (instantiate $middle (with "f" (func $callee "f"))))
  (instance $two (instantiate $middle (with "f" (func $callee "f"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "g1" (func $g1 async (param "x" u32) (result u32)))
    (import "g2" (func $g2 async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $subtask-drop (canon subtask.drop))
    (core func $yield (canon thread.yield)) (core func $g1 (canon lower (func $g1) async (memory $libc "mem")))
    (core func $g2 (canon lower (func $g2) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32))) (import "" "yield" (func $yield (result i32)))
      (import "" "g1" (func $g1 (param i32 i32) (result i32)))
      (import "" "g2" (func $g2 (param i32 i32) (result i32)))
      (func (export "run")
        (call $note (call $g1 (i32.const 9) (i32.const 16)))
        (call $note (call $g2 (i32.const 4) (i32.const 20)))
        (call $wait (i32.const 2))
        (call $note (i32.load (i32.const 16)))
        (call $note (i32.load (i32.const 20)))
        (call $wait (i32.const 1))
        (call $note (i32.load (i32.const 16))))
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
        (export "subtask-drop" (func $subtask-drop)) (export "yield" (func $yield)) (export "g1" (func $g1))
        (export "g2" (func $g2))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "g1" (func $one "g"))
    (with "g2" (func $two "g"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x11) (u32.const 0x21)
  (u32.const 1) (u32.const 2) (u32.const 2) (u32.const 0) (u32.const 4007)
  (u32.const 1) (u32.const 1) (u32.const 2) (u32.const 9007)))
