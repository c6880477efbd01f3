;; Two instances of one component are two; one of them in the other's import makes a chain, not a loop.

(component
  (component $counter
    (import "next" (func $next (result u32)))
    (core func $next (canon lower (func $next)))
    (core module $m
      (import "" "next" (func $next (result i32)))
      (global $n (mut i32) (i32.const 0))
      (func (export "bump") (result i32)
        (global.set $n (i32.add (global.get $n) (i32.const 1)))
        (i32.add (i32.mul (call $next) (i32.const 10)) (global.get $n))))
    (core instance $i (instantiate $m (with "" (instance (export "next" (func $next))))))
    (func (export "bump") (result u32) (canon lift (core func $i "bump"))))
  (component $zero
    (core module $m (func (export "f") (result i32) (i32.const 0)))
    (core instance $i (instantiate $m))
    (func (export "f") (result u32) (canon lift (core func $i "f"))))
  (instance $zero (instantiate $zero))
  (instance $a (instantiate $counter (with "next" (func $zero "f"))))
  (instance $b (instantiate $counter (with "next" (func $a "bump"))))
  (export "a" (func $a "bump"))
  (export "b" (func $b "bump")))

(assert_return (invoke "a") (u32.const 1))
(assert_return (invoke "b") (u32.const 21))
(assert_return (invoke "a") (u32.const 3))
(assert_return (invoke "b") (u32.const 42))
