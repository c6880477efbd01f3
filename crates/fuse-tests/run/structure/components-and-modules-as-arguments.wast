;; A component gets a module and a component, instantiates them several times, one on top of the other, and exports
;; the component again.

;; a component gets a component and a core module as imports, and instantiates them

(component definition $it
  (component $lib
    (core module $m
      (func (export "dbl") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2))))
    (export "m" (core module $m))
    (component $add
      (import "f" (func $f (param "x" u32) (result u32)))
      (core func $f (canon lower (func $f)))
      (core module $m
        (import "" "f" (func $f (param i32) (result i32)))
        (global $n (mut i32) (i32.const 0))
        (func (export "g") (param i32) (result i32)
          (global.set $n (i32.add (global.get $n) (i32.const 1)))
          (i32.add (global.get $n) (call $f (local.get 0)))))
      (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
      (func (export "f") (param "x" u32) (result u32) (canon lift (core func $i "g"))))
    (export "add" (component $add)))
  (instance $lib (instantiate $lib))
  (component $user
    (import "m" (core module $m (export "dbl" (func (param i32) (result i32)))))
    (import "c"
      (component $c
        (import "f" (func (param "x" u32) (result u32)))
        (export "f" (func (param "x" u32) (result u32)))))
    (core instance $m (instantiate $m))
    (core instance $m2 (instantiate $m))
    (component $base
      (alias outer $user $m (core module $m))
      (core instance $m (instantiate $m))
      (func (export "f") (param "x" u32) (result u32) (canon lift (core func $m "dbl"))))
    (instance $base (instantiate $base))
    (instance $i1 (instantiate $c (with "f" (func $base "f"))))
    (instance $i2 (instantiate $c (with "f" (func $i1 "f"))))
    (instance $i3 (instantiate $c (with "f" (func $i2 "f"))))
    (export "one" (func $i1 "f")) (export "three" (func $i3 "f")) (export "c" (component $c)))
  (instance $user (instantiate $user (with "m" (core module $lib "m")) (with "c" (component $lib "add"))))
  (alias export $user "c" (component $c2))
  (instance $i4 (instantiate $c2 (with "f" (func $user "three"))))
  (export "one" (func $user "one")) (export "three" (func $user "three")) (export "four" (func $i4 "f")))

(component instance $i $it)
(assert_return (invoke "three" (u32.const 5)) (u32.const 13))
(assert_return (invoke "one" (u32.const 5)) (u32.const 12))
(assert_return (invoke "four" (u32.const 5)) (u32.const 18))
