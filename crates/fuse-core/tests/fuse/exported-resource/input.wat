;; A resource with a destructor that the host makes, lends and gives back.
(component
  (component $definer
    (core module $state (global (export "dropped") (mut i32) (i32.const 0)))
    (core instance $state (instantiate $state))
    (core module $dtor
      (import "" "dropped" (global $dropped (mut i32)))
      (func (export "dtor") (param i32) (global.set $dropped (local.get 0))))
    (core instance $dtor (instantiate $dtor (with "" (instance $state))))
    (type $r' (resource (rep i32) (dtor (core func $dtor "dtor"))))
    (core func $new (canon resource.new $r'))
    (core func $rep (canon resource.rep $r'))
    (core func $drop (canon resource.drop $r'))
    (core module $m
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "rep" (func $rep (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "make") (param i32) (result i32) (call $new (local.get 0)))
      (func (export "get") (param i32) (result i32) (local.get 0))
      (func (export "take") (param i32) (result i32)
        (call $rep (local.get 0)) (call $drop (local.get 0))))
    (core instance $i (instantiate $m (with "" (instance
      (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))))
    (export $r "r" (type $r'))
    (func (export "[constructor]r") (param "rep" u32) (result (own $r)) (canon lift (core func $i "make")))
    (func (export "[method]r.get") (param "self" (borrow $r)) (result u32) (canon lift (core func $i "get")))
    (func (export "[static]r.take") (param "r" (own $r)) (result u32) (canon lift (core func $i "take"))))
  (instance $definer (instantiate $definer))
  (export "test:guest/resources" (instance $definer)))
