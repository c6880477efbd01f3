;; The root exports a core module of its own and one that it imports.

(component $exporter
  (import "host" (instance $host
    (export "simple-module" (core module
      (export "g" (global i32))
      (export "f" (func (result i32)))))))
  (core module $own (func (export "f") (result i32) (i32.const 7)))
  (component $c
    (core module $m (func (export "f") (result i32) (i32.const 8)))
    (core instance $i (instantiate $m))
    (func (export "f") (result u32) (canon lift (core func $i "f"))))
  (instance $c (instantiate $c))
  (alias export $host "simple-module" (core module $simple))
  (export "own" (core module $own))
  (export "imported" (core module $simple))
  (export "f" (func $c "f")))

(assert_return (invoke "f") (u32.const 8))

(component
  (import "exporter" (instance $exporter
    (export "own" (core module (export "f" (func (result i32)))))
    (export "imported" (core module (export "f" (func (result i32)))))))
  (component $c
    (import "m" (core module $m (export "f" (func (result i32)))))
    (import "n" (core module $n (export "f" (func (result i32)))))
    (core instance $i (instantiate $m))
    (core instance $j (instantiate $n))
    (core module $sum
      (import "i" "f" (func $i (result i32)))
      (import "j" "f" (func $j (result i32)))
      (func (export "f") (result i32) (i32.add (call $i) (call $j))))
    (core instance $sum (instantiate $sum (with "i" (instance $i)) (with "j" (instance $j))))
    (func (export "f") (result u32) (canon lift (core func $sum "f"))))
  (alias export $exporter "own" (core module $own))
  (alias export $exporter "imported" (core module $imported))
  (instance $c (instantiate $c (with "m" (core module $own)) (with "n" (core module $imported))))
  (export "f" (func $c "f")))

(assert_return (invoke "f") (u32.const 108))
