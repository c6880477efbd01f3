;; The root exports an instance that it imports, and one that it makes of what it imports.

(component
  (import "host-return-two" (func $two (result u32)))
  (import "host" (instance $host
    (export "resource1" (type (sub resource)))
    (export "simple-module" (core module (export "f" (func (result i32)))))))
  (component $c
    (import "f" (func $f (result u32)))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f (result i32)))
      (func (export "f") (result i32) (i32.mul (call $f) (i32.const 10))))
    (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "f") (result u32) (canon lift (core func $i "f"))))
  (instance $c (instantiate $c (with "f" (func $two))))
  (alias export $host "simple-module" (core module $simple))
  (alias export $host "resource1" (type $r))
  (instance $bag (export "simple" (core module $simple)) (export "r" (type $r)) (export "twenty" (func $c "f")))
  (export "again" (instance $host))
  (export "bag" (instance $bag))
  (export "twenty" (func $c "f")))

(assert_return (invoke "twenty") (u32.const 20))
