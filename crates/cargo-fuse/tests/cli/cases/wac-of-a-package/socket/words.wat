;; Exports `demo:text/words`.
(component
  (core module $m
    (func (export "count") (param i32) (result i32)
      nop nop nop nop nop
      (i32.add (local.get 0) (i32.const 1))))
  (core instance $i (instantiate $m))
  (func $count (param "of" u32) (result u32) (canon lift (core func $i "count")))
  (instance $words (export "count" (func $count)))
  (export "demo:text/words@0.1.0" (instance $words)))
