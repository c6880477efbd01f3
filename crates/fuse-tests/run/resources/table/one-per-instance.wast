;; Every instance counts its own handles, two instances of one component too.

(component
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (export $r "r" (type $r'))
    (func (export "keep") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new))))
  (instance $d (instantiate $definer))
  (component $user
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))
      (export "new" (func (param "rep" u32) (result (own $r))))))
    (alias export $d "r" (type $r))
    (core func $new (canon lower (func $d "new")))
    (core func $drop (canon resource.drop $r))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "drop") (param "handle" u32) (canon lift (core func $drop))))
  (instance $a (instantiate $user (with "definer" (instance $d))))
  (instance $b (instantiate $user (with "definer" (instance $d))))
  (export "keep" (func $d "keep"))
  (export "a-new" (func $a "new"))
  (export "b-new" (func $b "new"))
  (export "a-drop" (func $a "drop"))
  (export "b-drop" (func $b "drop")))

(assert_return (invoke "a-new" (u32.const 7)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 7)) (u32.const 2))
(assert_return (invoke "b-new" (u32.const 7)) (u32.const 1))
(assert_return (invoke "keep" (u32.const 7)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 7)) (u32.const 3))
(assert_return (invoke "keep" (u32.const 7)) (u32.const 2))
(assert_return (invoke "a-drop" (u32.const 1)))
(assert_return (invoke "b-new" (u32.const 7)) (u32.const 2))
(assert_return (invoke "a-new" (u32.const 7)) (u32.const 1))
(assert_return (invoke "b-drop" (u32.const 1)))
(assert_return (invoke "keep" (u32.const 7)) (u32.const 3))
(assert_return (invoke "b-new" (u32.const 7)) (u32.const 1))
