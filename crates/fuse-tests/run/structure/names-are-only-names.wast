;; Odd import names, equal names in different places, and one function under several names.

(component
  (component $a
    (core module $m
      (func (export "") (result i32) (i32.const 1))
      (func (export "f\00") (result i32) (i32.const 2))
      (func (export "日本") (result i32) (i32.const 3))
      (func (export "cabi_realloc") (result i32) (i32.const 4)))
    (core instance $i (instantiate $m))
    (core module $n
      (import "" "" (func $a (result i32)))
      (import "" "f\00" (func $b (result i32)))
      (import "日本" "日本" (func $c (result i32)))
      (import "日本" "" (func $d (result i32)))
      (func (export "f") (result i32)
        (i32.add (i32.mul (i32.add (i32.mul (call $a) (i32.const 10)) (call $b)) (i32.const 100))
          (i32.add (i32.mul (call $c) (i32.const 10)) (call $d)))))
    (core instance $j (instantiate $n
      (with "" (instance $i))
      (with "日本" (instance (export "日本" (func $i "日本")) (export "" (func $i "cabi_realloc"))))))
    (func $f (result u32) (canon lift (core func $j "f")))
    (export "f" (func $f))
    (export "g" (func $f)))
  (instance $a (instantiate $a))
  (component $b
    (import "f" (func $f (result u32)))
    (import "g" (func $g (result u32)))
    (core func $f (canon lower (func $f)))
    (core func $g (canon lower (func $g)))
    (core module $n
      (import "f" "f" (func $f (result i32)))
      (import "f" "g" (func $g (result i32)))
      (func (export "f") (result i32) (i32.add (call $f) (call $g))))
    (core instance $i (instantiate $n (with "f" (instance (export "f" (func $f)) (export "g" (func $g))))))
    (func (export "f") (result u32) (canon lift (core func $i "f"))))
  (instance $b (instantiate $b (with "f" (func $a "g")) (with "g" (func $a "f"))))
  (export "f" (func $b "f")))

(assert_return (invoke "f") (u32.const 2468))
