;; A start function calls the host before anything is exported.

(component
  (import "host" (instance $host (export "return-three" (func (result u32)))))
  (component $early
    (import "f" (func $f (result u32)))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f (result i32)))
      (global $seen (mut i32) (i32.const 0))
      (func $start (global.set $seen (call $f)))
      (start $start)
      (func (export "seen") (result i32) (global.get $seen)))
    (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "seen") (result u32) (canon lift (core func $i "seen"))))
  (instance $early (instantiate $early (with "f" (func $host "return-three"))))
  (component $later
    (import "f" (func $f (result u32)))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f (result i32)))
      (global $seen (mut i32) (i32.const 0))
      (func $start (global.set $seen (i32.mul (call $f) (i32.const 10))))
      (start $start)
      (func (export "seen") (result i32) (global.get $seen)))
    (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "seen") (result u32) (canon lift (core func $i "seen"))))
  (instance $later (instantiate $later (with "f" (func $early "seen"))))
  (export "seen" (func $later "seen")))

(assert_return (invoke "seen") (u32.const 30))
