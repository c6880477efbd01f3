;; Ten calls to a function of the host are in flight at a time, half of them through a callee; all their results come,
;; each to its place, in whatever order.

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
    (import "echo" (func $echo async (param "a" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $set-new (canon waitable-set.new)) (core func $join (canon waitable.join))
    (core func $set-drop (canon waitable-set.drop)) (core func $subtask-drop (canon subtask.drop))
    (core func $ctx-get (canon context.get i32 0)) (core func $ctx-set (canon context.set i32 0))
    (core func $echo (canon lower (func $echo) async (memory $libc "mem")))
    (core func $return (canon task.return (result u32)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "ctx-get" (func $ctx-get (result i32))) (import "" "ctx-set" (func $ctx-set (param i32)))
      (import "" "echo" (func $echo (param i32 i32) (result i32))) (import "" "return" (func $return (param i32)))
      ;; At the parameter times 16: the result of the host, and the set.
      (func (export "f") (param $x i32) (result i32)
        (local $at i32) (local $status i32)
        (local.set $at (i32.shl (local.get $x) (i32.const 4)))
        (call $ctx-set (local.get $at))
        (local.set $status (call $echo (local.get $x) (local.get $at)))
        (i32.store offset=4 (local.get $at) (call $set-new))
        (call $join (i32.shr_u (local.get $status) (i32.const 4)) (i32.load offset=4 (local.get $at)))
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (i32.load offset=4 (local.get $at)) (i32.const 4))))
      (func (export "cb") (param $event i32) (param $p1 i32) (param $p2 i32) (result i32)
        (call $subtask-drop (local.get $p1))
        (call $set-drop (i32.load offset=4 (call $ctx-get)))
        (call $return (i32.mul (i32.load (call $ctx-get)) (i32.const 100)))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "set-new" (func $set-new)) (export "join" (func $join)) (export "set-drop" (func $set-drop))
        (export "subtask-drop" (func $subtask-drop)) (export "ctx-get" (func $ctx-get))
        (export "ctx-set" (func $ctx-set)) (export "echo" (func $echo)) (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "echo" (func $host "echo-slowly"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" u32) (result u32)))
    (import "echo" (func $echo async (param "a" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $join (canon waitable.join))
    (core func $subtask-drop (canon subtask.drop))
    (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core func $echo (canon lower (func $echo) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (import "" "echo" (func $echo (param i32 i32) (result i32)))
      (func (export "run")
        (local $i i32) (local $at i32) (local $set i32) (local $status i32)
        (local.set $set (call $set-new))
        (loop $next
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (local.set $at (i32.add (i32.const 0x100) (i32.shl (local.get $i) (i32.const 2))))
          (if (i32.and (local.get $i) (i32.const 1))
            (then (local.set $status (call $f (local.get $i) (local.get $at))))
            (else (local.set $status (call $echo (local.get $i) (local.get $at)))))
          (call $join (i32.shr_u (local.get $status) (i32.const 4)) (local.get $set))
          (br_if $next (i32.lt_u (local.get $i) (i32.const 10))))
        (loop $wait
          (drop (call $set-wait (local.get $set) (i32.const 0)))
          ;; Others than RETURNED do not count.
          (br_if $wait (i32.ne (i32.load (i32.const 4)) (i32.const 2)))
          (call $subtask-drop (i32.load (i32.const 0)))
          (local.set $i (i32.sub (local.get $i) (i32.const 1)))
          (br_if $wait (local.get $i)))
        (call $set-drop (local.get $set))
        (loop $show
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (call $note (i32.load offset=0x100 (i32.shl (local.get $i) (i32.const 2))))
          (br_if $show (i32.lt_u (local.get $i) (i32.const 10))))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new)) (export "set-wait" (func $set-wait))
        (export "set-drop" (func $set-drop)) (export "join" (func $join))
        (export "subtask-drop" (func $subtask-drop)) (export "f" (func $f)) (export "echo" (func $echo))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "f" (func $callee "f"))
    (with "echo" (func $host "echo-slowly"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 100) (u32.const 2) (u32.const 300) (u32.const 4) (u32.const 500) (u32.const 6) (u32.const 700)
  (u32.const 8) (u32.const 900) (u32.const 10)))
