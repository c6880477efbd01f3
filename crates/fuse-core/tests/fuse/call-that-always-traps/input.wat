;; A component that lowers what it has itself lifted would re-enter itself, which traps.
(component
  (core module $m (func (export "f") (result i32) (i32.const 5)))
  (core instance $i (instantiate $m))
  (func $f (result u32) (canon lift (core func $i "f")))
  (core func $lowered (canon lower (func $f)))
  (core module $n
    (import "env" "f" (func $f (result i32)))
    (func (export "f") (result i32) (call $f)))
  (core instance $j (instantiate $n (with "env" (instance (export "f" (func $lowered))))))
  (func (export "f") (result u32) (canon lift (core func $j "f"))))
