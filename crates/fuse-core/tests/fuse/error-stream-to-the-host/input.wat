;; A stream that the host would have to hold an end of.
(component
  (component $callee
    (core module $m
      (memory (export "memory") 1)
      (func (export "numbers") (result i32) unreachable))
    (core instance $i (instantiate $m))
    (func (export "numbers") (result (stream u32)) (canon lift (core func $i "numbers"))))
  (instance $callee (instantiate $callee))
  (export "numbers" (func $callee "numbers")))
