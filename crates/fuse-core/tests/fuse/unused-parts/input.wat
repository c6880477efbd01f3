;; What nothing reaches is left out: functions, a whole component, data that no start needs.
(component
  (component $c
    (core module $m
      (func $helper (result i32) (i32.const 1))
      (func (export "used") (result i32) (call $helper))
      (func (export "unused") (result i32) (i32.const 2))
      (func $dead (call $dead)))
    (core instance $i (instantiate $m))
    (func (export "used") (result u32) (canon lift (core func $i "used")))
    (func (export "unused") (result u32) (canon lift (core func $i "unused"))))
  (component $never
    (core module $m (func $start) (start $start))
    (core instance (instantiate $m)))
  (instance $c (instantiate $c))
  (export "used" (func $c "used")))
