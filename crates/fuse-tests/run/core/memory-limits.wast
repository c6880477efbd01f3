;; Each memory keeps its own limits: growing one does not grow another, and a maximum is a maximum.

(component
  (component $c
    (core module $m
      (memory (export "mem") 1 3)
      (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
      (func (export "size") (result i32) (memory.size)))
    (core instance $a (instantiate $m))
    (core instance $b (instantiate $m))
    (core module $reach
      (import "a" "mem" (memory $a 1))
      (import "b" "mem" (memory $b 1))
      (func (export "sizes") (result i32) (i32.add (i32.mul (memory.size $a) (i32.const 10)) (memory.size $b))))
    (core instance $reach (instantiate $reach (with "a" (instance $a)) (with "b" (instance $b))))
    (func (export "grow-a") (param "n" u32) (result s32) (canon lift (core func $a "grow")))
    (func (export "grow-b") (param "n" u32) (result s32) (canon lift (core func $b "grow")))
    (func (export "sizes") (result u32) (canon lift (core func $reach "sizes"))))
  (instance $c (instantiate $c))
  (export "grow-a" (func $c "grow-a"))
  (export "grow-b" (func $c "grow-b"))
  (export "sizes" (func $c "sizes")))

(assert_return (invoke "grow-a" (u32.const 1)) (s32.const 1))
(assert_return (invoke "sizes") (u32.const 21))
(assert_return (invoke "grow-a" (u32.const 2)) (s32.const -1))
(assert_return (invoke "grow-b" (u32.const 2)) (s32.const 1))
(assert_return (invoke "sizes") (u32.const 23))
