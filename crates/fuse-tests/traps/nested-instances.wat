;; Instances within instances are shown by the path from the root inwards.
(component
  (component $outer
    (component $inner
      (core module $m (func $boom (export "boom") unreachable))
      (core instance $i (instantiate $m))
      (func (export "boom") (canon lift (core func $i "boom"))))
    (component $user
      (import "boom" (func $boom))
      (core func $boom (canon lower (func $boom)))
      (core module $m
        (import "" "boom" (func $boom))
        (func $run (export "run") call $boom))
      (core instance $i (instantiate $m (with "" (instance (export "boom" (func $boom))))))
      (func (export "run") (canon lift (core func $i "run"))))
    (instance $inner (instantiate $inner))
    (instance $user (instantiate $user (with "boom" (func $inner "boom"))))
    (export "run" (func $user "run")))
  (instance $outer (instantiate $outer))
  (export "run" (func $outer "run")))
