;; A call that has waited for its start is cancelled as any other once it has started: the callee hears of it.

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
    (import "note" (func $note (param "x" u32)))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $task-cancel (canon task.cancel)) (core func $inc (canon backpressure.inc))
    (core func $dec (canon backpressure.dec)) (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "task-cancel" (func $task-cancel)) (import "" "inc" (func $inc)) (import "" "dec" (func $dec))
      (import "" "return" (func $return (param i32)))
      (func (export "f") (param $x i32) (result i32)
        (call $note (local.get $x))
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (call $set-new) (i32.const 4))))
      (func (export "cb") (param $event i32) (param $p1 i32) (param $p2 i32) (result i32)
        (call $note (local.get $event))
        (call $task-cancel)
        (i32.const 0 (; EXIT ;)))
      (func (export "close") (call $inc))
      (func (export "open") (call $dec)))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new))
        (export "task-cancel" (func $task-cancel)) (export "inc" (func $inc)) (export "dec" (func $dec))
        (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb"))))
    (func (export "close") (canon lift (core func $m "close")))
    (func (export "open") (canon lift (core func $m "open"))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" u32) (result u32)))
    (import "close" (func $close ))
    (import "open" (func $open ))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $subtask-cancel (canon subtask.cancel))
    (core func $subtask-drop (canon subtask.drop))
    (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core func $close (canon lower (func $close))) (core func $open (canon lower (func $open)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "subtask-cancel" (func $subtask-cancel (param i32) (result i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "f" (func $f (param i32 i32) (result i32))) (import "" "close" (func $close))
      (import "" "open" (func $open))
      (func (export "run")
        (call $close)
        (call $note (call $f (i32.const 7) (i32.const 16)))
        (call $open)
        (call $wait (i32.const 1))
        (call $note (call $subtask-cancel (i32.const 1)))
        (call $subtask-drop (i32.const 1)))
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
        (export "subtask-cancel" (func $subtask-cancel)) (export "subtask-drop" (func $subtask-drop))
        (export "f" (func $f)) (export "close" (func $close)) (export "open" (func $open))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "f" (func $callee "f"))
    (with "close" (func $callee "close"))
    (with "open" (func $callee "open"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x10) (u32.const 7)
  ;; SUBTASK: STARTED
  (u32.const 1) (u32.const 1) (u32.const 1)
  (u32.const 6) (u32.const 4)))
