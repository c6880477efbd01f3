;; A resource without a destructor is dropped all the same.

(component definition $it
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (export $r "r" (type $r'))
    (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new))))
  (instance $d (instantiate $definer))
  (component $user
    (import "r" (type $r (sub resource)))
    (import "new" (func $new (param "rep" u32) (result (own $r))))
    (core func $new (canon lower (func $new)))
    (core func $drop (canon resource.drop $r))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "drop") (param "handle" u32) (canon lift (core func $drop))))
  (instance $u (instantiate $user (with "r" (type $d "r")) (with "new" (func $d "new"))))
  (export "new" (func $u "new"))
  (export "drop" (func $u "drop")))

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_return (invoke "new" (u32.const 7)) (u32.const 2))
(assert_return (invoke "drop" (u32.const 1)))
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_return (invoke "drop" (u32.const 1)))
(assert_trap (invoke "drop" (u32.const 1)) "unknown handle index 1")
