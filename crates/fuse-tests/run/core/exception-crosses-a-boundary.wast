;; An exception that leaves a component is a trap, even if the caller would catch everything.

(component
  (component $thrower
    (core module $m
      (tag $t)
      (func (export "throw") (throw $t)))
    (core instance $i (instantiate $m))
    (func (export "throw") (canon lift (core func $i "throw"))))
  (instance $thrower (instantiate $thrower))
  (component $catcher
    (import "throw" (func $throw))
    (core func $throw (canon lower (func $throw)))
    (core module $m
      (import "" "throw" (func $throw))
      (func (export "run") (result i32)
        (block $caught
          (try_table (catch_all $caught) (call $throw))
          (return (i32.const 0)))
        (i32.const 1)))
    (core instance $i (instantiate $m (with "" (instance (export "throw" (func $throw))))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
  (instance $catcher (instantiate $catcher (with "throw" (func $thrower "throw"))))
  (export "run" (func $catcher "run")))

(assert_trap (invoke "run") "")
