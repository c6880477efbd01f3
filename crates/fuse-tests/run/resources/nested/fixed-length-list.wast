;; Handles in a list of fixed length: flat as a parameter, in memory as a result.

(component definition $it
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core module $m
      (import "" "new" (func $new (param i32) (result i32)))
      (memory (export "mem") 1)
      (func (export "new") (param i32) (result i32)
        (i32.store (i32.const 8) (call $new (local.get 0)))
        (i32.store (i32.const 12) (call $new (i32.add (local.get 0) (i32.const 1))))
        (i32.store (i32.const 16) (call $new (i32.add (local.get 0) (i32.const 2))))
        (i32.const 8))
      (func (export "digits") (param i32 i32 i32) (result i32)
        (i32.add
          (i32.add (i32.mul (local.get 0) (i32.const 100)) (i32.mul (local.get 1) (i32.const 10)))
          (local.get 2))))
    (core instance $m (instantiate $m (with "" (instance (export "new" (func $new))))))
    (export $r "r" (type $r'))
    (func (export "new") (param "rep" u32) (result (list (own $r) 3))
      (canon lift (core func $m "new") (memory (core memory $m "mem"))))
    (func (export "take") (param "rs" (list (own $r) 3)) (result u32) (canon lift (core func $m "digits")))
    (func (export "lend") (param "rs" (list (borrow $r) 3)) (result u32) (canon lift (core func $m "digits"))))
  (instance $d (instantiate $definer))
  (component $user
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))
      (export "new" (func (param "rep" u32) (result (list (own $r) 3))))
      (export "take" (func (param "rs" (list (own $r) 3)) (result u32)))
      (export "lend" (func (param "rs" (list (borrow $r) 3)) (result u32)))))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $new (canon lower (func $d "new") (memory (core memory $libc "mem"))))
    (core func $take (canon lower (func $d "take")))
    (core func $lend (canon lower (func $d "lend")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "new" (func $new (param i32 i32)))
      (func (export "new") (param i32) (result i32)
        (call $new (local.get 0) (i32.const 8))
        (i32.add
          (i32.add (i32.mul (i32.load (i32.const 8)) (i32.const 100)) (i32.mul (i32.load (i32.const 12)) (i32.const 10)))
          (i32.load (i32.const 16)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc)) (with "" (instance (export "new" (func $new))))))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $m "new")))
    (func (export "take") (param "a" u32) (param "b" u32) (param "c" u32) (result u32) (canon lift (core func $take)))
    (func (export "lend") (param "a" u32) (param "b" u32) (param "c" u32) (result u32) (canon lift (core func $lend))))
  (instance $u (instantiate $user (with "definer" (instance $d))))
  (export "new" (func $u "new"))
  (export "take" (func $u "take"))
  (export "lend" (func $u "lend")))

(component instance $i $it)
(assert_return (invoke "new" (u32.const 5)) (u32.const 123))
(assert_return (invoke "new" (u32.const 1)) (u32.const 456))
(assert_return (invoke "lend" (u32.const 1) (u32.const 3) (u32.const 4)) (u32.const 571))
(assert_return (invoke "lend" (u32.const 2) (u32.const 2) (u32.const 2)) (u32.const 666))
(assert_return (invoke "take" (u32.const 6) (u32.const 2) (u32.const 1)) (u32.const 123))
(assert_return (invoke "new" (u32.const 1)) (u32.const 126))
(assert_trap (invoke "take" (u32.const 3) (u32.const 4) (u32.const 3)) "unknown handle index 3")
