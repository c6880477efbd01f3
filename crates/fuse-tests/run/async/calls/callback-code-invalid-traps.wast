;; A callback code that does not exist, or that waits on what is not a set, traps, whether the entry returns it or the
;; callback.

(component definition $it
  (component $callee
    (type $gate (future))
    (core func $set-new (canon waitable-set.new)) (core func $set-drop (canon waitable-set.drop))
    (core func $return (canon task.return)) (core func $gate-new (canon future.new $gate))
    (core module $m
      (import "" "set-new" (func $set-new (result i32))) (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "return" (func $return)) (import "" "gate-new" (func $gate-new (result i64)))
      (global $code (mut i32) (i32.const 0))
      (func (export "f") (param $code i32) (result i32)
        (call $return)
        (local.get $code))
      (func (export "late") (param $code i32) (result i32)
        (call $return)
        (global.set $code (local.get $code))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) (global.get $code))
      (func (export "set") (result i32) (call $set-new))
      (func (export "future") (result i32) (i32.wrap_i64 (call $gate-new)))
      (func (export "unset") (param $set i32) (call $set-drop (local.get $set))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "set-new" (func $set-new)) (export "set-drop" (func $set-drop))
        (export "return" (func $return)) (export "gate-new" (func $gate-new))))))
    (func (export "f") async (param "code" u32) (canon lift (core func $m "f") async (callback (func $m "cb"))))
    (func (export "late") async (param "code" u32) (canon lift (core func $m "late") async (callback (func $m "cb"))))
    (func (export "set") (result u32) (canon lift (core func $m "set")))
    (func (export "future") (result u32) (canon lift (core func $m "future")))
    (func (export "unset") (param "set" u32) (canon lift (core func $m "unset"))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "f" (func $f async (param "code" u32)))
    (import "late" (func $late async (param "code" u32)))
    (core func $yield (canon thread.yield)) (core func $f (canon lower (func $f) async))
    (core func $late (canon lower (func $late) async))
    (core module $m
      (import "" "yield" (func $yield (result i32))) (import "" "f" (func $f (param i32) (result i32)))
      (import "" "late" (func $late (param i32) (result i32)))
      (func (export "run") (param $late i32) (param $code i32) (result i32)
        (if (local.get $late)
          (then (local.set $code (call $late (local.get $code))))
          (else (local.set $code (call $f (local.get $code)))))
        (drop (call $yield))
        (local.get $code)))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "yield" (func $yield)) (export "f" (func $f)) (export "late" (func $late))))))
    (func (export "run") async (param "late" bool) (param "code" u32) (result u32) (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "f" (func $callee "f")) (with "late" (func $callee "late"))))

  (export "run" (func $root "run"))
  (export "set" (func $callee "set"))
  (export "future" (func $callee "future"))
  (export "unset" (func $callee "unset")))

(component instance $i $it)
(assert_return (invoke "run" (bool.const false) (u32.const 0)) (u32.const 2))
(assert_return (invoke "run" (bool.const true) (u32.const 0)) (u32.const 2))
;; The other bits do not count, where there is nothing to wait on.
(assert_return (invoke "run" (bool.const true) (u32.const 0x70)) (u32.const 2))
(component instance $i $it)
(assert_trap (invoke "run" (bool.const false) (u32.const 3)) "unsupported callback code")
(component instance $i $it)
(assert_trap (invoke "run" (bool.const true) (u32.const 3)) "unsupported callback code")
(component instance $i $it)
(assert_trap (invoke "run" (bool.const false) (u32.const 15)) "unsupported callback code")
(component instance $i $it)
(assert_trap (invoke "run" (bool.const false) (u32.const 0x12)) "unknown handle index 1")
(component instance $i $it)
(assert_trap (invoke "run" (bool.const true) (u32.const 2)) "unknown handle index 0")
;; A set that there was, and a handle that is none.
(component instance $i $it)
(assert_return (invoke "set") (u32.const 1))
(assert_return (invoke "unset" (u32.const 1)))
(assert_trap (invoke "run" (bool.const false) (u32.const 0x12)) "unknown handle index 1")
(component instance $i $it)
(assert_return (invoke "future") (u32.const 1))
(assert_trap (invoke "run" (bool.const false) (u32.const 0x12)) "handle is not an waitable-set")
