;; Calls that were held back start in the order in which they were made.

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
    (core func $note (canon lower (func $note))) (core func $inc (canon backpressure.inc))
    (core func $dec (canon backpressure.dec)) (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "inc" (func $inc)) (import "" "dec" (func $dec))
      (import "" "return" (func $return (param i32)))
      (func (export "f") (param $x i32) (result i32)
        (call $note (local.get $x))
        (call $return (i32.add (local.get $x) (i32.const 1)))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable)
      (func (export "close") (call $inc))
      (func (export "open") (call $dec)))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "inc" (func $inc)) (export "dec" (func $dec))
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
    (core func $note (canon lower (func $note))) (core func $yield (canon thread.yield))
    (core func $subtask-drop (canon subtask.drop)) (core func $subtask-cancel (canon subtask.cancel))
    (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core func $close (canon lower (func $close))) (core func $open (canon lower (func $open)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "yield" (func $yield (result i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "subtask-cancel" (func $subtask-cancel (param i32) (result i32)))
      (import "" "f" (func $f (param i32 i32) (result i32))) (import "" "close" (func $close))
      (import "" "open" (func $open))
      (func (export "run")
        (call $close)
        (call $note (call $f (i32.const 10) (i32.const 16)))
        (call $note (call $f (i32.const 20) (i32.const 20)))
        (call $note (call $f (i32.const 30) (i32.const 24)))
        (call $note (call $f (i32.const 40) (i32.const 28)))
        ;; One of them goes away.
        (call $note (call $subtask-cancel (i32.const 2)))
        (call $open)
        (drop (call $yield))
        (call $note (i32.load (i32.const 16)))
        (call $note (i32.load (i32.const 20)))
        (call $note (i32.load (i32.const 24)))
        (call $note (i32.load (i32.const 28)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "yield" (func $yield))
        (export "subtask-drop" (func $subtask-drop)) (export "subtask-cancel" (func $subtask-cancel))
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
  (u32.const 0x10) (u32.const 0x20) (u32.const 0x30) (u32.const 0x40) (u32.const 3)
  (u32.const 10) (u32.const 30) (u32.const 40)
  (u32.const 11) (u32.const 0) (u32.const 31) (u32.const 41)))
