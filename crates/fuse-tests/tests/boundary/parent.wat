;; A resource type of the root's own, of which a child holds and drops handles that the host passes it.
(component
  (core module $state
    (global $dropped (mut i32) (i32.const 0))
    (func (export "dtor") (param i32) (global.set $dropped (i32.add (global.get $dropped) (local.get 0))))
    (func (export "dropped") (result i32) (global.get $dropped)))
  (core instance $s (instantiate $state))
  (type $r' (resource (rep i32) (dtor (core func $s "dtor"))))
  (core func $new (canon resource.new $r'))
  (core func $rep (canon resource.rep $r'))
  (component $child
    (import "r" (type $r (sub resource)))
    (core func $drop (canon resource.drop $r))
    (core module $m
      (import "" "drop" (func $drop (param i32)))
      (func (export "same") (param i32) (result i32) (local.get 0))
      (func (export "borrow") (param i32) (result i32) (call $drop (local.get 0)) (local.get 0)))
    (core instance $m (instantiate $m (with "" (instance (export "drop" (func $drop))))))
    (func (export "take") (param "it" (own $r)) (result u32) (canon lift (core func $m "same")))
    (func (export "give") (param "handle" u32) (result (own $r)) (canon lift (core func $m "same")))
    (func (export "borrow") (param "it" (borrow $r)) (result u32) (canon lift (core func $m "borrow")))
    (func (export "drop") (param "handle" u32) (canon lift (core func $drop))))
  (instance $c (instantiate $child (with "r" (type $r'))))
  (export $r "r" (type $r'))
  (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new)))
  (func (export "keep") (param "rep" u32) (result u32) (canon lift (core func $new)))
  (func (export "rep") (param "r" (own $r)) (result u32) (canon lift (core func $rep)))
  (func (export "dropped") (result u32) (canon lift (core func $s "dropped")))
  (export "child" (instance $c)))
