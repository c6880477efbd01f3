;; Handles that the host would have to exchange while it copies.
(component
  (import "thing" (type $thing (sub resource)))
  (component $callee
    (import "thing" (type $thing (sub resource)))
    (type $things (stream (own $thing)))
    (core module $m
      (memory (export "memory") 1)
      (func (export "things") (result i32) unreachable))
    (core instance $i (instantiate $m))
    (func (export "things") (result $things) (canon lift (core func $i "things"))))
  (instance $callee (instantiate $callee (with "thing" (type $thing))))
  (export "things" (func $callee "things")))
