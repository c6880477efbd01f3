;; A trap in a destructor is a trap of the drop.

(component definition $it
  (component $definer
    (core module $state
      (func (export "dtor") (param i32) (if (i32.eq (local.get 0) (i32.const 13)) (then unreachable))))
    (core instance $s (instantiate $state))
    (type $r' (resource (rep i32) (dtor (core func $s "dtor"))))
    (core func $new (canon resource.new $r'))
    (core func $drop (canon resource.drop $r'))
    (export $r "r" (type $r'))
    (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new)))
    (func (export "take") (param "r" (own $r)) (canon lift (core func $drop))))
  (instance $d (instantiate $definer))
  (component $user
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))
      (export "new" (func (param "rep" u32) (result (own $r))))
      (export "take" (func (param "r" (own $r))))))
    (alias export $d "r" (type $r))
    (core func $new (canon lower (func $d "new")))
    (core func $take (canon lower (func $d "take")))
    (core func $drop (canon resource.drop $r))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "take") (param "handle" u32) (canon lift (core func $take)))
    (func (export "drop") (param "handle" u32) (canon lift (core func $drop))))
  (instance $u (instantiate $user (with "definer" (instance $d))))
  (export "new" (func $u "new"))
  (export "take" (func $u "take"))
  (export "drop" (func $u "drop")))

(component instance $i $it)
(assert_return (invoke "new" (u32.const 12)) (u32.const 1))
(assert_return (invoke "drop" (u32.const 1)))
(assert_return (invoke "new" (u32.const 13)) (u32.const 1))
(assert_trap (invoke "drop" (u32.const 1)) "unreachable")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 13)) (u32.const 1))
(assert_trap (invoke "take" (u32.const 1)) "unreachable")
