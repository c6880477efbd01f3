;; A synchronous call that is held back blocks its caller, until another task of the callee takes the pressure away.

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
      (func (export "g") (param $x i32) (result i32)
        (call $inc)
        (call $return (i32.const 1))
        (i32.const 1 (; YIELD ;)))
      (func (export "g-cb") (param i32 i32 i32) (result i32)
        (call $note (i32.const 200))
        (call $dec)
        (call $note (i32.const 201))
        (i32.const 0 (; EXIT ;)))
      (func (export "f") (param $x i32) (result i32)
        (call $note (local.get $x))
        (call $return (i32.const 2))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "inc" (func $inc)) (export "dec" (func $dec))
        (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb"))))
    (func (export "g") async (param "x" u32) (result u32)
      (canon lift (core func $m "g") async (callback (func $m "g-cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" u32) (result u32)))
    (import "g" (func $g async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $f (canon lower (func $f)))
    (core func $g (canon lower (func $g) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "f" (func $f (param i32) (result i32)))
      (import "" "g" (func $g (param i32 i32) (result i32)))
      (func (export "run")
        (call $note (call $g (i32.const 0) (i32.const 16)))
        (call $note (call $f (i32.const 10)))
        (call $note (call $f (i32.const 20)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "f" (func $f)) (export "g" (func $g))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "f" (func $callee "f"))
    (with "g" (func $callee "g"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 2) (u32.const 200) (u32.const 201) (u32.const 10) (u32.const 2) (u32.const 20) (u32.const 2)))
