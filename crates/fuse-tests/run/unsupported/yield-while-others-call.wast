;; A function that yields on its stack until another function of its instance is called, which the caller may only do when it gets control
;; back from the first call.
(component
  (component $callee
    (core func $yield (canon thread.yield))
    (core module $m
      (import "" "yield" (func $yield (result i32)))
      (global $stop (mut i32) (i32.const 0))
      (func (export "spin") (result i32)
        (loop $again
          (drop (call $yield))
          (br_if $again (i32.eqz (global.get $stop))))
        (i32.const 0))
      (func (export "callback") (param i32 i32 i32) (result i32) unreachable)
      (func (export "stop") (global.set $stop (i32.const 1))))
    (core instance $m (instantiate $m (with "" (instance (export "yield" (func $yield))))))
    (func (export "spin") async
      (canon lift (core func $m "spin") async (callback (core func $m "callback"))))
    (func (export "stop") (canon lift (core func $m "stop"))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "spin" (func $spin async))
    (import "stop" (func $stop))
    (core func $spin (canon lower (func $spin) async))
    (core func $stop (canon lower (func $stop)))
    (core module $m
      (import "" "spin" (func $spin (result i32)))
      (import "" "stop" (func $stop))
      (func (export "run") (result i32)
        (i32.and (call $spin) (i32.const 15))
        (call $stop)))
    (core instance $m (instantiate $m
      (with "" (instance (export "spin" (func $spin)) (export "stop" (func $stop))))))
    (func (export "run") async (result u32) (canon lift (core func $m "run"))))
  (instance $caller (instantiate $caller
    (with "spin" (func $callee "spin"))
    (with "stop" (func $callee "stop"))))
  (export "run" (func $caller "run")))

(assert_return (invoke "run") (u32.const 1))
