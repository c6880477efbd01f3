;; A component in the middle exports what it imports, as it is and inside an instance.

(component
  (component $source
    (core module $m
      (func (export "f") (result i32) (i32.const 3))
      (func (export "g") (result i32) (i32.const 4)))
    (core instance $i (instantiate $m))
    (func (export "f") (result u32) (canon lift (core func $i "f")))
    (func (export "g") (result u32) (canon lift (core func $i "g"))))
  (component $middle
    (import "in" (instance $in (export "f" (func (result u32))) (export "g" (func (result u32)))))
    (alias export $in "f" (func $f))
    (alias export $in "g" (func $g))
    (instance $swapped (export "f" (func $g)) (export "g" (func $f)))
    (export "same" (instance $in))
    (export "swapped" (instance $swapped)))
  (component $user
    (import "in" (instance $in (export "f" (func (result u32))) (export "g" (func (result u32)))))
    (core func $f (canon lower (func $in "f")))
    (core func $g (canon lower (func $in "g")))
    (core module $m
      (import "" "f" (func $f (result i32)))
      (import "" "g" (func $g (result i32)))
      (func (export "both") (result i32) (i32.add (i32.mul (call $f) (i32.const 10)) (call $g))))
    (core instance $i (instantiate $m (with "" (instance (export "f" (func $f)) (export "g" (func $g))))))
    (func (export "both") (result u32) (canon lift (core func $i "both"))))
  (instance $source (instantiate $source))
  (instance $middle (instantiate $middle (with "in" (instance $source))))
  (alias export $middle "same" (instance $same))
  (alias export $middle "swapped" (instance $swapped))
  (instance $a (instantiate $user (with "in" (instance $same))))
  (instance $b (instantiate $user (with "in" (instance $swapped))))
  (export "same" (func $a "both"))
  (export "swapped" (func $b "both")))

(assert_return (invoke "same") (u32.const 34))
(assert_return (invoke "swapped") (u32.const 43))
