;; An instance calls a function that it has lifted itself.
(component
  (core module $a (func $f (export "f")))
  (core instance $a (instantiate $a))
  (func $f (canon lift (core func $a "f")))
  (core func $g (canon lower (func $f)))
  (core module $m
    (import "" "g" (func $g))
    (func $run (export "run") (call $g)))
  (core instance $m (instantiate $m (with "" (instance (export "g" (func $g))))))
  (func (export "run") (canon lift (core func $m "run"))))
