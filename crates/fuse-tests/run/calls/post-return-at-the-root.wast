;; A root export keeps its own post-return.

(component
  (component $inner
    (core module $m
      (global $freed (mut i32) (i32.const 0))
      (func (export "number") (result i32) (i32.const 7))
      (func (export "free") (param i32) (global.set $freed (i32.add (global.get $freed) (local.get 0))))
      (func (export "freed") (result i32) global.get $freed))
    (core instance $i (instantiate $m))
    (func (export "number") (result u32) (canon lift (core func $i "number") (post-return (core func $i "free"))))
    (func (export "freed") (result u32) (canon lift (core func $i "freed"))))
  (instance $inner (instantiate $inner))
  (export "number" (func $inner "number"))
  (export "freed" (func $inner "freed")))

(assert_return (invoke "number") (u32.const 7))
(assert_return (invoke "number") (u32.const 7))
(assert_return (invoke "freed") (u32.const 14))
