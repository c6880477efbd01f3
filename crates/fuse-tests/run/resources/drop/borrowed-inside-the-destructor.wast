;; A destructor runs in a task of its own, in which its component lends and is lent as in any other.

(component
  (component $other
    (type $o' (resource (rep i32)))
    (core func $new (canon resource.new $o'))
    (core module $m (func (export "same") (param i32) (result i32) (local.get 0)))
    (core instance $m (instantiate $m))
    (export $o "o" (type $o'))
    (func (export "new") (param "rep" u32) (result (own $o)) (canon lift (core func $new)))
    (func (export "rep") (param "o" (borrow $o)) (result u32) (canon lift (core func $m "same"))))
  (instance $other (instantiate $other))
  (component $third
    (import "o" (type $o (sub resource)))
    (import "rep" (func $rep (param "o" (borrow $o)) (result u32)))
    (core func $rep (canon lower (func $rep)))
    (core func $drop (canon resource.drop $o))
    (core module $m
      (import "" "rep" (func $rep (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "ask") (param i32) (result i32) (call $rep (local.get 0)) (call $drop (local.get 0))))
    (core instance $m (instantiate $m (with "" (instance
      (export "rep" (func $rep)) (export "drop" (func $drop))))))
    (func (export "ask") (param "o" (borrow $o)) (result u32) (canon lift (core func $m "ask"))))
  (instance $t (instantiate $third (with "o" (type $other "o")) (with "rep" (func $other "rep"))))

  ;; Its representation is a handle to another resource, about which it asks both others when it is destroyed.
  (component $definer
    (import "o" (type $o (sub resource)))
    (import "rep" (func $rep (param "o" (borrow $o)) (result u32)))
    (import "ask" (func $ask (param "o" (borrow $o)) (result u32)))
    (core func $rep (canon lower (func $rep)))
    (core func $ask (canon lower (func $ask)))
    (core func $drop (canon resource.drop $o))
    (core module $state
      (import "" "rep" (func $rep (param i32) (result i32)))
      (import "" "ask" (func $ask (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (global $last (mut i32) (i32.const 0))
      (func (export "dtor") (param i32)
        (global.set $last (i32.add (i32.mul (call $rep (local.get 0)) (i32.const 100)) (call $ask (local.get 0))))
        (call $drop (local.get 0)))
      (func (export "last") (result i32) (global.get $last)))
    (core instance $s (instantiate $state (with "" (instance
      (export "rep" (func $rep)) (export "ask" (func $ask)) (export "drop" (func $drop))))))
    (type $r' (resource (rep i32) (dtor (core func $s "dtor"))))
    (core func $new (canon resource.new $r'))
    (export $r "r" (type $r'))
    (func (export "wrap") (param "o" (own $o)) (result (own $r)) (canon lift (core func $new)))
    (func (export "last") (result u32) (canon lift (core func $s "last"))))
  (instance $d (instantiate $definer
    (with "o" (type $other "o")) (with "rep" (func $other "rep")) (with "ask" (func $t "ask"))))

  (component $user
    (import "o" (type $o (sub resource)))
    (import "r" (type $r (sub resource)))
    (import "new" (func $new (param "rep" u32) (result (own $o))))
    (import "wrap" (func $wrap (param "o" (own $o)) (result (own $r))))
    (core func $new (canon lower (func $new)))
    (core func $wrap (canon lower (func $wrap)))
    (core func $drop (canon resource.drop $r))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "wrap") (param "handle" u32) (result u32) (canon lift (core func $wrap)))
    (func (export "drop") (param "handle" u32) (canon lift (core func $drop))))
  (instance $u (instantiate $user
    (with "o" (type $other "o")) (with "r" (type $d "r"))
    (with "new" (func $other "new")) (with "wrap" (func $d "wrap"))))
  (export "last" (func $d "last"))
  (export "new" (func $u "new"))
  (export "wrap" (func $u "wrap"))
  (export "drop" (func $u "drop")))

(assert_return (invoke "new" (u32.const 5)) (u32.const 1))
(assert_return (invoke "new" (u32.const 7)) (u32.const 2))
(assert_return (invoke "wrap" (u32.const 2)) (u32.const 2))
(assert_return (invoke "wrap" (u32.const 1)) (u32.const 1))
(assert_return (invoke "drop" (u32.const 2)))
(assert_return (invoke "last") (u32.const 707))
(assert_return (invoke "drop" (u32.const 1)))
(assert_return (invoke "last") (u32.const 505))
