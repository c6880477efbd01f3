;; Neither parameters nor a result: there is nothing to lower, and no pointer for the result.

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
    (core func $note (canon lower (func $note))) (core func $return (canon task.return))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "return" (func $return))
      (func (export "f") (result i32)
        (call $note (i32.const 100))
        (call $return)
        (call $note (i32.const 101))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "return" (func $return))))))
    (func (export "f") async (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async))
    (core func $note (canon lower (func $note))) (core func $f (canon lower (func $f) async))
    (core func $f-sync (canon lower (func $f)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "f" (func $f (result i32)))
      (import "" "f-sync" (func $f-sync))
      (func (export "run")
        (call $note (call $f))
        (call $f-sync)
        (call $note (i32.const 1))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "f" (func $f)) (export "f-sync" (func $f-sync))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 100) (u32.const 101) (u32.const 2) (u32.const 100) (u32.const 101) (u32.const 1)))
