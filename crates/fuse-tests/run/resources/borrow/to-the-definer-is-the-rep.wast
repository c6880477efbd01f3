;; A handle lent to its definer arrives as the representation, and takes no room in the definer's table.

(component
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core module $m
      (import "" "new" (func $new (param i32) (result i32)))
      (func (export "rep") (param i32) (result i32) (local.get 0))
      (func (export "next") (param i32) (result i32)
        (i32.add (i32.mul (call $new (i32.const 1)) (i32.const 100)) (local.get 0))))
    (core instance $m (instantiate $m (with "" (instance (export "new" (func $new))))))
    (export $r "r" (type $r'))
    (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new)))
    (func (export "rep") (param "r" (borrow $r)) (result u32) (canon lift (core func $m "rep")))
    (func (export "next") (param "r" (borrow $r)) (result u32) (canon lift (core func $m "next"))))
  (instance $d (instantiate $definer))
  (component $user
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))
      (export "new" (func (param "rep" u32) (result (own $r))))
      (export "rep" (func (param "r" (borrow $r)) (result u32)))
      (export "next" (func (param "r" (borrow $r)) (result u32)))))
    (core func $new (canon lower (func $d "new")))
    (core func $rep (canon lower (func $d "rep")))
    (core func $next (canon lower (func $d "next")))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "rep") (param "handle" u32) (result u32) (canon lift (core func $rep)))
    (func (export "next") (param "handle" u32) (result u32) (canon lift (core func $next))))
  (instance $u (instantiate $user (with "definer" (instance $d))))
  (export "new" (func $u "new"))
  (export "rep" (func $u "rep"))
  (export "next" (func $u "next")))

(assert_return (invoke "new" (u32.const 0)) (u32.const 1))
(assert_return (invoke "new" (u32.const 0xffffffff)) (u32.const 2))
(assert_return (invoke "new" (u32.const 7)) (u32.const 3))
(assert_return (invoke "rep" (u32.const 1)) (u32.const 0))
(assert_return (invoke "rep" (u32.const 2)) (u32.const 0xffffffff))
(assert_return (invoke "rep" (u32.const 3)) (u32.const 7))
(assert_return (invoke "rep" (u32.const 3)) (u32.const 7))
(assert_return (invoke "next" (u32.const 3)) (u32.const 107))
(assert_return (invoke "next" (u32.const 3)) (u32.const 207))
