;; An active segment counts as dropped once it has been written: initialising from it again traps.

(component definition $c
  (component $c
    (core module $m
      (memory 1)
      (table 4 funcref)
      (func $f)
      (data $d (i32.const 0) "a")
      (elem $e (i32.const 0) func $f)
      (elem $declared declare func $f)
      (func (export "data") (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1)))
      (func (export "data-of-length-0") (memory.init $d (i32.const 0) (i32.const 0) (i32.const 0)))
      (func (export "elem") (table.init $e (i32.const 0) (i32.const 0) (i32.const 1)))
      (func (export "declared") (table.init $declared (i32.const 0) (i32.const 0) (i32.const 1))))
    (core instance $i (instantiate $m))
    (func (export "data") (canon lift (core func $i "data")))
    (func (export "data-of-length-0") (canon lift (core func $i "data-of-length-0")))
    (func (export "elem") (canon lift (core func $i "elem")))
    (func (export "declared") (canon lift (core func $i "declared"))))
  (instance $c (instantiate $c))
  (export "data" (func $c "data"))
  (export "data-of-length-0" (func $c "data-of-length-0"))
  (export "elem" (func $c "elem"))
  (export "declared" (func $c "declared")))

(component instance $a $c)
(assert_return (invoke "data-of-length-0"))
(assert_trap (invoke "data") "")
(component instance $b $c)
(assert_trap (invoke "elem") "")
(component instance $c $c)
(assert_trap (invoke "declared") "")
