;; Instances made from exports, of components and of core modules, nested and renamed on the way.

(component
  (component $maker
    (core module $m
      (func (export "a") (result i32) (i32.const 1))
      (func (export "b") (result i32) (i32.const 2)))
    (core instance $i (instantiate $m))
    ;; The names are swapped here,
    (core instance $bag (export "a" (func $i "b")) (export "b" (func $i "a")))
    (core module $pair
      (import "bag" "a" (func $a (result i32)))
      (import "bag" "b" (func $b (result i32)))
      (func (export "pair") (result i32) (i32.add (i32.mul (call $a) (i32.const 10)) (call $b))))
    (core instance $pair (instantiate $pair (with "bag" (instance $bag))))
    (func (export "pair") (result u32) (canon lift (core func $pair "pair")))
    (func (export "a") (result u32) (canon lift (core func $i "a"))))
  (instance $maker (instantiate $maker))
  (component $user
    (import "outer" (instance $outer
      (export "inner" (instance
        (export "x" (func (result u32)))
        (export "y" (func (result u32)))))))
    (alias export $outer "inner" (instance $inner))
    (core func $x (canon lower (func $inner "x")))
    (core func $y (canon lower (func $inner "y")))
    (core module $m
      (import "" "x" (func $x (result i32)))
      (import "" "y" (func $y (result i32)))
      (func (export "sum") (result i32) (i32.add (i32.mul (call $x) (i32.const 100)) (call $y))))
    (core instance $i (instantiate $m (with "" (instance (export "x" (func $x)) (export "y" (func $y))))))
    (func (export "sum") (result u32) (canon lift (core func $i "sum"))))
  ;; and once more there.
  (instance $inner (export "y" (func $maker "pair")) (export "x" (func $maker "a")))
  (instance $outer (export "inner" (instance $inner)))
  (instance $user (instantiate $user (with "outer" (instance $outer))))
  (export "sum" (func $user "sum")))

(assert_return (invoke "sum") (u32.const 121))
