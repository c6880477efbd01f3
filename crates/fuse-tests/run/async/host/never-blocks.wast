;; The root never blocks: it waits by returning, for one callee after the other, and then returns what the host gets.

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
      ;; Gives back one more, a turn later.
      (func (export "f") (param $x i32) (result i32)
        (call $ctx-set (local.get $x))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $return (i32.add (call $ctx-get) (i32.const 1)))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $subtask-drop (canon subtask.drop))
    (core func $set-new (canon waitable-set.new)) (core func $join (canon waitable.join))
    (core func $set-drop (canon waitable-set.drop))
    (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core func $return (canon task.return (result u32)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "set-drop" (func $set-drop (param i32))) (import "" "f" (func $f (param i32 i32) (result i32)))
      (import "" "return" (func $return (param i32)))
      (global $set (mut i32) (i32.const 0))
      (global $left (mut i32) (i32.const 3))
      (func $ask (param $x i32) (result i32)
        (local $status i32)
        (local.set $status (call $f (local.get $x) (i32.const 16)))
        (call $note (local.get $status))
        (call $join (i32.shr_u (local.get $status) (i32.const 4)) (global.get $set))
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (global.get $set) (i32.const 4))))
      (func (export "run") (param $x i32) (result i32)
        (global.set $set (call $set-new))
        (call $ask (local.get $x)))
      (func (export "cb") (param $event i32) (param $p1 i32) (param $p2 i32) (result i32)
        (call $note (local.get $event))
        (call $note (local.get $p1))
        (call $note (local.get $p2))
        (call $subtask-drop (local.get $p1))
        (global.set $left (i32.sub (global.get $left) (i32.const 1)))
        (if (global.get $left) (then (return (call $ask (i32.load (i32.const 16))))))
        (call $return (i32.load (i32.const 16)))
        (call $set-drop (global.get $set))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "subtask-drop" (func $subtask-drop))
        (export "set-new" (func $set-new)) (export "join" (func $join)) (export "set-drop" (func $set-drop))
        (export "f" (func $f)) (export "return" (func $return))))))
    (func (export "run") async (param "x" u32) (result u32)
      (canon lift (core func $m "run") async (callback (func $m "cb")))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run" (u32.const 10)) (u32.const 13))
(assert_return (invoke "notes") (list.const
  (u32.const 0x21) (u32.const 1) (u32.const 2) (u32.const 2) (u32.const 0x21) (u32.const 1) (u32.const 2)
  (u32.const 2) (u32.const 0x21) (u32.const 1) (u32.const 2) (u32.const 2)))
