;; A callee waits on its stack, and can go on only when its caller, which did not wait for it, has. It is one with those it calls
;; itself; meanwhile others call into these.

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

  ;; Lets calls pass once it is open, and yields until then.
  (component $gate
    (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "return" (func $return (param i32)))
      (global $open (mut i32) (i32.const 0))
      (global $turns (mut i32) (i32.const 0))
      (func (export "open") (global.set $open (i32.const 1)))
      (func (export "pass") (result i32) (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (if (i32.eqz (global.get $open)) (then (return (i32.const 1 (; YIELD ;)))))
        (call $return (i32.const 7))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m (with "" (instance (export "return" (func $return))))))
    (func (export "open") (canon lift (core func $m "open")))
    (func (export "pass") async (result u32) (canon lift (core func $m "pass") async (callback (func $m "cb")))))
  (instance $gate (instantiate $gate))

  ;; Waits on its stack for the gate, which somebody else opens.
  (component $waiter
    (import "note" (func $note (param "x" u32)))
    (core func $note (canon lower (func $note)))
    (import "pass" (func $pass async (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $pass (canon lower (func $pass)))
    (core module $m
      (import "" "note" (func $note (param i32)))
      (import "" "pass" (func $pass (result i32)))
      (func (export "f") (param $x i32) (result i32)
        (call $note (i32.add (i32.const 1000) (local.get $x)))
        (local.set $x (i32.add (local.get $x) (call $pass)))
        (call $note (i32.add (i32.const 1000) (local.get $x)))
        (local.get $x)))
    (core instance $m (instantiate $m (with "" (instance (export "note" (func $note)) (export "pass" (func $pass))))))
    (func (export "f") async (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $waiter (instantiate $waiter (with "note" (func $log "note")) (with "pass" (func $gate "pass"))))

  (component $app
    (import "note" (func $note (param "x" u32)))
    (core func $note (canon lower (func $note)))
    (import "open" (func $open))
    (import "f" (func $f async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $set-new (canon waitable-set.new)) (core func $set-drop (canon waitable-set.drop))
    (core func $set-wait (canon waitable-set.wait (memory (core memory $libc "mem"))))
    (core func $join (canon waitable.join)) (core func $subtask-drop (canon subtask.drop))
    (core func $open (canon lower (func $open)))
    (core func $f (canon lower (func $f) async (memory (core memory $libc "mem"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32)))
      (import "" "set-new" (func $set-new (result i32))) (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "join" (func $join (param i32 i32))) (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "open" (func $open))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (func (export "run")
        (local $first i32) (local $second i32)
        (local.set $first (call $f (i32.const 1) (i32.const 16)))
        (local.set $second (call $f (i32.const 2) (i32.const 20)))
        (call $note (i32.and (local.get $first) (i32.const 15)))
        (call $note (i32.and (local.get $second) (i32.const 15)))
        (call $open)
        (call $note (i32.const 100))
        (call $until-returned (i32.shr_u (local.get $first) (i32.const 4)))
        (call $until-returned (i32.shr_u (local.get $second) (i32.const 4)))
        (call $note (i32.load (i32.const 16)))
        (call $note (i32.load (i32.const 20))))
      ;; Waits until a subtask has returned, however often it is heard of before.
      (func $until-returned (param $subtask i32)
        (local $set i32)
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
        (export "note" (func $note)) (export "open" (func $open)) (export "f" (func $f))
        (export "set-new" (func $set-new)) (export "set-drop" (func $set-drop)) (export "set-wait" (func $set-wait))
        (export "join" (func $join)) (export "subtask-drop" (func $subtask-drop))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $app (instantiate $app
    (with "note" (func $log "note")) (with "open" (func $gate "open")) (with "f" (func $waiter "f"))))
  (export "run" (func $app "run"))
  (export "notes" (func $log "notes")))

(component instance $a $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const (u32.const 1001) (u32.const 1) (u32.const 0) (u32.const 100) (u32.const 1008) (u32.const 1002) (u32.const 1009) (u32.const 8) (u32.const 9)))
