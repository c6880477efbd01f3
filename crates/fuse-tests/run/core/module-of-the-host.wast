;; A core module that the host provides is instantiated, twice, and cannot be looked into.

(component
  (import "host" (instance $host
    (export "simple-module" (core module
      (export "g" (global i32))
      (export "f" (func (result i32)))))))
  (alias export $host "simple-module" (core module $simple))
  (component $c
    (import "m" (core module $m
      (export "g" (global i32))
      (export "f" (func (result i32)))))
    (core instance $a (instantiate $m))
    (core instance $b (instantiate $m))
    (core module $sum
      (import "a" "f" (func $f (result i32)))
      (import "b" "g" (global $g i32))
      (func (export "sum") (result i32) (i32.add (call $f) (global.get $g))))
    (core instance $sum (instantiate $sum (with "a" (instance $a)) (with "b" (instance $b))))
    (func (export "sum") (result u32) (canon lift (core func $sum "sum"))))
  (instance $c (instantiate $c (with "m" (core module $simple))))
  (export "sum" (func $c "sum")))

(assert_return (invoke "sum") (u32.const 201))
