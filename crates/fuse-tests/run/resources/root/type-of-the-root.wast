;; A resource type that the root itself defines, beside one of a child's.

(component definition $it
  (core module $state
    (global $drops (mut i32) (i32.const 0))
    (func (export "dtor") (param i32) (global.set $drops (i32.add (global.get $drops) (local.get 0))))
    (func (export "drops") (result i32) (global.get $drops)))
  (core instance $s (instantiate $state))
  (type $r (resource (rep i32) (dtor (core func $s "dtor"))))
  (core func $new (canon resource.new $r))
  (core func $rep (canon resource.rep $r))
  (core func $drop (canon resource.drop $r))
  (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
  (func (export "rep") (param "handle" u32) (result u32) (canon lift (core func $rep)))
  (func (export "drop") (param "handle" u32) (canon lift (core func $drop)))
  (func (export "drops") (result u32) (canon lift (core func $s "drops")))
  (component $child
    (import "r" (type $r (sub resource)))
    (type $s (resource (rep i32)))
    (core func $new (canon resource.new $s))
    (core func $drop (canon resource.drop $r))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "drop-parents") (param "handle" u32) (canon lift (core func $drop))))
  (instance $c (instantiate $child (with "r" (type $r))))
  (export "child-new" (func $c "new"))
  (export "child-drops-parents" (func $c "drop-parents")))

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_return (invoke "new" (u32.const 8)) (u32.const 2))
(assert_return (invoke "child-new" (u32.const 9)) (u32.const 1))
(assert_return (invoke "rep" (u32.const 2)) (u32.const 8))
(assert_return (invoke "drop" (u32.const 1)))
(assert_return (invoke "drops") (u32.const 7))
(assert_trap (invoke "child-drops-parents" (u32.const 1)) "used with the wrong type")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "child-drops-parents" (u32.const 1)) "unknown handle index 1")
