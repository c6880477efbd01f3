;; The component around them has code of its own, which calls into one of those in it: that one is fused where it is.
(component
  (component $nested
    (component $leaf
      (core module $m (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
      (core instance $m (instantiate $m))
      (func (export "f") (param "x" u32) (result u32) (canon lift (core func $m "f"))))
    (instance $leaf (instantiate $leaf))
    (component $user
      (import "f" (func $f (param "x" u32) (result u32)))
      (core module $libc (memory (export "mem") 1))
      (core instance $libc (instantiate $libc))
      (core func $f (canon lower (func $f)))
      (core module $m
        (import "" "f" (func $f (param i32) (result i32)))
        (func (export "f") (param i32) (result i32)
          (local.get 0) (call $f)))
      (core instance $m (instantiate $m (with "" (instance (export "f" (func $f))))))
      (func (export "g") (param "x" u32) (result u32) (canon lift (core func $m "f"))))
    (instance $user (instantiate $user (with "f" (func $leaf "f"))))
    (export "g" (func $user "g"))
  )
  (instance $nested (instantiate $nested))
  (core func $g (canon lower (func $nested "g")))
  (core module $m
    (import "" "g" (func $g (param i32) (result i32)))
    (func (export "f") (param i32) (result i32) (call $g (local.get 0))))
  (core instance $m (instantiate $m (with "" (instance (export "g" (func $g))))))
  (func (export "run") (param "x" u32) (result u32) (canon lift (core func $m "f"))))
