;; One handle may be lent twice by one call, and by one call after another; it can be given away afterwards.

(component
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core func $rep (canon resource.rep $r'))
    (core module $m
      (func (export "both") (param i32 i32) (result i32) (i32.add (i32.mul (local.get 0) (i32.const 10)) (local.get 1))))
    (core instance $m (instantiate $m))
    (export $r "r" (type $r'))
    (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new)))
    (func (export "take") (param "r" (own $r)) (result u32) (canon lift (core func $rep)))
    (func (export "both") (param "a" (borrow $r)) (param "b" (borrow $r)) (result u32)
      (canon lift (core func $m "both"))))
  (instance $d (instantiate $definer))
  (component $third
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))))
    (alias export $d "r" (type $r))
    (core func $drop (canon resource.drop $r))
    (core module $m
      (import "" "drop" (func $drop (param i32)))
      (func (export "both") (param i32 i32) (result i32)
        (call $drop (local.get 0))
        (call $drop (local.get 1))
        (i32.add (i32.mul (local.get 0) (i32.const 10)) (local.get 1))))
    (core instance $m (instantiate $m (with "" (instance (export "drop" (func $drop))))))
    (func (export "both") (param "a" (borrow $r)) (param "b" (borrow $r)) (result u32)
      (canon lift (core func $m "both"))))
  (instance $t (instantiate $third (with "definer" (instance $d))))
  (component $user
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))
      (export "new" (func (param "rep" u32) (result (own $r))))
      (export "take" (func (param "r" (own $r)) (result u32)))
      (export "both" (func (param "a" (borrow $r)) (param "b" (borrow $r)) (result u32)))))
    (alias export $d "r" (type $r))
    (import "third" (instance $t
      (export "both" (func (param "a" (borrow $r)) (param "b" (borrow $r)) (result u32)))))
    (core func $new (canon lower (func $d "new")))
    (core func $take (canon lower (func $d "take")))
    (core func $both (canon lower (func $d "both")))
    (core func $third-both (canon lower (func $t "both")))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "take") (param "handle" u32) (result u32) (canon lift (core func $take)))
    (func (export "both") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $both)))
    (func (export "third-both") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $third-both))))
  (instance $u (instantiate $user (with "definer" (instance $d)) (with "third" (instance $t))))
  (export "new" (func $u "new"))
  (export "take" (func $u "take"))
  (export "both" (func $u "both"))
  (export "third-both" (func $u "third-both")))

(assert_return (invoke "new" (u32.const 3)) (u32.const 1))
(assert_return (invoke "new" (u32.const 4)) (u32.const 2))
(assert_return (invoke "both" (u32.const 1) (u32.const 1)) (u32.const 33))
(assert_return (invoke "both" (u32.const 1) (u32.const 2)) (u32.const 34))
(assert_return (invoke "third-both" (u32.const 1) (u32.const 1)) (u32.const 12))
(assert_return (invoke "third-both" (u32.const 1) (u32.const 1)) (u32.const 21))
(assert_return (invoke "third-both" (u32.const 2) (u32.const 1)) (u32.const 12))
(assert_return (invoke "both" (u32.const 2) (u32.const 2)) (u32.const 44))
(assert_return (invoke "take" (u32.const 1)) (u32.const 3))
(assert_return (invoke "take" (u32.const 2)) (u32.const 4))
