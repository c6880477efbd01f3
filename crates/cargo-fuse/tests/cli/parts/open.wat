;; Instantiates a component that it imports.
(component
  (import "inner" (component $inner (export "run" (func))))
  (instance $i (instantiate $inner))
  (export "run" (func $i "run")))
