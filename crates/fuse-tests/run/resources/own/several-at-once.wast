;; Two owned handles in one call arrive in the order of the parameters; the same one twice traps.

(component definition $it
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core func $rep (canon resource.rep $r'))
    (core module $m
      (import "" "rep" (func $rep (param i32) (result i32)))
      (func (export "take") (param i32 i32) (result i32)
        (i32.add
          (i32.add (i32.mul (local.get 0) (i32.const 1000)) (i32.mul (local.get 1) (i32.const 100)))
          (i32.sub (call $rep (local.get 0)) (call $rep (local.get 1))))))
    (core instance $m (instantiate $m (with "" (instance (export "rep" (func $rep))))))
    (export $r "r" (type $r'))
    (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new)))
    (func (export "take") (param "a" (own $r)) (param "b" (own $r)) (result u32) (canon lift (core func $m "take"))))
  (instance $d (instantiate $definer))
  (component $user
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))
      (export "new" (func (param "rep" u32) (result (own $r))))
      (export "take" (func (param "a" (own $r)) (param "b" (own $r)) (result u32)))))
    (core func $new (canon lower (func $d "new")))
    (core func $take (canon lower (func $d "take")))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "take") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $take))))
  (instance $u (instantiate $user (with "definer" (instance $d))))
  (export "new" (func $u "new"))
  (export "take" (func $u "take")))

(component instance $i $it)
(assert_return (invoke "new" (u32.const 70)) (u32.const 1))
(assert_return (invoke "new" (u32.const 50)) (u32.const 2))
(assert_return (invoke "take" (u32.const 1) (u32.const 2)) (u32.const 1220))
(assert_return (invoke "new" (u32.const 9)) (u32.const 2))
(assert_return (invoke "new" (u32.const 5)) (u32.const 1))
(assert_return (invoke "take" (u32.const 2) (u32.const 1)) (u32.const 3404))

(component instance $i $it)
(assert_return (invoke "new" (u32.const 70)) (u32.const 1))
(assert_trap (invoke "take" (u32.const 1) (u32.const 1)) "unknown handle index 1")
