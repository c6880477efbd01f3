;; An index says nothing to an instance that does not hold the handle itself.

(component definition $it
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core func $rep (canon resource.rep $r'))
    (core module $m (func (export "same") (param i32) (result i32) (local.get 0)))
    (core instance $m (instantiate $m))
    (export $r "r" (type $r'))
    (func (export "keep") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "rep") (param "handle" u32) (result u32) (canon lift (core func $rep)))
    (func (export "return") (param "handle" u32) (result (own $r)) (canon lift (core func $m "same")))
    (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new)))
    (func (export "lend") (param "r" (borrow $r)) (result u32) (canon lift (core func $m "same")))
    (func (export "take") (param "r" (own $r)) (result u32) (canon lift (core func $rep))))
  (instance $d (instantiate $definer))
  (component $user
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))
      (export "return" (func (param "handle" u32) (result (own $r))))
      (export "new" (func (param "rep" u32) (result (own $r))))
      (export "lend" (func (param "r" (borrow $r)) (result u32)))
      (export "take" (func (param "r" (own $r)) (result u32)))))
    (alias export $d "r" (type $r))
    (core func $return (canon lower (func $d "return")))
    (core func $new (canon lower (func $d "new")))
    (core func $lend (canon lower (func $d "lend")))
    (core func $take (canon lower (func $d "take")))
    (core func $drop (canon resource.drop $r))
    (func (export "return") (param "handle" u32) (result u32) (canon lift (core func $return)))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "lend") (param "handle" u32) (result u32) (canon lift (core func $lend)))
    (func (export "take") (param "handle" u32) (result u32) (canon lift (core func $take)))
    (func (export "drop") (param "handle" u32) (canon lift (core func $drop))))
  (instance $a (instantiate $user (with "definer" (instance $d))))
  (instance $b (instantiate $user (with "definer" (instance $d))))
  (export "keep" (func $d "keep"))
  (export "rep" (func $d "rep"))
  (export "a-new" (func $a "new"))
  (export "b-new" (func $b "new"))
  (export "b-return" (func $b "return"))
  (export "b-lend" (func $b "lend"))
  (export "b-take" (func $b "take"))
  (export "b-drop" (func $b "drop")))

;; B has no handle at all.
(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "b-lend" (u32.const 1)) "unknown handle index 1")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "b-take" (u32.const 1)) "unknown handle index 1")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "b-drop" (u32.const 1)) "unknown handle index 1")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "b-return" (u32.const 1)) "unknown handle index 1")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "rep" (u32.const 1)) "unknown handle index 1")

;; The definer has one, and B one of its own.
(component instance $i $it)
(assert_return (invoke "keep" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "b-take" (u32.const 1)) "unknown handle index 1")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 7)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 8)) (u32.const 2))
(assert_return (invoke "b-new" (u32.const 9)) (u32.const 1))
(assert_return (invoke "b-lend" (u32.const 1)) (u32.const 9))
(assert_trap (invoke "b-lend" (u32.const 2)) "unknown handle index 2")
