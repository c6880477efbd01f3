;; A resource that one component defines and another one uses.

(component
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core module $m
      (import "" "new" (func $new (param i32) (result i32)))
      (func (export "make") (result i32) (call $new (i32.const 42)))
      (func (export "rep") (param i32) (result i32) (local.get 0)))
    (core instance $i (instantiate $m (with "" (instance (export "new" (func $new))))))
    (export $r "r" (type $r'))
    (func (export "make") (result (own $r)) (canon lift (core func $i "make")))
    (func (export "rep") (param "r" (borrow $r)) (result u32) (canon lift (core func $i "rep"))))
  (instance $definer (instantiate $definer))
  (component $user
    (import "definer" (instance $definer
      (export "r" (type $r (sub resource)))
      (export "make" (func (result (own $r))))
      (export "rep" (func (param "r" (borrow $r)) (result u32)))))
    (core func $make (canon lower (func $definer "make")))
    (core func $rep (canon lower (func $definer "rep")))
    (core module $m
      (import "" "make" (func $make (result i32)))
      (import "" "rep" (func $rep (param i32) (result i32)))
      (func (export "run") (result i32) (call $rep (call $make))))
    (core instance $i (instantiate $m (with "" (instance (export "make" (func $make)) (export "rep" (func $rep))))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
  (instance $user (instantiate $user (with "definer" (instance $definer))))
  (export "run" (func $user "run")))

(assert_return (invoke "run") (u32.const 42))
