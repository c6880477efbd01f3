;; Functions that have no name in the input are shown by module and index, instances by their place.
(component
  (component
    (core module
      (func (export "boom") unreachable))
    (core instance (instantiate 0))
    (func (export "boom") (canon lift (core func 0 "boom"))))
  (component
    (import "boom" (func))
    (core func (canon lower (func 0)))
    (core module
      (import "" "boom" (func))
      (func (export "run") call 0))
    (core instance (export "boom" (func 0)))
    (core instance (instantiate 0 (with "" (instance 0))))
    (func (export "run") (canon lift (core func 1 "run"))))
  (instance (instantiate 0))
  (instance (instantiate 1 (with "boom" (func 0 "boom"))))
  (export "run" (func 1 "run")))
