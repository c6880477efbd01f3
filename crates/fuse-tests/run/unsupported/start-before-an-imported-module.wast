;; A start function that runs before an imported core module is instantiated: the fused one would run after it.

(component
  (import "host" (instance $host
    (export "simple-module" (core module
      (export "g" (global i32))
      (export "f" (func (result i32)))))))
  (alias export $host "simple-module" (core module $simple))
  (core module $first
    (global $g (export "g") (mut i32) (i32.const 0))
    (func $start (global.set $g (i32.const 7)))
    (start $start))
  (core instance $first (instantiate $first))
  (core instance $imported (instantiate $simple))
  (core module $sum
    (import "a" "g" (global $a (mut i32)))
    (import "b" "f" (func $f (result i32)))
    (func (export "sum") (result i32) (i32.add (global.get $a) (call $f))))
  (core instance $sum (instantiate $sum (with "a" (instance $first)) (with "b" (instance $imported))))
  (func (export "sum") (result u32) (canon lift (core func $sum "sum"))))

(assert_return (invoke "sum") (u32.const 108))
