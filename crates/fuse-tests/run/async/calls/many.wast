;; A thousand calls, one after the other: half return at once, half take a turn. Each takes the handle that the last
;; one gave back.

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
      (func (export "f") (param $x i32) (result i32)
        (if (i32.and (local.get $x) (i32.const 1))
          (then
            (call $return (local.get $x))
            (return (i32.const 0 (; EXIT ;)))))
        (call $ctx-set (local.get $x))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $return (call $ctx-get))
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
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $subtask-drop (canon subtask.drop))
    (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (func (export "run")
        (local $i i32) (local $status i32) (local $sum i32) (local $statuses i32)
        (loop $next
          (local.set $status (call $f (local.get $i) (i32.const 16)))
          (local.set $statuses (i32.or (local.get $statuses) (local.get $status)))
          (call $finish (local.get $status))
          (local.set $sum (i32.add (local.get $sum) (i32.load (i32.const 16))))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $next (i32.lt_u (local.get $i) (i32.const 1000))))
        (call $note (local.get $sum))
        (call $note (local.get $statuses)))
      ;; Waits until the subtask of a status has returned, if it has not, and drops it.
      (func $finish (param $status i32)
        (local $set i32) (local $subtask i32)
        (local.set $subtask (i32.shr_u (local.get $status) (i32.const 4)))
        (if (i32.eq (local.get $status) (i32.const 2 (; RETURNED ;))) (then return))
        (local.set $set (call $set-new))
        (call $join (local.get $subtask) (local.get $set))
        (loop $again
          (drop (call $set-wait (local.get $set) (i32.const 0)))
          (br_if $again (i32.ne (i32.load (i32.const 4)) (i32.const 2 (; RETURNED ;)))))
        (call $subtask-drop (local.get $subtask))
        (call $set-drop (local.get $set))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "set-wait" (func $set-wait)) (export "set-drop" (func $set-drop))
        (export "subtask-drop" (func $subtask-drop)) (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  ;; 0x11, 0x21 or RETURNED: the set and the subtask swap their handles
  (u32.const 499500) (u32.const 0x33)))
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const (u32.const 499500) (u32.const 0x33)))
