;; When nothing can happen any more that would end a wait, the host says so: the root waits for nothing, or for a
;; callee that waits for nothing, on its stack or by returning.

(component definition $it
  (component $callee
    (core func $set-new (canon waitable-set.new)) (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "set-new" (func $set-new (result i32))) (import "" "return" (func $return (param i32)))
      (func (export "f") (param $x i32) (result i32)
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (call $set-new) (i32.const 4))))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "set-new" (func $set-new)) (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "f" (func $f async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-new (canon waitable-set.new)) (core func $join (canon waitable.join))
    (core func $f (canon lower (func $f) async (memory $libc "mem"))) (core func $f-sync (canon lower (func $f)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (import "" "f-sync" (func $f-sync (param i32) (result i32)))
      (func $set (result i32)
        (local $set i32)
        (local.set $set (call $set-new))
        (call $join (i32.shr_u (call $f (i32.const 1) (i32.const 16)) (i32.const 4)) (local.get $set))
        (local.get $set))
      (func (export "nothing") (drop (call $set-wait (call $set-new) (i32.const 0))))
      (func (export "callee") (drop (call $set-wait (call $set) (i32.const 0))))
      (func (export "sync") (drop (call $f-sync (i32.const 1))))
      (func (export "return-nothing") (result i32) (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (call $set-new) (i32.const 4))))
      (func (export "return-callee") (result i32) (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (call $set) (i32.const 4))))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "set-wait" (func $set-wait)) (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "f" (func $f)) (export "f-sync" (func $f-sync))))))
    (func (export "nothing") async (canon lift (core func $m "nothing")))
    (func (export "callee") async (canon lift (core func $m "callee")))
    (func (export "sync") async (canon lift (core func $m "sync")))
    (func (export "return-nothing") async (canon lift (core func $m "return-nothing") async (callback (func $m "cb"))))
    (func (export "return-callee") async (canon lift (core func $m "return-callee") async (callback (func $m "cb")))))
  (instance $root (instantiate $root (with "f" (func $callee "f"))))

  (export "nothing" (func $root "nothing"))
  (export "callee" (func $root "callee"))
  (export "sync" (func $root "sync"))
  (export "return-nothing" (func $root "return-nothing"))
  (export "return-callee" (func $root "return-callee")))

(component instance $i $it)
(assert_trap (invoke "nothing") "deadlock detected")
(component instance $i $it)
(assert_trap (invoke "callee") "deadlock detected")
(component instance $i $it)
(assert_trap (invoke "sync") "deadlock detected")
(component instance $i $it)
(assert_trap (invoke "return-nothing") "deadlock detected")
(component instance $i $it)
(assert_trap (invoke "return-callee") "deadlock detected")
