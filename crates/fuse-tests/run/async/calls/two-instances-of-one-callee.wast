;; One component instantiated twice: its functions are two, each with the state of its instance.

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
    (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "return" (func $return (param i32)))
      (global $sum (mut i32) (i32.const 0))
      (func (export "f") (param $x i32) (result i32)
        (global.set $sum (i32.add (global.get $sum) (local.get $x)))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $return (global.get $sum))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $one (instantiate $callee))
  (instance $two (instantiate $callee))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f1" (func $f1 async (param "x" u32) (result u32)))
    (import "f2" (func $f2 async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $subtask-drop (canon subtask.drop))
    (core func $f1 (canon lower (func $f1) async (memory $libc "mem")))
    (core func $f2 (canon lower (func $f2) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "f1" (func $f1 (param i32 i32) (result i32)))
      (import "" "f2" (func $f2 (param i32 i32) (result i32)))
      (func (export "run")
        (call $note (call $f1 (i32.const 1) (i32.const 16)))
        (call $note (call $f2 (i32.const 20) (i32.const 20)))
        (call $note (call $f1 (i32.const 300) (i32.const 24)))
        (call $wait (i32.const 1))
        (call $wait (i32.const 2))
        (call $wait (i32.const 3))
        (call $note (i32.load (i32.const 16)))
        (call $note (i32.load (i32.const 20)))
        (call $note (i32.load (i32.const 24))))
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
        (export "subtask-drop" (func $subtask-drop)) (export "f1" (func $f1)) (export "f2" (func $f2))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "f1" (func $one "f"))
    (with "f2" (func $two "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x11) (u32.const 0x21) (u32.const 0x31)
  (u32.const 1) (u32.const 1) (u32.const 2) (u32.const 1) (u32.const 2) (u32.const 2) (u32.const 1)
  (u32.const 3) (u32.const 2)
  (u32.const 301) (u32.const 20) (u32.const 301)))
