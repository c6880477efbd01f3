;; What nothing reaches need not be there, but its start function and its segments' traps must be.

(component
  (component $c
    (core module $m
      (func (export "used") (result i32) (i32.const 1))
      (func (export "unused") (result i32) unreachable)
      (func $dead (call $dead)))
    (core module $never (func $start unreachable) (start $start))
    (core instance $i (instantiate $m))
    (core instance $unused (instantiate $m))
    (func (export "used") (result u32) (canon lift (core func $i "used")))
    (func (export "unused") (result u32) (canon lift (core func $i "unused"))))
  (component $never (core module $m (func $start unreachable) (start $start)) (core instance (instantiate $m)))
  (instance $c (instantiate $c))
  (export "used" (func $c "used")))

(assert_return (invoke "used") (u32.const 1))
