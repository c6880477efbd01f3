;; A hundred calls of one function are on their way at a time, and end in another order than they began, as they take
;; different numbers of turns.

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
      ;; The parameter, and the turns that are left, in one number.
      (func (export "f") (param $x i32) (result i32)
        (call $ctx-set (i32.or
          (i32.shl (local.get $x) (i32.const 8))
          (i32.add (i32.rem_u (i32.mul (local.get $x) (i32.const 37)) (i32.const 11)) (i32.const 1))))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $ctx-set (i32.sub (call $ctx-get) (i32.const 1)))
        (if (i32.and (call $ctx-get) (i32.const 0xff)) (then (return (i32.const 1 (; YIELD ;)))))
        (call $return (i32.shr_u (call $ctx-get) (i32.const 8)))
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
    (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $join (canon waitable.join))
    (core func $subtask-drop (canon subtask.drop))
    (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (func (export "run")
        (local $i i32) (local $set i32) (local $status i32) (local $bad i32)
        (local.set $set (call $set-new))
        (loop $next
          (local.set $status (call $f (local.get $i) (i32.add (i32.const 0x100) (i32.shl (local.get $i) (i32.const 2)))))
          (call $join (i32.shr_u (local.get $status) (i32.const 4)) (local.get $set))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $next (i32.lt_u (local.get $i) (i32.const 100))))
        (call $note (local.get $status))
        (loop $wait
          (drop (call $set-wait (local.get $set) (i32.const 0)))
          ;; The first ten that end.
          (if (i32.gt_u (local.get $i) (i32.const 90)) (then (call $note (i32.load (i32.const 0)))))
          (call $subtask-drop (i32.load (i32.const 0)))
          (local.set $i (i32.sub (local.get $i) (i32.const 1)))
          (br_if $wait (local.get $i)))
        (call $set-drop (local.get $set))
        (loop $check
          (local.set $bad (i32.or (local.get $bad)
            (i32.xor (local.get $i) (i32.load offset=0x100 (i32.shl (local.get $i) (i32.const 2))))))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $check (i32.lt_u (local.get $i) (i32.const 100))))
        (call $note (local.get $bad))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new)) (export "set-wait" (func $set-wait))
        (export "set-drop" (func $set-drop)) (export "join" (func $join))
        (export "subtask-drop" (func $subtask-drop)) (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x651)
  ;; those with one turn
  (u32.const 2) (u32.const 13) (u32.const 24) (u32.const 35) (u32.const 46) (u32.const 57) (u32.const 68)
  (u32.const 79) (u32.const 90) (u32.const 101)
  (u32.const 0)))
