;; `waitable-set.wait` and `waitable-set.poll` write two numbers to memory: their pointer is aligned to four bytes and
;; leaves room for them.

(component definition $it
  (component $callee
    (core func $ctx-get (canon context.get i32 0)) (core func $ctx-set (canon context.set i32 0))
    (core func $return (canon task.return))
    (core module $m
      (import "" "ctx-get" (func $ctx-get (result i32))) (import "" "ctx-set" (func $ctx-set (param i32)))
      (import "" "return" (func $return))
      ;; Takes as many turns as it is told.
      (func (export "f") (param $turns i32) (result i32)
        (call $ctx-set (local.get $turns))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $ctx-set (i32.sub (call $ctx-get) (i32.const 1)))
        (if (call $ctx-get) (then (return (i32.const 1 (; YIELD ;)))))
        (call $return)
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "return" (func $return))))))
    (func (export "f") async (param "turns" u32) (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "f" (func $f async (param "turns" u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $set-new (canon waitable-set.new))
    (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-poll (canon waitable-set.poll (memory $libc "mem"))) (core func $join (canon waitable.join))
    (core func $f (canon lower (func $f) async))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "set-new" (func $set-new (result i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-poll" (func $set-poll (param i32 i32) (result i32)))
      (import "" "join" (func $join (param i32 i32))) (import "" "f" (func $f (param i32) (result i32)))
      (func $set (result i32)
        (local $set i32)
        (local.set $set (call $set-new))
        (call $join (i32.shr_u (call $f (i32.const 1)) (i32.const 4)) (local.get $set))
        (local.get $set))
      (func (export "wait") (param $at i32) (drop (call $set-wait (call $set) (local.get $at))))
      (func (export "poll") (param $at i32) (drop (call $set-poll (call $set) (local.get $at)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "set-new" (func $set-new)) (export "set-wait" (func $set-wait))
        (export "set-poll" (func $set-poll)) (export "join" (func $join)) (export "f" (func $f))))))
    (func (export "wait") async (param "at" u32) (canon lift (core func $m "wait")))
    (func (export "poll") async (param "at" u32) (canon lift (core func $m "poll"))))
  (instance $root (instantiate $root (with "f" (func $callee "f"))))

  (export "wait" (func $root "wait"))
  (export "poll" (func $root "poll")))

(component instance $i $it)
(assert_return (invoke "wait" (u32.const 0xfff8)))
(assert_return (invoke "poll" (u32.const 4)))
(component instance $i $it)
(assert_trap (invoke "wait" (u32.const 2)) "pointer not aligned")
(component instance $i $it)
(assert_trap (invoke "wait" (u32.const 0xfffc)) "pointer out of bounds")
(component instance $i $it)
(assert_trap (invoke "wait" (u32.const 0xfffffffc)) "pointer out of bounds")
(component instance $i $it)
(assert_trap (invoke "poll" (u32.const 2)) "pointer not aligned")
(component instance $i $it)
(assert_trap (invoke "poll" (u32.const 0xfffc)) "pointer out of bounds")
(component instance $i $it)
(assert_trap (invoke "poll" (u32.const 0xfffffffc)) "pointer out of bounds")
