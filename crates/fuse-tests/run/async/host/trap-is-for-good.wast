;; When one call has trapped, nothing of the component can be called any more.

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

  (component $root
    (import "f" (func $f async (param "x" u32) (result u32)))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f (param i32) (result i32)))
      (func (export "run") (param $x i32) (result i32)
        (local.set $x (call $f (local.get $x)))
        (if (i32.eqz (local.get $x)) (then (unreachable)))
        (local.get $x))
      (func (export "plain")))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "f" (func $f))))))
    (func (export "run") async (param "x" u32) (result u32) (canon lift (core func $m "run")))
    (func (export "plain") (canon lift (core func $m "plain"))))
  (instance $root (instantiate $root (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "plain" (func $root "plain")))

(component instance $i $it)
(assert_return (invoke "run" (u32.const 5)) (u32.const 6))
(assert_return (invoke "plain"))
(assert_trap (invoke "run" (u32.const 0xffffffff)) "unreachable")
(assert_trap (invoke "plain") "cannot enter component instance")
(assert_trap (invoke "run" (u32.const 5)) "cannot enter component instance")
