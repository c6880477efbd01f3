;; A set on which a task waits cannot be dropped, although nothing is in it.

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
    (core func $set-new (canon waitable-set.new)) (core func $set-drop (canon waitable-set.drop))
    (core func $return (canon task.return))
    (core module $m
      (import "" "set-new" (func $set-new (result i32))) (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "return" (func $return))
      (func (export "f") (result i32)
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (call $set-new) (i32.const 4))))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable)
      (func (export "drop") (param $set i32) (call $set-drop (local.get $set))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "set-new" (func $set-new)) (export "set-drop" (func $set-drop))
        (export "return" (func $return))))))
    (func (export "f") async (canon lift (core func $m "f") async (callback (func $m "cb"))))
    (func (export "drop") (param "set" u32) (canon lift (core func $m "drop"))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async))
    (import "drop" (func $drop (param "set" u32)))
    (core func $note (canon lower (func $note))) (core func $f (canon lower (func $f) async))
    (core func $drop (canon lower (func $drop)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "f" (func $f (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "run") (param $set i32) (result i32)
        (local $status i32)
        (local.set $status (call $f))
        (call $drop (local.get $set))
        (local.get $status)))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "f" (func $f)) (export "drop" (func $drop))))))
    (func (export "run") async (param "set" u32) (result u32) (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "f" (func $callee "f"))
    (with "drop" (func $callee "drop"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_trap (invoke "run" (u32.const 1)) "cannot drop waitable set with waiters")
