;; Calls to the host from the depths, and a host function that reaches the root's exports untouched.

(component
  (import "host" (instance $host
    (export "return-three" (func (result u32)))
    (export "nested" (instance (export "return-four" (func (result u32)))))))
  (alias export $host "nested" (instance $nested))
  (component $adder
    (import "x" (func $x (result u32)))
    (import "y" (func $y (result u32)))
    (core func $x (canon lower (func $x)))
    (core func $y (canon lower (func $y)))
    (core module $m
      (import "" "x" (func $x (result i32)))
      (import "" "y" (func $y (result i32)))
      (func (export "sum") (result i32) (i32.add (call $x) (call $y))))
    (core instance $i (instantiate $m (with "" (instance (export "x" (func $x)) (export "y" (func $y))))))
    (func (export "sum") (result u32) (canon lift (core func $i "sum"))))
  (instance $seven (instantiate $adder
    (with "x" (func $host "return-three")) (with "y" (func $nested "return-four"))))
  (instance $ten (instantiate $adder (with "x" (func $host "return-three")) (with "y" (func $seven "sum"))))
  (export "seven" (func $seven "sum"))
  (export "ten" (func $ten "sum")))

(assert_return (invoke "seven") (u32.const 7))
(assert_return (invoke "ten") (u32.const 10))
