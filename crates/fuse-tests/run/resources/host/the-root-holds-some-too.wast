;; The root component is an instance like the others: its handles to the host's resources are its own.

(component definition $it
  (import "host" (instance $host
    (export "resource1" (type $r (sub resource)))
    (export "[constructor]resource1" (func (param "rep" u32) (result (own $r))))
    (export "[method]resource1.simple" (func (param "self" (borrow $r)) (param "rep" u32)))))
  (alias export $host "resource1" (type $r))
  (core func $new (canon lower (func $host "[constructor]resource1")))
  (core func $lend (canon lower (func $host "[method]resource1.simple")))
  (core func $drop (canon resource.drop $r))
  (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
  (func (export "lend") (param "handle" u32) (param "rep" u32) (canon lift (core func $lend)))
  (func (export "drop") (param "handle" u32) (canon lift (core func $drop)))
  (component $child
    (import "r" (type $r (sub resource)))
    (import "new" (func $new (param "rep" u32) (result (own $r))))
    (import "lend" (func $lend (param "self" (borrow $r)) (param "rep" u32)))
    (core func $new (canon lower (func $new)))
    (core func $lend (canon lower (func $lend)))
    (core func $drop (canon resource.drop $r))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "lend") (param "handle" u32) (param "rep" u32) (canon lift (core func $lend)))
    (func (export "drop") (param "handle" u32) (canon lift (core func $drop))))
  (instance $c (instantiate $child
    (with "r" (type $r)) (with "new" (func $host "[constructor]resource1"))
    (with "lend" (func $host "[method]resource1.simple"))))
  (export "child-new" (func $c "new"))
  (export "child-lend" (func $c "lend"))
  (export "child-drop" (func $c "drop")))

(component instance $i $it)
(assert_return (invoke "new" (u32.const 100)) (u32.const 1))
(assert_return (invoke "child-new" (u32.const 200)) (u32.const 1))
(assert_return (invoke "child-new" (u32.const 201)) (u32.const 2))
(assert_return (invoke "new" (u32.const 101)) (u32.const 2))
(assert_return (invoke "lend" (u32.const 2) (u32.const 101)))
(assert_return (invoke "child-lend" (u32.const 2) (u32.const 201)))
(assert_return (invoke "drop" (u32.const 1)))
(assert_return (invoke "child-lend" (u32.const 1) (u32.const 200)))
(assert_trap (invoke "lend" (u32.const 1) (u32.const 100)) "unknown handle index 1")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 100)) (u32.const 1))
(assert_trap (invoke "child-lend" (u32.const 1) (u32.const 100)) "unknown handle index 1")

(component instance $i $it)
(assert_return (invoke "child-new" (u32.const 100)) (u32.const 1))
(assert_trap (invoke "drop" (u32.const 1)) "unknown handle index 1")
