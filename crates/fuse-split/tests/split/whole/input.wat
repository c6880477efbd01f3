;; Everything can be fused.
(component
  (component $leaf
    (core module $m (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
    (core instance $m (instantiate $m))
    (func (export "f") (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $leaf (instantiate $leaf))
  (component $app
    (import "f" (func $f (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f (param i32) (result i32)))
      (func (export "f") (param i32) (result i32)
        (local.get 0) (call $f)))
    (core instance $m (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "run") async (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $app (instantiate $app (with "f" (func $leaf "f"))))
  (export "run" (func $app "run")))
