;; Dropping a borrowed handle runs no destructor: the owner still has the resource.

(component
  (component $definer
    (core module $state
      (global $drops (mut i32) (i32.const 0))
      (func (export "dtor") (param i32) (global.set $drops (i32.add (global.get $drops) (i32.const 1))))
      (func (export "drops") (result i32) (global.get $drops)))
    (core instance $s (instantiate $state))
    (type $r' (resource (rep i32) (dtor (core func $s "dtor"))))
    (core func $new (canon resource.new $r'))
    (export $r "r" (type $r'))
    (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new)))
    (func (export "drops") (result u32) (canon lift (core func $s "drops"))))
  (instance $d (instantiate $definer))
  (component $third
    (import "r" (type $r (sub resource)))
    (core func $drop (canon resource.drop $r))
    (func (export "borrows") (param "r" (borrow $r)) (canon lift (core func $drop)))
    (func (export "owns") (param "r" (own $r)) (canon lift (core func $drop))))
  (instance $t (instantiate $third (with "r" (type $d "r"))))
  (component $user
    (import "r" (type $r (sub resource)))
    (import "new" (func $new (param "rep" u32) (result (own $r))))
    (import "borrows" (func $borrows (param "r" (borrow $r))))
    (import "owns" (func $owns (param "r" (own $r))))
    (core func $new (canon lower (func $new)))
    (core func $borrows (canon lower (func $borrows)))
    (core func $owns (canon lower (func $owns)))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "lend") (param "handle" u32) (canon lift (core func $borrows)))
    (func (export "give") (param "handle" u32) (canon lift (core func $owns))))
  (instance $u (instantiate $user
    (with "r" (type $d "r")) (with "new" (func $d "new"))
    (with "borrows" (func $t "borrows")) (with "owns" (func $t "owns"))))
  (export "drops" (func $d "drops"))
  (export "new" (func $u "new"))
  (export "lend" (func $u "lend"))
  (export "give" (func $u "give")))

(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_return (invoke "lend" (u32.const 1)))
(assert_return (invoke "lend" (u32.const 1)))
(assert_return (invoke "drops") (u32.const 0))
(assert_return (invoke "give" (u32.const 1)))
(assert_return (invoke "drops") (u32.const 1))
