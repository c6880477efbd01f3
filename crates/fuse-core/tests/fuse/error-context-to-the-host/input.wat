;; An error context that the host would have to hold.
(component
  (component $callee
    (core module $m (func (export "why") (result i32) unreachable))
    (core instance $i (instantiate $m))
    (func (export "why") (result error-context) (canon lift (core func $i "why"))))
  (instance $callee (instantiate $callee))
  (export "why" (func $callee "why")))
