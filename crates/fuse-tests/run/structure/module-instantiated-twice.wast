;; Two instances of one core module have two memories, two globals and two tables.

(component
  (component $c
    (core module $counter
      (memory 1)
      (global $n (mut i32) (i32.const 0))
      (table $t 1 funcref)
      (func $filled (result i32) (i32.const 100))
      (elem declare func $filled)
      (func (export "bump") (result i32)
        (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 10)))
        (global.set $n (i32.add (global.get $n) (i32.const 1)))
        (i32.add (i32.add (i32.load (i32.const 0)) (global.get $n))
          (if (result i32) (ref.is_null (table.get $t (i32.const 0)))
            (then (i32.const 0))
            (else (call_indirect (result i32) (i32.const 0))))))
      (func (export "fill") (table.set $t (i32.const 0) (ref.func $filled))))
    (core instance $a (instantiate $counter))
    (core instance $b (instantiate $counter))
    (func (export "a") (result u32) (canon lift (core func $a "bump")))
    (func (export "b") (result u32) (canon lift (core func $b "bump")))
    (func (export "fill-b") (canon lift (core func $b "fill"))))
  (instance $c (instantiate $c))
  (export "a" (func $c "a"))
  (export "b" (func $c "b"))
  (export "fill-b" (func $c "fill-b")))

(assert_return (invoke "a") (u32.const 11))
(assert_return (invoke "a") (u32.const 22))
(assert_return (invoke "b") (u32.const 11))
(assert_return (invoke "fill-b"))
(assert_return (invoke "b") (u32.const 122))
(assert_return (invoke "a") (u32.const 33))
