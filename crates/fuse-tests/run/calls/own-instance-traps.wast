;; A component that lowers what it has itself lifted would re-enter itself, which traps.

(component
  (component $selfish
    (core module $m (func (export "f") (result i32) (i32.const 5)))
    (core instance $i (instantiate $m))
    (func $f (result u32) (canon lift (core func $i "f")))
    (core func $lowered (canon lower (func $f)))
    (core module $n
      (import "" "f" (func $f (result i32)))
      (func (export "f") (result i32) (call $f)))
    (core instance $j (instantiate $n (with "" (instance (export "f" (func $lowered))))))
    (func (export "directly") (result u32) (canon lift (core func $i "f")))
    (func (export "through-itself") (result u32) (canon lift (core func $j "f"))))
  (instance $selfish (instantiate $selfish))
  (export "directly" (func $selfish "directly"))
  (export "through-itself" (func $selfish "through-itself")))

(assert_return (invoke "directly") (u32.const 5))
(assert_trap (invoke "through-itself") "")
