;; The caller passes a `char` that is none: the adapter refuses it, and says why.
(component
  (component $callee
    (core module $m (func $take (export "take") (param i32)))
    (core instance $i (instantiate $m))
    (func (export "take") (param "c" char) (canon lift (core func $i "take"))))
  (component $caller
    (import "take" (func $take (param "c" char)))
    (core func $take (canon lower (func $take)))
    (core module $m
      (import "" "take" (func $take (param i32)))
      (func $run (export "run") (call $take (i32.const 0xd800))))
    (core instance $i (instantiate $m (with "" (instance (export "take" (func $take))))))
    (func (export "run") (canon lift (core func $i "run"))))
  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "take" (func $callee "take"))))
  (export "run" (func $caller "run")))
