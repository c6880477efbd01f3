;; A component that is handed a component and a core module, and instantiates them.

(component
  (component $plugin
    (import "base" (func $base (result u32)))
    (core func $base (canon lower (func $base)))
    (core module $m
      (import "" "base" (func $base (result i32)))
      (func (export "f") (result i32) (i32.add (call $base) (i32.const 1))))
    (core instance $i (instantiate $m (with "" (instance (export "base" (func $base))))))
    (func (export "f") (result u32) (canon lift (core func $i "f"))))
  (component $base
    (core module $m (func (export "f") (result i32) (i32.const 40)))
    (core instance $i (instantiate $m))
    (func (export "f") (result u32) (canon lift (core func $i "f"))))
  (component $host
    (import "plugin" (component $plugin
      (import "base" (func (result u32)))
      (export "f" (func (result u32)))))
    (import "base" (func $base (result u32)))
    (instance $one (instantiate $plugin (with "base" (func $base))))
    (instance $two (instantiate $plugin (with "base" (func $one "f"))))
    (export "f" (func $two "f")))
  (instance $base (instantiate $base))
  (instance $host (instantiate $host (with "plugin" (component $plugin)) (with "base" (func $base "f"))))
  (export "f" (func $host "f")))

(assert_return (invoke "f") (u32.const 42))
