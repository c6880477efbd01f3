;; Nor may a function of an ordinary type block that a task calls which may block itself.

(component definition $it
  (component $callee
    (core func $ctx-get (canon context.get i32 0)) (core func $ctx-set (canon context.set i32 0))
    (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "ctx-get" (func $ctx-get (result i32))) (import "" "ctx-set" (func $ctx-set (param i32)))
      (import "" "return" (func $return (param i32)))
      ;; Gives back one more, a turn later.
      (func (export "f") (param $x i32) (result i32)
        (call $ctx-set (local.get $x))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $return (i32.add (call $ctx-get) (i32.const 1)))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $middle
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
      (func (export "wait")
        (call $join (i32.shr_u (call $f (i32.const 1) (i32.const 16)) (i32.const 4)) (call $set-new))
        (drop (call $set-wait (i32.const 2) (i32.const 0))))
      (func (export "call") (drop (call $f-sync (i32.const 1)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "set-wait" (func $set-wait)) (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "f" (func $f)) (export "f-sync" (func $f-sync))))))
    (func (export "wait") (canon lift (core func $m "wait")))
    (func (export "call") (canon lift (core func $m "call")))
    (func (export "async-wait") async (canon lift (core func $m "wait"))))
  (instance $middle (instantiate $middle (with "f" (func $callee "f"))))

  (component $root
    (import "wait" (func $wait ))
    (import "call" (func $call ))
    (import "async-wait" (func $async-wait async))
    (core func $wait (canon lower (func $wait))) (core func $call (canon lower (func $call)))
    (core func $async-wait (canon lower (func $async-wait)))
    (core module $m
      (import "" "wait" (func $wait)) (import "" "call" (func $call)) (import "" "async-wait" (func $async-wait))
      (func (export "wait") (call $wait))
      (func (export "call") (call $call))
      (func (export "async-wait") (call $async-wait)))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "wait" (func $wait)) (export "call" (func $call)) (export "async-wait" (func $async-wait))))))
    (func (export "wait") async (canon lift (core func $m "wait")))
    (func (export "call") async (canon lift (core func $m "call")))
    (func (export "async-wait") async (canon lift (core func $m "async-wait"))))
  (instance $root (instantiate $root
    (with "wait" (func $middle "wait"))
    (with "call" (func $middle "call"))
    (with "async-wait" (func $middle "async-wait"))))

  (export "wait" (func $root "wait"))
  (export "call" (func $root "call"))
  (export "async-wait" (func $root "async-wait")))

(component instance $i $it)
(assert_return (invoke "async-wait"))
(component instance $i $it)
(assert_trap (invoke "wait") "cannot block a synchronous task before returning")
(component instance $i $it)
(assert_trap (invoke "call") "cannot block a synchronous task before returning")
