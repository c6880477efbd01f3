;; Components within components, which reach outwards for modules, types and components of every level.

(component
  (core module $outermost (func (export "f") (result i32) (i32.const 1)))
  (type $number u32)
  (component $one
    (core module $middle (func (export "f") (result i32) (i32.const 20)))
    (component $leaf
      (core module $m (func (export "f") (result i32) (i32.const 300)))
      (core instance $i (instantiate $m))
      (func (export "f") (result $number) (canon lift (core func $i "f"))))
    (component $two
      (component $three
        (component $four
          (component $summer
            (import "leaf" (func $leaf (result $number)))
            (core instance $a (instantiate $outermost))
            (core instance $b (instantiate $middle))
            (core func $leaf (canon lower (func $leaf)))
            (core module $sum
              (import "a" "f" (func $a (result i32)))
              (import "b" "f" (func $b (result i32)))
              (import "leaf" "f" (func $leaf (result i32)))
              (func (export "f") (result i32) (i32.add (call $leaf) (i32.add (call $a) (call $b)))))
            (core instance $sum (instantiate $sum
              (with "a" (instance $a))
              (with "b" (instance $b))
              (with "leaf" (instance (export "f" (func $leaf))))))
            (func (export "f") (result $number) (canon lift (core func $sum "f"))))
          (instance $leaf (instantiate $leaf))
          (instance $summer (instantiate $summer (with "leaf" (func $leaf "f"))))
          (export "f" (func $summer "f")))
        (instance $four (instantiate $four))
        (export "inner" (instance $four)))
      (instance $three (instantiate $three))
      (export "inner" (instance $three)))
    (instance $two (instantiate $two))
    (export "inner" (instance $two)))
  (instance $one (instantiate $one))
  (alias export $one "inner" (instance $two))
  (alias export $two "inner" (instance $three))
  (alias export $three "inner" (instance $four))
  (export "f" (func $four "f")))

(assert_return (invoke "f") (u32.const 321))
